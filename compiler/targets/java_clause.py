"""Java: one clause as a class.  Its facts and what follows of them are fields, so that its work can be parted into methods.

In: an entry of the module.  Out: the lines of a class.  No method of a class file may have more than 64 KB, and one of more
than 8 KB is never made fast; so statements go into further methods where they become many.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from tiaowen.runtime.facts import FactType

from ..ir.integer import Amount, If, IntExpr, LetFlag, LetInt, Set
from ..ir.shape import Amount as Rounded
from ..ir.shape import Answer, One, PerItem, Several
from ..program.module import Entry
from .expressions import places_in
from .java_expressions import LANGUAGE, LONG, TELLING, Printer, text
from .telling import told_lines, told_values

# What one method and one line of it may come to in a class file, in bytes, and how many texts and numbers a class may have, whose
# table of constants has 65535 places.  Beyond 32 KB each jump takes more than twice as much.
_METHOD = 7000
_LINE = 28_000
_CONSTANTS = 20_000
# So many texts a list of options may have, and so many facts are read quickly.
_OPTIONS = 5000
_READ_QUICKLY = 100
# A text, a number or a name with what is done with it.
_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|\w+')
_BYTES = 6
_CONSTANT = re.compile(r'"(?:[^"\\]|\\.)*"|\b[0-9]{4,}L')
_MODES = {"half_up": "RoundingMode.HALF_UP", "up": "RoundingMode.UP", "down": "RoundingMode.DOWN"}

Lines = list[str]


def clause_class(entry: Entry, name: str, reserved: frozenset[str]) -> Lines:
    """The class of a clause.  Raises Unsayable."""
    return _Clause(entry, name, reserved).lines()


def is_too_long(lines: Sequence[str]) -> bool:
    """Whether Java's compiler could not take a class: a line has no place in a method, or there are too many constants."""
    constants = 0
    for line in lines:
        if _weight(line) > _LINE or line.count('"') > 2 * _OPTIONS:
            return True
        constants += len(_CONSTANT.findall(line))
    return constants > _CONSTANTS


def _weight(line: str) -> int:
    """How much of a method a line needs, more or less."""
    return _BYTES * len(_WORD.findall(line.partition("//")[0] if '"' not in line else line))


def is_long(of: FactType) -> bool:
    """Whether every value of a number is a long."""
    return of.least >= -LONG and of.most <= LONG


