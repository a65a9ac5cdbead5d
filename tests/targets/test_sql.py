"""Target sql: what a view gives is what the interpreter says, in every database; names and texts stay names and texts."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest

from support.command import Command
from support.list_clauses import CLAUSES
from support.policies import POLICIES, loaded, of_every_policy
from support.rules import policy_of
from support.sql import CannotSay, Database, Duck, Lite, Postgres, SparkSql, postgresql_server
from support.sql_cases import differences, rows_of, typed
from tiaowen.compiler import Policy
from tiaowen.compiler.program.module import module_of
from tiaowen.compiler.report.diagnostic import Report
from tiaowen.compiler.report.errors.targets import NarrowedByTarget, NotInTarget
from tiaowen.compiler.targets.sql import SQL
from tiaowen.compiler.targets.sql_dialects import DIALECTS
from tiaowen.compiler.targets.target import Wanted
from tiaowen.runtime.calendar_days import months_between, shift_months

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


@of_every_policy
@pytest.mark.parametrize("database", QUICK, indirect=True)
def test_clauses_are_as_the_interpreter_has_them(database: Database, path: Path) -> None:
    check(database, loaded(path), 4, every=5)


@pytest.mark.needs_system
@of_every_policy
@pytest.mark.parametrize(
    ("database", "most"), [("duckdb", 12), ("sqlite", 40), ("postgresql", 12)], indirect=["database"]
)
def test_every_clause_is_as_the_interpreter_has_it(database: Database, most: int, path: Path) -> None:
    """Spark, which takes a second over each clause, is asked of every one in tests/agreement, and of facts below."""
    check(database, loaded(path), most)


# ── facts ──

FACTS = "填报：甲：金额；乙：家，不超过100家；丙：金额，可为负；丁：是否；戊：大型、小型；己：日期；率：比例，10%至50%，未填按20%。\n"
RULE = FACTS + (
    "核对：甲不低于丙。\n条件：丁；己为2025年1月1日以后。\n"
    "最高奖励：戊为大型的，甲乘以率，封顶5万元；戊为小型的，乙，每家1万元。\n"
)
GOOD: dict[str, Any] = {
    "甲": Decimal("100000.01"),
    "乙": 3,
    "丙": Decimal("-5"),
    "丁": True,
    "戊": "大型",
    "己": date(2025, 3, 1),
    "率": Decimal("0.2"),
}
# What is changed, and what comes of it: the value, whether eligible, the cap, the fault.
CASES: list[tuple[dict[str, Any], tuple[object, ...]]] = [
    ({}, ("20000.00", True, None, None)),
    ({"率": None}, ("20000.00", True, None, None)),
    ({"率": Decimal("0.5"), "甲": 100001}, ("50000.00", True, "封顶5万元", None)),
    ({"甲": 300000}, ("50000.00", True, "封顶5万元", None)),
    ({"戊": "小型"}, ("30000.00", True, None, None)),
    ({"丁": False}, ("0.00", False, None, None)),
    ({"己": date(2024, 12, 31)}, ("0.00", False, None, None)),
    ({"申报日期": date(2026, 1, 1)}, ("0.00", False, None, None)),
    ({"核定金额": Decimal("12345.67")}, ("12345.67", True, None, None)),
    ({"核定金额": 99999}, ("20000.00", True, None, None)),
    ({"核定金额": -1}, (None, None, None, "T0607")),
    *(({name: None}, (None, None, None, "T0601")) for name in GOOD if name != "率"),
    ({"甲": Decimal("0.001")}, (None, None, None, "T0606")),
    ({"甲": Decimal("-0.01")}, (None, None, None, "T0607")),
    ({"甲": 10**15}, (None, None, None, "T0608")),
    ({"丙": -(10**15)}, (None, None, None, "T0608")),
    ({"丙": -(10**15) + 1}, ("20000.00", True, None, None)),
    ({"乙": 101}, (None, None, None, "T0610")),
    ({"乙": Decimal("1.5")}, (None, None, None, "T0606")),
    ({"率": Decimal("0.51")}, (None, None, None, "T0610")),
    ({"率": Decimal("0.09")}, (None, None, None, "T0610")),
    ({"戊": "中型"}, (None, None, None, "T0609")),
    ({"戊": "大型 "}, (None, None, None, "T0609")),
    ({"丙": 200000}, (None, None, None, "T0614")),
    # of several the first, in the order of the facts
    ({"乙": 101, "甲": None}, (None, None, None, "T0601")),
    ({"乙": 101, "戊": "中型"}, (None, None, None, "T0610")),
]


@pytest.mark.parametrize("database", DATABASES, indirect=True)
def test_what_comes_of_facts(database: Database) -> None:
    policy = policy_of(RULE)
    rows = [{**GOOD, **changed} for changed, _ in CASES]
    answers = database.answers(module_of(policy), "1", rows)
    assert list(differences(policy, "1", rows, answers)) == []
    said = [(None if row.value is None else str(row.value), row.eligible, row.cap, row.fault) for row in answers]
    for (changed, expected), found in zip(CASES, said, strict=True):
        # 甲 times 率 does not fit the 64 bits of SQLite for every 甲.
        assert found == expected or (database.dialect == "sqlite" and found[3] == "T0618"), changed


@pytest.mark.parametrize(("kind", "value"), [("DOUBLE", "1.5"), ("FLOAT", "2")])
def test_a_float_is_refused_whatever_it_is(kind: str, value: str) -> None:
    duck = Duck()
    text, _ = emitted(policy_of("填报：甲：金额。\n奖励：甲。\n"), "duckdb")
    duck.script(f'CREATE TABLE 填报 (编号 INTEGER, "甲" {kind}); INSERT INTO 填报 VALUES (7, {value}); {text}')
    assert duck.fetch('SELECT * FROM "1"') == [{"编号": 7, "结果": None, "符合": None, "封顶": None, "错误": "T0604"}]


@pytest.mark.parametrize("kind", ["DECIMAL(18, 2)", "DECIMAL(38, 10)", "DECIMAL(9, 0)", "INTEGER", "BIGINT", "HUGEINT"])
def test_numbers_of_every_type(kind: str) -> None:
    duck = Duck()
    text, _ = emitted(policy_of("填报：甲：金额。\n奖励：甲的1/3。\n".replace("甲的1/3", "甲的33%")), "duckdb")
    duck.script(f'CREATE TABLE 填报 ("甲" {kind}); INSERT INTO 填报 VALUES (12345), (0), (-1), (NULL); {text}')
    found = [(row["结果"], row["错误"]) for row in duck.fetch('SELECT * FROM "1"')]
    assert found == [(Decimal("4073.85"), None), (Decimal("0.00"), None), (None, "T0607"), (None, "T0601")]


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ("'1234.5'", ("1234.50", None)),
        ("1234", ("1234.00", None)),
        ("'-0'", ("0.00", None)),
        ("'007.10'", ("7.10", None)),
        ("1234.5", (None, "T0604")),
        ("x'31'", (None, "T0603")),
        ("'一千'", (None, "T0611")),
        ("'1.'", (None, "T0611")),
        ("'--1'", (None, "T0611")),
        ("'1e3'", (None, "T0611")),
        ("''", (None, "T0611")),
        ("'1.005'", (None, "T0606")),
        ("'-1'", (None, "T0607")),
        ("9223372036854775807", (None, "T0608")),
        ("'99999999999999999999999'", (None, "T0608")),
    ],
)
def test_numbers_in_sqlite(given: str, answer: tuple[str | None, str | None]) -> None:
    lite = Lite()
    text, _ = emitted(policy_of("填报：甲：金额。\n奖励：甲。\n"), "sqlite")
    lite.script(f'CREATE TABLE 填报 (编号, "甲"); INSERT INTO 填报 VALUES (7, {given}); {text}')
    (row,) = lite.fetch('SELECT * FROM "1"')
    assert (row["编号"], row["结果"], row["错误"]) == (7, *answer)


@pytest.mark.parametrize("database", DATABASES, indirect=True)
def test_results_of_several_amounts(database: Database) -> None:
    shared = policy_of("填报：甲：金额。\n奖励：甲的5%。\n分期：40%、30%、30%。\n")
    (row,) = database.answers(module_of(shared), "1", [{"甲": Decimal("100.33")}])
    assert list(map(Decimal, row.value)) == [Decimal("2.01"), Decimal("1.50"), Decimal("1.51")]
    named = policy_of("填报：甲：金额。\n奖励：甲的5%。\n分配：单位60%、个人40%。\n")
    (row,) = database.answers(module_of(named), "1", [{"甲": Decimal("100.33")}])
    assert {name: Decimal(str(part)) for name, part in dict(row.value).items()} == {
        "单位": Decimal("3.01"),
        "个人": Decimal("2.01"),
    }


# ── what a table may lack, whose views share it, names ──


@pytest.mark.parametrize("make", [Duck, Lite])
def test_two_clauses_share_a_table_that_lacks_what_may_be_left_out(make: type[Duck | Lite]) -> None:
    database = make()
    policy = loaded()
    module = module_of(policy)
    report = Report()
    two = replace(module, entries=tuple(each for each in module.entries if each.id in ("4.1", "5.1")))
    text = SQL.emit(two, report, Wanted(dialect=database.dialect))[""]
    assert isinstance(text, str) and not report.diagnostics
    database.script(
        "CREATE TABLE 填报 (编号 INTEGER, 科技保险保费 INTEGER, 科技成果转化保险保费 INTEGER);"
        "INSERT INTO 填报 VALUES (1, 100000, 400000);" + text
    )
    for clause, value in (("4.1", "80000.00"), ("5.1", "200000.00")):
        (row,) = database.fetch(f'SELECT * FROM "{clause}" WHERE 编号 = 1')
        assert (row["编号"], str(row["结果"]), row["错误"]) == (1, value, None)


HOSTILE = ["a\"b'c;--d", "x */ ; DROP TABLE y; --", "select", "甲`乙\\", "$1 ? {0} %s"]


@pytest.mark.parametrize("table", HOSTILE)
@pytest.mark.parametrize("dialect", ["duckdb", "postgresql", "sqlite", "spark"])
def test_a_hostile_table_is_a_name(dialect: str, table: str) -> None:
    text, _ = emitted(policy_of("填报：甲：金额。\n奖励：甲。\n"), dialect, table)
    quote = "`" if dialect == "spark" else '"'
    assert quote + table.replace(quote, quote * 2) + quote in text
    if dialect in ("duckdb", "sqlite"):
        database = Duck() if dialect == "duckdb" else Lite()
        database.script(
            f"CREATE TABLE {database.quoted(table)} (甲 INTEGER); INSERT INTO {database.quoted(table)} VALUES (5); {text}"
        )
        assert [str(row["结果"]) for row in database.fetch('SELECT * FROM "1"')] == ["5.00"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_field_of_a_list_is_a_name(name: str) -> None:
    module = module_of(policy_of("填报：项：每项含甲（金额）、乙（是否）。\n奖励：项中乙的甲合计。\n"))
    (entry,) = module.entries
    (listed,) = entry.facts
    assert listed.item is not None
    first, last = listed.item.fields
    item = replace(listed.item, fields=(replace(first, name=name), last))
    entry = replace(entry, facts=(replace(listed, item=item),))
    rows = [{"项": [{name: 8, "乙": True}, {name: 5, "乙": False}]}, {"项": [{name: -1, "乙": True}]}]
    for database in (Duck(), Lite()):
        report = Report()
        text = SQL.emit(replace(module, entries=(entry,)), report, Wanted(dialect=database.dialect))[""]
        if database.dialect == "sqlite" and ('"' in name or "\\" in name):
            assert report.has_errors  # a path of JSON has no words for it
            continue
        assert isinstance(text, str) and not report.has_errors
        found = [(row.value, row.fault) for row in database.run(text, entry, rows)]
        assert found == [(Decimal("8.00"), None), (None, "T0607")]


@pytest.mark.parametrize("word", [*HOSTILE, "行\u2028隔", "右\u202e左"])
@pytest.mark.parametrize("dialect", ["duckdb", "postgresql", "sqlite", "spark"])
def test_texts_stay_texts(dialect: str, word: str) -> None:
    """In an option, and in comments: the title of the policy, the quote of the clause."""
    policy = policy_of("填报：戊：大型、小型；甲：金额。\n奖励：戊为大型的，甲；戊为小型的，甲的50%。\n")
    module = module_of(policy)
    (entry,) = module.entries
    (option, amount) = entry.facts
    entry = replace(entry, title=word, quote=word, facts=(replace(option, options=(word, "小型")), amount))
    text = SQL.emit(replace(module, title=word, entries=(entry,)), Report(), Wanted(dialect=dialect))[""]
    assert isinstance(text, str) and all(char.isprintable() or char == "\n" for char in text)
    if dialect in ("duckdb", "sqlite"):
        database = Duck() if dialect == "duckdb" else Lite()
        rows = [{"戊": word, "甲": 8}, {"戊": "小型", "甲": 8}, {"戊": "大型", "甲": 8}]
        found = [(row.value, row.fault) for row in database.run(text, entry, rows)]
        assert found == [(Decimal("8.00"), None), (Decimal("4.00"), None), (None, "T0609")]


def test_names_that_a_database_takes_for_one_are_refused() -> None:
    policy = policy_of("填报：Ab、aB：金额。\n奖励：Ab加aB。\n")
    assert refused(policy, "duckdb") == refused(policy, "sqlite") == ["1"]
    assert refused(policy, "postgresql") == []
    assert refused(policy_of("填报：结果：金额。\n奖励：结果。\n"), "duckdb") == ["1"]
    fields = policy_of("填报：项：每项含Ab（金额）、aB（金额）。\n奖励：Ab合计。\n")
    assert refused(fields, "duckdb") == refused(fields, "spark") == ["1"]
    assert refused(policy_of("填报：value：每项金额。\n奖励：value合计。\n"), "sqlite") == ["1"]


# ── numbers that grow ──


def test_what_does_not_fit_is_refused_row_by_row_and_told() -> None:
    policy = policy_of("填报：甲：金额；乙：整数。\n奖励：甲乘以乙。\n")
    _, report = emitted(policy, "sqlite")
    (narrowed,) = report.diagnostics
    assert isinstance(narrowed, NarrowedByTarget) and narrowed.clause == "1"
    bound = narrowed.bound
    assert bound**2 * 100 < 2**63 < (bound * 2) ** 2 * 100
    rows = [{"甲": bound, "乙": bound}, {"甲": bound + 1, "乙": 1}, {"甲": 1, "乙": bound + 1}]
    answers = Lite().answers(module_of(policy), "1", rows)
    assert [row.fault for row in answers] == [None, "T0618", "T0618"]
    assert answers[0].value == policy.calc("1", rows[0]).value
    assert not emitted(policy, "duckdb")[1].diagnostics and not emitted(policy, "postgresql")[1].diagnostics


# ── lists ──

ITEMS = (
    "填报：设备：每台含类别（机床、机器人）、价格（金额）、购买日（日期）、旧（是否）、牌子（文字）；已补：每台金额，可为负。\n"
    "条件：设备台数1台以上。\n其中：新价：设备中旧为否的价格合计；补差：已补合计。\n奖励：新价减补差，封顶100元。\n"
)
ITEM = {"类别": "机床", "价格": Decimal("10.50"), "购买日": date(2025, 1, 2), "旧": False, "牌子": "甲'乙"}
OLD = {**ITEM, "旧": True}
GOODS: dict[str, Any] = {"设备": [ITEM, OLD, ITEM], "已补": [Decimal("-1"), Decimal("0.5")]}
# What is changed, and what comes of it: of the first item with a fault the first field.
OF_ITEMS: list[tuple[dict[str, Any], tuple[object, ...]]] = [
    ({}, ("21.50", True, None, None)),
    ({"已补": []}, ("21.00", True, None, None)),
    ({"设备": [ITEM] * 20}, ("100.00", True, "封顶100元", None)),
    ({"设备": []}, ("0.00", False, None, None)),
    ({"设备": None}, (None, None, None, "T0601")),
    ({"已补": None}, (None, None, None, "T0601")),
    ({"已补": [Decimal(1), None]}, (None, None, None, "T0603")),
    ({"已补": [Decimal(1), Decimal("0.001")]}, (None, None, None, "T0606")),
    ({"已补": [Decimal(10**15), Decimal("0.001")]}, (None, None, None, "T0608")),
    ({"设备": [ITEM, {**ITEM, "价格": Decimal("-0.01")}]}, (None, None, None, "T0607")),
    ({"设备": [ITEM, {**ITEM, "价格": None}]}, (None, None, None, "T0613")),
    ({"设备": [ITEM, {**ITEM, "旧": None}]}, (None, None, None, "T0613")),
    ({"设备": [{**ITEM, "类别": "车床"}, {**ITEM, "价格": None}]}, (None, None, None, "T0609")),
    ({"设备": [{**ITEM, "价格": None}, {**ITEM, "类别": "车床"}]}, (None, None, None, "T0613")),
    ({"设备": [ITEM, {**ITEM, "价格": Decimal(-1), "类别": "车床"}]}, (None, None, None, "T0609")),
    ({"设备": [{**ITEM, "类别": "车床"}], "已补": None}, (None, None, None, "T0609")),
]


@pytest.mark.parametrize("database", DATABASES, indirect=True)
def test_what_comes_of_items(database: Database) -> None:
    answers = database.answers(module_of(policy_of(ITEMS)), "1", [{**GOODS, **changed} for changed, _ in OF_ITEMS])
    said = [(None if row.value is None else str(row.value), row.eligible, row.cap, row.fault) for row in answers]
    assert said == [expected for _, expected in OF_ITEMS]


# Each form of what goes through a list; the cases of support/list_clauses.py have them all in real words.
THROUGH = {
    "several together, in turn up to a limit": "填报：甲、乙：每年金额。\n奖励（逐年，分别给予）：甲的30%，封顶乙。\n封顶：累计不超过50元。\n"
    "算例：甲100元、60元、100元，乙100元、60元、100元，得30元、18元、2元。\n",
    "at a place, of one length": "填报：甲、乙：每年金额。\n奖励（逐年，共3年）：甲，分别按100%、80%、50%，封顶乙。\n"
    "算例：甲10元、20元、30元，乙20元、10元、20元，得10元、10元、15元。\n",
    "for each of records": "填报：贷款：每笔含本金（金额）、天数（天）。\n贴息（逐笔，分别给予）：本金的4%，乘以天数，除以360天。\n"
    "算例：\n  贷款见下表，得2元、0元。\n    本金 ｜ 天数\n    100元 ｜ 180天\n    0元 ｜ 1天\n",
    "shares": "填报：企业：每家含贡献（金额）；总额：金额。\n其中（逐家）：占比：贡献除以贡献总额。\n奖励（逐家，分别给予）：总额乘以占比。\n"
    "算例：企业60元、40元，总额10元，得6元、4元。\n",
}


@pytest.mark.parametrize("database", DATABASES, indirect=True)
def test_results_for_each_item(database: Database) -> None:
    for body in THROUGH.values():
        check(database, policy_of(body), 4)


# What neighbours of a whole list are held against has no place in a query.
GROWING = ("销售额逐年增长", "产值逐年增长的")


def sayable(every: int) -> int:
    return sum(not any(said in body for said in GROWING) for _, body, _ in CLAUSES[::every])


def of_list_clauses(database: Database, every: int) -> int:
    """How many of the clauses a database says; each as the interpreter has it."""
    said = 0
    for _, body, cases in CLAUSES[::every]:
        policy = policy_of(body)
        rows = [typed(policy, "1", facts) for facts, _ in cases]
        try:
            answers = database.answers(module_of(policy), "1", rows)
        except CannotSay:
            continue
        assert list(differences(policy, "1", rows, answers)) == [], body
        said += 1
    return said


@pytest.mark.parametrize("database", QUICK, indirect=True)
def test_some_clauses_with_lists(database: Database) -> None:
    assert of_list_clauses(database, 8) == sayable(8)


@pytest.mark.needs_system
@pytest.mark.parametrize(
    ("database", "every", "unsaid"),
    [("duckdb", 1, 0), ("sqlite", 1, 3), ("postgresql", 1, 0), ("spark", 4, 0)],
    indirect=["database"],
)
def test_all_clauses_with_lists(database: Database, every: int, unsaid: int) -> None:
    """Of Spark, which takes a second over each, one of four."""
    assert of_list_clauses(database, every) == sayable(every) - unsaid


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ('[1, "2.50", -0]', ("3.50", None)),
        ("[1, 2.5]", (None, "T0604")),
        ("[1, true]", (None, "T0603")),
        ("[null]", (None, "T0603")),
        ("[[1]]", (None, "T0603")),
        ('{"甲": 1}', (None, "T0603")),
        ("5", (None, "T0603")),
        ("[1,", (None, "T0603")),
        ("", (None, "T0603")),
        ('["一"]', (None, "T0611")),
        ("[99999999999999999999]", (None, "T0604")),
        ('["99999999999999999999"]', (None, "T0608")),
    ],
)
def test_lists_in_sqlite(given: str, answer: tuple[str | None, str | None]) -> None:
    lite = Lite()
    text, _ = emitted(policy_of("填报：甲：每笔金额。\n奖励：甲合计。\n"), "sqlite")
    lite.script(f"CREATE TABLE 填报 (编号, 甲); INSERT INTO 填报 VALUES (7, '{given}'); {text}")
    (row,) = lite.fetch('SELECT * FROM "1"')
    assert (row["编号"], row["结果"], row["错误"]) == (7, *answer)


def test_a_list_of_floats_is_refused() -> None:
    duck = Duck()
    text, _ = emitted(policy_of("填报：甲：每笔金额。\n奖励：甲合计。\n"), "duckdb")
    duck.script(f"CREATE TABLE 填报 (甲 DOUBLE[]); INSERT INTO 填报 VALUES ([CAST('1.5' AS DOUBLE)]), ([]); {text}")
    assert [row["错误"] for row in duck.fetch('SELECT * FROM "1"')] == ["T0604", None]


@pytest.mark.needs_system
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_lists_in_postgresql_are_arrays_or_json(database: Database) -> None:
    text, _ = emitted(policy_of("填报：甲：每笔金额。\n奖励：甲合计。\n"), "postgresql")
    for kind, given, answer in [
        ("numeric[]", "'{1, 2.50}'", ("3.50", None)),
        ("bigint[]", "'{1, 2}'", ("3.00", None)),
        ("double precision[]", "'{1}'", (None, "T0604")),
        ("jsonb", "'[1, 2.50]'", ("3.50", None)),
        ("json", "'[1, 2.505]'", (None, "T0606")),
        ("jsonb", "'[\"1\"]'", (None, "T0603")),
        ("jsonb", "'{}'", (None, "T0603")),
        ("text", "'[1]'", (None, "T0603")),
    ]:
        database.script("DROP TABLE IF EXISTS 填报 CASCADE")
        database.script(f"CREATE TABLE 填报 (甲 {kind}); INSERT INTO 填报 VALUES ({given})")
        database.script(text)
        (row,) = database.fetch('SELECT * FROM "1"')
        assert (None if row["结果"] is None else str(row["结果"]), row["错误"]) == answer, kind


@pytest.mark.parametrize("dialect", ["duckdb", "postgresql", "sqlite", "spark"])
def test_what_is_divided_item_by_item_and_added_up_is_refused(dialect: str) -> None:
    module = module_of(loaded(next(path for path in POLICIES if path.stem == "taxes")))
    report = Report()
    kept = tuple(each for each in module.entries if each.id == "env.top3")
    SQL.emit(replace(module, entries=kept), report, Wanted(dialect=dialect))
    (error,) = report.errors
    assert isinstance(error, NotInTarget) and error.what[1] == "sum of quotients of each item"


# ── days ──


@pytest.mark.parametrize("database", DATABASES, indirect=True)
def test_months_are_those_of_the_calendar(database: Database) -> None:
    ways = next(each for each in DIALECTS if each.name == database.dialect).ways
    rng = Random(5)
    ends = [1, 28, 59, 60, 730179, 738886, 738945, 738946, 3652059 - 31, 3652059]
    days = [*ends, *(rng.randint(1, 3652059) for _ in range(40))]
    shifts = [(day, rng.choice([0, 1, -1, 12, 36, 120000, -120000, rng.randint(-400, 400)])) for day in days]
    spans = [
        (one, rng.choice([other, one + rng.randint(-70, 70)])) for one, other in zip(days, reversed(days), strict=True)
    ]
    spans = [(one, min(max(other, 1), 3652059)) for one, other in spans]

    def said(way: str, pairs: list[tuple[int, int]]) -> list[int]:
        parts = [way.format(*(f"CAST({part} AS {ways.integer})" for part in pair)) for pair in pairs]
        query = " UNION ALL ".join(f"SELECT {at} AS a, {part} AS b" for at, part in enumerate(parts))
        return [int(row["b"]) for row in sorted(database.fetch(query), key=lambda row: row["a"])]  # type: ignore[arg-type,return-value,call-overload]

    assert said(ways.shift_months, shifts) == [shift_months(*pair) for pair in shifts]
    assert said(ways.months_between, spans) == [months_between(*pair) for pair in spans]


# ── the command ──


def test_the_command_writes_a_file_that_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    command = Command(monkeypatch)
    policy = tmp_path / "奖.policy"
    policy.write_text(
        "（一）给予奖励。\n【规则 1】奖励\n依据：“给予奖励”\n填报：甲：金额。\n奖励：甲。\n【完】\n", "utf-8"
    )
    target = tmp_path / "奖.sql"
    run = command("compile", policy, "--target", "sql", "--dialect", "sqlite", "--table", "申报", "-o", target)
    assert run.code == 0, run.err
    lite = Lite()
    lite.script("CREATE TABLE 申报 (编号, 甲); INSERT INTO 申报 VALUES (1, '3.50');" + target.read_text("utf-8"))
    assert [row["结果"] for row in lite.fetch('SELECT * FROM "1"')] == ["3.50"]


PLAIN_RULE = "填报：费用：金额；购置日：日期。\n条件：购置日不晚于2025-12-31。\n补助：费用的50%。\n算例：费用10元，购置日2025-03-01，得5元。\n"


@pytest.mark.parametrize("day", ["2025-02-30", "2025-06-31", "2025-02-29", "2025-13-01", "0000-01-01", "2025-2-3"])
def test_a_day_that_there_is_not_is_none_in_sqlite(day: str) -> None:
    """SQLite's own date() takes 2025-02-30 as it is."""
    policy = policy_of(PLAIN_RULE)
    texts = SQL.emit(module_of(policy), Report(), Wanted(dialect="sqlite", keys=("企业",)))
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute("CREATE TABLE 填报 (企业 TEXT, 费用 TEXT, 购置日 TEXT, 申报日期 TEXT, 结果 TEXT)")
        base.executemany(
            "INSERT INTO 填报 VALUES (?, '10', ?, ?, '待审')", [("甲", day, None), ("乙", "2024-02-29", day)]
        )
        base.executescript(str(texts[""]))
        found = base.execute('SELECT * FROM "1" ORDER BY 1').fetchall()
    assert found == [("乙", None, None, None, "T0612"), ("甲", None, None, None, "T0612")]


def test_the_answer_is_not_hidden_by_a_column_of_its_name() -> None:
    policy = policy_of(PLAIN_RULE)
    for keys in ((), ("企业",)):
        texts = SQL.emit(module_of(policy), Report(), Wanted(dialect="duckdb", keys=keys))
        with closing(duckdb.connect()) as base:
            base.execute("CREATE TABLE 填报 (企业 TEXT, 费用 DECIMAL(18, 2), 购置日 DATE, 申报日期 DATE, 结果 TEXT)")
            base.execute("INSERT INTO 填报 VALUES ('甲', 10, '2025-03-01', NULL, '待审')")
            base.execute(str(texts[""]))
            found = base.execute('SELECT 企业, 结果 FROM "1"').fetchall()
            names = [row[0] for row in base.execute('DESCRIBE "1"').fetchall()]
        assert found == [("甲", Decimal("5.00"))]
        assert names == ["企业", "结果", "符合", "封顶", "错误"]
