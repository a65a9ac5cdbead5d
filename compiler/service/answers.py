"""What is worked out for those who ask: results, settlements, shares of a budget, checks of a draft, as data.

In: an offer, and what was given, read from JSON with its numbers as they are written (``read_json``).  Out: mappings for JSON,
in the shapes of ``calc --json``, ``settle --json``, ``allocate --json``, ``check --format json``.  Wrong facts raise
``FactError``; ``faults_data`` says them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from tiaowen.runtime.errors import FactError, Fault

from ..accounts.outline import read_line
from ..answers.allocation import allocate as allocate_pots
from ..answers.allocation import allocation_in
from ..answers.claims import CLAIM_DATE
from ..answers.settlement import settlement_in
from ..document.document import answering, read_document
from ..intake.claims import applicants_taken, claim_taken, claims_taken, day_taken
from ..pipeline import compile_sources
from ..report.diagnostic import Report
from ..report.published import faults_data as faults_data
from ..report.published import said
from ..report.render import as_data
from ..text.source import Source, Span

if TYPE_CHECKING:
    from ..model.policy import Policy
    from ..report.diagnostic import Language
    from ..report.render import Json
    from .offer import Offer


def calculate(offer: Offer, clause_id: str, given: Mapping[str, object], lang: Language = "zh") -> dict[str, Any]:
    """The result of one clause for its facts, the date of the claim (申报日期) among them.  Raises ``FactError``."""
    facts = dict(given)
    on = day_taken(facts.pop(CLAIM_DATE, None))
    taken = claim_taken(offer.policy, clause_id, facts)
    module: Any = offer.module(lang)
    found: dict[str, Any] = _own_faults(module, lambda: module.calc(clause_id, taken.facts, on).to_dict())
    return taken.noted(said("result", found))


def explain(offer: Offer, clause_id: str, given: Mapping[str, object], lang: Language = "zh") -> dict[str, Any]:
    """The explanation alone: the rule, the words it rests on, who answers for it, each step, the result."""
    found = calculate(offer, clause_id, given, lang)
    rule, cited, *steps = found["trace"]
    read = offer.policy.read.get(clause_id)
    offices = answering(read.block).said_in(lang) if read else ""
    said = ("policy", "policy_hash", "compiler", "clause", "notes")
    return {
        **{name: found[name] for name in said if name in found},
        "lines": [rule, cited, *([offices] if offices else []), *steps],
    }


def settle(offer: Offer, given: Mapping[str, object], lang: Language = "zh") -> dict[str, Any]:
    """What is paid of the claims of one enterprise: {"claims": …, "同一事项": …, "申报日期": …}.  Raises ``FactError``."""
    claims, same_matter, on = settlement_in(given)
    module: Any = offer.module(lang)
    taken = claims_taken(offer.policy, claims)
    found: dict[str, Any] = _own_faults(
        module, lambda: module.settle(taken.facts, same_matter, day_taken(on)).to_dict()
    )
    return taken.noted(found)


def allocate(offer: Offer, given: Mapping[str, object], lang: Language = "zh") -> dict[str, Any]:
    """A budget shared out: {"申报": …, "预算": …, "得分": …, "申报日期": …, "同一事项": …, "核定金额": …}.  Raises
    ``FactError``."""
    asked = allocation_in(given)
    taken = applicants_taken(offer.policy, asked.claims)
    theirs = (asked.budget, asked.scores, day_taken(asked.date), asked.same_matter, asked.approved)
    if isinstance(asked.budget, dict):
        # Only the policy itself knows what its pots are for.
        return taken.noted(allocate_pots(offer.policy, taken.facts, *theirs).to_dict(lang))  # type: ignore[arg-type]
    module: Any = offer.module(lang)
    found: dict[str, Any] = _own_faults(module, lambda: module.allocate(taken.facts, *theirs).to_dict())
    return taken.noted(found)


def _own_faults(module: Any, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What is worked out; the faults of a compiled module become those of this runtime."""
    try:
        return work()
    except module.FactError as error:
        faults = [Fault(each.code, each.fact, each.message, each.message_en) for each in error.faults]
        raise FactError(faults) from None


def check_draft(text: str, lang: Language = "zh", name: str = "草稿.policy") -> dict[str, Json]:
    """What is wrong with the text of a policy, its worked cases run too; ``passed`` where there is no error, ``read`` what
    was recognised of it."""
    policy, report = compile_sources([Source.of(name, text)])
    return {
        "passed": not report.has_errors,
        "read": read_line(policy, lang),
        "diagnostics": as_data(report.diagnostics, lang, report.allowed),
    }


def check_rule(policy: Policy, text: str, lang: Language = "zh", name: str = "草稿.policy") -> dict[str, Json]:
    """The same of rules that are to come into a policy, in the place of those of the same id; what is wrong elsewhere in
    the policy is not told."""
    draft = Source.of(name, text)
    heads = {block.head for block in read_document([draft], Report()).blocks if block.kind == "规则"}
    replaced = [block.span for block in policy.document.blocks if block.kind == "规则" and block.head in heads]
    others = [_without(source, replaced) for source in policy.document.sources]
    made, report = compile_sources([*others, draft], policy.official)
    found = [each for each in report.diagnostics if each.span is not None and each.span.source.name == name]
    allowed = [each for each in report.allowed if each[0].span is not None and each[0].span.source.name == name]
    return {
        "passed": not any(each.severity == "error" for each in found),
        "read": read_line(made, lang),
        "diagnostics": as_data(found, lang, allowed),
    }


def _without(source: Source, spans: Iterable[Span]) -> Source:
    """A source without some places."""
    text = source.text
    for span in sorted(spans, key=lambda span: -span.start):
        if span.source is source:
            text = text[: span.start] + text[span.end :]
    return Source.of(source.name, text)
