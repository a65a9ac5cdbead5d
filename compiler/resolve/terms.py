"""【政策】: the declarations for the rules that it governs."""

from dataclasses import replace
from typing import Literal

from tiaowen.runtime.allocate import SharingRule
from tiaowen.runtime.units import UNITS

from ..document.document import Block
from ..document.said import SETTING
from ..language.bounds_words import BOUNDS_WORDS
from ..language.word_lists import CHINESE_NUMERALS
from ..model.clause import Terms
from ..model.quantity import MONEY, read_day, read_quantity
from ..model.rounding import read_rounding
from ..reading.around import cap_said
from ..reading.layout import items
from ..reading.parse import Reader
from ..reading.syntax import Form, Word
from ..report.diagnostic import Report
from ..report.errors.names import DuplicateName
from ..report.errors.types import BadRange, WrongType
from ..text.source import fold
from .context import block_title
from .promises import promised_of_all


def resolve_terms(block: Block, reader: Reader, report: Report) -> Terms:
    """【政策】: the declarations for the rules that it governs."""
    text = fold(block.source.read.text)
    title, start = block_title(block.body)
    terms = Terms(title=title)
    seen: set[str] = set()
    promised: list[Form] = []
    for begin, end in items(text, start, block.body.end):
        if SETTING.match(text[begin:end].lstrip()):  # of the document, which has read it
            continue
        sentence = reader.sentence(block.source, begin, end, "setting", report)
        if sentence.form is not None and sentence.form.kind == "promised":
            promised.append(sentence.form)
        elif sentence.form is not None:
            _tell_repeated(sentence.form, seen, report)
            terms = _declared(terms, sentence.form, report)
    return replace(terms, promises=tuple(made for form in promised for made in promised_of_all(terms, form, report)))


def _tell_repeated(form: Form, seen: set[str], report: Report) -> None:
    """A second 有效期 or 预算, and a word of bounds of which 本数 speaks twice, would stand for nothing."""
    said = [part for part in form.parts if isinstance(part, Word)][:1] if form.kind in _ONCE else []
    said += [word for inclusion in form.forms("inclusion") for word in inclusion.words("BOUND_WORD")]
    for word in said:
        if word.text in seen:
            report.add(DuplicateName(span=word.span, name=word.text))
        seen.add(word.text)


_ONCE = ("validity", "budget", "settlement", "rounding", "precedence", "units", "sharing")


def _declared(terms: Terms, form: Form, report: Report) -> Terms:
    words = [part for part in form.parts if isinstance(part, Word)]
    if form.kind == "validity":
        begin, end = form.words("DATE")
        first = read_day(begin.text)
        last = read_day(end.text, first.year if first else 0)
        if first is None or last is None or first > last:
            report.add(BadRange(span=form.span, text=form.span.text))
            return terms
        return replace(terms, valid=(first, last))
    if form.kind == "budget":
        amount = form.word("QUANTITY")
        literal = read_quantity(amount, report) if amount else None
        return replace(terms, budget=literal.value) if literal else terms
    if form.kind == "boundary":
        inclusive = dict(terms.inclusive)
        for inclusion in form.forms("inclusion"):
            for word in inclusion.words("BOUND_WORD"):
                inclusive[word.text] = inclusion.has("INCLUSIVE")
                if BOUNDS_WORDS[word.text].is_fixed and inclusion.has("EXCLUSIVE"):
                    wanted = ("含本数", "to include the number")
                    report.add(WrongType(span=word.span, what=word.text, wanted=wanted))
        return replace(terms, inclusive=inclusive)
    if form.kind == "same_matter":
        return replace(terms, same_matter=(*terms.same_matter, tuple(word.text for word in form.words("CODE"))))
    if form.kind == "rounding":
        return replace(terms, rounding=read_rounding(words[-1].text))
    if form.kind == "precedence":
        return replace(terms, precedence=words[-1].text)
    if form.kind == "sharing":
        return replace(terms, sharing=_sharing(form, report))
    if form.kind == "units":
        return replace(terms, units=tuple(word.text for word in form.words("WORD") if _is_apart(word, report)))
    return terms


def _is_apart(word: Word, report: Report) -> bool:
    """Whether a unit of one's own is no part of one that there is: 10千瓦时 would be ten of that, or ten thousand 瓦时."""
    longer = (known for known in UNITS if known.endswith(word.text) and known != word.text)
    found = next((known for known in longer if known[: -len(word.text)] in CHINESE_NUMERALS), "")
    if found:
        wanted = (f"与已有的单位「{found}」不相混的单位", f"a unit that is not taken for {found}")
        advice = (f"直接用「{found}」", f"use {found}")
        report.add(WrongType(span=word.span, what=word.text, wanted=wanted, advice=advice))
    return not found


def _sharing(form: Form, report: Report) -> SharingRule:
    """预算不足：按比例折算，舍去到元，余数留存."""
    order: Literal["pro_rata", "applied", "score"] = "pro_rata"
    if form.has("BY_ORDER", "BY_SCORE"):
        order = "applied" if form.has("BY_ORDER") else "score"
    rule = SharingRule(order=order)
    seen: set[str] = set()
    for detail in form.forms():
        if detail.kind in seen:
            report.add(DuplicateName(span=detail.span, name=detail.span.text))
        seen.add(detail.kind)
        word = detail.parts[-1]
        assert isinstance(word, Word)
        match detail.kind:
            case "places":
                rule = replace(rule, places=int(word.text[1:-1]))
            case "share_cap":
                amount = read_quantity(word, report)
                said = cap_said(detail.parts[0].span.text)
                if said.whole or said.measure not in ("", "家", "户", "个", "人"):
                    wanted = ("每个申报人的封顶，如每家最高5万元", "a cap for each applicant")
                    report.add(WrongType(span=detail.span, what=detail.span.text, wanted=wanted))
                if amount is not None and amount.type == MONEY:
                    rule = replace(rule, cap=int(amount.value * 100))
                elif amount is not None:
                    report.add(WrongType(span=word.span, what=word.text, wanted=("金额", "an amount of money")))
            case "share_step":
                rounding = read_rounding(word.text)
                if rounding.mode != "down":
                    wanted = (
                        "舍去到元、舍去到分（进位会超出预算）",
                        "rounding down (anything else exceeds the budget)",
                    )
                    report.add(WrongType(span=word.span, what=word.text, wanted=wanted))
                rule = replace(rule, step=int(rounding.step * 100))
            case "remainder_largest":
                rule = replace(rule, remainder="largest")
            case "all_or_nothing":
                rule = replace(rule, partial=False)
    return rule
