"""From forms to typed expressions.

In: the forms of a sentence, and the names in scope.  Out: expressions of the model, every name bound and every unit
checked.  A fault ends its sentence (``Refused``), never its rule: the caller reports it and goes on with the next.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise

from tiaowen.runtime.numerals import read_numeral
from tiaowen.runtime.units import Unit, unit_decimals

from ..model.bounds import Range, is_inclusive
from ..model.clause import Terms
from ..model.expr import (
    EXPRESSIONS,
    Addition,
    All,
    AnyOf,
    Compare,
    Comparison,
    DefinitionRef,
    Difference,
    Element,
    Expr,
    FactRef,
    Field,
    Literal,
    Mechanism,
    Not,
    OptionLiteral,
    Product,
    Quotient,
    TextLiteral,
    Truth,
    operands_of,
)
from ..model.quantity import DAY, MONEY, NUMBER, RATIO, day_literal, number_type, read_day, read_quantity, unit_of
from ..model.types import BOOLEAN, DATE, ListType, NumberType, OptionType
from ..reading.syntax import Form, Sentence, Word
from ..report.diagnostic import Diagnostic, Report
from ..report.errors.names import UnknownName
from ..report.errors.syntax import VagueNumeral
from ..report.errors.types import (
    AmbiguousShare,
    BarePercentage,
    DifferentLengths,
    MissingRespectively,
    NeedsScope,
    SayTogether,
    UnitMismatch,
    WrongType,
)
from ..text.source import Span

# The forms that ``Binder.condition`` reads itself.
_CONDITIONS = {"all_of", "any_of", "holds", "holds_not", "within", "within_both", "one_of", "none_of"}
_EACH_OF = ("per_unit", "per_quantity", "per_full")
_TWO_READINGS = {"超过", "超", "高于", "大于", "多于", "低于", "少于", "小于"}
_YEAR = Unit((("年", 1),))
_ONE = Literal(value=Fraction(1), type=RATIO, text="1")
AMOUNT = ("一个数", "a number")
TRUTH = ("一个条件（能判断是或否）", "a condition")


class Refused(Exception):
    """A sentence that cannot be bound, with what to tell."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.title.zh)
        self.diagnostic = diagnostic


class _Reported(Exception):
    """A sentence that cannot be bound; it has been told already."""


