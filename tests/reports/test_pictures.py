from pathlib import Path

import pytest

from reports import pictures
from reports.pictures import album, crop, figure
from spiders.evidence import Box, Page, Shot

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
SHOT = Shot(file="pages/a.png", viewport="desktop", width=1280, height=5000)
PAGE = Page(url="https://a.example/", final_url="https://a.example/", shots=(SHOT,))


def _bands(*boxes: Box) -> list[tuple[float, float, int, int]]:
    shown = figure(PAGE, SHOT, [(str(n), box) for n, box in enumerate(boxes, 1)])
    return [(band.y, band.height, band.gap, len(band.marks)) for band in shown.bands]


def test_an_unmarked_page_is_shown_by_its_first_screen() -> None:
    assert _bands() == [(0, 768, 0, 0)]


def test_a_place_far_down_gets_a_band_of_its_own_and_the_gap_is_told() -> None:
    assert _bands(Box(x=0, y=4000, width=100, height=20)) == [(0, 768, 0, 0), (3940, 140, 3172, 1)]


def test_neighbouring_places_share_a_band() -> None:
    assert _bands(Box(x=0, y=4000, width=9, height=20), Box(x=50, y=4100, width=9, height=20)) == [
        (0, 768, 0, 0),
        (3940, 240, 3172, 2),
    ]


def test_no_more_bands_than_paper_holds() -> None:
    assert len(_bands(*(Box(x=0, y=y, width=9, height=9) for y in range(1000, 5000, 400)))) == 4


@pytest.mark.parametrize(
    "box", [Box(x=0, y=6000, width=9, height=9), Box(x=-50, y=0, width=9, height=9), Box(x=0, y=0, width=0, height=9)]
)
def test_a_place_outside_the_picture_is_not_marked(box: Box) -> None:
    assert crop(PAGE, SHOT, box) is None
    assert not figure(PAGE, SHOT, [("1", box)]).marked


def test_boxes_are_scaled_to_picture_pixels() -> None:
    half = SHOT.model_copy(update={"scale": 0.5, "width": 640, "height": 2500})
    found = crop(PAGE, half, Box(x=100, y=200, width=80, height=40))

    assert found is not None
    mark = found.bands[0].marks[0]
    assert (mark.x, mark.y, mark.width, mark.height) == (50, 100, 40, 20)


@pytest.mark.parametrize("box", [Box(x=1270, y=4990, width=500, height=500), Box(x=0, y=0, width=4000, height=9000)])
def test_a_cut_out_stays_within_the_picture(box: Box) -> None:
    found = crop(PAGE, SHOT, box)

    assert found is not None
    band = found.bands[0]
    assert 0 <= band.x <= SHOT.width - band.width
    assert 0 <= band.y <= SHOT.height - band.height


def test_each_picture_is_inlined_once_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/a.png").write_bytes(PNG)
    both = album([figure(PAGE, SHOT), figure(PAGE, SHOT)], tmp_path)

    assert both.ids == {"pages/a.png": "shot-1"}
    assert both.data[0][1].startswith("data:image/png;base64,iVBOR")


@pytest.mark.parametrize("name", ["../secret.png", "/etc/passwd", "pages/none.png", "pages", "", "a\x00b", "pages/a.txt"])
def test_nothing_but_pictures_of_the_bundle_is_read(tmp_path: Path, name: str) -> None:
    bundle = tmp_path / "bundle"
    (bundle / "pages").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(PNG)
    (bundle / "pages/a.txt").write_text("no picture")

    assert album([figure(PAGE, SHOT.model_copy(update={"file": name}))], bundle).ids == {}


def test_what_is_too_much_is_left_out_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "BUDGET", len(PNG))
    other = SHOT.model_copy(update={"file": "b.png"})
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(PNG)
    found = album([figure(PAGE, SHOT.model_copy(update={"file": "a.png"})), figure(PAGE, other)], tmp_path)

    assert (list(found.ids), found.left_out) == (["a.png"], ("b.png",))
