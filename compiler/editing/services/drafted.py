"""What ``drafting`` makes of a sentence, for a person who writes its rule: the whole draft, or what stands under one heading of it."""

from __future__ import annotations

from functools import lru_cache

from ...drafting.drafts import Draft, drafts_of
from ...drafting.skeleton import sections
from ...pipeline import compile_sources
from ...text.source import Source, Span, squeeze
from ..desk import Checked

# The headings of a rule that is to be written.
BLANK = "填报：\n条件：\n奖励：\n算例："


def draft_of(checked: Checked, sentence: Span) -> Draft | None:
    """The draft of a sentence of the document (in a file); None where it is not understood."""
    own = next(
        (each for each in checked.policy.document.paragraphs if _holds(checked.places.span(each.span), sentence)), None
    )
    if own is None:
        return None
    heading = [own.article.span] if own.article is not None and own.article.span is not own.span else []
    quote = squeeze(sentence.text).text.rstrip("。；")
    return next(
        (each for each in _drafts("\n".join(each.text for each in (*heading, own.span))) if _is_of(each, quote)), None
    )


def _holds(outer: Span, inner: Span) -> bool:
    return outer.source is inner.source and outer.start <= inner.start and inner.end <= outer.end


def _is_of(draft: Draft, quote: str) -> bool:
    own = squeeze(draft.rule.quote).text
    return draft.clause is not None and (quote in own or own in quote)


@lru_cache(maxsize=64)
def _drafts(text: str) -> tuple[Draft, ...]:
    """Of a paragraph below the heading of its article, by themselves."""
    policy, _ = compile_sources([Source.of("草稿", text)])
    return tuple(drafts_of(policy))


def blank(number: str, quote: str, draft: Draft | None) -> str:
    """A rule with its headings, under which nothing stands yet; those that it needs, where its sentence is understood."""
    if draft is None:
        return f"【规则 {number}】\n依据：“{quote}”\n{BLANK}\n【完】"
    headings = "\n".join(f"{heading}：" for heading, _ in sections(draft.rule))
    return f"【规则 {number}】{draft.rule.title}\n依据：“{draft.rule.quote}”\n{headings}\n算例：\n【完】"
