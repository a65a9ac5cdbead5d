"""From texts to a policy: the passes in order.

In: sources.  Out: a ``Policy`` that calculates, or diagnostics.  Everything that a run finds is found in one run.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tiaowen.runtime.allocate import Allocation
from tiaowen.runtime.result import Result
from tiaowen.runtime.settle import Settlement

from .across import across
from .answers.allocation import allocate
from .answers.calculate import calc
from .answers.settlement import settle
from .checks import CHECKS, REFUSING
from .document.allowances import set_apart
from .document.document import Block, Document, read_document
from .document.files import MAX_BYTES, SourceError, read_source
from .intake.claims import applicants_taken, claim_taken, claims_taken, day_taken, warned
from .model.clause import NO_TERMS, Clause, Goal, NotComputed, Terms
from .model.policy import Policy
from .model.resolved import Lent, Resolved
from .reading.parse import Reader
from .reading.vocabulary import Vocabulary
from .report.diagnostic import Diagnostic, Language, Report
from .report.errors.document import UnbalancedQuotation
from .report.errors.names import DuplicateClause, NoClauseNumber, UnknownName
from .report.errors.source import EmptyDirectory, FileTooLarge
from .report.errors.syntax import UnreadableWords, WordWithoutMeaning
from .resolve import Given, feeding, lent_by, resolve_rule, resolve_terms, with_sound_feeds
from .resolve.goals import goals_of, not_computed_of, resolve_goals, resolve_not_computed
from .text.source import Source

if TYPE_CHECKING:
    from .audit.finding import AuditResult
    from .batch.options import EngineName, Progress, SparkWay
    from .batch.outcome import BatchResult, RowFault
    from .batch.to_file import BatchFile
    from .forms.form import Form
    from .notices.made import Results
    from .notices.notice import Notice
    from .simulation.figures import Simulation
    from .simulation.population import Population

OFFICIAL_TEXT = "原文.txt"
# A policy in a folder is no larger than one in a file, and in so many files at most.
MAX_FILES = 1000
# A form is prepared for so many applicants.
FORM_ROWS = 500
# Of so many sentences that cannot be read it is looked for how they could be written.
MAX_REWRITES, MAX_REWRITES_OF_A_RULE = 100, 20
_OF_SENTENCES = (UnreadableWords, UnknownName, WordWithoutMeaning)


class PolicyError(Exception):
    """A policy with errors; ``diagnostics`` are all that were found, warnings too."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        errors = [diagnostic for diagnostic in diagnostics if diagnostic.severity == "error"]
        super().__init__("；".join(error.title.zh for error in errors[:5]))
        self.diagnostics = diagnostics


