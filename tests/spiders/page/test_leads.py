"""Where the elements of old and odd pages lead, and where they do not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.page import parse
from spiders.page.leads import leads

URL = "https://acme.example/om/start.htm"


def led(html: str) -> list[str]:
    return [target for _, target in leads(parse(html, URL))]


@pytest.mark.parametrize(
    ("html", "target"),
    [
        ("<a href=\"javascript:parent.frames['main'].location='kontakt.htm'\">x</a>", "kontakt.htm"),
        ("<a href=\"javascript:top.location.href='kontakt.htm'\">x</a>", "kontakt.htm"),
        ("<a href=\"javascript:openWin('kontakt.htm')\">x</a>", "kontakt.htm"),
        ("<a href=\"JavaScript:popup('kontakt.php?id=3', 'w', 'width=400')\">x</a>", "kontakt.php?id=3"),
        ("<a href='#' onclick=\"MM_openBrWindow('KONTAKT.HTM','','width=400')\">x</a>", "KONTAKT.HTM"),
        ("<a href='javascript:;' onclick=\"MM_goToURL('parent','/kontakt');return document.MM_returnValue\">x</a>", "/kontakt"),
        ("<a href='javascript:void(0)' onclick='window.open(`/kontakt`)'>x</a>", "/kontakt"),
        ("<button onclick=\"location.hash='/kontakt'\">x</button>", "#/kontakt"),
        ("<button onclick=\"location.hash = '#!kontakt'\">x</button>", "#!kontakt"),
        ("<button onclick=\"location.pathname='/kontakt'\">x</button>", "/kontakt"),
        ("<button onclick=\"history.pushState({}, '', '/kontakt')\">x</button>", "/kontakt"),
        ("<input type=button value=Kontakt onclick=\"self.location='kontakt.asp'\">", "kontakt.asp"),
        ("<input type=image alt=Kontakt onclick=\"window.navigate('kontakt.asp')\">", "kontakt.asp"),
        ("<div role=link tabindex=0 data-href=/kontakt>x</div>", "/kontakt"),
        ("<a href='#' data-href=/kontakt>x</a>", "/kontakt"),
        ("<select onchange=\"location.href=this.value\"><option value=''>Gå till<option value=/kontakt>x</select>", "/kontakt"),
        ("<select onchange='location = this.options[this.selectedIndex].value'><option value=a.htm>x</select>", "a.htm"),
        ("<select onchange=\"MM_jumpMenu('parent',this,0)\"><option value=a.htm>x</select>", "a.htm"),
        ("<svg><a xlink:href=/kontakt><text>x</text></a></svg>", "/kontakt"),
        ("<img usemap='#m' src=m.gif><map name=m><area shape=rect coords=0,0,9,9 href=kontakt.htm alt=x></map>", "kontakt.htm"),
        ("<iframe src='about:blank' data-src=/formular></iframe>", "/formular"),
        ("<meta http-equiv=refresh content='0;/start'>", "/start"),
        ("<meta http-equiv=refresh content='5; URL=start.htm'>", "start.htm"),
        ("<body onload=\"location.replace('start.htm')\">x</body>", "start.htm"),
        ("<a href='kontakt.htm' onclick=\"return false\">x</a>", "kontakt.htm"),
        ("<a href='#/kontakt' onclick=\"location.href='/annat'\">x</a>", "#/kontakt"),
    ],
)
def test_an_element_leads_where_it_says(html: str, target: str) -> None:
    assert led(html) == [target]


@pytest.mark.parametrize(
    "html",
    [
        "<a href=\"javascript:__doPostBack('ctl00$meny$kontakt','')\">x</a>",
        "<a href=\"javascript:location.href='/sok?q='+document.f.q.value\">x</a>",
        "<a href='javascript:void(0)' onclick=\"_gaq.push(['_trackPageview', '/kontakt.html'])\">x</a>",
        "<a href='tel:+46' onclick=\"urchinTracker('/kontakt.html')\">x</a>",
        "<button onclick=\"trackPageView('kontakt.html')\">x</button>",
        "<button onclick=\"show('kontakt')\">x</button>",
        "<button onclick=\"alert('Se kontakt.html')\">x</button>",
        "<select onchange=\"location='/lista?sortera='+this.value\"><option value=pris>x</select>",
        "<select name=a><option value=/kontakt>x</select>",
        "<style data-href=/a.css></style><script data-href=/a.js></script>",
        "<div class='fb-like' data-href=https://acme.example/kontakt></div>",
        "<noscript><meta http-equiv=refresh content='0;url=/utan-skript'></noscript>",
        "<meta http-equiv=refresh content=300>",
        "<map><area shape=default nohref></map>",
        "<iframe src=about:blank></iframe>",
        "<!-- <a href=/gammal>x</a> --><!--[if IE]><a href=/ie>x</a><![endif]-->",
        "<noframes><a href=/utan-ramar>x</a></noframes>",
        "<textarea><a href=/x>x</a></textarea>",
        "<script>document.write('<a href=/x>x</a>')</script>",
    ],
)
def test_what_goes_nowhere_that_is_written_out_leads_nowhere(html: str) -> None:
    assert led(html) == []


@pytest.mark.parametrize(
    "html",
    [
        "<html><body><a href=/a>a</a></body></html><html><head><title>x</title></head><body><a href=/b>b</a></body></html>",
        "<a href=/a>a <a href=/b>b</a> c</a>",
        "<table><a href=/a>a</a><tr><td>x<tr><p><a href=/b>b<td></table></table>",
        "<ul><li><a href=/a>a<li><a href=/b>b</ul>",
        "<p>\0<a href=/a>a</a>\0<a href=/b>b</a>",
        "<font>" * 500 + "<a href=/a>a</a><a href=/b>b</a>",
        "</p></div><A HREF=/a>a</A><A HREF = '/b' >b",
        "<title/><script src=x.js/></script><a href=/a>a</a><a name=top/><a href=/b>b</a>",
    ],
)
def test_broken_markup_loses_no_link(html: str) -> None:
    assert led(html) == ["/a", "/b"]


@pytest.mark.parametrize(
    "code",
    ["x('a.php" + "?.php" * 5000, "location=" * 5000, "location=" + "a." * 5000, ".pushState(" * 5000, "track" * 5000, "x(" * 5000],
)
def test_hostile_code_costs_little(code: str) -> None:
    page = parse("<a id=x>x</a><select id=y><option value=z>z</select>", URL)
    page.named("a")[0]["onclick"] = page.named("select")[0]["onchange"] = code
    begun = time.perf_counter()
    list(leads(page))
    assert time.perf_counter() - begun < 0.5


@given(st.text(max_size=80))
def test_no_code_breaks_it(code: str) -> None:
    page = parse("<a id=x>x</a><meta http-equiv=refresh>", URL)
    page.named("a")[0]["onclick"] = page.named("meta")[0]["content"] = code
    assert all(target for _, target in leads(page))
