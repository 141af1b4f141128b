"""How often something may be tried: a bucket of tries for each client, and room for so many clients."""

import threading
from collections import OrderedDict
from ipaddress import IPv6Address, ip_address
from math import ceil

#: Clients that are remembered; of more, who tried longest ago is forgotten, so that memory stays flat.
REMEMBERED = 10_000


class Rates:
    """Buckets that hold `burst` tries and fill by `each_second`."""

    def __init__(self, each_second: float, burst: int) -> None:
        self._each_second = each_second
        self._burst = burst
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, who: str, now: float) -> int:
        """Take one try; 0, or the whole seconds to wait where none is left. `now` in seconds of any clock."""
        with self._lock:
            left, since = self._buckets.pop(who, (float(self._burst), now))
            left = min(self._burst, left + (now - since) * self._each_second)
            allowed = left >= 1
            self._buckets[who] = (left - allowed, now)
            if len(self._buckets) > REMEMBERED:
                self._buckets.popitem(last=False)
        return 0 if allowed else ceil((1 - left) / self._each_second)


def client_of(address: str) -> str:
    """The client behind an address: of IPv6 the network, since one client has all of it."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return ":".join(found.exploded.split(":")[:4]) if isinstance(found, IPv6Address) else address
