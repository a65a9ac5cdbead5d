"""``tiaowen test``: the worked cases run, what they do not reach, and promises tried."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FAULTY, FINE, refused
from ..left_out import Sound, parted
from ..shared import read
from ..streams import write

if TYPE_CHECKING:
    from ...pipeline import Loaded
    from ...promises.trial import Trial
    from ...report.diagnostic import Language


@command(
    "test",
    "计算全部算例，并列出它们没有用到的条件、情形、分档和封顶 | run the worked cases, and list what they do not reach",
)
@click.argument("path")
@click.option(
    "--fail-under",
    type=click.IntRange(0, 100),
    metavar="PERCENT",
    help="用到的不足这个百分数即不通过 | fail where less of a hundred is reached",
)
@click.option(
    "--properties",
    "examples",
    type=click.IntRange(1, 100_000),
    metavar="N",
    help="再用编译出的程序试算每项承诺，门槛上下之外各 N 例 | also try each promise on the compiled program with N examples beside those at every threshold",
)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 | as JSON")
def test(lang: Language, path: str, fail_under: int | None, examples: int | None, as_json: bool, encoding: str) -> int:
    from ...answers.case_coverage import case_coverage, coverage_json, coverage_text
    from ...promises.trial import trials_json, trials_text
    from ...report.errors.cases import FailingCase, RefusedCase
    from ...report.published import said
    from ...report.render import dump, render_text

    policy, report = read(path, encoding, lang)
    failing = [error for error in report.errors if isinstance(error, FailingCase | RefusedCase)]
    others = [error for error in report.errors if not isinstance(error, FailingCase | RefusedCase)]
    if others:
        write(render_text(others, lang), sys.stderr)
    found = parted(policy, others) or Sound(policy, {})
    found.tell(lang)
    policy = found.policy
    coverage = case_coverage(policy)
    count = sum(len(clause.cases) for clause in policy.clauses.values())
    passed = count - sum(error.clause in policy.clauses for error in failing)
    trials = _tried(policy, examples, lang) if examples is not None and (found.left_out or not others) else None
    if as_json:
        if failing:
            write(render_text(failing, lang), sys.stderr)
        tried = {} if trials is None else {"properties": trials_json(trials)}
        write(dump(found.noted(said("cases", {"cases": count, "passed": passed, **coverage_json(coverage), **tried}))))
    else:
        if failing:
            write(render_text(failing, lang))
        write(
            pick(
                lang,
                f"算例 {count} 个，通过 {passed} 个，未通过 {len(failing)} 个\n",
                f"{count} worked cases: {passed} passed, {len(failing)} failed\n",
            )
        )
        write(coverage_text(coverage, lang))
        if trials:
            write(trials_text(trials, lang))
    too_little = fail_under is not None and coverage.percent < fail_under
    broken = any(not trial.held for trial in trials or ())
    return FAULTY if failing or others or too_little or broken else FINE


def _tried(policy: Loaded, examples: int, lang: Language) -> Sequence[Trial]:
    """The promises of a policy, tried."""
    try:
        from ...properties import try_promises
    except ModuleNotFoundError as error:
        if error.name != "hypothesis":
            raise
        from ...report.errors.properties import MissingHypothesis

        raise refused(MissingHypothesis(), lang) from None
    return list(try_promises(policy, examples=examples))
