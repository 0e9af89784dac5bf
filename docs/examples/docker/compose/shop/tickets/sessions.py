"""Which tickets each visitor has bought; a cookie says who it is, with a text that nobody can guess."""

COOKIE = "visitor"


class MemorySessions:
    """They last as long as the process, and no other process knows of them."""

    def __init__(self):
        self._tickets = {}

    def tickets(self, visitor):
        return list(self._tickets.get(visitor, []))

    def add(self, visitor, concert):
        self._tickets.setdefault(visitor, []).append(concert)
