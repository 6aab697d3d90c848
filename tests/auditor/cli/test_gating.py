"""The gate of an audit: a second look at what fails, several sites from one file, baselines; as a CI job meets them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.cli.audit import worst
from auditor.demo import serve
from tests.auditor.conftest import Run

HOME = (
    "<html lang=sv><title>Acme</title><h1>Acme</h1><p>Vi lagar tak i hela landet sedan 1990, med garanti.</p>"
    "<a href=/kontakt>Kontakta oss</a>"
)
CONTACT = (
    "<html lang=sv><title>Kontakta oss</title><h1>Kontakta oss</h1><p>Ring oss på <a href=tel:+46846500400>08-465 004 00</a>.</p>"
)
GATE = 'delay = 0\nbrowser = false\ncountry = "SE"\nfail-on = "never"\n[budget.rules]\ncontact-link-broken = "error"\n'


def site(folder: Path, answers: str = "") -> Path:
    folder.mkdir()
    (folder / "index.html").write_text(HOME, "utf-8")
    (folder / "kontakt.html").write_text(CONTACT, "utf-8")
    (folder / "site.yaml").write_text(f"name: Acme\ncountry: SE\nstory: A roofer.\n{answers}", "utf-8")
    return folder


def broken(times: int) -> str:
    return f"responses:\n  /kontakt: {{status: 404, only_first: {times}}}\n"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "auditor.toml"
    path.write_text(GATE, "utf-8")
    return path


@pytest.fixture(scope="module")
def steady(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The addresses of two sites, the second with a contact page that is never there."""
    folder = tmp_path_factory.mktemp("sites")
    with serve(site(folder / "well")) as well, serve(site(folder / "broken", broken(1000))) as lost:
        yield well, lost


def test_a_fault_of_one_look_is_unstable_listed_and_lets_the_gate_pass(run: Run, config: Path, tmp_path: Path) -> None:
    with serve(site(tmp_path / "site", broken(1))) as url:
        code, said = run("audit", url, "--out", "acme", "--quiet", "--report", "github-summary:told.md")

    assert code == 0
    assert "gate: unstable, not counted, for a second look did not find it: " in said
    told = (tmp_path / "told.md").read_text("utf-8").splitlines()
    assert told[2] == "**The gate passed.**"
    assert told[4].startswith("- unstable, not counted, for a second look did not find it: ")
    assert (tmp_path / "acme-again" / "manifest.json").is_file()
    assert run("verify", "acme")[0] == run("verify", "acme-again")[0] == 0


