"""Stories of invented companies: one with all that a report can show, one empty, one long."""

from __future__ import annotations

from pathlib import Path

from reports.story import Story
from rules.verdict import CategoryScore, Citation, Method, PackUsed, Place, Score, Verdict, Verdicts
from spiders.evidence import Box, Channel, Coverage, Evidence, Page, Shot, Sighting, Site
from spiders.manifest import Manifest, StoredFile
from tests.reports.sites import CONTACT, HELP, HOME, HOST, evidence

LAW = Citation(
    authority="Distansavtalslagen (2005:59) 2 kap. 2 §",
    url="https://law.example/2005-59",
    force="statute",
    in_force_from="2022-09-01",
    confidence="high",
)
GUIDANCE = Citation(
    authority="Consumer agency, guidance on customer service", url="https://agency.example/guidance", force="regulator-guidance"
)
LATER = Citation(
    authority="Consumer Rights Directive, Article 11a",
    url="https://law.example/2023-2673",
    force="statute",
    in_force_from="2027-06-19",
    confidence="high",
)
DOUBTFUL = Citation(authority="A proposal", url="https://law.example/proposal", force="good-practice", confidence="low")


def _verdicts() -> tuple[Verdict, ...]:
    return (
        Verdict(
            rule="email-present",
            pack="se",
            outcome="failed",
            result="email-missing",
            category="channels",
            severity="serious",
            confidence="high",
            level="must",
            gate=True,
            title="An e-mail address for customers",
            message="No e-mail address for customers was found on the 4 pages looked at; the only one is for the press.",
            why="Whoever writes needs an address to write to, and a copy of what was written to hold on to.",
            advice="Put an e-mail address for customers on the contact page, beside the telephone number.",
            owner="content",
            citations=(LAW, GUIDANCE),
            fingerprint="0f3a6c1b9d2e4f70",
            evidence=(
                Place(page=CONTACT),
                Place(page=HOME, box=Box(x=830, y=3020, width=240, height=24), text="Press: press@fjordfiber.example"),
            ),
        ),
        Verdict(
            rule="email-present",
            pack="eu",
            outcome="failed",
            result="email-missing",
            category="channels",
            severity="serious",
            confidence="high",
            level="must",
            title="An e-mail address for customers",
            message="No e-mail address for customers was found on the 4 pages looked at; the only one is for the press.",
            advice="Put an e-mail address for customers on the contact page, beside the telephone number.",
            owner="content",
            citations=(GUIDANCE,),
            fingerprint="1f3a6c1b9d2e4f70",
            evidence=(Place(page=CONTACT),),
        ),
        Verdict(
            rule="phone-in-view",
            pack="se",
            outcome="failed",
            result="phone-behind-panel",
            category="findability",
            severity="moderate",
            confidence="medium",
            level="should",
            title="The phone number shows without opening anything",
            message="The phone number 0771-55 50 10 stands on the contact page, but only after a panel has been opened.",
            why="A customer in a hurry looks at the page and leaves when no number shows.",
            advice="Take the number out of the panel “Fler sätt att nå oss” and put it at the top of the page.",
            owner="web-team",
            citations=(GUIDANCE,),
            fingerprint="aa3a6c1b9d2e4f71",
            evidence=(Place(page=CONTACT, box=Box(x=140, y=980, width=260, height=40), text="Ring 0771-55 50 10"),),
        ),
        Verdict(
            rule="help-leads-on",
            pack="se",
            outcome="failed",
            result="dead-end",
            category="dead-ends",
            severity="critical",
            confidence="high",
            level="should",
            title="Help pages lead on to a person",
            message="The help page “Säga upp avtalet” offers no way on in its own text; its link to the chat answers 503.",
            why="Whoever needs the page most is the one it leaves alone.",
            advice="End each help article with the phone number and the form; take away the link to /chatt or repair it.",
            owner="telephony",
            citations=(DOUBTFUL,),
            fingerprint="bb3a6c1b9d2e4f72",
            evidence=(Place(page=HELP),),
        ),
        Verdict(
            rule="phone-present",
            pack="se",
            outcome="passed",
            category="channels",
            level="must",
            gate=True,
            title="A phone number",
            message="A phone number of the company was found on 2 pages.",
            citations=(LAW,),
            owner="content",
        ),
        Verdict(
            rule="contact-page-near",
            pack="se",
            outcome="passed",
            category="findability",
            title="A contact page near the home page",
            message="The contact page is 1 click away.",
        ),
        Verdict(
            rule="complaints",
            pack="se",
            outcome="cantTell",
            category="complaints",
            level="must",
            title="How to complain",
            reason="52 known pages were not looked at, so that nothing was found does not say that nothing is there.",
        ),
        Verdict(
            rule="cancel-button",
            pack="se",
            outcome="cantTell",
            category="cancellation",
            title="A way to cancel online",
            reason="The pages behind the login were not looked at.",
        ),
        Verdict(
            rule="odr-link",
            pack="se",
            outcome="inapplicable",
            category="complaints",
            title="No link to the closed ODR platform",
            reason="No such link was found.",
        ),
        Verdict(
            rule="copy-of-form",
            pack="se",
            outcome="failed",
            result="no-copy",
            category="channels",
            severity="minor",
            level="info",
            title="A copy of what was sent",
            message="The form offers no copy.",
            advice="Send a copy.",
            owner="web-team",
            suppressed="Copies are sent by the ticket system; checked 2026-10-02, Ada Berg.",
        ),
    )


