"""The views in DuckDB."""

from collections.abc import Mapping
from typing import ClassVar

from support.answerers.sql import Sql
from support.sql import Database, Duck


class DuckDb(Sql):
    name = "duckdb"
    unsaid: ClassVar[Mapping[str, int]] = {"taxes": 1}

    def database(self) -> Database:
        return Duck()
