"""The way through a site: what is asked for, in which order, and when it ends."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.async_api import Error as BrowserError
from scrapy.exceptions import DontCloseSpider, DownloadTimeoutError
from scrapy.http import Response

from spiders import asking, reader
from spiders.net.held import UnheldError
from spiders.net.robots import RobotsError
from spiders.page import ParsedPage
from spiders.reading import Reading
from tests.spiders.driving import HOME, Drive, html, page

WORDS = "Ord som visades utan skript, så många som en sida har. " * 8


@pytest.fixture
def drive(tmp_path: Path) -> Callable[..., Drive]:
    return lambda *args, **job: Drive(tmp_path, *args, **job).run()


def pages_asked(drive: Drive) -> list[str]:
    """What was asked for, without the questions on the side."""
    return [path for path in drive.asked if not path.startswith("no-such-page-") and not path.endswith("sitemap.xml")]


# Where it goes


def test_it_goes_from_home_by_the_most_promising_link_to_the_end(drive: Callable[..., Drive]) -> None:
    seen = drive(
        {"": page("Hem", "/nyheter", "/kontakt"), "nyheter": page("Nyheter", "/mer"), "kontakt": page("Kontakt"), "mer": ""}
    )
    assert pages_asked(seen) == ["", "kontakt", "nyheter", "mer"]
    assert (seen.end.stopped_by, seen.end.detail, seen.end.known) == ("done", "", 4)


def test_after_the_home_page_it_asks_what_is_not_there_and_what_the_site_lists(drive: Callable[..., Drive]) -> None:
    seen = drive({"": page("Hem", "/kontakt"), "kontakt": page("Kontakt")})
    assert seen.asked[0] == ""
    assert seen.asked[1].startswith("no-such-page-")
    assert seen.asked[2:] == ["sitemap.xml", "kontakt"]


def test_pages_of_the_sitemap_are_looked_at_and_no_click_leads_there(drive: Callable[..., Drive]) -> None:
    index = f"<sitemapindex><sitemap><loc>{HOME}s.xml.gz</loc></sitemap></sitemapindex>"
    inner = gzip.compress(f"<urlset><url><loc>{HOME}dold</loc></url><url><loc>https://other.se/</loc></url></urlset>".encode())
    answers = {"": page("Hem"), "sitemap.xml": Response(HOME + "sitemap.xml", body=index.encode())}
    seen = drive({**answers, "s.xml.gz": Response(HOME + "s.xml.gz", body=inner), "dold": page("Dold")})
    assert [(each.final_url, each.clicks) for each in seen.evidence.pages] == [(HOME, 0), (HOME + "dold", None)]
    assert seen.looks[1].found_by == "sitemap"


def test_a_link_that_nobody_gets_to_see_is_not_followed(drive: Callable[..., Drive]) -> None:
    assert drive({"": page("Hem", body="<div hidden><a href=/dold>x</a></div>"), "dold": page("Dold")}).states == {"": "ok"}


def test_a_site_of_frames_is_walked_through(drive: Callable[..., Drive]) -> None:
    frames = "<frameset><frame src=/meny><frame src=/start></frameset>"
    seen = drive({"": frames, "meny": page("Meny", "/kontakt"), "start": page("Start"), "kontakt": page("Kontakt")})
    clicks = {each.final_url.removeprefix(HOME): each.clicks for each in seen.evidence.pages}
    assert clicks == {"": 0, "meny": 0, "start": 0, "kontakt": 1}


@pytest.mark.parametrize("end", ["/kontakt/", "/kontakt/index.html", "/kontakt/default.aspx", "/kontakt#top"])
def test_a_redirect_to_the_same_page_spelt_otherwise_does_not_lose_it(drive: Callable[..., Drive], end: str) -> None:
    seen = drive({"": page("Hem", "/kontakt"), "kontakt": html(HOME + end[1:], page("Kontakt"))})
    assert [(each.title, each.clicks) for each in seen.evidence.pages] == [("Hem", 0), ("Kontakt", 1)]


def test_a_redirect_in_other_letters_does_not_lose_the_page(drive: Callable[..., Drive]) -> None:
    seen = drive({"": page("Hem", "/om-%C3%A5"), "om-%C3%A5": html(HOME + "om-%c3%a5", page("Om"))})
    assert [each.clicks for each in seen.evidence.pages] == [0, 1]


@pytest.mark.parametrize("known", ["", "kontakt"])
def test_a_redirect_to_a_known_page_is_an_edge_and_no_second_page(drive: Callable[..., Drive], known: str) -> None:
    answers = {"": page("Hem", "/kontakt", "/gammal"), "kontakt": page("Kontakt")}
    seen = drive({**answers, "gammal": html(known, answers[known])})
    assert [each.title for each in seen.evidence.pages] == ["Hem", "Kontakt"]
    assert [(look.page.url, look.page.final_url) for look in seen.looks if look.redirect] == [(HOME + "gammal", HOME + known)]
    assert seen.end.known == 2


def test_a_redirect_to_a_page_not_yet_seen_is_that_page_once(drive: Callable[..., Drive]) -> None:
    seen = drive({"": page("Hem", "/gammal"), "gammal": html("ny", page("Ny", "/ny")), "ny": page("Ny")})
    assert [each.final_url for each in seen.evidence.pages] == [HOME, HOME + "ny"]
    assert pages_asked(seen) == ["", "gammal"]
    assert seen.end.known == 2


def test_a_page_that_leads_to_another_site_is_told_as_skipped(drive: Callable[..., Drive]) -> None:
    seen = drive({"": page("Hem", "/partner"), "partner": html("https://other.se/", page("Other"))})
    assert seen.end.skipped == ((HOME + "partner", "leads to another site"),)
    assert seen.states == {"": "ok"}


def test_where_the_home_page_leads_to_another_site_that_site_is_looked_at(drive: Callable[..., Drive]) -> None:
    group = "https://www.acme-group.se/"
    answers = {"": html(group + "sv/", page("Hem", "/sv/kontakt", "https://www.acme.se/x")), group + "sv/kontakt": page("Kontakt")}
    seen = drive(answers)
    assert [each.final_url for each in seen.evidence.pages] == [group + "sv/", group + "sv/kontakt"]
    assert seen.evidence.site.final_url == group + "sv/"


def test_a_home_page_that_is_a_frame_around_another_site_is_that_site_s(drive: Callable[..., Drive]) -> None:
    other = "https://members.host.example/acme/"
    frame = f"<html><title>Acme</title><frameset rows='100%,*'><frame src={other}><noframes>x</noframes></frameset></html>"
    answers = {"": frame, other: page("Hem", "kontakt.htm"), other + "kontakt.htm": page("Kontakt")}
    seen = drive(answers)
    assert [(each.final_url, each.clicks) for each in seen.evidence.pages] == [(other, 0), (other + "kontakt.htm", 1)]
    assert (seen.evidence.site.start_url, seen.evidence.site.final_url, seen.end.known) == (HOME, other, 2)


@pytest.mark.parametrize(
    "home",
    [
        "<p>Välkommen</p><iframe src=https://other.example/a></iframe>",
        "<a href=/om></a><iframe src=https://other.example/a></iframe>",
        "<iframe src=https://other.example/a></iframe><script src=/app.js></script>",
        "<a href=https://other.example/a></a>",
        "<frameset><frame src=https://www.acme.se/></frameset>",
    ],
)
def test_other_frames_of_a_home_page_leave_it_the_home_page(drive: Callable[..., Drive], home: str) -> None:
    seen = drive({"": f"<html lang=sv><title>Hem</title>{home}</html>", "om": page("Om")})
    assert seen.looks[0].page.final_url == HOME
    assert "https://other.example/a" not in seen.asked


def test_two_sites_that_frame_each_other_are_left_at_that(drive: Callable[..., Drive]) -> None:
    other = "https://other.example/"
    seen = drive({"": f"<frameset><frame src={other}></frameset>", other: f"<frameset><frame src={HOME}></frameset>"})
    assert len(seen.asked) <= 5


# What is no page


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Response(HOME + "x", headers={"Content-Type": "application/pdf"}, body=b"%PDF"), "not-html"),
        (Response(HOME + "x", status=404), "broken"),
        (html("x", "", 500), "broken"),
        (html("x", "", 403), "blocked"),
        (html("x", "<h1>Sidan kunde inte hittas</h1>"), "soft-404"),
        (html("x", "<form><input type=password></form>"), "login"),
        (DownloadTimeoutError(), "timeout"),
        (RobotsError("robots.txt forbids it"), "robots"),
        (ValueError(), "broken"),
    ],
)
def test_an_answer_of_any_kind_costs_that_page_only(drive: Callable[..., Drive], answer: Any, state: str) -> None:
    seen = drive({"": page("Hem", "/x", "/y"), "x": answer, "y": page("Y")})
    assert seen.states == {"": "ok", "x": state, "y": "ok"}
    assert seen.end.stopped_by == "done"


@pytest.mark.parametrize(
    ("answer", "stopped_by", "words"),
    [
        (DownloadTimeoutError(), "unreachable", "no answer in time"),
        (RobotsError("robots.txt forbids it"), "blocked", "robots.txt forbids it"),
        (html("", "<title>Just a moment...</title>"), "blocked", "Just a moment"),
        (html("", "", 403), "blocked", "403"),
        (html("", "", 500), "unreachable", "500"),
        (Response(HOME, headers={"Content-Type": "application/pdf"}), "unreachable", "application/pdf"),
    ],
)
def test_without_a_home_page_there_is_nothing_to_look_at(
    drive: Callable[..., Drive], answer: Any, stopped_by: str, words: str
) -> None:
    seen = drive({"": answer})
    assert (seen.end.stopped_by, seen.asked) == (stopped_by, [""])
    assert words in seen.end.detail
    assert len(seen.looks) == 1


def test_a_home_page_that_asks_for_a_login_or_says_it_is_not_there_is_one(drive: Callable[..., Drive]) -> None:
    assert drive({"": "<form><input type=password></form><a href=/x>x</a>", "x": page("X")}).states == {"": "login", "x": "ok"}


def test_a_host_that_refuses_page_after_page_is_left_alone(drive: Callable[..., Drive]) -> None:
    answers: dict[str, Any] = {path: html(path, "", 403) for path in "abcdef"}
    seen = drive({"": page("Hem", *(f"/{path}" for path in answers)), **answers})
    assert pages_asked(seen) == ["", "a", "b", "c"]
    assert (seen.end.stopped_by, [reason for _, reason in seen.end.skipped]) == ("blocked", ["not reached"] * 3)


# What is not there

HEM = f"<p>{'Vi har sålt mattor sedan 1950. ' * 20}</p>"
SORRY = page("Acme", body="<p>Det du sökte finns här inte, men mycket annat gör det.</p>")


class Everywhere(dict[str, Any]):
    """A table that has an answer for every address of the hosts it names."""

    def __init__(self, answers: dict[str, Any], **everywhere: Any) -> None:
        super().__init__(answers)
        self._everywhere = {f"https://{host}.acme.se/".removeprefix(HOME): answer for host, answer in everywhere.items()}

    def get(self, path: str, default: Any = None) -> Any:
        host = path[: path.index("/", 8) + 1] if "://" in path else ""
        return super().get(path) or (default if path.endswith(".xml") else self._everywhere.get(host, default))


def test_a_contact_link_to_what_is_not_there_is_a_dead_end(drive: Callable[..., Drive]) -> None:
    seen = drive(Everywhere({"": page("Hem", "/kontakta-oss", "/om", body=HEM), "om": page("Om oss")}, www=SORRY))
    assert seen.states == {"": "ok", "kontakta-oss": "soft-404", "om": "ok"}
    assert [(each.type, each.page) for each in seen.evidence.dead_ends] == [("D6", HOME + "kontakta-oss")]
    assert [each.to for each in seen.evidence.broken_links] == [HOME + "kontakta-oss"]
    assert seen.evidence.contact_page is None


def test_a_contact_link_that_leads_home_is_no_contact_page(drive: Callable[..., Drive]) -> None:
    home = page("Hem", "/kontakt", body=HEM)
    seen = drive({"": home, "kontakt": html("", home)})
    assert seen.evidence.contact_page is None
    assert (seen.states, seen.end.known) == ({"": "ok"}, 1)


def test_where_the_home_page_is_served_for_everything_it_alone_is_there(drive: Callable[..., Drive]) -> None:
    home = page("Hem", "/kontakt", "/om", body=HEM + "<p>Ring 08-465 004 04</p>")
    seen = drive(Everywhere({"": home}, www=home), country="SE")
    assert seen.states == {"": "ok", "kontakt": "soft-404", "om": "soft-404"}
    assert [(each.kind, each.clicks) for each in seen.evidence.channels if each.kind == "phone"] == [("phone", 0)]


HELP = "https://hjalp.acme.se/"


def test_each_host_of_the_site_is_asked_once_what_it_shows_for_nothing(drive: Callable[..., Drive]) -> None:
    home = page("Hem", HELP + "kontakta-oss", HELP + "svar", "/om", body=HEM)
    seen = drive(Everywhere({"": home, HELP + "svar": page("Svar"), "om": page("Om oss")}, hjalp=SORRY))
    assert seen.states == {"": "ok", HELP + "kontakta-oss": "soft-404", HELP + "svar": "ok", "om": "ok"}
    asked = [path.partition("no-such-page-")[0] for path in seen.asked if "no-such-page-" in path]
    assert asked == ["", HELP]


def test_the_front_page_of_a_host_is_there_although_it_is_served_for_everything(drive: Callable[..., Drive]) -> None:
    seen = drive(Everywhere({"": page("Hem", HELP, HELP + "svar", body=HEM)}, hjalp=page("Hjälp", "/svar", body=HEM)))
    assert seen.states == {"": "ok", HELP: "ok", HELP + "svar": "soft-404"}


def test_what_one_host_shows_for_nothing_tells_nothing_of_another(drive: Callable[..., Drive]) -> None:
    seen = drive(Everywhere({"": page("Hem", HELP + "svar", body=HEM), HELP + "svar": SORRY}, www=SORRY))
    assert seen.states == {"": "ok", HELP + "svar": "ok"}


@pytest.mark.parametrize("answer", [DownloadTimeoutError(), RobotsError("robots.txt forbids it"), Response(HELP, status=200)])
def test_a_host_that_does_not_say_costs_no_page(drive: Callable[..., Drive], answer: Any) -> None:
    answers = {"": page("Hem", HELP + "svar", body=HEM), HELP + "svar": page("Svar")}
    seen = drive(Everywhere(answers, hjalp=answer))
    assert seen.states == {"": "ok", HELP + "svar": "ok"}
    assert seen.end.stopped_by == "done"


def test_a_site_of_very_many_hosts_is_not_asked_on_each(drive: Callable[..., Drive]) -> None:
    hosts = [f"https://ort{number}.acme.se/om" for number in range(20)]
    seen = drive({"": page("Hem", *hosts), **{url: page(url) for url in hosts}})
    assert sum("no-such-page-" in path for path in seen.asked) == 8
    assert set(seen.states.values()) == {"ok"}


def test_an_error_page_that_names_the_address_is_the_same_one(drive: Callable[..., Drive]) -> None:
    menu = "".join(f"<p>Avdelning {number} säljer mattor</p>" for number in range(60))

    class Named(dict[str, Any]):
        def get(self, path: str, default: Any = None) -> Any:
            return super().get(path) or page(f"Sök: {path}", body=menu)

    seen = drive(Named({"": page("Hem", "/kontakt", body=HEM), "sitemap.xml": html("sitemap.xml", "", 404)}))
    assert seen.states == {"": "ok", "kontakt": "soft-404"}


# Within what bounds


def test_the_page_budget_ends_it_and_says_what_was_left(drive: Callable[..., Drive]) -> None:
    answers = {f"p{number}": page(str(number)) for number in range(9)}
    seen = drive({"": page("Hem", *(f"/{path}" for path in answers)), **answers}, max_pages=4)
    assert len(seen.looks) == 4
    assert (seen.end.stopped_by, seen.end.known) == ("page-budget", 10)
    assert seen.end.skipped == tuple((f"{HOME}p{number}", "page budget used up") for number in range(3, 9))


def test_a_budget_that_is_just_enough_leaves_nothing_undone(drive: Callable[..., Drive]) -> None:
    seen = drive({"": page("Hem", "/a"), "a": page("A")}, max_pages=2)
    assert (seen.end.stopped_by, seen.end.skipped) == ("done", ())


def test_what_robots_txt_forbids_costs_nothing_of_the_budget(drive: Callable[..., Drive]) -> None:
    forbidden = {f"p{number}": RobotsError("robots.txt forbids it") for number in range(5)}
    seen = drive({"": page("Hem", *(f"/{path}" for path in forbidden), "/sist"), **forbidden, "sist": page("Sist")}, max_pages=2)
    assert seen.states["sist"] == "ok"


def test_a_site_of_redirects_ends_too(drive: Callable[..., Drive]) -> None:
    answers = {f"p{number}": html("", page("Hem")) for number in range(50)}
    seen = drive({"": page("Hem", *(f"/{path}" for path in answers)), **answers}, max_pages=5)
    assert len(seen.asked) < 20
    assert seen.end.stopped_by == "page-budget"


@dataclass
class Clock:
    now: float = 0.0

    def monotonic(self) -> float:
        self.now += 1
        return self.now


def test_the_time_budget_ends_it_and_says_what_was_left(drive: Callable[..., Drive], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "time", Clock())
    answers = {f"p{number}": page(str(number)) for number in range(50)}
    seen = drive({"": page("Hem", *(f"/{path}" for path in answers)), **answers}, max_seconds=20.0)
    assert (seen.end.stopped_by, seen.end.detail) == ("time-budget", "")
    assert 2 <= len(seen.looks) < 20
    assert {reason for _, reason in seen.end.skipped} == {"time used up"}
    assert len(seen.looks) + len(seen.end.skipped) == 51


def test_a_page_that_the_time_budget_cut_short_did_not_time_out(
    drive: Callable[..., Drive], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    monkeypatch.setattr(asking, "time", clock)

    class LateError(DownloadTimeoutError):
        """Raised when its time is up."""

        def __str__(self) -> str:
            clock.now += 1000
            return "late"

    seen = drive({"": page("Hem", "/x", "/y"), "x": LateError(), "y": page("Y")}, max_seconds=100.0)
    assert seen.states == {"": "ok"}
    assert seen.end.stopped_by == "time-budget"
    assert [url for url, _ in seen.end.skipped] == [HOME + "x", HOME + "y"]


def test_no_request_is_given_more_time_than_is_left(tmp_path: Path) -> None:
    given: list[dict[str, Any]] = []

    class Watched(Drive):
        async def _answered(self, request: Any) -> list[Any]:
            given.append(request.meta)
            return await super()._answered(request)

    Watched(tmp_path, {"": page("Hem")}, {"": page("Hem")}, max_seconds=5.0, page_seconds=20.0).run()
    assert len(given) == 4
    assert all(1.0 <= meta["download_timeout"] == meta["page_seconds"] <= 5.0 for meta in given)


# What the browser is asked for


def shell(*links: str) -> str:
    return f"<html lang=sv><title>Skal</title><div id=app></div><script src=/app.js></script>{''.join(links)}</html>"


def test_home_and_the_pages_that_matter_are_rendered_others_are_not(drive: Callable[..., Drive]) -> None:
    answers = {
        "": page("Hem", "/kontakt", "/nyheter", body=WORDS),
        "kontakt": page("Kontakt", body=WORDS),
        "nyheter": page("Nyheter"),
    }
    seen = drive(answers, answers)
    assert [path for path in seen.asked if path.startswith("*")] == ["*", "*kontakt"]
    assert [(each.rendered, each.needs_script) for each in seen.evidence.pages] == [(True, False), (True, False), (False, False)]


def test_where_scripts_fill_the_home_page_every_page_is_rendered(drive: Callable[..., Drive]) -> None:
    served = {"": shell(), "nyheter": page("Nyheter"), "om": page("Om")}
    shown = {**served, "": page("Hem", "/nyheter", "/om", body=WORDS)}
    seen = drive(served, shown)
    assert {path for path in seen.asked if path.startswith("*")} == {"*", "*nyheter", "*om"}
    assert seen.evidence.pages[0].needs_script


def test_a_shell_is_rendered_although_the_site_serves_it_for_every_address(drive: Callable[..., Drive]) -> None:
    """Served alike, shown differently: an application's pages are no soft 404s."""
    everywhere = f"<html lang=sv><title>App</title><h1>App</h1><p>{WORDS}</p><div id=app></div><script src=/a.js></script></html>"

    served = Everywhere({"": everywhere, "kontakt": everywhere}, www=everywhere)
    shown = {"": page("Hem", "/kontakt", body=WORDS * 4), "kontakt": page("Kontakt", body="<p>Ring 08-465 004 04</p>")}
    assert drive(served, shown).states == {"": "ok", "kontakt": "ok"}
    assert drive(served, None).states == {"": "ok"}, "without a browser there are no links"


