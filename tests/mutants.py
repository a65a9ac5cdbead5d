"""Mutation tests of policies: how many slips check, the worked cases and prove catch, by clause and by kind.

    python tests/mutants.py [policies/jindong-2025 …]        (without a name: every policy of policies/, some minutes)

A slip is caught by an error or warning that the policy does not have without it (of its numbers against the quotation, or
of another check), by a worked case that comes out otherwise or is refused, or by a promise that is refuted.  Slips that
do not compile, mean the same, or are proved to change nobody's outcome (``diff``: 不变) are not counted; of what survives
an applicant is shown whose outcome is another.  Each is compiled with its own article only.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from support.mutants import Mutant, mutants
from tiaowen.compiler import Policy
from tiaowen.compiler.comparison.meaning import Solver, meaning
from tiaowen.compiler.document.document import Document, read_document
from tiaowen.compiler.model.clause import Clause
from tiaowen.compiler.model.types import CLAIM_DATE
from tiaowen.compiler.pipeline import compile_sources, read_policy
from tiaowen.compiler.program.lower import lower
from tiaowen.compiler.promises import PROMISES
from tiaowen.compiler.promises.no_overflow import no_overflow
from tiaowen.compiler.promises.obligation import Told
from tiaowen.compiler.promises.telling import result_told
from tiaowen.compiler.proofs.solving import decide
from tiaowen.compiler.properties.compiled import compared_calc
from tiaowen.compiler.report.diagnostic import Diagnostic, Report
from tiaowen.compiler.report.errors.cases import FailingCase, RefusedCase
from tiaowen.compiler.text.source import Source

SEED = Path(__file__).parent.parent / "policies" / "jindong-2025"
POLICIES = sorted(SEED.parent.iterdir())
BY = ("quotation", "check", "case", "prove")
# How many of a hundred are caught at least: of all, without the worked cases, of each kind.
WITH_CASES, WITHOUT_CASES, OF_A_KIND = 97, 65, 80
BY_RULE = ("quotation", "check", "prove")
QUOTATION = ("T0402", "T0403")


@dataclass(frozen=True)
class Examined:
    """A mutant, and what catches it; ``otherwise`` tells of one that nothing catches whose outcome is another."""

    mutant: Mutant
    caught_by: tuple[str, ...]
    otherwise: str = ""


@dataclass(frozen=True)
class Run:
    """What came of all mutants; so many were not counted, ``equal`` those that are proved to be so.  ``wrongly_refuted``: promises refuted with a case
    that the compiled Python does not confirm."""

    examined: tuple[Examined, ...]
    not_compiling: int
    meaning_the_same: int
    equal: tuple[Mutant, ...]
    wrongly_refuted: int

    @property
    def survivors(self) -> list[Examined]:
        return [one for one in self.examined if not one.caught_by]

    def rate(self, *by: str) -> tuple[int, int]:
        """How many of these are caught (by any of these ways), of how many."""
        return sum(any(way in by for way in one.caught_by) for one in self.examined), len(self.examined)


@cache
def slips(path: Path) -> tuple[Mutant, ...]:
    """Every mutant of a policy."""
    return tuple(mutants(read_policy(path)[0]))


def examine(path: Path, chosen: Sequence[Mutant] | None = None) -> Run:
    """Every mutant of a policy examined, or the ``chosen`` of them."""
    sources, _ = read_policy(path)
    terms = tuple(source for source in sources if "【政策】" in source.text)
    found: list[Examined] = []
    equal: list[Mutant] = []
    not_compiling = same = wrongly = 0
    for mutant in slips(path) if chosen is None else chosen:
        start, end = _article(mutant)
        before, known = _as_it_is(terms, mutant.source, start, end)
        after, told = _compiled(terms, mutant.source, mutant.text[start : end + mutant.longer])
        clause = after.clauses.get(mutant.clause)
        if clause is None or after.clauses.keys() != before.clauses.keys():
            not_compiling += 1
        elif _meaning(clause) == _meaning(before.clauses[mutant.clause]):
            same += 1
        else:
            ways = {_way(one.code) for one in told if (one.code, one.title.zh) not in known}
            refuted = [] if ways & {"quotation", "check"} else _refuted(after, clause)
            wrongly += sum(not _comes_out(after, case) for case in refuted)
            ways |= {"prove"} if refuted else set()
            otherwise = "" if ways else outcome_changed(before, after, mutant.clause)
            if otherwise is None:
                equal.append(mutant)
            else:
                found.append(Examined(mutant, tuple(way for way in BY if way in ways), otherwise))
    return Run(tuple(found), not_compiling, same, tuple(equal), wrongly)


def _refuted(policy: Policy, clause: Clause) -> list[Sequence[Told]]:
    """The cases against the promises of a clause."""
    promises = (made for promise in PROMISES if promise is not no_overflow for made in promise(policy, clause))
    verdicts = [decide(policy, made, 1) for made in promises]
    assert all(verdict.status != "defect" for verdict in verdicts), clause.id
    return [verdict.case for verdict in verdicts if verdict.status == "refuted"]


def _comes_out(policy: Policy, case: Sequence[Told]) -> bool:
    """Whether the compiled Python, given the facts of a counterexample as they are told, gives what is told."""
    calc = compared_calc(policy)
    results = []
    for told in case:
        facts: dict[str, object] = dict(told.facts)
        on = facts.pop(CLAIM_DATE, None)
        results.append(result_told(calc(told.clause, facts, str(on) if on else None)))
    return results == [told.result for told in case]


def _way(code: str) -> str:
    if code in (FailingCase.code, RefusedCase.code):
        return "case"
    return "quotation" if code in QUOTATION else "check"


def _article(mutant: Mutant) -> tuple[int, int]:
    """From where to where the article of a clause goes, with all its blocks."""
    document = _document(mutant.source)
    block = next(block for block in document.blocks if block.head == mutant.clause)
    if block.article is None:
        return 0, len(mutant.source.text)
    blocks = [other.span for other in document.blocks if other.article == block.article]
    spans = [*block.article.spans, *blocks]
    return min(span.start for span in spans), max(span.end for span in spans)


@cache
def _document(source: Source) -> Document:
    return read_document([source], Report())


def _compiled(terms: Sequence[Source], source: Source, text: str) -> tuple[Policy, list[Diagnostic]]:
    """A part of a file compiled, and the errors and warnings."""
    apart = [other for other in terms if other.name != source.name]
    policy, report = compile_sources([*apart, Source.of(source.name, text)])
    return policy, [found for found in report.diagnostics if found.severity != "hint"]


@cache
def _as_it_is(
    terms: tuple[Source, ...], source: Source, start: int, end: int
) -> tuple[Policy, frozenset[tuple[str, str]]]:
    policy, told = _compiled(terms, source, source.text[start:end])
    return policy, frozenset((found.code, found.title.zh) for found in told)


def _meaning(clause: Clause) -> object:
    """All that a result depends on."""
    facts = tuple(fact.reading for fact in clause.facts)
    return (lower(clause), facts, clause.rounding, clause.form, clause.kind, clause.unit, clause.valid, clause.series)


def outcome_changed(before: Policy, after: Policy, clause_id: str) -> str | None:
    """An applicant whose outcome is another with the slip, or what else is; None where it is proved that nobody's is."""
    found = meaning((before, before.clauses[clause_id]), (after, after.clauses[clause_id]), Solver(timeout=1))
    if found.verdict == "equal":
        return None
    for example in found.examples:
        facts = "，".join(f"{name}{value}" for name, value in example.facts)
        return f"{facts}：{example.old.zh} → {example.new.zh}"
    return found.verdict


