"""The views in SQLite, whose numbers are whole or decimal text."""

from collections.abc import Mapping
from typing import ClassVar

from support.answerers.sql import Sql
from support.sql import Database, Lite


class Sqlite(Sql):
    name = "sqlite"
    unsaid: ClassVar[Mapping[str, int]] = {"jindong-2025": 1, "labour": 2, "lucheng-2019": 3, "taxes": 2}

    def database(self) -> Database:
        return Lite()
