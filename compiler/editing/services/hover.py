"""What is known of what stands at a place: a fact with its type, a definition with its value in the worked case, a word with
its meaning, a clause with what it is, a number with where the quotation has it, a quotation with where the text has it."""

from __future__ import annotations

from ...document.document import Block
from ...language.heading_words import OF_BLOCKS, OF_HEADINGS
from ...language.lexicon import LEXICON
from ...model.clause import Clause, Fact
from ...model.expr import Definition
from ...model.types import BOOLEAN, DATE, TEXT, ListType, NumberType, OptionType, Type
from ...report.diagnostic import Language
from ...resolve.citation import quotations
from ...text.source import Span, squeeze
from ..answers import Hover, Range
from ..desk import Checked
from ..spot import Spot, rule_of, rules, spot
from .definition import clause_at, quotation_at, quoted
from .inlays import first_case, value_in_case

_NUMBERS = ("QUANTITY", "RATE", "PRICE", "POINTS", "RANK", "PERCENTS")


def hover(checked: Checked, file: str, at: int, lang: Language = "zh") -> Hover | None:
    """None where nothing is known; of the document's own text, what quotes it."""
    found = spot(checked, file, at)
    if found is None:
        return _of_text(checked, file, at, lang)
    if occurrence := found.occurrence:
        text = _of_name(found, occurrence.name, occurrence.declared_at, lang)
        return _told(found, occurrence.span, text)
    block = found.block
    if block.head_span.start <= found.at < block.head_span.end:
        return _told(found, block.head_span, _of_head(found, lang))
    section = found.section
    if section is not None and section.head_span.start <= found.at < section.head_span.end:
        zh, en = OF_HEADINGS.get(section.kind.words[0], ("", ""))
        return _told(found, section.head_span, f"**{section.heading}** {_said(lang, zh, en)}")
    if quote := quotation_at(found):
        return _told(found, quote, _of_quotation(found, quote, lang))
    if head := clause_at(found):
        return _told(found, Span(block.source, found.at, found.at), _of_clause(checked, head, lang))
    word = found.word
    if word is None:
        return None
    row = LEXICON.get(word.terminal)
    if word.terminal in _NUMBERS:
        return _told(found, word.span, _of_number(found, word.text, lang))
    return _told(found, word.span, f"**{word.text}** {_said(lang, *row.people)}") if row else None


def _told(found: Spot, span: Span, text: str) -> Hover | None:
    return Hover(range=Range.of(found.span(span)), text=text) if text else None


def _said(lang: Language, zh: str, en: str) -> str:
    return zh if lang == "zh" else en


def _of_name(found: Spot, name: str, declared: Span | None, lang: Language) -> str:
    clause = found.clause
    made = next((each for each in clause.definitions if each.name == name), None) if clause else None
    fact = next((each for each in clause.facts if each.name == name), None) if clause else None
    if clause and made:
        return _of_definition(found.checked, clause, made, lang)
    if clause and fact:
        return _of_fact(clause, fact, lang)
    for each in clause.facts if clause else ():
        fields = dict(each.type.fields) if isinstance(each.type, ListType) else {}
        if name in fields:
            of = _said(lang, f"「{each.name}」每{_each(each.type)}的一项", f"of each item of {each.name}")
            return f"**{name}** {of}：{type_said(fields[name], lang)}"
    if declared is None:
        return f"**{name}** {_said(lang, '不用申报，每条规则都可以用', 'needs no declaration')}"
    said = squeeze(declared.source.read.text, declared.start, _line_end(declared)).text
    return f"**{name}** {said[len(name) :].lstrip('：')}"


def _each(kind: Type) -> str:
    return kind.each if isinstance(kind, ListType) else ""


def _line_end(span: Span) -> int:
    text = span.source.read.text
    ends = [at for mark in "；。\n" if (at := text.find(mark, span.end)) >= 0]
    return min(ends, default=len(text))


def _of_fact(clause: Clause, fact: Fact, lang: Language) -> str:
    reading = fact.reading
    lines = [f"**{fact.name}** {_said(lang, '填报', 'fact')}：{type_said(fact.type, lang)}"]
    if fact.from_clause:
        lines.append(_said(lang, f"取自规则 {fact.from_clause} 的结果", f"the result of rule {fact.from_clause}"))
    if reading.optional or reading.default is not None:
        lines.append(_said(lang, "可以不填", "may be left out"))
    case = first_case(clause)
    given = dict(case.facts).get(fact.name) if case else None
    if given is not None and not isinstance(given, (list, tuple)):
        value = ("是" if given else "否") if isinstance(given, bool) else str(given)
        lines.append(_said(lang, f"算例中：{value}", f"in the worked case: {value}"))
    return "\n\n".join(lines)


