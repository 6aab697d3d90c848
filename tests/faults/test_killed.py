"""kill -9: of the spider, of the program itself at any step; two programs at one bundle; the user who does not wait."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor import bundle, place
from auditor.bundle import Bundle
from tests.faults import forked
from tests.faults.conftest import PAGES, Spider
from tests.faults.moments import AUDIT, JUDGE, send, spread, whole
from tests.faults.steps import at_step, both, counted


def titles(seen: Bundle) -> list[str]:
    return [page.title for page in seen.evidence.pages]


@pytest.mark.parametrize("call", [AUDIT, JUDGE], ids=["audit", "judge"])
def test_a_program_that_is_killed_at_any_step_leaves_the_old_bundle_or_the_new_one(
    bundle_there: Path, spider: Spider, tmp_path: Path, call: tuple[str, ...]
) -> None:
    use, work, told = spider(), bundle_there.parent, tmp_path / "steps"
    assert forked.auditor(work, *call, before=both(use, counted(work, told))).code in (0, 3)
    for step in spread(int(told.read_text())):
        ended = forked.auditor(work, *call, before=both(use, at_step(step, work, send(signal.SIGKILL))))
        assert ended.code == -signal.SIGKILL, (step, ended)
        assert titles(whole(bundle_there)) == list(PAGES), step
        assert {path.name for path in work.iterdir()} <= {"acme", ".acme.draft"}, step
    assert forked.auditor(work, *call, before=use).code in (0, 3)
    assert [path.name for path in work.iterdir()] == ["acme"], "what it left was cleared by the next"


def at_the_second_rename(act: Callable[[], object]) -> forked.Act:
    """Have a process, where folders cannot change places, do something while the earlier bundle is away and no other there."""
    rename = Path.replace

    def replaced(path: Path, target: Path) -> Path:
        if path.name == ".acme.draft":
            act()
        return rename(path, target)

    def prepare() -> None:
        place._exchanged = lambda *_: False
        Path.replace = replaced  # type: ignore[method-assign,assignment]

    return prepare


def refused() -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_where_folders_cannot_change_places_at_once_they_do_so_one_after_the_other(bundle_there: Path, spider: Spider) -> None:
    before, work = whole(bundle_there).manifest, bundle_there.parent
    asked = work.parent / "asked"
    ended = forked.auditor(work, *AUDIT, before=both(spider(), at_the_second_rename(asked.touch)))
    assert (ended.code, ended.said, asked.exists()) == (0, [], True), ended
    assert whole(bundle_there).manifest != before
    assert [path.name for path in work.iterdir()] == ["acme"]


def test_where_folders_cannot_change_places_at_once_the_next_audit_puts_the_old_one_back(
    bundle_there: Path, spider: Spider
) -> None:
    before, work = whole(bundle_there).manifest, bundle_there.parent
    ended = forked.auditor(work, *AUDIT, before=both(spider(), at_the_second_rename(send(signal.SIGKILL))))
    assert ended.code == -signal.SIGKILL, ended
    assert {path.name for path in work.iterdir()} == {".acme.draft", ".acme.old"}

    with pytest.raises(ZeroDivisionError), bundle.draft(bundle_there):
        raise ZeroDivisionError
    assert whole(bundle_there).manifest == before
    assert [path.name for path in work.iterdir()] == ["acme"]


def test_where_a_folder_can_be_moved_away_but_no_other_be_put_there_it_is_moved_back(bundle_there: Path, spider: Spider) -> None:
    before, work = whole(bundle_there).manifest, bundle_there.parent
    ended = forked.auditor(work, *AUDIT, before=both(spider(), at_the_second_rename(refused)))
    assert (ended.code, len(ended.said)) == (2, 1), ended
    assert whole(bundle_there).manifest == before
    assert [path.name for path in work.iterdir()] == ["acme"]


@pytest.mark.parametrize(("end", "detail"), [("killed", "code -9"), ("done", "")])
def test_a_spider_that_is_killed_costs_what_it_had_not_told(tmp_path: Path, spider: Spider, end: str, detail: str) -> None:
    ended = forked.auditor(tmp_path, *AUDIT, before=spider(end=end))
    seen = whole(tmp_path / "acme")
    assert (ended.code, titles(seen)) == (0, list(PAGES)), ended
    assert detail in (seen.evidence.coverage.detail or "")
    assert seen.verdicts is not None
    if detail:
        assert seen.evidence.coverage.stopped_by == "time-budget"


def test_a_user_who_does_not_wait_for_the_judging_has_what_was_seen(tmp_path: Path, spider: Spider) -> None:
    judging = at_open(tmp_path, bundle.VERDICTS, send(signal.SIGINT))
    ended = forked.auditor(tmp_path, *AUDIT, "--report", "junit:a.xml", before=both(spider(), judging))
    assert (ended.code, len(ended.said)) == (130, 1), ended
    assert "what was gathered is in acme, and `auditor judge acme` judges it" in ended.err
    seen = whole(tmp_path / "acme")
    assert (titles(seen), seen.verdicts) == (list(PAGES), None)
    assert forked.auditor(tmp_path, *JUDGE).code == 0
    assert whole(tmp_path / "acme").verdicts is not None


def at_open(folder: Path, name: str, act: forked.Act) -> forked.Act:
    """Have a process do something when it opens a file of this name, or its draft."""
    return at_step(1, folder, act, only=name)


def test_what_a_killed_program_left_of_a_site_goes_with_the_next_and_what_another_one_has_stays(
    tmp_path: Path, spider: Spider, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary, call = tmp_path / "temporary", AUDIT[:-2]  # into a folder that is named by the time
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    when_the_spider_ends = at_step(2, temporary, send(signal.SIGKILL), only="log.txt")
    assert forked.auditor(tmp_path, *call, before=both(spider(), when_the_spider_ends)).code == -signal.SIGKILL
    left = [*temporary.iterdir(), *(tmp_path / "audits").iterdir()]
    assert [path.suffix for path in left] == ["", ".draft"]
    assert list(left[1].rglob("*.html")), "a site's pages"

    with place.temporary() as mine, bundle.draft(tmp_path / "audits" / "mine") as draft:
        (mine / "file").touch()
        (draft / "file").touch()
        assert forked.auditor(tmp_path, *call, before=spider()).code == 0
        assert (mine / "file").exists()
        assert (draft / "file").exists()
        assert list(temporary.iterdir()) == [mine]
    assert not any(path.exists() for path in left)


def test_where_there_are_no_locks_nothing_is_taken_for_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    (tmp_path / ".acme.draft").mkdir()
    (tmp_path / ".acme.draft" / "file").touch()
    monkeypatch.setattr("fcntl.flock", none)
    place.clear(tmp_path.iterdir())
    assert (tmp_path / ".acme.draft" / "file").exists()
    monkeypatch.undo()
    (tmp_path / "link").symlink_to(tmp_path / ".acme.draft")
    place.clear([tmp_path / "link"])
    assert (tmp_path / ".acme.draft" / "file").exists()
    place.clear(tmp_path.glob("*.draft"))
    assert [path.name for path in tmp_path.iterdir()] == ["link"]


def test_of_two_audits_into_one_folder_the_second_is_refused(tmp_path: Path, spider: Spider) -> None:
    with bundle.draft(tmp_path / "acme") as folder:
        (folder / "mine").write_text("mine")
        ended = forked.auditor(tmp_path, *AUDIT, before=spider())
        assert (ended.code, len(ended.said), (folder / "mine").exists()) == (2, 1, True), ended
        assert "another process is writing it" in ended.err
    assert [path.name for path in (tmp_path / "acme").iterdir()] == ["mine"]