@dataclass(slots=True)
class _Clause:
    entry: Entry
    name: str
    reserved: frozenset[str]
    printer: Printer = field(init=False)
    # The methods that were made of what was too long for one.
    methods: list[Lines] = field(default_factory=list)
    made: int = 0

    def __post_init__(self) -> None:
        wide = {of.name for of in self.entry.facts if of.kind == "number" and not is_long(of)}
        self.printer = Printer(LANGUAGE, self.reserved, wide=wide)

    def lines(self) -> Lines:
        entry = self.entry
        for fact in entry.facts:
            self.printer.name(fact.name)
        reads, takes = self._reads(), self._takes()
        worked, fields = self._worked(), self._fields()
        refusal = self._refusal()
        says = [f"to.add({line});" for line in told_lines(entry.told, self.printer, TELLING)]
        values = [f"v[{at}] = {said};" for at, said in enumerate(told_values(entry.told, self.printer, TELLING))]
        body = [
            *self._known(),
            "",
            *fields,
            "",
            *_method("boolean reads(Map<?, ?> f)", reads),
            "",
            *_method("void takes(Object[] v)", self._parted([[line] for line in takes], "Object[] v")),
            "",
            *_method("Result worked()", worked),
            "",
            *refusal,
            *_method("void says(List<Line> to)", self._parted([[line] for line in says], "List<Line> to")),
            "",
            *_method(
                "Object[] values()",
                [
                    f"Object[] v = new Object[{len(values)}];",
                    *self._parted([[line] for line in values], "Object[] v"),
                    "return v;",
                ],
            ),
        ]
        for method in self.methods:
            body += ["", *method]
        return [f"private static final class {self.name} extends Case {{", *_indented(body), "}"]

    # ── what is known ──

    def _known(self) -> Lines:
        entry = self.entry
        said = (entry.id, entry.title, entry.quote, entry.form, entry.kind, entry.unit, entry.heading, entry.told_unit)
        first, last = (str(day.toordinal()) for day in entry.valid) if entry.valid else ("NO_DAY", "NO_DAY")
        usual = str(entry.usual_day.toordinal()) if entry.usual_day else "NO_DAY"
        feeds = ", ".join(map(text, (part for feed in entry.feeds for part in feed)))
        facts = ", ".join(f"_fact{at}" for at in range(len(entry.asked)))
        return [
            *(f"static final FactType _fact{at} = {fact_type(of)};" for at, of in enumerate(entry.asked)),
            "static final Clause ABOUT =",
            f"    new Clause(new String[] {{{', '.join(map(text, said))}}}, {first}, {last}, {usual}, "
            f"{self.name}::new, new String[] {{{feeds}}}, new FactType[] {{{facts}}});",
        ]

    def _fields(self) -> Lines:
        """The facts, and what follows of them."""
        entry, name = self.entry, self.printer.name
        lines = [f"{_type(of)} {name(of.name)};" for of in entry.facts]
        if entry.day_name:
            lines.append(f"long {name(entry.day_name)};")
        for let in entry.lets:
            part = f" // 1/{let.divisor}" if isinstance(let, LetInt) and let.divisor > 1 else ""
            kind = "boolean" if isinstance(let, LetFlag) else "Wide" if let.name in self.printer.wide else "long"
            lines.append(f"{kind} {name(let.name)};{part}")
        return lines

    # ── how the facts are read ──

    def _reads(self) -> Lines:
        """Each fact in its own way, and how many there must be."""
        entry = self.entry
        if len(entry.asked) > _READ_QUICKLY:
            return ["return false;"]
        may_lack = [of for of in entry.asked if of.optional or of.default is not None]
        lines = ["long read;"] if any(_is_read(of) for of in entry.asked) else []
        lines += [f"int count = {len(entry.asked) - len(may_lack)};"] if may_lack else []
        for at, of in enumerate(entry.asked):
            target = "approved" if of is entry.approved else self.printer.name(of.name)
            given = f"f.get({text(of.name)})"
            read = _reading(of, f"_fact{at}", target, given)
            if of in may_lack:
                usual = "null" if of.default is None else _held(of, of.default)
                lines += [
                    f"{target} = {usual};",
                    f"if (f.containsKey({text(of.name)})) {{",
                    *_indented([*read, "count += 1;"]),
                    "}",
                ]
            else:
                lines += read
        return [*lines, f"return f.size() == {'count' if may_lack else len(entry.asked)};"]

    def _takes(self) -> Lines:
        lines = [f"{self.printer.name(of.name)} = ({_type(of)}) v[{at}];" for at, of in enumerate(self.entry.facts)]
        return [*lines, f"approved = (Long) v[{len(lines)}];"] if self.entry.approved else lines

    # ── how it is worked out ──

    def _worked(self) -> Lines:
        entry = self.entry
        lines: Lines = []
        if entry.day_name:
            lines.append(f"{self.printer.name(entry.day_name)} = dayOfClaim(on);")
        lines += self._parted([self._let(let) for let in entry.lets])
        if entry.checks:
            lines += self._every([check.holds for check in entry.checks], "if (!({})) throw refusal();")
        lines += self._every(list(entry.conditions), "held = {};")
        eligible = "held"
        if entry.valid:
            first, last = (f"{day.toordinal()} /* {day.isoformat()} */" for day in entry.valid)
            lines.append(f"boolean inTime = on == NO_DAY || ({first} <= on && on <= {last});")
            eligible = "held && inTime"
        lines.append("pays = held;" if entry.is_on_any_day or not entry.valid else "pays = held && inTime;")
        lines += self._value()
        kind = 'approved == null ? "上限" : "核定"' if entry.approved else text(entry.kind)
        return [*lines, f"return new Result(ABOUT, {kind}, {eligible}, this);"]

    def _let(self, let: LetInt | LetFlag) -> Lines:
        name = self.printer.name(let.name)
        if isinstance(let, LetFlag):
            return [f"{name} = {self.printer.truth(let.value)};"]
        is_narrow = self.printer.is_narrow(let.value)
        (self.printer.wide.discard if is_narrow else self.printer.wide.add)(let.name)
        return self._assigned(name, let.value, not is_narrow)

    def _assigned(self, name: str, value: IntExpr, wide: bool) -> Lines:
        """A choice among many cases is said in statements, one case below the other."""
        cases: list[tuple[str, Lines]] = []
        rest = value
        while isinstance(rest, If):
            cases.append((self.printer.truth(rest.condition), [f"{name} = {self.printer.integer(rest.then, wide)};"]))
            rest = rest.otherwise
        if len(cases) > 3:
            return self._chain(cases, [f"{name} = {self.printer.integer(rest, wide)};"], "")
        return [f"{name} = {self.printer.integer(value, wide)};"]

    def _every(self, conditions: list[object], statement: str) -> Lines:
        """A statement about whether all of these hold."""
        every = self.printer.every(tuple(conditions))  # type: ignore[arg-type]
        if _weight(every) <= _METHOD:
            return [statement.format(every)]
        asked = [[f"held = held && {self.printer.truth(one, LANGUAGE.negation.level)};"] for one in conditions]  # type: ignore[arg-type]
        lines = ["held = true;", *self._parted(asked)]
        return lines if statement.startswith("held") else [*lines, statement.format("held")]

    def _refusal(self) -> Lines:
        """Which checks do not hold."""
        checks = [
            [
                f"checks.that({self.printer.truth(check.holds)}, {text(check.code)}, {text(check.fact)}, "
                f"{text(check.message)}, {text(check.message_en)});"
            ]
            for check in self.entry.checks
        ]
        if not checks:
            return []
        parted = self._parted(checks, "Checks checks")
        lines = ["Checks checks = new Checks();", *parted, "return checks.refused();"]
        return ["private FactError refusal() {", *_indented(lines), "}", ""]

    # ── the amount ──

    def _value(self) -> Lines:
        entry = self.entry
        match shape := entry.shape:
            case Answer():
                return ["value = pays;"]
            case One():
                (amount,) = entry.amounts
                lowered = ["lowered();"] if shape.approved else []
                whole, parts = _whole(shape.of)
                return [*self._computed(self.printer, amount), *lowered, f"value = {_written(shape.of, whole, parts)};"]
            case Several():
                whole, parts = _whole(shape.of)
                blocks = [
                    ["nothing();", *self._computed(self.printer, amount), f"several.add({whole});"]
                    for amount in entry.amounts
                ]
                lines = ["List<Wide> several = new ArrayList<>();", *self._parted(blocks, "List<Wide> several")]
                if entry.whole is not None:
                    lines += ["nothing();", *self._computed(self.printer, entry.whole), f"remaining(several, {whole});"]
                value = f"written(several, part -> {_written(shape.of, 'part', parts)})"
                if shape.named:
                    value = f"named(new String[] {{{', '.join(map(text, shape.labels))}}}, {value})"
                return [*lines, f"value = {value};"]
            case PerItem():
                return self._each(shape)
            case _:
                assert_never(shape)

    def _each(self, shape: PerItem) -> Lines:
        """An amount for each item."""
        each = self.entry.each
        assert each is not None
        whole, parts = _whole(shape.of)
        item, items, inner = self.printer.through(each.lists, each.amount)
        assert isinstance(inner, Printer)
        kind = "Object[]" if each.lists[1:] or places_in(each.amount, each.lists) else "Object"
        amount = ["nothing();", *self._computed(inner, each.amount, f"{kind} {item}"), f"several.add({whole});"]
        lines = ["List<Wide> several = new ArrayList<>();"]
        lines += [f"for ({kind} {item} : {items}) {{", *_indented(amount), "}"]
        paid = "several"
        if each.up_to is not None:
            lines += ["nothing();", *self._computed(self.printer, each.up_to)]
            paid = f"usedUp(several, {whole})"
        return [*lines, f"value = written({paid}, part -> {_written(shape.of, 'part', parts)});"]

    def _computed(self, printer: Printer, amount: Amount, passed: str = "") -> Lines:
        return ["if (pays) {", *_indented(self._amount(printer, amount, passed)), "}"]

    def _amount(self, printer: Printer, amount: Amount, passed: str) -> Lines:
        if not isinstance(amount, Set):
            cases = [
                (printer.truth(condition), self._amount(printer, inner, passed)) for condition, inner in amount.cases
            ]
            return self._chain(cases, self._amount(printer, amount.otherwise, passed), passed)
        lines = []
        for let in amount.lets:
            is_narrow = printer.is_narrow(let.value)
            (printer.wide.discard if is_narrow else printer.wide.add)(let.name)
            part = f" // 1/{let.divisor}" if let.divisor > 1 else ""
            kind = "long" if is_narrow else "Wide"
            lines.append(f"{kind} {printer.name(let.name)} = {printer.own(let.value)};{part}")
        above, below = printer.fraction(amount.value)
        return [*lines, f"n = {above};", f"d = {below};"]

    # ── statements in methods ──

    def _chain(self, cases: Sequence[tuple[str, Lines]], otherwise: Lines, passed: str) -> Lines:
        """If, else if …, else; what is too long for one method goes on in the next."""
        lines: Lines = []
        weight = 0
        for at, (condition, inner) in enumerate(cases):
            own = _weight(condition) + sum(map(_weight, inner))
            if at and weight + own > _METHOD:
                rest = self._apart(self._chain(cases[at:], otherwise, passed), passed)
                return [*lines, "} else {", f"  {rest}", "}"]
            weight += own
            lines += [f"{'} else if' if at else 'if'} ({condition}) {{", *_indented(inner)]
        return [*lines, "} else {", *_indented(otherwise), "}"]

    def _parted(self, blocks: list[Lines], passed: str = "") -> Lines:
        """Statements one after the other, each a block of lines; in several methods where they are too many for one."""
        weights = [sum(map(_weight, block)) for block in blocks]
        if sum(weights) <= _METHOD:
            return [line for block in blocks for line in block]
        calls: Lines = []
        group: Lines = []
        filled = 0
        for block, weight in zip(blocks, weights, strict=True):
            if group and filled + weight > _METHOD:
                calls.append(self._apart(group, passed))
                group, filled = [], 0
            group += block
            filled += weight
        return [*calls, self._apart(group, passed)]

    def _apart(self, lines: Lines, passed: str) -> str:
        """The call of a new method of these lines, to which ``passed`` (a type and a name) is given."""
        self.made += 1
        name = f"further{self.made}"
        self.methods.append([f"private void {name}({passed}) {{", *_indented(lines), "}"])
        return f"{name}({passed.rpartition(' ')[2]});"


