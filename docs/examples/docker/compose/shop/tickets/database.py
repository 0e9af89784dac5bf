"""Connections to PostgreSQL; the first one makes the table with tonight's concerts."""

import psycopg

TABLE = "CREATE TABLE IF NOT EXISTS concerts (name text PRIMARY KEY, remaining integer NOT NULL)"
CONCERT = "INSERT INTO concerts VALUES (%s, %s) ON CONFLICT DO NOTHING"


class Database:
    def __init__(self, concerts, **where):
        self._concerts, self._where = concerts, where
        self._prepared = False

    def connect(self):
        """A connection of its own for each request: a database that comes back is found again."""
        try:
            connection = psycopg.connect(**self._where, connect_timeout=2)
        except psycopg.OperationalError as error:
            raise ConnectionError(f"no database: {error}") from error
        if not self._prepared:
            self._prepare(connection)
        return connection

    def _prepare(self, connection):
        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(1)")  # several shops may begin at once
            connection.execute(TABLE)
            connection.cursor().executemany(CONCERT, list(self._concerts.items()))
        self._prepared = True
