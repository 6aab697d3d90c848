"""The pages of rules and packs: what stands in docs/ is what the catalogue gives."""

import re
from pathlib import Path

from rules.pack import bundled, load_pack
from rules.pages import pages

DOCS = Path(__file__).parents[2] / "docs"
PAGES = pages()


def test_docs_are_current() -> None:
    written = {
        f"{folder}/{page.name}": page.read_text("utf-8") for folder in ("rules", "packs") for page in (DOCS / folder).glob("*.md")
    }
    stale = sorted(name for name in written.keys() | PAGES.keys() if written.get(name) != PAGES.get(name))
    assert stale == [], "run `auditor rules docs`"


def test_a_rule_s_page_tells_every_source_that_a_pack_cites() -> None:
    for name in bundled():
        for entry in load_pack(name).entries:
            page = PAGES[f"rules/{entry.rule}.md"]
            assert [law.url for law in entry.citations if law.url not in page] == []


def test_every_link_between_pages_leads_to_a_page() -> None:
    for name, text in PAGES.items():
        for target in re.findall(r"\]\(((?!https?:|<)[^)]+)\)", text):
            path = (Path(name).parent / target).as_posix()
            assert str(Path("/", path).resolve().relative_to("/")) in PAGES, (name, target)


def test_a_cell_stays_one_cell() -> None:
    for name, text in PAGES.items():
        tables = [block.splitlines() for block in text.split("\n\n") if block.startswith("| ")]
        widths = [{len(re.findall(r"(?<!\\)\|", line)) for line in table} for table in tables]
        assert all(len(width) == 1 for width in widths), name
