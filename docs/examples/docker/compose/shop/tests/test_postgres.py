"""What the shop promises with a database. A build has none: Compose runs these tests."""

from concurrent.futures import ThreadPoolExecutor
from unittest import TestCase, skipUnless

from tickets import SoldOut, UnknownConcert, settings
from tickets.database import Database
from tickets.postgres import PostgresStore


@skipUnless(settings.database(), "DATABASE_HOST is not set")
class PostgresTest(TestCase):
    def buy(self, concert):
        try:
            return PostgresStore(Database({concert: 3}, **settings.database())).buy(concert)
        except SoldOut:
            return "sold out"

    def test_ten_come_at_once_for_three_tickets(self):
        with ThreadPoolExecutor(10) as buyers:
            answers = list(buyers.map(self.buy, ["test"] * 10))
        with Database({}, **settings.database()).connect() as connection:
            connection.execute("DELETE FROM concerts WHERE name = 'test'")
        self.assertCountEqual(answers, [2, 1, 0] + ["sold out"] * 7)

    def test_an_unknown_concert_is_not_sold(self):
        with self.assertRaises(UnknownConcert):
            PostgresStore(Database({}, **settings.database())).buy("polka")
