"""What can be searched for, as plain data for the script beside it.

In: a plan and the pages.  Out: the text of assets/search.js: the entries (kind, title, where it is, address, text), then
the script.  INVARIANT: no text of the policy has a "<" in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources

from ...answers.goals import target_said
from ...report.diagnostic import Language
from ...text.pasted import unjoined
from ..content import Rule
from ..words import WORDS
from .awards import award_of
from .html import fragment, visible
from .plan import GOALS, INDEX, Plan
from .words import WORDS_OF_SITE

Entry = tuple[str, str, str, str, str]
_SAID = ("search: found", "search: none", "search: more", "search: nearly")


def search_script(plan: Plan, lang: Language) -> str:
    entries = ",\n".join(_data([*map(visible, entry)]) for entry in _entries(plan, lang))
    words = {key.partition(": ")[2]: WORDS_OF_SITE[key].said(lang) for key in _SAID}
    words |= {kind: {**WORDS, **WORDS_OF_SITE}[kind].said(lang) for kind in ("article", "rule", "fact", "goal")}
    script = resources.files("tiaowen.compiler").joinpath("guide", "site", "search.js").read_text("utf-8")
    return f"window.tiaowenSearch = {{\nwords: {_data(words)},\nentries: [\n{entries}\n]}};\n\n{script}"


def _data(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text.encode("utf-8", "replace").decode()


def _entries(plan: Plan, lang: Language) -> Iterator[Entry]:
    content = plan.content
    for at, text in enumerate(content.preamble, 1):
        yield "article", content.policy.title, "", f"{INDEX}#text-{at}", text
    for branch in plan.branches:
        for at, text in enumerate(branch.page.paragraphs, 1):
            if branch.file:
                yield "article", branch.page.title, "", f"{branch.file}#text-{at}", text
        for rule, file in branch.rules:
            yield from _of_rule(rule, file, branch.page.title, lang)
        for leaf in branch.leaves:
            where = branch.page.title if branch.file else ""
            for at, text in enumerate(leaf.article.paragraphs, 1):
                yield "article", leaf.title, where, f"{leaf.file}#text-{at}", unjoined(text)
    for at, goal in enumerate(content.policy.goals, 1):
        yield "goal", goal.name, "、".join(goal.departments), f"{GOALS}#goal-{at}", target_said(goal, lang)


def _of_rule(rule: Rule, file: str, where: str, lang: Language) -> Iterator[Entry]:
    clause = rule.clause
    said = "；".join([award_of(rule, lang).words, *(condition.text for condition in rule.conditions)])
    yield "rule", f"{clause.id} {clause.title}", where, f"{file}#{fragment(f'rule-{clause.id}')}", said.strip("；")
    for at, (name, kind, *_) in enumerate(rule.facts, 1):
        place = f"{file}#{fragment(f'fact-{clause.id}-{at}')}"
        yield "fact", name, f"{clause.id} {clause.title}", place, kind
