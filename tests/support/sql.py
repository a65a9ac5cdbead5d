"""Generated SQL at work: typed facts go into a table, and what the view of a clause gives comes out, row by row.

In: a database, a module, the id of a clause, rows of facts.  Out: for each row its value, whether it is eligible, the cap
that bound and the code of the fault, as Python values: amounts exact, a list as a list, a split by name as a dict.
"""

from __future__ import annotations

import json
import os
import pwd
import signal
import sqlite3
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from shutil import which
from typing import Any

import duckdb

from tiaowen.compiler.program.module import Entry, Module
from tiaowen.compiler.report.diagnostic import Report
from tiaowen.compiler.targets.sql import SQL
from tiaowen.compiler.targets.target import Wanted
from tiaowen.runtime.facts import FactType

TABLE = "填报"
# The column by which rows are told apart; no fact is called so.
KEY = "行 号"
DAY = FactType(name="申报日期", kind="date", optional=True)


@dataclass(frozen=True, slots=True)
class Row:
    """What a view gives for one row of the table."""

    value: Any
    eligible: bool | None
    cap: str | None
    fault: str | None


class CannotSay(Exception):
    """The clause is refused for this database, with the reasons."""


class Database(ABC):
    """A database with one table of applications at a time."""

    dialect: str
    null = "NULL"

    def answers(self, module: Module, clause: str, rows: Sequence[Mapping[str, object]]) -> list[Row]:
        """What the clause gives for each row: facts by name, numbers as int or Decimal, dates as dates or ISO text; what is
        None or left out is NULL.  Raises CannotSay."""
        entry = next(each for each in module.entries if each.id == clause)
        part = replace(module, entries=(entry,))
        report = Report()
        text = SQL.emit(part, report, Wanted(dialect=self.dialect, table=TABLE))[""]
        if report.has_errors:
            raise CannotSay(*(error.reason.zh for error in report.errors))
        assert isinstance(text, str)
        return self.run(text, entry, rows)

    def run(self, text: str, entry: Entry, rows: Sequence[Mapping[str, object]]) -> list[Row]:
        """Likewise, by a file that was written."""
        asked = (*entry.asked, DAY)
        self.create(asked)
        self.insert(asked, [[number, *(row.get(of.name) for of in asked)] for number, row in enumerate(rows)])
        self.script(text)
        found = self.fetch(f"SELECT * FROM {self.quoted(entry.id)}")
        assert len(found) == len(rows)
        return [self._row(row, entry) for row in sorted(found, key=lambda row: int(row[KEY]))]  # type: ignore[call-overload]

    def quoted(self, name: str) -> str:
        return '"' + name.replace('"', '""') + '"'

    def type_of(self, of: FactType) -> str:
        if of.kind == "list":
            assert of.item is not None
            return f"{self.type_of(of.item)}[]"
        if of.kind == "record":
            return f"STRUCT({', '.join(f'{self.quoted(part.name)} {self.type_of(part)}' for part in of.fields)})"
        return {"number": "DECIMAL(38, 12)", "boolean": "BOOLEAN", "date": "DATE"}.get(of.kind, "TEXT")

    def create(self, asked: Sequence[FactType]) -> None:
        columns = ", ".join(
            [f"{self.quoted(KEY)} INTEGER", *(f"{self.quoted(of.name)} {self.type_of(of)}" for of in asked)]
        )
        self.script(
            f"DROP TABLE IF EXISTS {self.quoted(TABLE)}{self.cascade}; CREATE TABLE {self.quoted(TABLE)} ({columns})"
        )

    cascade = ""

    @abstractmethod
    def insert(self, asked: Sequence[FactType], rows: Sequence[Sequence[object]]) -> None: ...
    @abstractmethod
    def script(self, text: str) -> None:
        """Statements, one behind the other."""

    @abstractmethod
    def fetch(self, query: str) -> list[dict[str, object]]: ...

    def _row(self, row: Mapping[str, Any], entry: Entry) -> Row:
        eligible = None if row["符合"] is None else bool(row["符合"])
        return Row(self.value(row["结果"], entry), eligible, row["封顶"], row["错误"])

    def value(self, value: Any, entry: Entry) -> Any:
        return value


