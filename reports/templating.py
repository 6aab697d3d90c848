"""The templates' surroundings: every text is cleaned and escaped wherever it is written, and no address acts that should not."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache, partial

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from reports import numbers
from reports.text import capital, clean, href, lines, short
from reports.words import Words

__all__ = ["environment", "moment", "style_sheet"]


@cache
def style_sheet() -> Markup:
    """The style sheet that all pages share."""
    source, _, _ = PackageLoader("reports").get_source(Environment(autoescape=True), "report.css")
    return Markup(source)  # noqa: S704 - a file of this package


@cache
def environment(language: str) -> Environment:
    """The templates, compiled once, with the filters that all pages share."""
    words = Words(language)
    env = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals["_"] = words.text
    env.filters.update(
        capital=capital,
        code=_code,
        href=href,
        label=words.label,
        moment=moment,
        num=partial(numbers.decimal, language=language),
        px=_px,
        share=partial(numbers.share, language=language),
        short=short,
        standing=_standing,
        two=partial(numbers.decimal, language=language, places=2, least=2),
        whole=partial(numbers.whole, language=language),
    )
    return env


def _finalize(value: object) -> object:
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _code(text: str) -> Markup:
    """Text whose `code` is marked as such; all else in it is escaped."""
    parts = clean(text).split("`")
    if len(parts) % 2 == 0:
        return escape(clean(text))
    return Markup("").join(Markup("<code>{}</code>").format(part) if n % 2 else escape(part) for n, part in enumerate(parts))


def _standing(text: str) -> Markup:
    """Text of several lines as it stands."""
    return escape("\n".join(lines(text)))


def _px(value: float) -> str:
    """A length in a drawing."""
    return f"{value:.1f}".removesuffix(".0")


def moment(text: str) -> str:
    """A time as a person reads it; what is no time stays as it is."""
    try:
        moment = datetime.fromisoformat(text)
        return f"{moment.astimezone(UTC) if moment.tzinfo else moment:%Y-%m-%d %H:%M} UTC"
    except (ValueError, OverflowError):
        return text
