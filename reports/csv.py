"""One row a verdict, for spreadsheets; no cell is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from reports.story import Story
from reports.text import cell
from rules.verdict import Verdict

NAME = "csv"
SUFFIX = ".csv"

COLUMNS = (
    "site", "as_of", "pack", "rule", "outcome", "result", "severity", "level", "gate", "confidence", "category", "owner",
    "title", "message", "reason", "why", "advice", "authority", "source", "force", "in_force_from", "pages", "page",
    "fingerprint", "suppressed", "upcoming",
)  # fmt: skip


def render(story: Story) -> bytes:
    """UTF-8 with a line of names, rows ended as RFC 4180 has it; the first source and the first page stand for all."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(_rows(story))
    return text.getvalue().encode("utf-8")


def _rows(story: Story) -> Iterator[dict[str, str]]:
    for upcoming, verdicts in ((False, story.verdicts.verdicts), (True, story.verdicts.upcoming)):
        for verdict in verdicts:
            yield {name: cell(value) for name, value in _row(story, verdict, upcoming=upcoming).items()}


def _row(story: Story, verdict: Verdict, *, upcoming: bool) -> dict[str, object]:
    pages = tuple(dict.fromkeys(place.page for place in verdict.evidence))
    source = verdict.citations[0] if verdict.citations else None
    own = {name: getattr(verdict, name) for name in COLUMNS if name in type(verdict).model_fields}
    return own | {
        "site": story.host,
        "as_of": story.verdicts.method.as_of,
        "gate": "yes" if verdict.gate else "no",
        "upcoming": "yes" if upcoming else "no",
        "authority": source.authority if source else "",
        "source": source.url if source else "",
        "force": source.force if source else "",
        "in_force_from": (source.in_force_from if source else None) or "",
        "pages": len(pages),
        "page": pages[0] if pages else "",
    }