def test_no_more_pages_are_rendered_than_the_job_says(drive: Callable[..., Drive]) -> None:
    served = {"": shell(), **{path: shell() for path in "abc"}}
    shown = {"": page("Hem", "/a", "/b", "/c", body=WORDS), **{path: page(path) for path in "abc"}}
    seen = drive(served, shown, max_rendered=2)
    assert [path for path in seen.asked if path.startswith("*")] == ["*", "*a"]
    assert seen.evidence.coverage.pages_rendered == 2


def test_a_rendering_that_fails_counts_against_the_most(drive: Callable[..., Drive]) -> None:
    served = {"": page("Hem", "/kontakt", "/hjalp", body=WORDS), "kontakt": page("Kontakt", body=WORDS), "hjalp": page("Hjälp")}
    seen = drive(served, {"": BrowserError("Page.goto: net::ERR_FAILED")}, max_rendered=1)
    assert [path for path in seen.asked if path.startswith("*")] == ["*"]
    assert set(seen.states) == {"", "kontakt", "hjalp"}


@pytest.mark.parametrize(
    ("shown", "unstable"),
    [
        (html("kontakt", "<title>Just a moment...</title>"), True),
        (html("kontakt", "", 403), True),
        (html("kontakt", "", 500), True),
        (DownloadTimeoutError(), False),
        (BrowserError("Page.goto: Page crashed"), False),
        (html("https://other.se/", page("Other")), False),
    ],
)
def test_what_was_served_counts_where_the_browser_sees_something_worse(
    drive: Callable[..., Drive], shown: Any, unstable: bool
) -> None:
    served = {"": page("Hem", "/kontakt", body=WORDS), "kontakt": page("Kontakt", body=f"<p>Telefon: 08-465 004 04</p>{WORDS}")}
    seen = drive(served, {"": served[""], "kontakt": shown}, country="SE")
    contact = seen.evidence.pages[1]
    assert (contact.state, contact.title, contact.rendered, contact.unstable) == ("ok", "Kontakt", False, unstable)
    assert contact.detail
    assert [channel.clicks for channel in seen.evidence.channels if channel.kind == "phone"] == [1]


