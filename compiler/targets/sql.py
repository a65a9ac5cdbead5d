"""SQL: for each clause a view over a table of applications, with a column a fact; docs/sql.md says what the columns hold.

In: a module, a dialect and the name of the table.  Out: one file.  Numbers are whole throughout (分, ten-thousandths of an
亩), each worked out once in a layer of its own; what a database's integers would not hold is refused row by row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from tiaowen.runtime.facts import FactType, format_quantity

from ..ir.integer import BoolExpr, Int, IntExpr, Logic, Sum, Times, interval
from ..ir.shape import Amount as Rounded
from ..ir.shape import Answer, One, PerItem, Several
from ..program.module import Entry, Module
from ..report.diagnostic import Report
from ..report.errors.targets import NarrowedByTarget, NotInTarget
from .expressions import Level, Unsayable
from .identifiers import one_line
from .sql_columns import Column, Decision, Payment, decision, layers, payment
from .sql_dialects import DIALECTS
from .sql_dialects.dialect import Dialect, Layer, Query
from .sql_printer import Printer
from .sql_ranges import APPROVED, IS_APPROVED, Ranged, bounds_of, ranged
from .target import Target, Wanted

# The columns of every view, behind those that identify a row.
RESULTS = ("结果", "符合", "封顶", "错误")
# The day of the claim, in the table where there is such a column.
DAY = FactType(name="申报日期", kind="date", optional=True)
# A bound that somebody may come to is told when it is compiled: 1万亿元.
_REMARKABLE = 10**12
# Of so few caps each has a case of its own.
_FEW = 4
# Columns of a view's own, beside those of facts and lets.
_FINE, _HELD, _PAYS, _ON = "受 理", "符 合", "发 给", "日 子"


def emit(module: Module, report: Report, wanted: Wanted) -> Mapping[str, str]:
    """The views of a module's clauses."""
    dialect = next(each for each in DIALECTS if each.name == (wanted.dialect or DIALECTS[0].name))
    parts = [_head(module, dialect, wanted)]
    taken: dict[str, str] = {}
    for entry in module.entries:
        try:
            other = taken.setdefault(dialect.alike(entry.id), entry.id)
            if other != entry.id:
                what = f"与规则{other}分得开的视图名", f"name of a view apart from that of clause {other}"
                raise Unsayable(*what)
            parts.append(_clause(entry, dialect, wanted, report))
        except Unsayable as error:
            report.add(NotInTarget(target=f"sql（{dialect.name}）", clause=entry.id, what=error.what))
    return {"": "\n".join(parts)}


def _head(module: Module, dialect: Dialect, wanted: Wanted) -> str:
    days = dict.fromkeys(entry.valid for entry in module.entries if entry.valid)
    valid = "、".join(f"{first.isoformat()}至{last.isoformat()}" for first, last in days)
    said = [
        one_line(module.title),
        *([f"有效期：{valid}"] if valid else []),
        f"政策文本 sha256：{module.source_sha256}",
        f"由 tiaowen {module.compiler} 生成，请勿修改；数据库：{dialect.name}；申报数据在表 {one_line(wanted.table)}",
        "",
        "每条规则一个视图，视图名就是规则编号；表中每个填报项一列，列名就是填报项名：",
        *(f"  {line}" for line in dialect.columns_said),
        "  没有填的是 NULL；有默认值的填报项、核定金额、申报日期可以没有这一列；申报日期为 NULL 的按有效期最后一天",
        "视图的列：标识申报的各列，然后是",
        f"  结果  {dialect.result_said}；不符合的为零，有错误的为 NULL",
        "  符合  条件都符合，且在有效期内",
        "  封顶  哪个封顶压低了结果（封顶500万元），没有的为 NULL；有几个的用“；”隔开",
        "  错误  填报不受理的原因（T0601 没有填，T0604 是浮点数，T0606 小数位数太多，T0607 是负数，T0608 太大，",
        "        T0609 没有这个选项，T0610 超出范围，T0612 不是日期，T0614 不合核对，T0617 不能作除数，",
        "        T0618 超出本视图的整数能算的范围）；几个错误只说第一个；没有错误的为 NULL",
    ]
    return "\n".join(f"-- {line}".rstrip() for line in said) + "\n"


