"""Where names stand: what an editor shows and renames, in every policy."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest

from support.ids import said
from support.policies import of_every_policy_in_ci
from support.rules import policy_of
from tiaowen.compiler.answers.worked_cases import case_result
from tiaowen.compiler.model.policy import Policy
from tiaowen.compiler.model.resolved import Occurrence
from tiaowen.compiler.pipeline import compile_sources, read_policy
from tiaowen.compiler.text.source import Source, Span, squeeze

BEFORE = "上年"


def occurrences(policy: Policy) -> tuple[Occurrence, ...]:
    """Where the names of all rules stand, each place once."""
    return tuple(dict.fromkeys(each for read in policy.read.values() for each in read.occurrences))


def written(occurrence: Occurrence) -> str:
    return squeeze(occurrence.span.source.text, occurrence.span.start, occurrence.span.end).text


def is_spelling(said: str, name: str) -> bool:
    """The name, or without 上年, which （含上年） and 同比 understand."""
    return said == name or f"{BEFORE}{said}" == name


def other(name: str) -> str:
    """Another name; that of the year before goes along."""
    head = BEFORE if name.startswith(BEFORE) and name != BEFORE else ""
    rest = name.removeprefix(head)
    return f"{head}{rest[:2]}新{rest[2:]}"


def renamed(sources: Iterable[Source], places: Mapping[Span, str]) -> list[Source]:
    """The sources with other words at some places."""
    made = []
    for source in sources:
        text = source.text
        here = [(span, words) for span, words in places.items() if span.source is source]
        for span, words in sorted(here, key=lambda each: each[0].start, reverse=True):
            text = text[: span.start] + words + text[span.end :]
        made.append(Source.of(source.name, text))
    return made


def paid(policy: Policy) -> list[tuple[str, object, bool]]:
    return [
        (clause.id, result.value, result.eligible)
        for clause in policy.clauses.values()
        for result in (case_result(policy, clause, case) for case in clause.cases if case.accepted)
    ]


def checked(sources: Sequence[Source], official: Source | None) -> Policy:
    policy, report = compile_sources(sources, official)
    errors = [f"{e.code} {e.title.zh}：{e.span.text if e.span else ''}" for e in report.diagnostics]
    assert not report.has_errors, errors
    return policy


@of_every_policy_in_ci
def test_names_stand_where_they_are_said_to(path: Path) -> None:
    sources, official = read_policy(path)
    found = occurrences(checked(sources, official))
    assert found
    assert not [each for each in found if not is_spelling(written(each), each.name)]
    declared = {each.declared_at for each in found}
    assert declared - {None} <= {each.span for each in found}
    assert {each.name for each in found if each.declared_at is None} <= {"申报日期", "核定金额"}


@of_every_policy_in_ci
def test_renamed_by_its_occurrences_a_policy_pays_the_same(path: Path) -> None:
    sources, official = read_policy(path)
    policy = checked(sources, official)
    places = {each.span: other(written(each)) for each in occurrences(policy) if each.declared_at is not None}
    after = checked(renamed(sources, places), official)
    assert all("新" in fact.name for clause in after.clauses.values() for fact in clause.facts)
    assert paid(after) == paid(policy)


# What no policy of ours says, or few: names in scopes and in heads of tables, names of tables, 上年 left out.
RULES = [
    "填报：所得、奖金：金额。\n标准（税率表）：\n  每段数额 ｜ 税额\n  3元以下 ｜ 3%\n  超过3元 ｜ 10%\n"
    "交纳：所得，按税率表计算；同时，奖金，按税率表计算。\n算例：所得4元，奖金1元，得0.22元。",
    "填报（含上年）：产值：金额。\n条件：产值同比增长10%以上，且产值较上年增长。\n补助：产值的1%。\n"
    "算例：\n  产值 ｜ 上年产值 ｜ 应得\n  200元 ｜ 100元 ｜ 2元",
    "填报（含上年）：产值、成本：金额。\n其中（含上年）：毛利：产值减成本。\n补助：毛利超过上年毛利的部分的10%。\n"
    "算例：产值30元，成本10元，上年产值20元，上年成本10元，得1元。",
    "填报：\n  污染物：每项含排放量（公斤）、当量值（公斤）；\n  税额：金额。\n其中（逐项）：当量数：排放量除以当量值。\n"
    "交纳（逐项，取当量数最高的1项）：税额×当量数。\n算例：税额2元，污染物见下表，得20元。\n"
    "  排放量 ｜ 当量值\n  10公斤 ｜ 1公斤\n  5公斤 ｜ 1公斤",
    "填报：检测：每条含日期（日期）、单位（文字）、相符（是否）。\n核算（逐日期、单位）：检测中相符的数量，封顶3条，每条1元。",
    "填报：费：每笔金额。\n补助（逐费）：费的10%。\n算例：费10元、20元，得3元。",
    "填报：项：每项含费（金额）、新（是否）。\n补助：费总额的10%，封顶项中新的数量×5元/项。",
    "填报：研发费、委托费、前：金额。\n补助：研发费的10%，其中委托费占研发费的部分封顶2元，连同前累计不超过9元。\n"
    "承诺：研发费增加的，应得不减少；应得不超过研发费。\n算例：研发费50元，委托费50元，前0元，得2元。",
    "填报：级：甲级、乙级；额：金额。\n标准：\n  级 ｜ 档\n  甲级 ｜ 5%\n  乙级 ｜ 3%\n补助：额，按档。\n算例：额100元，级甲级，得5元。",
    "填报：级：甲级、乙级；最高补贴限额：金额。\n补助：甲级的，100元，最高补贴限额；其余的，3元。\n算例：级甲级，最高补贴限额50元，得50元。",
]


@pytest.mark.parametrize("body", RULES, ids=said)
def test_renamed_by_its_occurrences_a_rule_pays_the_same(body: str) -> None:
    policy = policy_of(body)
    found = occurrences(policy)
    assert not [each for each in found if not is_spelling(written(each), each.name)]
    places = {each.span: other(written(each)) for each in found if each.declared_at is not None}
    after, report = compile_sources(renamed(policy.document.sources, places))
    assert not [error.title.zh for error in report.diagnostics if error.code[:3] in ("T01", "T02", "T03")]
    assert [clause.span for clause in after.clauses.values()]
    assert paid(after) == paid(policy)
