"""Drafts put into the text of a document, each under the paragraph that it is made from.

In: a policy and its drafts.  Out: the texts of its sources, in their order; without drafts as they were.
"""

from collections.abc import Sequence
from itertools import groupby

from ..model.policy import Policy
from ..text.source import Source
from .drafts import Draft
from .skeleton import block


def written(policy: Policy, drafts: Sequence[Draft]) -> list[str]:
    return [_written(source, drafts) for source in policy.document.sources]


def said(draft: Draft) -> str:
    """The block 【草稿】 of a draft."""
    return block("草稿", draft.number, draft.rule)


def _written(source: Source, drafts: Sequence[Draft]) -> str:
    """Behind the line in which the paragraph ends; blocks that stand there stay behind the drafts."""
    parts: list[str] = []
    at = 0
    ours = sorted((each for each in drafts if each.paragraph.span.source is source), key=_end)
    for end, group in groupby(ours, key=_end):
        line_end = source.text.find("\n", end)
        place = len(source.text) if line_end < 0 else line_end
        blocks = "\n\n".join(map(said, group))
        parts += [source.text[at:place], f"\n\n{blocks}\n" if line_end < 0 else f"\n\n{blocks}"]
        at = place
    return "".join([*parts, source.text[at:]])


def _end(draft: Draft) -> int:
    return draft.paragraph.span.end