@dataclass(frozen=True, slots=True)
class Running:
    """The amount so far, as the steps of a sentence act on it: its parts, not added up yet."""

    parts: tuple[Expr, ...]
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A quantity that a condition or the case of a sentence asks for, and its lower bound: 面积达到1万平方米的，……"""

    subject: Expr
    start: Expr | None
    start_included: bool = False


AtomForm = Callable[["Binder", Form], Expr]
StepForm = Callable[["Binder", Form, Running], Running]


@dataclass(slots=True)
class Binder:
    """Binds sentences against ``names``.  ``position`` is which of several paired cases a 分别 stands for; ``asked``
    are the quantities of the conditions, then of the case of a sentence, which it may go on about without their names;
    bounds that are percentages are of ``percent_of``, and 超过部分 is what lies ``beyond`` that.  ``facts`` are those of the rule, which
    ``has_facts_alone`` where it defines no further names."""

    names: Mapping[str, Expr]
    atoms: Mapping[str, AtomForm]
    steps: Mapping[str, StepForm]
    terms: Terms
    report: Report
    list_scope: str = ""
    # What the items of that list are counted in.
    each: str = ""
    # The facts that have an option, by the option.
    options: Mapping[str, Sequence[str]] = field(default_factory=dict)
    position: int = 0
    width: int = 1
    is_series: bool = False
    asked: tuple[tuple[Asked, ...], ...] = ()
    facts: tuple[Expr, ...] = ()
    has_facts_alone: bool = False
    percent_of: Expr | None = None
    beyond: Expr | None = None
    is_price: bool = False
    # Whether a further part of the same quantity follows in the sentence.
    goes_on: bool = False
    # Of the result: whether the heading says 最高, and whether the applicant pays it.
    is_ceiling: bool = False
    # Whether an amount is what another may not exceed.
    is_limit: bool = False
    is_charged: bool = False
    literals: list[Literal] = field(default_factory=list)
    # The upper ends of ranges so far, each with what it is of.
    ends: list[tuple[Expr, Literal]] = field(default_factory=list)
    tables: dict[str, Callable[["Binder", Expr], Expr]] = field(default_factory=dict)

    # ── sentences ──

    def attempt(self, sentence: Sentence, bind: Callable[[Form], Expr | None]) -> Expr | None:
        """``bind`` of the sentence's form; None where it was unreadable or is refused, which is reported."""
        if sentence.form is None:
            return None
        try:
            return bind(sentence.form)
        except Refused as refused:
            self.report.add(refused.diagnostic)
        except _Reported:
            pass
        return None

    def requirement(self, form: Form) -> Expr:
        """A sentence of 条件, without its guard."""
        return self.condition(form.parts[-1])

    def guard(self, form: Form) -> Expr | None:
        """When a sentence of 条件 binds: ［某情形的，］某条件."""
        guard = form.form("guard")
        return self.condition(guard.parts[0]) if guard else None

    # ── conditions ──

    def condition(self, form: Form | Word) -> Expr:
        assert isinstance(form, Form)
        if form.kind in ("all_of", "any_of"):
            form = _with_subjects(form)
            parts = tuple(self.condition(part) for part in form.parts)
            return All(parts=parts) if form.kind == "all_of" else AnyOf(parts=parts)
        if form.kind == "holds":
            return self.truth(form.parts[0])
        if form.kind == "holds_not":
            return Not(part=self.truth(next(form.forms())))
        if form.kind == "within_both":
            # 超过5%，但不超过10%
            subject, ranges, upper = form.forms()
            other = Form(kind="range", parts=(upper,), span=upper.span)
            both = (ranges, Form(kind="ranges", parts=(other,), span=upper.span))
            tests = (self.condition(Form(kind="within", parts=(subject, one), span=form.span)) for one in both)
            return All(parts=tuple(tests))
        if form.kind in ("within", "one_of", "none_of"):
            alternatives = self.alternatives(form)
            found = alternatives[0] if len(alternatives) == 1 else AnyOf(parts=tuple(alternatives))
            return Not(part=found) if form.kind == "none_of" else found
        return self.expr(form)

    def truth(self, form: Form | Word) -> Expr:
        found = self.expr(form)
        if isinstance(form, Form) and form.kind in ("growth", "increase"):
            # 产值同比增长, without by how much
            return self.atoms["grown"](self, replace(form, kind="grown"))
        if found.type != BOOLEAN:
            raise Refused(WrongType(span=form.span, what=form.span.text, wanted=TRUTH, advice=_truth_advice(found)))
        return found

    def alternatives(self, form: Form, *, ladder: bool = False) -> list[Expr]:
        """The conditions that a list of options or ranges stands for, one each.  As a ``ladder`` (达到A、B、C的，分别)
        each threshold reaches up to the next."""
        if form.kind == "within":
            subject = self.expr(form.parts[0])
            ranges_form = form.form("ranges")
            assert ranges_form is not None
            ranges = [self.continued(subject, found) for found in self.ranges(ranges_form, subject)]
            if ladder and len(ranges) > 1 and all(r.high is None for r in ranges):
                ranges = _ladder(ranges)
            return [self.inside(subject, r) for r in ranges]
        subject = self.chooser(next(form.words("NAME"), form.parts[0]) if form.kind == "one_of" else form.parts[0])
        return [self.same(subject, choice) for choice in form.parts if _is_choice(choice)]

    def chooser(self, form: Form | Word) -> Expr:
        """What one of some options is said of: named, or (国家级的，…) the one fact that has the option."""
        if isinstance(form, Form) or form.terminal != "VALUE":
            return self.expr(form)
        owners = self.options.get(form.text, ())
        if len(owners) == 1:
            return self.name(replace(form, text=owners[0]))
        wanted = ("写明是哪一项的选项，如「类别为甲」", "the fact that it is an option of, as in 类别为甲")
        raise Refused(WrongType(span=form.span, what=form.text, wanted=wanted))

    def same(self, subject: Expr, choice: Form | Word) -> Expr:
        """``subject`` 为 ``choice``."""
        assert isinstance(choice, Word)
        kind = subject.type
        if choice.terminal in ("YES", "NO") and kind == BOOLEAN:
            return subject if choice.terminal == "YES" else Not(part=subject)
        if isinstance(kind, OptionType):
            return Compare(left=subject, operator="=", right=self.option(kind, choice))
        if isinstance(kind, NumberType) and choice.terminal == "QUANTITY":
            return Compare(left=subject, operator="=", right=self.alike(self.quantity(choice), subject, choice.span))
        if choice.terminal == "TEXT" and not isinstance(kind, (NumberType, ListType)):
            return Compare(left=subject, operator="=", right=TextLiteral(text=choice.text[1:-1]))
        if isinstance(kind, ListType):
            raise Refused(NeedsScope(span=choice.span, name=_name_of(subject), each=kind.each))
        raise Refused(WrongType(span=choice.span, what=choice.text, wanted=_wanted(subject)))

    def option(self, kind: OptionType, word: Word) -> OptionLiteral:
        if word.text not in kind.options:
            raise Refused(UnknownName(span=word.span, name=word.text, similar="、".join(kind.options[:8])))
        return OptionLiteral(index=kind.options.index(word.text), type=kind)

    # ── ranges ──

    def ranges(self, form: Form, subject: Expr | None) -> list[Range]:
        """The ranges of a list; a bare number behind a range repeats its words (达到300批次、350批次), and an upper end
        behind a lower one belongs to it (100亩以上、不满200亩: either of the two would be every area)."""
        found: list[Range] = []
        for part in form.forms():
            if part.kind == "bound":
                bound, _ = self.bound(part, subject)
                last = found[-1]
                found.append(replace(last, low=bound) if last.low is not None else replace(last, high=bound))
            else:
                made = self.range(part, subject)
                if found and _closes(found[-1], made):
                    low = found.pop()
                    text = f"{low.text}、{made.text}"
                    made = replace(made, low=low.low, low_inclusive=low.low_inclusive, text=text)
                if found and _hands_over(found[-1], made):
                    found[-1] = replace(found[-1], high_inclusive=False)
                found.append(made)
        return found

    def range(self, form: Form, subject: Expr | None) -> Range:
        low: Expr | None = None
        high: Expr | None = None
        low_in = high_in = True
        if rank := form.word("RANK"):
            return self._rank(rank, is_open=form.has("ABOVE"))
        stated = (False, False)
        loose: list[tuple[Expr, bool | None]] = []
        word = form.word("LOWER")
        year = next((_year_of(word) for word in _words_in(form) if word.terminal == "DATE"), 0)
        if dashed := _dashed(form):
            loose = [(self.quantity(end), None) for end in dashed]
        for part in () if dashed else form.forms():
            if part.kind == "bound":
                loose.append(self.bound(part, subject, year))
                year = next((_year_of(word) for word in part.words("DATE")), 0) or year
            elif part.kind in ("above", "after_word"):
                low, low_in = self._end(part, subject)
            elif part.kind == "upper":
                high, high_in = self._end(part, subject, year)
            else:
                loose.append((self.limit(part, subject), None))
        if word and loose:
            low, low_in = loose[0][0], is_inclusive(word.text, self.terms.inclusive)
            loose = loose[1:]
        elif loose and low is None:
            low, low_in = loose[0][0], loose[0][1] is not False
            stated = (loose[0][1] is not None, False)
            loose = loose[1:]
        if loose:
            is_in = loose[0][1]
            high, high_in = loose[0][0], is_inclusive("至", self.terms.inclusive) if is_in is None else is_in
            stated = (stated[0], is_in is not None)
        elif form.form("above", "after_word"):
            stated = (_is_stated(form), False)
        low, high = self._of_base(low, subject), self._of_base(high, subject)
        low, high = _counted_in_wan(low, subject), _counted_in_wan(high, subject)
        if isinstance(low, Literal) and isinstance(high, Literal):
            low = _with_unit_of(low, high)
        for end in (low, high):
            if end is not None and subject is not None:
                self.check_alike(end, subject, form.span)
        return Range(
            low=low, low_inclusive=low_in, high=high, high_inclusive=high_in, text=form.span.text, stated=stated
        )

    def continued(self, subject: Expr, found: Range, *, is_part: bool = False) -> Range:
        """2760千瓦时以下、2761至4800千瓦时: the second begins where the first ends, so that nothing lies between them.
        The part from 2761 on is that above 2760."""
        low, high = found.low, found.high
        if isinstance(low, Literal) and found.low_inclusive:
            before = (end for of, end in self.ends if of == subject and _is_next(end, low))
            end = next(before, None) or (_one_less(low) if is_part else None)
            if end is not None:
                found = replace(found, low=end, low_inclusive=False)
        if isinstance(high, Literal) and found.high_inclusive:
            self.ends.append((subject, high))
        return found

    def _rank(self, word: Word, *, is_open: bool = False) -> Range:
        """第一、第2至5名、前10名；第三次及以上."""
        numbers = [read_numeral(number) for number in re.findall("[0-9]+|[一二三四五六七八九十]+", word.text)]
        ends = [Literal(value=number, type=NUMBER, text=str(number), span=word.span) for number in numbers]
        self.literals += ends
        low = None if word.text.startswith("前") else ends[0]
        high = None if is_open else ends[-1]
        return Range(low=low, low_inclusive=True, high=high, high_inclusive=True, text=word.text)

    def _of_base(self, end: Expr | None, subject: Expr | None) -> Expr | None:
        """超过50%至100%的部分, of what 不超过扣除项目50%的部分 has named before."""
        if self.percent_of is None or not isinstance(end, Literal) or not end.type.is_ratio:
            return end
        return end if subject is None or _is_factor(subject) else self.product(self.percent_of, end, "的")

    def _end(self, form: Form, subject: Expr | None, year: int = 0) -> tuple[Expr, bool]:
        """One end of a range and whether it belongs to it: by （含）/（不含） on the spot, else by the word."""
        word = form.word("LOWER", "UPPER") or form.word("ABOVE", "BELOW")
        assert word is not None
        bound = form.form("bound")
        stated: bool | None = None
        if bound:
            value, stated = self.bound(bound, subject, year)
        else:
            limit = next(part for part in form.parts if isinstance(part, Form))
            value = self.limit(limit, subject)
            if more := form.word("POINTS"):
                value = self.product(value, self.quantity(more), "的")
            value = self._points_off(word, value)
            _refuse_two_readings(word, limit, value)
        if included := form.word("INCLUDED"):
            stated = included.text.startswith("（含")
        if stated is None and word.text.removeprefix("之") in ("前", "后"):
            wanted = (f"写明含不含这一天，如{word.text}（含）", "whether the day itself belongs to it")
            raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted))
        both = form.word("LOWER") and form.word("ABOVE")
        words = "以上" if both else word.text
        return value, is_inclusive(words, self.terms.inclusive) if stated is None else stated

    @staticmethod
    def _points_off(word: Word, value: Expr) -> Expr:
        """高于全区平均增幅5个百分点: that many above it; 低于……: below."""
        match value:
            case Product(left=base, right=Literal() as points) if points.text.endswith("个百分点"):
                if word.text in ("高于", "超过", "大于", "高出"):
                    return Addition(parts=(base, points), type=RATIO)
                if word.text in ("低于", "小于"):
                    return Difference(left=base, right=points, type=RATIO, may_be_negative=True)
                wanted = ("高于（低于）某比例若干个百分点", "percentage points above or below a percentage")
                raise Refused(WrongType(span=word.span, what=word.text, wanted=wanted))
        return value

    def bound(self, form: Form, subject: Expr | None, year: int = 0) -> tuple[Expr, bool | None]:
        included = form.word("INCLUDED")
        stated = included.text.startswith("（含") if included else None
        word = form.word("QUANTITY", "VALUE", "DATE")
        assert word is not None
        if word.terminal == "VALUE":
            return self._option_bound(word, subject), stated
        if word.terminal == "DATE":
            return self.date_bound(word, year), stated
        return self.quantity(word), stated

    @staticmethod
    def date_bound(word: Word, year: int = 0) -> Literal:
        """A day; without its year, of the year of the day before it (2025年1月1日至6月30日)."""
        if not year and not re.match("[0-9]{4}", word.text):
            raise Refused(WrongType(span=word.span, what=word.text, wanted=("年月日", "a date with its year")))
        day = read_day(word.text, year)
        if day is None:
            raise Refused(WrongType(span=word.span, what=word.text, wanted=("真实的日期", "a date that exists")))
        return day_literal(day)

    def limit(self, form: Form | Word, subject: Expr | None) -> Expr:
        if isinstance(form, Form) and form.kind == "value_limit":
            word = form.word("VALUE")
            assert word is not None
            return self._option_bound(word, subject)
        if isinstance(form, Form) and form.kind == "date_limit":
            return self.date_bound(next(form.words("DATE")))
        return self.expr(form)

    def _option_bound(self, word: Word, subject: Expr | None) -> Expr:
        if subject is None or not isinstance(subject.type, OptionType) or not subject.type.ordered:
            wanted = ("有高低次序的选项（由低到高）", "an option of an ordered list")
            raise Refused(WrongType(span=word.span, what=word.text, wanted=wanted))
        return self.option(subject.type, word)

    def inside(self, subject: Expr, bounds: Range) -> Expr:
        """``subject`` lies in the range."""
        low: Comparison = ">=" if bounds.low_inclusive else ">"
        high: Comparison = "<=" if bounds.high_inclusive else "<"
        tests: list[Expr] = []
        if bounds.low is not None:
            tests.append(Compare(left=subject, operator=low, right=bounds.low))
        if bounds.high is not None:
            tests.append(Compare(left=subject, operator=high, right=bounds.high))
        return tests[0] if len(tests) == 1 else All(parts=tuple(tests))

    # ── amounts ──

    def expr(self, form: Form | Word) -> Expr:
        """The expression of a form or of a token that is one."""
        if isinstance(form, Word):
            if form.terminal == "NAME":
                return self.name(form)
            return self.quantity(form)
        if form.kind in ("name", "quantity", "bracket", "value"):
            return self.expr(form.parts[0])
        if form.kind in ("addition", "difference"):
            left, right = (self.number(part) for part in form.parts)
            if form.kind == "difference" and _is_vague_range(form):
                raise Refused(VagueNumeral(span=form.span, numeral=form.span.text))
            if (
                form.kind == "difference"
                and isinstance(right, Literal)
                and right.type.is_ratio
                and not _is_factor(left)
            ):
                # 房产原值减除30%
                return self.product(left, Difference(left=_ONE, right=right, type=RATIO), "×")
            right = self.alike(right, left, form.parts[1].span)
            left = self.alike(left, right, form.parts[0].span)
            kind = left.type
            assert isinstance(kind, NumberType)
            if form.kind == "addition":
                return Addition(parts=(left, right), type=kind)
            return Difference(left=left, right=right, type=kind, span=form.span)
        if form.kind == "priced_at":
            # 放电量0.3元/千瓦时
            left, right = (self.number(part) for part in form.parts)
            return self.product(left, right, "×")
        if form.kind in ("times", "share_of"):
            left, right = (self.number(part) for part in form.parts)
            if form.kind == "share_of" and _is_length_of_time(left) and right.type == MONEY:
                # 6个月的月平均工资
                assert isinstance(left, Literal)
                return self.product(replace(left, type=NUMBER), right, "的")
            if form.kind == "share_of" and not _is_factor(right):
                raise Refused(WrongType(span=form.span, what=form.span.text, wanted=("比例", "a percentage")))
            return self.product(left, right, "的" if form.kind == "share_of" else "×")
        if form.kind == "divided":
            left, right = (self.number(part) for part in form.parts)
            return self.quotient(left, right, form.span)
        if form.kind in self.atoms:
            return self.atoms[form.kind](self, form)
        assert form.kind in _CONDITIONS, form.kind
        return self.condition(form)

    def number(self, form: Form | Word) -> Expr:
        found = self.expr(form)
        if isinstance(found.type, ListType):
            raise Refused(NeedsScope(span=form.span, name=_name_of(found), each=found.type.each))
        if not isinstance(found.type, NumberType):
            raise Refused(WrongType(span=form.span, what=form.span.text, wanted=AMOUNT))
        return found

    def product(self, left: Expr, right: Expr, sign: str) -> Product:
        left_type, right_type = _number(left), _number(right)
        unit = left_type.unit * right_type.unit
        kind = number_type(unit)
        if unit.is_dimensionless:
            kind = RATIO if left_type.is_ratio or right_type.is_ratio else NUMBER
        elif sign != "的" and _is_price_of_one(left_type, right_type):
            kind = MONEY
        return Product(left=left, right=right, type=kind, sign=sign)  # type: ignore[arg-type]

    def quotient(self, left: Expr, right: Expr, span: Span) -> Quotient:
        unit = _unit_as_written(left) / _number(right).unit
        kind = RATIO if unit.is_dimensionless and not _number(left).unit.is_dimensionless else number_type(unit)
        return Quotient(left=left, right=right, type=kind, span=span)

    def name(self, word: Word) -> Expr:
        if word.text in self.tables:
            wanted = (f"一个数，再写「，按{word.text}计算」", f"an amount, and then ，按{word.text}计算")
            raise Refused(WrongType(span=word.span, what=word.text, wanted=wanted))
        if word.text not in self.names:
            raise Refused(UnknownName(span=word.span, name=word.text))
        return self.names[word.text]

    def quantity(self, word: Word) -> Literal:
        found = read_quantity(word, self.report, self.terms.units, finer=self.is_price)
        if found is None:
            raise _Reported
        self.literals.append(found)
        return found

    def alike(self, expr: Expr, other: Expr, span: Span) -> Expr:
        """``expr``, in the unit of ``other``: the same dimension, or a plain zero."""
        if isinstance(expr, Literal) and isinstance(other.type, NumberType) and expr.value == 0:
            return replace(expr, type=other.type)
        self.check_alike(expr, other, span)
        return expr

    def check_alike(self, one: Expr, other: Expr, span: Span) -> None:
        left, right = other.type, one.type
        if isinstance(left, NumberType) and isinstance(right, NumberType):
            zero = isinstance(one, Literal) and one.value == 0 and right == NUMBER
            if not _by_the_year(left.unit).same_dimension(_by_the_year(right.unit)) and not zero:
                if isinstance(other, Literal) and left.is_ratio:
                    raise Refused(BarePercentage(span=other.span, text=other.text))
                raise Refused(UnitMismatch(span=span, left=left.shown, right=right.shown))
        elif isinstance(left, ListType):
            raise Refused(NeedsScope(span=span, name=_name_of(other), each=left.each))
        elif left != right and not (left == DATE and right == DAY):
            raise Refused(WrongType(span=span, what=span.text, wanted=_wanted(other)))

    def with_name(self, name: str, meaning: Expr) -> "Binder":
        """The binder for sentences in which a name has this meaning."""
        return replace(self, names=_Layered({name: meaning}, self.names))

    def within_list(self, name: str) -> "Binder":
        """The binder for one item of a list: the list's name is the item, and a record's fields are names."""
        found = self.names[name]
        kind = found.type
        assert isinstance(kind, ListType)
        inner: dict[str, Expr] = {
            field_name: Field(list=name, name=field_name, index=index, type=field_type)
            for index, (field_name, field_type) in enumerate(kind.fields)
        }
        if kind.item is not None:
            inner[name] = Element(list=name, type=kind.item)
        return replace(self, names=_Layered(inner, self.names), list_scope=name, each=kind.each)

    def unit_size(self, word: Word) -> Literal:
        """一单位 of the unit after 每; 每个展位 of what is counted in 个."""
        unit = unit_of(word.text, self.terms.units)
        if unit and word.text[0] == "个" and not self.measured_in(unit) and self.measured_in(one := Unit((("个", 1),))):
            unit = one
        if unit is None:
            raise Refused(WrongType(span=word.span, what=word.text, wanted=("单位", "a unit")))
        return Literal(value=unit.factor, type=number_type(unit), text=word.text, span=word.span)

    def price(self, value: Expr, units: Sequence[Word]) -> Expr:
        """``value`` for each of these units: 每家每年1000元 is 1000元/家·年."""
        sizes = [self.unit_size(word) for word in units]
        unit, factor = Unit(), Fraction(1)
        for size in sizes:
            unit, factor = unit * size.type.unit, factor * size.value
        kind = number_type(_number(value).unit / unit)
        if isinstance(value, Literal):
            shown = "".join(f"每{size.text}" for size in sizes) + value.text
            return replace(value, value=value.value / factor, type=kind, text=shown)
        if isinstance(value, Product) and value.sign == "×":
            # 每人每月500元乘以补贴月数：the price is that of the first.
            return self.product(self.price(value.left, units), value.right, "×")
        one = Literal(value=1 / factor, type=number_type(Unit() / unit), text="1")
        return Product(left=value, right=one, type=kind)

    # ── sentences of a result ──

    def lines(
        self,
        sentences: Sequence[Sentence],
        whole: Callable[[list[tuple[Expr, Expr, str]]], Expr],
        *,
        highest: bool = False,
    ) -> Expr | None:
        """The amount of several sentences: groups that 同时 adds, in each either alternatives (made by ``whole`` from
        condition, value and words) or one amount.  Of several, the ``highest`` may be that of no case."""
        groups: list[list[Sentence]] = []
        caps: list[Form] = []
        sound = True
        for sentence in sentences:
            if sentence.form is None:
                sound = False
                continue
            if sentence.form.kind == "line_cap" and groups:
                caps.append(sentence.form)
                continue
            if caps or sentence.form.kind == "line_cap":
                wanted = ("先写算法，封顶写在最后", "the amount first, the cap behind it")
                self.report.add(WrongType(span=sentence.span, what=sentence.span.text, wanted=wanted))
                sound = False
                continue
            if groups and sentence.form.has("ALSO") and _leaves_open(groups[-1], sentence.form):
                wanted = ("说明另给的一笔给谁", "who gets what is added")
                advice = (
                    "都给的，写在各种情形前面；只给最后一种情形的，接在那一句后面写「，再奖励……」",
                    "what everybody gets stands before the cases; what the last case gets, behind it: ，再奖励…",
                )
                self.report.add(WrongType(span=sentence.span, what="同时", wanted=wanted, advice=advice))
                sound = False
            if not groups or sentence.form.has("ALSO"):
                groups.append([])
            groups[-1].append(sentence)
        amounts: list[Expr] = []
        for group in groups:
            found = self._group(group, whole, highest)
            if found is None:
                sound = False
            else:
                amounts.append(found)
        if not sound or not amounts:
            return None
        try:
            running = Running((self.sum(amounts, [group[0].span for group in groups]),))
            for cap in caps:
                running = self.steps["cap"](self, cap, running)
            return running.parts[0]
        except Refused as refused:
            self.report.add(refused.diagnostic)
            return None

    def sum(self, amounts: Sequence[Expr], spans: Sequence[Span]) -> Expr:
        if len(amounts) == 1:
            return amounts[0]
        for amount, span in zip(amounts[1:], spans[1:], strict=True):
            self.check_alike(amount, amounts[0], span)
        return Addition(parts=tuple(amounts), type=_number(amounts[0]), listed=True)

    def _group(
        self, group: list[Sentence], whole: Callable[[list[tuple[Expr, Expr, str]]], Expr], highest: bool
    ) -> Expr | None:
        if not self.goes_on and sum(1 for one in group if one.form and _has_part(one.form)) > 1:
            return replace(self, goes_on=True)._group(group, whole, highest)
        branches: list[tuple[Expr, Expr, str]] = []
        plain: list[Expr] = []
        guard: Form | None = None
        for sentence in group:
            form = sentence.form
            assert form is not None
            try:
                before, guard = guard, self._named_guard(_guard_of(form), guard)
                award = form.form("award", "refused")
                assert award is not None
                guard, award = (guard, award) if guard else self._told_apart(award)
                if guard:
                    branches += self._branches(guard.parts[0], award)
                elif _continues(award) and (branches or plain):
                    self._continue(award, before, branches, plain)
                elif form.has("OTHERWISE"):
                    branches.append((Truth(value=True), self.award(award), "其余的"))
                elif highest:
                    branches.append((Truth(value=True), self.award(award), "不论何种情形"))
                else:
                    plain.append(self.award(award))
                if (branches and plain) or (len(plain) > 1 and not self.add_up(plain)):
                    raise Refused(SayTogether(span=sentence.span))
            except Refused as refused:
                self.report.add(refused.diagnostic)
                return None
            except _Reported:
                return None
        if branches:
            try:
                return whole(branches)
            except Refused as refused:
                self.report.add(replace(refused.diagnostic, span=group[0].span.to(group[-1].span)))
                return None
        return Addition(parts=tuple(plain), type=_number(plain[0]), listed=True) if len(plain) > 1 else plain[0]

    def _told_apart(self, award: Form) -> tuple[Form | None, Form]:
        """对新认定的企业，奖励20万元, where that is 是否: its case, and the amount behind the comma."""
        first, *rest = (*award.forms(),) or (None,)
        values = first.form("values") if first and first.kind == "base" and rest else None
        if values is None or len(values.parts) != 1 or self.expr(values.parts[0]).type != BOOLEAN:
            return None, award
        if rest[0].kind == "rate":
            rest[0] = replace(rest[0], kind="base")
        held = Form(kind="holds", parts=values.parts, span=values.span)
        return Form(kind="guard", parts=(held,), span=values.span), replace(award, parts=tuple(rest))

    @staticmethod
    def _named_guard(guard: Form | None, before: Form | None) -> Form | None:
        """满5年不足10年的，……: the case of a range alone is about what the case before is about."""
        if guard is None or not isinstance(ranges := guard.parts[0], Form) or ranges.kind != "ranges":
            return guard
        test = before.parts[0] if before else None
        if not isinstance(test, Form) or test.kind != "within":
            wanted = ("前面写明是什么", "what the range is of")
            raise Refused(WrongType(span=guard.span, what=guard.span.text, wanted=wanted))
        within = Form(kind="within", parts=(test.parts[0], ranges), span=ranges.span)
        return Form(kind="guard", parts=(within,), span=guard.span)

    def _continue(
        self, award: Form, guard: Form | None, branches: list[tuple[Expr, Expr, str]], plain: list[Expr]
    ) -> None:
        """超过1万元至10万元的部分，按2.5%: one more part of what the sentence before is about, added to what that gives.
        Behind 标的额不超过1万元的，50元 that is the first part, whose amount is fixed."""
        subject = self._first_part(guard) if guard and len(branches) == 1 else None
        if subject is not None and not _mentions(branches[0][1], subject):
            plain.append(branches.pop()[1])
        amount = branches[-1][1] if branches else plain[-1]
        last = amount.parts[-1] if isinstance(amount, Addition) else amount
        about = subject if subject is not None else self._part_of(last)
        if not isinstance(about, EXPRESSIONS):
            raise Refused(SayTogether(span=award.span))
        more = replace(self, asked=((Asked(about, self._end_of(last)),),)).award(award)
        whole = self.sum((amount, more), (award.span, award.span))
        if branches:
            branches[-1] = (branches[-1][0], whole, branches[-1][2])
        else:
            plain[-1] = whole

    def _first_part(self, guard: Form) -> Expr | None:
        """What a case 某数不超过某数的 is about."""
        test = guard.parts[0]
        ranges_form = test.form("ranges") if isinstance(test, Form) and test.kind == "within" else None
        if ranges_form is None or not isinstance(test, Form):
            return None
        subject = self.expr(test.parts[0])
        ranges = self.ranges(ranges_form, subject)
        return subject if len(ranges) == 1 and ranges[0].low is None else None

    def _end_of(self, expr: Expr) -> Expr | None:
        """The upper bound of a part."""
        return self._end_of(expr.left) if isinstance(expr, Product) else getattr(expr, "high", None)

    def _branches(self, guard: Form | Word, award: Form) -> list[tuple[Expr, Expr, str]]:
        assert isinstance(guard, Form)
        guard = _with_subjects(guard) if guard.kind == "all_of" else guard
        count = len(_listed_literals(award))
        if not _has_respectively(award):
            if len(_listed_literals(award)) > 1 and self._listed(guard):
                raise Refused(MissingRespectively(span=award.span))
            return [self._branch(guard, award)]
        return [(when, paired.award(award), text) for when, paired, text in self.cases(guard, count)]

    def cases(self, guard: Form, count: int = 0) -> list[tuple[Expr, "Binder", str]]:
        """The cases that a guard lists (甲、乙的，分别……), each with the binder for its amount and its words; one where it
        lists none.  Of several lists it is the one with as many as ``count``."""
        guard = _with_subjects(guard) if guard.kind == "all_of" else guard
        if ranked := self._ranked(guard, count):
            return ranked
        listed = self._listed(guard, count)
        if listed is None:
            condition = self.condition(guard)
            return [(condition, self.in_case(condition), guard.span.text)]
        conditions = self.alternatives(listed, ladder=True)
        others = [self.condition(part) for part in guard.parts if part is not listed] if guard.kind == "all_of" else []
        made: list[tuple[Expr, Binder, str]] = []
        words = _choice_words(listed)
        for index, condition in enumerate(conditions):
            paired = replace(self.in_case(condition, starts=False), position=index, width=len(conditions))
            is_named = not _is_choice(listed.parts[0])
            subject = listed.parts[0].span.text if is_named else ""
            verb = "为" if listed.kind == "one_of" and is_named else ""
            text = f"{subject}{verb}{words[index]}" if index < len(words) else guard.span.text
            made.append((All(parts=(*others, condition)) if others else condition, paired, text))
        return made

    def _ranked(self, guard: Form, count: int) -> list[tuple[Expr, "Binder", str]]:
        """名次前三名的，分别……: the first, the second and the third."""
        tests = list(guard.forms()) if guard.kind == "all_of" else [guard]
        ranked = next((test for test in tests if _rank_of(test)), None)
        if ranked is None or not (rank := _rank_of(ranked)) or not rank.text.startswith("前"):
            return []
        others = tuple(self.condition(test) for test in tests if test is not ranked)
        subject, last = self.expr(ranked.parts[0]), self._rank(rank).high
        if not isinstance(last, Literal) or last.value != count:
            return []
        made: list[tuple[Expr, Binder, str]] = []
        for at in range(count):
            place = Literal(value=Fraction(at + 1), type=last.type, text=str(at + 1))
            case: Expr = Compare(left=subject, operator="=", right=place)
            case = All(parts=(*others, case)) if others else case
            words = "".join(f"{test.span.text}且" for test in tests if test is not ranked)
            text = f"{words}{ranked.parts[0].span.text}第{at + 1}"
            made.append((case, replace(self.in_case(case), position=at, width=count), text))
        return made

    def _branch(self, guard: Form, award: Form) -> tuple[Expr, Expr, str]:
        condition = self.condition(guard)
        return condition, self.in_case(condition).award(award), guard.span.text

    def in_case(self, condition: Expr, *, starts: bool = True) -> "Binder":
        """The binder for the amount of a case: it knows what quantities the case asks for, and above what bound."""
        asked = tuple(found if starts else replace(found, start=None) for found in asked_of(condition))
        return replace(self, asked=(*self.asked, asked))

    def asked_in(self, unit: Unit, span: Span) -> Asked:
        """The quantity of the case that is measured in ``unit``.  Refused where there is none, or more than one."""
        for layer in reversed(self.asked):
            found = [a for a in layer if _number(a.subject).unit == unit]
            if len({a.subject for a in found}) == 1:
                return next((a for a in found if a.start is not None), found[0])
            if found:
                break
        alone = self.measured_in(unit) if self.has_facts_alone else []
        if len(alone) == 1:
            return Asked(alone[0], None)
        wanted = ("前面写明是什么的数量，如种植面积，每亩……", "what is counted, before it")
        raise Refused(WrongType(span=span, what=span.text, wanted=wanted))

    def asks_for(self, word: Word) -> bool:
        """Whether the rule asks for a quantity in a unit, or has names of its own for such a one."""
        unit = self.unit_size(word).type.unit
        asked = any(_number(found.subject).unit == unit for layer in self.asked for found in layer)
        return asked or bool(self.measured_in(unit))

    def measured_in(self, unit: Unit) -> list[Expr]:
        """The facts in a unit."""
        return [fact for fact in self.facts if isinstance(fact.type, NumberType) and fact.type.unit == unit]

    @staticmethod
    def _listed(guard: Form, count: int = 0) -> Form | None:
        """The test of a guard that lists several options or ranges, if there is just one such (of ``count``)."""
        tests = list(_with_subjects(guard).forms()) if guard.kind == "all_of" else [guard]
        listed = [test for test in tests if test.kind in ("one_of", "within") and len(_choice_forms(test)) > 1]
        if len(listed) > 1:
            listed = [test for test in listed if len(_choice_forms(test)) == count]
        return listed[0] if len(listed) == 1 else None

    def award(self, form: Form) -> Expr:
        """The amount of one sentence: what it begins with, then its steps from left to right."""
        if form.kind == "refused" or form.has("REFUSED"):
            return Literal(value=Fraction(0), type=MONEY, text="不予", span=form.span)
        running = Running(())
        parts = [each for part in form.forms() for each in (part.forms() if part.kind == "opening" else (part,))]
        if not self.goes_on and any(part.kind == "next_band" for part in parts[1:]):
            return replace(self, goes_on=True).award(form)
        parts = [part for part in parts if part.kind != "nothing"]
        for index, part in enumerate(parts):
            if index and part.kind in _EACH_OF and parts[index - 1].kind == "next_band" and len(running.parts) > 1:
                # 奖补30万元，超过1万平方米的部分每2000平方米奖补5万元
                more = self.steps[part.kind](self, part, replace(running, parts=running.parts[-1:]))
                running = replace(running, parts=(*running.parts[:-1], *more.parts))
            elif part.kind in ("base", "item", "up_to"):
                running = self._values(part, running, first=index == 0)
            elif part.kind in self.steps:
                running = self.steps[part.kind](self, part, running)
            else:
                running = self._join(running, (self.expr(part),), part, first=index == 0)
        return self.total(running, form.span)

    def _values(self, form: Form, running: Running, *, first: bool) -> Running:
        if form.kind == "up_to":
            return self._join(running, (self._at_most(form),), form, first=first)
        values = form.form("values")
        assert values is not None
        if self.is_charged and "减免" in form.span.text:
            wanted = ("要交的数", "what is to be paid")
            advice = (
                "写要交的数，如「登记费，减免30%」；或者栏目写「减免：」",
                "write 登记费，减免30%, or head it 减免：",
            )
            raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice))
        if (lasting := form.word("LASTING")) and not self.is_series:
            wanted = ("一年的数", "the amount of one year")
            advice = (
                "分年算的，栏目写「补助（逐年，共3年）：」；每年申报一次的，删去这几个字",
                "head it 补助（逐年，共3年）：",
            )
            raise Refused(WrongType(span=lasting.span, what=lasting.text, wanted=wanted, advice=advice))
        parts = self.numbers(values)
        if (
            not first
            and len(parts) == 1
            and (self.is_limit or _says_limit(parts[0]))
            and self.alike(parts[0], running.parts[0], form.span)
        ):
            # ，最高补贴限额, which is a name
            return self.steps["cap"](self, Form(kind="cap", parts=values.parts, span=form.span), running)
        if not first and all(isinstance(part, Literal) and not part.type.is_ratio for part in parts):
            priced = self._priced(form, running, parts)
            if priced:
                return priced
        if form.has("RESPECTIVELY"):
            parts = (self.paired(self.of_one_base(parts), form.span),)
        elif self.is_series and len(parts) == self.width:
            parts = (self.of_one_base(parts)[self.position],)
        elif len(parts) > 1 and all(isinstance(part, Literal) for part in parts):
            raise Refused(MissingRespectively(span=form.span))
        if form.has("TOTAL"):
            parts = (self.sum(parts, [part.span for part in values.parts]),)
        if extreme := form.word("LOWEST", "HIGHEST", "MEAN"):
            # 甲、乙中较低者, without 取.
            parts = (self.atoms["extreme"](self, Form(kind="extreme", parts=(*values.parts, extreme), span=form.span)),)
        if rate := form.word("RATE"):
            parts = (self.product(parts[0], self.quantity(rate), "的"),)
        if not first and isinstance(parts[0], Literal) and parts[0].text == "全额":
            return running
        if not first and isinstance(parts[0], Literal) and parts[0].type.is_ratio:
            if len(running.parts) == 1 and isinstance(running.parts[0], Mechanism) and self._part_of(running.parts[0]):
                # 超过500万元的部分，10%
                return Running((self.product(running.parts[0], parts[0], "，按"),))
            raise Refused(BarePercentage(span=form.span, text=parts[0].text))
        return self._join(running, parts, form, first=first)

    def _at_most(self, form: Form) -> Expr:
        """给予最高20万元奖励, 按不超过投资额的30%: an amount, where the heading says that it is the highest."""
        if not self.is_ceiling:
            wanted = ("确定的数", "an amount that is certain")
            advice = (
                "原文只定上限的，栏目写「最高奖励：」「最高补助：」等；一律照上限给的，删去「最高」「不超过」，在口径里写明",
                "where only the highest amount is set, say 最高 in the heading (最高奖励：)",
            )
            raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice))
        values = form.form("values")
        assert values is not None
        listed = self.of_one_base(self.numbers(values))
        if len(listed) > 1 and not form.has("RESPECTIVELY"):
            raise Refused(MissingRespectively(span=form.span))
        return self.paired(listed, form.span) if form.has("RESPECTIVELY") else listed[0]

    def numbers(self, values: Form) -> tuple[Expr, ...]:
        """The values of a list; bare numbers have the unit of the next one that has any (3、2、1个百分点)."""
        found: list[Expr] = []
        for part in reversed(values.parts):
            value = self.number(part)
            following = found[-1] if found else None
            if isinstance(following, Product) and _is_length_of_time(value) and following.left.type == NUMBER:
                # 27个月、25个月的本人工资
                assert isinstance(value, Literal)
                value = self.product(replace(value, type=NUMBER), following.right, "的")
            if isinstance(value, Literal) and isinstance(following, Literal):
                value = _with_unit_of(value, following)
            found.append(value)
        return tuple(reversed(found))

    def _priced(self, form: Form, running: Running, prices: tuple[Expr, ...]) -> Running | None:
        """Prices behind a comma (面积，1000元/亩；甲、乙，分别5万元/家、10万元/家): the amounts so far, times these."""
        if not any(power < 0 for price in prices for _, power in _number(price).unit.powers):
            return None
        amounts = running.parts
        if form.has("RESPECTIVELY") and len(amounts) > 1:
            prices = self.respectively(prices, len(amounts), form.span)
        elif form.has("RESPECTIVELY"):
            prices = (self.paired(prices, form.span),)
        elif len(prices) > 1:
            raise Refused(MissingRespectively(span=form.span))
        else:
            prices *= len(amounts)
        products = tuple(self.product(amount, price, "×") for amount, price in zip(amounts, prices, strict=True))
        return Running(products, is_list=running.is_list)

    def _join(self, running: Running, parts: tuple[Expr, ...], form: Form, *, first: bool) -> Running:
        """More amounts behind a comma: only parts of one quantity may stand side by side."""
        joined = running.parts + parts
        if not first and not self.add_up(joined):
            raise Refused(SayTogether(span=form.span))
        return Running(joined, is_list=running.is_list or (first and len(parts) > 1))

    def of_one_base(self, values: tuple[Expr, ...]) -> tuple[Expr, ...]:
        """投资额的5%、6%、7%: the later percentages are of what the first is of."""
        first = values[0]
        if not isinstance(first, Product) or not isinstance(first.right, Literal):
            return values
        base, sign, unit = first.left, first.sign, first.right.type
        return tuple(
            self.product(base, value, sign) if isinstance(value, Literal) and value.type == unit else value
            for value in values
        )

    def paired(self, values: tuple[Expr, ...], span: Span) -> Expr:
        """Which of the values after 分别 belongs to the present case."""
        if len(values) != self.width:
            raise Refused(DifferentLengths(span=span, left=self.width, right=len(values)))
        return values[self.position]

    @staticmethod
    def respectively(values: tuple[Expr, ...], width: int, span: Span) -> tuple[Expr, ...]:
        """The values after 分别, one for each of the ``width`` amounts so far."""
        if len(values) != width:
            raise Refused(DifferentLengths(span=span, left=width, right=len(values)))
        return values

    def total(self, running: Running, span: Span) -> Expr:
        """The parts added up."""
        for part in running.parts:
            if _number(part).is_ratio and isinstance(part, Literal) and part.text != "全额":
                return part
        return self.sum(running.parts, [span] * len(running.parts))

    def add_up(self, exprs: Sequence[Expr]) -> bool:
        """Whether amounts may stand side by side: parts of one quantity, or 境外展会每个3万元，境内展会每个1万元."""
        counted = [_counted_of(expr) for expr in exprs]
        return (None not in counted and len(set(counted)) == len(exprs)) or self.are_parts(exprs)

    def are_parts(self, exprs: Sequence[Expr]) -> bool:
        """Whether all are parts (部分) of one quantity, by definition or by name."""
        subjects = [self._part_of(expr) for expr in exprs]
        return all(subject is not None and subject in (subjects[0], "部分") for subject in subjects) or all(
            subject is not None and (subject == "部分" or "部分" in subjects or subject == subjects[0])
            for subject in subjects
        )

    def _part_of(self, expr: Expr) -> object:
        if isinstance(expr, Product):
            return self._part_of(expr.left)
        if isinstance(expr, DefinitionRef):
            body = self._part_of(expr.definition.body)
            return body if body is not None else ("部分" if expr.name.endswith("部分") else None)
        if isinstance(expr, FactRef):
            return "部分" if expr.name.endswith("部分") else None
        return getattr(expr, "part_of", None)


