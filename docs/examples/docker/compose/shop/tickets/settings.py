"""Where the shop finds what it needs: the environment says it, a file holds the password."""

import os
from pathlib import Path

from redis.backoff import NoBackoff
from redis.retry import Retry


def version():
    return os.environ.get("SHOP_VERSION", "dev")


def database():
    """Where PostgreSQL is; None: there is none."""
    if not (host := os.environ.get("DATABASE_HOST")):
        return None
    # From a file: who may look at the container sees its variables.
    password = Path(os.environ["DATABASE_PASSWORD_FILE"]).read_text().strip()
    user = os.environ.get("DATABASE_USER", "postgres")
    return {"host": host, "dbname": os.environ.get("DATABASE_NAME", user), "user": user, "password": password}


def redis():
    """Where Redis is; None: there is none. Who waits for it waits a second, not ten."""
    if not (host := os.environ.get("REDIS_HOST")):
        return None
    short = {"socket_timeout": 1, "socket_connect_timeout": 1, "retry": Retry(NoBackoff(), 1)}
    return {"host": host, "decode_responses": True, **short}
