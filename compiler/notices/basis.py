"""What a clause rests on, for people: the article, the name of the policy, the words quoted."""

from __future__ import annotations

from collections import Counter

from ..document.document import Article
from ..model.clause import Clause
from ..model.policy import Policy
from ..report.diagnostic import Language
from .words import say


def policy_said(policy: Policy, lang: Language) -> str:
    """《title》（文号）."""
    title, number = policy.title, policy.document.imprint.number
    if not title:
        return say(lang, "untitled")
    return say(lang, "policy and number", title=title, number=number) if number else say(lang, "policy", title=title)


def article_said(policy: Policy, clause: Clause, lang: Language) -> str:
    """第（五）条; with its chapter where the numbers begin anew in each; of a rule without an article its own number."""
    article = policy.article_of(clause)
    if article is None:
        return say(lang, "rule", id=clause.id)
    name = article.name.strip().rstrip("、.．。 ")
    said = name if article.style == "条" or article.annex else say(lang, "article", label=name)
    if _is_alone(policy, article) or article.chapter is None or article.annex:
        return said
    return f"{article.chapter.label.strip().rstrip('、.．')}、{said}"


def _is_alone(policy: Policy, article: Article) -> bool:
    counted = Counter(each.name for each in policy.document.articles)
    return counted[article.name] < 2


def quotation(policy: Policy, clause: Clause, lang: Language) -> str:
    """第（五）条（规则5.2）：“……”."""
    basis = article_said(policy, clause, lang)
    if policy.article_of(clause) is None:
        return say(lang, "quoted", said=clause.citation.text)
    return say(lang, "quoted from", basis=basis, id=clause.id, said=clause.citation.text)
