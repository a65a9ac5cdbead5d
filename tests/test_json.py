"""Every JSON that the commands read and write has the shape that is published, and no name beside it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.command import Command
from support.pages import ROOT
from support.policies import FOLDER, loaded, of_every_policy
from support.schemas import faults, proper, validator
from tiaowen.compiler.accounts.coverage import coverage, coverage_json
from tiaowen.compiler.accounts.outline import outline_json
from tiaowen.compiler.answers.case_coverage import case_coverage
from tiaowen.compiler.answers.case_coverage import coverage_json as cases_json
from tiaowen.compiler.answers.goals import goals_json, progress
from tiaowen.compiler.cli.commands import COMMANDS
from tiaowen.compiler.model.case_facts import case_facts
from tiaowen.compiler.report.published import said
from tiaowen.compiler.service.messages import pages
from tiaowen.compiler.service.shapes import SHAPES, shape

SMALL = FOLDER / "court-fees.policy"
SCHEMAS = ROOT / "docs" / "schemas"
PAGE = ROOT / "docs" / "json.md"


def holds(name: str, value: object) -> Any:
    """The value, which has the shape of that name."""
    assert not faults(validator(shape(name)), value), name
    return value


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(monkeypatch)


def test_what_is_published_is_the_shape(update: bool) -> None:
    if update:
        SCHEMAS.mkdir(exist_ok=True)
        for name in SHAPES:
            text = json.dumps(shape(name), ensure_ascii=False, indent=1) + "\n"
            (SCHEMAS / f"{name}.schema.json").write_text(text, "utf-8")
    published = {place.name.removesuffix(".schema.json"): place for place in SCHEMAS.iterdir()}
    assert sorted(published) == sorted(SHAPES)
    for name, place in published.items():
        assert json.loads(place.read_text("utf-8")) == proper(shape(name)), name


def test_the_page_lists_all_of_them(update: bool) -> None:
    rows = [
        f"| [`{name}`](schemas/{name}.schema.json) | {title} | {version} |"
        for name, (title, version, _) in SHAPES.items()
    ]
    table = "\n".join(["| 名字 | 是什么 | 版本 |", "|---|---|---|", *rows, ""])
    text = PAGE.read_text("utf-8")
    if update:
        text = re.sub(r"\| 名字 \|(?:.*\n)+?(?=\n)", lambda _: table, text)
        PAGE.write_text(text, "utf-8")
    assert table in text


def test_every_command_that_writes_json_is_among_them() -> None:
    titles = " ".join(title for title, _, _ in SHAPES.values())
    writing = [each.name for each in COMMANDS if any("--json" in param.opts for param in each.params)]
    assert [name for name in writing if f"{name} --json" not in titles] == []
    reading = [
        f"{each.name} {option}"
        for each in COMMANDS
        for option in ("--facts", "--actuals")
        if any(option in param.opts for param in each.params) and each.name != "docs"
    ]
    assert [name for name in reading if name not in titles] == []


@of_every_policy
def test_what_is_said_of_every_policy(path: Path) -> None:
    policy = loaded(path)
    holds("outline", said("outline", outline_json(policy)))
    holds("coverage", said("coverage", coverage_json(coverage(policy))))
    holds("goals", goals_json(progress(policy, None)))
    holds("cases", said("cases", {"cases": 0, "passed": 0, **cases_json(case_coverage(policy))}))
    of_result = validator(shape("result"))
    for clause in policy.clauses.values():
        for case in clause.cases:
            if case.accepted:
                facts, day = case_facts(clause, case)
                result = policy.calc(clause.id, facts, day)  # type: ignore[arg-type]
                assert not faults(of_result, said("result", result.to_dict())), clause.id


def test_what_commands_write(command: Command, tmp_path: Path) -> None:
    holds("diagnostics", json.loads(command("check", SMALL, "--format", "json", "--allowed").out))
    holds("outline", json.loads(command("outline", SMALL, "--json").out))
    holds("coverage", json.loads(command("coverage", SMALL, "--json").out))
    holds("goals", json.loads(command("goals", SMALL, "--json").out))
    holds("cases", json.loads(command("test", SMALL, "--json", "--properties", "1").out))
    holds("proofs", json.loads(command("prove", SMALL, "--json", "--clause", "cf.half").out))
    editions = (ROOT / "tests" / "comparison" / f"青禾区{year}.policy" for year in ("2024", "2025"))
    holds("comparison", json.loads(command("diff", *editions, "--json", "--timeout", "1").out))
    messages = holds("messages", json.loads(command("explain", "--json").out))
    assert len(messages) == sum(map(len, pages().values()))


def test_facts_and_results_as_commands_have_them(command: Command, tmp_path: Path) -> None:
    policy = loaded(SMALL)
    clause = policy.clauses["cf.accept"]
    facts, _ = case_facts(clause, clause.cases[0])
    given = tmp_path / "填报.json"
    given.write_text(json.dumps(holds("facts", facts), ensure_ascii=False), "utf-8")
    result = holds("result", json.loads(command("calc", SMALL, clause.id, "--facts", given, "--json").out))
    assert result["answer"] == "result" and result["version"] == 1
    assert result["value"] == policy.calc(clause.id, facts).to_dict()["value"]

    claims = holds(
        "claims", {"claims": {clause.id: facts, f"{clause.id}#二": facts}, "同一事项": [[clause.id, f"{clause.id}#二"]]}
    )
    given.write_text(json.dumps(claims, ensure_ascii=False), "utf-8")
    holds("settlement", json.loads(command("settle", SMALL, "--facts", given, "--json").out))

    applicants = holds("applicants", {"申报": {"甲": {clause.id: facts}}, "预算": "100万元", "申报日期": None})
    given.write_text(json.dumps(applicants, ensure_ascii=False), "utf-8")
    holds("allocation", json.loads(command("allocate", SMALL, "--facts", given, "--json").out))


def _wrong(name: str) -> Iterator[tuple[str, ...]]:
    yield "calc", str(SMALL), "cf.acept", "--json"
    yield "calc", str(SMALL), "cf.accept", "--json", "x=1", "诉讼请求金额=很多"
    yield "calc", str(SMALL), "cf.accept", "--json", "--facts", name
    yield "settle", str(SMALL), "--json", "--facts", name
    yield "allocate", str(SMALL), "--json", "--facts", name
    yield "goals", str(SMALL), "--json", "--actuals", name


def test_faults_are_data_too(command: Command, tmp_path: Path) -> None:
    broken = tmp_path / "坏.json"
    broken.write_text('{"claims": {"cf.acept": 3}, "x": [', "utf-8")
    for args in _wrong(str(broken)):
        ran = command(*args)
        assert ran.code == 2
        found = holds("faults", json.loads(ran.out))["faults"]
        assert all(f"错误[{each['code']}]：" in ran.err for each in found)
    assert not command("calc", SMALL, "cf.accept").out, "without --json there is nothing but the message"


@pytest.mark.parametrize(
    "name", ["calc", "settle", "allocate", "goals", "coverage", "outline", "prove", "test", "diff"]
)
def test_what_is_wrong_with_a_policy_is_data_too(name: str, command: Command, tmp_path: Path) -> None:
    more = {"calc": ("1",), "settle": ("--facts", "-"), "allocate": ("--facts", "-"), "diff": (str(SMALL),)}.get(
        name, ()
    )
    unread = command(name, tmp_path / "没有.policy", *more, "--json")
    assert unread.code == 2
    (found,) = holds("errors", json.loads(unread.out))["diagnostics"]
    assert found["code"] == "T0191" and "T0191" in unread.err
    assert not command(name, tmp_path / "没有.policy", *more).out


def test_the_example_of_the_page(command: Command) -> None:
    (shown,) = re.findall("```json\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    assert command("calc", FOLDER / "jindong-2025", "5.2", "年销售收入=很多", "--json").out == shown


def test_a_new_name_would_be_noticed() -> None:
    result = said("result", loaded(SMALL).calc("cf.divorce", {"财产总额": 0, "件标准": 300}).to_dict())
    holds("result", result)
    for name in SHAPES:
        checked = validator(shape(name))
        if name not in ("facts", "actuals"):
            assert faults(checked, {**result, "新名字": 1}) or faults(checked, [{"新名字": 1}]), name
