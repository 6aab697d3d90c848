"""The bundle: whole or not there, and every byte accounted for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from auditor import bundle
from auditor.errors import CallError
from spiders.evidence import Box, Coverage, Evidence, Site
from spiders.manifest import Manifest

MANIFEST = Manifest(started="2026-11-21T10:00:00Z", finished="2026-11-21T10:00:09Z")
EVIDENCE = Evidence(
    site=Site(start_url="https://acme.example/", final_url="https://acme.example/", host="acme.example"),
    coverage=Coverage(pages_fetched=1, pages_rendered=0, pages_known=1, stopped_by="done"),
)


def write(folder: Path) -> Manifest:
    bundle.replace_file(folder / bundle.EVIDENCE, bundle.dump(EVIDENCE))
    return bundle.seal(folder, MANIFEST)


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    folder = tmp_path / "acme"
    with bundle.draft(folder) as draft:
        (draft / "pages").mkdir()
        (draft / "pages" / "001.html").write_text("<h1>Acme</h1>", "utf-8")
        write(draft)
    return folder


def test_it_is_read_as_it_was_written(whole: Path) -> None:
    read = bundle.read(whole)

    assert (read.evidence, read.verdicts, read.manifest.started) == (EVIDENCE, None, MANIFEST.started)
    assert [file.path for file in read.manifest.files] == ["evidence.json", "pages/001.html"]


def test_it_is_there_only_when_whole(tmp_path: Path) -> None:
    def interrupted() -> None:
        with bundle.draft(tmp_path / "acme") as draft:
            write(draft)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()

    assert list(tmp_path.iterdir()) == []


def test_a_new_one_takes_the_place_of_an_old_one(whole: Path) -> None:
    with bundle.draft(whole) as draft:
        write(draft)

    assert not (whole / "pages").exists()
    assert [path.name for path in whole.parent.iterdir()] == ["acme"]


def test_a_folder_that_is_no_bundle_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "me.jpg").write_bytes(b"x")

    with pytest.raises(CallError, match="is not a bundle"), bundle.draft(tmp_path / "photos"):
        pass

    assert (tmp_path / "photos" / "me.jpg").exists()


def test_one_changed_byte_is_found(whole: Path) -> None:
    page = whole / "pages" / "001.html"
    page.write_text("<h1>Acne</h1>", "utf-8")

    assert bundle.unsound(whole, bundle.read(whole).manifest) == ["pages/001.html: changed"]


def test_a_file_more_or_less_is_found(whole: Path) -> None:
    (whole / "pages" / "001.html").rename(whole / "pages" / "002.html")

    assert bundle.unsound(whole, bundle.read(whole).manifest) == ["pages/001.html: missing", "pages/002.html: not in the manifest"]


def test_an_untouched_one_is_sound(whole: Path) -> None:
    assert bundle.unsound(whole, bundle.read(whole).manifest) == []


@pytest.mark.parametrize("name", [bundle.EVIDENCE, bundle.MANIFEST])
def test_one_that_was_cut_short_is_refused_in_one_line_that_names_the_file(whole: Path, name: str) -> None:
    path = whole / name
    path.write_bytes(path.read_bytes()[:-20])

    with pytest.raises(CallError, match=name) as error:
        bundle.read(whole)

    assert "\n" not in str(error.value)


def test_a_missing_file_is_named(whole: Path) -> None:
    (whole / bundle.EVIDENCE).unlink()

    with pytest.raises(CallError, match=r"evidence\.json: missing"):
        bundle.read(whole)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="no such folder"):
        bundle.read(tmp_path / "nowhere")


def test_a_folder_with_somebody_elses_manifest_is_never_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "app"
    folder.mkdir()
    (folder / "manifest.json").write_text('{"name": "a web app"}', "utf-8")

    with pytest.raises(CallError, match="is not a bundle"), bundle.draft(folder):
        pass


def test_a_bundle_with_a_file_of_somebody_elses_in_it_is_never_replaced(whole: Path) -> None:
    (whole / "notes.txt").write_text("mine", "utf-8")

    with pytest.raises(CallError, match="is not a bundle"), bundle.draft(whole):
        pass

    assert (whole / "notes.txt").exists()


def test_a_link_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")

    with pytest.raises(CallError, match="is not a bundle"), bundle.draft(tmp_path / "link"):
        pass


def test_a_bundle_that_was_changed_is_not_worked_on(whole: Path) -> None:
    (whole / "pages" / "001.html").write_text("<h1>Acne</h1>", "utf-8")

    with pytest.raises(CallError, match=r"001\.html: changed"):
        bundle.sound(bundle.read(whole))


@pytest.mark.parametrize("name", ["secret.html", "folder"])
def test_a_link_out_of_a_bundle_is_found(whole: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.html").write_text("mine", "utf-8")
    (tmp_path / "folder").mkdir()
    (whole / "pages" / name).symlink_to(tmp_path / name)
    bundle.seal(whole, MANIFEST)

    assert bundle.unsound(whole, bundle.read(whole).manifest) == [f"pages/{name}: a link"]


@pytest.mark.parametrize("name", ["manifest.json", "evidence.json", "verdicts.json"])
def test_what_is_no_file_or_too_large_is_not_read(whole: Path, name: str) -> None:
    (whole / name).unlink(missing_ok=True)
    os.mkfifo(whole / name)
    with pytest.raises(CallError, match=f"{name}: is no file"):
        bundle.read(whole)
    (whole / name).unlink()
    with (whole / name).open("wb") as huge:
        huge.truncate(2**31)
    with pytest.raises(CallError, match=f"{name}: is larger than 32 MB"):
        bundle.read(whole)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_number_without_end_is_refused(number: str) -> None:
    with pytest.raises(ValidationError, match="finite"):
        Box.model_validate_json(f'{{"x": {number}, "y": 0, "width": 1, "height": 1}}')
