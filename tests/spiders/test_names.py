"""Nothing that a site says is the name of a file: neither its addresses, its titles nor its host."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.audit import default_folder, host_name
from auditor.benchmark.listing import _slug
from tests.spiders.driving import Drive, page

NUMBERED = re.compile(r"pages(?:/\d{3}(?:\.dom)?\.html)?")
PATHS = ("../../../etc/passwd", "%2e%2e/%2e%2e/x.html", "..%5C..%5Cx", "C:/x|y*?", "nul", "a%00b", "x" * 3000, "~/.profile", "-rf")


def test_what_is_kept_of_a_page_is_named_by_its_number(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    evil = page("../../title\x00.html")
    home = page("Hem", *(f"/{path}" for path in PATHS))
    Drive(out, {"": home, "nul": evil}, rendered={"": home, "nul": evil}, max_rendered=3).run()

    kept = {str(path.relative_to(out)) for path in out.rglob("*")}
    assert len(kept) > 5
    assert not [name for name in kept if not NUMBERED.fullmatch(name)]
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("host", ["..", "../..", "a/../../b", "A\\B", "con:80", "a@b", "\x00", "[::1]:8000", "münchen.example"])
def test_a_host_in_a_folders_name_leads_nowhere(host: str) -> None:
    name = default_folder(f"http://{host}/../../x")
    assert name.parent == Path("audits")
    assert re.fullmatch(r"[a-z0-9._-]*-\d{8}-\d{6}", name.name)


@given(st.text())
def test_no_text_makes_a_name_that_is_more_than_a_name(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]{0,80}", _slug(text))
    try:
        assert not set(host_name(f"http://{text}/")) & set("/\\\x00:")
    except ValueError:
        return
