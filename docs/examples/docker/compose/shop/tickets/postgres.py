"""The tickets on sale, kept in PostgreSQL: they last longer than the process, and several can sell them."""

from tickets import SoldOut, UnknownConcert

LEFT = "SELECT name, remaining FROM concerts ORDER BY name"
KNOWN = "SELECT 1 FROM concerts WHERE name = %s"
# Look and take in one statement: two buyers at once never get the same ticket.
SELL = "UPDATE concerts SET remaining = remaining - 1 WHERE name = %s AND remaining > 0 RETURNING remaining"


class PostgresStore:
    def __init__(self, database):
        self._database = database

    def concerts(self):
        """How many tickets are left, by concert."""
        with self._database.connect() as connection:
            return dict(connection.execute(LEFT).fetchall())

    def buy(self, concert):
        """Sell one ticket; how many are left."""
        with self._database.connect() as connection:
            sold = connection.execute(SELL, [concert]).fetchone()
            if sold:
                return sold[0]
            known = connection.execute(KNOWN, [concert]).fetchone()
        raise SoldOut(concert) if known else UnknownConcert(concert)