class Duck(Database):
    dialect = "duckdb"

    def __init__(self) -> None:
        self.connection = duckdb.connect()

    def script(self, text: str) -> None:
        self.connection.execute(text)

    def insert(self, asked: Sequence[FactType], rows: Sequence[Sequence[object]]) -> None:
        if rows:
            marks = ", ".join([f"({', '.join('?' * len(rows[0]))})"] * len(rows))
            given = [value for row in rows for value in row]
            self.connection.execute(f"INSERT INTO {self.quoted(TABLE)} VALUES {marks}", given)

    def fetch(self, query: str) -> list[dict[str, object]]:
        found = self.connection.execute(query)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


class Lite(Database):
    """SQLite: its numbers are whole, or decimal text."""

    dialect = "sqlite"

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:")

    def type_of(self, of: FactType) -> str:
        return ""

    def script(self, text: str) -> None:
        self.connection.executescript(text)

    def insert(self, asked: Sequence[FactType], rows: Sequence[Sequence[object]]) -> None:
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            given = [[_lite(value) for value in row] for row in rows]
            self.connection.executemany(f"INSERT INTO {self.quoted(TABLE)} VALUES ({marks})", given)

    def fetch(self, query: str) -> list[dict[str, object]]:
        found = self.connection.execute(query)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def value(self, value: Any, entry: Entry) -> Any:
        if not entry.amounts and entry.each is None:
            return None if value is None else bool(value)
        if isinstance(value, str) and value[:1] in ("[", "{"):
            parts = json.loads(value)
            if isinstance(parts, dict):
                return {name: Decimal(part) for name, part in parts.items()}
            return [Decimal(part) for part in parts]
        return Decimal(value) if isinstance(value, str) else value


def _lite(value: object) -> object:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int) and abs(value) >= 2**63:
        return str(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, list | dict):
        return json.dumps(_in_json(value), ensure_ascii=False)
    return value.isoformat() if isinstance(value, date) else value


def _in_json(value: object) -> object:
    match value:
        case list():
            return [_in_json(part) for part in value]
        case dict():
            return {name: _in_json(part) for name, part in value.items()}
        case bool():
            return value
        case _:
            return _lite(value)


class Postgres(Database):
    """PostgreSQL over the socket of a server of its own; see ``postgresql_server``."""

    dialect = "postgresql"
    cascade = " CASCADE"

    def __init__(self, folder: Path) -> None:
        import psycopg
        from psycopg.rows import dict_row
        from psycopg.types.json import set_json_loads

        self.connection: Any = psycopg.connect(
            host=str(folder), user=_USER, dbname="postgres", autocommit=True, row_factory=dict_row
        )
        # No float, in JSON neither.
        set_json_loads(partial(json.loads, parse_float=Decimal), self.connection)

    def type_of(self, of: FactType) -> str:
        if of.kind == "list" and of.item is not None and of.item.kind == "record":
            return "jsonb"
        return "numeric" if of.kind == "number" else super().type_of(of)

    def script(self, text: str) -> None:
        self.connection.execute(text)

    def insert(self, asked: Sequence[FactType], rows: Sequence[Sequence[object]]) -> None:
        with self.connection.cursor() as cursor:
            marks = ", ".join(["%s"] * (len(asked) + 1))
            given = [[_jsonb(of, value) for of, value in zip(asked, row[1:], strict=True)] for row in rows]
            cursor.executemany(
                f"INSERT INTO {self.quoted(TABLE)} VALUES ({marks})",
                [[row[0], *values] for row, values in zip(rows, given, strict=True)],
            )

    def fetch(self, query: str) -> list[dict[str, object]]:
        return self.connection.execute(query).fetchall()  # type: ignore[no-any-return]


def _jsonb(of: FactType, value: object) -> object:
    if of.kind != "list" or of.item is None or of.item.kind != "record" or value is None:
        return value
    from psycopg.types.json import Jsonb

    return Jsonb(value, dumps=_json_text)


