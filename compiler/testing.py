"""The promises of a policy as tests of a suite of one's own, run by pytest.

In: where a policy is.  Out: a test with one case for each promise of each clause: that it holds for the compiled Python,
and that this gives what the interpreter gives (see properties/).

    from tiaowen.compiler.testing import policy_promises

    test_promises = policy_promises("某区若干政策.policy")
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest

from .pipeline import PolicyError, load
from .promises.telling import case_lines
from .promises.trial import Trial
from .properties import promises_of_policy_to_try, promises_to_try, try_policy, try_promises
from .report.diagnostic import Language
from .report.render import render_text


def policy_promises(
    path: str | Path, *, examples: int = 100, encoding: str = "utf-8", lang: Language = "zh"
) -> Callable[..., None]:
    """A test of the policy at a path; ``examples`` are drawn for each promise, beside those at every threshold.  A policy
    that cannot be read or has errors (a worked case that comes out otherwise is one) is a test that fails with them."""
    try:
        policy = load(path, encoding)
    except PolicyError as error:
        told = render_text([found for found in error.diagnostics if found.severity == "error"], lang)
        return _cases([pytest.param(lambda: pytest.fail(told, pytrace=False), id="check")])

    @cache
    def tried(clause_id: str) -> Sequence[Trial]:
        """What came of the promises of a clause, or ("") of 【政策】."""
        if not clause_id:
            return list(try_policy(policy, examples))
        return list(try_promises(policy, [policy.clauses[clause_id]], examples))

    def ask(clause_id: str, at: int) -> Callable[[], None]:
        def asked() -> None:
            trial = tried(clause_id)[at]
            if trial.is_open:
                pytest.skip(trial.obligation.words.said(lang))
            if not trial.held:
                lines = [trial.obligation.words.said(lang), *case_lines(trial.case, lang)]
                pytest.fail("\n".join(lines), pytrace=False)

        return asked

    return _cases(
        [
            pytest.param(ask(owner, at), id=f"{owner or '政策'} {promise.kind}")
            for owner, promises in (
                ("", promises_of_policy_to_try(policy)),
                *((clause.id, promises_to_try(policy, clause)) for clause in policy.clauses.values()),
            )
            for at, promise in enumerate(promises)
        ]
    )


def _cases(params: Sequence[object]) -> Callable[..., None]:
    @pytest.mark.parametrize("promise", params)
    def test(promise: Callable[[], None]) -> None:
        promise()

    return test
