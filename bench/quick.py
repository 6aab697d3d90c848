"""
What a quick look costs beside a full one, and which rules of findability each decides.

    python bench/quick.py [--pages 30] [--runs 3]

The site, a fictional company of so many pages, is made on the spot and served on loopback, where a quick look makes no pauses; the
same with pauses is what a public site gets. Wall seconds hold for an idle machine alone, so the load of the last minute is told.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from pathlib import Path

from auditor.demo import serve
from auditor.process import adopt
from bench import Cost, run

LIMIT = 20.0
"""Wall seconds that a quick look at 30 pages may take on an idle machine of two cores."""
MODES = {"quick": ("--quick", ""), "quick, with pauses": ("--quick", "delay = 0.25\n"), "full": ("--no-quick", "")}

_LAYOUT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title><!--title--> | Fenwick Fibre</title>
<style>body { font: 16px sans-serif; max-width: 60rem; margin: auto } nav a { margin: .5em }</style></head>
<body><header><a href="/">Fenwick Fibre</a> <nav><a href="/help">Help</a> <a href="/plans">Plans</a>
<a href="/contact">Contact us</a></nav></header>
<main><!--content--></main>
<footer><p>Fenwick Fibre Ltd, 12 Mill Lane, Leeds LS1 4AB. <a href="tel:+441134960101">0113 496 0101</a>
<a href="mailto:help@fenwick.example">help@fenwick.example</a></p>
<p><a href="/complaints">Complaints</a> <a href="/cancel">Cancel your contract</a> <a href="/terms">Terms</a>
<a href="/privacy">Privacy</a> <a href="/about">About us</a></p></footer></body></html>"""
_CONTACT = """<h2>Contact</h2><p>Call <a href="tel:+441134960101">0113 496 0101</a>, Monday to Friday 8 to 18, or write to
<a href="mailto:help@fenwick.example">help@fenwick.example</a>.</p><form method="post" action="/contact">
<label>Your e-mail <input type="email" name="email"></label><label>Your message <textarea name="message"></textarea></label>
<button>Send</button></form>"""
_CANCEL = """<form method="post"><label>Customer name <input name="name"></label><button>Cancel</button></form>"""
_ARTICLE = "<p>The router has four lights. If the second one is red, restart it and wait for two minutes.</p>" * 12
_PAGES = {
    "index": ("Broadband for the north", "<p>Fast broadband, and people who answer.</p>"),
    "contact": ("Contact us", _CONTACT),
    "complaints": (
        "Complaints",
        "<p>How to complain: write to <a href='mailto:care@fenwick.example'>care@fenwick.example</a>.</p>",
    ),
    "cancel": ("Cancel your contract", _CANCEL),
    "terms": ("Terms and conditions", "<p>The terms of our contracts.</p>" * 40),
    "privacy": ("Privacy", "<p>What we keep, and for how long.</p>" * 30),
    "about": ("About us", "<p>We lay fibre since 2009.</p>"),
}


def make(folder: Path, pages: int) -> None:
    """The company's site as files: the pages it needs, and as many articles and plans as fill it up to `pages`."""
    rest = max(0, pages - len(_PAGES) - 2)
    names = {"help": [f"router-{n}" for n in range(rest // 2)], "plans": [f"plan-{n}" for n in range(rest - rest // 2)]}
    whole = dict(_PAGES)
    for section, found in names.items():
        links = "".join(f"<p><a href='/{section}/{name}'>About {name}</a></p>" for name in found)
        whole[section] = (section.title(), links)
        whole |= {f"{section}/{name}": (f"About {name}", _ARTICLE) for name in found}
    (folder / "_layout.html").write_text(_LAYOUT, "utf-8")
    for name, (title, content) in whole.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / f"{name}.html").write_text(f"<title>{title}</title><h1>{title}</h1>{content}", "utf-8")


def looked(url: str, work: Path, option: str, config: str) -> tuple[Cost, dict[str, int], dict[str, str]]:
    """One audit: its cost, its coverage, and the outcome of every rule of findability."""
    (work / "c.toml").write_text(config, "utf-8")
    called = ["audit", url, "--out", str(work / "bundle"), "--country", "GB", "--json", "--config", str(work / "c.toml"), option]
    cost = run([sys.executable, "-m", "auditor", *called], work)
    verdicts = json.loads((work / "bundle" / "verdicts.json").read_text("utf-8"))["verdicts"]
    findable = {each["rule"]: each["outcome"] for each in verdicts if each["category"] == "findability"}
    return cost, json.loads(cost.output)["coverage"], findable


def main() -> int:
    """Measure and print a table; 1 where a quick look is too slow, or differs from a full one in what it decides."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pages", type=int, default=30)
    arguments.add_argument("--runs", type=int, default=3)
    given = arguments.parse_args()
    adopt()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        site.mkdir()
        make(site, given.pages)
        with serve(site) as url:
            rows = {mode: [looked(url, Path(folder), *how) for _ in range(given.runs)] for mode, how in MODES.items()}
    walls = {}
    for mode, looks in rows.items():
        _, coverage, findable = looks[-1]
        walls[mode], cpu = (statistics.median(getattr(cost, name) for cost, *_ in looks) for name in ("wall", "cpu"))
        decided = sum(outcome in ("passed", "failed") for outcome in findable.values())
        pages = f"{coverage['pages_fetched']} pages, {coverage['pages_rendered']} rendered"
        told = f"{decided} of {len(findable)} rules of findability decided"
        print(f"auditor, {mode + ':':20} {walls[mode]:6.1f} s wall {cpu:6.1f} s CPU   {pages}   {told}")
    print(f"load of the last minute {os.getloadavg()[0]:.1f}; a quick look may take {LIMIT:.0f} s on an idle machine")
    same = rows["quick"][-1][2] == rows["full"][-1][2]
    print("the quick look and the full one decide the rules of findability alike" if same else "THEY DIFFER in what they decide")
    return 0 if same and walls["quick"] < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
