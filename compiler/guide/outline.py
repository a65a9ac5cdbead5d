"""The calculation of a clause in numbered steps, for people: what is worked out first, which case applies, what caps.

In: a clause or one of its definitions.  Out: steps with marks ①, ②, … by which later steps speak of earlier ones,
each in words and as a formula.  A mechanism writes its own steps (``Mechanism.outline``); what it does not write as a
step stands in the sentence of the step around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..meaning import phrases as p
from ..meaning.english import label_said
from ..meaning.wording import Formulas, Spoken, Words, spoken_words, subject_of, without_slots
from ..model.expr import Addition, All, Compare, Expr, Literal, Mechanism, Phrase, Product, Truth, operands_of
from ..model.types import NumberType
from ..report.diagnostic import Language, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: ``label`` names what it does to an earlier one (封顶, 扣除 …), if it does."""

    mark: str
    words: str
    formula: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case: ``when`` is empty for 其余; without ``steps`` the ``words`` say all.  ``cells`` say ``when`` by the keys
    of the cases, ``ranges`` likewise with 含 or 不含 at every bound; ``value`` is the amount in yuan, where it is one."""

    when: str
    cells: tuple[str, ...]
    steps: tuple[Node, ...]
    words: str
    ranges: tuple[str, ...] = ()
    value: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """The first case that holds, or with ``highest`` the highest of those that hold; none: zero.  ``keys`` are what
    the cases turn on, where all turn on the same; of two known ``reading``s the one that is taken."""

    mark: str
    keys: tuple[str, ...]
    cases: tuple[Case, ...]
    highest: bool
    reading: str = ""

    @property
    def is_table(self) -> bool:
        """Whether every case is said in a few words."""
        return not any(case.steps for case in self.cases)

    @property
    def has_rest(self) -> bool:
        return any(not case.when for case in self.cases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Quantities each with its own rate, added up: 省级、市级，每家分别200万元、100万元.  ``values`` are the rates in yuan,
    where they are."""

    mark: str
    rows: tuple[tuple[str, str, str], ...]
    values: tuple[Fraction | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """Steps that are gone through for every item of a list, or for every group of its items."""

    heading: str
    steps: tuple[Node, ...]


Node = Step | Cases | Rates | Repeated


def outline(expr: Expr, lang: Language = "zh") -> tuple[Node, ...]:
    """The steps of an amount, the last of which gives it."""
    writer = _Writer(lang)
    writer.result(expr, always=True)
    return tuple(writer.nodes)


def outline_parts(
    parts: Sequence[tuple[str, Expr]], lang: Language = "zh"
) -> tuple[tuple[Node, ...], tuple[tuple[str, str, str], ...]]:
    """The steps of several amounts, and of each its label, words and formula."""
    writer = _Writer(lang)
    rows = tuple((label_said(label, lang), writer.words(amount), writer.formula(amount)) for label, amount in parts)
    return tuple(writer.nodes), rows


def outline_each(heading: str, body: Expr, up_to: Expr | None, lang: Language = "zh") -> tuple[Node, ...]:
    """The steps of what each of several things is given; and what all of them come to at most."""
    writer = _Writer(lang)
    writer.repeated(heading, body)
    if up_to is not None:
        most = writer.result(up_to)
        writer.step(writer.say(p.TOGETHER_AT_MOST, most=most), writer.say(p.AT_MOST_FORMULA, most=most), p.CAP)
    return tuple(writer.nodes)


def is_simple(expr: Expr) -> bool:
    """Whether one sentence says it all, so that it needs no steps."""
    writer = _Writer()
    writer.words(expr)
    return not writer.nodes


class _Writer:
    """Collects the steps (the ``Outline`` that mechanisms ask)."""

    def __init__(self, lang: Language = "zh") -> None:
        self.lang = lang
        self.nodes: list[Node] = []
        self._written: dict[int, str] = {}
        self._marks = self._used = 0
        self.spoken, self._signs = _MarkedSpoken(self), _MarkedFormulas(self)

    def words(self, expr: Expr) -> str:
        return without_slots(self.spoken.of(expr))

    def say(self, said: Text, /, **parts: str) -> str:
        return without_slots(p.filled(said, self.lang, **parts))

    def formula(self, expr: Expr) -> str:
        return without_slots(self._signs.of(expr))

    def result(self, expr: Expr, always: bool = False) -> str:
        """What stands for ``expr`` in a later step: its name or number, else the mark of its own step (which it has
        in any case with ``always``)."""
        if isinstance(expr, Mechanism) and (mark := self.written(expr)):
            return mark
        if rates := self._rates(expr):
            return rates
        if not (always or isinstance(expr, (Addition, Product))):
            return self.words(expr)
        readings = dict.fromkeys(filter(None, (made.reading() for made in _mechanisms(expr))))
        asides = (self.say(p.ASIDE, said=reading.said(self.lang)) for reading in readings)
        return self.step("".join((self.words(expr), *asides)), self.formula(expr))

    def written(self, made: Mechanism) -> str:
        """The mark of a mechanism, if it has one; its steps are written when it is first met."""
        if id(made) not in self._written:
            self._written[id(made)] = made.outline(self)
        return self._written[id(made)]

    def step(self, words: str, formula: str, label: Text | None = None) -> str:
        mark = self._next_mark()
        self.nodes.append(Step(mark=mark, words=words, formula=formula, label=label.said(self.lang) if label else ""))
        return mark

    def cases(self, branches: Sequence[tuple[Expr, Expr]], highest: bool, reading: Text | None) -> str:
        """Cases: a condition and an amount each."""
        found = []
        most = self._marks
        keys = _keys([condition for condition, _ in branches], self.lang)
        for condition, amount in branches:
            when = "" if isinstance(condition, Truth) else spoken_words(condition, self.lang)
            cells = _cells(condition, keys, self.lang)
            nodes, words = self._apart(amount)
            ranges = _cells(condition, keys, self.lang, ranged=True)
            value = amount_of(amount)
            found.append(Case(when=when, cells=cells, steps=nodes, words=words, ranges=ranges, value=value))
            most = max(most, self._used)
        self._marks = most
        mark = self._next_mark()
        said = reading.said(self.lang) if reading else ""
        self.nodes.append(Cases(mark=mark, keys=keys, cases=tuple(found), highest=highest, reading=said))
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
        outer, written, marks = self.nodes, dict(self._written), self._marks
        self.nodes = []
        words = self.words(amount)
        if self.nodes:
            self.result(amount)
        nodes = tuple(self.nodes)
        self.nodes, self._written, self._marks = outer, written, marks
        return nodes, words

    def _rates(self, expr: Expr) -> str:
        """A list of quantities with their prices (and what stands beside them); nothing for any other sum."""
        parts = tuple(_summands(expr))
        if not (_are_priced(parts) or _are_bands(parts)):
            return ""
        rows = []
        for part in parts:
            if isinstance(part, Product) and isinstance(part.right, Literal):
                rows.append((self.words(part.left), self.words(part.right), self.formula(part)))
            else:
                rows.append((self.words(part), "", self.formula(part)))
        mark = self._next_mark()
        values = tuple(amount_of(part.right) if isinstance(part, Product) else None for part in parts)
        self.nodes.append(Rates(mark=mark, rows=tuple(rows), values=values))
        return mark

    def _next_mark(self) -> str:
        self._marks += 1
        self._used = self._marks
        return _mark(self._marks, self.lang)


def _mechanisms(expr: Expr) -> Iterator[Mechanism]:
    """Those that an amount is made of in one sentence; the cases of a list have their own."""
    if isinstance(expr, Mechanism):
        yield expr
        if expr.anatomy().cases:
            return
    for part in operands_of(expr):
        yield from _mechanisms(part)


def _tests(condition: Expr) -> tuple[Expr, ...]:
    """What a condition asks, one thing each."""
    if isinstance(condition, Truth):
        return ()
    return condition.parts if isinstance(condition, All) and subject_of(condition) is None else (condition,)


def _keys(conditions: Sequence[Expr], lang: Language) -> tuple[str, ...]:
    """The things that conditions are about, where all are about the same ones in the same order; else none."""
    found: set[tuple[str, ...]] = set()
    for condition in conditions:
        subjects = [subject_of(test) for test in _tests(condition)]
        if subjects:
            found.add(tuple("" if subject is None else spoken_words(subject, lang) for subject in subjects))
    keys = found.pop() if len(found) == 1 else ()
    return keys if all(keys) else ()


def _cells(condition: Expr, keys: tuple[str, ...], lang: Language, *, ranged: bool = False) -> tuple[str, ...]:
    """A condition by its keys, each without the name of the key; with ``ranged`` bounds say whether they are in,
    which the English words do anyway."""
    tests = _tests(condition)
    return (
        tuple(
            (ranged and lang == "zh" and _range(test))
            or spoken_words(test, lang).removeprefix(key).removeprefix("为").strip().removeprefix("is ")
            for test, key in zip(tests, keys, strict=True)
        )
        if tests and keys
        else ()
    )


def _range(test: Expr) -> str:
    """100万元（含）至500万元（不含）; nothing where it is no range of a number."""
    low = high = ""
    for part in test.parts if isinstance(test, All) else (test,):
        if not isinstance(part, Compare) or not isinstance(part.right, Literal):
            return ""
        said = f"{part.right.text}{{}}（{'含' if '=' in part.operator else '不含'}）"
        match part.operator:
            case ">" | ">=" if isinstance(part.right.type, NumberType):
                low = said
            case "<" | "<=" if isinstance(part.right.type, NumberType):
                high = said
            case _:
                return ""
    if low and high:
        return f"{low.format('')}至{high.format('')}"
    return low.format("以上") or high.format("以下")


def amount_of(expr: Expr) -> Fraction | None:
    """The yuan of an amount that is written as a number, also where it is for one thing of many (200万元 a 家)."""
    if not isinstance(expr, Literal) or not isinstance(expr.type, NumberType) or expr.type.is_ratio:
        return None
    powers = dict(expr.type.unit.powers)
    return expr.value if powers.pop("元", 0) == 1 and all(power < 0 for power in powers.values()) else None


def _summands(expr: Expr) -> Iterator[Expr]:
    """What is added up; of one that is no sum, itself."""
    for part in expr.parts if isinstance(expr, Addition) else ():
        yield from _summands(part)
    if not isinstance(expr, Addition):
        yield expr


def _are_priced(parts: Sequence[Expr]) -> bool:
    return len(parts) > 1 and any(map(_is_priced, parts))


def _are_bands(parts: Sequence[Expr]) -> bool:
    """Whether so many of them are shares of something that nobody reads a sentence of them (每段数额 ｜ 税率)."""
    return sum(isinstance(each, Product) and isinstance(each.right, Literal) for each in parts) >= _MANY


_MANY = 3


def _is_priced(part: Expr) -> bool:
    return isinstance(part, Product) and isinstance(part.right, Literal) and not part.right.type.is_ratio


class _Marked(Words):
    """The mark of a step stands for what it gives."""

    def __init__(self, writer: _Writer) -> None:
        super().__init__(writer.lang)
        self._writer = writer

    def made(self, made: Mechanism) -> Phrase:
        mark = self._writer.written(made)
        return (mark,) if mark else super().made(made)

    def atom(self, expr: Expr) -> Phrase:
        mark = self._writer.written(expr) if isinstance(expr, Mechanism) else ""
        return (mark,) if mark else super().atom(expr)


class _MarkedFormulas(_Marked, Formulas):
    """Formulas with marks."""


class _MarkedSpoken(_Marked, Spoken):
    """Sentences with marks."""


def _mark(number: int, lang: Language = "zh") -> str:
    for first, last, start in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(start + number - first)
    return f"（{number}）" if lang == "zh" else f"({number})"
