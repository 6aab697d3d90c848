"""The commands as a user meets them: good input, bad input, one clear line each and the right exit code."""

from __future__ import annotations

import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.etree import ElementTree

import pytest

from auditor.demo import Request, busiest, serve
from reports import formats
from tests.auditor.conftest import Auditor, program

PAGES = {
    "index.html": "<html lang=sv><title>Acme</title><h1>Acme</h1><p>Vi lagar tak i hela landet sedan 1990, med garanti.</p>"
    "<a href=/kontakt>Kontakta oss</a><a href=/hemligt/x>Hemligt</a>",
    "kontakt.html": "<html lang=sv><title>Kontakta oss</title><h1>Kontakta oss</h1><p>Ring oss på 08-465 004 00 eller skriv till "
    "<a href=mailto:info@acme.example>info@acme.example</a>.</p><p>Acme AB, Storgatan 1, 111 22 Stockholm. Org.nr 556677-8899</p>",
    "robots.txt": "User-agent: *\nDisallow: /hemligt/\n",
}


AUDIT = ("--no-browser", "--country", "SE", "--as-of", "2026-11-21")
CONTACT = "https://norrtel.example/audits"


@dataclass(frozen=True)
class Audited:
    """A site that was audited once for all tests, and is still served; `asked` is what the audit asked it for, `told` its JSON."""

    base: str
    asked: tuple[Request, ...]
    bundle: Path
    told: str


def written(folder: Path) -> Path:
    folder.mkdir()
    for name, text in PAGES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return written(tmp_path / "site")


@pytest.fixture
def asked() -> list[Request]:
    return []


@pytest.fixture
def base(site: Path, asked: list[Request]) -> Iterator[str]:
    with serve(site, record=asked) as url:
        yield url


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    folder = tmp_path_factory.mktemp("audited")
    asked: list[Request] = []
    with serve(written(folder / "site"), record=asked) as url:
        done = program(folder)("audit", url, *AUDIT, "--contact", CONTACT, "--json", "--out", "acme")
        assert (done.returncode, done.stderr) == (0, "")
        yield Audited(url, tuple(asked), folder / "acme", done.stdout)


