"""A shop that sells concert tickets, and what every store of it may answer."""


class UnknownConcert(LookupError):
    """Nobody sells tickets for a concert of that name."""


class SoldOut(Exception):
    """No ticket is left."""
