"""What was seen on the sites of invented companies."""

from __future__ import annotations

from spiders.evidence import (
    Box,
    BrokenLink,
    Channel,
    ContactPage,
    Coverage,
    DeadEnd,
    Evidence,
    Field,
    Findability,
    Form,
    Identifier,
    Mention,
    Page,
    Promise,
    Shot,
    Sighting,
    Site,
    Skipped,
    Step,
)
from tests.reports.walks import CONTACT, HELP, HOME, HOST, journeys

__all__ = ["CONTACT", "HELP", "HOME", "HOST", "TERMS", "evidence"]

TERMS = f"https://{HOST}/avtalsvillkor"


def _shots(name: str, height: int) -> tuple[Shot, ...]:
    return (
        Shot(file=f"pages/{name}-desktop.png", viewport="desktop", width=1280, height=height),
        Shot(file=f"pages/{name}-mobile.png", viewport="mobile", width=390, height=2400),
    )


def _pages() -> tuple[Page, ...]:
    to_contact = Step(url=CONTACT, label="Kontakta oss", region="footer")
    to_help = Step(url=HELP, label="Hjälp", region="nav")
    return (
        Page(
            url=HOME,
            final_url=HOME,
            status=200,
            title="Fjordfiber – bredband som håller",
            lang="sv",
            kinds=("home",),
            clicks=0,
            depth_actions=0,
            rendered=True,
            shots=_shots("home", 3200),
        ),
        Page(
            url=CONTACT,
            final_url=CONTACT,
            status=200,
            title="Kontakta oss",
            lang="sv",
            kinds=("contact",),
            clicks=1,
            depth_actions=2,
            path=(to_contact,),
            rendered=True,
            shots=_shots("contact", 1500),
        ),
        Page(
            url=HELP,
            final_url=HELP,
            status=200,
            title="Säga upp avtalet",
            lang="sv",
            kinds=("help", "cancellation"),
            clicks=2,
            depth_actions=3,
            path=(to_help, Step(url=HELP, label="Säga upp", region="main")),
            rendered=True,
        ),
        Page(
            url=TERMS,
            final_url=TERMS,
            status=200,
            title="Avtalsvillkor",
            lang="sv",
            kinds=("terms",),
            clicks=1,
            depth_actions=1,
            path=(Step(url=TERMS, label="Villkor", region="footer"),),
        ),
        Page(
            url=f"https://{HOST}/mina-sidor",
            final_url=f"https://{HOST}/mina-sidor",
            status=401,
            state="login",
            detail="asks for a BankID",
        ),
        Page(
            url=f"https://{HOST}/chatt",
            final_url=f"https://{HOST}/chatt",
            status=503,
            state="broken",
            detail="503 Service Unavailable",
        ),
    )


def _channels() -> tuple[Channel, ...]:
    return (
        Channel(
            kind="phone",
            value="+46771555010",
            as_written="0771-55 50 10",
            owner="own",
            purpose="customer-service",
            cost="shared",
            hours="mån–fre 9–16",
            clicks=1,
            sightings=(
                Sighting(page=CONTACT, via="tel-link", region="main", behind=1, box=Box(x=140, y=980, width=260, height=40)),
                Sighting(page=TERMS, via="text", region="main"),
            ),
        ),
        Channel(
            kind="email",
            value="press@fjordfiber.example",
            owner="own",
            purpose="press",
            clicks=0,
            sightings=(
                Sighting(
                    page=HOME, via="mailto", region="footer", viewports=("desktop",), box=Box(x=830, y=3020, width=240, height=24)
                ),
            ),
        ),
        Channel(
            kind="form",
            value=CONTACT,
            owner="own",
            clicks=1,
            sightings=(Sighting(page=CONTACT, via="form", region="main", box=Box(x=140, y=380, width=620, height=430)),),
        ),
        Channel(
            kind="chat",
            value="botvendor",
            owner="own",
            rung="script",
            clicks=0,
            sightings=(Sighting(page=HOME, via="script", region="overlay", visible=False, viewports=()),),
        ),
        Channel(
            kind="postal",
            value="Box 12, 123 45 Fjordstad",
            owner="own",
            clicks=1,
            sightings=tuple(Sighting(page=page, via="text", region="footer") for page in (HOME, CONTACT, HELP, TERMS)),
        ),
        Channel(
            kind="phone",
            value="+46771423300",
            as_written="0771-42 33 00",
            owner="third-party",
            clicks=1,
            sightings=(Sighting(page=TERMS, via="text", region="main"),),
        ),
    )


def evidence() -> Evidence:
    """What was seen at Fjordfiber."""
    return Evidence(
        site=Site(start_url="https://fjordfiber.example", final_url=HOME, host=HOST, country="SE", languages=("sv",)),
        coverage=Coverage(
            pages_fetched=6,
            pages_rendered=3,
            pages_known=58,
            stopped_by="page-budget",
            skipped=(
                Skipped(url=f"https://{HOST}/butik/a", reason="page limit reached"),
                Skipped(url=f"https://{HOST}/butik/b", reason="page limit reached"),
                Skipped(url=f"https://{HOST}/intern", reason="closed by robots.txt"),
            ),
        ),
        pages=_pages(),
        channels=_channels(),
        contact_page=ContactPage(url=CONTACT, clicks=1, label="Kontakta oss", region="footer"),
        forms=(
            Form(
                page=CONTACT,
                kind="contact",
                method="post",
                captcha=True,
                customer_number_needed=True,
                fields=(Field(name="kundnr", label="Kundnummer", required=True), Field(name="msg", label="Meddelande")),
            ),
        ),
        dead_ends=(
            DeadEnd(type="D1", page=HELP, label="Säga upp avtalet", proof=('"Läs mer" leads to no channel',), walked=2),
            DeadEnd(type="D3", page=f"https://{HOST}/mina-sidor"),
        ),
        broken_links=(BrokenLink(from_=HELP, to=f"https://{HOST}/chatt", label="Chatta med oss", status=503),),
        journeys=journeys(),
        findability=(Findability(task="cancel", start=HOME, reached=0.25, unknown=0.1, direct=0.5, lostness=0.42, customers=200),),
        promises=(Promise(page=HOME, text="Vi finns alltid här för dig", claim="always there", strength=0.4),),
        mentions=(
            Mention(
                concept="contact",
                page=HOME,
                form="link",
                text="Kontakta oss",
                href=CONTACT,
                region="footer",
                box=Box(x=140, y=3020, width=130, height=24),
            ),
        ),
        identifiers=(Identifier(kind="legal-name", value="Fjordfiber Bredband AB", page=TERMS),),
    )
