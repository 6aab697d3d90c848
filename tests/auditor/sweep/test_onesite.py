"""A site that leads to another place is left at once, unless that place is held for it; nobody there is asked for anything."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from auditor import bundle
from auditor.demo import Request, serve
from auditor.errors import Exit
from auditor.onesite import MOVED, Job, main
from auditor.settings import Settings
from spiders.net.keys import keys_of
from tests.auditor.test_cli import written
from tests.forking import forked_spiders

OLD = "name: Old\ncountry: SE\nstory: It has moved.\nresponses:\n"
LEADS = {
    "redirect": "  /: {{redirect: {there}}}\n",
    "redirect of all": "  /robots.txt: {{redirect: {there}}}\n  /: {{redirect: {there}}}\n",
    "refresh": "  /: {{body: '<meta http-equiv=refresh content=\"0; url={there}\">'}}\n",
    "frame": "  /: {{body: '<title>Old</title><frameset><frame src=\"{there}\"></frameset>'}}\n",
}


@pytest.mark.parametrize("leads", LEADS)
def test_a_place_is_asked_for_nothing_before_it_is_held(tmp_path: Path, capsys: pytest.CaptureFixture[str], leads: str) -> None:
    asked: list[Request] = []
    with serve(written(tmp_path / "site"), record=asked) as base:
        there = base.replace("127.0.0.1", "new.example")
        (tmp_path / "old").mkdir()
        (tmp_path / "old" / "site.yaml").write_text(OLD + LEADS[leads].format(there=there), "utf-8")
        with serve(tmp_path / "old") as old, forked_spiders():
            url = old.replace("127.0.0.1", "old.example")
            resolve = tuple(f"{urlsplit(each).hostname}:{urlsplit(each).port}:127.0.0.1" for each in (url, there))
            settings = Settings(browser=False, country="SE", delay=0, max_pages=1, resolve=resolve)
            held = keys_of(url, resolve)
            job = Job(url=url, name="Old", folder=tmp_path / "out" / "old", settings=settings, held=held)

            assert main(job) == MOVED
            found = frozenset(capsys.readouterr().err.splitlines())
            assert found == keys_of(there, resolve)
            assert (asked, list((tmp_path / "out").iterdir())) == ([], [])
            assert main(job.model_copy(update={"held": held | found})) == Exit.DONE
    seen = bundle.read(tmp_path / "out" / "old")
    assert seen.evidence.pages[0].final_url == there
    assert "held" not in seen.manifest.settings
