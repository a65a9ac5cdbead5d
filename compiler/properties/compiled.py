"""The compiled Python of a policy, in memory, called as the interpreter is called and held against it at each call: with
facts as they are given, and with integers for those that are whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import ModuleType
from typing import TYPE_CHECKING, Any

from tiaowen.runtime.errors import FactError, Fault
from tiaowen.runtime.result import Result

from ..answers.calculate import calc
from ..program.module import module_of
from ..promises.telling import result_told
from ..report.diagnostic import Text
from ..targets.executed import executed

if TYPE_CHECKING:
    from ..model.policy import Policy
    from ..promises.replay import Calc


class Disagreement(Exception):
    """The compiled program gives this, the interpreter that."""

    def __init__(self, compiled: Result | FactError, interpreted: Result | FactError) -> None:
        super().__init__(compiled, interpreted)
        mine, other = _said(compiled), _said(interpreted)
        self.said = Text(f"编译出的程序{mine.zh}，解释器{other.zh}", f"compiled: {mine.en}; interpreted: {other.en}")


def _said(outcome: Result | FactError) -> Text:
    if isinstance(outcome, FactError):
        return Text(f"不受理（{outcome.message}）", f"refuses the facts ({outcome.faults[0].message_en})")
    return result_told(outcome)


def compiled_module(policy: Policy) -> ModuleType:
    """The compiled Python module of a policy."""
    return executed(module_of(policy))


def compared_calc(policy: Policy, module: Any = None) -> Calc:
    """What the compiled module of a policy calculates.  Raises ``Disagreement`` where the interpreter gives something
    else or refuses for other reasons; faults of the module become those of this runtime."""
    module = module or compiled_module(policy)

    def compiled(clause_id: str, facts: Mapping[str, object], on: str | None) -> Result:
        try:
            result: Result = module.calc(clause_id, facts, on)
        except module.FactError as error:
            faults = [Fault(each.code, each.fact, each.message, each.message_en) for each in error.faults]
            raise FactError(faults) from None
        return result

    def compared(clause_id: str, facts: Mapping[str, object], on: str | None) -> Result:
        mine = _outcome(compiled, clause_id, facts, on)
        other = _outcome(calc, policy, clause_id, facts, on)
        # whole numbers are read on the spot, Decimals by the runtime
        whole = {name: _whole(value) for name, value in facts.items()}
        for found in (mine, _outcome(compiled, clause_id, whole, on)):
            if _compared(found) != _compared(other):
                raise Disagreement(found, other)
        if isinstance(mine, FactError):
            raise mine
        return mine

    return compared


def _whole(value: object) -> object:
    """The same with integers for whole numbers."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value
    return [_whole(part) for part in value] if isinstance(value, list) else value


def _outcome(calc: Callable[..., Result], *given: object) -> Result | FactError:
    try:
        return calc(*given)
    except FactError as error:
        return error


def _compared(outcome: Result | FactError) -> object:
    return outcome.faults if isinstance(outcome, FactError) else outcome.to_dict()
