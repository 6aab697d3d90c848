from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from spiders.browser import chromium
from spiders.browser import install as chromiuminstall
from spiders.browser.chromium import Browser, BrowserError, find, launch_options, sandbox, version
from spiders.browser.install import install


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without any browser; what is put into the folder is on its PATH."""
    monkeypatch.delenv(chromium.VARIABLE, raising=False)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "downloads"))
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def _program(folder: Path, name: str, says: str = "Chromium 156.0.8078.79 built") -> str:
    program = folder / name
    program.write_text(f"#!/bin/sh\necho '{says}'\n")
    program.chmod(0o755)
    return str(program)


def _download(bare: Path, name: str) -> None:
    folder = bare / "downloads" / f"{name.replace('-', '_')}-{chromium._release(name)['revision']}"
    folder.mkdir(parents=True)
    (folder / "INSTALLATION_COMPLETE").touch()


def test_a_machine_without_one_has_none(bare: Path) -> None:
    assert find() is None


def test_the_named_one_comes_first(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _download(bare, "chromium")
    mine = _program(bare, "my-headless-shell")
    monkeypatch.setenv(chromium.VARIABLE, mine)
    assert find() == Browser(mine, "named", True)
    other = _program(bare, "other")
    assert find(other) == Browser(other, "named", False)


@pytest.mark.parametrize("what", ["missing", "folder", "not executable"])
def test_a_named_one_that_is_no_program_is_a_clear_error(bare: Path, what: str) -> None:
    path = bare / "x"
    if what == "folder":
        path.mkdir()
    if what == "not executable":
        path.touch()
    with pytest.raises(BrowserError, match="is not a program"):
        find(str(path))


def test_playwrights_own_comes_before_the_systems_and_its_shell_first(bare: Path) -> None:
    _program(bare, "chromium")
    _download(bare, "chromium")
    assert find() == Browser(None, "playwright", False)
    _download(bare, "chromium-headless-shell")
    assert find() == Browser(None, "playwright", True)


def test_of_the_systems_the_headless_shell_is_preferred(bare: Path) -> None:
    chrome = _program(bare, "google-chrome")
    assert find() == Browser(chrome, "system", False)
    full = _program(bare, "chromium")
    assert find() == Browser(full, "system", False)
    shell = _program(bare, "chromium-headless-shell")
    assert find() == Browser(shell, "system", True)


def test_the_version_is_what_the_program_says(bare: Path) -> None:
    assert version(Browser(_program(bare, "a"), "named", False)) == "156.0.8078.79"
    assert version(Browser(_program(bare, "b", "hello"), "named", False)) == "unknown"
    assert version(Browser(str(bare / "gone"), "named", False)) == "unknown"
    assert version(Browser(None, "playwright", True)).count(".") == 3


def test_root_has_no_sandbox_and_others_have_one_where_it_can_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for root, missing, on in ((0, "", False), (1000, "", True), (1000, "the switch is 0", False)):
        sandbox.cache_clear()
        monkeypatch.setattr("os.geteuid", lambda root=root: root)
        monkeypatch.setattr(chromium, "no_user_namespaces", lambda missing=missing: missing)
        told, why = sandbox()
        assert told == on
        assert why.startswith("on" if on else "off: ")
    sandbox.cache_clear()


@pytest.mark.parametrize("size", [-1, 64 * 2**20, 2**30])
def test_small_shared_memory_is_not_used(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "shared_memory", lambda: size)
    arguments = launch_options(Browser("/x", "system", True))["args"]
    assert ("--disable-dev-shm-usage" in arguments) == (0 <= size < 256 * 2**20)


def test_all_goes_through_the_proxy_loopback_too() -> None:
    options = launch_options(Browser("/x", "system", True), proxy="http://auditor:secret@127.0.0.1:4711")
    assert options["proxy"] == {
        "server": "http://127.0.0.1:4711",
        "bypass": "<-loopback>",
        "username": "auditor",
        "password": "secret",
    }
    assert "--webrtc-ip-handling-policy=disable_non_proxied_udp" in options["args"]
    assert any(argument.startswith("--host-resolver-rules=MAP * ~NOTFOUND") for argument in options["args"])
    assert not any(argument.startswith(("--no-sandbox", "--disable-web-security")) for argument in options["args"])
    assert json.dumps(options)


def test_playwrights_full_browser_is_asked_for_by_its_channel() -> None:
    assert launch_options(Browser(None, "playwright", False))["channel"] == "chromium"
    assert "channel" not in launch_options(Browser(None, "playwright", True))


# --- installing ----------------------------------------------------------------------------------------------------------------


class Machine:
    """Stands for the commands of an installation; only those that `succeeds` names bring a browser."""

    def __init__(self, folder: Path, *succeeds: str) -> None:
        self.folder, self.succeeds, self.ran = folder, succeeds, list[str]()

    def __call__(self, command: Sequence[str], seconds: float) -> bool:
        line = " ".join(command)
        self.ran.append(line)
        if "install" not in command:
            return False
        wanted = {"playwright"} if "playwright" in command else set(command)
        brings = wanted & set(self.succeeds)
        if "playwright" in brings:
            _download(self.folder, "chromium-headless-shell")
        for name in brings - {"playwright"}:
            _program(self.folder, name)
        return bool(brings)


@pytest.fixture
def root(bare: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    _program(bare, "apt-get")
    monkeypatch.setattr(chromiuminstall, "_root", lambda: True)
    return bare


def test_what_is_there_is_enough(root: Path) -> None:
    _program(root, "chromium")
    machine = Machine(root)
    assert install(machine).by == "present"
    assert machine.ran == []


def test_playwrights_download_is_tried_first_and_never_with_the_systems_packages(root: Path) -> None:
    machine = Machine(root, "playwright")
    assert install(machine).by == "playwright"
    assert "playwright install --only-shell chromium" in machine.ran[0]
    assert not any("--with-deps" in line for line in machine.ran)


def test_the_systems_package_is_next_the_small_one_first(root: Path) -> None:
    machine = Machine(root, "chromium-headless-shell")
    done = install(machine)
    assert (done.by, done.browser.shell) == ("apt-get", True)
    assert "--no-install-recommends chromium-headless-shell fonts-liberation" in machine.ran[-1]
    (root / "chromium-headless-shell").unlink()
    assert install(Machine(root, "chromium")).browser == Browser(str(root / "chromium"), "system", False)


def test_where_nothing_works_it_says_what_to_do(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BrowserError, match="apt-get install chromium"):
        install(Machine(root))
    monkeypatch.setattr(chromiuminstall, "_root", lambda: False)
    machine = Machine(root, "chromium")
    with pytest.raises(BrowserError, match=chromium.VARIABLE):
        install(machine)
    assert not any("apt-get" in line for line in machine.ran)
