"""What is blurred in a bundle and what is not; and that the verdicts stay what they are."""

from __future__ import annotations

import json
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from auditor import bundle
from auditor.errors import CallError
from auditor.judging import judge_into
from auditor.personal import Blur, personal_values
from auditor.redact import _redact_picture
from auditor.settings import Settings
from auditor.verifying import verified
from auditor.wacz import CAPTURE
from spiders.evidence import Evidence, Journey, JourneyStep, Mention, Page, Shot
from spiders.job import Job
from spiders.look import End
from spiders.manifest import Manifest
from spiders.page import parse
from spiders.reader import look_at
from spiders.whole.assemble import assemble
from tests.auditor.conftest import Run

BASE = "https://acme.example"
STAMP = 'data-auditor-box="{},dm,16,12"'
PAGES = MappingProxyType(
    {
        "/": "<title>Hem</title><h1>Acme</h1><a href=/kontakt>Kontakt</a><a href=/omdomen>Omdömen</a>"
        "<footer>Acme AB, org.nr 556677-8899. Ring 08-465 004 00</footer>",
        "/kontakt": "<title>Kontakta oss</title><h1>Kontakta oss</h1><main><p>Ring kundtjänst: 046-12 34 56, skriv till"
        " acme.kund@brevlada.example.</p><a href='mailto:jobb@acme.example'>Jobba hos oss: jobb@acme.example</a></main>",
        "/omdomen": "<title>Omdömen</title><h1>Vad andra säger</h1><main><p {box}>Toppen! Hör av er: 0705-55 66 77 eller "
        "kalle.karlsson@mejl.example</p><p>Ring <b>08-465 004 00</b></p><script>var k = 'kalle.karlsson&#64;mejl.example'</script>"
        "</main>",
    }
)
BOX = (100, 200, 300, 40)
PERSONAL = (b"kalle", b"0705-55", b"705-55 66", b"mejl.example", b"46705556677")


def seen() -> Evidence:
    """The site as it was looked at: reviews with somebody's own number among them."""
    looks = []
    for number, (path, body) in enumerate(PAGES.items(), 1):
        page = parse(f"<html lang=sv>{body}", BASE + path, country="SE", rendered=path == "/omdomen")
        look = look_at(page, asked=BASE + path, status=200, headers={}, is_home=path == "/")
        stored = {"served": f"pages/{number:03d}.html"}
        if path == "/omdomen":
            shots = [Shot(file=f"pages/003-{size}.jpg", viewport=size, width=480, height=480) for size in ("desktop", "mobile")]
            stored |= {"dom": "pages/003.dom.html", "shots": tuple(shots)}  # type: ignore[dict-item]
        looks.append(look.model_copy(update={"page": look.page.model_copy(update=stored)}))
    job = Job(start_url=f"{BASE}/", folder="")
    evidence = assemble(job, looks, End(stopped_by="done", known=3, country="SE"), ())
    words = Mention(concept="phone", page=f"{BASE}/omdomen", form="text", text="Hör av er: 0705-55 66 77")
    step = JourneyStep(page=f"{BASE}/omdomen", action="scroll", url=f"{BASE}/omdomen", screenshot="pages/walk-01-desktop.jpg")
    walked = Journey(task="phone", start=f"{BASE}/", outcome="not-found", steps=(step,), end=f"{BASE}/")
    return evidence.model_copy(update={"mentions": (*evidence.mentions, words), "journeys": (walked,)})


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    folder = tmp_path / "acme"
    (folder / "pages").mkdir(parents=True)
    for number, body in enumerate(PAGES.values(), 1):
        text = f"<!doctype html><html lang=sv><meta charset=utf-8>{body.replace('{box}', '')}"
        (folder / "pages" / f"{number:03d}.html").write_text(text, "utf-8")
    dom = PAGES["/omdomen"].replace("{box}", STAMP.format(",".join(map(str, BOX))))
    (folder / "pages" / "003.dom.html").write_text(f"<html lang=sv>{dom}", "utf-8")
    for name in ("003-desktop", "003-mobile", "walk-01-desktop"):
        picture = Image.effect_noise((480, 480), 120).convert("RGB")
        picture.save(folder / "pages" / f"{name}.jpg", quality=95)
    (folder / CAPTURE).write_bytes(b"kalle.karlsson@mejl.example")
    evidence = seen()
    bundle.replace_file(folder / bundle.EVIDENCE, bundle.dump(evidence))
    manifest = bundle.seal(folder, Manifest(started="2026-11-21T08:00:00Z", finished="2026-11-21T08:01:00Z", capture="9 answers"))
    judge_into(folder, manifest, evidence, Settings.model_validate({"pack": "se", "as-of": "2026-11-21"}))
    return folder


