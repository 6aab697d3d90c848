"""What docs/sweep.md and templates/cluster say can be run: options that are there, settings that Dask has, names that agree."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from configparser import RawConfigParser
from pathlib import Path
from typing import Any

import dask
import pytest
import typer
import yaml
from distributed.cli import dask_scheduler, dask_worker

from auditor.cli import app
from auditor.errors import CallError, Exit
from auditor.sweep.cluster import joined, open_to_others
from auditor.sweep.rows import table
from auditor.sweep.task import STATES

ROOT = Path(__file__).parents[3]
FILES = ROOT / "templates" / "cluster"
COMMANDS: Any = typer.main.get_command(app).commands  # type: ignore[attr-defined]
PAGE = (ROOT / "docs" / "sweep.md").read_text("utf-8")
INIT = ["tini", "-s", "--"]
UNITS = sorted(FILES.glob("*.service"))
DOCUMENTS: list[dict[str, Any]] = [
    one for path in sorted(FILES.glob("*.yaml")) for one in yaml.safe_load_all(path.read_text("utf-8"))
]


def _unit(path: Path) -> RawConfigParser:
    unit = RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment, method-assign]  # as its own documentation says
    unit.read_string(path.read_text("utf-8"))
    return unit


def _pods() -> Iterator[dict[str, Any]]:
    for one in DOCUMENTS:
        spec = one.get("spec", {})
        found = (spec.get("scheduler", {}).get("spec"), spec.get("worker", {}).get("spec"), spec.get("template", {}).get("spec"))
        yield from (pod for pod in found if pod)


def _commands() -> Iterator[list[str]]:
    """Every command that is told: of the page, of the units, of the containers; of a call by `systemd-run`, what that runs."""
    for block in re.findall(r"```sh\n(.*?)```", PAGE, re.S):
        for line in block.replace("\\\n", "").splitlines():
            if words := shlex.split(re.sub(r"^systemd-run .* (?=/opt/)", "", line), comments=True):
                yield words
    yield from (shlex.split(_unit(path)["Service"]["ExecStart"]) for path in UNITS)
    for pod in _pods():
        for container in pod["containers"]:
            yield [*container.get("command", ["auditor"])[-1:], *container["args"]]


def _settings() -> dict[str, str]:
    lines = [line.partition("=") for line in (FILES / "cluster.env").read_text("utf-8").splitlines() if not line.startswith("#")]
    (there,) = [one["data"] for one in DOCUMENTS if one["kind"] == "ConfigMap"]
    return {**{name: value for name, _, value in lines if name.startswith("DASK_")}, **there}


def test_every_option_that_is_told_is_there() -> None:
    known: dict[str, Any] = {"dask": {"scheduler": dask_scheduler.main, "worker": dask_worker.main}, "auditor": COMMANDS}
    seen = set()
    for words in _commands():
        program, rest = Path(words[0]).name, words[1:]
        if program in known:
            known[program][rest[0]].make_context(program, rest[1:], resilient_parsing=True)
            seen.add((program, rest[0]))
    assert seen >= {("dask", "scheduler"), ("dask", "worker"), ("auditor", "sweep"), ("auditor", "verify")}
    assert any(words[:2] == ["/opt/auditor/bin/auditor", "sweep"] for words in _commands())


def test_every_setting_is_one_that_dask_has() -> None:
    settings = dask.config.collect_env(_settings())
    assert settings["distributed"]["comm"]["require_encryption"] is True

    def known(given: dict[str, Any], place: str) -> None:
        for name, value in given.items():
            dask.config.get(f"{place}{name}")
            if isinstance(value, dict):
                known(value, f"{place}{name}.")

    known(settings, "")


def test_tls_without_a_certificate_is_told_with_its_cure() -> None:
    with pytest.raises(CallError, match="DASK_DISTRIBUTED__COMM__TLS__CA_FILE"), joined("tls://127.0.0.1:9"):
        pass


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_runs_as_nobody_special_and_starts_again(path: Path) -> None:
    service = _unit(path)["Service"]
    assert service["User"] == "auditor"
    assert service["Restart"] == "always"
    assert service["EnvironmentFile"] == "/etc/auditor/cluster.env"
    assert "--protocol tls" in service["ExecStart"]
    assert service.get("OOMPolicy") == ("continue" if "MemoryMax" in service else None)  # else one renderer's end is the worker's


def test_a_call_that_would_end_so_again_is_not_made_again() -> None:
    (job,) = [one["spec"] for one in DOCUMENTS if one["kind"] == "Job"]
    first, second = job["podFailurePolicy"]["rules"]
    (container,) = job["template"]["spec"]["containers"]
    codes = [Exit.WRONG_CALL, Exit.SITE_UNREACHABLE]
    assert job["template"]["spec"]["restartPolicy"] == "Never"  # else there may be no policy
    assert first == {"action": "FailJob", "onExitCodes": {"containerName": container["name"], "operator": "In", "values": codes}}
    assert second["action"] == "Ignore"


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_what_is_told_by_http_is_told_to_the_machine_alone(unit: Path) -> None:
    words = shlex.split(_unit(unit)["Service"]["ExecStart"])
    assert words[words.index("--dashboard-address") + 1].startswith("127.0.0.1:")


@pytest.mark.parametrize(
    ("address", "is_open"),
    [
        ("tls://10.0.0.1:8786", False),
        ("tcp://10.0.0.1:8786", True),
        ("10.0.0.1:8786", True),
        ("tcp://scheduler.internal:8786", True),
        ("tcp://127.0.0.1:8786", False),
        ("tcp://[::1]:8786", False),
        ("tcp://localhost:8786", False),
        ("ws://10.0.0.1:8786", True),
    ],
)
def test_an_address_that_others_can_reach_without_tls_is_known(address: str, is_open: bool) -> None:
    assert open_to_others(address) is is_open


def test_what_the_manifests_refer_to_is_made_by_them_or_by_the_page() -> None:
    made = {one["metadata"]["name"] for one in DOCUMENTS}
    made |= set(re.findall(r"kubectl create (?:secret generic|configmap) (\S+)", PAGE))
    named: set[str] = set()
    for pod in _pods():
        assert (pod["securityContext"]["runAsNonRoot"], pod["automountServiceAccountToken"]) == (True, False)
        for container in pod["containers"]:
            assert container["securityContext"] == {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}
            assert container.get("command", [*INIT, "auditor"])[:-1] == INIT
            named |= {reference["name"] for each in container.get("envFrom", ()) for reference in each.values()}
            mounts = {mount["name"] for mount in container["volumeMounts"]}
            assert mounts == {volume["name"] for volume in pod["volumes"]}
        for volume in pod["volumes"]:
            named |= {volume[kind][name] for kind, name in (("secret", "secretName"), ("configMap", "name")) if kind in volume}
    assert named <= made
    assert {"auditor-tls", "auditor-dask"} <= named


def test_the_cluster_is_the_operators_and_the_sweep_goes_to_its_scheduler() -> None:
    (cluster,) = [one for one in DOCUMENTS if one["kind"] == "DaskCluster"]
    assert cluster["apiVersion"] == "kubernetes.dask.org/v1"
    name = cluster["metadata"]["name"]
    service = cluster["spec"]["scheduler"]["service"]
    assert service["selector"] == {"dask.org/cluster-name": name, "dask.org/component": "scheduler"}
    ports = {port["name"]: port["containerPort"] for port in cluster["spec"]["scheduler"]["spec"]["containers"][0]["ports"]}
    assert {port["targetPort"]: port["port"] for port in service["ports"]} == ports
    told = {word for words in _commands() for word in words if word.startswith("tls://") and "$" not in word}
    assert told == {f"tls://{name}-scheduler:{ports['tcp-comm']}"}


def test_the_page_names_every_state_and_every_column() -> None:
    told = set(re.findall(r"`([^`\s]+)`", PAGE))
    assert set(STATES) <= told
    columns = {
        name for name in table([]).columns if not name.startswith("postal_") and not re.search(r"_(state|clicks|actions)$", name)
    }
    assert columns <= told
