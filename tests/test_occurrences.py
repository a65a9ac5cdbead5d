"""Where names stand: what an editor shows and renames, in every policy."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest

from tiaowen.compiler.answers.worked_cases import case_result
from tiaowen.compiler.model.policy import Policy
from tiaowen.compiler.model.resolved import Occurrence
from tiaowen.compiler.pipeline import compile_sources, read_policy
from tiaowen.compiler.text.source import Source, Span, squeeze

POLICIES = sorted((Path(__file__).parent.parent / "policies").iterdir())
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
    return f"{head}{rest[0]}新{rest[1:]}"


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
        for result in (case_result(policy, clause, case) for case in clause.cases)
    ]


def checked(sources: Sequence[Source], official: Source | None) -> Policy:
    policy, report = compile_sources(sources, official)
    errors = [f"{e.code} {e.title.zh}：{e.span.text if e.span else ''}" for e in report.diagnostics]
    assert not report.has_errors, errors
    return policy


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_names_stand_where_they_are_said_to(path: Path) -> None:
    sources, official = read_policy(path)
    found = occurrences(checked(sources, official))
    assert found
    assert not [each for each in found if not is_spelling(written(each), each.name)]
    declared = {each.declared_at for each in found}
    assert declared - {None} <= {each.span for each in found}
    assert {each.name for each in found if each.declared_at is None} <= {"申报日期", "核定金额"}


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_renamed_by_its_occurrences_a_policy_pays_the_same(path: Path) -> None:
    sources, official = read_policy(path)
    policy = checked(sources, official)
    places = {each.span: other(written(each)) for each in occurrences(policy) if each.declared_at is not None}
    after = checked(renamed(sources, places), official)
    assert all("新" in fact.name for clause in after.clauses.values() for fact in clause.facts)
    assert paid(after) == paid(policy)