@dataclass(frozen=True, eq=False)
class Loaded(Policy):
    """A policy that calculates: what ``load`` gives, and what ``tiaowen.compiler.Policy`` names."""

    def calc(self, clause_id: str, facts: Mapping[str, object], date: date | str | None = None) -> Result:
        """The result of one clause, of facts as offices write them.  Raises ``FactError`` with every fault of the facts."""
        taken = warned(claim_taken(self, clause_id, facts))
        return calc(self, clause_id, taken, day_taken(date))  # type: ignore[arg-type]  # calc reads or refuses it

    def settle(
        self,
        claims: Mapping[str, Mapping[str, object]],
        same_matter: Sequence[Sequence[str]] = (),
        date: date | str | None = None,
    ) -> Settlement:
        """What is paid of several claims, name → facts, of one enterprise: see settlement.py."""
        taken = warned(claims_taken(self, claims))
        return settle(self, taken, same_matter, day_taken(date))  # type: ignore[arg-type]  # settle reads or refuses it

    def allocate(
        self,
        claims: Mapping[str, Mapping[str, Mapping[str, object]]],
        budget: object = None,
        scores: Mapping[str, object] | None = None,
        date: date | str | None = None,
        *,
        same_matter: Mapping[str, Sequence[Sequence[str]]] | None = None,
        approved: Mapping[str, Mapping[str, object]] | None = None,
    ) -> Allocation:
        """A budget, or several pots, shared out among applicants, each with its claims, name → facts: see allocation.py."""
        taken = warned(applicants_taken(self, claims))
        on = day_taken(date)
        return allocate(self, taken, budget, scores, on, same_matter, approved)  # type: ignore[arg-type]  # allocate too

    def form(self, clauses: Sequence[str] = (), key: str = "", rows: int = FORM_ROWS) -> Form:
        """The form to apply with, for these clauses (all, where none is named): ``workbook()`` gives its bytes, a row an
        applicant, known by ``key`` (by default 统一社会信用代码).  Raises ``FactError`` for clauses that there are not, and
        ``PolicyError`` where the facts cannot stand in one form."""
        from .forms.form import form_of

        report = Report()
        made = form_of(self, clauses, key, report, rows=rows)
        if made is None:
            raise PolicyError(report.diagnostics)
        return made

    def batch(
        self,
        table: Any,
        *,
        clauses: Sequence[str] = (),
        key: str = "",
        date: date | str | None = None,
        units: Mapping[str, str] | None = None,
        explain: bool = False,
        settle: bool = False,
        budget: object = None,
        approved: Mapping[str, Mapping[str, object]] | None = None,
        engine: EngineName = "auto",
        lists: Mapping[str, Any] | None = None,
        progress: Progress | None = None,
        lang: Language = "zh",
    ) -> BatchResult:
        """The clauses in each row of a table of Arrow (or pandas, or whatever speaks its protocol): see docs/batch.md.  Needs
        the extra ``batch``.  Raises ``TableError`` where the table cannot be used, ``FactError`` for the options."""
        from .batch.whole import batch

        return batch(
            self,
            table,
            clauses=clauses,
            key=key,
            date=date,
            units=units,
            explain=explain,
            settle=settle,
            budget=budget,
            approved=approved,
            engine=engine,
            lists=lists,
            progress=progress,
            lang=lang,
        )

    def batch_file(
        self,
        table: str | Path,
        out: str | Path,
        *,
        errors: str | Path | None = None,
        sheet: str = "",
        clauses: Sequence[str] = (),
        key: str = "",
        date: date | str | None = None,
        units: Mapping[str, str] | None = None,
        explain: bool = False,
        settle: bool = False,
        budget: object = None,
        approved: Mapping[str, Mapping[str, object]] | str | Path | None = None,
        engine: EngineName = "auto",
        master: str | None = None,
        spark_by: SparkWay | None = None,
        lists: Mapping[str, str | Path] | None = None,
        resume: bool = False,
        progress: Progress | None = None,
        lang: Language = "zh",
    ) -> BatchFile:
        """The clauses in each row of a file (.xlsx, .csv, .parquet), into a file, in bounded memory: what ``tiaowen batch`` does, in
        one call.  ``errors`` is the file of what is wrong with rows, ``lists`` are the files of lists by fact, ``approved`` is
        a register or a file that has one.  ``engine="spark"`` works on the session that runs already, else on the cluster
        ``master``, else on this machine's cores; ``spark_by`` is what works clauses out there: auto, kernel or sql.  The files are written whole or not at all.  Raises ``TableError`` and
        ``FactError`` as ``batch`` does, and ``OutputError`` where a file cannot be written."""
        from .batch.to_file import batch_file

        given = {name: str(file) for name, file in (lists or {}).items()}
        return batch_file(
            self,
            str(table),
            str(out),
            errors=None if errors is None else str(errors),
            sheet=sheet,
            lists=given,
            resume=resume,
            progress=progress,
            approved=approved,
            clauses=clauses,
            key=key,
            date=date,
            units=units or {},
            explain=explain,
            settle=settle or approved is not None,
            budget=budget,
            engine=engine,
            master=master,
            spark_by=spark_by,
            lang=lang,
        )

    def notice(
        self,
        results: Results,
        *,
        applications: Any = None,
        faults: Iterable[RowFault] | None = None,
        key: str = "",
        name: str = "",
        date: date | str | None = None,
        units: Mapping[str, str] | None = None,
        lists: Mapping[str, Any] | None = None,
        approved: Mapping[str, Mapping[str, object]] | None = None,
        mask: bool = False,
        lang: Language = "zh",
    ) -> Notice:
        """What is to be published and told of results of ``batch`` (or a table of them): see notices/made.py.  With the
        ``applications`` every amount is worked out anew, compared and explained.  Raises ``NoticeError``."""
        from .notices.made import notice_of

        def anew(clauses: Sequence[str], settle: bool) -> BatchResult:
            return self.batch(
                applications,
                clauses=clauses,
                key=key,
                date=date,
                units=units,
                explain=True,
                settle=settle,
                approved=approved,
                lists=lists,
                lang=lang,
            )

        recompute = None if applications is None else anew
        return notice_of(self, results, recompute=recompute, faults=faults, key=key, name=name, mask=mask)

    def audit(
        self,
        applications: Any,
        paid: Any,
        *,
        others: Sequence[tuple[Policy, Any]] = (),
        key: str = "",
        date: date | str | None = None,
        units: Mapping[str, str] | None = None,
        lists: Mapping[str, Any] | None = None,
        tolerance: object = None,
        progress: Progress | None = None,
        lang: Language = "zh",
    ) -> AuditResult:
        """Every payment of a table recomputed from a table of applications, and what differs set apart: see docs/audit.md.
        Needs the extra ``batch``.  Raises ``TableError`` where a table cannot be used, ``FactError`` for the options."""
        from .audit.whole import audit

        return audit(
            self,
            applications,
            paid,
            others=others,
            key=key,
            date=date,
            units=units,
            lists=lists,
            tolerance=tolerance,
            progress=progress,
            lang=lang,
        )

    def population(
        self, size: int, *, seed: int = 1, clauses: Sequence[str] = (), distributions: str = ""
    ) -> Population:
        """Applicants that are made up, the same for the same seed, and plainly so: see docs/simulation.md.  ``distributions``
        is TOML.  Needs the extra ``batch``.  Raises ``DistributionError`` with all that is wrong with the distributions, and
        ``FactError`` for a clause that there is not."""
        from .simulation.made_up import made_up

        return made_up(self, size, seed, clauses, distributions)

    def simulate(
        self,
        table: Any,
        *,
        against: Loaded | None = None,
        budget: object = None,
        vary: Sequence[tuple[str, str]] = (),
        date: date | str | None = None,
        key: str = "",
        clauses: Sequence[str] = (),
        units: Mapping[str, str] | None = None,
        lists: Mapping[str, Any] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Simulation:
        """What the policy costs over the applicants of a table of Arrow (or a reader of one), and who gets it; beside another
        policy, with a budget (a sum, or pots) shared out, and with numbers varied, each as ("5.2 20万元", "10万元..50万元").  Needs the extra ``batch``.  Raises ``VaryError`` where a number
        cannot be varied so or nobody claims anything, ``TableError`` and ``FactError`` as ``batch`` does."""
        from .simulation.made_up import simulated
        from .simulation.paying import How
        from .tables.memory import in_memory

        how = How(on=date, key=key, clauses=tuple(dict.fromkeys(clauses)), units=units or {}, lists=lists or {})
        return simulated(self, in_memory(table), reworded, against, budget, vary, how, progress)


def read_policy(path: str | Path, encoding: str = "utf-8") -> tuple[list[Source], Source | None]:
    """The sources of a policy: a file, or the *.policy and *.txt files of a directory in the order of their names
    (the official text apart).  Raises ``SourceError``."""
    place = Path(path)
    # os.path.isdir is False for what cannot be looked at, where Path.is_dir raises.
    if not os.path.isdir(place):  # noqa: PTH112
        return [read_source(place, encoding)], None
    try:
        names = policy_files(place)
    except OSError as error:
        raise SourceError(EmptyDirectory(path=str(place))) from error
    files = [name for name in names if name.name != OFFICIAL_TEXT]
    if not files:
        raise SourceError(EmptyDirectory(path=str(place)))
    if len(files) > MAX_FILES or sum(map(_size, names)) > MAX_BYTES:
        raise SourceError(FileTooLarge(path=str(place), limit_mb=MAX_BYTES // 2**20, limit_files=MAX_FILES))
    official = next((name for name in names if name.name == OFFICIAL_TEXT), None)
    return [read_source(name, encoding) for name in files], read_source(official, encoding) if official else None


def policy_files(folder: Path) -> list[Path]:
    """The files that a policy in a folder is made of, the official text too.  Raises ``OSError``."""
    return sorted(path for path in folder.iterdir() if path.suffix in (".policy", ".txt") and path.is_file())


def _size(path: Path) -> int:
    """How many bytes a file has; none of one that has vanished, which reading it tells."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def compile_sources(sources: Sequence[Source], official: Source | None = None) -> tuple[Loaded, Report]:
    """The passes: document, terms, rules, checks; then what 【容许】 allows."""
    policy, report = _passes(sources, official)
    return policy, set_apart([policy.document], report)


def compile_sound(sources: Sequence[Source], official: Source | None = None) -> tuple[Loaded, Report]:
    """The same for those who only ask whether there are errors: of a policy without any, nothing else is looked for."""
    policy, report = _passes(sources, official, Passes(checks=_refusing_checks))
    left = set_apart([policy.document], report)
    return compile_sources(sources, official) if left.has_errors else (policy, left)


def compile_together(inputs: Sequence[tuple[Sequence[Source], Source | None]]) -> tuple[list[Loaded], Report]:
    """Several policies, and everything that is found: in each, and between each two of them."""
    made = [_passes(*each) for each in inputs]
    policies = [policy for policy, _ in made]
    report = Report(diagnostic for _, found in made for diagnostic in found.diagnostics)
    report.extend(across(policies))
    return policies, set_apart([policy.document for policy in policies], report)


def _passes(sources: Sequence[Source], official: Source | None, by: Passes | None = None) -> tuple[Loaded, Report]:
    report = Report()
    document = read_document(sources, report)
    return passes(document, official, report, by or Passes()), report


def _leaving(clause: Clause, left: tuple[NotComputed, ...]) -> Clause:
    return replace(clause, not_computed=left)


def _all_checks(policy: Loaded) -> Iterable[Diagnostic]:
    return (found for check in CHECKS for found in check(policy))


def _refusing_checks(policy: Loaded) -> Iterable[Diagnostic]:
    return (found for check in REFUSING for found in check(policy))


@dataclass(frozen=True, slots=True, kw_only=True)
class Passes:
    """Who reads the blocks, each a function of what it is given: an editor has others in their place, which remember."""

    terms: Callable[[Block, Reader, Report], Terms] = resolve_terms
    lent: Callable[[Block], Lent] = lent_by
    rule: Callable[[Given], Resolved] = resolve_rule
    goals: Callable[[Block, Document, Terms, Report], Iterable[Goal]] = goals_of
    not_computed: Callable[[Block, Document, Terms, Report], Iterable[NotComputed]] = not_computed_of
    leaving: Callable[[Clause, tuple[NotComputed, ...]], Clause] = _leaving
    checks: Callable[[Loaded], Iterable[Diagnostic]] = _all_checks


def passes(document: Document, official: Source | None, report: Report, by: Passes) -> Loaded:
    """From a document, of which the report has what is wrong with it, to a policy with all that is found."""
    terms = _terms(document, report, by)
    lent = tuple(by.lent(block) for block in document.blocks if block.kind == "定义")
    read = with_sound_feeds(_rules(document, terms, lent, report, by), report)
    goals = resolve_goals(document, terms, report, by.goals)
    not_computed = resolve_not_computed(document, terms, report, by.not_computed)
    clauses = {name: _touched(each.clause, each.block, not_computed, by) for name, each in read.items() if each.clause}
    policy = Loaded(document, clauses, terms, official, goals, not_computed, read, lent)
    report.extend(by.checks(policy))
    return policy


def load(path: str | Path, encoding: str = "utf-8") -> Loaded:
    """Read and compile a policy.  Raises ``PolicyError`` (with ``.diagnostics``) where it cannot be read or has
    errors."""
    try:
        sources, official = read_policy(path, encoding)
    except SourceError as error:
        raise PolicyError((error.diagnostic,)) from error
    policy, report = compile_sound(sources, official)
    if report.has_errors:
        raise PolicyError(report.diagnostics)
    return policy


def _touched(clause: Clause, block: Block, not_computed: Sequence[NotComputed], by: Passes) -> Clause:
    """The clause with what its own article leaves uncomputed, which every result of it tells."""
    theirs = [left for left in not_computed if left.place.article and left.place.article is block.article]
    return by.leaving(clause, tuple(theirs)) if theirs else clause


def _terms(document: Document, report: Report, by: Passes) -> dict[str, Terms]:
    """The terms by the name of the file they govern; under "" those that govern every file."""
    blocks = [block for block in document.blocks if block.kind == "政策"]
    reader = Reader(Vocabulary())
    found: dict[str, Terms] = {}
    for block in blocks:
        name = block.source.name if len({b.source.name for b in blocks}) > 1 or len(document.sources) == 1 else ""
        if name in found:
            report.add(DuplicateClause(span=block.head_span, clause="【政策】"))
            continue
        found[name] = by.terms(block, reader, report)
    return found


def reworded(policy: Policy, clause_id: str, sources: Sequence[Source]) -> tuple[Policy, tuple[Diagnostic, ...]]:
    """The policy with one rule as other sources have it, and what is wrong with that rule; all else is as it was, and no check
    compares it with the document."""
    report = Report()
    read = _rules(read_document(sources, Report()), policy.terms, policy.lent, report, Passes(), only=clause_id)
    made = read.get(clause_id)
    if made is None or made.clause is None or report.has_errors:
        return policy, report.errors
    clauses = {**policy.clauses, clause_id: made.clause}
    return replace(policy, clauses=clauses, read={**policy.read, **read}), ()


def _rules(
    document: Document, terms: Mapping[str, Terms], lent: Sequence[Lent], report: Report, by: Passes, *, only: str = ""
) -> dict[str, Resolved]:
    """Every rule (or one ``only``), by its id, with faults or without."""
    rules = [block for block in document.blocks if block.kind == "规则"]
    blocks = {block.head: block for block in rules}
    rules = [block for block in rules if block.head == only] if only else rules
    unpaired = [found.span for found in report.of(UnbalancedQuotation) if found.span]
    found: dict[str, Resolved] = {}
    rewrites = MAX_REWRITES
    for block in rules:
        if len(block.head.split()) != 1:
            report.add(NoClauseNumber(span=block.head_span, number=block.head))
            continue
        if block.head in found:
            first = found[block.head].block.head_span
            report.add(DuplicateClause(span=block.head_span, clause=block.head, first=first))
            continue
        name = block.source.name
        theirs = tuple(each for each in lent if name not in terms or each.block.source.name == name)
        found[block.head] = by.rule(
            Given(
                block=block,
                terms=terms.get(name) or terms.get("") or NO_TERMS,
                lent=theirs,
                fed_by=feeding(block, theirs, blocks),
                is_unpaired=any(map(block.holds, unpaired)),
                rewrites=max(0, min(MAX_REWRITES_OF_A_RULE, rewrites)),
            )
        )
        rewrites -= sum(isinstance(each, _OF_SENTENCES) for each in found[block.head].diagnostics)
        report.extend(found[block.head].diagnostics)
    return found
