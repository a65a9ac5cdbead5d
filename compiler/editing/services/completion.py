"""What may stand at a place: asked of the parser and the lexicon, with the names in scope, the numbers of the quotation that
are not used yet, the sentences of the article that nothing quotes, headings, and new blocks.

INVARIANT: what is offered within a sentence can be read there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...accounts.accounting import account_of
from ...accounts.unsound import unsound_accounts
from ...document.blocks import KINDS
from ...drafting.facts_said import facts_said
from ...drafting.skeleton import sections
from ...language.heading_words import OF_BLOCKS, OF_HEADINGS
from ...language.headings import HEADINGS, heading_of
from ...language.lexicon import LEXICON, OPEN_WORDS
from ...model.clause import Terms
from ...reading.layout import items
from ...reading.parse import Reader
from ...reading.syntax import Section
from ...reading.unread import expected
from ...reading.vocabulary import Vocabulary
from ...report.diagnostic import Language
from ...resolve.citation import quotations
from ...resolve.names import defined_names
from ...text.source import Source, Span, fold, squeeze
from ..answers import Change, Item, ItemKind, Range
from ..desk import Checked
from ..spot import Spot, spot
from .cases import threshold_cases
from .definition import quoted
from .drafted import blank, draft_of
from .unquoted import free_sentences, next_number, sentences_above

# As much of what stands before the place is looked at for the beginning of what is being typed.
_LONGEST = 10
_MOST = 100
_ITEM_BEGINS = re.compile(r"(?:^|[；。”】：\n])\s*$")
# Right behind a heading, no other stands in its line.
_HEADED = re.compile(r"：[ \t　]*$")
_NUMBERS = frozenset({"QUANTITY", "RATE", "PRICE"})
# What is read as sentences in blocks that are no rules.
_RULES_OF_BLOCKS = {"政策": "setting", "指标": "goal"}


def completion(checked: Checked, file: str, at: int, lang: Language = "zh") -> tuple[Item, ...]:
    """What may stand at an offset, the likeliest first."""
    found = spot(checked, file, at) or spot(checked, file, max(0, at - 1))
    source = checked.source(file)
    if source is None:
        return ()
    if found is None or found.at > found.block.body.end:
        return tuple(_blocks(checked, source, at, lang))
    here = at - found.in_file.span.start + found.block.span.start
    offered = [*_in_block(found, here, lang)]
    seen: dict[str, Item] = {}
    for item in offered:
        seen.setdefault(item.label, item)
    return tuple(seen.values())[:_MOST]


# ── in a block ──


def _in_block(found: Spot, at: int, lang: Language) -> Iterator[Item]:
    block = found.block
    if at < block.body.start:
        return
    text = block.source.read.text
    section = _section_before(found, at)
    quote = next((each for each in quotations(block.body) if each.start <= at <= each.end), None)
    is_open = quote is not None or _opens_quotation(text, block.body.start, at)
    if is_open or (section is not None and section.kind.numbers == "quoted"):
        yield from _quotations(found, at, is_open=is_open, lang=lang)
    if is_open:
        return
    before = text[max(block.body.start, at - 40) : _word_start(text, at)]
    may_head = block.kind in ("规则", "定义") and bool(_ITEM_BEGINS.search(before))
    # Behind 。 a section has ended: another is likelier than more of it.
    is_over = may_head and before.rstrip()[-1:] in ("。", "】", "")
    if is_over:
        yield from _headings(found, at, lang)
    if section is not None and at >= section.content_span.start and _ITEM_BEGINS.search(before):
        yield from _made_for(found, section, at, lang)
    if section is not None and section.kind.room == "facts" and at >= section.content_span.start:
        yield from _facts_said(found, section, at, lang)
    if section is not None and (section.kind.rule or section.rows) and at >= section.content_span.start:
        reader = Reader(_vocabulary(found, section))
        yield from _sentence(found, reader, section.kind.rule or "line", section.content_span, at, lang)
    elif rule := _RULES_OF_BLOCKS.get(block.kind):
        reader = Reader(Vocabulary.of(units=_terms(found).units))
        yield from _sentence(found, reader, rule, block.body, at, lang)
    elif block.kind == "不计算":
        yield from _not_computed(found, at, lang)
    if may_head and not is_over and not _HEADED.search(before):
        yield from _headings(found, at, lang)


def _made_for(found: Spot, section: Section, at: int, lang: Language) -> Iterator[Item]:
    """What the quoted sentence is understood to say under this heading, and cases at the thresholds; of each what is not there yet."""
    text = found.block.source.read.text
    there = squeeze(section.content_span.text).text
    clause, rule = found.clause, found.rule
    if section.kind.room == "cases":
        sentences: Sequence[str] = threshold_cases(found.checked, clause, rule) if clause and rule else ()
        detail = ("请手算核对", "work it out by hand")
    else:
        sentences, detail = (
            _drafted(found, section),
            ("照依据拟的，请核对", "as the quotation is understood; compare it"),
        )
    left = [each for each in sentences if squeeze(each).text not in there]
    if len(left) > 1 and not there:
        whole = "".join(f"\n  {each}{'。' if each is left[-1] else '；'}" for each in left)
        yield Item(
            label="；".join(left), kind="word", detail=detail[lang == "en"], change=_change(found, at, at, whole)
        )
    start = _word_start(text, at)
    for each in left:
        # Of facts, those that are there are looked at singly (``_facts_said``).
        if each.startswith(text[start:at]) and (section.kind.room != "facts" or not there):
            end = "。" if len(left) == 1 and text[at : at + 1] in ("", "\n") else ""
            yield Item(
                label=each, kind="word", detail=detail[lang == "en"], change=_change(found, start, at, each + end)
            )


def _drafted(found: Spot, section: Section) -> Sequence[str]:
    """The sentences of a draft of what the rule quotes, under the heading of a section."""
    citation = next(iter(quotations(found.block.body)), None)
    if citation is None:
        return ()
    places = list(quoted(found.checked, found.block, citation))
    draft = draft_of(found.checked, places[0]) if places else None
    return (
        next(
            (said for heading, said in sections(draft.rule) if heading_of(heading.partition("（")[0]) is section.kind),
            (),
        )
        if draft
        else ()
    )


def _terms(found: Spot) -> Terms:
    policy = found.checked.policy
    return policy.terms.get(found.block.source.name) or policy.terms.get("") or Terms()


def _section_before(found: Spot, at: int) -> Section | None:
    """The section that what is typed at a place belongs to: the last whose heading stands before it."""
    before = [each for each in found.sections if each.span.start < at and each.span.source is found.block.source]
    return max(before, key=lambda each: each.span.start, default=None)


def _vocabulary(found: Spot, section: Section) -> Vocabulary:
    if (rule := found.rule) is not None:
        return rule.vocabulary_of(section)
    named = [each for each in found.sections if each.kind.room in ("facts", "definitions")]
    names = [name for each in named for name in defined_names(each)]
    return Vocabulary.of(names, (), _terms(found).units)


def _opens_quotation(text: str, start: int, at: int) -> bool:
    folded = fold(text)
    return folded.count("“", start, at) > folded.count("”", start, at)


def _word_start(text: str, at: int) -> int:
    """Where the word that is being typed begins."""
    while at and re.match(r"[\w.%]", text[at - 1]):
        at -= 1
    return at


def _change(found: Spot, start: int, end: int, text: str) -> Change:
    return Change(Range.of(found.span(Span(found.block.source, start, end))), text)


# ── facts ──


def _facts_said(found: Spot, section: Section, at: int, lang: Language) -> Iterator[Item]:
    """What the quotation asks for and the rule does not have yet, with its type; behind a name that it has, the type."""
    text = found.block.source.read.text
    quoted_ = [squeeze(text, each.start, each.end).text for each in quotations(found.block.body)]
    start = _word_start(text, at)
    typed = squeeze(text, start, at).text
    before = squeeze(text, section.content_span.start, start).text
    own = {
        name for each in found.sections if each.kind.room in ("facts", "definitions") for name in defined_names(each)
    }
    detail = "依据里的，类型是猜的" if lang == "zh" else "in the quotation; its type is a guess"
    for name, of_type in dict.fromkeys(fact for each in quoted_ for fact in facts_said(each)):
        if before == "" or before.endswith("；"):
            if name.startswith(typed) and name not in own:
                label = f"{name}：{of_type}"
                yield Item(label=label, kind="name", detail=detail, change=_change(found, start, at, label))
        elif re.search(f"(?:^|；){re.escape(name)}：$", before) and of_type.startswith(typed) and of_type != typed:
            yield Item(label=of_type, kind="word", detail=detail, change=_change(found, start, at, of_type))


# ── a sentence ──


def _sentence(found: Spot, reader: Reader, rule: str, place: Span, at: int, lang: Language) -> Iterator[Item]:
    """What may go on behind what stands before the place in its sentence."""
    source = place.source
    folded = fold(source.read.text)
    begun = [start for start, end in items(folded, place.start, place.end) if start <= at <= end]
    start = begun[-1] if begun and not re.search(r"[；。]\s*$", folded[place.start : at]) else at
    # Behind the rows that a case points to (见下表) another begins.
    row = folded.rfind("｜", start, at)
    start = max(start, folded.find("\n", row, at) + 1) if row >= 0 else start
    squeezed = squeeze(source.read.text, start, at)
    text = squeezed.text
    shown: set[str] = set()
    free = _free_numbers(found)
    for length in range(min(_LONGEST, len(text)), -1, -1):
        head, typed = text[: len(text) - length], text[len(text) - length :]
        stop = expected(reader, head, rule)
        if stop.at < len(head):
            continue
        begin = squeezed.origin[len(head)] if length else at
        for label, kind, detail in _offers(reader, stop.terminals, stop.names, free, lang):
            if (
                label not in shown
                and label.startswith(typed)
                and label != typed
                and _goes_on(reader, head, label, rule)
            ):
                shown.add(label)
                yield Item(label=label, kind=kind, detail=detail, change=_change(found, begin, at, label))
    if text and reader.reads(text, rule):
        for mark, zh, en in (("；", "下一句", "another sentence"), ("。", "写完了", "the last one")):
            yield Item(label=mark, kind="word", detail=zh if lang == "zh" else en, change=_change(found, at, at, mark))


def _offers(
    reader: Reader, terminals: Sequence[str], names: Sequence[str], free: Sequence[str], lang: Language
) -> Iterator[tuple[str, ItemKind, str]]:
    if _NUMBERS & set(terminals):
        said = "依据里还没用的数" if lang == "zh" else "a number of the quotation not used yet"
        yield from ((text, "number", said) for text in free)
    options = reader.vocabulary.options
    for name in names:
        is_option = name in options and name not in reader.vocabulary.names
        told = ("选项", "an option") if is_option else ("名称", "a name")
        yield name, "option" if is_option else "name", told[lang == "en"]
    for terminal in sorted(terminals, key=lambda name: name in _NUMBERS):
        row = LEXICON.get(terminal)
        # A number of some sample is none of this rule.
        if row is None or terminal in OPEN_WORDS or (free and terminal in _NUMBERS):
            continue
        detail = row.people[lang == "en"]
        for label in row.offered[:4]:
            yield label, "number" if terminal in _NUMBERS else "word", detail


def _goes_on(reader: Reader, head: str, label: str, rule: str) -> bool:
    """Whether what is offered is read up to its end, behind what stands before it."""
    whole = head + squeeze(label).text
    return expected(reader, whole, rule).at == len(whole)


def _free_numbers(found: Spot) -> list[str]:
    """The numbers of the quotation that the rule has no use for yet, each once."""
    policy, rule = found.checked.policy, found.rule
    if rule is None:
        return []
    if clause := found.clause:
        figures = [figure for figure, _ in account_of(policy, clause).unused()]
    else:
        loose = next((each for each in unsound_accounts(policy) if each.id == found.block.head), None)
        figures = [figure for figure, _ in loose.unused] if loose else []
    return list(dict.fromkeys(figure.text for figure in figures))


# ── headings ──


def _headings(found: Spot, at: int, lang: Language) -> Iterator[Item]:
    """Those that a block may still have, in the order of the table; of what begins so already, those."""
    text = found.block.source.read.text
    start = _word_start(text, at)
    typed = text[start:at]
    has = {section.kind.words[0] for section in found.sections if section.span.start != start}
    has_result = any(section.kind.form for section in found.sections if section.span.start != start)
    for heading in HEADINGS:
        if found.block.kind == "定义" and not heading.is_lent:
            continue
        first = heading.words[0]
        if ((heading.is_once or first == "依据") and first in has) or (heading.form and has_result):
            continue
        for word in heading.words:
            if word.startswith(typed):
                detail = OF_HEADINGS[first][lang == "en"]
                yield Item(
                    label=f"{word}：", kind="heading", detail=detail, change=_change(found, start, at, f"{word}：")
                )


def _not_computed(found: Spot, at: int, lang: Language) -> Iterator[Item]:
    text = found.block.source.read.text
    start = _word_start(text, at)
    typed = text[start:at]
    before = text[found.block.body.start : start].rstrip()
    if before.endswith("理由："):
        for said in LEXICON["REASON"].offered:
            if said.startswith(typed):
                detail = "不计算的理由" if lang == "zh" else "why it is not computed"
                yield Item(label=said, kind="word", detail=detail, change=_change(found, start, at, said))
        return
    for word in ("依据：", "理由："):
        if word not in text[found.block.body.start : found.block.body.end] and word.startswith(typed):
            yield Item(label=word, kind="heading", detail="", change=_change(found, start, at, word))


# ── quotations ──


def _quotations(found: Spot, at: int, *, is_open: bool, lang: Language) -> Iterator[Item]:
    """The sentences of the article, or what stands above the block, that nothing quotes yet; the next one first."""
    block, text = found.block, found.block.source.read.text
    start = at
    if is_open:
        start = fold(text).rfind("“", block.body.start, at) + 1
    typed = squeeze(text, start, at).text if is_open else ""
    detail = "原文里还没有引用的一句" if lang == "zh" else "a sentence that nothing quotes yet"
    has_mark = fold(text)[at : at + 1] == "”"
    for sentence in free_sentences(found.checked, block.article, found.in_file.span.start, found.in_file.span.source):
        said = "".join(sentence.text.split()).rstrip("。；")
        if squeeze(said).text.startswith(typed):
            whole = said if is_open and has_mark else f"{said}”" if is_open else f"“{said}”"
            yield Item(label=said, kind="quotation", detail=detail, change=_change(found, start, at, whole))


# ── new blocks ──


def _blocks(checked: Checked, source: Source, at: int, lang: Language) -> Iterator[Item]:
    """At the beginning of a line: a block of each kind, a rule with the next number of its article and its quotation."""
    text = source.text
    start = text.rfind("\n", 0, at) + 1
    typed = text[start:at].strip()
    if typed and not typed.startswith("【"):
        return
    place = Range(source.name, start + len(text[start:at]) - len(text[start:at].lstrip()), at)
    sentences = sentences_above(checked, source, start)
    quote = "".join(sentences[0].text.split()).rstrip("。；") if sentences else ""
    for kind in ("规则", "不计算", *(kind for kind in KINDS if kind not in ("规则", "不计算"))):
        head, body = f"【{kind}】", "\n"
        match kind:
            case "规则":
                number = next_number(checked, source, start)
                head = f"【规则 {number}】"
                draft = draft_of(checked, sentences[0]) if sentences else None
                body = blank(number, quote, draft).removeprefix(head).removesuffix("【完】")
            case "不计算":
                body = f"依据：“{quote}”；理由："
            case "指标":
                body = f"依据：“{quote}”；"
            case "容许":
                head, body = "【容许 T0000】", ""
        label = head if kind != "容许" else "【容许 】"
        if label.startswith(typed) or head.startswith(typed):
            zh, en = OF_BLOCKS[kind]
            block = f"{head}{body}【完】"
            yield Item(label=label, kind="block", detail=zh if lang == "zh" else en, change=Change(place, block))