def test_a_copy_holds_nothing_of_it_and_verifies(run: Run, whole: Path, tmp_path: Path) -> None:
    before = bundle.read(whole)
    assert [name for name in PERSONAL if name not in (whole / bundle.EVIDENCE).read_bytes()] != list(PERSONAL)

    code, said = run("redact", str(whole), "--out", str(tmp_path / "copy"))

    assert (code, "pictures: 3" in said) == (0, True), said
    copy = bundle.read(tmp_path / "copy")
    held = [
        (path.name, text) for path in copy.folder.rglob("*") if path.is_file() for text in PERSONAL if text in path.read_bytes()
    ]
    assert held == []
    assert verified(copy.folder).sound
    assert copy.verdicts is not None
    assert before.verdicts is not None
    assert [(one.rule, one.outcome) for one in copy.verdicts.verdicts] == [
        (one.rule, one.outcome) for one in before.verdicts.verdicts
    ]
    assert copy.verdicts.score == before.verdicts.score
    assert [link.step for link in copy.manifest.chain] == ["collected", "judged", "redacted", "judged"]
    assert copy.manifest.chain[:2] == before.manifest.chain, "whoever holds the original can show that it is of it"
    assert copy.manifest.chain[2].settings["emails"] == 2
    assert (copy.manifest.capture, (copy.folder / CAPTURE).exists()) == ("", False)
    assert verified(whole).sound, "the original is as it was"


def test_the_company_s_own_stays(run: Run, whole: Path, tmp_path: Path) -> None:
    run("redact", str(whole), "--out", str(tmp_path / "copy"))
    copy = bundle.read(tmp_path / "copy")
    values = {channel.value for channel in copy.evidence.channels}
    assert {"+46846500400", "+4646123456", "acme.kund@brevlada.example"} <= values
    reviews = (copy.folder / "pages" / "003.html").read_text("utf-8")
    assert "Ring <b>08-465 004 00</b>" in reviews
    assert "Hör av er: ****-** ** ** eller *****.********@****.*******</p>" in reviews
    assert "556677-8899" in (copy.folder / "pages" / "001.html").read_text("utf-8")
    assert "****@****.*******" in (copy.folder / "pages" / "002.html").read_text("utf-8"), "an address for jobs serves no customer"
    assert [one.text for one in copy.evidence.mentions][-1] == "Hör av er: ****-** ** **"


def test_in_pictures_the_place_is_blackened_and_what_has_no_place_is_blurred(run: Run, whole: Path, tmp_path: Path) -> None:
    run("redact", str(whole), "--out", str(tmp_path / "copy"))
    x, y, width, height = BOX

    def spread(name: str, area: tuple[int, int, int, int]) -> int:
        """How far the darkest and the brightest point of an area are apart."""
        with Image.open(tmp_path / "copy" / "pages" / name) as picture:
            points = picture.convert("L").crop(area).tobytes()
        return max(points) - min(points)

    inside, outside = (x + 8, y + 8, x + width - 8, y + height - 8), (0, 0, 60, 60)
    assert spread("003-desktop.jpg", inside) < 20
    assert spread("003-desktop.jpg", outside) > 100
    for name in ("003-mobile.jpg", "walk-01-desktop.jpg"):
        assert spread(name, outside) < 60, name


