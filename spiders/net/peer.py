"""Whose a connection on loopback is: the kernel says so on Linux, nobody does elsewhere."""

from __future__ import annotations

import ipaddress
import os
import sys
from pathlib import Path

_TABLE = Path("/proc/net/tcp")


def kernel_tells(port: int) -> bool:
    """Whether the kernel's table can be read here: our own listening socket must be in it."""
    try:
        return any(row[1] == _hex("127.0.0.1", port) and int(row[7]) == os.geteuid() for row in _rows())
    except (OSError, ValueError, IndexError):
        return False


def same_user(peer: tuple[str, int], own: tuple[str, int]) -> bool:
    """
    Whether the other end of a connection belongs to this process's user.

    Args:
        peer: Address and port of the other end, IPv4.
        own: Those of our end.
    """
    ends = (_hex(*peer), _hex(*own))
    try:
        return any((row[1], row[2]) == ends and int(row[7]) == os.geteuid() for row in _rows())
    except (OSError, ValueError, IndexError):
        return False


def _rows() -> list[list[str]]:
    return [line.split() for line in _TABLE.read_text(encoding="ascii").splitlines()[1:]]


def _hex(address: str, port: int) -> str:
    """Address and port as the table has them: the address in the machine's byte order."""
    packed = ipaddress.IPv4Address(address).packed
    return f"{int.from_bytes(packed, sys.byteorder):08X}:{port:04X}"