def asked_of(condition: Expr) -> Iterator[Asked]:
    """The quantities that hold to a bound wherever the condition holds."""
    match condition:
        case All():
            for part in condition.parts:
                yield from asked_of(part)
        case Compare() if isinstance(condition.left.type, NumberType) and not isinstance(condition.left, Literal):
            is_lower = condition.operator in (">", ">=") and isinstance(condition.right, Literal)
            yield Asked(condition.left, condition.right if is_lower else None, condition.operator == ">=")


class _Layered(Mapping[str, Expr]):
    """Names of an inner scope before those of the outer one, which may be bound only when asked for."""

    def __init__(self, inner: Mapping[str, Expr], outer: Mapping[str, Expr]) -> None:
        self._inner, self._outer = inner, outer

    def __getitem__(self, name: str) -> Expr:
        return self._inner[name] if name in self._inner else self._outer[name]

    def __contains__(self, name: object) -> bool:
        return name in self._inner or name in self._outer

    def __iter__(self) -> Iterator[str]:
        return iter({**dict.fromkeys(self._inner), **dict.fromkeys(self._outer)})

    def __len__(self) -> int:
        return len({*self._inner, *self._outer})


def _refuse_two_readings(word: Word, limit: Form, value: Expr) -> None:
    """超过上年销售额10% may mean 10% of it, or 10% more than it."""
    rate = limit.parts[-1]
    if limit.kind != "share_of" or not isinstance(rate, Word) or word.text not in _TWO_READINGS:
        return
    if isinstance(value, Product) and isinstance(value.right, Literal) and value.right.value < 1:
        base = limit.parts[0].span.text
        raise Refused(AmbiguousShare(span=limit.span, word=word.text, base=base, rate=rate.text))