def verdicts() -> Verdicts:
    """What it means."""
    return Verdicts(
        method=Method(
            version="1.0", packs=(PackUsed(id="se", version="2026.11"), PackUsed(id="eu", version="2026.11")), as_of="2026-11-21"
        ),
        score=Score(
            value=41.6,
            low=33.2,
            high=58.0,
            grade="D",
            capped_by=("email-present",),
            categories=(
                CategoryScore(id="channels", value=50, low=50, high=50, decided=3, of=3),
                CategoryScore(id="findability", value=62.5, low=62.5, high=62.5, decided=2, of=2),
                CategoryScore(id="complaints", value=None, low=0, high=100, decided=0, of=1),
            ),
        ),
        verdicts=_verdicts(),
        upcoming=(
            Verdict(
                rule="withdrawal-function",
                pack="eu",
                outcome="failed",
                title="A function to withdraw from a purchase",
                message="No link or button for withdrawing from a purchase was found on the 4 pages looked at.",
                advice="Offer a function labelled “Ångra avtalet här” that needs no login.",
                citations=(LATER,),
                owner="web-team",
            ),
        ),
    )


def manifest() -> Manifest:
    """Who looked, and how."""
    return Manifest(
        started="2026-11-21T09:30:00Z",
        finished="2026-11-21T09:34:12Z",
        versions={"auditor": "0.1.0", "python": "3.11.7", "chromium": "156.0"},
        settings={"max_pages": 6, "country": "SE", "browser": True, "out": None},
        browser="Chromium 156.0, sandbox on",
        files=(
            StoredFile(path="pages/home-desktop.png", bytes=123456, sha256="8c" * 32),
            StoredFile(path="pages/contact-desktop.png", bytes=65432, sha256="1d" * 32),
        ),
    )


def story(folder: Path | None = None) -> Story:
    """Fjordfiber's story."""
    return Story(evidence(), verdicts(), manifest(), folder)


def empty() -> Story:
    """A site that could not be reached."""
    return Story(
        Evidence(
            site=Site(start_url="https://gone.example", final_url="", host="gone.example"),
            coverage=Coverage(
                pages_fetched=0, pages_rendered=0, pages_known=1, stopped_by="unreachable", detail="DNS: no such name"
            ),
        ),
        Verdicts(
            method=Method(version="1.0", packs=(), as_of="2026-11-21"),
            score=Score(value=None, low=None, high=None, grade=None, reason="Nothing could be looked at"),
        ),
        Manifest(started="2026-11-21T09:30:00Z", finished="2026-11-21T09:30:02Z"),
    )


def long(pages: int, folder: Path | None = None) -> Story:
    """A site of many pages, with a channel in the footer of each and a finding on each."""
    urls = [HOME, *(f"https://{HOST}/sida/{number}" for number in range(1, pages))]
    sightings = tuple(
        Sighting(page=url, via="tel-link", region="footer", box=Box(x=10, y=900, width=100, height=20)) for url in urls
    )
    shots = (Shot(file="pages/home-desktop.png", viewport="desktop", width=1280, height=3200),)
    seen = evidence().model_copy(
        update={
            "pages": tuple(
                Page(
                    url=url,
                    final_url=url,
                    title=f"Sida {n}",
                    kinds=("home",) if n == 0 else ("help",),
                    clicks=min(n, 2),
                    shots=shots,
                )
                for n, url in enumerate(urls)
            ),
            "channels": tuple(Channel(kind="phone", value=f"+4677155{n:04}", sightings=sightings) for n in range(10)),
        }
    )
    meant = verdicts()
    places = tuple(Place(page=url, box=Box(x=10, y=900, width=100, height=20)) for url in urls)
    findings = tuple(v.model_copy(update={"evidence": places, "rule": f"{v.rule}-{n}"}) for n in range(4) for v in meant.verdicts)
    return Story(seen, meant.model_copy(update={"verdicts": findings}), manifest(), folder)
