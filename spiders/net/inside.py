"""What is inside: addresses that are not of the public internet, and names that nobody can register (`networks.yaml`)."""

from __future__ import annotations

import ipaddress
from contextlib import suppress
from functools import cache

from spiders.said import say
from spiders.strictyaml import load_data

__all__ = ["closed", "private_host", "public_address"]

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")


def public_address(ip: str) -> bool:
    """Whether the address is one of the public internet; whatever is no address, or hides another one, is not."""
    return closed(ip)[0] is None


def private_host(host: str) -> bool:
    """
    Whether the host, as it is written, can only be inside: an address that is not public, or a name that nobody can register.

    Such a name has no dot, or is under one that is kept free for private use. No name is resolved.
    """
    with suppress(ValueError):
        return not public_address(str(ipaddress.ip_address(host.strip("[]").rstrip("."))))
    try:  # as the resolver reads it: there is more than one dot in Unicode
        name = host.encode("idna").decode("ascii").rstrip(".").lower()
    except UnicodeError:
        return False
    return "." not in name or any(f".{name}".endswith(f".{free}") for free in _private_names())


def closed(ip: str) -> tuple[str | None, bool]:
    """Why the address is not public (None where it is), and whether it is opened where the user names it as a start."""
    try:
        address = _unwrapped(ipaddress.ip_address(ip.partition("%")[0]))
    except ValueError:
        return say("it is no address"), False
    for network, why, start in _closed_networks():
        if address.version == network.version and address in network:
            return say(why), start
    if not address.is_global or (isinstance(address, ipaddress.IPv6Address) and address not in _GLOBAL_UNICAST):
        return say("not a global address"), True
    return None, True


@cache
def _private_names() -> tuple[str, ...]:
    return tuple(entry["name"] for entry in load_data("networks")["private_names"])


@cache
def _closed_networks() -> tuple[tuple[Network, str, bool], ...]:
    listed = load_data("networks")["networks"]
    return tuple((ipaddress.ip_network(entry["network"]), entry["why"], entry.get("start", True)) for entry in listed)


def _unwrapped(address: Address) -> Address:
    """The IPv4 address that an IPv6 one stands for, where it does."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address in _NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address