def test_it_is_not_done_in_place_nor_over_something_else(run: Run, whole: Path, tmp_path: Path) -> None:
    code, said = run("redact", str(whole), "--out", str(whole))
    assert (code, "give another folder" in said) == (2, True), said
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", "utf-8")
    assert run("redact", str(whole), "--out", str(tmp_path / "mine"))[0] == 2
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_how_much_is_told_as_an_object_too(run: Run, whole: Path, tmp_path: Path) -> None:
    code, said = run("redact", str(whole), "--out", str(tmp_path / "copy"), "--json")
    assert (code, json.loads(said)["redacted"]["pictures"], json.loads(said)["outcomes"]) == (0, 3, [])


@pytest.mark.parametrize(
    "written",
    [
        "0705-55 66 77",
        "070 555 66 77",
        "+46 70 555 66 77",
        "0046705556677",
        "(0705) 55&nbsp;66&nbsp;77",
        "tel:+46705556677",
        "0705‑55 66 77",
    ],
)
def test_a_number_is_blurred_however_it_is_written(written: str) -> None:
    blur = Blur(numbers=frozenset({"0705556677", "46705556677"}))
    assert set(filter(str.isdigit, blur(f"Ring {written}!"))) <= {"0"}, "the 00 of a call abroad is nobody's"


def test_what_only_holds_a_number_is_another_one() -> None:
    blur = Blur(frozenset({"a@b.example"}), frozenset({"0705556677"}))
    for other in ("10705556677", "07055566778", "x0705556677", "aa@b.example", "a@b.example-shop.com"):
        assert blur(other) == other


@given(st.text(alphabet="ab@.0 1-(+\n<é", max_size=40))
def test_blurring_keeps_length_and_happens_once(text: str) -> None:
    blur = Blur(frozenset({"ab@a.ab"}), frozenset({"0101010"}))
    assert len(blur(text)) == len(text)
    assert blur(blur(text)) == blur(text)


def test_of_a_site_without_reviews_nothing_is_blurred() -> None:
    page = parse(f"<html lang=sv>{PAGES['/']}", f"{BASE}/", country="SE")
    look = look_at(page, asked=f"{BASE}/", status=200, headers={}, is_home=True)
    evidence = assemble(Job(start_url=f"{BASE}/", folder=""), [look], End(stopped_by="done", known=1, country="SE"), ())
    assert personal_values([page], evidence) == Blur()
    assert [Page.model_validate(one.model_dump()).title for one in evidence.pages] == ["Hem"]


def test_of_numbers_in_a_row_each_is_looked_at() -> None:
    blur = Blur(numbers=frozenset({"0705556677", "46705556677"}))
    assert blur("08-465 004 00 0705-55 66 77 08-465 004 00") == "08-465 004 00 ****-** ** ** 08-465 004 00"


def test_a_site_full_of_numbers_is_blurred_in_time() -> None:
    """Hundreds of numbers, and what is made to look like a number without end."""
    numbers = frozenset(str(46700000000 + n) for n in range(800))
    text = " ".join(f"+{number} kr 1 299" for number in sorted(numbers)) + " 1" * 20000 + "a" * 20000 + "." * 20000
    blurred = Blur(numbers=numbers)(text)
    assert not any(number in blurred for number in numbers)


@pytest.mark.parametrize("broken", [True, False], ids=["none", "too large"])
def test_what_is_no_picture_or_too_large_a_one_is_not_opened(
    *, broken: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "001-desktop.jpg"
    Image.new("RGB", (100, 100)).save(path, "JPEG")
    if broken:
        path.write_bytes(b"<html>no picture</html>")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)

    with pytest.raises(CallError, match=r"001-desktop\.jpg: cannot be blurred"):
        _redact_picture(path, ())