@pytest.fixture
def bundle(audited: Audited, tmp_path: Path) -> Path:
    return Path(shutil.copytree(audited.bundle, tmp_path / "acme"))


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that was complained; fails on a traceback."""
    assert "Traceback" not in done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("auditor: ")]
    assert len(lines) == 1, done.stderr
    return lines[0]


def closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_an_audit_writes_a_whole_bundle(bundle: Path) -> None:
    assert {path.name for path in bundle.iterdir()} == {"manifest.json", "evidence.json", "verdicts.json", "report.html", "pages"}
    evidence = json.loads((bundle / "evidence.json").read_text("utf-8"))
    assert {c["value"]: c["clicks"] for c in evidence["channels"] if c["kind"] in ("phone", "email")} == {
        "+46846500400": 1,
        "info@acme.example": 1,
    }
    assert evidence["contact_page"]["clicks"] == 1


def test_nothing_but_reading_requests_are_made_one_at_a_time_and_robots_txt_is_obeyed(bundle: Path, audited: Audited) -> None:
    asked = audited.asked
    assert {request.method for request in asked} <= {"GET", "HEAD"}
    assert busiest(list(asked)) == 1
    assert not [request.path for request in asked if request.path.startswith("/hemligt")]
    assert all(request.user_agent.endswith(f" (+{CONTACT})") for request in asked)
    assert json.loads((bundle / "manifest.json").read_text("utf-8"))["settings"]["contact"] == CONTACT
    evidence = json.loads((bundle / "evidence.json").read_text("utf-8"))
    assert [page["state"] for page in evidence["pages"] if "/hemligt/" in page["url"]] == ["robots"]


def test_the_same_site_gives_the_same_evidence(auditor: Auditor, audited: Audited, bundle: Path, tmp_path: Path) -> None:
    auditor("audit", audited.base, *AUDIT, "--quiet", "--out", "again")

    for name in ("evidence.json", "verdicts.json"):
        assert (tmp_path / "again" / name).read_bytes() == (bundle / name).read_bytes()


def test_judging_again_gives_the_same_bytes_and_verify_agrees(auditor: Auditor, bundle: Path) -> None:
    before = (bundle / "verdicts.json").read_bytes()

    redrawn = auditor("judge", bundle, "--as-of", "2026-11-21", "--sensitivity", "--json")
    assert json.loads(redrawn.stdout)["sensitivity"]["draws"] == 1000
    assert (bundle / "verdicts.json").read_bytes() == before
    done = auditor("verify", bundle)
    assert (done.returncode, done.stderr) == (0, "")


def test_verify_finds_a_changed_byte_and_a_changed_verdict(auditor: Auditor, bundle: Path) -> None:
    path = bundle / "verdicts.json"
    path.write_text(path.read_text("utf-8").replace('"failed"', '"passed"', 1), "utf-8")

    done = auditor("verify", bundle)

    assert done.returncode == 1
    assert "verdicts.json: changed" in done.stdout
    assert "is failed" in done.stdout


def test_a_bundle_is_rendered_in_every_format_at_once(auditor: Auditor, bundle: Path, tmp_path: Path) -> None:
    names = sorted(set(formats()) - {"pdf"})
    assert auditor("report", bundle, *(part for name in names for part in ("--format", name)), "--out", "all").returncode == 0
    assert {path.name for path in (tmp_path / "all").iterdir()} == {f"report{formats()[name].SUFFIX}" for name in names}


def test_json_is_one_object_and_nothing_else(audited: Audited) -> None:
    told = json.loads(audited.told)

    assert told["exit_code"] == 0
    assert told["coverage"]["pages_fetched"] == 2


def test_the_gate_goes_red_when_a_contact_path_goes_and_junit_says_why(
    auditor: Auditor, site: Path, base: str, tmp_path: Path
) -> None:
    (site / "kontakt.html").write_text(
        "<html lang=sv><title>Kontakta oss</title><h1>Kontakta oss</h1><p>Läs våra vanliga frågor först.</p>"
    )

    done = auditor("audit", base, "--no-browser", "--country", "SE", "--fail-on", "serious", "--junit", "junit.xml", "--quiet")

    assert done.returncode == 1
    assert "e-mail" in done.stderr
    failures = ElementTree.parse(tmp_path / "junit.xml").findall(".//failure")
    assert any("e-mail" in (failure.get("message") or "") + (failure.text or "") for failure in failures)


def test_the_gate_decides_on_a_bundle_too(auditor: Auditor, bundle: Path) -> None:
    assert auditor("gate", bundle, "--fail-on", "critical").returncode == 0
    assert auditor("gate", bundle, "--fail-on", "never", "--fail-under", "100").returncode == 1


def test_sites_are_put_side_by_side(auditor: Auditor, base: str, bundle: Path, tmp_path: Path) -> None:
    done = auditor("compare", bundle, base, "--no-browser", "--country", "SE", "--out", "both")

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "both" / "compare.csv").read_text("utf-8").count("127.0.0.1") >= 2
    assert (tmp_path / "both" / "compare.html").exists()


def test_rules_are_listed_and_shown(auditor: Auditor) -> None:
    rules = json.loads(auditor("rules", "list", "--json").stdout)["rules"]

    assert len(rules) >= 25
    done = auditor("rules", "show", rules[0]["id"])
    assert done.returncode == 0
    assert "How to fix" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["audit", "acme"], "not a web address"),
        (["audit", "ftp://acme.example/"], "not a web address"),
        (["audit", "http://acme.example/", "--pack", "atlantis"], "no such pack: atlantis"),
        (["audit", "http://acme.example/", "--config", "none.toml"], "none.toml: there is no such file"),
        (["audit", "http://acme.example/", "--max-pages", "0"], "--max-pages"),
        (["audit", "http://acme.example/", "--fail-on", "sometimes"], "--fail-on"),
        (["audit", "http://acme.example/", "--country", "Sweden"], "--country"),
        (["judge", "nowhere"], "nowhere: there is no such folder"),
        (["report", "nowhere"], "nowhere: there is no such folder"),
        (["verify", "nowhere"], "nowhere: there is no such folder"),
        (["gate", "nowhere"], "nowhere: there is no such folder"),
        (["compare", "acme", "http://acme.example/"], "not a web address"),
        (["rules", "show", "no-such-rule"], "no such rule"),
        (["demo", "no-such-site"], "no such fictional site"),
    ],
)
def test_a_wrong_call_gets_one_line_and_code_2(auditor: Auditor, arguments: list[str], told: str) -> None:
    done = auditor(*arguments)

    assert done.returncode == 2
    assert told in one_line(done)


@pytest.mark.parametrize("called", ["judge", "verify", "compare"])
def test_a_command_that_is_loaded_alone_gets_one_line_and_code_2(called: str, tmp_path: Path) -> None:
    done = program(tmp_path)(called, "nowhere")

    assert done.returncode == 2
    assert "nowhere" in one_line(done)


@pytest.mark.parametrize(
    "call", [["report", "{}", "--format", "docx"], ["report", "{}", "--format", "html", "--format", "csv", "--out", "a.txt"]]
)
def test_a_wrong_report_call_gets_one_line_and_code_2(auditor: Auditor, bundle: Path, call: list[str]) -> None:
    done = auditor(*(part.format(bundle) for part in call))

    assert done.returncode == 2
    assert "--format" in one_line(done)


def test_an_unknown_option_is_code_2(auditor: Auditor) -> None:
    assert auditor("audit", "http://acme.example/", "--faster").returncode == 2


def test_a_broken_pack_is_told_with_its_line_before_the_site_is_asked(
    auditor: Auditor, base: str, asked: list[Request], tmp_path: Path
) -> None:
    (tmp_path / "mine.yaml").write_text(
        'id: mine\nversion: "1"\ntitle: Mine\nentries:\n- rule: phone-given\n  level: maybe\n', "utf-8"
    )

    done = auditor("audit", base, "--pack", "mine.yaml")

    assert done.returncode == 2
    assert "mine.yaml:6: " in done.stderr
    assert asked == []


def test_a_bundle_cut_short_is_told(auditor: Auditor, bundle: Path) -> None:
    path = bundle / "evidence.json"
    path.write_bytes(path.read_bytes()[:500])

    for name in ("judge", "report", "gate"):
        done = auditor(name, bundle)
        assert done.returncode == 2
        assert "evidence.json" in one_line(done)
    found = auditor("verify", bundle)
    assert (found.returncode, "evidence.json: changed" in found.stdout) == (1, True)


def test_a_folder_that_is_no_bundle_is_not_overwritten(auditor: Auditor, base: str, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", "utf-8")

    done = auditor("audit", base, "--no-browser", "--out", "mine")

    assert done.returncode == 2
    assert "is not a bundle" in one_line(done)


class _Odd(BaseHTTPRequestHandler):
    """Answers every address in the server's own odd way."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        status, kind, body = self.server.answer  # type: ignore[attr-defined]
        self.send_response(404 if self.path == "/robots.txt" else status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):  # who asked has had enough
            self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ((200, "application/pdf", b"%PDF-1.7 ..."), "application/pdf, not a web page"),
        ((404, "text/html", b"<h1>No</h1>"), "status 404"),
        ((403, "text/html", b"<h1>No</h1>"), "status 403"),
        ((200, "text/html", b"<title>Just a moment...</title><p>Checking your browser before accessing"), "Just a moment"),
        ((200, "text/html", b"<p>" + b"a " * 3_000_000), "larger than 5 MB"),
    ],
)
def test_a_site_that_cannot_be_audited_is_code_3_with_a_bundle_that_says_why(
    auditor: Auditor, tmp_path: Path, answer: tuple[int, str, bytes], told: str
) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Odd)
    server.answer = answer  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()

    done = auditor(
        "audit", f"http://127.0.0.1:{server.server_port}/", "--no-browser", "--out", "odd", "--quiet", "--report", "odd.sarif"
    )
    server.shutdown()
    server.server_close()

    assert done.returncode == 3
    assert told in one_line(done)
    (run,) = json.loads((tmp_path / "odd.sarif").read_text("utf-8"))["runs"]
    assert (run["invocations"][0]["executionSuccessful"], {each["kind"] for each in run["results"]}) == (False, {"review"})
    verdicts = json.loads((tmp_path / "odd" / "verdicts.json").read_text("utf-8"))
    assert verdicts["score"]["value"] is None
    assert not [v for v in verdicts["verdicts"] if v["outcome"] in ("passed", "failed")]


