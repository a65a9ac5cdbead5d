"""The result: the sentences under 奖励、补助 …, and the headings that act on the whole (封顶, 分期 …)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tiaowen.runtime.units import Unit

from ..bind.binder import Heading, Refused
from ..bind.desugar import plain
from ..bind.names import occurs, of_groups, walked, within_list
from ..bind.sentences import LINE_CAPS
from ..bind.units import alike
from ..language.headings import MOST
from ..meaning.mechanisms.cap import Cap
from ..meaning.mechanisms.each_item import ItemTotal
from ..meaning.mechanisms.groups import GroupTotal
from ..meaning.mechanisms.of_list import Said, picked
from ..meaning.mechanisms.place import apart, goes_by_place, not_among
from ..meaning.series import (
    alike_shares,
    by_party,
    capped_each,
    count_literal,
    equally,
    parties_of,
    scope_of,
    shared,
    shared_anew,
    stepped,
    total,
)
from ..meaning.year_words import equal_scope, equal_shares, equally_in, shares_of_each, spread_in
from ..model.clause import PerItem, Series
from ..model.expr import Expr, Literal, anatomy_of
from ..model.levels import parts_of
from ..model.quantity import YUAN, number_type, unit_of
from ..model.types import ListType, NumberType, Type
from ..model.unit_words import HOW_OFTEN, OCCASIONS
from ..reading.around import NOUN
from ..reading.syntax import Form, Section, Sentence, Word
from ..report.errors.levels import SharedTwice
from ..report.errors.names import DuplicateName
from ..report.errors.syntax import UnknownScope
from ..report.errors.types import BarePercentage, DifferentLengths, WrongResult, WrongType
from ..text.source import Span, Squeezed, fold, squeeze
from .context import (
    Draft,
    Rule,
    Through,
    column_of,
    each_in,
    lists_of_scope,
    lists_used,
    no_amount,
    picks_of,
    place_in_scope,
    plain_text,
    through,
)
from .kinds import kind_caps_apart, within_each_kind
from .limits import limit_step, rest_of
from .own_rates import at_own_rates
from .side_by_side import side_by_side
from .yearly import at_year, capped_by_year, carried_on, carried_where, carries, lines, read_years, sentences_of


def read_result(rule: Rule, section: Section) -> None:
    """奖励、补助 …: what is paid, or （资格） what those who meet the conditions are."""
    draft, form = rule.draft, section.kind.form
    if form == "资格":
        draft.qualifies_for = plain_text(section.text)
    elif draft.result:
        rule.report.add(DuplicateName(span=section.head_span, name=section.heading))
        return
    else:
        heading = Heading(
            adds_up=True,
            is_ceiling=section.heading.startswith(MOST),
            is_charged=form == "交纳",
            is_waived=form == "减免",
            column=column_of(section),
        )
        rule.binder = replace(rule.binder, heading=heading)
        draft.amount = _amount(rule, section)
    draft.result, draft.form = section, form


def read_whole(rule: Rule, section: Section) -> None:
    """封顶、保底、扣除 of the whole result, and 分期、分配: in the order in which they stand."""
    draft = rule.draft
    if draft.form == "资格":
        rule.report.add(no_amount(section))
    if draft.amount is None:
        return
    if section.kind.rule != "line":
        if each := _shared_already(draft, section):
            rule.report.add(SharedTwice(span=section.head_span, heading=section.heading, each=each))
        else:
            draft.series = _shares(rule, draft.amount, section)
            draft.is_shared = draft.series is not None
    elif isinstance(draft.series, PerItem):
        _item_step(rule, draft.amount, draft.series, section)
    elif draft.is_shared and draft.series is not None:
        # 封顶 behind 分配 is of the whole, which is shared.
        draft.amount = limit_step(rule, draft.amount, section)
        draft.series = shared_anew(draft.series, draft.amount) if draft.amount is not None else None
    elif draft.series is not None:
        draft.series = _series_step(rule, draft.series, section)
        draft.amount = total(draft.series) if draft.series else None
    else:
        draft.amount = limit_step(rule, draft.amount, section)


def _shared_already(draft: Draft, section: Section) -> str:
    """What the result is of several of already: years (分3年, a column of them), parties, instalments."""
    if isinstance(draft.series, PerItem):
        return draft.series.each
    if draft.series is not None:
        return "方" if draft.series.named else "年"
    made = draft.amount
    while made is not None and not (isinstance(made, ItemTotal) and made.each in HOW_OFTEN):
        made = anatomy_of(made).acts_on
    return made.each if isinstance(made, ItemTotal) and section.heading != "分配" else ""


def _by_party(rule: Rule, section: Section) -> tuple[str, ...]:
    """单位、个人分别按缴费基数的16%、8%: each at a rate of its own; who they are, nothing where it says none."""
    if own := at_own_rates(rule, section):
        rule.draft.series = own
        return tuple(label for label, _ in own.parts)
    source, start, end = section.span.source, section.content_span.start, section.content_span.end
    written = squeeze(source.read.text, start, end)
    parties = parties_of(written.text, {*rule.scope, *rule.binder.names.options})
    if twice := next((party for party in parties if parties.count(party) > 1), ""):
        rule.report.add(DuplicateName(span=section.content_span, name=twice))
    elif parties:
        # 均按缴费基数的8%: the same for each of them
        said = re.search("分别按|[均各都](?=按)", written.text)
        assert said is not None
        at = said.start() if said[0] == "分别按" else said.end()
        begin = written.span(source, at, len(written.text)).start
        read = [rest_of(rule, section, begin)]
        if read[0].form is not None and _is_capped(read[0].form):
            found = SharedTwice(span=read[0].span, heading="封顶", each="方", is_capped=True)
            rule.report.add(found)
            return parties
        series = by_party(parties, lambda at: lines(at_year(rule, at, len(parties), ""), read))
        bare = () if series is None else _bare_rates(series)
        if bare:
            rule.report.add(_rate_of_what(read[0].span, bare))
        rule.draft.series = None if bare else series
    return parties


def _bare_rates(series: Series) -> tuple[str, ...]:
    """The parties of whom there is only a rate, where there are amounts of others: 缴费基数的甲比例、乙比例."""
    rates = tuple(label for label, made in series.parts if isinstance(made.type, NumberType) and made.type.is_ratio)
    return rates if len(rates) < len(series.parts) else ()


def _rate_of_what(span: Span, parties: Sequence[str]) -> WrongType:
    said = "、".join(parties)
    return WrongType(
        span=span,
        what=f"{said}的比例",
        wanted=("一笔金额，而这里只有比例，没有写明是什么的比例", "an amount; of what the rate is one is not said"),
        advice=(
            "每一个都写全，如「分别按缴费基数的甲比例、缴费基数的乙比例」",
            "say it of each: 分别按缴费基数的甲比例、缴费基数的乙比例",
        ),
    )


def _is_capped(form: Form) -> bool:
    return form.kind in ("cap", "cap_per", *LINE_CAPS) or any(_is_capped(part) for part in form.forms())


def _amount(rule: Rule, section: Section) -> Expr | None:
    scope = section.scope
    if not scope and (side_by_side(rule, section) or _by_party(rule, section)):
        return total(rule.draft.series) if isinstance(rule.draft.series, Series) else None
    if count_each := equal_scope(scope):
        amount = lines(rule.binder, rule.sentences(section, "line"))
        if amount is not None:
            rule.binder.out.literals.append(count_literal(*count_each))
            rule.draft.series, rule.draft.is_shared = equally(amount, *count_each), True
        return amount
    if several := scope_of(scope):
        rule.draft.series = read_years(rule, section, *several)
        return total(rule.draft.series) if isinstance(rule.draft.series, Series) else None
    if carries(section):
        rule.report.add(carried_where(section))
        return None
    if not scope:
        return _whole(rule, section)
    read = rule.sentences(section, "line")
    said = through(section) or Through()
    keys = said.of
    grouped = _group_fields(rule, keys) if keys else None
    if grouped and (said.picks or said.is_apart):
        found = UnknownScope(
            span=section.head_span, scope=scope, heading=section.heading, picks=bool(said.picks), is_apart=said.is_apart
        )
        rule.report.add(found)
        return None
    if grouped:
        name, indexes = grouped
        for each in keys:
            occurs(rule.binder, place_in_scope(section, each), each, name)
        body = lines(of_groups(rule.binder, name), read)
        if body is None:
            return None
        assert isinstance(body.type, NumberType)
        return GroupTotal(list=name, keys=indexes, names=keys, body=body, type=body.type)
    lists = lists_of_scope(rule, section, is_result=True)
    if not lists:
        return None
    inner = within_list(rule.binder, *lists)
    read, kind_caps = (read, list[Form]()) if said.is_apart else kind_caps_apart(read)
    body = lines(inner, read)
    if body is None or not isinstance(body.type, NumberType):
        return None
    pick = None
    if which := picks_of(rule, lists[0], said) if said.picks else None:
        span = Span(section.span.source, section.head_span.end, section.content_span.start)
        try:
            if goes_by_place(body):
                raise Refused(not_among(section.head_span, f"（{scope}）"))
            pick = picked(inner, Said(lists=lists, kind=_kind_of(rule, lists[0]), body=body, said=which, span=span))
        except Refused as refused:
            rule.report.add(refused.diagnostic)
            return None
    key = pick.key if pick else None
    used = lists_used(rule, section, inner, body, *((key,) if key is not None else ()))
    if not used:
        return None
    first, *also = used
    each = each_in(rule, first)
    kind = body.type
    if said.is_apart:
        if pick is not None:
            body, pick = apart(pick, used, each, body), None
        rule.draft.series = PerItem(lists=used, each=each, body=body)
    made: Expr = ItemTotal(list=first, each=each, body=body, type=kind, pick=pick, also=tuple(also))
    try:
        for cap in kind_caps:
            made = within_each_kind(rule, made, plain(cap))
    except Refused as refused:
        rule.report.add(refused.diagnostic)
        return None
    return made


def _whole(rule: Rule, section: Section) -> Expr | None:
    """One amount, or in equal shares: ……，分三年等额兑现."""
    written = squeeze(section.span.source.read.text, section.content_span.start, section.content_span.end)
    shares = equally_in(written.text)
    if shares is None and (spread := spread_in(written.text)):
        return _spread(rule, section, written, spread)
    if shares is None:
        return lines(rule.binder, rule.sentences(section, "line"))
    at, count_each = shares
    amount = lines(rule.binder, sentences_of(rule, section, written.span(section.span.source, at, at + 1).start))
    if amount is not None:
        rule.binder.out.literals.append(count_literal(*count_each))
        rule.draft.series, rule.draft.is_shared = equally(amount, *count_each), True
    return amount


def _spread(rule: Rule, section: Section, written: Squeezed, spread: tuple[int, int, int, int, str]) -> Expr | None:
    """……，分三年按40%、30%、30%发放: one amount in shares."""
    at = spread[0]
    amount = lines(rule.binder, sentences_of(rule, section, written.span(section.span.source, at, at + 1).start))
    series = None if amount is None else _spread_shares(rule, section, written, spread, amount)
    if series is None:
        return None
    rule.draft.series, rule.draft.is_shared = series, True
    return amount


def _spread_shares(
    rule: Rule, section: Section, written: Squeezed, spread: tuple[int, int, int, int, str], amount: Expr
) -> Series | None:
    """分三年按40%、30%、30%发放, of an amount."""
    _, begin, end, count, each = spread
    place = written.span(section.span.source, begin, end)
    sentence = rule.sentence(section, place.start, place.end, "shares")
    if sentence.form is None:
        return None
    try:
        series = shared(rule.binder, sentence.form, amount, f"分{each}")
        if len(series.parts) != count:
            raise Refused(DifferentLengths(span=place, left=count, right=len(series.parts)))
    except Refused as refused:
        rule.report.add(refused.diagnostic)
        return None
    rule.binder.out.literals.append(count_literal(count, each))
    return series


def _kind_of(rule: Rule, name: str) -> ListType:
    kind = rule.facts[name].type
    assert isinstance(kind, ListType)
    return kind


def _series_step(rule: Rule, series: Series, section: Section) -> Series | None:
    heading = replace(rule.binder.heading, column=column_of(section))
    word = section.kind.words[0]
    whose, sentences = _whose_cap(rule, section) if word == "封顶" else ("", rule.sentences(section, "line"))
    if whose == "each" and (capped := capped_by_year(rule, series, section, sentences)):
        return carried_on(rule, capped, section) if carries(section) else capped
    limit = lines(replace(rule.binder, heading=heading), sentences)
    if limit is None:
        return None
    if word not in ("封顶", "扣除"):
        rule.report.add(UnknownScope(span=section.head_span, scope="", heading=section.heading))
        return None
    assert rule.draft.result is not None
    is_open = not whose and rule.draft.result.scope.startswith("分")
    if word == "封顶" and (is_open or (series.named and whose != "each")):
        each = "方" if series.named else series.parts[0][0][-1]
        rule.report.add(SharedTwice(span=section.head_span, heading=section.heading, each=each, is_capped=True))
        return None
    try:
        limit = alike(limit, series.parts[0][1], section.content_span)
    except Refused as refused:
        rule.report.add(refused.diagnostic)
        return None
    if whose != "each":
        return stepped(series, word, limit)
    capped = capped_each(series, [limit] * len(series.parts))
    return carried_on(rule, capped, section) if carries(section) else capped


# Of what comes one after the other, a cap of the sum is used up in order.
_IN_ORDER = (*HOW_OFTEN, "期", "次", "批")


def _item_step(rule: Rule, amount: Expr, series: PerItem, section: Section) -> None:
    """封顶：每人不超过1万元, behind an amount for each item: of each; 累计不超过15万元: of all years, used up in order; 保底：每人不低于100元."""
    draft, each, is_floor = rule.draft, series.each, section.kind.words[0] == "保底"
    if section.kind.words[0] not in ("封顶", "保底"):
        rule.report.add(UnknownScope(span=section.head_span, scope="", heading=section.heading))
        return
    heading = replace(rule.binder.heading, is_limit=True, column=column_of(section))
    whose, sentences = _whose_cap(rule, section, each)
    if not whose or (whose == "whole" and (is_floor or each not in _IN_ORDER)):
        found = SharedTwice(
            span=section.head_span,
            heading=section.heading,
            each=each,
            is_capped=True,
            is_of_items=each not in _IN_ORDER,
        )
        rule.report.add(found)
        return
    inner = within_list(rule.binder, *series.lists) if whose == "each" else rule.binder
    limit = lines(replace(inner, heading=replace(heading, adds_up=False)), sentences)
    if limit is None:
        return
    try:
        limit = alike(limit, series.body, section.content_span)
    except Refused as refused:
        rule.report.add(refused.diagnostic)
        return
    assert isinstance(amount.type, NumberType)
    if whose == "whole":
        draft.series = replace(series, up_to=limit)
        draft.amount = Cap(amount=amount, limit=limit, word="封顶", type=amount.type)
        return
    body = Cap(amount=series.body, limit=limit, word="保底" if is_floor else "封顶", type=amount.type)
    first, *also = dict.fromkeys((*series.lists, *walked(inner, limit)))
    draft.series = replace(series, lists=(first, *also), body=body)
    draft.amount = ItemTotal(list=first, each=each, body=body, type=amount.type, also=tuple(also))


def _whose_cap(rule: Rule, section: Section, item: str = "方") -> tuple[str, Sequence[Sentence]]:
    """封顶：累计不超过15万元: of the sum of several years; 每年不超过15万元: of each (每人不超过……: of each ``item``)."""
    source, start, end = section.span.source, section.content_span.start, section.content_span.end
    written = squeeze(source.read.text, start, end)
    said = re.match(
        f"(?:(?P<each>每(?:[年期次月方]|{re.escape(item)})(?:{NOUN})?)|(?:[0-9一二两三四五六七八九十]+[年期次])?(?:累计|合计|总计|总额))"
        "(最[高多低少])?(不[得能]?(超过|低于|少于)|封顶|保底|为)?",
        written.text,
    )
    if said is None:
        return "", rule.sentences(section, "line")
    begin = written.span(source, said.end(), len(written.text)).start
    return "each" if said["each"] else "whole", [rest_of(rule, section, begin)]


def _shares(rule: Rule, amount: Expr, section: Section) -> Series | None:
    start, end = section.content_span.start, section.content_span.end
    text = fold(section.span.source.read.text)
    end = start + len(text[start:end].rstrip().rstrip("。；"))
    written = squeeze(section.span.source.read.text, start, end)
    if count_each := equal_shares(written.text):
        rule.binder.out.literals.append(count_literal(*count_each))
        return equally(amount, *count_each)
    if each := shares_of_each(written.text):
        labels, rate, at = each
        place = written.span(section.span.source, at, at + len(rate))
        return _each_alike(rule, section, amount, labels, Word(terminal="RATE", text=rate, span=place))
    if section.heading != "分配" and (spread := spread_in(written.text)) and not spread[0]:
        return _spread_shares(rule, section, written, spread, amount)
    sentence = rule.sentence(section, start, end, "shares")
    if sentence.form is None:
        return None
    try:
        return shared(rule.binder, sentence.form, amount, section.heading)
    except Refused as refused:
        rule.report.add(refused.diagnostic)
        return None


def _each_alike(rule: Rule, section: Section, amount: Expr, labels: tuple[str, ...], rate: Word) -> Series | None:
    """甲、乙各50%."""
    try:
        return alike_shares(rule.binder, amount, labels, rate, section.content_span)
    except Refused as refused:
        rule.report.add(refused.diagnostic)
        return None


def _group_fields(rule: Rule, keys: Sequence[str]) -> tuple[str, tuple[int, ...]] | None:
    for fact in rule.facts.values():
        if isinstance(fact.type, ListType):
            fields = [name for name, _ in fact.type.fields]
            if fields and all(key in fields for key in keys):
                return fact.name, tuple(fields.index(key) for key in keys)
    return None


def unit_of_result(rule: Rule, amount: Expr | None, heading: str, form: str) -> str:
    if amount is None:
        return ""
    if not isinstance(amount.type, NumberType):
        rule.report.add(WrongResult(span=rule.block.head_span, heading=heading, unit=""))
        return ""
    unit = amount.type.unit
    if isinstance(amount, Literal) and amount.type.is_ratio:
        rule.report.add(BarePercentage(span=amount.span, text=amount.text))
    elif form != "核算" and unit.powers != YUAN.powers:
        rule.report.add(_not_money(rule, heading, amount))
    return amount.type.shown


def _not_money(rule: Rule, heading: str, amount: Expr) -> WrongResult:
    """A result in 元/月, with what would make it 元: the number of months, where the rule has one."""
    assert isinstance(amount.type, NumberType)
    powers = dict(amount.type.unit.powers)
    is_price = powers.get("元") == 1 and all(power < 0 for word, power in powers.items() if word != "元")
    missing = next((word for word, power in powers.items() if power == -1), "") if is_price else ""
    in_unit = number_type(Unit(((missing, 1),))) if missing else None
    names = (name for name, kind in _names_of_numbers(rule) if kind == in_unit)
    prices = (
        made.text
        for made in parts_of(amount)
        if isinstance(made, Literal) and made.text.startswith("每") and made.type.unit == amount.type.unit
    )
    assert rule.draft.result is not None
    return WrongResult(
        span=rule.draft.result.head_span,
        heading=heading,
        unit=amount.type.shown,
        missing=missing,
        known=next(names, ""),
        price=next(prices, ""),
        by_itself=missing in OCCASIONS,
    )


def _names_of_numbers(rule: Rule) -> Iterator[tuple[str, Type]]:
    for fact in rule.facts.values():
        yield fact.name, fact.type
        if isinstance(fact.type, ListType) and (unit := unit_of(fact.type.each, rule.terms.units)):
            yield f"{fact.name}总数", number_type(unit)
            yield from fact.type.fields
    yield from ((made.name, made.type) for made in rule.definitions.values())
