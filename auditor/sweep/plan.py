"""
Which site may be looked at now: of those that are due, one none of whose keys is held as often as it may be.

Pure: it knows no clock and no network. A site that may not be looked at waits at one key that is in its way, and is asked again
when that key is given back: O(log n) a site, and more only where many sites have several crowded addresses in common each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from heapq import heappop, heappush

from spiders.net.keys import is_address

__all__ = ["Plan"]

_Place = tuple[int, str]
"""When a site came, by which the first is first, and its name."""


class Plan:
    """
    The sites that wait, those that are due, and the keys that are held.

    A site is put, is due, gets its keys, starts, ends; it may be put again. Names are the caller's.
    """

    def __init__(self, per_address: int) -> None:
        """Hold a host once, and an address so many times."""
        self._per_address = per_address
        self._came = 0
        self._later: list[tuple[float, int, str]] = []
        self._ready: list[tuple[_Place, str]] = []
        self._at: defaultdict[str, list[_Place]] = defaultdict(list)
        self._keys: dict[str, frozenset[str]] = {}
        self._held: Counter[str] = Counter()

    def put(self, site: str, at: float) -> None:
        """Let a site be due at a time."""
        self._came += 1
        heappush(self._later, (at, self._came, site))

    def due(self, now: float) -> str | None:
        """A site whose time has come, which is to get its keys; None where there is none."""
        return heappop(self._later)[2] if self._later and self._later[0][0] <= now else None

    def next_due(self) -> float | None:
        """When the next site is due."""
        return self._later[0][0] if self._later else None

    def ready(self, site: str, keys: frozenset[str]) -> None:
        """Tell the keys of a site that is due."""
        self._came += 1
        self._keys[site] = keys
        heappush(self._ready, ((self._came, site), ""))

    def startable(self) -> int:
        """How many sites are ready and not known to be in each other's way."""
        return len(self._ready)

    def start(self) -> str | None:
        """A site that may be looked at now; its keys are held from now on."""
        while self._ready:
            place, freed = heappop(self._ready)
            keys = self._keys[place[1]]
            hindered = min((key for key in keys if not self._free(key)), default=None)
            if hindered is None:
                self._held.update(keys)
                return place[1]
            heappush(self._at[hindered], place)
            if freed:
                self._wake(freed)
        return None

    def end(self, site: str) -> None:
        """Give back the keys of a site that was started."""
        for key in sorted(self._keys.pop(site)):
            self._held[key] -= 1
            if not self._held[key]:
                del self._held[key]
            self._wake(key)

    def _free(self, key: str) -> bool:
        return self._held[key] < (self._per_address if is_address(key) else 1)

    def _wake(self, key: str) -> None:
        """Ask the first that waits at a key again, as long as the key is free."""
        if self._free(key) and self._at[key]:
            heappush(self._ready, (heappop(self._at[key]), key))
        if not self._at[key]:
            del self._at[key]
