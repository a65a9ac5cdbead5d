"""A promise tried on many facts, and what came of all of them as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from ..report.render import visible
from .obligation import Obligation, Told
from .telling import case_json, case_lines

if TYPE_CHECKING:
    from ..report.diagnostic import Language
    from ..report.render import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A promise tried with so many ``examples``; ``case`` are the claims of a counterexample, if there is one."""

    obligation: Obligation
    examples: int
    case: tuple[Told, ...] = ()

    @property
    def held(self) -> bool:
        return not self.case


def trials_text(trials: Sequence[Trial], lang: Language) -> str:
    """The promises that are broken, each with its case, under their clauses; then how many there are."""
    lines: list[str] = []
    broken = [trial for trial in trials if not trial.held]
    for clause, found in groupby(broken, key=lambda trial: trial.obligation.clause):
        lines.append(f"{'规则' if lang == 'zh' else 'clause'} {clause.id} {clause.title}")
        for trial in found:
            said = trial.obligation.words.said(lang)
            lines.append(f"  不成立  {said}" if lang == "zh" else f"  broken  {said}")
            lines += [f"    {line}" for line in case_lines(trial.case, lang)]
    total, held, examples = len(trials), len(trials) - len(broken), sum(trial.examples for trial in trials)
    lines.append(
        f"用编译出的程序试算承诺 {total} 项，共 {examples} 例：没有反例 {held}，不成立 {len(broken)}"
        if lang == "zh"
        else f"{total} promises tried on the compiled program with {examples} examples: {held} held, {len(broken)} broken"
    )
    return "".join(f"{visible(line)}\n" for line in lines)


def trials_json(trials: Sequence[Trial]) -> list[Json]:
    """Every promise with its status, the number of examples and the claims of the counterexample."""
    return [
        {
            "clause": trial.obligation.clause.id,
            "kind": trial.obligation.kind,
            "promise": trial.obligation.words.zh,
            "status": "held" if trial.held else "broken",
            "examples": trial.examples,
            "case": case_json(trial.case),
        }
        for trial in trials
    ]