def _json_text(value: Any) -> str:
    """JSON with its decimals as they are, which no encoder of the standard library writes."""
    match value:
        case list():
            return f"[{', '.join(map(_json_text, value))}]"
        case dict():
            return f"{{{', '.join(f'{json.dumps(name)}: {_json_text(part)}' for name, part in value.items())}}}"
        case Decimal():
            return f"{value:f}"
        case date():
            return json.dumps(value.isoformat())
        case _:
            return json.dumps(value)


_USER = "tiaowen"


@contextmanager
def postgresql_server(folder: Path) -> Iterator[Path]:
    """A private server in a folder, on a Unix socket in it and on no port; as another user where this one is root, whom
    PostgreSQL does not serve.  Gives the folder of the socket."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: int(each.parent.name))
    found = programs[-1] if programs else Path(which("initdb") or "initdb").resolve().parent
    account: dict[str, Any] = {}
    if os.geteuid() == 0:
        account = {"user": pwd.getpwnam("nobody").pw_uid, "group": pwd.getpwnam("nobody").pw_gid}
        os.chown(folder, account["user"], account["group"])
    data = str(folder / "data")
    made = [str(found / "initdb"), "-D", data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL, cwd=folder, **account)
    started = [str(found / "postgres"), "-D", data, "-k", str(folder), "-c", "listen_addresses=", "-c", "fsync=off"]
    server = subprocess.Popen(started, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, **account)
    try:
        for _ in range(600):
            if (folder / ".s.PGSQL.5432").exists() and not subprocess.run(
                [found / "pg_isready", "-q", "-h", folder], check=False
            ).returncode:
                break
            time.sleep(0.05)
        yield folder
    finally:
        # fast: whoever is connected still is cut off
        server.send_signal(signal.SIGINT)
        server.wait(30)


class SparkSql(Database):
    """Spark in this process, in ANSI mode."""

    dialect = "spark"

    def __init__(self) -> None:
        from pyspark.sql import SparkSession

        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
        settings = {
            "spark.sql.shuffle.partitions": "1",
            "spark.sql.ansi.enabled": "true",
            "spark.driver.host": "127.0.0.1",
        }
        for name, value in settings.items():
            builder = builder.config(name, value)
        self.session = builder.config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
        self.session.sparkContext.setLogLevel("OFF")
        self._asked: Sequence[FactType] = ()

    def quoted(self, name: str) -> str:
        return "`" + name.replace("`", "``") + "`"

    def create(self, asked: Sequence[FactType]) -> None:
        """The table is made of its rows."""

    def script(self, text: str) -> None:
        for statement in text.split(";\n"):
            if any(line and not line.startswith("--") for line in statement.splitlines()):
                self.session.sql(statement)

    def insert(self, asked: Sequence[FactType], rows: Sequence[Sequence[object]]) -> None:
        from pyspark.sql import types as t

        kinds = {"number": t.DecimalType(38, 12), "boolean": t.BooleanType(), "date": t.DateType()}

        def kind_of(of: FactType) -> t.DataType:
            if of.kind == "list":
                assert of.item is not None
                return t.ArrayType(kind_of(of.item))
            if of.kind == "record":
                return t.StructType([t.StructField(part.name, kind_of(part)) for part in of.fields])
            return kinds.get(of.kind, t.StringType())

        columns = [t.StructField(of.name, kind_of(of)) for of in asked]
        schema = t.StructType([t.StructField(KEY, t.IntegerType()), *columns])
        given = [[row[0], *(_spark(of, value) for of, value in zip(asked, row[1:], strict=True))] for row in rows]
        self.session.createDataFrame(given, schema).createOrReplaceTempView(self.quoted(TABLE))

    def fetch(self, query: str) -> list[dict[str, object]]:
        return [row.asDict(recursive=True) for row in self.session.sql(query).collect()]


def _spark(of: FactType, value: object) -> object:
    if isinstance(value, list) and of.item is not None:
        return [_spark(of.item, part) for part in value]
    if isinstance(value, dict):
        return {part.name: _spark(part, value[part.name]) for part in of.fields}
    return Decimal(value) if of.kind == "number" and isinstance(value, int) else value