# ── told ──


def table(run: Run) -> str:
    """The kill rate by clause and by kind, then the survivors."""
    lines = []
    for title in ("clause", "kind"):
        lines.append(f"{title:44}{'mutants':>8}" + "".join(f"{way:>10}" for way in BY) + f"{'caught':>8}{'rate':>8}")
        groups: dict[str, list[Examined]] = {}
        for one in run.examined:
            groups.setdefault(getattr(one.mutant, title), []).append(one)
        for name, theirs in [*groups.items(), ("all", list(run.examined))]:
            by_way = "".join(f"{sum(way in one.caught_by for one in theirs):>10}" for way in BY)
            caught = sum(bool(one.caught_by) for one in theirs)
            wide = sum(ord(char) > 0x2E7F for char in name)
            lines.append(f"{name:{44 - wide}}{len(theirs):>8}{by_way}{caught:>8}{caught * 100 // len(theirs):>7}%")
        lines.append("")
    without, total = run.rate("check", "prove")
    lines.append(
        f"not counted: {run.not_compiling} that do not compile, {run.meaning_the_same} that mean the same, {len(run.equal)} proved equal"
    )
    lines.append(f"caught without worked cases and without the numbers of the quotation: {without} of {total}")
    lines.append(f"caught without worked cases: {run.rate('quotation', 'check', 'prove')[0]} of {total}")
    lines.append(f"promises refuted wrongly: {run.wrongly_refuted}")
    lines.append(f"survivors: {len(run.survivors)}")
    for one in run.survivors:
        lines.append(f"  {one.mutant.clause} {one.mutant.kind}: {one.mutant.said}")
        lines.append(f"    {one.otherwise}")
    return "\n".join(lines)


def together(runs: Sequence[Run]) -> Run:
    return Run(
        tuple(one for run in runs for one in run.examined),
        sum(run.not_compiling for run in runs),
        sum(run.meaning_the_same for run in runs),
        tuple(one for run in runs for one in run.equal),
        sum(run.wrongly_refuted for run in runs),
    )


def failings(run: Run) -> list[str]:
    """What is caught less often than it should be: of all slips, without worked cases, and by kind."""
    found = []
    for words, ways, least in (("with worked cases", BY, WITH_CASES), ("without", BY_RULE, WITHOUT_CASES)):
        caught, total = run.rate(*ways)
        found += [f"{words}: {caught} of {total}"] if caught * 100 < total * least else []
    for kind in dict.fromkeys(one.mutant.kind for one in run.examined):
        theirs = [one for one in run.examined if one.mutant.kind == kind]
        caught = sum(bool(one.caught_by) for one in theirs)
        found += [f"{kind}: {caught} of {len(theirs)}"] if caught * 100 < len(theirs) * OF_A_KIND else []
    return found


if __name__ == "__main__":
    paths = [Path(name) for name in sys.argv[1:]] or POLICIES
    whole = together([examine(path) for path in paths])
    print(table(whole))
    print("\n".join(f"too few are caught: {words}" for words in failings(whole)))
    sys.exit(bool(failings(whole)))
