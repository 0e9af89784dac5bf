"""What the shop remembers of those who buy, and what it says of itself."""

from unittest import TestCase

from tickets.memory import MemoryStore
from tickets.web import create_app


class SessionTest(TestCase):
    def setUp(self):
        self.app = create_app(MemoryStore({"tango": 2}), ready=self.look)
        self.database_answers = True

    def look(self):
        if not self.database_answers:
            raise ConnectionError("no database")

    def test_visitors_see_their_own_tickets(self):
        buyer, other = self.app.test_client(), self.app.test_client()
        buyer.post("/concerts/tango/tickets")
        self.assertEqual([buyer.get("/tickets").json, other.get("/tickets").json], [["tango"], []])
        self.assertIn("Your tickets: tango", buyer.get("/").text)

    def test_without_its_database_it_lives_and_is_not_ready(self):
        self.database_answers = False
        with self.assertLogs(self.app.logger):
            codes = [self.app.test_client().get(path).status_code for path in ("/health", "/ready")]
        self.assertEqual(codes, [200, 503])