def _is_length_of_time(expr: Expr) -> bool:
    return isinstance(expr, Literal) and expr.type.shown in ("年", "季度", "月", "天")


def _is_price_of_one(one: NumberType, other: NumberType) -> bool:
    """Whether this is an amount times a number of people, months … (月平均工资×月数，日加收额×天数): an amount for one of them."""
    count = other if one == MONEY else one if other == MONEY else None
    if count is None or not count.unit.powers:
        return False
    return all(
        power > 0 and (not unit_decimals(Unit(((word, 1),))) or word in "年月天") for word, power in count.unit.powers
    )


def _unit_as_written(expr: Expr) -> Unit:
    """The unit of an expression, months and all: 月工资×月数 is 元·月 when it is divided by 12个月."""
    if isinstance(expr, Product):
        return _unit_as_written(expr.left) * _unit_as_written(expr.right)
    return _number(expr).unit


def _continues(award: Form) -> bool:
    """Whether a sentence begins with a part of a quantity that it does not name."""
    return next((part.kind for part in award.forms()), "") == "next_band"


def _mentions(expr: Expr, subject: Expr) -> bool:
    return expr == subject or any(_mentions(part, subject) for part in operands_of(expr))


def _closes(low: Range, high: Range) -> bool:
    """Whether the second is the upper end of the first."""
    if low.high is not None or high.low is not None:
        return False
    match low.low, high.high:
        case Literal() as least, Literal() as most:
            return least.value <= most.value
        case Product(left=one, right=Literal() as least), Product(left=other, right=Literal() as most):
            return one == other and least.value <= most.value
        case OptionLiteral() as least, OptionLiteral() as most:
            return least.index <= most.index
    return False


