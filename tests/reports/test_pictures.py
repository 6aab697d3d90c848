from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import pictures
from reports.pictures import album, crop, figure, frame, stored_shot
from spiders.evidence import Box, Page, Shot, Viewport

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
    (tmp_path / "a.png").write_bytes(PNG)
    (tmp_path / "b.png").write_bytes(PNG[:-1] + b"b")
    found = album([figure(PAGE, SHOT.model_copy(update={"file": "a.png"})), figure(PAGE, other)], tmp_path)

    assert (list(found.ids), found.left_out) == (["a.png"], ("b.png",))


def test_what_is_stored_twice_is_inlined_once_under_both_names(tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(PNG)
    found = album([figure(PAGE, SHOT.model_copy(update={"file": name})) for name in ("a.png", "b.png")], tmp_path)

    assert (found.ids, len(found.data)) == ({"a.png": "shot-1", "b.png": "shot-1"}, 1)


def test_film_strips_crowd_out_no_other_picture_and_get_what_room_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "BUDGET", 2 * len(PNG))
    shots = [SHOT.model_copy(update={"file": f"{n}.png"}) for n in range(4)]
    for n, shot in enumerate(shots):
        (tmp_path / shot.file).write_bytes(PNG[:-1] + bytes([n]))
    figures = [figure(PAGE, shot) for shot in shots]
    found = album(figures[:1], tmp_path, strips=figures)

    assert (list(found.ids), found.left_out) == (["0.png", "1.png"], ("2.png", "3.png"))
    assert list(album(figures[2:], tmp_path, strips=figures[:2]).ids) == ["2.png", "3.png"]


@pytest.mark.parametrize(
    ("box", "band"),
    [
        (Box(x=600, y=2000, width=80, height=20), (320, 1810, 640, 400)),
        (Box(x=0, y=0, width=80, height=20), (0, 0, 640, 400)),
        (Box(x=1200, y=4990, width=80, height=10), (640, 4600, 640, 400)),
        (Box(x=40, y=1000, width=1200, height=100), (0, 650, 1280, 800)),
        (Box(x=40, y=9000, width=1200, height=100), (0, 0, 1280, 800)),
        (None, (0, 0, 1280, 800)),
    ],
)
def test_a_frame_shows_the_surroundings_of_its_place_and_all_have_one_shape(box: Box | None, band: tuple[float, ...]) -> None:
    (found,) = frame("https://a.example/", SHOT, box).bands

    assert (found.x, found.y, found.width, found.height) == band


FRAME = b"\xff\xc0\x00\x11\x08\x03\x20\x05\x00" + b"\x00" * 10
OTHER = b"\xff\xe0\x00\x10" + b"\x00" * 14
TABLE = b"\xff\xc4\x00\x04\x00\x00"


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x05\x00\x00\x00\x03\x20", (1280, 800)),
        (b"\xff\xd8" + OTHER + TABLE + FRAME, (1280, 800)),
        (b"\xff\xd8" + OTHER, None),
        (b"\xff\xd8" + OTHER + b"\xff\xc0\x00", None),
        (b"\xff\xd8" + b"\xff\xe0\x00\x00" * 9, None),
        (b"GIF89a", None),
        (b"", None),
    ],
)
def test_a_stored_picture_tells_its_own_size(tmp_path: Path, content: bytes, size: tuple[int, int] | None) -> None:
    (tmp_path / "a.jpg").write_bytes(content)
    found = stored_shot(tmp_path, "a.jpg", "desktop")

    assert (found and (found.width, found.height)) == size


@pytest.mark.parametrize(
    ("width", "viewport", "scale"), [(1280, "desktop", 1), (640, "desktop", 0.5), (390, "mobile", 1), (980, "mobile", 1)]
)
def test_a_stored_picture_narrower_than_its_screen_is_scaled(tmp_path: Path, width: int, viewport: Viewport, scale: float) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + width.to_bytes(4, "big") + b"\x00\x00\x03\x20")
    found = stored_shot(tmp_path, "a.png", viewport)

    assert found
    assert found.scale == scale


@given(st.binary(max_size=200))
def test_no_bytes_upset_the_reading_of_a_size(content: bytes) -> None:
    for start in (b"\xff\xd8\xff", b"\x89PNG"):
        assert min(pictures._size(start + content)) >= 0