def test_an_empty_page_that_the_browser_cannot_show_is_told_by_why(drive: Callable[..., Drive]) -> None:
    seen = drive({"": page("Hem", "/app", body=WORDS), "app": shell()}, {"": page("Hem", "/app"), "app": DownloadTimeoutError()})
    assert seen.states == {"": "ok", "app": "timeout"}


def test_a_script_that_leads_to_a_known_page_is_an_edge_and_no_second_page(drive: Callable[..., Drive]) -> None:
    served = {"": page("Hem", "/kontakt", "/help", body=WORDS), "kontakt": page("Kontakt"), "help": page("Hjälp")}
    seen = drive(served, {**served, "help": html("kontakt", page("Kontakt"))})
    assert [each.title for each in seen.evidence.pages] == ["Hem", "Kontakt"]


def test_a_route_is_rendered_or_it_is_told_as_skipped(drive: Callable[..., Drive]) -> None:
    home = page("Hem", "#/kontakt", "#/", "#", body=WORDS)
    shown = {"": home, "#/kontakt": html("#/kontakt", page("Kontakt"))}
    seen = drive({"": home, "#/kontakt": html("", home)}, shown)
    assert [(each.final_url, each.title) for each in seen.evidence.pages] == [(HOME, "Hem"), (HOME + "#/kontakt", "Kontakt")]
    plain = drive({"": home})
    assert [url for url, _ in plain.end.skipped] == [HOME + "#/kontakt"]
    assert plain.states == {"": "ok"}


