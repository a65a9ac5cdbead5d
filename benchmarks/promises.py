"""What is not decided: of every rule of the policies in this repository, promises as a drafter would write them.

For every number and ordered option of a rule that it only rises and that it only falls; limits against round sums and
against every fact of the unit of the result; of the rule with the next one; no cliffs.  Prints how many of each kind
are not decided, and which; the exit code is 1 where they are 2% or more.

    python benchmarks/promises.py [POLICY…] [--seconds 3]
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from tiaowen.compiler import load
from tiaowen.compiler.model.clause import Clause
from tiaowen.compiler.model.expr import FactRef, Literal
from tiaowen.compiler.model.policy import Policy
from tiaowen.compiler.model.promise import Bounded, Monotone, Move, NoCliff, Promise
from tiaowen.compiler.model.quantity import MONEY
from tiaowen.compiler.model.types import NumberType, OptionType
from tiaowen.compiler.promises import obligations
from tiaowen.compiler.proofs.solving import decide

POLICIES = Path(__file__).parent.parent / "policies"
# Of these promises so many may be left open.
LIMIT = Fraction(2, 100)
KINDS = ("monotone", "limit", "no-cliff", "within-cap")


def promised(policy: Policy, clause: Clause, after: Clause | None) -> Iterator[Promise]:
    """What a drafter might promise of a rule, true or not."""
    assert clause.span is not None and clause.amount is not None

    def made(meant: Monotone | Bounded | NoCliff, text: str) -> Promise:
        return Promise(meant=meant, text=text, span=clause.span)

    kind = clause.amount.type
    for fact in clause.facts:
        if isinstance(fact.type, NumberType) or (isinstance(fact.type, OptionType) and fact.type.ordered):
            yield made(Monotone(moves=(Move(fact=fact.name, up=True),), rises=True), f"{fact.name}增加的，应得不减少")
            yield made(Monotone(moves=(Move(fact=fact.name, up=True),), rises=False), f"{fact.name}增加的，应得不增加")
        if fact.type == kind and fact.reading.kind == "number":
            limit = FactRef(name=fact.name, type=fact.type)
            yield made(Bounded(operator="<=", limit=limit), f"应得不超过{fact.name}")
    yield made(NoCliff(), "没有断崖")
    if isinstance(kind, NumberType):
        caps = [10**4, 10**6, 10**8] if kind == MONEY else [1, 100]
        for most in caps:
            limit = Literal(value=Fraction(most), type=kind, text=str(most))
            yield made(Bounded(operator="<=", limit=limit), f"应得不超过{most}")
            if after is not None and kind == MONEY:
                yield made(Bounded(operator="<=", limit=limit, others=(after.id,)), f"本条与{after.id}合计不超过{most}")
        least = Literal(value=Fraction(1), type=kind, text="1")
        yield made(Bounded(operator=">=", limit=least), "应得不低于1")


def measure(path: Path, seconds: float) -> Counter[tuple[str, str]]:
    policy = load(path)
    found: Counter[tuple[str, str]] = Counter()
    clauses = list(policy.clauses.values())
    for at, clause in enumerate(clauses):
        if clause.amount is None:
            continue
        after = next((c for c in clauses[at + 1 :] if c.amount is not None and c.amount.type == MONEY), None)
        asked = replace(clause, promises=tuple(promised(policy, clause, after)))
        stage = replace(policy, clauses={**policy.clauses, clause.id: asked})
        for obligation in obligations(stage, asked):
            if obligation.kind in KINDS and obligation.settled is None:
                began = time.process_time()
                verdict = decide(stage, obligation, seconds)
                spent = time.process_time() - began
                found[obligation.kind, verdict.status] += 1
                if verdict.status not in ("proved", "refuted") or spent > 2:
                    why = verdict.reason.zh if verdict.reason else ""
                    print(
                        f"{path.stem} {clause.id} {obligation.words.zh}: {verdict.status} {spent:.1f}s {why}",
                        flush=True,
                    )
    return found


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("policies", nargs="*", type=Path)
    options.add_argument("--seconds", type=float, default=3)
    given = options.parse_args()
    paths = given.policies or sorted(p for p in POLICIES.iterdir() if p.is_dir() or p.suffix == ".policy")
    total: Counter[tuple[str, str]] = Counter()
    began = time.process_time()
    for path in paths:
        total += measure(path, given.seconds)
    for kind in KINDS:
        of = {status: count for (each, status), count in total.items() if each == kind}
        print(kind, dict(sorted(of.items())))
    everything = sum(total.values())
    left = sum(count for (_, status), count in total.items() if status not in ("proved", "refuted"))
    share = Fraction(left, everything)
    print(
        f"{left} of {everything} not decided ({float(share):.1%}), {time.process_time() - began:.0f} s of processor time"
    )
    return int(share >= LIMIT)


if __name__ == "__main__":
    sys.exit(main())
