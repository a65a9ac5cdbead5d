"""What is told of a comparison, article by article, in words: nothing yet of how it is laid out.

In: a comparison of two policies.  Out: a ``Row`` for each article of which something changed, its words or what its rules give; the rules
that stand in no article come last.  Each rule has its verdict, how it was come to, and applicants who show it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ..report.diagnostic import Language, Text

if TYPE_CHECKING:
    from . import Comparison
    from .clauses import ClauseChange
    from .example import Example
    from .meaning import Meaning
    from .texts import ArticleChange

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
# What an applicant shows, by the names that ``Meaning`` has for them.
Shows = Literal["up", "down", "shifted", "accepted", "refused"]
_SHOWS: tuple[Shows, ...] = ("up", "down", "shifted", "accepted", "refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """``name`` is 规则 7.1（原 7.2）, ``examples`` what each shows and the applicant as a 算例 is written."""

    change: ClauseChange
    name: str
    verdict: str
    examples: tuple[tuple[Shows, str], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """``article`` is None for rules outside articles; ``said`` is what became of its words, empty there."""

    article: ArticleChange | None
    said: str
    rules: tuple[Rule, ...]


def rows(made: Comparison, lang: Language) -> Iterator[Row]:
    placed: set[int] = set()
    for article in made.articles:
        found = [change for change in made.clauses if id(change) not in placed and _stands_in(change, article)]
        placed |= {id(change) for change in found}
        rules = tuple(rule_of(change, lang) for change in found if change.is_changed)
        if article.status == "same" and not rules and not article.is_renumbered:
            continue
        yield Row(article=article, said=_said(article, lang), rules=rules)
    loose = [change for change in made.clauses if id(change) not in placed and change.is_changed]
    if loose:
        yield Row(article=None, said="", rules=tuple(rule_of(change, lang) for change in loose))


def rule_of(change: ClauseChange, lang: Language) -> Rule:
    found = change.meaning
    examples = ((each, getattr(found, each)) for each in _SHOWS) if found else ()
    return Rule(
        change=change,
        name=_name(change, lang),
        verdict=_verdict(change, lang),
        examples=tuple((each, _sentence(example, lang)) for each, example in examples if example is not None),
        notes=tuple(_notes(change, lang)),
    )


def counts_of_rules(made: Comparison, lang: Language) -> str:
    return _counted(_VERDICTS, [change.verdict for change in made.clauses], lang)


def counts_of_articles(made: Comparison, lang: Language) -> str:
    return _counted(_STATUSES, [change.status for change in made.articles if not change.outside], lang)


def unchanged(made: Comparison) -> tuple[int, int]:
    """How many rules that are not told of are as they were, and how many have only another period, as all the policy has."""
    left = [change.verdict for change in made.clauses if not change.is_changed]
    return left.count("equal"), left.count("other period")


def _counted(words: Mapping[str, Text], found: Sequence[str], lang: Language) -> str:
    """How many there are of each."""
    counts = [(said.said(lang), found.count(one)) for one, said in words.items()]
    if lang == "zh":
        return "，".join(f"{said} {count} 条" for said, count in counts if count)
    return ", ".join(f"{said}: {count}" for said, count in counts if count)


def _said(article: ArticleChange, lang: Language) -> str:
    if article.status != "same":
        return _STATUSES[article.status].said(lang)
    if article.is_renumbered:
        return Text("条文不变，编号改了", "words unchanged, renumbered").said(lang)
    return Text("条文不变", "words unchanged").said(lang)


def _stands_in(change: ClauseChange, article: ArticleChange) -> bool:
    if article.outside:
        return False
    if change.new is not None:
        return change.new_article is not None and change.new_article is article.new_article
    return change.old_article is not None and change.old_article is article.old_article


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
