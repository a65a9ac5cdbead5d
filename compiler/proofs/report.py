"""Verdicts as text and as JSON, in the order of the document."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from ..render import visible
from .obligation import Status, Told, Verdict
from .replay import facts_told

if TYPE_CHECKING:
    from ..diagnostic import Language
    from ..render import Json

_WORDS: dict[Status, tuple[str, str]] = {
    "proved": ("已证明", "proved"),
    "refuted": ("不成立", "refuted"),
    "not decided": ("未判定", "not decided"),
    "defect": ("程序缺陷", "defect"),
}


def proofs_text(verdicts: Sequence[Verdict], lang: Language) -> str:
    """The promises of each clause, a refuted one with its case, then how many there are of each."""
    at = 0 if lang == "zh" else 1
    lines: list[str] = []
    for clause, found in groupby(verdicts, key=lambda verdict: verdict.obligation.clause):
        lines.append(f"{'规则' if lang == 'zh' else 'clause'} {clause.id} {clause.title}")
        for verdict in found:
            reason = f"（{verdict.reason.zh}）" if verdict.reason else ""
            if lang == "en":
                reason = f" ({verdict.reason.en})" if verdict.reason else ""
            said = verdict.obligation.words.said(lang)
            lines.append(f"  {_WORDS[verdict.status][at]}  {said}{reason}")
            lines += [f"    {line}" for line in _case(verdict.case, lang)]
    counts = [(words[at], sum(v.status == status for v in verdicts)) for status, words in _WORDS.items()]
    told = [f"{word} {count}" for word, count in counts if count or word != _WORDS["defect"][at]]
    total = len(verdicts)
    lines.append(f"承诺 {total} 项：{'，'.join(told)}" if lang == "zh" else f"{total} promises: {', '.join(told)}")
    return "".join(f"{visible(line)}\n" for line in lines)


def _case(case: Sequence[Told], lang: Language) -> list[str]:
    """The counterexample: 反例：设备投资300万元，……，得24万元; then what differs in the next claim."""
    if not case:
        return []
    lines: list[str] = []
    for number, (told, facts) in enumerate(zip(case, facts_told(case), strict=True)):
        listed = [f"{name} {value}" for name, value in facts]
        other = told.clause != case[0].clause
        if lang == "zh":
            head = "反例：" if number == 0 else f"规则 {told.clause}：" if other else "改为："
            lines.append(f"{head}{'，'.join([*listed, told.result.zh])}")
        else:
            head = "case: " if number == 0 else f"clause {told.clause}: " if other else "with: "
            lines.append(f"{head}{', '.join([*listed, told.result.en])}")
    return lines


def proofs_json(verdicts: Sequence[Verdict]) -> dict[str, Json]:
    """The same for machines: every promise with its status, and the claims of the counterexample."""
    promises: list[Json] = []
    for verdict in verdicts:
        obligation = verdict.obligation
        promises.append(
            {
                "clause": obligation.clause.id,
                "kind": obligation.kind,
                "promise": obligation.words.zh,
                "status": verdict.status,
                "reason": verdict.reason.zh if verdict.reason else None,
                "case": [
                    {"clause": told.clause, "facts": dict(told.facts), "result": told.result.zh}
                    for told in verdict.case
                ],
            }
        )
    counts: dict[str, Json] = {status: sum(v.status == status for v in verdicts) for status in _WORDS}
    return {"promises": promises, "counts": counts}
