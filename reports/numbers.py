"""Numbers as the readers of a language write them; dates stay ISO 8601 in all of them."""

from __future__ import annotations

from decimal import InvalidOperation

__all__ = ["decimal", "share", "whole"]


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
