"""Small looks at a fictional site, and what was judged of them."""

from __future__ import annotations

from typing import Any

from rules.verdict import CategoryScore, Method, PackUsed, Place, Score, Verdict, Verdicts
from spiders.evidence import Channel, Coverage, Evidence, Page, Sighting, Site, Step

HOST = "acme.example"
HOME, HELP, CONTACT = f"https://{HOST}/", f"https://{HOST}/hjalp", f"https://{HOST}/kontakt"
_TO_HELP = Step(url=HELP, label="Kundservice", region="nav")
_TO_CONTACT = Step(url=CONTACT, label="Kontakt", region="main")


def page(url: str, *path: Step, **fields: Any) -> Page:
    told = {"final_url": url, "status": 200, "lang": "sv", "clicks": len(path), "depth_actions": len(path), "path": path}
    return Page(**{"url": url, **told, **fields})


def phone(on: str = CONTACT, **sighting: Any) -> Channel:
    return Channel(kind="phone", value="+46846500400", sightings=(Sighting(page=on, via="tel-link", **sighting),))


def seen(*channels: Channel, stopped_by: Any = "done", **fields: Any) -> Evidence:
    """A look at three pages, contact two clicks from home."""
    pages = (
        page(HOME, kinds=("home",), links=3),
        page(HELP, _TO_HELP, kinds=("help",)),
        page(CONTACT, _TO_HELP, _TO_CONTACT, kinds=("contact",)),
    )
    coverage = Coverage(pages_fetched=3, pages_rendered=0, pages_known=3, stopped_by=stopped_by)
    site = Site(start_url=HOME, final_url=HOME, host=HOST)
    return Evidence(**{"site": site, "coverage": coverage, "pages": pages, "channels": channels, **fields})


def failed(
    *places: tuple[str, str], rule: str = "contact-link-broken", result: str = "contact-link-leads-to-error", **fields: Any
) -> Verdict:
    found = tuple(Place(page=f"https://{HOST}{path}", text=text) for path, text in places)
    told = {"title": rule, "severity": "serious", "level": "must", "evidence": found, "fingerprint": "0" * 16}
    return Verdict(**{"rule": rule, "pack": "se", "outcome": "failed", "result": result, **told, **fields})


PASSED = Verdict(rule="phone-given", pack="se", outcome="passed", level="must")


def judged(*given: Verdict, score: float | None = 80.0, version: str = "3", pack: str = "1", categories: Any = ()) -> Verdicts:
    value = Score(
        value=score, low=score, high=score, grade=None, categories=categories, reason="" if score else "too little was decided"
    )
    method = Method(version=version, packs=(PackUsed(id="se", version=pack),), as_of="2026-11-21")
    return Verdicts(method=method, score=value, verdicts=(PASSED, *given))


def category(name: str, value: float | None, of: int = 3) -> CategoryScore:
    return CategoryScore(id=name, value=value, low=value, high=value, decided=of if value is not None else 0, of=of)
