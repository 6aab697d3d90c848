"""`auditor benchmark` as a user meets it: lists good and bad, what is done stays done, what failed is tried again."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from auditor import bundle
from auditor.benchmark.csvfile import rows
from auditor.benchmark.earlier import read_before, read_complaints
from auditor.benchmark.kept import finished, judged_alike, own_settings
from auditor.benchmark.listing import read_list, unheard
from auditor.cli import benchmark as command_module
from auditor.cli.counting import told
from auditor.demo import Request, serve
from auditor.errors import CallError
from auditor.settings import Settings
from tests.auditor.conftest import Auditor, Run, command
from tests.auditor.test_cli import written

LOOK = ("--private", "--no-browser", "--country", "SE", "--as-of", "2026-11-21", "--quiet")
NOBODY = "http://127.0.0.1:9/"


def _list(folder: Path, *lines: str) -> Path:
    path = folder / "sites.csv"
    path.write_bytes("\r\n".join(lines).encode())
    return path


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_list_is_read_whatever_its_separator(tmp_path: Path, separator: str, mark: str) -> None:
    lines = (mark + "Name,URL,Country,sector,size", "Åkers El,akers.example,se,telecom,big", "", "B,https://b.example/x,GB,,")
    path = _list(tmp_path, *(line.replace(",", separator) for line in lines))
    first, second = read_list(path)

    assert (first.name, first.url, first.country, first.sector, first.slug) == (
        "Åkers El",
        "https://akers.example/",
        "SE",
        "telecom",
        "akers-el",
    )
    assert (first.tags, dict(first.answers), first.line) == ((("size", "big"),), {"sector": "telecom"}, 2)
    assert (second.url, dict(second.answers), second.line) == ("https://b.example/x", {}, 4)


def test_columns_named_as_questions_answer_them_and_other_sectors_are_tags(tmp_path: Path) -> None:
    path = _list(tmp_path, "url,sector,sells-at-a-distance", "a.example,shoes,Yes", "b.example,energy,")
    first, second = read_list(path)

    assert (dict(first.answers), dict(second.answers)) == ({"sells-at-a-distance": True}, {"sector": "energy"})
    assert unheard((first, second)) == ("shoes",)
    assert first.tags == ()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("",), "is empty"),
        (("name,country", "a,SE"), "line 1: there is no column url"),
        (("name,url",), "names no site"),
        (("name,name,url", "a,b,c.example"), "line 1: 'name' names more than one column"),
        (("name,url", "a"), "line 2: 1 cells, but 2 columns"),
        (("name,url", "a,not a site", "b,ftp://x.example", "c,c.example"), "line 2: 'not a site': not a web address"),
        (("name,url", "a,a.example", "b,ftp://x.example"), "line 3: 'ftp://x.example': not a web address"),
        (("name,url", "a,"), "line 2: neither url nor bundle"),
        (("name,url,country", "a,a.example,Sweden"), "line 2: country 'Sweden': give two letters"),
        (("name,url,country", "a,a.example,UK"), "is GB"),
        (("name,url", "a,a.example", "b,https://a.example/"), "line 3: has the url of line 2"),
        (("name,url", "A b,a.example", "a-b,b.example"), "line 3: has the name of line 2 (A b)"),
        (("name,url,bundle", "a,,nowhere"), "there is no such folder"),
        (("url,sells-at-a-distance", "a.example,perhaps"), "line 2: sells-at-a-distance is answered by yes or no"),
        (("name,url", '"a,a.example'), "is a quotation mark missing"),
    ],
)
def test_a_bad_list_is_told_with_its_lines(tmp_path: Path, lines: tuple[str, ...], said: str) -> None:
    with pytest.raises(CallError) as error:
        read_list(_list(tmp_path, *lines))

    assert said in str(error.value)
    assert "sites.csv" in str(error.value)


@pytest.mark.parametrize(
    "url",
    ["http://169.254.169.254/", "http://[::1]:8080/", "localhost:8080", "http://[::ffff:10.0.0.5]/", "wiki.acme.internal"],
)
def test_a_list_leads_inside_only_where_the_user_says_so(url: str, tmp_path: Path) -> None:
    path = _list(tmp_path, "name,url", "A,a.example", f"B,{url}")
    with pytest.raises(CallError, match=r"sites\.csv: line 3: .* not of the public internet; .*--private"):
        read_list(path)

    assert len(read_list(path, private=True)) == 2
    (tmp_path / "b").mkdir()
    assert len(read_list(_list(tmp_path, "name,url,bundle", f"B,{url},b"))) == 1


def test_a_list_without_end_is_not_read() -> None:
    with pytest.raises(CallError, match="is larger than 32 MB"):
        rows(Path("/dev/zero"))


def test_a_list_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "sites.csv").write_bytes("name,url\nÅ,a.example\n".encode("latin-1"))

    with pytest.raises(CallError, match=r"line 2: is not UTF-8"):
        rows(tmp_path / "sites.csv")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("name,complaints", "a,1"), "name the columns"),
        (("name,complaints,customers", "a,x,1"), "line 2: complaints 'x': is no number"),
        (("name,complaints,customers", "a,1,0"), "line 2: customers 0: must be at least 1"),
        (("host,complaints,customers", "a.example,1,5", "www.a.example,2,5"), "line 3: has the site of line 2"),
    ],
)
def test_bad_complaints_are_told_with_their_lines(tmp_path: Path, lines: tuple[str, ...], said: str) -> None:
    sites = read_list(_list(tmp_path, "name,url", "a,www.a.example"))

    with pytest.raises(CallError) as error:
        read_complaints(_list(tmp_path, *lines), sites)

    assert said in str(error.value)


def test_complaints_find_their_site_by_name_or_host(tmp_path: Path) -> None:
    sites = read_list(_list(tmp_path, "name,url", "Aa,www.a.example", "Bb,b.example"))
    found = read_complaints(_list(tmp_path, "name,host,complaints,customers", "aA,,1,10", ",b.example,2,10", "Cc,,3,10"), sites)

    assert list(found["site"]) == ["Aa", "Bb", "Cc"]


def test_what_is_no_earlier_benchmark_is_told(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="no such file"):
        read_before(tmp_path)
    (tmp_path / "results.csv").write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(CallError, match="column name is missing"):
        read_before(tmp_path)


def test_progress_tells_failures_by_kind_and_the_time_left() -> None:
    assert told(Counter(audited=10, blocked=1, unreachable=1), 36, 12, 1200) == (
        "12/36 done, 2 failed (1 blocked, 1 unreachable), 36 an hour, about 40 min left"
    )


@pytest.mark.parametrize(
    ("site", "more", "complaints"),
    [
        ("https://norrtel.example", (), 1),
        ("https://norrtel.example", ("--contact", "audits@norrtel.example"), 0),
        ("https://norrtel.example", ("--quiet",), 0),
        (NOBODY, (), 0),
    ],
)
def test_public_sites_without_a_contact_are_complained_of_once(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: str, more: tuple[str, ...], complaints: int
) -> None:
    monkeypatch.setattr(command_module, "looks", lambda *_: None)
    path = _list(tmp_path, "name,url", f"Acme,{site}", f"Acme again,{site}/again")

    code, said = run("benchmark", str(path), "--private", *more)
    assert (code, said.count("auditor: --contact is not given: ")) == (3, complaints)


class Benchmarked:
    """One small site that was benchmarked once for all tests, with one that answers nobody."""

    def __init__(self, folder: Path, base: str, asked: list[Request], auditor: Auditor) -> None:
        self.folder, self.asked, self.auditor = folder, asked, auditor
        self.list = _list(folder, "name,url,sector,size", f"Acme,{base},telecom,small", f"Nobody,{NOBODY},telecom,big")
        self.out = folder / "out"

    def run(self, *more: str) -> subprocess.CompletedProcess[str]:
        return self.auditor("benchmark", self.list, "--out", self.out, *LOOK, *more)


@pytest.fixture(scope="module")
def benchmarked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Benchmarked]:
    folder = tmp_path_factory.mktemp("benchmark")
    asked: list[Request] = []
    with serve(written(folder / "site"), record=asked) as base:
        made = Benchmarked(folder, base, asked, command(folder))
        done = made.run("--parquet")
        assert (done.returncode, done.stderr) == (0, "")
        yield made


def test_every_table_is_written_and_failures_have_their_kind(benchmarked: Benchmarked) -> None:
    results = pd.read_csv(benchmarked.out / "results.csv").set_index("name")

    assert results["state"].to_dict() == {"Acme": "audited", "Nobody": "unreachable"}
    assert "se-telecom" in results["packs"]["Acme"]
    assert results["tag_size"].to_dict() == {"Acme": "small", "Nobody": "big"}
    assert results["phone_clicks"]["Acme"] == 1
    assert (benchmarked.out / results["report"]["Acme"]).is_file()
    assert len(pd.read_parquet(benchmarked.out / "outcomes.parquet")) == len(pd.read_csv(benchmarked.out / "outcomes.csv"))
    assert (benchmarked.out / "benchmark.xlsx").read_bytes()[:2] == b"PK"


def test_every_link_of_the_page_leads_to_a_place_in_a_report(benchmarked: Benchmarked) -> None:
    page = BeautifulSoup((benchmarked.out / "benchmark.html").read_bytes(), "lxml")
    links = {str(a["href"]) for a in page.select("a[href^=bundles]")}
    reports = {link.partition("#")[0] for link in links}
    places = {
        f"{report}#{tag['id']}"
        for report in reports
        for tag in BeautifulSoup((benchmarked.out / report).read_bytes(), "lxml").select("[id]")
    }

    assert reports == {"bundles/acme/report.html", "bundles/nobody/report.html"}
    assert links - places == set()


def test_what_is_done_is_not_done_again_and_what_failed_is(benchmarked: Benchmarked, run: Run) -> None:
    done, failed = (benchmarked.out / "bundles" / name / "manifest.json" for name in ("acme", "nobody"))
    before, tried, asked = done.read_bytes(), failed.read_bytes(), len(benchmarked.asked)

    assert run("benchmark", str(benchmarked.list), "--out", str(benchmarked.out), *LOOK) == (0, "")
    assert (done.read_bytes(), len(benchmarked.asked)) == (before, asked)
    assert failed.read_bytes() != tried
    assert not bundle.unsound(failed.parent, bundle.read_manifest(failed.parent))


def test_only_a_whole_bundle_of_the_same_address_is_done(benchmarked: Benchmarked, tmp_path: Path) -> None:
    acme, nobody = read_list(benchmarked.list, private=True)
    bundles = benchmarked.out / "bundles"
    half = shutil.copytree(bundles / "acme", tmp_path / "half")
    (half / "evidence.json").write_text("{", "utf-8")
    changed = shutil.copytree(bundles / "acme", tmp_path / "changed")
    (changed / "report.html").write_text("", "utf-8")

    assert finished(acme, bundles / "acme") is not None
    assert finished(nobody, bundles / "nobody") is None
    assert finished(nobody, bundles / "acme") is None
    assert [finished(acme, folder) for folder in (half, changed, tmp_path / "none")] == [None, None, None]


def test_a_bundle_of_ours_is_judged_again_when_the_day_is_another(benchmarked: Benchmarked, tmp_path: Path) -> None:
    acme, _ = read_list(benchmarked.list, private=True)
    ours = shutil.copytree(benchmarked.out / "bundles" / "acme", tmp_path / "ours")
    settings = own_settings(acme, Settings(country="SE", as_of=date(2026, 11, 21)))

    assert not judged_alike(bundle.read(ours), settings)
    assert judged_alike(bundle.read(ours), settings.model_copy(update={"as_of": date(2027, 1, 1)}))
    whole = bundle.read(ours)
    assert whole.verdicts is not None
    assert (whole.verdicts.method.as_of, bundle.unsound(ours, whole.manifest)) == ("2027-01-01", [])


def test_changes_are_told_against_the_folder_of_last_time(benchmarked: Benchmarked, run: Run, tmp_path: Path) -> None:
    shutil.copytree(benchmarked.out / "bundles", tmp_path / "old")
    given = (str(benchmarked.list), "--out", str(tmp_path / "new"), "--bundles", str(tmp_path / "old"))
    code, said = run("benchmark", *given, "--before", str(benchmarked.out), "--json", *LOOK)
    told_json = json.loads(said)

    assert code == 0
    assert told_json["changes"][0]["difference"] == 0
    assert told_json["states"] == {"audited": 1, "unreachable": 1}
    assert told_json["league"]["basis"] == "score"


def test_bundles_of_the_list_need_no_network_and_none_audited_is_told_by_the_code(benchmarked: Benchmarked, run: Run) -> None:
    bundles = benchmarked.out / "bundles"
    path = _list(Path.cwd(), "name,bundle", f"A,{bundles / 'acme'}", f"N,{bundles / 'nobody'}")
    asked = len(benchmarked.asked)

    assert run("benchmark", str(path), "--out", "both", *LOOK)[0] == 0
    assert run("benchmark", str(_list(Path.cwd(), "name,bundle", f"N,{bundles / 'nobody'}")), "--out", "none", *LOOK)[0] == 3
    assert len(benchmarked.asked) == asked


def test_nothing_is_asked_of_a_site_when_a_line_is_wrong(benchmarked: Benchmarked, run: Run) -> None:
    path = _list(Path.cwd(), "name,url", f"A,{benchmarked.list}", "B,b.example")
    code, said = run("benchmark", str(path), "--out", "x", *LOOK)

    assert (code, said.count("\n")) == (2, 1)
    assert not Path("x").exists()


def test_a_missing_part_is_told_before_anything_is_done(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    code, said = run("benchmark", str(_list(Path.cwd(), "url", "a.example")), "--out", "x", "--parquet", *LOOK)

    assert code == 5
    assert ".[parquet]" in said


def test_an_interrupt_ends_the_look_in_order_and_keeps_what_is_done(benchmarked: Benchmarked) -> None:
    folder = benchmarked.folder / "interrupted"
    slow = folder / "slow"
    slow.mkdir(parents=True)
    (slow / "site.yaml").write_text("name: Slow\ncountry: SE\nstory: It never ends.\ndefault: {delay: 60, body: x}\n", "utf-8")
    with serve(slow) as base:
        path = _list(folder, "name,url,bundle", f"Acme,,{benchmarked.out / 'bundles' / 'acme'}", f"Slow,{base},")
        called = [sys.executable, "-m", "auditor", "benchmark", str(path), "--out", str(folder / "out"), *LOOK]
        process = subprocess.Popen(called, cwd=folder, stderr=subprocess.PIPE, text=True)
        while not list((folder / "out" / "bundles").glob(".slow*.draft")) and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)[1]

    assert (process.returncode, "stopped by the user" in said) == (130, True)
    assert list((folder / "out" / "bundles").iterdir()) == []
    assert pd.read_csv(folder / "out" / "results.csv").set_index("name")["state"].to_dict() == {
        "Acme": "audited",
        "Slow": "waiting",
    }
