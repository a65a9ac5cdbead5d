"""Every clause pays what was worked out by hand, in the interpreter, the compiled Python and the compiled JavaScript."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from support.list_clauses import CLAUSES, Case
from support.node import Calculator
from support.rules import TERMS
from support.targets import Targets
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.text.source import Source

DOCUMENT = f"试行政策\n\n{TERMS}\n" + "\n".join(
    f"（{at}）支持发展。{quote}。\n\n【规则 {at}】支持发展\n依据：“{quote}”\n{rule}\n【完】\n"
    for at, (quote, rule, _) in enumerate(CLAUSES, 1)
)


@pytest.fixture(scope="module")
def targets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Targets]:
    policy, report = compile_sources([Source.of("试行.policy", DOCUMENT)])
    assert not [d for d in report.diagnostics if d.severity == "error"], [
        f"{d.code} {d.span and d.span.text} {d.title.zh}" for d in report.diagnostics if d.severity == "error"
    ]
    with Calculator() as calculator:
        yield Targets(policy, calculator, tmp_path_factory.mktemp("clauses"))


def test_there_are_enough() -> None:
    assert len(CLAUSES) >= 60


@pytest.mark.parametrize(("at", "cases"), [(str(at), row[2]) for at, row in enumerate(CLAUSES, 1)])
def test_a_clause_pays(at: str, cases: list[Case], targets: Targets) -> None:
    day = "2025-06-30"
    for facts, value in cases:
        result: Any = targets.policy.calc(at, facts, date=day)
        assert result.eligible == (value is not None), (facts, result.explain())
        assert result.value == Decimal(str(value or 0)), (facts, result.explain())
    targets.agree([(at, facts, day) for facts, _ in cases])
