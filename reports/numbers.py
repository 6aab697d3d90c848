"""Numbers as the readers of a language write them; dates stay ISO 8601 in all of them."""

from __future__ import annotations

from decimal import InvalidOperation

from reports.catalogue import ENGLISH

__all__ = ["Localised", "decimal", "share", "whole"]


def decimal(value: float, language: str, places: int = 1, least: int = 0) -> str:
    """
    A number with at most `places` decimals, and at least `least`: "1,234.5" in English, "1 234,5" in Swedish.

    One with more digits than anybody reads is "1.5e+308" in all languages.
    """
    # Babel takes part of a tenth of a second, which whoever needs no number need not wait for.
    from babel.numbers import format_decimal  # noqa: PLC0415

    pattern = "#,##0" + ("." + "0" * least + "#" * (places - least) if places else "")
    try:
        return format_decimal(value, pattern, locale=language)
    except InvalidOperation:
        return f"{value:g}"


def whole(value: float, language: str) -> str:
    """The number without decimals."""
    return decimal(value, language, 0)


def share(value: float, language: str) -> str:
    """A share of 1 as per cent: "61%" in English, "61 %" in Swedish."""
    from babel.numbers import format_percent  # noqa: PLC0415

    try:
        return format_percent(value, locale=language)
    except InvalidOperation:
        return f"{100 * value:g}%"


class Localised(float):
    """A number that every format of a sentence writes as the readers of the language do: "0,43", "61 %"."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, value: float, language: str) -> Localised:
        """The number for the readers of a language."""
        number = super().__new__(cls, value)
        number.language = language
        return number

    def __format__(self, form: str) -> str:
        written = super().__format__(form)
        if self.language == ENGLISH:
            return written
        from babel.numbers import get_decimal_symbol  # noqa: PLC0415

        written = written.replace(".", get_decimal_symbol(self.language))
        return written.removesuffix("%") + share(0, self.language).removeprefix("0") if written.endswith("%") else written
