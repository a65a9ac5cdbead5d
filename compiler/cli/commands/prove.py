"""``tiaowen prove``: what each clause promises, proved or refuted with a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..bilingual import command
from ..exits import FAULTY, FINE, OURS, bad_facts, refused
from ..shared import compiled
from ..streams import write

if TYPE_CHECKING:
    from ...report.diagnostic import Language


@command("prove", "证明每条规则的承诺，或举出反例 | prove what each clause promises, or show a case against it")
@click.argument("path")
@click.option("--clause", "only", metavar="ID", help="只证明这一条规则 | only this clause")
@click.option(
    "--timeout",
    type=click.IntRange(1, 3600),
    metavar="SECONDS",
    help="每项承诺最多用几秒，默认3 | seconds for one promise at most, 3 by default",
)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 | as JSON")
def prove(lang: Language, path: str, only: str | None, timeout: int | None, as_json: bool, encoding: str) -> int:
    from tiaowen.runtime.errors import FactError, hint, make_fault

    from ...report.errors.proofs import MissingSolver
    from ...report.published import said
    from ...report.render import dump

    policy = compiled(path, encoding, lang)
    if only is not None and only not in policy.clauses:
        raise bad_facts(FactError([make_fault("T0615", (only,), hint=hint(only, policy.clauses))]), lang)
    try:
        from ...proofs import TIMEOUT_SECONDS
        from ...proofs import prove as prove_clauses
    except ModuleNotFoundError as error:
        if error.name != "z3":
            raise
        raise refused(MissingSolver(), lang) from None
    from ...proofs.report import proofs_json, proofs_text

    clauses = None if only is None else [policy.clauses[only]]
    verdicts = list(prove_clauses(policy, clauses, timeout or TIMEOUT_SECONDS))
    write(dump(said("proofs", proofs_json(verdicts))) if as_json else proofs_text(verdicts, lang))
    if any(verdict.status == "defect" for verdict in verdicts):
        return OURS
    return FINE if all(verdict.status in ("proved", "not asked") for verdict in verdicts) else FAULTY
