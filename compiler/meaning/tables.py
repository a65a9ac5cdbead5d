"""标准：tables.  What varies by grade, tier, key or year, one row a case.

In: the rows of a section.  Out: a definition for each result column.  The heading decides what a column is: a name
that is known is a key; 情形 is a column of conditions; 每段X cuts X into the bands of its rows, of which each row's
result (a percentage, a price, or an amount where it is reached) is computed and added up; any other heading is a new
name.  The first row that fits applies; 其余 fits always, 不限 asks nothing, 不予 gives nothing.  标准（内插） joins the points of its rows by straight lines.

A table with a name, 标准（综合所得税率表）, is about 数额: any amount that a sentence gives it (应纳税所得额，按综合所得税率表计算).
"""

from collections.abc import Container
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from ..bind.awards import award_of
from ..bind.binder import Asked, Binder, Refused
from ..bind.conditions import equals, requirement_of
from ..bind.desugar import plain
from ..bind.names import understood
from ..bind.others import ask_of_others
from ..bind.ranges import continued, inside, ranges_of
from ..bind.units import check_alike, product, sum_of
from ..bind.values import adds_more
from ..model.expr import All, AnyOf, Compare, Expr, Literal, Not, Truth
from ..model.quantity import YUAN
from ..model.types import NumberType
from ..reading.parse import Reader
from ..reading.syntax import Cell, Form, Section
from ..report.diagnostic import Report
from ..report.errors.syntax import RaggedRow
from ..report.errors.types import MissingSection, WrongType
from .mechanisms.alternatives import Case, choose
from .mechanisms.band import Band
from .mechanisms.interpolation import Interpolation

CASE = "情形"
BAND = "每段"
INTERPOLATED = "内插"
# What a table with a name calls the amount that it is used for.
AMOUNT = "数额"


@dataclass(frozen=True, slots=True)
class Table:
    """A table read by its heading: the columns that choose a row, and those that give results."""

    section: Section
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    keys: tuple[int, ...]
    results: tuple[int, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.head[index].text for index in self.results)


def read_table(section: Section, known: Container[str], report: Report) -> Table | None:
    """The table of a section; ``known`` are the names that make a column a key."""
    if not section.rows:
        report.add(MissingSection(span=section.head_span, clause="", section="标准的表格（用｜分格）"))
        return None
    head, *rows = section.rows
    sound: list[tuple[Cell, ...]] = []
    for row in rows:
        if len(row) != len(head):
            report.add(RaggedRow(span=row[0].span.to(row[-1].span), cells=len(row), columns=len(head)))
        else:
            sound.append(row)
    keys = tuple(index for index, cell in enumerate(head) if _is_key(cell.text, known))
    results = tuple(index for index in range(len(head)) if index not in keys)
    if not keys or not results or not sound:
        wanted = ("至少一列依据（已填报的名称、情形或每段……）和一列结果", "a column that chooses and one that results")
        report.add(WrongType(span=section.head_span, what=section.heading, wanted=wanted))
        return None
    return Table(section, head, tuple(sound), keys, results)


def is_named(section: Section) -> bool:
    """Whether a table has a name of its own, to be used for several amounts."""
    return section.heading == "标准" and section.scope not in ("", INTERPOLATED)


def _is_key(text: str, known: Container[str]) -> bool:
    return text == CASE or text in known or (text.startswith(BAND) and text.removeprefix(BAND) in known)


def column(table: Table, index: int, binder: Binder, reader: Reader, report: Report) -> Expr:
    """The meaning of a result column.  Raises ``Refused``; cells that cannot be read are reported."""
    if table.section.scope == INTERPOLATED:
        return _interpolated(table, index, binder, reader, report)
    if any(table.head[key].text.startswith(BAND) for key in table.keys):
        return _banded(table, index, binder, reader, report)
    branches: list[Case] = []
    rest: dict[int, Expr] = {}
    before: dict[int, list[Expr]] = {key: [] for key in table.keys}
    for at, row in enumerate(table.rows):
        tests = [_test(table.head[key], row[key], binder, reader, report) for key in table.keys]
        others = [Not(part=AnyOf(parts=tuple(before[key]))) for key in table.keys if _is_rest(row[key]) and before[key]]
        if others:
            rest[at] = All(parts=tuple(others))
        for key, test in zip(table.keys, tests, strict=True):
            if _is_rest(row[key]):
                ask_of_others(binder, row[key], before[key])
            before[key] += [] if test == Truth(value=True) else [test]
        asked = tuple(test for test in tests if test != Truth(value=True))
        condition: Expr = Truth(value=True) if not asked else asked[0] if len(asked) == 1 else All(parts=asked)
        text = "，".join(_words(table.head[key].text, row[key].text) for key in table.keys if row[key].text != "不限")
        branches.append((condition, _amount(row[index], binder, reader, report), text if asked else "其余的"))
    return choose(branches, binder.heading.column, beside=rest)


