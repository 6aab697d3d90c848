"""The workers of a sweep: a cluster of its own on this machine, or one that is there; each browser is a resource of its worker."""

from __future__ import annotations

import asyncio
import atexit
import logging
import os
import signal
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.metadata import version
from ipaddress import ip_address
from multiprocessing import active_children
from multiprocessing.resource_tracker import ensure_running
from pathlib import Path
from typing import Any

import dask
from dask.system import CPU_COUNT

from auditor.errors import CallError, PartMissingError
from auditor.sweep.limits import Share

dask.config.set({"logging": {"distributed": "critical"}, "distributed.deploy.lost-worker-timeout": "10 minutes"})
from distributed import Client, LocalCluster  # noqa: E402 - it sets up its logging when it is loaded
from distributed.comm.addressing import parse_address, parse_host_port  # noqa: E402
from distributed.deploy.spec import close_clusters  # noqa: E402
from distributed.security import Security  # noqa: E402
from distributed.system import MEMORY_LIMIT  # noqa: E402

atexit.unregister(close_clusters)  # they are closed here, and what could not be closed in time is not waited for again

__all__ = ["BROWSER", "browsers", "joined", "local", "open_to_others", "room"]

BROWSER = "browser"
_CONNECT_SECONDS = 15
_CLOSE_SECONDS = 1
_WORKER_SECONDS = 0.5
_GUARDED = ("tls", "wss")
_UNSAID = "ignore::UserWarning:multiprocessing.resource_tracker"
_WORKER_NAME = "Dask Worker process (from Nanny)"
_LOGGERS = ("asyncio", "distributed", "tornado")


def room(share: Share) -> int:
    """How many looks at once this machine has room for, or its part that the cgroup is."""
    return max(1, min(share.a_core * CPU_COUNT, int(MEMORY_LIMIT / 1e6 / share.memory_mb)))


@contextmanager
def local(workers: int, folder: Path) -> Iterator[Client]:
    """
    A cluster of its own on loopback, ended with the block; its workers come while the block runs.

    It speaks TLS with a certificate that its processes alone have: what is sent is run, and every user of the machine reaches
    loopback.

    The memory of sites is bounded by `bounded`; that of a worker is not, for it would be paused for what it does not use.

    Args:
        folder: For the workers' files.

    Raises:
        PartMissingError: It could not start.
    """
    _be_quiet()
    try:
        with _deaf():
            cluster = LocalCluster(
                n_workers=0,
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                protocol="tls",
                security=Security.temporary(),
                dashboard_address=None,
                memory_limit=0,
                resources={BROWSER: 1},
                local_directory=str(folder),
                silence_logs=logging.CRITICAL,
            )
    except (OSError, RuntimeError) as error:
        raise PartMissingError(f"workers cannot be started: {error}") from None
    try:
        with _closing(Client(cluster, set_as_default=False)) as client:
            cluster.scale(workers)
            yield client
    finally:
        with suppress(Exception):  # workers that have not started yet do not end by being asked
            cluster.sync(_end, cluster, callback_timeout=_CLOSE_SECONDS)
            cluster.close(timeout=_CLOSE_SECONDS)
        for each in active_children():
            if each.name == _WORKER_NAME:
                each.kill()


async def _end(cluster: LocalCluster) -> None:
    """End the workers, which have nothing left that is not stored, faster than they would end themselves."""
    await asyncio.gather(*(each.close(timeout=_WORKER_SECONDS) for each in cluster.workers.values()), return_exceptions=True)


@contextmanager
def _deaf() -> Iterator[None]:
    """What is started here and by what is started here does not hear Ctrl-C: it is for this process to end the others in order."""
    _have_tracker()
    signals = (signal.SIGINT, signal.SIGHUP)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _have_tracker() -> None:
    """
    Have multiprocessing's own helper run, which lets the thread hear signals again that is the first to need it.

    What a hard stop (`auditor.sweep.hurried`) leaves it puts away, and would tell the user, who can do nothing about it.
    """
    sys.warnoptions.append(_UNSAID)
    try:
        ensure_running()
    finally:
        sys.warnoptions.remove(_UNSAID)


@contextmanager
def joined(address: str) -> Iterator[Client]:
    """
    A cluster that is there.

    Raises:
        CallError: It is no address of a scheduler.
        PartMissingError: No scheduler answers there, or it or a worker is of another version.
    """
    _be_quiet()
    if address.startswith("tls://") and Security().get_connection_args("client")["ssl_context"] is None:
        names = ", ".join(f"DASK_DISTRIBUTED__COMM__TLS__{each}" for each in ("CA_FILE", "CLIENT__CERT", "CLIENT__KEY"))
        raise CallError(f"--scheduler {address}: TLS needs certificates: set {names} in the environment")
    try:
        parse_host_port(parse_address(address, strict=True)[1])
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except ValueError:
        raise CallError(f"--scheduler {address}: is no address of a scheduler; give one such as tls://10.0.0.1:8786") from None
    except (OSError, TimeoutError):
        raise PartMissingError(f"{address}: no scheduler answers; start one (`dask scheduler`), or leave out --scheduler") from None
    with _closing(client):
        _alike(address, client)
        yield client


def open_to_others(address: str) -> bool:
    """Whether a scheduler is elsewhere and not guarded by TLS: whoever reaches it can run programs there."""
    protocol, place = parse_address(address)
    host = place.rpartition(":")[0].strip("[]")
    with suppress(ValueError):
        return protocol not in _GUARDED and not ip_address(host).is_loopback
    return protocol not in _GUARDED and host != "localhost"


@contextmanager
def _closing(client: Client) -> Iterator[Client]:
    try:
        yield client
    finally:
        with suppress(Exception):  # the scheduler may be what was lost
            client.close(timeout=_CLOSE_SECONDS)


def browsers(client: Client) -> int:
    """
    How many browsers the workers have now.

    Raises:
        OSError: The scheduler does not answer.
    """
    workers: Mapping[str, Mapping[str, Any]] = client.scheduler_info(n_workers=-1)["workers"]
    return sum(int(each["resources"].get(BROWSER, 0)) for each in workers.values())


def _alike(address: str, client: Client) -> None:
    """What is sent is Python's own objects: both ends are to understand them alike."""
    here = _versions()
    found = {address: client.run_on_scheduler(_versions)}
    found |= client.run(_versions, on_error="return")
    for place, there in found.items():
        if not isinstance(there, dict):
            raise PartMissingError(
                f"{place}: has no auditor there; install {here['auditor']} with the extra sweep on every machine"
            )
        if differ := [name for name in here if there[name] != here[name]]:
            told = ", ".join(f"{name} {there[name]}, here {here[name]}" for name in differ)
            raise PartMissingError(f"{place}: is of another version ({told}); install the same everywhere")


def _versions() -> dict[str, str]:
    return {
        "auditor": version("auditor"),
        "distributed": version("distributed"),
        "python": ".".join(map(str, sys.version_info[:2])),
    }


def _be_quiet() -> None:
    """What Dask logs is for who runs a cluster: on the terminal stands what a sweep says."""
    if not os.environ.get("AUDITOR_DEBUG"):
        for name in [*_LOGGERS, *logging.root.manager.loggerDict]:
            if name.partition(".")[0] in _LOGGERS:
                logging.getLogger(name).setLevel(logging.CRITICAL)
        warnings.filterwarnings("ignore", module="distributed")