def _ladder(ranges: list[Range]) -> list[Range]:
    """Thresholds in any order: each reaches up to, not including, the next higher one."""

    def height(r: Range) -> Fraction | int:
        return r.low.value if isinstance(r.low, Literal) else r.low.index if isinstance(r.low, OptionLiteral) else 0

    ascending = sorted(ranges, key=height)
    above = {id(r): upper for r, upper in pairwise(ascending)}
    return [
        replace(r, high=above[id(r)].low, high_inclusive=not above[id(r)].low_inclusive) if id(r) in above else r
        for r in ranges
    ]


def _with_unit_of(bare: Literal, other: Literal) -> Literal:
    """A number without a unit, with that of the number that it stands before: 3、2、1个百分点; 100至300万元, but
    5000至1万元 (a thousand of 万 is nobody's spelling)."""
    written = re.fullmatch("([0-9.,]+)([万亿]*)", bare.text)
    model = re.match("([0-9.,]+)([万亿]*)", other.text)
    if not written or not model or bare.type not in (NUMBER, MONEY) or other.type == NUMBER or not other.value:
        return bare
    number = read_numeral(written[0])
    size = model[2] if not written[2] and number < 1000 else ""
    unit = other.value / read_numeral(model[0])
    text = f"{bare.text}{other.text[model.end() - len(size) :]}"
    return replace(bare, value=number * (read_numeral(f"1{size}") if size else 1) * unit, type=other.type, text=text)


