"""What a target is given, and what it says where it cannot say something."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from support.command import Command
from support.pages import ROOT
from support.policies import loaded
from tiaowen.compiler.ir import integer
from tiaowen.compiler.model import clause, expr, policy
from tiaowen.compiler.program.module import Module, module_of, only, without
from tiaowen.compiler.report.diagnostic import Report
from tiaowen.compiler.report.errors.targets import NotInTarget
from tiaowen.compiler.targets import every as targets
from tiaowen.compiler.targets.target import Target, Wanted

SEED = ROOT / "policies" / "jindong-2025"


def without_lists(module: Module, report: Report, wanted: Wanted) -> Mapping[str, str]:
    """The ids of the clauses; those that go through a list are beyond this target."""
    for entry in module.entries:
        if any(fact.kind == "list" for fact in entry.facts):
            report.add(NotInTarget(target="ids", clause=entry.id, what=("逐项计算", "lists")))
    return {"": "".join(f"{entry.id}\n" for entry in module.entries)}


def of_a_database(module: Module, report: Report, wanted: Wanted) -> Mapping[str, bytes]:
    """What was wanted."""
    return {"": f"{wanted.stem} {wanted.dialect} {wanted.table}".encode()}


IDS = Target(name="ids", suffixes=("",), emit=without_lists)
DATABASE = Target(name="database", suffixes=("",), emit=of_a_database, dialects=("one", "two"))


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.setattr(targets, "TARGETS", (*targets.TARGETS, DATABASE, IDS))
    return Command(monkeypatch)


def test_what_a_target_cannot_say_is_an_error_and_nothing_is_written(command: Command, tmp_path: Path) -> None:
    run = command("compile", SEED, "--target", "ids", "-o", tmp_path / "ids")
    assert run.code == 1
    assert "错误[T0501]：规则 34.2 不能编译到 ids" in run.err
    assert not list(tmp_path.iterdir())
    english = command("compile", SEED, "--target", "ids", "-o", tmp_path / "ids", "--lang", "en")
    assert "clause 34.2 cannot be compiled to ids" in english.err


def test_what_a_target_cannot_say_is_left_out_where_that_is_asked_for(command: Command, tmp_path: Path) -> None:
    run = command("compile", SEED, "--target", "ids", "--skip", "-o", tmp_path / "ids")
    assert run.code == 0
    assert "警告[T0502]：规则 34.2 已略过" in run.err
    written = (tmp_path / "ids").read_text("utf-8").split()
    lists = [entry.id for entry in module_of(loaded()).entries if any(fact.kind == "list" for fact in entry.facts)]
    assert written == [entry.id for entry in module_of(loaded()).entries if entry.id not in lists]
    assert run.err.count("T0502") == len(lists)
    nothing = command("compile", SEED, "--target", "ids", "--skip", "--clause", "34.2", "-o", tmp_path / "no")
    assert nothing.code == 1 and not (tmp_path / "no").exists()
    assert "没有一条规则能编译到 ids" in nothing.err and "--skip 略过以后什么也不剩" in nothing.err


def test_a_clause_that_is_left_out_feeds_nothing() -> None:
    module = without(module_of(loaded()), ["35.6", "36.1"])
    entries = {entry.id: entry for entry in module.entries}
    assert "35.6" not in entries and entries["35.5"].feeds == ()
    assert all("36.1" not in matter for matter in module.same_matter)


def test_what_a_database_is_asked(command: Command, tmp_path: Path) -> None:
    asked = ("compile", SEED, "--target", "database", "-o", tmp_path / "名.sql")
    assert command(*asked).code == 0
    assert (tmp_path / "名.sql").read_text("utf-8") == "名 one 填报"
    assert command(*asked, "--dialect", "two", "--table", "申报").code == 0
    assert (tmp_path / "名.sql").read_text("utf-8") == "名 two 申报"
    assert command(*asked[:-1], "-").out == " one 填报"
    unknown = command(*asked, "--dialect", "three")
    assert unknown.code == 2 and "没有「three」这种数据库，可用的有：one、two" in unknown.err
    assert command(*asked, "--table", " ").code == 2
    assert "目标 ids 没有 --table" in command("compile", SEED, "--target", "ids", "--table", "x", "-o", "-").err


def test_the_command_knows_every_target(command: Command, tmp_path: Path) -> None:
    names = [target.name for target in targets.TARGETS[:-1]]
    assert f"{'、'.join(names)}或ids" in "".join(command("compile", "--help").out.split())
    assert f"{', '.join(names)} or ids" in " ".join(command("compile", "--help", "--lang", "en").out.split())
    assert f"可用的有：{'、'.join(names)}、ids" in command("compile", SEED, "--target", "x", "-o", "-").err


def test_a_module_is_plain_data() -> None:
    """Nothing of the model is inside, however deep."""
    of_the_model = (policy.Policy, clause.Clause, clause.Fact, clause.Terms, expr.Slot, *expr.EXPRESSIONS)
    waiting: list[object] = [module_of(loaded())]
    kinds: set[type] = set()
    while waiting:
        part = waiting.pop()
        kinds.add(type(part))
        waiting += part if isinstance(part, tuple) else []
        waiting += [getattr(part, name) for name in getattr(part, "__dataclass_fields__", ())]
    assert not [kind for kind in kinds if issubclass(kind, of_the_model)]
    assert not [kind.__name__ for kind in kinds if kind.__module__.startswith("tiaowen.compiler.model")]
    assert {Module, integer.Compare} <= kinds


def test_some_clauses_come_with_those_they_take_facts_from(command: Command, tmp_path: Path) -> None:
    """35.5 takes its number from 35.6, and of what is the same matter only pairs that are there remain."""
    module = only(module_of(loaded()), ["35.5", "37.1", "36.1", "15.2"])
    assert [entry.id for entry in module.entries] == ["15.2", "35.5", "35.6", "36.1", "37.1"]
    assert module.same_matter == (("36.1", "37.1"),)
    for target in ("html", "python"):
        run = command(
            "compile", SEED, "--target", target, "--clause", "35.5", "--clause", "10.1", "-o", tmp_path / "x.html"
        )
        assert run.code == 0, run.err
        written = (tmp_path / "x.html").read_text("utf-8")
        assert "35.6" in written and "检测记录" in written and "年度研发费用支出" not in written


def test_a_clause_that_there_is_not_is_told(command: Command, tmp_path: Path) -> None:
    run = command(
        "compile",
        SEED,
        "--target",
        "html",
        "--clause",
        "35.55",
        "--clause",
        "7.1",
        "--clause",
        "x",
        "-o",
        tmp_path / "x",
    )
    assert run.code == 2
    assert "没有「35.55」这一条款，是不是「35.5」？" in run.err and "没有「x」这一条款" in run.err
    assert not list(tmp_path.iterdir())


def test_a_clause_knows_its_chapter() -> None:
    chapters = {entry.id: entry.chapter for entry in module_of(loaded()).entries}
    assert (chapters["7.1"], chapters["35.6"]) == ("一、强化科技创新", "七、推进乡村振兴和城乡融合发展")


@pytest.mark.needs_system  # by its time
def test_a_class_may_stand_in_a_package(command: Command, tmp_path: Path) -> None:
    asked = ("compile", SEED, "--target", "java", "--clause", "5.2", "-o", tmp_path / "Jindong.java")
    assert command(*asked, "--package", "cn.gov.policies").code == 0
    written = (tmp_path / "Jindong.java").read_text("utf-8")
    assert "\npackage cn.gov.policies;\n\nimport " in written
    for wrong in ("cn..gov", "cn.class", "cn.2025", "cn.gov;", "政策-2025", "a.b "):
        run = command(*asked, "--package", wrong)
        assert run.code == 1 and "错误[T0505]" in run.err and "--package cn.gov.policies" in run.err
    assert (
        "目标 python 没有 --package" in command("compile", SEED, "--target", "python", "--package", "a", "-o", "-").err
    )