def _is_rest(cell: Cell) -> bool:
    """其余: what the rows before it do not name in this column."""
    return cell.text in ("其余", "其他", "其它")


def _words(head: str, cell: str) -> str:
    return cell if head == CASE else "其余" if cell == "其余" else f"{head}{cell}"


def _read(cell: Cell, rule: str, reader: Reader, report: Report) -> Form:
    sentence = reader.sentence(cell.span.source, cell.span.start, cell.span.end, rule, report)
    if sentence.form is None:
        raise Unreadable
    return plain(sentence.form)


class Unreadable(Exception):
    """A cell that could not be read; it has been reported."""


def _test(head: Cell, cell: Cell, binder: Binder, reader: Reader, report: Report) -> Expr:
    if _is_rest(cell) or cell.text == "不限":
        return Truth(value=True)
    if head.text == CASE:
        return requirement_of(binder, _read(cell, "requirement", reader, report))
    subject = understood(binder, head.text, head.span)
    form = _read(cell, "key_cell", reader, report)
    if ranges := form.form("ranges"):
        tests = [inside(subject, each) for each in ranges_of(binder, ranges, subject)]
    else:
        tests = [equals(binder, subject, choice) for choice in form.parts]
    return tests[0] if len(tests) == 1 else AnyOf(parts=tuple(tests))


def _amount(cell: Cell, binder: Binder, reader: Reader, report: Report) -> Expr:
    form = _read(cell, "quantity_cell", reader, report)
    if adds_more(form):
        wanted = ("一个数，前面没有可以加上去的数", "an amount, with none before it that it could add to")
        raise Refused(WrongType(span=cell.span, what=cell.text, wanted=wanted))
    return award_of(binder, form)


def _banded(table: Table, index: int, binder: Binder, reader: Reader, report: Report) -> Expr:
    """The sum over the rows of what each gives for its own part: a percentage of it, or an amount where it is
    reached."""
    key = next(key for key in table.keys if table.head[key].text.startswith(BAND))
    subject = understood(binder, table.head[key].text.removeprefix(BAND), table.head[key].span)
    parts: list[Expr] = []
    for row in table.rows:
        form = _read(row[key], "key_cell", reader, report)
        ranges = form.form("ranges")
        if ranges is None or not isinstance(subject.type, NumberType):
            raise Refused(WrongType(span=row[key].span, what=row[key].text, wanted=("一段范围", "a range")))
        found = continued(binder, subject, ranges_of(binder, ranges, subject)[0])
        band = Band(subject=subject, low=found.low, high=found.high, wording=row[key].text, type=subject.type)
        # 每立方米2.5元 of a row is for what lies in its band.
        of_band = replace(binder, here=replace(binder.here, asked=((Asked(band, None),),)))
        amount = _amount(row[index], of_band, reader, report)
        assert isinstance(amount.type, NumberType)
        if amount.type.unit.is_dimensionless:
            parts.append(product(band, amount, "的"))
        elif (amount.type.unit * subject.type.unit).powers == YUAN.powers != amount.type.unit.powers:
            # 0.4883元/度
            parts.append(product(band, amount, "×"))
        elif found.low is None:
            parts.append(amount)
        else:
            reached = Compare(left=subject, operator=">", right=found.low)
            case = (reached, amount, f"{table.head[key].text}{row[key].text}")
            parts.append(choose([case], binder.heading.column))
    return sum_of(parts, [row[index].span for row in table.rows])


def _interpolated(table: Table, index: int, binder: Binder, reader: Reader, report: Report) -> Expr:
    subject = understood(binder, table.head[table.keys[0]].text, table.head[table.keys[0]].span)
    points: list[tuple[Fraction, Fraction]] = []
    amount: Expr | None = None
    for row in table.rows:
        at = award_of(binder, _read(row[table.keys[0]], "quantity_cell", reader, report))
        check_alike(at, subject, row[table.keys[0]].span)
        amount = _amount(row[index], binder, reader, report)
        if not isinstance(at, Literal) or not isinstance(amount, Literal):
            raise Refused(WrongType(span=row[index].span, what=row[index].text, wanted=("一个数", "a number")))
        points.append((at.value, amount.value))
    assert isinstance(amount, Literal)
    if len(points) < 2 or any(at >= following for (at, _), (following, _) in pairwise(points)):
        wanted = ("至少两行，由小到大，没有相同的", "two rows at least, in ascending order, no two alike")
        raise Refused(WrongType(span=table.section.head_span, what="标准（内插）", wanted=wanted))
    return Interpolation(subject=subject, points=tuple(points), type=replace(amount.type))
