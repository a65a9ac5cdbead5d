"""The names of a rule: facts, and definitions that are bound when they are first asked for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ..bind.binder import Refused
from ..model.expr import Expr
from ..report.errors.names import CircularDefinition
from ..report.errors.syntax import TooInvolved
from ..text.source import Span

# How many definitions may wait for one another; those written in the order of their use never wait.
MAX_WAITING = 40


class Scope(Mapping[str, Expr]):
    """The names of a rule.  Definitions are bound when they are first asked for, so their order does not matter."""

    def __init__(self, facts: Mapping[str, Expr]) -> None:
        self.bound: dict[str, Expr] = dict(facts)
        self.pending: dict[str, Pending] = {}
        self._busy: set[str] = set()
        self.used: set[str] = set()

    def __getitem__(self, name: str) -> Expr:
        self.used.add(name)
        if name not in self.bound and name in self.pending:
            pending = self.pending[name]
            if name in self._busy:
                raise Refused(CircularDefinition(span=pending.span, name=name))
            if len(self._busy) >= MAX_WAITING:
                raise Refused(TooInvolved(span=pending.span))
            self._busy.add(name)
            try:
                self.bound[name] = pending.bind()
            finally:
                self._busy.discard(name)
        return self.bound[name]

    def __contains__(self, name: object) -> bool:
        return name in self.bound or name in self.pending

    def __iter__(self) -> Iterator[str]:
        return iter({**self.bound, **self.pending})

    def __len__(self) -> int:
        return len({*self.bound, *self.pending})


class Prior(Mapping[str, Expr]):
    """The names of a rule as they read for last year: 研发费用 is 上年研发费用 wherever that is a name."""

    def __init__(self, names: Mapping[str, Expr]) -> None:
        self._names = names

    def __getitem__(self, name: str) -> Expr:
        prior = f"上年{name}"
        return self._names[prior] if prior in self._names else self._names[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@dataclass(frozen=True, slots=True)
class Pending:
    """A definition that is not bound yet, of the items of a list where there is one."""

    bind: Callable[[], Expr]
    span: Span
    of_list: str = ""


class Unsound(Exception):
    """A definition that has faults; they are reported where it is defined, not where it is used."""
