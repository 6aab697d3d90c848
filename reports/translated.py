"""Verdicts in another language: the sentences of ours, and no word of the site's."""

from __future__ import annotations

from reports.catalogue import ENGLISH
from reports.words import Words
from rules.verdict import Verdict, Verdicts

__all__ = ["in_language"]


def in_language(verdicts: Verdicts, words: Words) -> Verdicts:
    """The verdicts as the reports tell them; names of authorities and laws stay as they are."""
    if words.language == ENGLISH:
        return verdicts
    return verdicts.model_copy(
        update={
            "score": words.spoken(verdicts.score, "reason"),
            "verdicts": tuple(_verdict(verdict, words) for verdict in verdicts.verdicts),
            "upcoming": tuple(_verdict(verdict, words) for verdict in verdicts.upcoming),
            "announced": tuple(words.spoken(announced, "title", "says", "status") for announced in verdicts.announced),
            "promises": tuple(words.spoken(promise, "says", "found") for promise in verdicts.promises),
        }
    )


def _verdict(verdict: Verdict, words: Words) -> Verdict:
    remedy = words.spoken(verdict.remedy, "where") if verdict.remedy else None
    return words.spoken(verdict, "title", "message", "reason", "why", "advice").model_copy(update={"remedy": remedy})
