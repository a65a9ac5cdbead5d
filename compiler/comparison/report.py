"""A comparison as JSON: the names are stable, words and results are text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .clauses import VERDICTS, ClauseChange, Difference
from .example import Example
from .texts import ArticleChange

if TYPE_CHECKING:
    from ..model.clause import Clause
    from ..model.policy import Policy
    from ..report.diagnostic import Language
    from ..report.render import Json
    from . import Comparison


def comparison_json(made: Comparison, lang: Language) -> dict[str, Json]:
    counts: dict[str, Json] = {
        verdict: sum(change.verdict == verdict for change in made.clauses) for verdict in VERDICTS
    }
    return {
        "old": _policy(made.old),
        "new": _policy(made.new),
        "agreements": _differences(made.agreements, lang),
        "articles": [_article(change) for change in made.articles],
        "clauses": [_clause(change, lang) for change in made.clauses],
        "counts": counts,
    }


def _policy(policy: Policy) -> Json:
    return {"title": policy.title, "policy_hash": policy.hash, "clauses": len(policy.clauses)}


def _article(change: ArticleChange) -> Json:
    return {
        "status": change.status,
        "old": change.old or None,
        "new": change.new or None,
        "heading": change.new_heading or change.old_heading,
        "outside": change.outside or None,
        "paragraphs": [
            {"old": made.old, "new": made.new, "words": [[run.kind, run.text] for run in made.runs]}
            for made in change.paragraphs
        ],
    }


def _clause(change: ClauseChange, lang: Language) -> Json:
    found = change.meaning
    return {
        "old": _named(change.old),
        "new": _named(change.new),
        "verdict": change.verdict,
        "by": found.by if found else None,
        "cases": found.cases if found else None,
        "reason": found.reason.said(lang) if found and found.reason else None,
        "not_proved": found.undecided.said(lang) if found and found.undecided else None,
        "more": _example(found.up, lang) if found else None,
        "less": _example(found.down, lang) if found else None,
        "shifted": _example(found.shifted, lang) if found else None,
        "accepted": _example(found.accepted, lang) if found else None,
        "refused": _example(found.refused, lang) if found else None,
        "facts_only_old": list(found.pair.only_old) if found and found.pair else [],
        "facts_only_new": list(found.pair.only_new) if found and found.pair else [],
        "facts_renamed": dict(found.pair.renamed) if found and found.pair else {},
        "differences": _differences(change.differences, lang),
    }


def _named(clause: Clause | None) -> Json:
    if clause is None:
        return None
    return {"clause": clause.id, "title": clause.title, "form": clause.form, "kind": clause.kind}


def _example(example: Example | None, lang: Language) -> Json:
    """``more`` is one who gets more money by the new rule, of 交纳 who pays more; ``less`` likewise; ``shifted`` one who gets
    as much by other payments; ``accepted`` and ``refused`` those whose facts only the new, or the old, rule accepts."""
    if example is None:
        return None
    return {"facts": dict(example.facts), "old": example.old.said(lang), "new": example.new.said(lang)}


def _differences(made: Sequence[Difference], lang: Language) -> list[Json]:
    return [{"what": one.what.said(lang), "old": one.old or None, "new": one.new or None} for one in made]
