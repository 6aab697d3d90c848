"""A site that leads to another place is left at once, unless that place is held for it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from auditor.demo import serve
from auditor.errors import Exit
from auditor.onesite import MOVED, Job, elsewhere, main
from auditor.settings import Settings
from auditor.sweep.keys import keys_of
from tests.auditor.test_cli import written
from tests.forking import forked_spiders

HELD = frozenset({"host shop.example", "address 192.0.2.1"})
KEYS = {
    "https://www.shop.example/": HELD,
    "https://shop-alias.example/": frozenset({"host shop-alias.example", "address 192.0.2.1"}),
    "https://group.example/shop": frozenset({"host group.example", "address 192.0.2.2"}),
}


@pytest.mark.parametrize(
    ("leads_to", "n", "held", "left"),
    [
        ("https://shop.example/start", 1, HELD, False),
        ("https://www.shop.example/", 1, HELD, False),
        ("https://shop-alias.example/", 1, HELD, True),
        ("https://group.example/shop", 1, HELD, True),
        ("https://group.example/shop", 1, HELD | KEYS["https://group.example/shop"], False),
        ("https://group.example/shop", 2, HELD, False),
        ("https://group.example/shop", 1, None, False),
    ],
)
def test_a_first_page_at_a_place_that_is_not_held_is_left(leads_to: str, n: int, held: frozenset[str] | None, left: bool) -> None:
    job = Job(url="https://shop.example/", name="Shop", folder=Path("x"), settings=Settings(), held=held)

    assert elsewhere(job, {"n": n, "url": leads_to}, KEYS.__getitem__) == (KEYS[leads_to] if left else frozenset())


def test_what_is_left_is_not_kept_and_is_looked_at_once_its_new_place_is_held(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serve(written(tmp_path / "site")) as base:
        there = base.replace("127.0.0.1", "new.example")
        (tmp_path / "old").mkdir()
        moved = f"name: Old\ncountry: SE\nstory: It has moved.\nresponses: {{/: {{redirect: {there}}}}}\n"
        (tmp_path / "old" / "site.yaml").write_text(moved, "utf-8")
        with serve(tmp_path / "old") as old, forked_spiders():
            url = old.replace("127.0.0.1", "old.example")
            ports = [urlsplit(each).port for each in (old, there)]
            resolve = (f"old.example:{ports[0]}:127.0.0.1", f"new.example:{ports[1]}:127.0.0.1")
            settings = Settings(browser=False, country="SE", delay=0, max_pages=1, resolve=resolve)
            held = keys_of(url, resolve)
            job = Job(url=url, name="Old", folder=tmp_path / "out" / "old", settings=settings, held=held)

            assert main(job) == MOVED
            found = frozenset(capsys.readouterr().err.splitlines())
            assert found == keys_of(there, resolve)
            assert list((tmp_path / "out").iterdir()) == []
            assert main(job.model_copy(update={"held": held | found})) == Exit.DONE
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["old"]