def test_a_fault_that_stays_fails_after_the_second_look_until_a_baseline_knows_it(
    run: Run, config: Path, steady: tuple[str, str], tmp_path: Path
) -> None:
    code, said = run("audit", steady[1], "--out", "acme", "--report", "github:summary.md")
    assert (code, "looked at once more" in said, "unstable" in said) == (1, True, False)
    assert "The gate failed, for 1 reason." in (tmp_path / "summary.md").read_text("utf-8")

    shutil.rmtree(tmp_path / "acme-again")
    known, said = run("gate", "acme", "--write-baseline", "known.json")
    assert (known, "known from now on" in said) == (0, True)
    call = ("audit", steady[1], "--out", "acme", "--no-relook", "--baseline", "known.json", "--json", "--report", "told.sarif")
    code, said = run(*call)
    told = json.loads(said)
    assert (code, told["gate"]["passed"], len(told["gate"]["baseline"]["held_back"])) == (0, True, 1)
    assert not (tmp_path / "acme-again").exists()
    results = json.loads((tmp_path / "told.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert {each["baselineState"] for each in results} == {"unchanged"}

    others = json.loads((tmp_path / "known.json").read_text("utf-8")) | {"host": "other.example"}
    (tmp_path / "others.json").write_text(json.dumps(others), "utf-8")
    for command in (("gate", "acme"), ("audit", steady[1], "--out", "again")):
        code, said = run(*command, "--baseline", "others.json", "--report", "junit:left.xml")
        assert (code, "is the baseline of other.example" in said) == (2, True)
        (tmp_path / "left.xml").unlink()
    code, said = run("gate", "acme", "--baseline", "known.json", "--lang", "sv")
    assert (code, "gate: hålls tillbaka av known.json: 1" in said) == (0, True)


def test_the_sites_of_the_file_are_audited_each_with_its_own_settings_and_the_worst_code_counts(
    run: Run, config: Path, steady: tuple[str, str], tmp_path: Path
) -> None:
    well, lost = (address.replace("127.0.0.1", name) for address, name in zip(steady, ("127.0.0.1", "localhost"), strict=True))
    own = f'[[site]]\nurl = "{lost}"\nname = "Lost"\n[site.budget.rules]\ncontact-link-broken = "warning"\n'
    config.write_text(f'relook = false\n{GATE}[[site]]\nurl = "{well}"\nname = "Well"\n{own}', "utf-8")

    code, said = run("audit", "--out", "both", "--junit", "out/junit.xml", "--json")
    told = json.loads(said)
    assert (code, told["exit_code"], [each["exit_code"] for each in told["sites"]]) == (0, 0, [0, 0])
    assert [len(each["gate"]["warnings"]) for each in told["sites"]] == [0, 1]
    assert len(list((tmp_path / "both").iterdir())) == len(list((tmp_path / "out").glob("junit-*.xml"))) == 2

    config.write_text(config.read_text("utf-8").replace('"warning"', '"error"'), "utf-8")
    assert run("gate", next((tmp_path / "both").glob("localhost*")).as_posix())[0] == 1


@pytest.mark.parametrize(
    ("text", "call", "told"),
    [
        ("", (), "there is nothing to audit: give an address"),
        ('[[site]]\nurl = "https://a.example"\n[[site]]\nurl = "https://a.example/sv"\n', (), "a.example is listed twice"),
        ('[[site]]\nurl = "https://a.example"\n[[site]]\nurl = "b c"\n', (), "'b c': not a web address"),
        ('[[site]]\nurl = "a.example"\n[[site]]\nurl = "b.example"\n', ("--write-baseline", "x.json"), "is for one site"),
        ('[[site]]\nurl = "a.example"\n[[site]]\nurl = "b.example"\n', ("--chat-probe", "a.example"), "is for one site"),
        ('[[site]]\nurl = "a.example"\nbaseline = "none.json"\n', (), "none.json: there is no such baseline"),
        ('[[site]]\nurl = "a.example"\nbudget.rules.contact-deep = "error"\n', (), "contact-deep: there is no such rule"),
    ],
)
def test_what_cannot_be_audited_is_told_before_any_site_is_troubled(
    run: Run, config: Path, text: str, call: tuple[str, ...], told: str
) -> None:
    config.write_text(text, "utf-8")

    code, said = run("audit", "--no-browser", *call)

    assert (code, said.count("auditor: ")) == (2, 1)
    assert told in said


@pytest.mark.parametrize(
    ("codes", "code"),
    [([0, 0], 0), ([0, 4], 4), ([4, 3, 0], 3), ([3, 1], 1), ([1, 130], 130), ([0, 2], 2), ([2, 4], 4)],
)
def test_of_several_sites_the_worst_code_counts(codes: list[int], code: int) -> None:
    assert worst(codes) == code


def test_a_baseline_that_is_not_there_is_told_before_any_of_the_sites_is_troubled(run: Run, tmp_path: Path) -> None:
    sites = '[[site]]\nurl = "https://a.example"\n[[site]]\nurl = "https://b.example"\nbaseline = "none.json"\n'
    (tmp_path / "auditor.toml").write_text(sites, "utf-8")

    code, said = run("audit", "--quiet", "--out", "acme")

    assert (code, said.splitlines()[0].startswith("auditor: none.json: there is no such baseline")) == (2, True)
    assert not (tmp_path / "acme").exists()
