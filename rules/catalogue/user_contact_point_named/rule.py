"""The point of contact for users is named."""

from __future__ import annotations

from rules.contactpoints import contact_point
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    return contact_point(evidence, "contact_point_users")