def _with_subjects(tests: Form) -> Form:
    """面积1万平方米以上且不超过3万平方米, 产值1亿元以上且同比增长10%以上: the tests behind 且 that leave out what they are of,
    with it."""
    parts: list[Form | Word] = []
    subject: Form | Word | None = None
    for part in tests.parts:
        if isinstance(part, Form) and part.kind in ("ranges", "growth_of_it"):
            ranges = part if part.kind == "ranges" else part.form("ranges")
            if subject is None or ranges is None:
                raise Refused(
                    WrongType(span=part.span, what=part.span.text, wanted=("前面写明是什么", "what it is of"))
                )
            name = subject.parts[0] if isinstance(subject, Form) else subject
            of = subject if part.kind == "ranges" else Form(kind="growth", parts=(name,), span=part.span)
            part = Form(kind="within", parts=(of, ranges), span=part.span)
        elif isinstance(part, Form) and part.kind == "within":
            subject = part.parts[0]
        parts.append(part)
    return replace(tests, parts=tuple(parts))


def _is_stated(form: Form) -> bool:
    """Whether （含）or （不含）stands behind the lower end."""
    return any(word.terminal == "INCLUDED" for word in _words_in(form))


def _year_of(date: Word) -> int:
    return int(date.text[:4]) if re.match("[0-9]{4}", date.text) else 0


