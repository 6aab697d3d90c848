"""JUnit XML for CI systems: a suite a category, a case a rule and pack, the failing expectation in words."""

from __future__ import annotations

import io
from itertools import groupby

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite
from junitparser.junitparser import FinalResult

from reports.findings import expectations
from reports.gated import Gated
from reports.story import Story
from reports.text import clean
from reports.words import Words
from rules.verdict import Verdict

NAME = "junit"
SUFFIX = ".xml"


def render(story: Story) -> bytes:
    """
    Failed is a failure, of whatever severity; a gate that could not be told is an error, so that not knowing is not green.

    Skipped, with the reason: what else could not be checked, does not apply, was set aside, is for information only, or does not
    count for the gate that was asked, as a baseline knows it or a second look did not find it.
    """
    words = story.words
    report = JUnitXml(f"auditor {clean(story.host)}")
    ordered = sorted(story.verdicts.verdicts, key=lambda v: (v.category, v.rule, v.pack, v.result, v.fingerprint))
    for category, verdicts in groupby(ordered, key=lambda v: v.category):
        suite = TestSuite(clean(category) or "uncategorised")
        suite.hostname = clean(story.host)
        suite.timestamp = clean(story.manifest.started).removesuffix("Z")
        suite.add_property("site", clean(story.evidence.site.start_url))
        suite.add_property("as_of", clean(story.verdicts.method.as_of))
        suite.add_testcases([_case(verdict, words, story.gated) for verdict in verdicts])
        report.add_testsuite(suite)
    if not story.decided:
        report.add_testsuite(_undecided(story))
    report.update_statistics()  # type: ignore[no-untyped-call]
    file = io.BytesIO()
    report.write(file, pretty=True)
    return file.getvalue()


def _undecided(story: Story) -> TestSuite:
    """A run in which nothing was decided must not look like one in which all went well."""
    case = TestCase("something-decided", classname="auditor.something-decided")
    coverage, score = story.evidence.coverage, story.verdicts.score
    case.result = [Error(clean(score.reason or coverage.detail) or story.words.decided(0, 0), coverage.stopped_by)]
    suite = TestSuite("auditor")
    suite.add_testcase(case)
    return suite


def _case(verdict: Verdict, words: Words, gated: Gated | None) -> TestCase:
    """A case keeps its name whatever comes of it and in every language, so that a CI knows it again."""
    case = TestCase(clean(verdict.rule), classname=f"{clean(verdict.pack)}.{clean(verdict.rule)}")
    held = gated.held(verdict) if gated and (verdict.outcome == "failed" or verdict.open_gate) and not verdict.suppressed else ""
    case.result = _held(verdict, gated, words) if gated and held else _result(verdict, words)
    return case


def _held(verdict: Verdict, gated: Gated, words: Words) -> list[FinalResult]:
    observed = verdict.message or verdict.reason or verdict.result
    if gated.baseline and gated.held(verdict) == "known":
        return [Skipped(words("gated.known", file=gated.baseline.file, observed=observed))]
    return [Skipped(words("gated.not_found_again", observed=observed))]


def _result(verdict: Verdict, words: Words) -> list[FinalResult]:
    observed = clean(verdict.message) or clean(verdict.result)
    untold = f"{words.label('outcome', verdict.outcome)}: {clean(verdict.reason or verdict.message)}"
    if verdict.suppressed:
        return [Skipped(words("findings.aside", reason=verdict.suppressed))]
    if verdict.outcome == "failed" and verdict.level == "info":
        return [Skipped(words("findings.for_information", observed=observed))]
    if verdict.outcome == "failed":
        failure = Failure(observed, verdict.severity)
        failure.text = "\n".join(_details(verdict, words))
        return [failure]
    if verdict.open_gate:
        return [Error(untold, verdict.severity)]
    return [] if verdict.outcome == "passed" else [Skipped(untold)]


def _details(verdict: Verdict, words: Words) -> list[str]:
    pages = tuple(dict.fromkeys(place.page for place in verdict.evidence))
    told = [clean(verdict.title), clean(verdict.message), words("findings.remedy", advice=verdict.advice)]
    told += expectations(verdict.citations, words)
    return told + [words("findings.pages", n=1, pages=page) for page in pages]