def test_a_browser_that_cannot_start_ends_it_at_once(drive: Callable[..., Drive]) -> None:
    seen = drive({"": page("Hem", "/a", body=WORDS)}, {"": BrowserError("BrowserType.launch: no such file")})
    assert (seen.end.fault, seen.end.stopped_by) == ("browser", "unreachable")
    assert len(seen.looks) == 1


def test_a_start_that_is_led_where_nothing_is_held_for_it_ends_there_and_says_where(tmp_path: Path) -> None:
    away = Drive(tmp_path, {"": page("Hem", "/kontakt", body=WORDS)}, {"": UnheldError("it is another's")})
    led_to = SimpleNamespace(led_to=frozenset({"host b.example", "address 192.0.2.2"}))
    away.spider.crawler.get_downloader_middleware = lambda _: led_to  # type: ignore[assignment,method-assign,return-value]

    assert away.run().asked == ["", "*"]
    assert (away.spider.home, away.end.moved) == ("", ("address 192.0.2.2", "host b.example"))


# Faults of ours


def broken_on(words: str) -> Callable[[ParsedPage], Iterator[Any]]:
    def extract(parsed: ParsedPage) -> Iterator[Any]:
        if words in parsed.text:
            raise RuntimeError(words)
        yield from ()

    return extract


