"""The fuzz by hand: any text gives diagnostics, any facts a result or their faults, and never a traceback.

    python tests/fuzz.py texts -n 100000 [--seed 1] [--from 0]
    python tests/fuzz.py facts -n 20000 [--seed 1]

In: how many, and from which seed.  Out: each kind of traceback once, with the smallest text that gives it, and how many
there were; the exit code is 1 where there was any.  ``tests/test_fuzz.py`` makes a short run of both with every suite.
"""

import argparse
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from time import process_time
from typing import Any

from support.fuzzing import seeds, texts, values
from support.targets import python_module
from tiaowen.compiler.answers.calculate import calc
from tiaowen.compiler.answers.case_coverage import case_coverage, coverage_text
from tiaowen.compiler.answers.worked_cases import case_result
from tiaowen.compiler.format.formatter import format_sources
from tiaowen.compiler.guide.markdown import guide
from tiaowen.compiler.model.case_facts import case_facts
from tiaowen.compiler.pipeline import Loaded, compile_sources, compile_together
from tiaowen.compiler.program.module import module_of
from tiaowen.compiler.report.diagnostic import Report
from tiaowen.compiler.report.render import render_json, render_sarif, render_text
from tiaowen.compiler.targets.every import TARGETS
from tiaowen.compiler.targets.target import Wanted
from tiaowen.compiler.text.source import Source
from tiaowen.runtime.errors import FactError

SLOW = 5.0


@dataclass(slots=True)
class Found:
    """What broke: the kinds of traceback by where they were raised, each with its shortest input."""

    count: int = 0
    kinds: dict[str, str] = field(default_factory=dict)
    slowest: float = 0

    def add(self, error: BaseException, text: str) -> None:
        self.count += 1
        self.note("".join(traceback.format_exception(error)[-7:]), text)

    def note(self, kind: str, text: str) -> None:
        if kind not in self.kinds or len(text) < len(self.kinds[kind]):
            self.kinds[kind] = text

    def said(self) -> str:
        return "\n".join(f"{kind}\n--- {text!r}\n" for kind, text in self.kinds.items())


def try_text(text: str) -> None:
    """Everything that a text without errors, or with them, goes through on the command line."""
    sources = [Source.of("试.policy", text)]
    (policy,), report = compile_together([(sources, None)])
    for render in (render_text, render_json, render_sarif):
        render(report.diagnostics)
    format_sources(sources)
    if policy.clauses:
        _use(policy)
        if not report.has_errors:
            _emit(policy)


def _use(policy: Loaded) -> None:
    coverage_text(case_coverage(policy), "zh")
    for clause in policy.clauses.values():
        for case in clause.cases:
            try:
                case_result(policy, clause, case).to_dict()
            except FactError as error:
                assert error.faults


def _emit(policy: Loaded) -> None:
    guide(policy)
    module = module_of(policy)
    for target in TARGETS:
        report = Report()
        made = target.emit(module, report, Wanted())
        if target.name == "python" and not report.has_errors:
            compile(made[""], "policy", "exec")


def fuzz_texts(count: int, seed: int, found: Found, start: int = 0) -> None:
    for number, text in enumerate(texts(count, seed)):
        if number < start:
            continue
        began = process_time()
        try:
            try_text(text)
        except Exception as error:
            found.add(error, text)
        took = process_time() - began
        found.slowest = max(found.slowest, took)
        if took > SLOW:
            found.count += 1
            found.note(f"{took:.1f} s", text)
        if number % 1000 == 999:
            print(f"{number + 1}: {found.count} faults of {len(found.kinds)} kinds", file=sys.stderr, flush=True)


def fuzz_facts(count: int, seed: int, found: Found) -> None:
    rng = Random(seed)
    sound = (policy for policy in map(_sound, rng.sample(seeds(), len(seeds()))) if policy)
    policies = list(islice(sound, count))
    for number in range(count):
        policy = policies[number % len(policies)]
        clause_id, facts, day = _drawn(policy, rng)
        try:
            given = list(_outcomes(policy, clause_id, facts, day))
            assert all(each == given[0] for each in given), given
        except Exception as error:
            found.add(error, repr((clause_id, facts, day)))


def _outcomes(policy: Loaded, clause_id: str, facts: dict[str, object], day: Any) -> Iterator[object]:
    try:
        yield calc(policy, clause_id, facts, day).to_dict()
    except FactError as error:
        yield [fault.code for fault in error.faults]
    module = _module(policy)
    try:
        yield module.calc(clause_id, facts, date=day).to_dict()
    except module.FactError as error:
        yield [fault.code for fault in error.faults]


_MODULES: dict[int, Any] = {}


def _module(policy: Loaded) -> Any:
    if id(policy) not in _MODULES:
        _MODULES[id(policy)] = python_module(policy)
    return _MODULES[id(policy)]


def _sound(text: str) -> Loaded | None:
    policy, report = compile_sources([Source.of("试.policy", text)])
    broken = any(each.severity == "error" and not each.code.startswith("T04") for each in report.diagnostics)
    return None if broken or not policy.clauses else policy


def _drawn(policy: Loaded, rng: Random) -> tuple[str, dict[str, object], Any]:
    """Facts of a worked case where there is one, some of them exchanged for what stands in no form."""
    clause = rng.choice(list(policy.clauses.values()))
    facts: dict[str, object] = {fact.name: values(rng) for fact in clause.facts}
    day: Any = None
    if clause.cases and rng.random() < 0.9:
        facts, day = dict(case_facts(clause, rng.choice(clause.cases))[0]), None
    for name in list(facts):
        if rng.random() < 0.3:
            facts[name] = values(rng)
    if rng.random() < 0.05:
        facts[rng.choice(("多余", "", "申报日期"))] = values(rng)
    if rng.random() < 0.1:
        day = values(rng)
    return clause.id, facts, day


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("what", choices=("texts", "facts"))
    options.add_argument("-n", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--from", type=int, default=0, dest="start")
    given = options.parse_args()
    found = Found()
    if given.what == "texts":
        fuzz_texts(given.n, given.seed, found, given.start)
    else:
        fuzz_facts(given.n, given.seed, found)
    print(found.said())
    print(f"{given.n} {given.what}: {found.count} faults of {len(found.kinds)} kinds, slowest {found.slowest:.1f} s")
    return 1 if found.count else 0


if __name__ == "__main__":
    sys.exit(main())
