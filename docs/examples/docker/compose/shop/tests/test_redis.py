"""What the shop promises with Redis. A build has none: Compose runs these tests."""

from unittest import TestCase, skipUnless

from redis import Redis
from tickets import settings
from tickets.cache import CachedStore
from tickets.memory import MemoryStore
from tickets.redis_sessions import RedisSessions


@skipUnless(settings.redis(), "REDIS_HOST is not set")
class RedisTest(TestCase):
    def setUp(self):
        self.redis = Redis(**settings.redis(), db=1)  # not the one that the shop uses
        self.addCleanup(self.redis.flushdb)

    def test_another_process_finds_the_tickets_of_a_visitor(self):
        RedisSessions(self.redis).add("somebody", "tango")
        self.assertEqual(RedisSessions(Redis(**settings.redis(), db=1)).tickets("somebody"), ["tango"])

    def test_a_sale_is_seen_at_once(self):
        store = CachedStore(MemoryStore({"tango": 2}), self.redis)
        before, _, after = store.concerts(), store.buy("tango"), store.concerts()
        self.assertEqual([before, after], [{"tango": 2}, {"tango": 1}])
