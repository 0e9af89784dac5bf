"""The tickets on sale, kept in memory: they last as long as the process.

A store that keeps them in a database has the same two methods.
"""

from threading import Lock

from tickets import SoldOut, UnknownConcert


class MemoryStore:
    def __init__(self, concerts):
        self._left = dict(concerts)
        self._lock = Lock()  # buyers come at once, each in a thread of the server

    def concerts(self):
        """How many tickets are left, by concert."""
        return dict(self._left)

    def buy(self, concert):
        """Sell one ticket; how many are left."""
        with self._lock:
            if concert not in self._left:
                raise UnknownConcert(concert)
            if self._left[concert] == 0:
                raise SoldOut(concert)
            self._left[concert] -= 1
            return self._left[concert]
