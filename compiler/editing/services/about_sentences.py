"""What can be done about a sentence of the document, and about the draft that was made of one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...drafting.sentences import pays
from ...drafting.written import said
from ...report.diagnostic import Language
from ...text.source import Span, squeeze
from ..answers import Action, Change, Range
from ..desk import Checked, Desk
from ..spot import rules, spot
from .drafted import BLANK, blank, draft_of
from .unquoted import free_sentences, next_number, sentences_of

_REASONS = (
    ("按照?.{0,16}(?:有关|相关)?(?:规定|政策|办法)(?:执行|办理|享受)|上级", "转引上级政策"),
    ("一事一议", "一事一议"),
    ("申报|审核|公示|受理|拨付|会同|负责", "工作程序"),
    ("[0-9]|最高|不超过|以内|百分之", "幅度未定"),
    ("优先|符合条件|重点", "条件未定"),
)
# What a draft says to the person who finishes it.
_FOR_PEOPLE = re.compile("请手算以下各例|，得？$|这一句没有读懂")
# So much of a sentence stands in a title.
_SHOWN = 14


def sentence_of_text(desk: Desk, file: str, start: int, end: int, lang: Language) -> Iterator[Action]:
    """For a sentence of the document that nothing quotes, and at a heading for the first one below it that gives something: a
    draft, a rule to be written, or that it is not computed; the likeliest first."""
    checked = desk.checked
    found = _sentence(checked, file, start)
    if found is None:
        return
    paragraph, sentence = found
    quote = "".join(sentence.text.split()).rstrip("。；")
    at = _behind(checked, paragraph)
    place, number = Range(file, at, at), next_number(checked, sentence.source, at)
    reason = next((each for pattern, each in _REASONS if re.search(pattern, quote)), "原则性表述")
    is_here = sentence.start <= start <= sentence.end
    zh, en = ("这句", "this sentence") if is_here else (f"“{_begun(quote)}”", f"“{_begun(quote)}”")
    draft = draft_of(checked, sentence)
    if draft is not None:
        title = f"给{zh}拟草稿 {number}", f"draft rule {number} for {en}"
        yield _put(place, f"\n{said(draft.numbered(number))}", title, lang)
    rule = f"给{zh}写规则 {number}", f"write rule {number} for {en}"
    left = f"{zh}写明不计算（{reason}）", f"say that {'this' if is_here else en} is not computed ({reason})"
    offered = [
        _put(place, f"\n{blank(number, quote, draft)}", rule, lang),
        _put(place, f"\n【不计算】依据：“{quote}”；理由：{reason}。【完】", left, lang),
    ]
    yield from offered if pays(squeeze(quote).text) else reversed(offered)


def _put(place: Range, text: str, title: tuple[str, str], lang: Language) -> Action:
    return Action(title=title[lang == "en"], changes=(Change(place, text),))


def _begun(quote: str) -> str:
    return quote if len(quote) <= _SHOWN else f"{quote[: _SHOWN - 1]}…"


def _sentence(checked: Checked, file: str, at: int) -> tuple[Span, Span] | None:
    """The paragraph and the sentence in it that something may be done about."""
    source = checked.source(file)
    if source is None or spot(checked, file, at) is not None:
        return None
    paragraphs = [(each, checked.places.span(each.span)) for each in checked.policy.document.paragraphs]
    here = next((each for each, span in paragraphs if span.source is source and span.start <= at <= span.end), None)
    if here is None or not here.is_said:
        return None
    own = checked.places.span(here.span)
    free = free_sentences(checked, here.article, own.end + 1, source)
    for sentence in free:
        if sentence.source is source and own.start <= sentence.start <= at <= sentence.end:
            return own, sentence
    heading = squeeze(here.article.heading).text if here.article is not None else ""
    there = next((each for each in sentences_of(own) if each.start <= at <= each.end), None)
    if here.role != "article" or (there is not None and squeeze(there.text).text.rstrip("。；") != heading):
        return None
    for sentence in free:
        if sentence.source is source and pays(squeeze(sentence.text).text.rstrip("。；")):
            return next(span for _, span in paragraphs if span.source is source and _holds(span, sentence)), sentence
    return None


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _behind(checked: Checked, paragraph: Span) -> int:
    """Behind the paragraph, and the blocks that stand right below it."""
    at = paragraph.end
    for _, there, _ in rules(checked):
        if there.span.source is paragraph.source and there.span.start >= at:
            if paragraph.source.text[at : there.span.start].strip():
                break
            at = there.span.end
    return at


def finished_draft(desk: Desk, file: str, start: int, end: int, lang: Language) -> Iterator[Action]:
    """In a draft: that it has been compared with the document, and is the rule.  Of one that was not understood, the headings of the
    rule that is to be written."""
    found = spot(desk.checked, file, start)
    if found is None or found.block.kind != "草稿":
        return
    block, body = found.in_file, found.in_file.body
    lines = body.source.text[body.start : body.end].split("\n")
    kept = [line for line in lines if not _FOR_PEOPLE.search(line.strip())]
    kept = [line for at, line in enumerate(kept) if line != "说明：" or kept[at + 1 : at + 2] not in ([], [""])]
    is_read = any(line.startswith("填报：") for line in kept)
    if not is_read:
        kept = [*kept[:-1], BLANK, ""]
    text = "\n".join(kept)
    zh, en = (
        ("核对过了：草稿 {}改成规则", "rule {} is right: no draft any more")
        if is_read
        else ("自己写：草稿 {}改成规则", "write rule {} by hand")
    )
    changes = [Change(Range(file, block.head_span.start, body.start), f"【规则 {block.head}】")]
    if text != "\n".join(lines):
        changes.append(Change(Range(file, body.start, body.end), text))
    yield Action(
        title=_said(lang, zh, en).format(f"{block.head} " if lang == "zh" else block.head), changes=tuple(changes)
    )


def _said(lang: Language, zh: str, en: str) -> str:
    return zh if lang == "zh" else en
