"""What the shop promises to those who buy."""

from unittest import TestCase

from tickets.memory import MemoryStore
from tickets.web import create_app


class ShopTest(TestCase):
    def setUp(self):
        self.client = create_app(MemoryStore({"tango": 2})).test_client()

    def buy(self, concert):
        return self.client.post(f"/concerts/{concert}/tickets")

    def test_a_ticket_sold_is_one_less(self):
        self.assertEqual(self.buy("tango").json, {"concert": "tango", "left": 1})

    def test_a_concert_sells_out(self):
        codes = [self.buy("tango").status_code for _ in range(3)]
        self.assertEqual(codes, [201, 201, 409])

    def test_an_unknown_concert_is_not_found(self):
        self.assertEqual(self.buy("polka").status_code, 404)

    def test_the_page_tells_what_is_left(self):
        self.assertIn("tango: 2 left", self.client.get("/").text)