def _words_in(form: Form) -> Iterator[Word]:
    for part in form.parts:
        if isinstance(part, Word):
            yield part
        else:
            yield from _words_in(part)


def _hands_over(one: Range, other: Range) -> bool:
    """5000万元（含）至1亿元、1亿元（含）至5亿元: the number where they meet is said to belong to the second."""
    return (
        isinstance(one.high, Literal)
        and isinstance(other.low, Literal)
        and one.high.value == other.low.value
        and other.stated[0]
        and other.low_inclusive
        and not one.stated[1]
    )


def _by_the_year(unit: Unit) -> Unit:
    """元/年 as 元: what is paid in a year is money, as results have it."""
    powers = dict(unit.powers)
    return unit * _YEAR if powers.get("元") and powers.get("年") == -1 else unit


def _says_limit(expr: Expr) -> bool:
    """Whether a name says that it is a limit."""
    name = _name_of(expr)
    return name.startswith(("最高", "封顶")) and name.endswith(("额", "额度", "数", "标准"))


def _guard_of(line: Form) -> Form | None:
    """The case of a sentence; of two (工作十年以下的，在本单位五年以下的，……) both."""
    guards = list(line.forms("guard"))
    if len(guards) < 2:
        return guards[0] if guards else None
    span = guards[0].span.to(guards[-1].span)
    tests = tuple(test for guard in guards for test in _tests_of(guard))
    return Form(kind="guard", parts=(Form(kind="all_of", parts=tests, span=span),), span=span)


