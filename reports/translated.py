"""Verdicts and evidence in another language: the sentences of ours, and no word of the site's."""

from __future__ import annotations

from reports.catalogue import ENGLISH
from reports.words import Words
from rules.verdict import Place, Verdict, Verdicts
from spiders.evidence import Channel, DeadEnd, Evidence, Journey

__all__ = ["in_language", "seen_in_language"]


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
    told = words.spoken(verdict, "title", "message", "unseen", "reason", "why", "advice", "suppressed")
    places = tuple(_place(place, words) for place in verdict.evidence)
    return told.model_copy(update={"remedy": remedy, "evidence": places})


def _place(place: Place, words: Words) -> Place:
    """Its text in the language where it is ours; most are the site's."""
    return words.spoken(place, "text") if place.said else place


def seen_in_language(evidence: Evidence, words: Words) -> Evidence:
    """What was seen as the reports tell it; what the site says stays as it is."""
    if words.language == ENGLISH:
        return evidence
    skipped = tuple(words.spoken(each, "reason") for each in evidence.coverage.skipped)
    return evidence.model_copy(
        update={
            "coverage": words.spoken(evidence.coverage, "detail").model_copy(update={"skipped": skipped}),
            "pages": tuple(words.spoken(page, "detail") for page in evidence.pages),
            "channels": tuple(_channel(channel, words) for channel in evidence.channels),
            "contact_candidates": tuple(words.spoken(each, "lost") for each in evidence.contact_candidates),
            "dead_ends": tuple(_dead_end(end, words) for end in evidence.dead_ends),
            "journeys": tuple(_journey(journey, words) for journey in evidence.journeys),
            "hints": tuple(hint.model_copy(update={"why": words.text(hint.why)}) for hint in evidence.hints),
            "consents": tuple(words.spoken(consent, "detail") for consent in evidence.consents),
        }
    )


def _dead_end(end: DeadEnd, words: Words) -> DeadEnd:
    return words.spoken(end, "detail").model_copy(update={"proof": words.listed_in(end, "proof")})


def _journey(journey: Journey, words: Words) -> Journey:
    steps = tuple(words.spoken(step, "why", "came") for step in journey.steps)
    return words.spoken(journey, "detail").model_copy(update={"steps": steps})


def _channel(channel: Channel, words: Words) -> Channel:
    if channel.chat is None or channel.chat.probe is None:
        return channel
    chat = channel.chat.model_copy(update={"probe": words.spoken(channel.chat.probe, "detail")})
    return channel.model_copy(update={"chat": chat})