def _method(signature: str, lines: Iterable[str]) -> Lines:
    return ["@Override", f"{signature} {{", *_indented(lines), "}"]


def _indented(lines: Iterable[str]) -> Lines:
    return [f"  {line}" if line else "" for line in lines]


# ── types of facts ──


def _type(of: FactType) -> str:
    match of.kind:
        case "number":
            return "long" if is_long(of) else "Wide"
        case "option" | "date":
            return "long"
        case "boolean":
            return "boolean"
        case "text":
            return "String"
        case "list" | "record":
            return "Object[]"
        case _:
            assert_never(of.kind)


def _is_read(of: FactType) -> bool:
    """Whether what is read is a long or a truth."""
    return _type(of) in ("long", "boolean")


def _reading(of: FactType, fact: str, target: str, given: str) -> Lines:
    """Statements that read a fact, or end where it is not plain to see."""
    readers = {"number": "asNumber", "option": "asOption", "date": "asDay", "boolean": "asTruth", "text": "asText"}
    if _is_read(of):
        value = "read != 0" if of.kind == "boolean" else "read"
        return [f"if ((read = {fact}.{readers[of.kind]}({given})) == UNSURE) return false;", f"{target} = {value};"]
    reader = "asBig" if of.kind == "number" else readers.get(of.kind, "asList")
    return [f"if (({target} = {fact}.{reader}({given})) == null) return false;"]


