"""What changed since another version of the policy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ...report.published import said
from ..made import Made, made_of
from .call import Call

if TYPE_CHECKING:
    from ...report.diagnostic import Language
    from ...report.render import Json


def answer(made: Made, given: Mapping[str, Any], lang: Language) -> Json:
    """``old`` are the files of the version before: what ``diff --json`` gives, and its Markdown as "text"."""
    from ...comparison import compare
    from ...comparison.report import comparison_json
    from ...comparison.revision import revision

    old = made_of(tuple((each["name"], each["text"]) for each in given["old"]))
    found = compare(old.policy, made.policy)
    return {**said("comparison", comparison_json(found, lang)), "text": revision(found, lang)}


COMPARE = Call("compare", answer)
