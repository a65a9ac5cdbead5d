"""封顶、保底、扣除 of a whole result that is one amount.

In: the amount, and the section.  Out: the amount within its limit, or None where the section has a fault, which is reported.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from tiaowen.runtime.units import Unit

from ..bind.binder import Binder, Refused, Running
from ..bind.counted import counted_for_each, not_counted
from ..bind.desugar import plain
from ..bind.names import walked, within_list
from ..bind.sentences import LINE_CAPS, capped_by
from ..bind.units import alike
from ..meaning.mechanisms.cap import Cap
from ..meaning.mechanisms.deduct import Deduct
from ..meaning.mechanisms.each_item import ItemTotal
from ..model.expr import Expr
from ..model.types import NumberType
from ..reading.around import NOUN, CapSaid, cap_said
from ..reading.syntax import Form, Section, Sentence
from ..text.source import Span, squeeze
from .context import Rule, column_of, plain_text
from .kinds import within_each_kind
from .yearly import end_of, lines

_AT_LEAST = "(?:最低|最少)?(?:不[得能应]?[低少]于|为)?|至少为?|保底为?"


# 封顶：不设年度支付限额。
_NONE = re.compile(
    "(年度)?(支付|救助|报销|补助|奖励)?(不(再)?(设置?|作|限制?)|无)(年度)?(最高)?(支付|救助|报销|补助|奖励)?(封顶线?|限额|上限|限制|额度)"
)


def limit_step(rule: Rule, amount: Expr, section: Section) -> Expr | None:
    """封顶：10万元, 封顶：每户最高补助10万元, 保底：不低于2万元, 扣除：已获补助."""
    word = section.kind.words[0]
    if word == "封顶" and _NONE.fullmatch(plain_text(squeeze(section.text).text)):
        return amount
    # 封顶：设备投资额的30%，200万元
    heading = replace(rule.binder.heading, is_limit=word == "封顶", column=column_of(section))
    binder = replace(rule.binder, heading=heading)
    least = _AT_LEAST if word == "保底" else ""
    each = (
        f"每一?{re.escape(amount.each)}(?:{re.escape(amount.list)}|{NOUN})?(?:{least})"
        if isinstance(amount, ItemTotal) and word != "扣除"
        else ""
    )
    if isinstance(amount, ItemTotal) and each and (begin := _behind(section, each)):
        return _of_each_item(rule, amount, section, rest_of(rule, section, begin))
    begin = _behind(section, least) if least else 0
    sentences = [rest_of(rule, section, begin)] if begin else rule.sentences(section, "line")
    caps = [each.form for each in sentences if each.form is not None and each.form.kind in LINE_CAPS]
    if caps and len(caps) == len(sentences):
        first, *others = caps
        try:
            if first.kind == "line_cap_of_kind":
                amount, caps = within_each_kind(rule, amount, plain(first)), others
        except Refused as refused:
            binder.out.report.add(refused.diagnostic)
            return None
        return _with_caps(binder, amount, caps)
    return _limited(binder, amount, section, sentences)


def rest_of(rule: Rule, section: Section, begin: int) -> Sentence:
    """The one sentence of a section, from behind its first words."""
    text = section.span.source.read.text[begin : end_of(section)]
    return rule.sentence(section, begin, begin + len(text.rstrip().rstrip("。；;.")), "line")


def _behind(section: Section, words: str) -> int:
    """Where what is said begins behind 不低于, 每人; 0 where it does not begin so."""
    source, start, end = section.span.source, section.content_span.start, section.content_span.end
    written = squeeze(source.read.text, start, end)
    said = re.match(words, written.text)
    return written.span(source, said.end(), len(written.text)).start if said and said.end() else 0


def _of_each_item(rule: Rule, amount: ItemTotal, section: Section, sentence: Sentence) -> Expr | None:
    """补助（逐人）：……。保底：每人不低于100元: of each of them."""
    word: Literal["封顶", "保底"] = "保底" if section.kind.words[0] == "保底" else "封顶"
    inner = within_list(rule.binder, amount.list, *amount.also)
    if word == "封顶" and sentence.form is not None and sentence.form.kind in LINE_CAPS:
        body = _with_caps(inner, amount.body, [sentence.form])
    else:
        heading = replace(rule.binder.heading, is_limit=True, adds_up=False, column=column_of(section))
        limit = lines(replace(inner, heading=heading), [sentence])
        body = None if limit is None else _within(rule.binder, amount.body, limit, word, section.content_span)
    if body is None:
        return None
    also = dict.fromkeys((*amount.also, *(each for each in walked(inner, body) if each != amount.list)))
    return replace(amount, body=body, also=tuple(also))


def _with_caps(binder: Binder, amount: Expr, caps: Sequence[Form]) -> Expr | None:
    """封顶：年度累计最高报销350元: as behind a comma."""
    running = Running((amount,))
    try:
        for cap in caps:
            running = capped_by(binder, cap, running)
    except Refused as refused:
        binder.out.report.add(refused.diagnostic)
        return None
    return running.parts[0]


def _limited(binder: Binder, amount: Expr, section: Section, sentences: Sequence[Sentence]) -> Expr | None:
    limit = lines(binder, sentences)
    if limit is None:
        return None
    try:
        _refuse_open(binder, amount, section)
    except Refused as refused:
        binder.out.report.add(refused.diagnostic)
        return None
    word = section.kind.words[0]
    return _within(binder, amount, limit, word, section.content_span)


def _within(binder: Binder, amount: Expr, limit: Expr, word: str, span: Span) -> Expr | None:
    """The amount within its limit, or what is left of it."""
    try:
        limit = alike(limit, amount, span)
    except Refused as refused:
        binder.out.report.add(refused.diagnostic)
        return None
    assert isinstance(amount.type, NumberType)
    match word:
        case "封顶":
            return Cap(amount=amount, limit=limit, word="封顶", type=amount.type)
        case "保底":
            return Cap(amount=amount, limit=limit, word="保底", type=amount.type)
        case _:
            return Deduct(amount=amount, deductions=(limit,), type=amount.type)


def _refuse_open(binder: Binder, amount: Expr, section: Section) -> None:
    """封顶：每户10万元, where 户 are counted and have no part in the amount: for each of them, or for the applicant."""
    source, start, end = section.span.source, section.content_span.start, section.content_span.end
    written = squeeze(source.read.text, start, end)
    words = re.match("[^0-9零一二两三四五六七八九十百千万]*", written.text)
    said = cap_said(words[0]) if words else CapSaid()
    units = [Unit(((word, 1),)) for word in said.measures if said.measure]
    if units and words and words[0].startswith(("每", "单", "同一")):
        noun = said.noun if said.is_of_applicant else ""
        span = written.span(source, words.end(), len(written.text.rstrip("。；")))
        counted = counted_for_each(binder, amount, units, span, noun=noun)
        if counted is None and not said.noun and said.measure in ("个", "项"):
            raise Refused(not_counted(span, said.measure))
