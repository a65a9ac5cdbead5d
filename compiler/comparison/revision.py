"""修订对照表: what a revision changes, for those who decide on it and those who apply.

In: a comparison of two policies.  Out: Markdown: what is declared for the whole policy, a table of the articles that
changed with what each change means and an example, then every changed rule in detail.  Words that went are struck out
(<del>), words that came are underlined (<ins>); every text of a policy is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from ..guide.markdown import escape, render_template
from ..report.diagnostic import Language, Text
from .told import Row, Rule, counts_of_articles, counts_of_rules, rows, rule_of, unchanged

if TYPE_CHECKING:
    from . import Comparison
    from .clauses import Difference
    from .texts import ArticleChange, Run


def revision(made: Comparison, lang: Language = "zh") -> str:
    """The 修订对照表 as Markdown."""
    equal, moved = unchanged(made)
    return render_template(
        "revision.md.j2",
        {
            "say": lambda zh, en: Markup(zh if lang == "zh" else en),
            "old": made.old,
            "new": made.new,
            "agreements": [_difference(one, lang) for one in made.agreements],
            "rows": [_row(row, lang) for row in rows(made, lang)],
            "articles": counts_of_articles(made, lang),
            "counts": counts_of_rules(made, lang),
            "rules": [_rule(rule_of(change, lang), lang) for change in made.clauses if change.is_changed],
            "equal": equal,
            "moved": moved,
        },
    )


# ── the table ──


@dataclass(frozen=True, slots=True)
class _Row:
    """An article: the old and the new words, what became of it and of its rules, and an example."""

    old: Markup
    new: Markup
    change: Markup
    example: Markup


_BREAK = Markup("<br>")


def _row(row: Row, lang: Language) -> _Row:
    colon = "：" if lang == "zh" else ": "
    old, new = Markup(""), _text(Text("（条以外的规则）", "(rules outside articles)").said(lang))
    if (article := row.article) is not None:
        old = _cell(article.old, article, "-") if article.status != "added" else Markup("")
        new = _cell(article.new, article, "+") if article.status != "removed" else Markup("")
    said = [row.said] if row.said else []
    return _Row(
        old=old,
        new=new,
        change=_BREAK.join(
            _text(each) for each in (*said, *(f"{rule.name}{colon}{rule.verdict}" for rule in row.rules))
        ),
        example=_BREAK.join(
            _text(f"{rule.name}{colon}{example}") for rule in row.rules for _, example in rule.examples
        ),
    )


def _cell(label: str, article: ArticleChange, side: str) -> Markup:
    """The paragraphs that changed, as they are on one side, with the number and heading in front."""
    name = article.outside or label
    paragraphs = [_marked(made.runs, side) for made in article.paragraphs if (made.old if side == "-" else made.new)]
    heading = article.new_heading if side == "+" else article.old_heading
    if paragraphs and any(heading in (made.new if side == "+" else made.old) for made in article.paragraphs):
        heading = ""
    first = Markup("{}{}").format(_text(f"【{name}】" if article.outside else name), _text(heading))
    return _BREAK.join([first, *paragraphs])


def _marked(runs: Sequence[Run], side: str) -> Markup:
    """The words of one side: those that stayed, sentences without a change left out of a long text, and the others
    marked; where there is no other side, nothing is marked."""
    if len(runs) == 1:
        return _text(runs[0].text)
    tag = "del" if side == "-" else "ins"
    long = sum(len(run.text) for run in runs) > _LONG
    parts = []
    for at, run in enumerate(runs):
        if run.kind == "=":
            parts.append(_text(_abridged(run.text, at > 0, at < len(runs) - 1) if long else run.text))
        elif run.kind == side:
            parts.append(Markup(f"<{tag}>{{}}</{tag}>").format(_text(run.text)))
    return Markup("").join(parts)


# A text longer than this is shown without the sentences that did not change.
_LONG = 150
_SENTENCE = re.compile("[^。；]*[。；]?")


def _abridged(text: str, is_behind: bool, is_before: bool) -> str:
    """What stayed, down to the rest of the sentence behind one change and the beginning of that before the next."""
    sentences = _SENTENCE.findall(text)[:-1]
    head = sentences[0] if is_behind and sentences else ""
    tail = sentences[-1] if is_before and sentences and not sentences[-1].endswith(("。", "；")) else ""
    left = len(sentences) - bool(head) - bool(tail)
    if left < 1 or (len(sentences) == 1 and head and tail):
        return text
    return f"{head}……{tail}"


def _text(text: str) -> Markup:
    return Markup(escape(text))


# ── rules ──


@dataclass(frozen=True, slots=True)
class _Rule:
    title: str
    verdict: str
    examples: tuple[str, ...]
    notes: tuple[str, ...]
    differences: tuple[tuple[str, Markup, Markup], ...]


def _rule(rule: Rule, lang: Language) -> _Rule:
    return _Rule(
        title=f"{rule.name}　{rule.change.shown.title}",
        verdict=rule.verdict,
        examples=tuple(example for _, example in rule.examples),
        notes=rule.notes,
        differences=tuple(_difference(one, lang) for one in rule.change.differences),
    )


def _difference(one: Difference, lang: Language) -> tuple[str, Markup, Markup]:
    if one.old and one.new:
        return one.what.said(lang), _marked(one.runs, "-"), _marked(one.runs, "+")
    nothing = Text("（无）", "(none)").said(lang)
    return one.what.said(lang), _text(one.old or nothing), _text(one.new or nothing)
