"""What the server loads: the shop with tonight's concerts, and with what the environment names."""

from redis import Redis

from tickets import settings
from tickets.cache import CachedStore
from tickets.database import Database
from tickets.memory import MemoryStore
from tickets.postgres import PostgresStore
from tickets.redis_sessions import RedisSessions
from tickets.sessions import MemorySessions
from tickets.web import create_app

store = MemoryStore({"cumbia": 2, "jazz": 40, "tango": 100})
sessions = MemorySessions()
if where := settings.database():
    store = PostgresStore(Database(store.concerts(), **where))
ready = store.concerts  # of the store itself: a cache would answer for it
if where := settings.redis():
    redis = Redis(**where)
    store, sessions = CachedStore(store, redis), RedisSessions(redis)
app = create_app(store, sessions, ready, settings.version())
