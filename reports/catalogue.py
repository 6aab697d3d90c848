"""The translations: a gettext catalogue (PO) a language. English needs none: it is what the others translate."""

from __future__ import annotations

import io
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

__all__ = ["ENGLISH", "LOCALES", "catalogue", "languages"]

ENGLISH = "en"
LOCALES = Path(__file__).with_name("locales")


def languages() -> tuple[str, ...]:
    """The languages that a report can be told in, English first; the next one is one file in `locales/`."""
    return (ENGLISH, *sorted(path.stem for path in LOCALES.glob("*.po")))


@cache
def catalogue(language: str) -> NullTranslations:
    """
    The translations of a language.

    Raises:
        FileNotFoundError: There are none.
    """
    if language == ENGLISH:
        return NullTranslations()
    # Babel takes a tenth of a second that an English report need not wait for.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = io.BytesIO()
    with (LOCALES / f"{language}.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