def _of_definition(checked: Checked, clause: Clause, made: Definition, lang: Language) -> str:
    text = " ".join(made.text.split())
    lines = [f"**{made.name}** {_said(lang, '其中', 'definition')}：{text}"]
    if value := value_in_case(checked, clause, made.body, lang):
        lines.append(_said(lang, f"第一个算例中 ＝ **{value}**", f"in the first worked case = **{value}**"))
    return "\n\n".join(lines)


def type_said(kind: Type, lang: Language) -> str:
    """What is filled in for a fact of a type."""
    match kind:
        case NumberType():
            shown = kind.told[0]
            return _said(lang, f"数，以「{shown}」计" if shown else "数", f"number in {shown}" if shown else "number")
        case OptionType():
            mark = "<" if kind.ordered else "、"
            return _said(lang, f"选项：{mark.join(kind.options)}", f"one of {', '.join(kind.options)}")
        case ListType():
            inner = [f"{name}（{type_said(of, lang)}）" for name, of in kind.fields]
            inner += [type_said(kind.item, lang)] if kind.item else []
            return _said(lang, f"一列，每{kind.each}：{'，'.join(inner)}", f"a list, each: {', '.join(inner)}")
    words = {BOOLEAN: ("是否", "yes or no"), DATE: ("日期", "date"), TEXT: ("文字", "text")}
    return _said(lang, *words.get(kind, ("", "")))


def _of_head(found: Spot, lang: Language) -> str:
    block = found.block
    told = OF_BLOCKS[block.kind]
    lines = [f"**{block.kind}** {_said(lang, *told)}"]
    if block.kind == "规则":
        lines = [_of_clause(found.checked, block.head, lang) or lines[0]]
    return "\n\n".join(lines)


def _of_clause(checked: Checked, head: str, lang: Language) -> str:
    clause = checked.policy.clauses.get(head)
    if clause is None:
        faulty = any(block.kind == "规则" and block.head == head for block in checked.blocks)
        return _said(lang, f"规则 {head} 有错误", f"rule {head} has errors") if faulty else ""
    lines = [f"**{_said(lang, '规则', 'Rule')} {head} {clause.title}**".replace(" **", "**")]
    lines.append(f"> {clause.citation.text}")
    asked = "、".join(fact.name for fact in clause.facts)
    if asked:
        lines.append(_said(lang, f"填报：{asked}", f"facts: {asked}"))
    lines.append(_said(lang, f"结果：{clause.heading}（{clause.kind}）", f"result: {clause.heading} ({clause.kind})"))
    return "\n\n".join(lines)


def _of_quotation(found: Spot, quote: Span, lang: Language) -> str:
    spans = quoted(found.checked, found.block, quote)
    if not spans:
        return _said(lang, "文件里没有这句话", "the document does not say this")
    where = _article_at(found.checked, spans[0])
    return _said(lang, f"原文{where}", f"official text {where}")


def _article_at(checked: Checked, place: Span) -> str:
    for paragraph in checked.policy.document.paragraphs:
        span = checked.places.span(paragraph.span)
        if span.source is place.source and span.start <= place.start < span.end and paragraph.article:
            article = paragraph.article
            return f"{article.name}{article.heading}"
    return ""


def _of_number(found: Spot, text: str, lang: Language) -> str:
    clause = found.clause
    if clause is None:
        return f"**{text}**"
    is_quoted = any(text in quote for quote in ("".join(clause.citation.text.split()),))
    said = (
        ("依据里有这个数", "the quotation has it")
        if is_quoted
        else ("依据里没有照写这个数", "not in the quotation as such")
    )
    return f"**{text}** {_said(lang, *said)}"


def _of_text(checked: Checked, file: str, at: int, lang: Language) -> Hover | None:
    """What is bound to a sentence of the document."""
    for block, _, _ in rules(checked):
        for quote in quotations(block.body):
            for span in quoted(checked, block, quote):
                if span.source.name == file and span.start <= at <= span.end:
                    return Hover(range=Range.of(span), text=_bound(checked, block, lang))
    return None


def _bound(checked: Checked, block: Block, lang: Language) -> str:
    if rule_of(checked, block):
        return _of_clause(checked, block.head, lang)
    return f"**{block.kind}** {_said(lang, *OF_BLOCKS[block.kind])}"
