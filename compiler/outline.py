"""The calculation of a clause in numbered steps, for people: what is worked out first, which case applies, what caps.

In: a clause or one of its definitions.  Out: steps with marks ①, ②, … by which later steps speak of earlier ones,
each in words and as a formula.  A mechanism writes its own steps (``Mechanism.outline``); what it does not write as a
step stands in the sentence of the step around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .model import Addition, Expr, Literal, Mechanism, Phrase, Product, Truth
from .wording import Spoken, Words, spoken_words, without_slots


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: ``label`` names what it does to an earlier one (封顶, 扣除 …), if it does."""

    mark: str
    words: str
    formula: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case: ``when`` is empty for 其余; without ``steps`` the ``words`` say all."""

    when: str
    steps: tuple[Node, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """The first case that holds, or with ``highest`` the highest of those that hold; none: zero."""

    mark: str
    cases: tuple[Case, ...]
    highest: bool

    @property
    def is_table(self) -> bool:
        """Whether every case is said in a few words."""
        return not any(case.steps for case in self.cases)

    @property
    def has_rest(self) -> bool:
        return any(not case.when for case in self.cases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Quantities each with its own rate, added up: 省级、市级，每家分别200万元、100万元."""

    mark: str
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """Steps that are gone through for every item of a list, or for every group of its items."""

    heading: str
    steps: tuple[Node, ...]


Node = Step | Cases | Rates | Repeated


def outline(expr: Expr) -> tuple[Node, ...]:
    """The steps of an amount, the last of which gives it."""
    writer = _Writer()
    writer.result(expr, always=True)
    return tuple(writer.nodes)


def is_simple(expr: Expr) -> bool:
    """Whether one sentence says it all, so that it needs no steps."""
    writer = _Writer()
    writer.words(expr)
    return not writer.nodes


class _Writer:
    """Collects the steps (the ``Outline`` that mechanisms ask)."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._written: dict[int, str] = {}
        self._given: list[str] = []
        self._spoken, self._symbols = _MarkedSpoken(self), _MarkedWords(self)

    def words(self, expr: Expr) -> str:
        return without_slots(self._spoken.of(expr))

    def formula(self, expr: Expr) -> str:
        return without_slots(self._symbols.of(expr))

    def result(self, expr: Expr, always: bool = False) -> str:
        """What stands for ``expr`` in a later step: its name or number, else the mark of its own step (which it has
        in any case with ``always``)."""
        if isinstance(expr, Mechanism):
            said = self.written(expr)
            if said in self._given:
                return said
        elif rates := self._rates(expr):
            return rates
        elif not isinstance(expr, (Addition, Product)) and not always:
            return self.formula(expr)
        return self.step(self.words(expr), self.formula(expr))

    def written(self, made: Mechanism) -> str:
        """The mark or the words of a mechanism; its steps are written when it is first met."""
        if id(made) not in self._written:
            self._written[id(made)] = made.outline(self)
        return self._written[id(made)]

    def phrase(self, made: Mechanism) -> str:
        """The words of a mechanism that needs no step of its own."""
        return without_slots(made.words(self._spoken))

    def step(self, words: str, formula: str, label: str = "") -> str:
        mark = self._next_mark()
        self.nodes.append(Step(mark=mark, words=words, formula=formula, label=label))
        return mark

    def cases(self, branches: Sequence[tuple[Expr, Expr]], highest: bool) -> str:
        """Cases: a condition and an amount each."""
        found = []
        for condition, amount in branches:
            when = "" if isinstance(condition, Truth) else spoken_words(condition)
            nodes, words = self._apart(amount)
            found.append(Case(when=when, steps=nodes, words=words))
        mark = self._next_mark()
        self.nodes.append(Cases(mark=mark, cases=tuple(found), highest=highest))
        return mark

    def repeated(self, heading: str, body: Expr) -> str:
        """Steps gone through several times; gives what stands for the result of one time."""
        outer, self.nodes = self.nodes, []
        inner = self.result(body, always=True)
        outer.append(Repeated(heading=heading, steps=tuple(self.nodes)))
        self.nodes = outer
        return inner

    def _apart(self, amount: Expr) -> tuple[tuple[Node, ...], str]:
        """The steps of one case; none where its words are enough."""
        outer, self.nodes, written = self.nodes, [], dict(self._written)
        words = self.words(amount)
        if self.nodes:
            self.result(amount)
        nodes = tuple(self.nodes)
        self.nodes, self._written = outer, written
        return nodes, words

    def _rates(self, expr: Expr) -> str:
        """Several quantities with a rate each."""
        if not (isinstance(expr, Addition) and len(expr.parts) > 1):
            return ""
        rows = []
        for part in expr.parts:
            if not (isinstance(part, Product) and isinstance(part.right, Literal)) or isinstance(part.left, Mechanism):
                return ""
            rows.append((self.words(part.left), part.right.text, self.formula(part)))
        mark = self._next_mark()
        self.nodes.append(Rates(mark=mark, rows=tuple(rows)))
        return mark

    def _next_mark(self) -> str:
        self._given.append(_mark(len(self._given) + 1))
        return self._given[-1]


class _MarkedWords(Words):
    """Formulas in which the mark of a step stands for what it gives."""

    def __init__(self, writer: _Writer) -> None:
        self._writer = writer

    def made(self, made: Mechanism) -> Phrase:
        return (self._writer.written(made),)


class _MarkedSpoken(_MarkedWords, Spoken):
    """Sentences, likewise."""


def _mark(number: int) -> str:
    for first, last, start in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(start + number - first)
    return f"（{number}）"