@pytest.mark.parametrize("title", ["Hem", "Kontakt"])
def test_a_fault_in_reading_a_page_costs_that_page(
    drive: Callable[..., Drive], monkeypatch: pytest.MonkeyPatch, title: str
) -> None:
    monkeypatch.setattr(reader, "extract", broken_on(title))
    seen = drive({"": page("Hem", "/k", "/o"), "k": page("Kontakt", "/p"), "o": page("Om"), "p": page("Press")})
    assert {path for path, state in seen.states.items() if state == "crashed"} == {"" if title == "Hem" else "k"}
    assert len(seen.looks) == 4
    assert seen.end.stopped_by == "done"


def test_a_fault_in_parsing_a_page_costs_that_page(drive: Callable[..., Drive], monkeypatch: pytest.MonkeyPatch) -> None:
    parse = Reading.parse

    def fails(self: Any, response: Any, snapshot: Any = None) -> ParsedPage:
        if response.url.endswith("/k"):
            raise RecursionError
        return parse(self, response, snapshot)

    monkeypatch.setattr(Reading, "parse", fails)
    seen = drive({"": page("Hem", "/k", "/o"), "k": page("Kontakt"), "o": page("Om")})
    assert seen.states == {"": "ok", "k": "crashed", "o": "ok"}


def test_a_fault_between_two_pages_does_not_end_the_look(tmp_path: Path) -> None:
    """Scrapy drops what a callback raises, and finds itself idle."""
    seen = Drive(tmp_path, {"": page("Hem", "/a", "/b"), "a": page("A"), "b": page("B")})

    async def stumble() -> None:
        seen._waiting = [request async for request in seen.spider.start()]
        while seen._waiting:
            request = seen._waiting.pop()
            if request.url.endswith("/a"):
                with pytest.raises(DontCloseSpider):
                    seen.spider._idle()
                continue
            seen._waiting += await seen._answered(request)
        seen.spider.closed("finished")

    asyncio.run(stumble())
    assert [look.page.title for look in seen.looks] == ["Hem", "B"]
