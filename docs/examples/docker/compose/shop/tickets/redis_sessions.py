"""Which tickets each visitor has bought, kept in Redis: every process of the shop finds them."""

from contextlib import suppress

from redis import RedisError

SECONDS = 24 * 60 * 60


class RedisSessions:
    """Without Redis the shop still sells; it does not show what one has bought."""

    def __init__(self, redis):
        self._redis = redis

    def tickets(self, visitor):
        with suppress(RedisError):
            return self._redis.lrange(f"tickets:{visitor}", 0, -1)
        return []

    def add(self, visitor, concert):
        with suppress(RedisError), self._redis.pipeline() as both:
            both.rpush(f"tickets:{visitor}", concert)
            both.expire(f"tickets:{visitor}", SECONDS)
            both.execute()
