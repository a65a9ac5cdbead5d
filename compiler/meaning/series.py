"""Results of several amounts: （逐年，共3年）, （分3年）, 分期：40%、30%、30%, 分配：单位60%、个人40%.

In: the amounts of the years, or one amount and its shares.  Out: a ``model.Series``.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from fractions import Fraction

from tiaowen.runtime.facts import format_quantity
from tiaowen.runtime.units import Unit, parse_unit

from ..bind.amounts import quantity_of
from ..bind.binder import Binder, Refused
from ..bind.names import spelled
from ..model.clause import Series
from ..model.expr import Addition, Definition, DefinitionRef, Expr, Literal, Product, anatomy_of
from ..model.levels import level_of, parts_of
from ..model.quantity import RATIO, number_type
from ..model.types import BOOLEAN, DATE, NumberType
from ..reading.syntax import Form, Word
from ..report.diagnostic import Text
from ..report.errors.levels import SharesNotTheWhole
from ..report.errors.names import DuplicateName
from ..report.errors.types import DifferentLengths, WrongType
from ..text.source import Span
from . import phrases as p
from .english import label_said
from .mechanisms.cap import Cap
from .mechanisms.deduct import Deduct
from .mechanisms.of_item import OfItem
from .wording import plain_words
from .year_words import PARTS_MAX, spread_said

_YEARS = re.compile(r"(?:逐(年|期|次|月)，共([0-9]+)[个年期次月]*|分([0-9]+)(年|期|次|个月))")
_PARTIES = re.compile(
    "由?(?P<parties>[^，；：、和与0-9]{1,12}(?:[、和与][^，；：、和与0-9]{1,12})+?)，?(?=分别按|[均各都]按)"
)
_WORDS = {"年": "年", "期": "期", "次": "次", "月": "个月", "个月": "个月"}


def scope_of(scope: str) -> tuple[int, str] | None:
    """How many amounts a scope asks for, and of what: （逐年，共3年）, （分3年）."""
    match = _YEARS.fullmatch(scope)
    if not match or not 2 <= int(match[2] or match[3]) <= PARTS_MAX:
        return None
    return int(match[2] or match[3]), _WORDS[match[1] or match[4]]


def count_literal(count: int, each: str) -> Literal:
    """The number of years, as a number of the rule."""
    unit = parse_unit(each) or Unit()
    return Literal(value=count * unit.factor, type=number_type(unit), text=f"{count}{each}")


def labels(count: int, each: str) -> list[str]:
    return [f"第{number}{each}" for number in range(1, count + 1)]


_PLACE = re.compile("第?[一二三四五六七八九十0-9]+[年次期届批]?")


def parties_of(text: str, known: Collection[str]) -> tuple[str, ...]:
    """Who is named before 分别按 (均按): 单位、个人分别按缴费基数的16%、8%.  Names of the rule, and what has one in it (规模为大型、小型的),
    are no parties."""
    match = _PARTIES.match(text)
    found = tuple(re.split("[、和与]", match["parties"])) if match else ()
    years = [each for each in found if _PLACE.fullmatch(each)]
    if years and (any(name.startswith("第几") for name in known) or any(each[0] != "第" for each in years)):
        # 第一、二年, or of a rule that asks which year it is
        return ()
    return (
        ()
        if any(name in each for each in found for name in known) or re.search("的，(分别|[均各都])按", text)
        else found
    )


def by_party(parties: Sequence[str], amount_of: Callable[[int], Expr | None]) -> Series | None:
    """What each of several parties gets, or pays, at a rate of its own."""
    amounts = [amount_of(position) for position in range(len(parties))]
    found = [amount for amount in amounts if amount is not None]
    return Series(parts=tuple(zip(parties, found, strict=True)), named=True) if len(found) == len(parties) else None


def yearly(count: int, each: str, amount_of: Callable[[int], Expr | None]) -> Series | None:
    """One amount for each year: ``amount_of`` binds that of the year at a position."""
    amounts = [amount_of(position) for position in range(count)]
    found = [amount for amount in amounts if amount is not None]
    return Series(parts=tuple(zip(labels(count, each), found, strict=True))) if len(found) == count else None


def same_each_year(series: Series, each: str) -> Expr | None:
    """What would be given, or taken away, again in each of the years, though nothing says 每年: a sentence behind 同时 that is
    the same in all of them where others are not, and a fact that is deducted."""
    amounts = [amount for _, amount in series.parts]
    sums = [amount for amount in amounts if isinstance(amount, Addition) and amount.listed]
    if len(sums) == len(amounts) and len({len(made.parts) for made in sums}) == 1:
        by_sentence = [set(parts) for parts in zip(*(made.parts for made in sums), strict=True)]
        same = [next(iter(parts)) for parts in by_sentence if len(parts) == 1]
        if len(same) < len(by_sentence):
            return next((part for part in same if not _says_each(part, each)), None)
    taken = (taken for made in parts_of(amounts[0]) for taken in anatomy_of(made).takes)
    return next((part for part in taken if level_of(part).facts and not _says_each(part, each)), None)


def _says_each(expr: Expr, each: str) -> bool:
    return any(isinstance(part, Literal) and f"每{each[-1]}" in part.text for part in parts_of(expr))


def capped_each(series: Series, limits: Sequence[Expr]) -> Series:
    """封顶：每年不超过10万元: each of the amounts, by a limit of its own."""

    def capped(amount: Expr, limit: Expr) -> Expr:
        assert isinstance(amount.type, NumberType)
        return Cap(amount=amount, limit=limit, word="封顶", type=amount.type)

    made = zip(series.parts, limits, strict=True)
    return replace(series, parts=tuple((label, capped(amount, limit)) for (label, amount), limit in made))


def carried(series: Series, span: Span) -> Series:
    """Of what each year is over its cap, the next has it besides its own."""
    made: list[tuple[str, Expr]] = []
    before: Expr | None = None
    for label, amount in series.parts:
        parts = _of_cap(amount)
        if parts is None:
            wanted = (
                "每年的封顶，写在「超过部分结转下年」前面",
                "a cap of each year before what is over it is carried on",
            )
            advice = (
                "写「……，每年封顶10万元，超过部分结转下年」",
                "write …，每年封顶10万元，超过部分结转下年",
            )
            raise Refused(WrongType(span=span, what="结转", wanted=wanted, advice=advice))
        own, limit = parts
        kind = amount.type
        assert isinstance(kind, NumberType)
        whole = own if before is None else Addition(parts=(own, before), type=kind)
        made.append((label, Cap(amount=whole, limit=limit, word="封顶", type=kind)))
        over = Deduct(amount=whole, deductions=(limit,), type=kind)
        before = _named(p.CARRIED_OVER, label, over, kind)
    return replace(series, parts=tuple(made))


def _of_cap(amount: Expr) -> tuple[Expr, Expr] | None:
    """An amount without its cap, and the cap."""
    if isinstance(amount, Cap) and amount.word == "封顶":
        return amount.amount, amount.limit
    if isinstance(amount, OfItem) and (inner := _of_cap(amount.body)):
        own, limit = (
            replace(amount, body=part, type=part.type)
            if level_of(part).items and isinstance(part.type, NumberType)
            else part
            for part in inner
        )
        return own, limit
    return None


def stepped(series: Series, word: str, limit: Expr) -> Series:
    """封顶 or 扣除 of the whole, used up in order: the first amounts first."""
    made: list[tuple[str, Expr]] = []
    before: list[Expr] = []
    for label, amount in series.parts:
        kind = amount.type
        assert isinstance(kind, NumberType)
        left = _left(limit, tuple(before), label, word, kind)
        if word == "扣除":
            made.append((label, Deduct(amount=amount, deductions=(left,), type=kind)))
        else:
            made.append((label, Cap(amount=amount, limit=left, word="封顶", type=kind)))
        before.append(amount)
    return replace(series, parts=tuple(made))


def _left(limit: Expr, before: tuple[Expr, ...], label: str, word: str, kind: NumberType) -> Expr:
    """What is left of the limit after the amounts before, under a name that an explanation can show."""
    if not before:
        return limit
    body = Deduct(amount=limit, deductions=before, type=kind)
    return _named(p.LEFT_TO_DEDUCT if word == "扣除" else p.LEFT_TO_CAP, label, body, kind)


def _named(said: Text, label: str, body: Expr, kind: NumberType) -> DefinitionRef:
    """A number of a part under a name that an explanation can show."""
    zh, en = said.zh.format(label=label), said.en.format(label=label_said(label, "en"))
    return DefinitionRef(definition=Definition(name=zh, body=body, type=kind, text="", english=en))


def shared(binder: Binder, form: Form, amount: Expr, heading: str) -> Series:
    """One amount in shares: 分期：40%、30%、30%; 分配：单位60%、个人40%; 甲、乙按4:6的比例分担."""
    assert isinstance(amount.type, NumberType)
    parts: list[tuple[str, Expr]] = []
    total = Fraction(0)
    each = "年" if heading == "分年" else "次" if heading == "分次" else "期"
    if proportion := form.word("PROPORTION"):
        return _by_proportion(binder, form, proportion, amount, "" if heading == "分配" else each)
    if form.kind == "shares_in_turn":
        form = _in_turn(form)
    shares = list(form.forms("share"))
    _refuse_twice(form)
    for share, usual in zip(shares, labels(len(shares), each), strict=True):
        label = share.word("LABEL")
        if label and label.text in _EACH_OF_HOW_MANY and len(shares) == 1:
            raise Refused(_of_how_many(form, share, each))
        if label and heading != "分配":
            _refuse_condition(binder, label)
        word = share.word("RATE", "QUANTITY")
        assert word is not None
        ratio = quantity_of(binder, word)
        if not ratio.type.is_ratio:
            raise Refused(WrongType(span=word.span, what=word.text, wanted=("比例", "a percentage")))
        total += ratio.value
        product = Product(left=amount, right=ratio, type=amount.type, sign="×")
        parts.append((label.text if label else usual, product))
    named = heading == "分配"
    if named and any(share.word("LABEL") is None for share in shares):
        raise Refused(
            WrongType(span=form.span, what=form.span.text, wanted=("各方的名称和比例", "parties with shares"))
        )
    if total != 1:
        raise Refused(_not_the_whole(form.span, amount, parts, total, named=named))
    return Series(parts=tuple(parts), named=named, remainder=True)


def _in_turn(form: Form) -> Form:
    """省、市、县按30%、30%、40%的比例分担: 省30%、市30%、县40%."""
    labels, rates = list(form.words("LABEL")), list(form.words("RATE"))
    if len(labels) != len(rates):
        raise Refused(DifferentLengths(span=form.span, left=len(labels), right=len(rates)))
    paired = (Form(kind="share", parts=pair, span=pair[1].span) for pair in zip(labels, rates, strict=True))
    return replace(form, kind="shares", parts=tuple(paired))


_EVENT = re.compile("(之?后|之?前|当?时|的|当年|次年)$")


def _refuse_condition(binder: Binder, label: Word) -> None:
    """达产升规后50%, where the rule asks whether 达产升规: a condition of this part, or only what it is called."""
    event = _EVENT.sub("", label.text)
    asked = (spelled(fact) for fact in binder.names.facts if fact.type in (BOOLEAN, DATE))
    name = next((name for name in asked if name in label.text or (len(event) > 1 and event in name)), "")
    if not name:
        return
    wanted = ("各期的名称，如第一年", "what the part is called, as 第一年")
    advice = (
        f"{name}才给的，写成句子：「投资额的5%；同时，{name}的，投资额的5%」；只说什么时候付的，换一个不是填报项的名称",
        f"what is paid only if {name} is a sentence: 投资额的5%；同时，{name}的，…; what only says when it is paid has another name",
    )
    raise Refused(WrongType(span=label.span, what=label.text, wanted=wanted, advice=advice))


# 各50%: of how many is not said.
_EACH_OF_HOW_MANY = ("各", "均", "各按", "每年", "每期", "每次")


def _of_how_many(form: Form, share: Form, each: str) -> WrongType:
    word = share.word("RATE", "QUANTITY")
    rate = word.text if word else "50%"
    advice = (f"写「分两{each}各{rate}」，或者写全：50%、50%", f"write 分两{each}各{rate}, or all of them: 50%、50%")
    return WrongType(span=form.span, what=form.span.text, wanted=(f"写明分几{each}", "how many shares"), advice=advice)


def shared_anew(series: Series, amount: Expr) -> Series:
    """The same shares of another amount: 封顶 behind 分配 is of what is shared."""
    parts = ((label, part) for label, part in series.parts if isinstance(part, Product))
    return replace(series, parts=tuple((label, replace(part, left=amount)) for label, part in parts))


def equally(amount: Expr, count: int, each: str) -> Series:
    """One amount in equal shares; the last takes what rounding leaves."""
    assert isinstance(amount.type, NumberType)
    share = Literal(value=Fraction(1, count), type=RATIO, text=f"{count}分之一")
    product = Product(left=amount, right=share, type=amount.type, sign="×")
    return Series(parts=tuple((label, product) for label in labels(count, each)), remainder=True)


def alike_shares(binder: Binder, amount: Expr, parties: Sequence[str], rate: Word, span: Span) -> Series:
    """One amount in shares that are the same for each party."""
    assert isinstance(amount.type, NumberType)
    if twice := next((name for name in parties if parties.count(name) > 1), ""):
        raise Refused(DuplicateName(span=span, name=twice))
    ratio = quantity_of(binder, rate)
    product = Product(left=amount, right=ratio, type=amount.type, sign="×")
    parts = [(name, product) for name in parties]
    whole = ratio.value * len(parts)
    if whole != 1:
        raise Refused(_not_the_whole(span, amount, parts, whole, named=True))
    return Series(parts=tuple(parts), named=True, remainder=True)


def _not_the_whole(
    span: Span, amount: Expr, parts: Sequence[tuple[str, Expr]], total: Fraction, *, named: bool
) -> SharesNotTheWhole:
    """What is told where the shares do not make 100%: perhaps they are rates of what the amount is a share of."""
    base = amount.left if isinstance(amount, Product) else amount
    return SharesNotTheWhole(
        span=span,
        total=format_quantity(*total.as_integer_ratio(), "%"),
        labels=tuple(label for label, _ in parts),
        rates=tuple(
            part.right.text for _, part in parts if isinstance(part, Product) and isinstance(part.right, Literal)
        ),
        base=plain_words(base) if isinstance(amount, Product) else "某数",
        is_named=named,
    )


def _refuse_twice(form: Form) -> None:
    """A party named twice would get one share: its name is what it is found by."""
    words = [word for share in (form, *form.forms("share")) for word in share.words("LABEL")]
    for index, word in enumerate(words):
        if any(word.text == before.text for before in words[:index]):
            raise Refused(DuplicateName(span=word.span, name=word.text))


_LEVEL = "中央|[国省市区县乡镇]"
_LEVELS = re.compile(f"(?:{_LEVEL}){{2,}}")


def _by_proportion(binder: Binder, form: Form, proportion: Word, amount: Expr, each: str) -> Series:
    """省、市、县按4:3:3; 分3年按4:3:3, whose parts are ``each`` a 年, 期 or 次."""
    _refuse_twice(form)
    weights = [int(number) for number in proportion.text.split("：")]
    parties = [word.text for word in form.words("LABEL")]
    if len(parties) == 1 < len(weights) and _LEVELS.fullmatch(parties[0]):
        # 市县按1:1
        parties = re.findall(_LEVEL, parties[0])
    named = bool(parties) or not each
    if spread := form.word("SPREAD"):
        count, each = spread_said(spread.text)
        binder.out.literals.append(count_literal(count, each))
        if count != len(weights):
            raise Refused(DifferentLengths(span=form.span, left=count, right=len(weights)))
    if named and not parties:
        wanted = ("各方的名称和比例", "parties with shares")
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted))
    parties = parties or list(labels(len(weights), each))
    if len(parties) != len(weights) or not sum(weights):
        raise Refused(DifferentLengths(span=form.span, left=len(parties), right=len(weights)))
    assert isinstance(amount.type, NumberType)
    parts: list[tuple[str, Expr]] = []
    for party, weight in zip(parties, weights, strict=True):
        share = Fraction(weight, sum(weights))
        text = format_quantity(*share.as_integer_ratio(), "%")
        ratio = Literal(value=share, type=RATIO, text=text)
        # What the ratio gives each is a number of the rule.
        binder.out.literals.append(replace(ratio, span=proportion.span))
        parts.append((party, Product(left=amount, right=ratio, type=amount.type, sign="×")))
    return Series(parts=tuple(parts), named=named, remainder=True)


def total(series: Series) -> Expr:
    """The sum of the amounts."""
    first = series.parts[0][1].type
    assert isinstance(first, NumberType)
    return Addition(parts=tuple(amount for _, amount in series.parts), type=first, listed=True)
