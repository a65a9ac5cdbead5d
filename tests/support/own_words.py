"""The words of a policy that stay as they are in any language, and what is left of a text without them."""

import re
from collections.abc import Iterable, Iterator

from tiaowen.compiler.model.clause import Clause
from tiaowen.compiler.model.expr import EXPRESSIONS, Definition, DefinitionRef, Mechanism, TextLiteral
from tiaowen.compiler.model.policy import Policy
from tiaowen.runtime.facts import FactType

# Measure words that have no exact English.
MEASURE_WORDS = (
    "家 项 个 件 台 套 笔 条 批 箱 篇 份 届 种 所 座 处 栋 级 位 张 本 部 集 期 例 节 根 支 只 组 对 幅 块 片"
)
_MEASURED = re.compile(
    f"(?:(?<=[0-9] )|(?<=per )|(?<=every )|(?<=full ))({'|'.join(MEASURE_WORDS.split())})(?![㐀-鿿])"
)
_CHINESE = re.compile("[⺀-⿿　-〿㐀-鿿豈-﫿＀-￯]+")


def chinese_of_ours(line: str, own: Iterable[str]) -> list[str]:
    """The Chinese of a line that is neither the policy's own nor a measure word behind a number."""
    for word in sorted(set(own), key=len, reverse=True):
        line = line.replace(word, "") if word else line
    return _CHINESE.findall(_MEASURED.sub("", line))


def own_words(policy: Policy, clause: Clause) -> set[str]:
    """Names of facts, fields and definitions, options, titles, quotations, who gets the parts, texts that are compared."""
    found = {clause.title, clause.citation.text, clause.id, *policy_words(policy)}
    for of in clause.asked:
        found |= set(_of_fact(of))
    found |= {made.name for made in clause.definitions}
    if clause.series is not None and getattr(clause.series, "named", False):
        found |= set(clause.labels)
    for left in clause.not_computed:
        found |= {left.citation.text, left.note}
    roots = [made.condition for made in (*clause.conditions, *clause.checks)] + list(clause.amounts)
    found |= {node.text for node in _through(roots) if isinstance(node, TextLiteral)}
    return found


def guide_words(policy: Policy) -> set[str]:
    """Everything of a policy and its rules that a guide shows as it is written."""
    document = policy.document
    found = {paragraph.text for paragraph in (*document.paragraphs, *document.preamble, *document.closing)}
    found |= set(document.subtitles)
    for clause in policy.clauses.values():
        found |= own_words(policy, clause) | {*clause.readings, *clause.notes, clause.qualifies_for}
        found |= {text for case in clause.cases for text in given_texts(dict(case.facts))}
    found |= {text for article in document.articles for text in (article.label, article.heading)}
    found |= {text for chapter in document.chapters for text in (chapter.label, chapter.heading)}
    for departments in [part.departments for part in document.articles] + [c.departments for c in document.chapters]:
        found |= {departments.deadline, *departments.named}
    for goal in policy.goals:
        found |= {goal.name, goal.citation.text, goal.answering.deadline, *goal.answering.named}
    found |= {text for left in policy.not_computed for text in (left.citation.text, left.note)}
    return found | {terms.precedence for terms in policy.terms.values()}


def policy_words(policy: Policy) -> set[str]:
    """What the policy itself is called, and the units that it declares."""
    return {policy.title, *(unit for terms in policy.terms.values() for unit in terms.units)}


def given_texts(value: object) -> Iterator[str]:
    """Texts among the facts of a case that have something Chinese in them."""
    if isinstance(value, str):
        yield from (value,) if _CHINESE.search(value) else ()
    elif isinstance(value, dict):
        for part in value.values():
            yield from given_texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from given_texts(part)


def _of_fact(of: FactType) -> Iterator[str]:
    yield from (of.name, *of.options)
    for part in (*of.fields, *((of.item,) if of.item else ())):
        yield from _of_fact(part)


def _through(roots: Iterable[object]) -> Iterator[object]:
    waiting, seen = list(roots), set[Definition]()
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, DefinitionRef):
            if node.definition not in seen:
                seen.add(node.definition)
                waiting.append(node.definition.body)
        elif isinstance(node, Mechanism):
            waiting += [operand for operand, _ in node.operands()]
        elif isinstance(node, EXPRESSIONS):
            for name in node.__dataclass_fields__:
                value = getattr(node, name)
                waiting += value if isinstance(value, tuple) else [value]
