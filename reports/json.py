"""The summary for programs: what was looked at, the score, every verdict and what a customer meets, in one JSON object."""

from __future__ import annotations

import json
import re

from reports.meets import facts
from reports.story import Story

NAME = "json"
SUFFIX = ".json"
SCHEMA = "auditor/report/1"

# what steers a terminal or turns the reading order, written as JSON escapes
_UNSEEN = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def render(story: Story) -> bytes:
    """The story as indented UTF-8 JSON; the verdicts stand in it as in `verdicts.json`."""
    verdicts = story.verdicts.model_dump(mode="json", exclude={"schema_"})
    coverage = story.evidence.coverage.model_dump(mode="json", exclude={"skipped"})
    summary = {
        "schema": SCHEMA,
        "site": story.evidence.site.model_dump(mode="json"),
        "looked_at": {"started": story.manifest.started, "finished": story.manifest.finished},
        "coverage": {
            **coverage,
            "pages_read": story.read,
            "not_looked_at": {reason: len(skipped) for reason, skipped in story.skipped},
        },
        "meets": [{"topic": f.topic, "stance": f.stance, "text": f.text, "page": f.page} for f in facts(story, story.words)],
        "counts": {
            **{str(outcome): n for outcome, n in story.counts.items()},
            "decided": story.decided,
            "undecided": story.undecided,
            "fixes": len(story.fixes),
        },
        **verdicts,
    }
    text = json.dumps(summary, ensure_ascii=False, indent=2) + "\n"
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text).encode("utf-8")
