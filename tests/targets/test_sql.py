"""Target sql: what a view gives is what the interpreter says, in every database; names and texts stay names and texts."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from support.policies import FOLDER, loaded
from support.sql import CannotSay, Database, Duck, Lite, Postgres, SparkSql, postgresql_server
from support.sql_cases import differences, rows_of
from tiaowen.compiler import Policy
from tiaowen.compiler.program.module import module_of
from tiaowen.compiler.report.diagnostic import Report
from tiaowen.compiler.report.errors.targets import NotInTarget
from tiaowen.compiler.targets.sql import SQL
from tiaowen.compiler.targets.target import Wanted

POLICIES = sorted(FOLDER.iterdir())
QUICK = ("duckdb", "sqlite")
SLOW = [pytest.param(name, marks=pytest.mark.needs_system) for name in ("postgresql", "spark")]
DATABASES = [*QUICK, *SLOW]


@pytest.fixture(scope="session")
def server() -> Iterator[Path]:
    with TemporaryDirectory(dir="/tmp") as folder, postgresql_server(Path(folder)) as socket:
        yield socket


@pytest.fixture(scope="session")
def spark() -> SparkSql:
    return SparkSql()


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Database:
    match request.param:
        case "duckdb":
            return Duck()
        case "sqlite":
            return Lite()
        case "postgresql":
            return Postgres(request.getfixturevalue("server"))
        case _:
            made: Database = request.getfixturevalue("spark")
            return made


def emitted(policy: Policy, dialect: str, table: str = "填报") -> tuple[str, Report]:
    report = Report()
    text = SQL.emit(module_of(policy), report, Wanted(dialect=dialect, table=table))[""]
    assert isinstance(text, str)
    return text, report


def refused(policy: Policy, dialect: str) -> list[str]:
    return [error.clause for error in emitted(policy, dialect)[1].errors if isinstance(error, NotInTarget)]


def check(database: Database, policy: Policy, most: int, every: int = 1) -> None:
    """Every clause (or one of so many) that the database can say, on rows near its worked cases."""
    module = module_of(policy)
    for entry in module.entries[::every]:
        rows = rows_of(policy, entry.id, most)
        try:
            answers = database.answers(module, entry.id, rows)
        except CannotSay:
            continue
        assert list(differences(policy, entry.id, rows, answers)) == []
        assert any(answer.fault is None for answer in answers), entry.id


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
@pytest.mark.parametrize("database", QUICK, indirect=True)
def test_clauses_are_as_the_interpreter_has_them(database: Database, path: Path) -> None:
    check(database, loaded(path), 4, every=5)


@pytest.mark.needs_system
@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    ("database", "most"), [("duckdb", 60), ("sqlite", 60), ("postgresql", 60), ("spark", 3)], indirect=["database"]
)
def test_every_clause_is_as_the_interpreter_has_it(database: Database, most: int, path: Path) -> None:
    check(database, loaded(path), most)