def test_a_site_without_text_fails_what_it_lacks_or_leaves_it_undecided_but_passes_nothing(
    auditor: Auditor, site: Path, base: str, tmp_path: Path
) -> None:
    for path in site.iterdir():
        path.unlink()
    (site / "index.html").write_text("", "utf-8")

    done = auditor("audit", base, "--no-browser", "--country", "SE", "--out", "empty", "--fail-on", "serious", "--quiet")

    assert done.returncode in (1, 3, 4)
    verdicts = json.loads((tmp_path / "empty" / "verdicts.json").read_text("utf-8"))
    assert not [v["rule"] for v in verdicts["verdicts"] if v["outcome"] == "passed" and v["level"] == "must"]


@pytest.mark.parametrize(
    ("address", "told"), [("http://no-such-host.invalid/", "no such host"), ("http://127.0.0.1:{port}/", "refused the connection")]
)
def test_a_host_that_is_not_there_is_code_3(auditor: Auditor, tmp_path: Path, address: str, told: str) -> None:
    done = auditor("audit", address.format(port=closed_port()), "--no-browser", "--out", "away", "--quiet")

    assert done.returncode == 3
    assert told in one_line(done)
    assert (tmp_path / "away" / "evidence.json").exists()


def test_a_certificate_that_nobody_vouches_for_is_code_3(auditor: Auditor, tmp_path: Path) -> None:
    key = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=other.example",
        "-keyout",
        "k.pem",
        "-out",
        "c.pem",
    ]
    subprocess.run(key, cwd=tmp_path, check=True, capture_output=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Odd)
    server.answer = (200, "text/html", b"<h1>Acme</h1>")  # type: ignore[attr-defined]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "c.pem", tmp_path / "k.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    done = auditor("audit", f"https://127.0.0.1:{server.server_port}/", "--no-browser", "--out", "tls", "--quiet")
    server.shutdown()
    server.server_close()

    assert done.returncode == 3
    assert "certificate" in one_line(done)


