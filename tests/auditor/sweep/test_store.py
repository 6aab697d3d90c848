"""What is kept in a store is whole, wherever the store is, and no secret gets into it."""

from __future__ import annotations

import errno
import pickle
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import fsspec
import pandas as pd
import pytest
from s3fs import S3FileSystem

from auditor import bundle
from auditor.errors import CallError, PartMissingError
from auditor.sweep.rows import Results
from auditor.sweep.store import StorageError, Store
from tests.auditor.sweep.stores import FUSE, KEY, SECRET, Breaking, fused, look, row

AWAY = "http://127.0.0.1:9"


@pytest.fixture(params=["local", "file", "memory", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store that is ready, of each kind; drafts are in the test's own folder."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    made = {"local": str(tmp_path / "out"), "file": f"file://{tmp_path / 'out'}", "memory": f"memory://{tmp_path.name}/out"}
    if request.param == "s3":
        made["s3"] = f"{request.getfixturevalue('s3')}/{tmp_path.name}/sites/"
    found = Store.at(made[request.param])
    found.ready()
    return found


def kept(store: Store, slug: str = "acme") -> str:
    """What a page of a bundle says; the bundle is whole, byte by byte."""
    with store.fetched(slug) as folder:
        whole = bundle.read(folder)
        assert bundle.unsound(folder, whole.manifest) == []
        return (folder / "pages" / "0.html").read_text("utf-8")


def test_a_bundle_is_kept_and_replaced_whole(store: Store) -> None:
    assert not store.whole("acme")
    store.keep("acme", look(store, "one", pages=3))
    assert store.whole("acme")
    assert kept(store) == "<p>one 80.0 0"
    store.keep("acme", look(store, "two", pages=1))
    assert store.whole("acme")
    assert kept(store) == "<p>two 80.0 0"
    assert not store.whole("other")


def test_the_log_of_a_site_is_the_last_one_and_no_row(store: Store) -> None:
    store.log("acme", "first")
    store.log("acme", "second ö")
    fs, root = fsspec.core.url_to_fs(store.address)
    assert fs.cat_file(f"{root}/logs/acme.txt") == "second ö\n".encode()
    assert store.rows() == {}


def test_rows_are_read_as_written_and_broken_ones_are_not_there(store: Store) -> None:
    assert store.rows() == {}
    first, second = row("acme", results=Results(score=71.5, outcomes={"passed": 3})), row("b.example", state="timeout", tries=3)
    store.record(second)
    store.record(row("acme", tries=1, final=False))
    store.record(first)
    store._write("rows/cut.json", b'{"slug": "cut", "name":')
    store._write("rows/renamed.json", bundle.dump(row("other")))
    store._write("rows/notes.txt", b"mine")
    assert list(store.rows().items()) == [("acme", first), ("b.example", second)]
    assert {slug: store.row(slug) for slug in ("acme", "cut", "renamed", "never")} == {
        "acme": first,
        "cut": None,
        "renamed": None,
        "never": None,
    }


def test_all_rows_are_one_table(store: Store, tmp_path: Path) -> None:
    store.record(row("b"))
    store.record(row("a"))
    address = store.gather()
    assert address.endswith("/sweep.parquet")
    with fsspec.open(address, "rb") as file:
        assert list(pd.read_parquet(file)["slug"]) == ["a", "b"]
    content = b"".join(path.read_bytes() for path in tmp_path.rglob("*.parquet"))
    assert store.gather() == address
    assert content == b"".join(path.read_bytes() for path in tmp_path.rglob("*.parquet"))


def test_a_bundle_that_lost_a_file_or_its_end_is_not_whole(store: Store) -> None:
    store.keep("acme", look(store, "one"))
    page = "bundles/acme/pages/1.html"
    for breaks in (lambda: store._write(page, b"<p>"), lambda: store._fs.rm_file(store._path(page))):
        breaks()
        assert not store.whole("acme")
    store.keep("acme", look(store, "two"))
    store._write("bundles/acme/manifest.json", b"{")
    assert not store.whole("acme")


def test_it_goes_to_workers_as_an_address(store: Store) -> None:
    store.record(row())
    sent = pickle.dumps(store)
    assert len(sent) < 400
    assert SECRET.encode() not in sent
    assert pickle.loads(sent).rows() == store.rows()


def test_a_local_store_has_the_layout_of_the_benchmark_and_its_drafts_beside_it(tmp_path: Path) -> None:
    store = Store.at(str(tmp_path / "out"))
    store.keep("acme", look(store, "one"))
    assert (tmp_path / "out" / "bundles" / "acme" / "manifest.json").is_file()
    assert store.work().parent == tmp_path / "out"
    assert list(store.work().iterdir()) == []


@pytest.mark.parametrize("older", [None, 0, 1], ids=["nothing there", "one of the same size there", "a larger one there"])
@pytest.mark.parametrize("where", ["local", "breaking"])
def test_a_put_that_is_cut_off_anywhere_leaves_the_old_one_or_none_and_the_next_mends_it(
    where: str, older: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    fsspec.register_implementation("breaking", Breaking, clobber=True)
    fused(monkeypatch)
    for passed in range(50):
        store = Store.at({"local": str(tmp_path / f"out{passed}"), "breaking": f"breaking://out{passed}"}[where])
        if older is not None:
            store.keep("acme", look(store, f"old{passed}", pages=2 + older))
        new = look(store, f"new{passed}")
        again = shutil.copytree(new, new.with_name(f"again{passed}"))
        cut = (FUSE.kills if where == "local" else FUSE.cuts)(passed, partial(store.keep, "acme", new))
        if store.whole("acme"):
            assert kept(store) in (f"<p>{name}{passed} 80.0 0" for name in ("old", "new")[not cut :])
        else:
            assert cut
        store.keep("acme", again)
        assert store.whole("acme")
        assert kept(store) == f"<p>new{passed} 80.0 0"
        if not cut:
            assert passed > 2
            return
    pytest.fail("it never ended")


def test_a_row_that_is_cut_off_leaves_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.at(str(tmp_path))
    store.record(row(tries=1))
    fused(monkeypatch)
    assert FUSE.cuts(1, partial(store.record, row(tries=2)))
    assert store.rows()["acme"].tries == 1


def _full(*given: Any, **named: Any) -> None:
    raise OSError(errno.ENOSPC, f"No space for {SECRET}")


@pytest.mark.parametrize(
    "asked",
    [
        lambda store, draft: store.keep("acme", draft),
        lambda store, draft: store.record(row()),
        lambda store, draft: store.gather(),
    ],
    ids=["keep", "record", "gather"],
)
@pytest.mark.parametrize(
    ("where", "breaks"),
    [("out", "pathlib.Path.replace"), ("memory://full", "fsspec.implementations.memory.MemoryFileSystem.pipe_file")],
)
def test_a_full_disk_is_one_error_that_says_so(
    where: str, breaks: str, asked: Callable[[Store, Path], Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    store = Store.at(where)
    draft = look(store, "one")
    monkeypatch.setattr(breaks, _full)
    monkeypatch.setattr("fsspec.implementations.memory.MemoryFileSystem.put_file", _full)
    with pytest.raises(StorageError, match="No space") as told:
        asked(store, draft)
    if "memory" in where:
        assert SECRET not in str(told.value)


@pytest.mark.parametrize("where", ["out", "memory://forgets"])
def test_a_row_is_forgotten_and_no_other(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = Store.at(where)
    for slug in ("a", "b", "c"):
        store.record(row(slug))
    store.forget(iter(("a", "c")))
    store.forget(())
    assert list(store.rows()) == ["b"]


def test_what_is_no_bundle_is_not_replaced(tmp_path: Path) -> None:
    store = Store.at(str(tmp_path))
    (tmp_path / "bundles" / "acme").mkdir(parents=True)
    (tmp_path / "bundles" / "acme" / "thesis.txt").write_text("mine", "utf-8")
    with pytest.raises(StorageError, match="is not a bundle"):
        store.keep("acme", look(store, "one"))
    assert (tmp_path / "bundles" / "acme" / "thesis.txt").read_text("utf-8") == "mine"


UNREADY = {
    "nope://bucket/sites": (CallError, "fsspec knows no store of this kind"),
    "gs://bucket/sites": (PartMissingError, "the package for it is missing: Please install gcsfs"),
    "s3://there-is-none/sites": (CallError, "there is no such bucket"),
    "s3://": (CallError, "s3:"),
    "sites.csv": (CallError, "give another --out"),
    "sites.csv/below": (CallError, "give another --out"),
}


@pytest.mark.parametrize("address", UNREADY)
@pytest.mark.usefixtures("s3")
def test_a_store_that_does_not_work_is_told_before_any_site_is_troubled(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sites.csv").write_text("name,url\n", "utf-8")
    error, words = UNREADY[address]
    with pytest.raises(error, match=words) as told:
        Store.at(address).ready()
    assert "\n" not in str(told.value)


ENVIRONMENTS: dict[str, tuple[dict[str, str | None], str]] = {
    "no credentials": ({"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None}, "no credentials were found"),
    "half of them": ({"AWS_SECRET_ACCESS_KEY": None}, "credentials are not complete"),
    "nobody answers": ({"AWS_ENDPOINT_URL": AWAY}, "AWS_ENDPOINT_URL"),
}


@pytest.mark.parametrize("name", ENVIRONMENTS)
@pytest.mark.usefixtures("anew")
def test_an_environment_that_does_not_serve_is_told_with_its_cure(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    changed, words = ENVIRONMENTS[name]
    for variable, value in changed.items():
        monkeypatch.delenv(variable) if value is None else monkeypatch.setenv(variable, value)
    with pytest.raises(CallError, match=words) as told:
        Store.at("s3://bucket/sites").ready()
    assert SECRET not in str(told.value)


def test_a_refusal_is_told_in_words_of_ours(anew: None, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuses(*given: Any, **named: Any) -> None:
        raise PermissionError(f"Access denied for {SECRET}")

    monkeypatch.setattr(S3FileSystem, "_pipe_file", refuses)
    with pytest.raises(CallError, match="give credentials that may read, write and remove") as told:
        Store.at("s3://bucket/sites").ready()
    assert SECRET not in str(told.value)


def test_the_extra_for_s3_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*given: Any) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr("auditor.sweep.store.url_to_fs", missing)
    with pytest.raises(PartMissingError, match=r'needs the extra s3: .*pip install "\.\[s3\]"'):
        Store.at("s3://bucket/sites").ready()


@pytest.mark.parametrize(
    "address",
    [f"s3://{KEY}:{SECRET}@bucket/sites", f"ftp://user:{SECRET}@host/sites", f"s3://bucket/sites?secret={SECRET}",
     f"simplecache::s3://bucket/{SECRET}", f"s3://bucket/{SECRET}#x"],
)  # fmt: skip
def test_an_address_with_a_secret_is_refused_and_not_told_again(address: str) -> None:
    with pytest.raises(CallError, match="environment") as told:
        Store.at(address)
    assert SECRET not in str(told.value)


def test_no_credential_gets_into_what_is_kept(s3: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    store = Store.at(f"{s3}/secret")
    store.ready()
    store.keep("acme", look(Store.at(str(tmp_path)), "one"))
    store.record(row())
    store.gather()
    s3fs = fsspec.filesystem("s3")
    there = s3fs.cat(s3fs.find(f"{s3}/secret"))
    assert len(there) == 7
    for given in (SECRET, KEY):
        assert not [path for path, content in there.items() if given.encode() in content or given in path]
        assert given not in caplog.text
        assert given not in repr(store)
