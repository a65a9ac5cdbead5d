"""A policy with its two compiled modules, held against each other call by call."""

import re
import sys
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

from support.node import Calculator, Request
from tiaowen.compiler import Policy
from tiaowen.compiler.program.module import module_of
from tiaowen.compiler.report.diagnostic import Report
from tiaowen.compiler.targets import TARGETS
from tiaowen.runtime import FactError

_NUMBERS = count(1)


def emitted(policy: Policy, name: str) -> Mapping[str, str]:
    """The texts of a target, which can say all of the policy."""
    (target,) = (target for target in TARGETS if target.name == name)
    report = Report()
    texts = target.emit(module_of(policy), report)
    assert not report.diagnostics
    assert set(texts) <= set(target.suffixes)
    return texts


def python_module(policy: Policy) -> ModuleType:
    """The compiled Python module of a policy, executed under a name of its own."""
    module = ModuleType(f"compiled_policy_{next(_NUMBERS)}")
    sys.modules[module.__name__] = module  # where dataclasses look for their module
    try:
        exec(compile(emitted(policy, "python")[""], module.__name__, "exec"), module.__dict__)
    finally:
        del sys.modules[module.__name__]
    return module


class Targets:
    """The interpreter, the Python module and the JavaScript module of one policy."""

    def __init__(self, policy: Policy, calculator: Calculator, folder: Path) -> None:
        self.policy = policy
        self._python = python_module(policy)
        self._calculator = calculator
        self._javascript = folder / f"policy_{next(_NUMBERS)}.mjs"
        self._javascript.write_text(emitted(policy, "javascript")[""], "utf-8")

    def agree(self, requests: Sequence[Request]) -> None:
        """AssertionError where they differ on a request, in the result, its explanation or the faults."""
        replies = self._calculator.calc(self._javascript, requests)
        for request, javascript in zip(requests, replies, strict=True):
            interpreted = _outcome(self.policy.calc, FactError, request)
            assert _outcome(self._python.calc, self._python.FactError, request) == interpreted, request
            assert _neutral(javascript) == _neutral(interpreted), request


def _outcome(calc: Any, fact_error: type[FactError], request: Request) -> Any:
    clause_id, facts, day = request
    try:
        return calc(clause_id, facts, date=day).to_dict()
    except fact_error as error:
        return [[fault.code, fault.fact, fault.message, fault.message_en] for fault in error.faults]


# What a value is called in the two languages, as messages say it.
_CALLED = {"True": "true", "False": "false", "None": "null", "list": "Array", "tuple": "Array", "dict": "Object"}
_END = re.compile(f"(?<= |是)({'|'.join(_CALLED)})(?=$|\\))")


def _neutral(outcome: Any) -> Any:
    """An outcome without what each language says in words of its own."""
    if isinstance(outcome, dict):
        return outcome
    return list(map(in_any_language, outcome))


def in_any_language(fault: Sequence[str]) -> Sequence[str]:
    """A fault (its code first) without what each language says in words of its own."""
    if fault[0] == "T0604":  # what a binary float is called
        return [text for text in fault if "二进制" not in text and "binary" not in text]
    return [_END.sub(lambda end: _CALLED[end[0]], text) for text in fault]
