"""Drafts of rules from the sentences that pay, waive or levy and have no rule yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...drafting.drafts import drafts_of
from ...drafting.written import written
from ..made import Made
from .call import Call

if TYPE_CHECKING:
    from ...report.diagnostic import Language
    from ...report.render import Json


def answer(made: Made, _: Mapping[str, object], _lang: Language) -> Json:
    """``texts`` are the files with the drafts in them, by name; ``drafted`` of the sentences were read, ``unread`` only quoted."""
    drafts = list(drafts_of(made.policy))
    texts: Json = {
        source.name: text
        for source, text in zip(made.policy.document.sources, written(made.policy, drafts), strict=True)
    }
    unread = sum(each.clause is None for each in drafts)
    return {"texts": texts, "drafted": len(drafts) - unread, "unread": unread}


DRAFT = Call("draft", answer)
