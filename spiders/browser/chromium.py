"""Find a Chromium on this machine, and say how it must be started; `spiders.browser.install` puts one there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import playwright

Origin = Literal["named", "playwright", "system"]

VARIABLE = "AUDITOR_CHROMIUM"
SYSTEM_NAMES = (
    "chromium-headless-shell",  # starts in a third of the time and costs a third less than a full browser
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "microsoft-edge",
)
SMALL_SHARED_MEMORY = 256 * 2**20
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-quic",  # a proxy for TCP cannot guard UDP
    "--disable-sync",
    "--disable-translate",
    "--deny-permission-prompts",
    "--dns-prefetch-disable",
    "--mute-audio",
    "--no-first-run",
    "--no-pings",
    # The headless shell knows the first of these alone, the full browser the second alone.
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
)
SAFE_CONTEXT: dict[str, object] = {"accept_downloads": False, "permissions": [], "service_workers": "block"}


class BrowserError(Exception):
    """No browser that can be used, with what to do about it."""


@dataclass(frozen=True)
class Browser:
    """
    A Chromium that was found.

    Attributes:
        path: Its program, None where Playwright launches its own download.
        origin: Named by the user, downloaded by Playwright, or the system's.
        shell: It is the headless shell: smaller, no window.
    """

    path: str | None
    origin: Origin
    shell: bool


def find(named: str | None = None) -> Browser | None:
    """
    The Chromium to use: the named one, else Playwright's own, else the system's; None where there is none.

    Args:
        named: Path of a Chromium; without it the environment's AUDITOR_CHROMIUM counts.

    Raises:
        BrowserError: The named one is not a program.
    """
    if named := named or os.environ.get(VARIABLE):
        if not (Path(named).is_file() and os.access(named, os.X_OK)):
            raise BrowserError(f"{named!r} is not a program: name a Chromium in {VARIABLE} or in the settings, or name none")
        return Browser(named, "named", _is_shell(named))
    for name, shell in (("chromium-headless-shell", True), ("chromium", False)):
        if _downloaded(name):
            return Browser(None, "playwright", shell)
    found = (path for name in SYSTEM_NAMES if (path := shutil.which(name)))
    return next((Browser(path, "system", _is_shell(path)) for path in found), None)


def version(browser: Browser) -> str:
    """Its version as four numbers, "unknown" where it does not say."""
    if browser.path is None:
        return str(_release("chromium")["browserVersion"])
    try:
        told = subprocess.run([browser.path, "--version"], capture_output=True, text=True, timeout=5, check=False).stdout  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return "unknown"
    numbers = re.search(r"\d+(?:\.\d+){1,3}", told)
    return numbers[0] if numbers else "unknown"


def place(browser: Browser) -> Path:
    """Its program, or the folder of what Playwright downloaded."""
    if browser.path is not None:
        return Path(browser.path)
    return _download("chromium-headless-shell" if browser.shell else "chromium")


@cache
def sandbox() -> tuple[bool, str]:
    """Whether Chromium's sandbox can be on in this process, and why (not), in words for the manifest."""
    if not sys.platform.startswith("linux"):
        return True, "on"
    if os.geteuid() == 0:
        return False, "off: Chromium has no sandbox when it runs as root"
    if reason := no_user_namespaces():
        return False, f"off: {reason}"
    return True, "on"


def launch_options(browser: Browser, *, proxy: str | None = None) -> dict[str, Any]:
    """
    What to give to Playwright's `chromium.launch`.

    Args:
        browser: The one that `find` gave.
        proxy: The only way out to the network, `http://user:password@host:port`; loopback goes through it too.
    """
    arguments = list(ARGUMENTS)
    if 0 <= shared_memory() < SMALL_SHARED_MEMORY:
        arguments.append("--disable-dev-shm-usage")
    options: dict[str, Any] = {"headless": True, "chromium_sandbox": sandbox()[0], "args": arguments}
    if browser.path is not None:
        options["executable_path"] = browser.path
    elif not browser.shell:
        options["channel"] = "chromium"
    return through_proxy(options, proxy) if proxy else options


def through_proxy(options: dict[str, Any], proxy: str) -> dict[str, Any]:
    """The launch options with `http://user:password@host:port` as the only way out to the network."""
    parts = urlsplit(proxy)
    way_out = {"server": f"{parts.scheme}://{parts.hostname}:{parts.port}", "bypass": "<-loopback>"}
    if parts.username:
        way_out |= {"username": parts.username, "password": parts.password or ""}
    # The proxy resolves every name: what tries to go past it finds no address.
    return {**options, "proxy": way_out, "args": [*options["args"], "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]}


def shared_memory() -> int:
    """Size of /dev/shm in bytes, -1 where there is none."""
    try:
        return shutil.disk_usage("/dev/shm").total  # noqa: S108
    except OSError:
        return -1


def _is_shell(path: str) -> bool:
    return "headless" in Path(path).name


@cache
def _releases() -> dict[str, dict[str, object]]:
    listed = Path(playwright.__file__).parent / "driver/package/browsers.json"
    return {release["name"]: release for release in json.loads(listed.read_text(encoding="utf-8"))["browsers"]}


def _release(name: str) -> dict[str, object]:
    return _releases()[name]


def _downloaded(name: str) -> bool:
    """Whether Playwright has downloaded the browser; asking its driver would take a Node process."""
    return (_download(name) / "INSTALLATION_COMPLETE").is_file()


def _download(name: str) -> Path:
    return _download_folder() / f"{name.replace('-', '_')}-{_release(name)['revision']}"


def _download_folder() -> Path:
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    if named == "0":
        return Path(playwright.__file__).parent / "driver/package/.local-browsers"
    if named:
        return Path(named)
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/ms-playwright"
    if sys.platform == "win32":
        return Path.home() / "AppData/Local/ms-playwright"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ms-playwright"


def no_user_namespaces() -> str:
    """Why an ordinary user can have no user namespace, which the sandbox is made of; empty where there is no such reason."""
    unshare = shutil.which("unshare")
    if unshare:
        tried = subprocess.run([unshare, "--user", "--map-root-user", "true"], capture_output=True, timeout=10, check=False)  # noqa: S603
        return "" if tried.returncode == 0 else "the system gives ordinary users no user namespaces"
    switches = (Path("/proc/sys/kernel/unprivileged_userns_clone"), Path("/proc/sys/user/max_user_namespaces"))
    closed = (str(switch) for switch in switches if switch.is_file() and switch.read_text(encoding="ascii").strip() == "0")
    return next((f"{switch} is 0" for switch in closed), "")
