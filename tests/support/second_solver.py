"""Another solver, cvc5, asked what the first one was asked."""

from collections.abc import Mapping
from typing import Any

import cvc5

# Products of facts over the reals are decided by coverings at once; what has whole numbers in it is not.
_WAYS: tuple[Mapping[str, str], ...] = ({"nl-ext": "none", "nl-cov": "true"}, {})


def answer(asked: str, seconds: int = 20) -> str:
    """What cvc5 says to a text in SMT-LIB: sat, unsat or unknown."""
    found = ""
    for options in _WAYS:
        found = _answer(asked, seconds, options)
        if found in ("sat", "unsat"):
            break
    return found


def _answer(asked: str, seconds: int, options: Mapping[str, str]) -> str:
    solver = cvc5.Solver(cvc5.TermManager())
    for name, value in {"tlimit-per": str(1000 * seconds), **options}.items():
        solver.setOption(name, value)
    parser = cvc5.InputParser(solver)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, f"(set-logic ALL)\n{asked}", "asked")
    symbols: Any = parser.getSymbolManager()
    said = ""
    while not (command := parser.nextCommand()).isNull():
        said += str(command.invoke(solver, symbols))
    return said.split()[0] if said.split() else ""
