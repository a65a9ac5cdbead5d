"""The views in Spark, which takes seconds over each: every clause once, with a few claims."""

from collections.abc import Mapping
from typing import ClassVar

from support.answerers.sql import Sql
from support.sql import Database, SparkSql


class Spark(Sql):
    name = "spark"
    unsaid: ClassVar[Mapping[str, int]] = {"taxes": 1}
    needs_system = True
    most = 2
    least = 50

    def database(self) -> Database:
        return SparkSql()
