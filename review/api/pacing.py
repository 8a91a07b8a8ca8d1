"""How often a token may ask, and how often an address may be wrong about one."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable


class Pace:
    """So many deeds a minute for each key, all at once if they were saved up. Keys that are long gone are forgotten."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic, most_keys: int = 10_000) -> None:
        self._most = a_minute
        self._clock = clock
        self._most_keys = most_keys
        self._left: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def take(self, key: Hashable) -> float:
        """Do it once more. Seconds to wait before that is allowed; 0: it is, and counts."""
        now = self._clock()
        left, since = self._left.pop(key, (float(self._most), now))
        left = min(float(self._most), left + (now - since) * self._most / 60)
        wait = 0.0 if left >= 1 else (1 - left) * 60 / self._most
        self._left[key] = (left - 1 if wait == 0 else left, now)
        while len(self._left) > self._most_keys:
            self._left.popitem(last=False)
        return wait

    def wait(self, key: Hashable) -> float:
        """Seconds until it would be allowed; does not count."""
        if key not in self._left:
            return 0.0
        left, since = self._left[key]
        left += (self._clock() - since) * self._most / 60
        return 0.0 if left >= 1 else (1 - left) * 60 / self._most
