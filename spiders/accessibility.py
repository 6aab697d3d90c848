"""
What axe-core reported of a page on the contact path, as it was rendered.

Part of the evidence (`spiders.evidence`); everything is imported from there. A report is one engine's observation by one of its
rules: nothing here says that a page is accessible, or that it is not.
"""

from __future__ import annotations

from spiders.frozen import Frozen
from spiders.observations import AROUND, Box, Region, Viewport
from spiders.said import Spoken

BESIDE: frozenset[Region] = AROUND | {"overlay"}
"""The regions that hold nothing of a page's own content."""


class AxeNode(Frozen):
    """
    One element that axe-core reported.

    Attributes:
        selector: A CSS selector that finds it again in the stored page, made as those of sightings and forms are.
        form: That of the form element that it stands in, or "".
        visible: Whether a person can get to see it: a trap for robots, or what is there for scripts alone, is reported too.
        html: The beginning of its markup, cleaned, at most 200 characters.
        why: What axe-core says of it, cleaned, at most 300 characters.
    """

    selector: str
    form: str = ""
    region: Region = "unknown"
    visible: bool = True
    box: Box | None = None
    html: str = ""
    why: str = ""


class AxeFinding(Frozen):
    """
    What one of axe-core's rules reported on a page.

    Attributes:
        rule: The id that axe-core gives the rule.
        impact: axe-core's own grading: minor, moderate, serious or critical, or "".
        criteria: The WCAG success criteria that axe-core ties the rule to, as "1.4.3".
        help: What the rule asks for, in axe-core's words.
        count: How many elements were reported; `nodes`: the first of them, at most 5, what is seen in the page's content first.
    """

    rule: str
    impact: str = ""
    criteria: tuple[str, ...] = ()
    help: str = ""
    count: int = 0
    nodes: tuple[AxeNode, ...] = ()


class AxePage(Spoken):
    """
    What axe-core reported of one page.

    Attributes:
        page: Final address of the page.
        engine: The version of axe-core, "" where it did not run.
        findings: What it reported, in order of rule; `incomplete`: the rules that it leaves to a person for some element.
        detail: Why it could not be run, or "".
    """

    page: str
    viewport: Viewport = "desktop"
    engine: str = ""
    findings: tuple[AxeFinding, ...] = ()
    incomplete: tuple[str, ...] = ()
    detail: str = ""
