"""What changed since another version of the policy: article by article, with what it means for those who apply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..made import Made, made_of
from .call import Call

if TYPE_CHECKING:
    from ...comparison import Comparison
    from ...comparison.clauses import Difference
    from ...comparison.texts import Run
    from ...comparison.told import Row, Rule
    from ...report.diagnostic import Language
    from ...report.render import Json
    from ...text.source import Span


def answer(made: Made, given: Mapping[str, Any], lang: Language) -> Json:
    """``old`` are the files of the version before.  ``rows`` are the articles of which something changed, each with its words, its rules and
    its ``place`` in the files at hand; ``faulty`` how many rules of either version have errors, and so are not compared; ``text`` is what
    ``diff`` prints."""
    from ...comparison import compare
    from ...comparison.revision import revision
    from ...comparison.told import counts_of_articles, counts_of_rules, rows, unchanged

    old = made_of(tuple((each["name"], each["text"]) for each in given["old"]))
    found = compare(old.policy, made.policy)
    equal, moved = unchanged(found)
    return {
        "titles": [found.old.title, found.new.title],
        "counts": [counts_of_articles(found, lang), counts_of_rules(found, lang)],
        "unchanged": [equal, moved],
        "faulty": [_faulty(each) for each in (old, made)],
        "agreements": _differences(found.agreements, lang),
        "rows": [_row(found, row, lang) for row in rows(found, lang)],
        "text": revision(found, lang),
    }


def _faulty(made: Made) -> int:
    rules = sum(block.kind == "规则" for block in made.policy.document.blocks)
    return rules - len(made.policy.clauses)


def _row(found: Comparison, row: Row, lang: Language) -> Json:
    rules: list[Json] = [_rule(rule, lang) for rule in row.rules]
    if (article := row.article) is None:
        return {
            "names": ["", ""],
            "outside": "",
            "status": "",
            "said": "",
            "paragraphs": [],
            "rules": rules,
            "place": None,
        }
    return {
        "names": [f"{article.old}{article.old_heading}", f"{article.new}{article.new_heading}"],
        "outside": article.outside,
        "status": article.status,
        "said": row.said,
        "paragraphs": [_words(paragraph.runs) for paragraph in article.paragraphs],
        "rules": rules,
        "place": _place(article.new_article.span) if article.new_article else None,
    }


def _rule(rule: Rule, lang: Language) -> Json:
    change = rule.change
    return {
        "name": f"{rule.name}　{change.shown.title}",
        "verdict": change.verdict,
        "said": rule.verdict,
        "examples": [{"shows": shows, "said": said} for shows, said in rule.examples],
        "notes": list(rule.notes),
        "differences": _differences(change.differences, lang),
        "clause": change.new.id if change.new else None,
    }


def _differences(made: Iterable[Difference], lang: Language) -> list[Json]:
    return [{"what": one.what.said(lang), "words": _words(one.runs)} for one in made]


def _words(runs: Sequence[Run]) -> Json:
    """Words that stayed (=), went (-) and came (+)."""
    return [[run.kind, run.text] for run in runs]


def _place(span: Span) -> Json:
    from ...text.source import position

    return {"file": span.source.name, "line": position(span.source, span.start).line}


COMPARE = Call("compare", answer)
