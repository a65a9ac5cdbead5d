"""A policy of which some rules have errors: the sound ones are calculated, and what is left out is said.

In: a policy and what is wrong with it.  Out: the policy without the rules that have errors, and these with their errors.
An error that is of no rule (in 【政策】, in the document) is an error of all.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from .bilingual import pick
from .exits import FAULTY, faulty
from .shared import read, tell_drafts
from .streams import write

if TYPE_CHECKING:
    from ..pipeline import Loaded
    from ..report.diagnostic import Diagnostic, Language
    from ..report.render import Json


@dataclass(frozen=True, slots=True)
class Sound:
    """The rules without errors; ``left_out`` are the others, each with its errors, in the order of the document."""

    policy: Loaded
    left_out: Mapping[str, tuple[Diagnostic, ...]]

    def stop_at(self, claims: Iterable[str], lang: Language) -> None:
        """Ends the command with the errors of what is asked for (7.1, or 7.1#二期 of several claims) and left out."""

        names = [name for name in claims if name not in self.policy.clauses]
        drafts = [
            block for block in self.policy.document.blocks if block.kind == "草稿" and block.head not in self.left_out
        ]
        unfinished = [
            block for block in drafts if any(n == block.head or n.startswith(f"{block.head}#") for n in names)
        ]
        if unfinished:
            from ..checks.unfinished_draft import UnfinishedDraft

            raise faulty(
                FAULTY,
                [UnfinishedDraft(span=block.head_span, clause=block.head, has_rule=False) for block in unfinished],
                lang,
            )
        asked = [each for each in self.left_out if any(name == each or name.startswith(f"{each}#") for name in names)]
        if asked:
            raise faulty(FAULTY, [error for name in asked for error in self.left_out[name]], lang)

    def tell(self, lang: Language) -> None:
        """On standard error, what is left out."""
        from ..report.render import visible

        tell_drafts(self.policy, lang)
        if self.left_out:
            names = "、".join(map(visible, self.left_out))
            said = f"没有载入有错误的规则 {names}（tiaowen check 列出错误），其余规则照常\n"
            write(pick(lang, said, f"left out: {names} (with errors, see tiaowen check)\n"), sys.stderr)

    def noted(self, data: Mapping[str, object]) -> Json:
        """A result as JSON, with what is left out where there is anything."""
        return cast("Json", {**data, "left_out": list(self.left_out)} if self.left_out else data)


def sound(path: str, encoding: str, lang: Language) -> Sound:
    """The sound rules of a policy.  Ends the command where an error is of no rule."""

    policy, report = read(path, encoding, lang, only_errors=True)
    found = parted(policy, report.errors)
    if found is None:
        raise faulty(FAULTY, report.errors, lang)
    return found


def parted(policy: Loaded, errors: Sequence[Diagnostic]) -> Sound | None:
    """The rules without these errors, and the others; None where an error is of no rule."""
    of_rules: dict[str, tuple[Diagnostic, ...]] = {}
    for name, each in policy.read.items():
        own = {id(found) for found in each.diagnostics}
        theirs = tuple(e for e in errors if id(e) in own or (e.span is not None and each.block.holds(e.span)))
        if theirs:
            of_rules[name] = theirs
    told = {id(error) for theirs in of_rules.values() for error in theirs}
    if any(id(error) not in told for error in errors):
        return None
    clauses = {name: clause for name, clause in policy.clauses.items() if name not in of_rules}
    return Sound(replace(policy, clauses=clauses), of_rules)
