"""What a sentence of 承诺 means, form by form.

In: the form of a sentence, and what it is said about: a rule, or in 【政策】 all of them.  Out: ``model.promise`` values.
What the rule cannot promise is refused with the sentence that could be written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tiaowen.runtime.numerals import read_numeral

from ..bind.amounts import quantity_of
from ..bind.binder import Binder, Refused
from ..bind.desugar import plain
from ..bind.names import meaning_of, option_of, within_list
from ..bind.ranges import ranges_of
from ..bind.units import alike as like
from ..model.bounds import Range, is_inclusive
from ..model.clause import Fact, PerItem, Series
from ..model.expr import Compare, Comparison, DefinitionRef, Expr, FactRef, Mechanism
from ..model.promise import (
    Alike,
    Bounded,
    BoundedItem,
    BoundedPart,
    BoundedPolicy,
    Exclusive,
    Meant,
    Monotone,
    Move,
    NoCliff,
    Ordered,
    Reached,
    Split,
    Unmoved,
)
from ..model.types import BOOLEAN, CLAIM_DATE, ListType, NumberType, OptionType
from ..model.unit_words import APPLICANTS
from ..reading.syntax import Form, Word
from ..report.errors.types import WrongType
from ..text.source import Span

_FALLS = ("减少", "降低", "下降", "变少")
_RISES = ("增加", "提高", "上升", "变多", "增长")
_OPPOSITE: Mapping[Comparison, Comparison] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass(frozen=True, slots=True)
class About:
    """What is promised about: the rule ``clause`` with its facts, amount and 分年; in 【政策】 no rule, and all rules pay
    ``amount``."""

    binder: Binder
    clause: str
    facts: Mapping[str, Fact]
    amount: Expr | None
    series: Series | PerItem | None = None
    is_charged: bool = False


def meant_by(about: About, form: Form) -> Iterator[Meant]:
    """What a sentence without its case promises: one thing, or several at once."""
    if about.amount is None and form.kind not in _WITHOUT_AMOUNT:
        wanted = ("有金额的规则（本条的结果是符合与否）", "a rule whose result is a number")
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted))
    yield from _KINDS[form.kind](about, form)


def _refuse(span: Span, wanted: tuple[str, str], advice: tuple[str, str] | None = None) -> Refused:
    return Refused(WrongType(span=span, what=span.text, wanted=wanted, advice=advice))


# ── facts ──


def _fact(about: About, word: Word) -> Fact:
    """A fact of the rule that is no list."""
    found = meaning_of(about.binder, word)
    fact = about.facts.get(found.name) if isinstance(found, FactRef) else None
    if fact is None or isinstance(fact.type, ListType):
        raise _refuse(word.span, ("填报的一项（不是清单，也不是其中算出的）", "a fact that is reported, and no list"))
    return fact


def _facts(about: About, form: Form) -> tuple[Fact, ...]:
    named = form.form("facts_named")
    words = named.words("NAME") if named else ()
    return tuple({(fact := _fact(about, word)).name: fact for word in words}.values())


def _monotone(about: About, form: Form) -> Iterator[Meant]:
    """甲和乙都增加的，应得不减少；甲不同的，应得相同."""
    moves = form.form("moves")
    assert moves is not None
    kept = form.word("KEEPS", "SAME")
    assert kept is not None
    named = [word for part in moves.forms() for word in part.words("NAME")]
    if kept.terminal == "SAME":
        yield Unmoved(facts=tuple(dict.fromkeys(_name_of_fact(about, word) for word in named)))
        return
    pairs = list(_moved(about, moves))
    made: list[Move] = []
    for fact, word, changed in pairs:
        is_ordered = isinstance(fact.type, NumberType) or (isinstance(fact.type, OptionType) and fact.type.ordered)
        if not is_ordered:
            wanted = ("填报的一个数，或由低到高的选项", "a fact that is a number or an ordered option")
            raise _refuse(word.span, wanted)
        if _says(changed, _FALLS) == _says(changed, _RISES):
            wanted = ("增加还是减少", "whether it is more or less")
            advice = (f"写「{fact.name}增加的，应得不减少」或「应得与{fact.name}无关」", "say 增加的 or 减少的")
            raise _refuse(changed.span, wanted, advice)
        # 不减少的: as much, or more.
        is_weak = "不" in changed.text
        made.append(Move(fact=fact.name, up=_says(changed, _RISES) != is_weak, strict=not is_weak))
    rises = not kept.text.endswith(_RISES) and kept.text != "只减不增"
    if len(made) == 1 and not made[0].up:
        # Less of it never gives more: more of it never gives less.
        made, rises = [Move(fact=made[0].fact, up=True)], not rises
    yield Monotone(moves=tuple(made), rises=rises)


def _moved(about: About, moves: Form) -> Iterator[tuple[Fact, Word, Word]]:
    """Each fact with where it is named and how it changes."""
    waiting: list[Word] = []
    for part in moves.parts:
        if isinstance(part, Form):
            waiting += part.words("NAME")
        elif part.terminal == "CHANGED":
            yield from ((_fact(about, word), word, part) for word in waiting)
            waiting = []


def _says(word: Word, words: Sequence[str]) -> bool:
    return any(each in word.text for each in words)


def _unmoved(about: About, form: Form) -> Iterator[Meant]:
    named = form.form("facts_named")
    words = list((named or form).words("NAME"))
    yield Unmoved(facts=tuple(dict.fromkeys(_name_of_fact(about, word) for word in words)))


def _name_of_fact(about: About, word: Word) -> str:
    """A fact, or the day of the claim."""
    return CLAIM_DATE if word.text == CLAIM_DATE else _fact(about, word).name


def _split(about: About, form: Form) -> Iterator[Meant]:
    facts = _facts(about, form)
    word = form.word("SPLIT")
    assert word is not None
    shares = [fact.name for fact in about.facts.values() if _can_be_split(fact)]
    wrong = next((fact for fact in facts if not _can_be_split(fact)), None)
    if wrong is not None or not (facts or len(shares) == 1):
        wanted = ("写明哪一个数分开报（金额、面积、数量）", "which number is split: money, an area, a count")
        listed = "或".join(f"「{name}分两次申报的，应得合计不增加」" for name in shares[:3])
        none = "本条填报里没有能分开报的数"
        raise _refuse(form.span, wanted, (f"写{listed}" if listed else none, "name the number: …分两次申报不多得"))
    digits = re.search("[两二三四2-4]", word.text)
    times = read_numeral(digits[0].replace("两", "二")) if digits else 2
    kept = form.word("KEEPS")
    # Who pays in gains by paying less.
    less = _says(kept, _FALLS) if kept else about.is_charged
    names = tuple(fact.name for fact in facts) or (shares[0],)
    for way in (False, True) if form.has("SAME") else (less,):
        yield Split(facts=names, times=int(times), less=way)


def _can_be_split(fact: Fact) -> bool:
    return fact.reading.kind == "number" and isinstance(fact.type, NumberType) and not fact.type.is_ratio


# ── alike ──


def _alike(about: About, form: Form) -> Iterator[Meant]:
    """甲类与乙类同等；类型为甲类与乙类的同等."""
    names, choices = list(form.words("NAME")), list(form.words("VALUE", "YES", "NO"))
    yield _alike_in(about, form, names, choices)


def _alike_in(about: About, form: Form, names: Sequence[Word], choices: Sequence[Word]) -> Alike:
    if names:
        fact = _fact(about, names[0])
    else:
        owners = about.binder.names.options.get(choices[0].text, ()) if choices else ()
        owner = about.facts.get(owners[0]) if len(owners) == 1 else None
        if owner is None:
            wanted = ("写明是哪一项的选项，如「类别为甲与乙的同等」", "the fact that it is an option of")
            raise _refuse(form.span, wanted)
        fact = owner
    if isinstance(fact.type, OptionType):
        kind = fact.type
        values = tuple(dict.fromkeys(option_of(kind, word).index for word in choices))
        words = tuple(kind.options[value] for value in values)
    elif fact.type == BOOLEAN and all(word.terminal in ("YES", "NO") for word in choices):
        values, words = (1, 0), ("是", "否")
    else:
        raise _refuse(form.span, ("选项或是否", "an option or 是否"))
    if len(values) < 2:
        raise _refuse(form.span, ("两个以上不同的选项", "two options or more that differ"))
    return Alike(fact=fact.name, values=values, words=words)


def _alike_or_not(about: About, form: Form) -> Iterator[Meant]:
    """本地企业与非本地企业同等."""
    first, second = (_fact(about, word) for word in form.words("NAME"))
    if first.name != second.name or first.type != BOOLEAN:
        raise _refuse(form.span, ("同一项是与否", "one 是否, with and without 非"))
    yield Alike(fact=first.name, values=(1, 0), words=("是", "否"))


def alike_in_case(about: About, test: Form) -> Meant:
    """甲类、乙类的，应得相同: the case says the options."""
    if test.kind != "one_of":
        wanted = ("列明哪几种相同", "which options get the same")
        raise _refuse(
            test.span, wanted, ("写「甲类、乙类的，应得相同」或「应得与某项无关」", "write 甲类、乙类的，应得相同")
        )
    return _alike_in(about, test, list(test.words("NAME")), list(test.words("VALUE", "YES", "NO")))


# ── limits ──


def _range(about: About, form: Form) -> Range:
    ranges = next(form.forms("ranges"), None)
    assert ranges is not None
    found = ranges_of(about.binder, ranges, about.amount)
    if len(found) != 1:
        raise _refuse(ranges.span, ("一个范围，如不超过100万元", "one range, such as 不超过100万元"))
    return found[0]


def _limits(about: About, form: Form) -> Iterator[tuple[Comparison, Expr]]:
    found = _range(about, form)
    low: Comparison = ">=" if found.low_inclusive else ">"
    high: Comparison = "<=" if found.high_inclusive else "<"
    for operator, limit in ((low, found.low), (high, found.high)):
        if limit is not None:
            yield operator, limit


def _bounded(about: About, form: Form) -> Iterator[Meant]:
    for operator, limit in _limits(about, form):
        yield Bounded(operator=operator, limit=limit)


def _bounded_at(about: About, form: Form) -> Iterator[Meant]:
    """应得为10万元；应得为10万元至50万元."""
    if form.form("reached_number") is None:
        yield from _bounded(about, form)
        return
    limit = _number(about, form)
    yield Bounded(operator=">=", limit=limit)
    yield Bounded(operator="<=", limit=limit)


def _number(about: About, form: Form) -> Expr:
    """A number as such, of what the result is of."""
    number = form.form("reached_number")
    word = number.word("QUANTITY") if number else None
    assert word is not None and about.amount is not None
    return like(quantity_of(about.binder, word), about.amount, word.span)


def _bounded_each(about: About, form: Form) -> Iterator[Meant]:
    """每年应得不超过……: of each amount of several; 每笔应得……: of what each item comes to."""
    word = form.word("EACH_ONE")
    assert word is not None
    said = re.sub("^(每|各|单|任何|任)一?|的$", "", word.text)
    for applicant in sorted((*APPLICANTS, "申报人", "申请人", "个人", "主体"), key=len, reverse=True):
        if re.fullmatch(f"[家个户名位]?{applicant}(每年|每期)?", said) and not _is_item(_each_item(about), said):
            said = "年" if "年" in said else "期" if "期" in said else ""
            break
    if not said:
        yield from _bounded(about, form)
        return
    listed = _each_item(about)
    if listed is not None and _is_item(listed, said):
        about = replace(about, binder=within_list(about.binder, *listed.lists))
    for operator, limit in _limits(about, form):
        yield _of_each(about, word, said, operator, limit)


def _of_each(about: About, word: Word, said: str, operator: Comparison, limit: Expr) -> Meant:
    series = about.series if isinstance(about.series, Series) else None
    labels = [label for label, _ in series.parts] if series else []
    if said.startswith("第"):
        count = str(int(read_numeral(re.sub("^第|年|期|次|批|个月", "", said))))
        at = next((at for at, label in enumerate(labels) if re.fullmatch(f"第({count}|{said[1:-1]})\\D+", label)), None)
        if at is not None:
            return BoundedPart(operator=operator, limit=limit, at=at)
    unit = said.removesuffix("度") if said == "年度" else said.removeprefix("个") if said == "个月" else said
    is_party = series is not None and series.named and unit in ("方", "人", "单位", "家")
    if is_party or any(label.endswith(unit) for label in labels):
        return BoundedPart(operator=operator, limit=limit)
    made = _each_item(about)
    if made is not None and _is_item(made, said):
        if operator in (">", ">=") and made.picks:
            wanted = ("每一件都算的清单（本条只取其中几件，其余的为零）", "a list of which every item counts")
            raise _refuse(word.span, wanted)
        within = Compare(left=made.body, operator=operator, right=limit)
        return BoundedItem(within=made.total.lifted(within))
    has = [*(["每年"] if any(label.endswith("年") for label in labels) else []), *([f"每{made.each}"] if made else [])]
    told = f"本条分开算的：{'、'.join(has)}" if has else "分年或逐笔算的规则（本条的应得只有一个数）"
    advice = f"写「{has[0] if has else ''}应得不超过……」"
    raise _refuse(word.span, (told, "what the rule works out singly"), (advice, "write 应得不超过…"))


@dataclass(frozen=True, slots=True)
class _EachItem:
    """What is worked out for each item of a list (or of several gone through together): the lists, the word for an item,
    the amount, and their ``total``."""

    lists: tuple[str, ...]
    each: str
    body: Expr
    total: Mechanism
    picks: bool


def _each_item(about: About) -> _EachItem | None:
    return None if about.amount is None else _each_item_of(about.amount)


def _each_item_of(expr: Expr) -> _EachItem | None:
    if isinstance(expr, DefinitionRef):
        return _each_item_of(expr.definition.body)
    if not isinstance(expr, Mechanism):
        return None
    made = expr.anatomy()
    if made.repeated is not None and made.repeated.each:
        return _EachItem(made.lists, made.repeated.each, made.repeated.body, expr, made.repeated.picks)
    return _each_item_of(made.acts_on) if made.acts_on is not None else None


def _is_item(made: _EachItem | None, said: str) -> bool:
    """Whether 笔, 笔费用, 费用 are words for an item."""
    if made is None:
        return False
    name, each = made.lists[0], made.each
    return said in (each, name, each + name) or (said.startswith(each) and name.endswith(said[len(each) :]))


def _reached(about: About, form: Form) -> Iterator[Meant]:
    """有企业能得到50万元（或更多）；恰好50万元；应得最高可达50万元: and no more."""
    number = form.form("reached_number")
    exactly = form.has("EXACTLY")
    if number is None:
        limits = list(_limits(about, form))
        if len(limits) != 1 or exactly:
            raise _refuse(form.span, ("一个数，如50万元", "one number, such as 50万元"))
        yield Reached(operator=limits[0][0], limit=limits[0][1])
        return
    limit = _number(about, form)
    yield Reached(operator="=" if exactly else ">=", limit=limit)
    can = form.word("CAN_BE")
    if can is not None and can.text.startswith("最"):
        yield Bounded(operator="<=", limit=limit)


def _never_reached(about: About, form: Form) -> Iterator[Meant]:
    """没有企业能得到超过50万元；没有企业能得到50万元（或更多）."""
    if form.form("reached_number") is not None:
        yield Bounded(operator="<", limit=_number(about, form))
        return
    for operator, limit in _limits(about, form):
        yield Bounded(operator=_OPPOSITE[operator], limit=limit)


# ── several rules ──


def _clause_id(text: str) -> str:
    """规则10.1、条款10.1、第10.1条 is 10.1."""
    return text.removeprefix("规则").removeprefix("条款").removeprefix("第").removesuffix("条")


def _clauses(about: About, form: Form) -> list[str]:
    """The rules that are named, this one (本条, or by its name) first."""
    named = [_clause_id(word.text) for word in form.words("RULE", "OTHER")]
    if form.has("THIS"):
        if not about.clause:
            raise _refuse(form.span, ("规则的编号（【政策】里没有本条）", "the numbers of the rules"))
        named.insert(0, about.clause)
    named = list(dict.fromkeys(named))
    return sorted(named, key=lambda name: name != about.clause)


def _together(about: About, form: Form) -> Iterator[Meant]:
    names = _clauses(about, form)
    is_own = names[0] == about.clause
    for operator, limit in _limits(about, form):
        yield Bounded(operator=operator, limit=limit, others=tuple(names[is_own:]), own=is_own)


def _exclusive(about: About, form: Form) -> Iterator[Meant]:
    names = _clauses(about, form)
    if len(names) < 2:
        raise _refuse(form.span, ("两条不同的规则", "two rules"))
    yield Exclusive(clauses=tuple(names))


def _ordered(about: About, form: Form) -> Iterator[Meant]:
    names = [_clause_id(word.text) for word in form.words("RULE")]
    names = names if len(names) == 2 else [about.clause, *names]
    if "" in names or names[0] == names[1]:
        raise _refuse(form.span, ("两条不同的规则", "two rules"))
    word = form.word("LOWER", "UPPER", "AT_MOST", "AT_LEAST", "IS")
    if word is None:
        # 等于 is silent.
        yield from (Ordered(more=more, less=less) for more, less in (names, names[::-1]))
        return
    strict = word.terminal in ("LOWER", "UPPER") and not is_inclusive(word.text, about.binder.names.terms.inclusive)
    more, less = names if word.terminal in ("LOWER", "AT_LEAST") else reversed(names)
    yield Ordered(more=more, less=less, strict=strict)


def _whole(about: About, form: Form) -> Iterator[Meant]:
    for operator, limit in _limits(about, form):
        if operator in (">", ">="):
            raise _refuse(form.span, ("全部规则合计的上限", "what all rules pay at most"))
        yield BoundedPolicy(operator=operator, limit=limit)


def _no_cliff(about: About, form: Form) -> Iterator[Meant]:
    yield NoCliff()


def _same(about: About, form: Form) -> Iterator[Meant]:
    wanted = ("什么情况下应得相同", "in which cases the result is the same")
    advice = ("写「甲类、乙类的，应得相同」或「应得与某项无关」", "write 甲类、乙类的，应得相同 or 应得与…无关")
    raise _refuse(form.span, wanted, advice)


_KINDS: Mapping[str, Callable[[About, Form], Iterator[Meant]]] = {
    "monotone": _monotone,
    "bounded": _bounded,
    "bounded_at": _bounded_at,
    "bounded_each": _bounded_each,
    "no_cliff": _no_cliff,
    "alike": _alike,
    "alike_or_not": _alike_or_not,
    "same": _same,
    "unmoved": _unmoved,
    "split": _split,
    "reached": _reached,
    "never_reached": _never_reached,
    "together": _together,
    "exclusive": _exclusive,
    "ordered": _ordered,
    "whole": _whole,
}
_WITHOUT_AMOUNT = ("alike", "alike_or_not", "same", "unmoved", "exclusive", "whole")


def read_plainly(form: Form) -> tuple[Form | None, Form]:
    """The case of a sentence, if it has any, and what is promised in it."""
    form = plain(form)
    if form.kind != "in_case":
        return None, form
    *cases, said = form.parts
    assert isinstance(said, Form)
    first = next((part for part in cases if isinstance(part, Form)), None)
    if first is None:
        # 规上企业，……
        name = next(form.words("NAME"))
        return Form(kind="holds", parts=(name,), span=name.span), said
    test = first.parts[0] if first.kind == "guard" else first
    assert isinstance(test, Form)
    if test.kind == "ranges":
        raise _refuse(test.span, ("前面写明是什么", "what the range is of"))
    return test, said
