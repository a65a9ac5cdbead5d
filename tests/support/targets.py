"""A policy with its compiled modules, held against each other call by call."""

import re
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, ClassVar, Protocol

from support.node import Call, Request
from tiaowen.compiler import Policy
from tiaowen.compiler.answers.allocation import allocate
from tiaowen.compiler.answers.calculate import calc
from tiaowen.compiler.answers.settlement import settle
from tiaowen.compiler.cli.written import fault_of
from tiaowen.compiler.program.module import module_of, without
from tiaowen.compiler.report.diagnostic import Language, Report
from tiaowen.compiler.report.errors.targets import NotInTarget
from tiaowen.compiler.targets.every import TARGETS
from tiaowen.compiler.targets.target import Wanted
from tiaowen.runtime import FactError

# What a compiled module gives to those who embed it, and nothing else.
EXPORTS = [
    "BUDGET",
    "CLAUSES",
    "COMPILER_VERSION",
    "FACTS",
    "FactError",
    "SAME_MATTER",
    "SHARING",
    "SOURCE_SHA256",
    "TITLE",
    "allocate",
    "calc",
    "settle",
]
_NUMBERS = count(1)


def emitted(policy: Policy, name: str, lang: Language = "zh") -> Mapping[str, str]:
    """The texts of a target, which can say all of the policy."""
    (target,) = (target for target in TARGETS if target.name == name)
    report = Report()
    texts = target.emit(module_of(policy, lang), report, Wanted())
    assert not report.diagnostics
    assert set(texts) <= set(target.suffixes)
    return {suffix: text for suffix, text in texts.items() if isinstance(text, str)}


def written(policy: Policy, name: str, wanted: Wanted) -> tuple[Mapping[str, bytes], tuple[str, ...]]:
    """The files of a target, and the clauses that it cannot say, which are left out."""
    (target,) = (target for target in TARGETS if target.name == name)
    module, report = module_of(policy), Report()
    files = target.emit(module, report, wanted)
    unsaid = tuple(found.clause for found in report.diagnostics if isinstance(found, NotInTarget))
    if unsaid:
        report = Report()
        files = target.emit(without(module, unsaid), report, wanted)
    assert not report.has_errors
    assert set(files) <= set(target.suffixes)
    assert fault_of(name, files) == ""
    return {at: text.encode() if isinstance(text, str) else text for at, text in files.items()}, unsaid


def python_module(policy: Policy, lang: Language = "zh") -> ModuleType:
    """The compiled Python module of a policy, executed under a name of its own."""
    module = ModuleType(f"compiled_policy_{next(_NUMBERS)}")
    sys.modules[module.__name__] = module  # where dataclasses look for their module
    try:
        exec(compile(emitted(policy, "python", lang)[""], module.__name__, "exec"), module.__dict__)
    finally:
        del sys.modules[module.__name__]
    return module


class Calculator(Protocol):
    """Runs the modules of a target in a process of its own: node.Calculator, java.Calculator."""

    target: ClassVar[str]

    def __enter__(self) -> "Calculator": ...

    def __exit__(self, *_: object) -> None: ...

    def module(self, folder: Path, text: str) -> Path:
        """The module of this text, ready to be called."""

    def can_be_said(self, call: Call) -> bool:
        """Whether a program in this language could make the call at all."""

    def answers(self, module: Path, calls: Sequence[Call]) -> list[Any]:
        """For each call: what the answer is as data, or the faults as lists of their texts."""


class Targets:
    """The interpreter, the Python module and the module of a further target of one policy, which explain in one language."""

    def __init__(self, policy: Policy, calculator: Calculator, folder: Path, lang: Language = "zh") -> None:
        # Beneath the entrances, which read what offices write; modules are given what has been read.
        self._interpreter = SimpleNamespace(
            calc=partial(calc, policy), settle=partial(settle, policy), allocate=partial(allocate, policy)
        )
        self.policy, self.lang = policy, lang
        self._python = python_module(policy, lang)
        self._calculator = calculator
        text = emitted(policy, calculator.target, lang)[""]
        self._module = calculator.module(folder / f"policy_{next(_NUMBERS)}", text)

    def agree(self, requests: Sequence[Request]) -> None:
        """AssertionError where they differ on a request, in the result, its explanation or the faults."""
        self.agree_on([("calc", (clause, facts), {"date": day}) for clause, facts, day in requests])

    def agree_on(self, calls: Sequence[Call]) -> list[Any]:
        """Likewise, of any function that they have in common; what it gives as data, or its faults, goes out."""
        can_be_said = self._calculator.can_be_said
        replies = iter(self._calculator.answers(self._module, [call for call in calls if can_be_said(call)]))
        outcomes = []
        for call in calls:
            interpreted = _outcome(self._interpreter, FactError, call, self.lang)
            assert _outcome(self._python, self._python.FactError, call, "") == interpreted, call
            assert not can_be_said(call) or neutral(next(replies)) == neutral(interpreted), call
            outcomes.append(interpreted)
        return outcomes


def _outcome(functions: Any, fact_error: type[FactError], call: Call, lang: str) -> Any:
    name, given, options = call
    try:
        return getattr(functions, name)(*given, **options).to_dict(lang)
    except fact_error as error:
        return [[fault.code, fault.fact, fault.message, fault.message_en] for fault in error.faults]


# What a value is called in each language, as messages say it.
_CALLED = {
    **{"True": "true", "False": "false", "None": "null", "list": "Array", "tuple": "Array", "dict": "Object"},
    **{"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity", "List": "Array", "Map": "Object"},
    "1.0E300": "1e+300",
}
_END = re.compile(f"(?<= |是)({'|'.join(map(re.escape, _CALLED))})(?=$|\\))")


def neutral(outcome: Any) -> Any:
    """An outcome without what each language says in words of its own."""
    return outcome if not isinstance(outcome, list) else list(map(in_any_language, outcome))


def in_any_language(fault: Sequence[str]) -> Sequence[str]:
    """A fault (its code first) without what each language says in words of its own."""
    if fault[0] == "T0604":  # what a binary float is called
        return [text for text in fault if "二进制" not in text and "binary" not in text]
    return [_END.sub(lambda end: _CALLED[end[0]], text) for text in fault]