def test_a_browser_that_is_not_there_is_code_5(auditor: Auditor, base: str, tmp_path: Path) -> None:
    (tmp_path / "auditor.toml").write_text('chromium = "/no/such/chromium"\n', "utf-8")

    done = auditor("audit", base)

    assert done.returncode == 5
    assert "/no/such/chromium" in one_line(done)


def test_a_browser_that_does_not_start_is_code_5(auditor: Auditor, base: str, tmp_path: Path) -> None:
    fake = tmp_path / "chromium"
    fake.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    fake.chmod(0o755)
    (tmp_path / "auditor.toml").write_text(f'chromium = "{fake}"\n', "utf-8")

    done = auditor("audit", base)

    assert done.returncode == 5
    assert "could not start" in one_line(done)


def test_an_answer_on_the_command_line_is_judged_by_and_kept(auditor: Auditor, bundle: Path) -> None:
    done = auditor("judge", bundle, "--answer", "sells-at-a-distance=no", "--quiet")
    assert done.returncode == 0, done.stderr
    assert json.loads((bundle / "verdicts.json").read_text("utf-8"))["method"]["answers"] == {"sells-at-a-distance": False}
    assert "sells-at-a-distance = no" in (bundle / "report.html").read_text("utf-8")

    wrong = auditor("judge", bundle, "--answer", "sells=yes")
    assert wrong.returncode == 2
    assert "there is no question 'sells'" in one_line(wrong)


def test_a_report_without_a_format_is_a_summary(auditor: Auditor, bundle: Path) -> None:
    done = auditor("report", bundle)

    assert (done.returncode, done.stderr) == (0, "")
    assert "What a customer meets first" in done.stdout


def test_judging_twice_leaves_the_same_bundle(auditor: Auditor, bundle: Path) -> None:
    def content() -> dict[str, bytes]:
        assert auditor("judge", bundle, "--as-of", "2026-11-21", "--quiet").returncode == 0
        return {path.name: path.read_bytes() for path in bundle.rglob("*") if path.is_file()}

    assert content() == content()


@pytest.mark.parametrize("command", ["judge", "report", "gate"])
def test_changed_evidence_is_not_worked_on(auditor: Auditor, bundle: Path, command: str) -> None:
    path = bundle / "evidence.json"
    path.write_text(path.read_text("utf-8").replace("info@acme.example", "info@acne.example"), "utf-8")

    done = auditor(command, bundle)

    assert done.returncode == 2
    assert "evidence.json: changed" in one_line(done)


def test_the_gate_reads_its_settings_from_the_file(auditor: Auditor, bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "auditor.toml").write_text('fail-on = "never"\nfail-under = 100\n', "utf-8")
    assert auditor("gate", bundle).returncode == 1

    (tmp_path / "auditor.toml").write_text('fail-on = "sometimes"\n', "utf-8")
    assert auditor("gate", bundle).returncode == 2


def test_a_file_that_cannot_be_written_is_told_with_code_2(auditor: Auditor, bundle: Path) -> None:
    done = auditor("judge", bundle, "--quiet", "--report", bundle / "evidence.json" / "junit.xml")

    assert done.returncode == 2
    assert "evidence.json" in one_line(done)


def test_a_terminal_that_lacks_letters_costs_letters_only(bundle: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    command = [sys.executable, "-m", "auditor", "report", str(bundle)]
    done = subprocess.run(command, capture_output=True, env=environment, timeout=60, check=False)

    assert done.returncode == 0
    assert done.stdout.isascii()


def test_a_reader_that_goes_away_changes_no_exit_code(bundle: Path) -> None:
    command = f"{sys.executable} -m auditor gate {bundle} --fail-on critical --json; echo $? >&2"
    done = subprocess.run(["bash", "-c", f"{{ {command}; }} | head -c 0"], capture_output=True, text=True, timeout=60, check=False)

    assert done.stderr.split()[-1] == "0"
