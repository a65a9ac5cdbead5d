"""Verdicts as text and as JSON, in the order of the document."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from ..promises.telling import case_json, case_lines
from ..report.render import visible
from .verdict import Status, Verdict

if TYPE_CHECKING:
    from ..report.diagnostic import Language
    from ..report.render import Json

_WORDS: dict[Status, tuple[str, str]] = {
    "proved": ("已证明", "proved"),
    "refuted": ("不成立", "refuted"),
    "not decided": ("未判定", "not decided"),
    "not asked": ("未涉及", "not asked"),
    "defect": ("程序缺陷", "defect"),
}


# Told only where there are some.
_SELDOM = (*_WORDS["not asked"], *_WORDS["defect"])


def proofs_text(verdicts: Sequence[Verdict], lang: Language) -> str:
    """The promises of each clause, a refuted one with its case, then how many there are of each."""
    at = 0 if lang == "zh" else 1
    lines: list[str] = []
    for heading, found in groupby(verdicts, key=lambda verdict: verdict.obligation.heading(lang)):
        lines.append(heading)
        for verdict in found:
            reason = f"（{verdict.reason.zh}）" if verdict.reason else ""
            if lang == "en":
                reason = f" ({verdict.reason.en})" if verdict.reason else ""
            said = verdict.obligation.words.said(lang)
            lines.append(f"  {_WORDS[verdict.status][at]}  {said}{reason}")
            lines += [f"    {line}" for line in case_lines(verdict.case, lang, is_wanted=verdict.obligation.is_wanted)]
    counts = [(words[at], sum(v.status == status for v in verdicts)) for status, words in _WORDS.items()]
    told = [f"{word} {count}" for word, count in counts if count or word not in _SELDOM]
    total = len(verdicts)
    lines.append(f"承诺 {total} 项：{'，'.join(told)}" if lang == "zh" else f"{total} promises: {', '.join(told)}")
    return "".join(f"{visible(line)}\n" for line in lines)


def proofs_json(verdicts: Sequence[Verdict]) -> dict[str, Json]:
    """The same for machines: every promise with its status, and the claims of the counterexample."""
    promises: list[Json] = []
    for verdict in verdicts:
        obligation = verdict.obligation
        promises.append(
            {
                "clause": obligation.owner,
                "kind": obligation.kind,
                "promise": obligation.words.zh,
                "status": verdict.status,
                "reason": verdict.reason.zh if verdict.reason else None,
                "case": case_json(verdict.case),
            }
        )
    counts: dict[str, Json] = {status: sum(v.status == status for v in verdicts) for status in _WORDS}
    return {"promises": promises, "counts": counts}
