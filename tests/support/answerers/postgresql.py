"""The views in PostgreSQL, a server of its own on a socket."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from support.answerers.sql import Sql
from support.sql import Database, Postgres, postgresql_server


class PostgreSql(Sql):
    name = "postgresql"
    unsaid: ClassVar[Mapping[str, int]] = {"taxes": 1}
    needs_system = True

    def database(self) -> Database:
        # A socket's path is short, and another user must be let into the folder: pytest's own is neither.
        self._place = TemporaryDirectory(dir="/tmp")
        self._server = postgresql_server(Path(self._place.name))
        return Postgres(self._server.__enter__())

    def __exit__(self, *_: object) -> None:
        self._server.__exit__(None, None, None)
        self._place.cleanup()