def _clause(entry: Entry, dialect: Dialect, wanted: Wanted, report: Report) -> str:
    made = ranged(entry, dialect.capacity)
    if made is None:
        raise Unsayable("算得下这些数的整数", "integers that hold what is computed")
    told = [f"规则 {one_line(entry.id)} {one_line(entry.title)}", f"依据：{one_line(entry.quote)}"]
    query = _View(entry, dialect, made, wanted).query()
    if made.bound is not None and made.bound < _REMARKABLE:
        report.add(NarrowedByTarget(target=f"sql（{dialect.name}）", clause=entry.id, bound=made.bound))
    if made.bound is not None:
        told.append(f"各数的绝对值不能超过{format_quantity(made.bound, 1, '')}，否则错误为 T0618")
    said = "\n".join(f"-- {line}" for line in told)
    return f"{said}\n{dialect.view(dialect.quoted(entry.id), query)}"


@dataclass(slots=True)
class _View:
    """The view of one clause."""

    entry: Entry
    dialect: Dialect
    parts: Ranged
    wanted: Wanted
    decision: Decision = field(init=False)
    payment: Payment = field(init=False)
    # What must hold for the facts to be read, and of what cannot be, why.
    read: list[str] = field(init=False, default_factory=list)
    faults: list[str] = field(init=False, default_factory=list)
    printer: Printer = field(init=False)
    # Prints what is paid: over numbers that are NULL where nothing is, since elsewhere they may not be within their bounds.
    paying: Printer = field(init=False)

    def __post_init__(self) -> None:
        self.decision = decision(self.parts, self.dialect.plain)
        self.payment = payment(self.parts, self.dialect.plain)
        self.printer = Printer(self.dialect.language, (), ways=self.dialect.ways)
        self.paying = Printer(self.dialect.language, (), ways=self.dialect.ways)
        self._name_all()

    def query(self) -> str:
        dialect, asked = self.dialect, self._asked()
        facts = [dialect.quoted(of.name) for of in asked]
        optional = [
            (dialect.quoted(of.name), dialect.null(of)) for of in asked if of.optional or of.default is not None
        ]
        return dialect.query(
            Query(
                table=dialect.quoted(self.wanted.table),
                keys=(),
                facts=tuple(facts),
                optional=tuple(optional),
                layers=self._layers(),
                results=self._results(),
            )
        )

    # ── names ──

    def _asked(self) -> tuple[FactType, ...]:
        """The columns of the table that the view reads, first the day."""
        return (*((DAY,) if self._counts_days else ()), *self.entry.asked)

    @property
    def _counts_days(self) -> bool:
        return bool(self.entry.valid or self.entry.day_name)

    def _name_all(self) -> None:
        """Names of the view's own columns, which no fact has."""
        facts = [of.name for of in self._asked()]
        own = [*facts, *(column.name for column in (*self.decision.columns, *self.payment.columns))]
        own += [APPROVED, IS_APPROVED, _FINE, _HELD, _PAYS, _ON]
        used = {self.dialect.alike(name) for name in (*facts, *RESULTS)}
        if len({self.dialect.alike(name) for name in facts}) < len(facts):
            raise Unsayable("分得开这些填报项的列名", "names of columns that keep these facts apart")
        if clash := [name for name in facts if self.dialect.alike(name) in map(self.dialect.alike, RESULTS)]:
            what = f"与视图的列同名的填报项（{one_line(clash[0])}）"
            raise Unsayable(what, f"fact with the name of a column of the view ({one_line(clash[0])})")
        names = self.printer.names
        for name in dict.fromkeys(own):
            names[name] = self._own(name, used)
        if self.entry.day_name:
            names[self.entry.day_name] = names[_ON]
        if not self.entry.is_on_any_day:
            names[_PAYS] = names[_HELD]
        self.paying.names = names | {name: self._own(f"付{name}", used) for name in self.payment.bounded}

    def _own(self, name: str, used: set[str]) -> str:
        """A name of the view's own; databases know 63 bytes of it."""
        made = f"·{name.replace(' ', '')}"
        if len(made.encode()) > 60:
            made = f"·数{len(used)}"
        while self.dialect.alike(made) in used:
            made = f"·{made}"
        used.add(self.dialect.alike(made))
        return self.dialect.quoted(made)

    # ── layers ──

    def _layers(self) -> tuple[Layer, ...]:
        read = self._reading()
        decided = [[self._column(column, self.printer) for column in each] for each in layers(self.decision.columns)]
        before = [read, *decided, [self._fine()], self._decided()]
        # Only now is it known which numbers are wide.
        self.paying.wide = set(self.printer.wide)
        pays, names = self.printer.names[_PAYS], self.printer.names
        asked = [(self.paying.names[name], f"CASE WHEN {pays} THEN {names[name]} END") for name in self.payment.bounded]
        paid = [[self._column(column, self.paying) for column in each] for each in layers(self.payment.columns)]
        return tuple(Layer(tuple(columns)) for columns in (*before, asked, *paid) if columns)

    def _column(self, column: Column, printer: Printer) -> tuple[str, str]:
        if isinstance(column.value, BoolExpr):
            return printer.names[column.name], printer.truth(column.value)
        if not printer.is_narrow(column.value):
            printer.wide.add(column.name)
        return printer.names[column.name], printer.own(column.value)

    def _reading(self) -> list[tuple[str, str]]:
        """The facts as columns."""
        dialect, names = self.dialect, self.printer.names
        columns: list[tuple[str, str]] = []
        read, faults = self.read, self.faults
        for of in self._asked():
            raw, name = dialect.quoted(of.name), names[of.name]
            low, high = bounds_of(of, self.parts.bound) if of.kind == "number" else (0, 0)
            made = dialect.read(raw, of, low, high)
            value = made.value
            if of is self.entry.approved:
                name = names[APPROVED]
                columns.append((names[IS_APPROVED], f"{raw} IS NOT NULL"))
            if of is DAY:
                name = names[_ON]
                usual = self.entry.usual_day
                value = f"CASE WHEN {raw} IS NULL THEN {usual.toordinal() if usual else 'NULL'} ELSE {value} END"
            columns.append((name, value))
            if made.wide:
                self.printer.wide.add(APPROVED if of is self.entry.approved else of.name)
            is_read = f"{name} IS NOT NULL"
            given = f"{raw} IS NOT NULL AND " if of.optional else ""
            read.append(f"({raw} IS NULL OR {is_read})" if of.optional else is_read)
            faults.append(f"WHEN {given}{name} IS NULL THEN {_first(made.faults)}")
        if self.entry.day_name and not self.entry.usual_day:
            read.append(f"{names[_ON]} IS NOT NULL")
            faults.append(f"WHEN {names[_ON]} IS NULL THEN 'T0601'")
        return columns

    def _fine(self) -> tuple[str, str]:
        """Whether nothing is refused."""
        asked = list(self.read)
        if self.decision.checks:
            asked.append(self.printer.truth(_every(self.decision.checks), Level.NOT))
        return self.printer.names[_FINE], " AND ".join(asked) or "TRUE"

    def _fault(self) -> str:
        """The code of the first fault: of the facts, then of the checks."""
        names, printer = self.printer.names, self.printer
        cases = (
            f"WHEN NOT ({printer.truth(holds)}) THEN '{check.code}'"
            for holds, check in zip(self.decision.checks, self.entry.checks, strict=True)
        )
        whens = [f"WHEN {names[_FINE]} THEN NULL", *self.faults, *cases]
        return _cases(whens) if len(whens) > 1 else self.dialect.no_text

    def _decided(self) -> list[tuple[str, str]]:
        """Whether it is eligible, and whether anything is paid; neither where it is refused."""
        names = self.printer.names
        asked = [names[_FINE]]
        if self.decision.conditions:
            asked.append(self.printer.truth(_every(self.decision.conditions), Level.NOT))
        in_time = list(asked)
        if self.entry.valid:
            first, last = (day.toordinal() for day in self.entry.valid)
            in_time.append(f"({names[_ON]} IS NULL OR {names[_ON]} BETWEEN {first} AND {last})")
        held = [(names[_HELD], " AND ".join(in_time))]
        # Where it counts on any day only what is paid is another thing.
        return held if not self.entry.is_on_any_day else [*held, (names[_PAYS], " AND ".join(asked))]

    # ── results ──

    def _results(self) -> tuple[tuple[str, str], ...]:
        names, quoted = self.printer.names, self.dialect.quoted
        asks = self.decision.conditions or self.entry.valid
        held = f"CASE WHEN {names[_FINE]} THEN {names[_HELD] if asks else 'TRUE'} END"
        said = (self._value(), held, self._caps(), self._fault())
        return tuple((quoted(name), value) for name, value in zip(RESULTS, said, strict=True))

    def _caps(self) -> str:
        """The words of the caps that bound; texts are put together only where there are several."""
        pays, caps = self.printer.names[_PAYS], self.entry.caps
        binds = [self.paying.truth(each, Level.NOT) for each in self.payment.caps]
        words = [self.dialect.text(cap.words) for cap in caps]
        if not caps:
            return self.dialect.no_text
        if len(caps) == 1:
            return f"CASE WHEN {pays} AND {binds[0]} THEN {words[0]} END"
        cases = [f"WHEN NOT {pays} OR NOT ({' OR '.join(binds)}) THEN NULL"]
        for at, word in enumerate(words if len(words) <= _FEW else ()):
            others = " OR ".join(bind for place, bind in enumerate(binds) if place != at)
            cases.append(f"WHEN {binds[at]} AND NOT ({others}) THEN {word}")
        joined = self.dialect.joined(
            [f"CASE WHEN {bind} THEN {word} END" for bind, word in zip(binds, words, strict=True)]
        )
        return _cases([*cases, f"ELSE {joined}"])

    def _value(self) -> str:
        shape, names = self.entry.shape, self.printer.names
        match shape:
            case Answer():
                return f"CASE WHEN {names[_FINE]} THEN {names[_PAYS]} END"
            case One():
                (amount,) = self.payment.amounts
                paid, nothing = self._written(amount, shape.of), self._written(Int(0), shape.of)
            case Several():
                amounts = list(self.payment.amounts)
                if self.payment.whole is not None:
                    # The parts of one amount: the last is what remains of it.
                    amounts[-1] = _less(self.payment.whole, amounts[:-1])
                paid = self._listed([self._written(amount, shape.of) for amount in amounts], shape)
                nothing = self._listed([self._written(Int(0), shape.of) for _ in amounts], shape)
            case PerItem():
                raise Unsayable("逐项的结果", "results for each item")
            case _:
                assert_never(shape)
        # Where there is nothing to satisfy, all that is not refused is paid.
        rest = f" WHEN {names[_FINE]} THEN {nothing}" if self.decision.conditions or self.entry.valid else ""
        return f"CASE WHEN {names[_PAYS]} THEN {paid}{rest} END"

    def _listed(self, values: Sequence[str], shape: Several) -> str:
        return self.dialect.named(shape.labels, values) if shape.named else self.dialect.several(values)

    def _written(self, steps: IntExpr, of: Rounded) -> str:
        """So many steps as a number of the result."""
        places = {"money": 2, "ratio": 8, "count": 0 if of.is_rounded else 4}[of.shown]
        unit = of.step * 10**places
        if unit.denominator != 1:
            raise Unsayable("这样细的取整", "such fine rounding")
        size = max(map(abs, interval(steps))) * unit.numerator
        said = self.paying.own(steps, Level.PRODUCT)
        if unit != 1:
            wide = "" if size < 2**63 else self.dialect.language.widened
            said = f"{wide.format(said) if wide else said} * {unit.numerator}"
        return self.dialect.decimal(said, places, size) if places else self.dialect.whole(said)


def _every(parts: Sequence[BoolExpr]) -> BoolExpr:
    return parts[0] if len(parts) == 1 else Logic("and", tuple(parts))


def _first(faults: Sequence[tuple[str, str]]) -> str:
    """The code of the first fault that holds."""
    *others, (when, last) = faults
    if when != "TRUE":
        others, last = list(faults), ""
    cases = " ".join(f"WHEN {when} THEN '{code}'" for when, code in others)
    rest = f" ELSE '{last}'" if last else ""
    return f"CASE {cases}{rest} END" if cases else f"'{last}'"


def _cases(whens: Sequence[str]) -> str:
    """A choice with a case on a line."""
    return "\n    ".join(("CASE", *whens, "END"))


def _less(whole: IntExpr, parts: Sequence[IntExpr]) -> IntExpr:
    return Sum((whole, *(Times(Int(-1), part) for part in parts)))


SQL = Target(name="sql", suffixes=("",), emit=emit, dialects=tuple(each.name for each in DIALECTS))
