"""A promise tried on many facts, and what came of all of them as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from ..report.diagnostic import Text
from ..report.render import visible
from .obligation import Obligation, Told
from .telling import case_json, case_lines

if TYPE_CHECKING:
    from ..report.diagnostic import Language
    from ..report.render import Json


_BROKEN = Text("不成立", "broken")
_OPEN = Text("没有试到", "not met")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A promise tried with so many ``examples``; ``case`` are the claims of a counterexample, if there is one.  Where a case
    is wanted and none has been found, it is open whether there is any."""

    obligation: Obligation
    examples: int
    case: tuple[Told, ...] = ()

    @property
    def held(self) -> bool:
        return self.obligation.is_wanted or not self.case

    @property
    def is_open(self) -> bool:
        return self.obligation.is_wanted and not self.case


def trials_text(trials: Sequence[Trial], lang: Language) -> str:
    """The promises that are broken, each with its case, under their clauses; then how many there are."""
    lines: list[str] = []
    told = [trial for trial in trials if not trial.held or trial.is_open]
    for heading, found in groupby(told, key=lambda trial: trial.obligation.heading(lang)):
        lines.append(heading)
        for trial in found:
            said = trial.obligation.words.said(lang)
            word = _OPEN if trial.is_open else _BROKEN
            lines.append(f"  {word.said(lang)}  {said}")
            lines += [f"    {line}" for line in case_lines(trial.case, lang)]
    total, examples = len(trials), sum(trial.examples for trial in trials)
    broken, open_ = sum(not trial.held for trial in trials), sum(trial.is_open for trial in trials)
    held = total - broken - open_
    left = (f"，没有试到 {open_}", f", {open_} not met") if open_ else ("", "")
    lines.append(
        f"用编译出的程序试算承诺 {total} 项，共 {examples} 例：没有反例 {held}，不成立 {broken}{left[0]}"
        if lang == "zh"
        else f"{total} promises tried on the compiled program with {examples} examples: {held} held, {broken} broken{left[1]}"
    )
    return "".join(f"{visible(line)}\n" for line in lines)


def trials_json(trials: Sequence[Trial]) -> list[Json]:
    """Every promise with its status, the number of examples and the claims of the counterexample."""
    return [
        {
            "clause": trial.obligation.owner,
            "kind": trial.obligation.kind,
            "promise": trial.obligation.words.zh,
            "status": "open" if trial.is_open else "held" if trial.held else "broken",
            "examples": trial.examples,
            "case": case_json(trial.case),
        }
        for trial in trials
    ]