def _tests_of(guard: Form) -> tuple[Form | Word, ...]:
    test = guard.parts[0]
    return test.parts if isinstance(test, Form) and test.kind == "all_of" else (test,)


def _rank_of(test: Form) -> Word | None:
    """The 前三名 that a test asks for."""
    ranges = test.form("ranges") if test.kind == "within" else None
    return next((part.word("RANK") for part in ranges.forms()), None) if ranges else None


def _has_part(line: Form) -> bool:
    award = line.form("award")
    return award is not None and any(
        form.kind in ("band", "next_band") for part in award.forms() for form in (part, *part.forms())
    )


def _leaves_open(group: Sequence[Sentence], more: Form) -> bool:
    """Whether 同时 may go with the last case alone: behind 其余的, or where a case before gets nothing."""
    forms = [sentence.form for sentence in group if sentence.form]
    cases = any(form.has("OTHERWISE") or form.form("refused") for form in forms)
    return cases and not more.has("OTHERWISE") and more.form("guard") is None


def _counted_of(expr: Expr) -> Expr | None:
    """What an amount counts at a price for each: 展位 of 展位，每个3万元."""
    match expr:
        case Product(left=FactRef() | DefinitionRef() as counted, right=Literal(type=price)):
            return counted if any(power < 0 for _, power in price.unit.powers) else None
    return None


def _is_vague_range(form: Form) -> bool:
    """30%—50%, 5—10万元: from one number to another, and no subtraction."""
    left, right = form.parts
    ends = [part for part in (left, right) if isinstance(part, Form) and part.kind in ("quantity", "share_of")]
    last = left.parts[-1] if isinstance(left, Form) and left.kind == "share_of" else left
    number = isinstance(last, Word) or last.kind == "quantity"
    sign = form.span.text.removeprefix(left.span.text).removesuffix(right.span.text).strip()
    return len(ends) == 2 and number and ends[1].kind == "quantity" and sign not in ("减", "减去", "减除")


def _dashed(form: Form) -> tuple[Word, ...]:
    """The two numbers of 达到1万-3万平方米, which is a range and no subtraction."""
    places = (form, *form.forms("after_word"))
    difference = next((found for place in places if (found := place.form("difference"))), None)
    if difference is None:
        return ()
    words = tuple(part.parts[0] for part in difference.forms() if part.kind == "quantity")
    return tuple(word for word in words if isinstance(word, Word) and word.terminal == "QUANTITY") * (len(words) == 2)


def _is_next(end: Literal, low: Literal) -> bool:
    """Whether a number is one more, as written, than another: 2761千瓦时 behind 2760千瓦时, 501万元 behind 500万元; not of
    ages and other lengths of time, which are counted in full."""
    written = re.match("[0-9][0-9.,]*", low.text)
    if not written or low.type.shown in ("岁", "年", "月", "天", "%"):
        return False
    number = read_numeral(written[0])
    return number > 0 and low.value - end.value == low.value / number


def _one_less(low: Literal) -> Literal | None:
    """2760千瓦时 for 2761千瓦时: a part that is said from a number ending in 1 begins behind the round one."""
    written = re.match("[0-9][0-9,]*(?![0-9.])", low.text)
    if written is None:
        return None
    number = read_numeral(written[0])
    if number < 10 or number % 10 != 1:
        return None
    less = replace(low, value=low.value - low.value / number, text=f"{number - 1}{low.text[len(written[0]) :]}")
    return less if _is_next(less, low) else None


def _counted_in_wan(end: Expr | None, subject: Expr | None) -> Expr | None:
    """户籍人口超过100万: of what is counted, not of money."""
    if not isinstance(end, Literal) or end.type != MONEY or end.text[-1] not in "万亿" or subject is None:
        return end
    kind = subject.type
    is_count = isinstance(kind, NumberType) and not unit_decimals(kind.unit) and not kind.unit.is_dimensionless
    return replace(end, type=kind) if is_count else end  # type: ignore[arg-type]


def _is_choice(part: Form | Word) -> bool:
    return isinstance(part, Word) and part.terminal in ("VALUE", "YES", "NO", "QUANTITY", "TEXT")


def _choice_forms(test: Form) -> list[Form | Word]:
    if test.kind == "within":
        ranges = test.form("ranges")
        return list(ranges.forms()) if ranges else []
    return [part for part in test.parts if _is_choice(part)]


def _choice_words(test: Form) -> list[str]:
    """The words of each choice; a bare number repeats the words of the one before (达到300批次、350批次)."""
    words: list[str] = []
    number = ""
    for part in _choice_forms(test):
        text = part.span.text
        found = part if isinstance(part, Word) else _first_number(part)
        if isinstance(part, Form) and part.kind == "bound" and number and found:
            text = words[-1].replace(number, found.text)
        number = found.text if found else ""
        words.append(text)
    return words


def _first_number(form: Form) -> Word | None:
    return form.word("QUANTITY", "VALUE") or next((w for part in form.forms() if (w := _first_number(part))), None)


def _has_respectively(award: Form) -> bool:
    opening = award.form("opening")
    parts = (*award.forms(), *(opening.forms() if opening else ()))
    return any(part.has("RESPECTIVELY") for part in parts)


def _listed_literals(award: Form) -> list[Form | Word]:
    values = next((part.form("values") for part in award.forms() if part.form("values")), None)
    return [part for part in values.parts if isinstance(part, Form) and part.kind == "quantity"] if values else []


def _number(expr: Expr) -> NumberType:
    assert isinstance(expr.type, NumberType)
    return expr.type


def _is_factor(expr: Expr) -> bool:
    return _number(expr).unit.is_dimensionless


def _name_of(expr: Expr) -> str:
    return getattr(expr, "name", "") or getattr(expr, "list", "")


def _wanted(subject: Expr) -> tuple[str, str]:
    kind = subject.type
    if isinstance(kind, OptionType):
        return (f"选项：{'、'.join(kind.options)}", f"one of {', '.join(kind.options)}")
    if isinstance(kind, NumberType):
        return (f"数（{kind.shown}）" if kind.shown else "数", f"a number ({kind.shown})" if kind.shown else "a number")
    return ("是或否", "是 or 否") if kind == BOOLEAN else ("同类的内容", "something of the same kind")


def _truth_advice(found: Expr) -> tuple[str, str] | None:
    if isinstance(found.type, NumberType):
        return ("写明界，如「100万元以上」", "say the bound: 100万元以上")
    if isinstance(found.type, OptionType):
        return ("写明选项，如「为二级」", "say the option: 为二级")
    return None