def fact_type(of: FactType) -> str:
    """What makes the type of a fact, with what is said of it beside."""
    name = text(of.name)
    match of.kind:
        case "number":
            made = f"FactType.number({name}, {text(of.unit)}, {of.decimals})"
        case "boolean":
            made = f"FactType.truth({name})"
        case "date":
            made = f"FactType.day({name})"
        case "text":
            made = f"FactType.text({name})"
        case "option":
            made = f"FactType.option({', '.join((name, *map(text, of.options)))})"
        case "list":
            assert of.item is not None
            made = f"FactType.list({name}, {fact_type(of.item)})"
        case "record":
            made = f"FactType.record({', '.join((name, *map(fact_type, of.fields)))})"
        case _:
            assert_never(of.kind)
    made += ".andNegative()" if of.negative else ""
    if of.low is not None or of.high is not None:
        low, high = ("null" if bound is None else _wide(bound) for bound in (of.low, of.high))
        made += f".bounded({low}, {high})"
    made += ".inOrder()" if of.ordered else ""
    made += f".ofLength({of.length})" if of.length is not None else ""
    made += f".orElse({_held(of, of.default)})" if of.default is not None else ""
    return made + (".orNone()" if of.optional else "")


def _wide(value: int) -> str:
    return f"wide({value}L)" if abs(value) <= LONG else f'wide("{value}")'


def _held(of: FactType, value: object) -> str:
    """A value as the runtime holds it."""
    if isinstance(value, tuple):
        inner = of.fields or (of.item or of,) * len(value)
        return f"new Object[] {{{', '.join(_held(part, one) for part, one in zip(inner, value, strict=True))}}}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return f"{value}L" if of.kind != "number" or is_long(of) else _wide(value)
    return text(str(value))


# ── rounding ──

_WRITE: dict[str, Callable[[str, str], str]] = {
    "money": lambda whole, parts: f"money({whole}, {parts})",
    "ratio": lambda whole, parts: f"ratio({whole}, {parts})",
    "count": lambda whole, parts: f"count({whole}, {parts})",
}


def _written(of: Rounded, whole: str, parts: str) -> str:
    """A whole number of parts, and how many parts are one, as what is given."""
    return _WRITE[of.shown](whole, parts)


def _whole(of: Rounded) -> tuple[str, str]:
    """The fraction n / d as a whole number of parts, rounded as the clause says; and the parts in one."""
    step, mode = of.step, _MODES[of.mode]
    if step.numerator == 1:
        return f"rounded({step.denominator}L, {mode})", str(step.denominator)
    return f"rounded(1, {step.numerator}L, {mode})", "1"
