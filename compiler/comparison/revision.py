"""修订对照表: what a revision changes, for those who decide on it and those who apply.

In: a comparison of two policies.  Out: Markdown: what is declared for the whole policy, a table of the articles that
changed with what each change means and an example, then every changed rule in detail.  Words that went are struck out
(<del>), words that came are underlined (<ins>); every text of a policy is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from ..guide.markdown import escape, render_template
from ..report.diagnostic import Language, Text

if TYPE_CHECKING:
    from . import Comparison
    from .clauses import ClauseChange, Difference
    from .example import Example
    from .meaning import Meaning
    from .texts import ArticleChange, Run

_VERDICTS = {
    "equal": Text("不变", "equal"),
    "more generous": Text("更有利", "more generous"),
    "less generous": Text("更不利", "less generous"),
    "higher": Text("数额提高", "higher"),
    "lower": Text("数额降低", "lower"),
    "mixed": Text("有增有减", "mixed"),
    "other payments": Text("合计相同，各笔改了", "as much in sum, by other payments"),
    "other facts": Text("可填报的改了", "other facts are accepted"),
    "other heading": Text("名目改了", "another heading"),
    "other period": Text("只改有效期", "another period"),
    "no change found": Text("没有发现变化", "no change found"),
    "not comparable": Text("不能逐例比较", "not comparable"),
    "new": Text("新增", "new"),
    "gone": Text("删去", "gone"),
}
_STATUSES = {
    "same": Text("不变", "unchanged"),
    "changed": Text("修改", "changed"),
    "added": Text("新增", "added"),
    "removed": Text("删去", "removed"),
}


def revision(made: Comparison, lang: Language = "zh") -> str:
    """The 修订对照表 as Markdown."""
    shown = [change for change in made.clauses if change.is_changed]
    rows = list(_rows(made, lang))
    return render_template(
        "revision.md.j2",
        {
            "say": lambda zh, en: Markup(zh if lang == "zh" else en),
            "old": made.old,
            "new": made.new,
            "agreements": [_difference(one, lang) for one in made.agreements],
            "rows": rows,
            "articles": _counted(_STATUSES, [change.status for change in made.articles if not change.outside], lang),
            "counts": _counted(_VERDICTS, [change.verdict for change in made.clauses], lang),
            "rules": [_rule(change, lang) for change in shown],
            "equal": sum(change.verdict == "equal" for change in made.clauses if not change.is_changed),
            "moved": sum(change.verdict == "other period" for change in made.clauses if not change.is_changed),
        },
    )


def _counted(words: Mapping[str, Text], found: Sequence[str], lang: Language) -> str:
    """How many there are of each."""
    counts = [(said.said(lang), found.count(one)) for one, said in words.items()]
    if lang == "zh":
        return "，".join(f"{said} {count} 条" for said, count in counts if count)
    return ", ".join(f"{said}: {count}" for said, count in counts if count)


# ── the table ──


@dataclass(frozen=True, slots=True)
class _Row:
    """An article: the old and the new words, what became of it and of its rules, and an example."""

    old: Markup
    new: Markup
    change: Markup
    example: Markup


_BREAK = Markup("<br>")


def _rows(made: Comparison, lang: Language) -> Iterator[_Row]:
    placed: set[int] = set()
    for article in made.articles:
        rules = [change for change in made.clauses if id(change) not in placed and _stands_in(change, article)]
        placed |= {id(change) for change in rules}
        rules = [change for change in rules if change.is_changed]
        if article.status == "same" and not rules and not article.is_renumbered:
            continue
        said = _STATUSES[article.status].said(lang)
        if article.status == "same":
            words = Text("条文不变", "words unchanged")
            said = (Text("条文不变，编号改了", "words unchanged, renumbered") if article.is_renumbered else words).said(
                lang
            )
        yield _Row(
            old=_cell(article.old, article, "-") if article.status != "added" else Markup(""),
            new=_cell(article.new, article, "+") if article.status != "removed" else Markup(""),
            change=_BREAK.join([_text(said), *(_text(_summary(change, lang)) for change in rules)]),
            example=_named_examples(rules, lang),
        )
    loose = [change for change in made.clauses if id(change) not in placed and change.is_changed]
    if loose:
        yield _Row(
            old=Markup(""),
            new=_text(Text("（条以外的规则）", "(rules outside articles)").said(lang)),
            change=_BREAK.join(_text(_summary(change, lang)) for change in loose),
            example=_named_examples(loose, lang),
        )


def _stands_in(change: ClauseChange, article: ArticleChange) -> bool:
    if article.outside:
        return False
    if change.new is not None:
        return change.new_article is not None and change.new_article is article.new_article
    return change.old_article is not None and change.old_article is article.old_article


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


def _summary(change: ClauseChange, lang: Language) -> str:
    """规则 7.1（原 7.2）：更有利（经证明）."""
    return f"{_name(change, lang)}{'：' if lang == 'zh' else ': '}{_verdict(change, lang)}"


def _name(change: ClauseChange, lang: Language) -> str:
    number = change.shown.id
    if change.is_renumbered and change.old is not None:
        number += Text(f"（原 {change.old.id}）", f" (was {change.old.id})").said(lang)
    return Text(f"规则 {number}", f"clause {number}").said(lang)


def _verdict(change: ClauseChange, lang: Language) -> str:
    said = _VERDICTS[change.verdict].said(lang)
    how = _how(change.meaning, lang) if change.meaning else ""
    return said + (Text(f"（{how}）", f" ({how})").said(lang) if how else "")


def _how(found: Meaning, lang: Language) -> str:
    if found.by == "same rule":
        return Text("规则算法相同", "the same calculation").said(lang)
    if found.verdict in ("not comparable", "other facts", "other payments"):
        return ""
    if found.by == "proof":
        return Text("经证明", "proved").said(lang)
    if found.verdict == "mixed":
        return Text("各有一例为证", "an example shows each").said(lang)
    return Text(f"按{found.cases}个案例比较", f"by {found.cases} cases").said(lang)


def _examples(change: ClauseChange, lang: Language) -> Iterator[str]:
    found = change.meaning
    for example in found.examples if found else ():
        yield _sentence(example, lang)


def _named_examples(changes: Sequence[ClauseChange], lang: Language) -> Markup:
    return _BREAK.join(
        _text(f"{_name(change, lang)}{'：' if lang == 'zh' else ': '}{said}")
        for change in changes
        for said in _examples(change, lang)
    )


def _sentence(example: Example, lang: Language) -> str:
    """An example as a 算例 is written: 研发费用1000万元，非首次申报，其余为零，原得50万元，现得60万元."""
    facts = [_fact(name, value, lang) for name, value in example.facts if not _is_zero(value)]
    if len(facts) < len(example.facts):
        facts.append(Text("其余为零" if facts else "各项为零", "the rest zero").said(lang))
    results = (f"原{example.old.zh}", f"现{example.new.zh}")
    if lang == "zh":
        return "，".join([*facts, *results])
    return ", ".join([*facts, f"before: {example.old.en}", f"now: {example.new.en}"])


def _is_zero(value: str) -> bool:
    return value.startswith("0") and not value.startswith("0.")


def _fact(name: str, value: str, lang: Language) -> str:
    if value in ("是", "否"):
        return Text(f"{'' if value == '是' else '非'}{name}", f"{name} {'yes' if value == '是' else 'no'}").said(lang)
    return f"{name}{value}" if lang == "zh" else f"{name} {value}"


@dataclass(frozen=True, slots=True)
class _Rule:
    title: str
    verdict: str
    examples: tuple[str, ...]
    notes: tuple[str, ...]
    differences: tuple[tuple[str, Markup, Markup], ...]


def _rule(change: ClauseChange, lang: Language) -> _Rule:
    return _Rule(
        title=f"{_name(change, lang)}　{change.shown.title}",
        verdict=_verdict(change, lang),
        examples=tuple(_examples(change, lang)),
        notes=tuple(_notes(change, lang)),
        differences=tuple(_difference(one, lang) for one in change.differences),
    )


def _notes(change: ClauseChange, lang: Language) -> Iterator[str]:
    """How the two were compared, where that is not plain."""
    found = change.meaning
    if found is None:
        return
    if found.reason is not None:
        yield found.reason.said(lang)
    if found.by == "cases" and found.undecided is not None:
        why = found.undecided
        yield Text(
            f"没有得到证明（{why.zh}），结论只根据比较过的案例",
            f"not proved ({why.en}): the verdict rests on the cases that were tried",
        ).said(lang)
    if found.pair is None:
        return
    for was, now in found.pair.renamed.items():
        yield Text(f"填报「{was}」按改名为「{now}」比较", f"the fact {was} is taken to be {now} now").said(lang)
    if found.pair.only_old:
        names = "、".join(found.pair.only_old)
        yield Text(f"原来才填报的，按任意数比较：{names}", f"asked for before only, and so of any value: {names}").said(
            lang
        )
    if found.pair.only_new:
        names = "、".join(found.pair.only_new)
        yield Text(f"现在才填报的，按任意数比较：{names}", f"asked for now only, and so of any value: {names}").said(
            lang
        )
    old, new = change.old, change.new
    if old is not None and new is not None and (old.series or new.series):
        yield Text("分期、分配的，比较的是合计", "of instalments and shares the sums are compared").said(lang)


def _difference(one: Difference, lang: Language) -> tuple[str, Markup, Markup]:
    if one.old and one.new:
        return one.what.said(lang), _marked(one.runs, "-"), _marked(one.runs, "+")
    nothing = Text("（无）", "(none)").said(lang)
    return one.what.said(lang), _text(one.old or nothing), _text(one.new or nothing)
