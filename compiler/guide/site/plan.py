"""Which page shows what, and what each is called: file names of numbers, so that they are the same for everyone.

In: the content of a policy.  Out: its ``Plan``.  chapters/2.html, articles/7.html, annexes/1.html, annexes/1-2.html; where
articles begin anew in each chapter, articles/2-7.html; where they do in each section, articles/2-1-7.html.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ...model.clause import Clause, Goal, NotComputed
from ...text.pasted import unjoined
from ..content import ArticleShown, Content, Page, Rule

INDEX, GOALS, LEFT, CLOSING, ENTERPRISE = (
    "index.html",
    "goals.html",
    "not-computed.html",
    "closing.html",
    "enterprise.html",
)

_OPENING = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """An article and its file; ``branch`` is the file of its chapter, where that has one."""

    file: str
    article: ArticleShown
    page: Page
    branch: str

    @property
    def title(self) -> str:
        return self.article.title if self.article.article.heading else f"{self.article.article.label}{self.opening}"

    @property
    def name(self) -> str:
        """Its heading with its number, in the annex that it is in."""
        return f"{self.article.article.name}{self.article.article.heading or self.opening}"

    @property
    def opening(self) -> str:
        """The first words of an article without a heading."""
        text = unjoined(self.article.paragraphs[0])[len(self.article.article.label) :].strip()
        return text if len(text) <= _OPENING else f"{text[:_OPENING]}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A chapter, an annex, or what is in neither; ``file`` is empty where it has nothing to show but its articles."""

    file: str
    page: Page
    leaves: tuple[Leaf, ...]

    @property
    def rules(self) -> Iterator[tuple[Rule, str]]:
        """Its rules, each with its file."""
        yield from ((rule, self.file) for rule in self.page.rules)
        yield from ((rule, leaf.file) for leaf in self.leaves for rule in leaf.article.rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``homes`` are the files of the rules by their ids, ``numbers`` those of goals and of what is not computed, by which they
    are called."""

    content: Content
    branches: tuple[Branch, ...]
    homes: dict[str, str]
    numbers: dict[int, int]

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        return tuple(leaf for branch in self.branches for leaf in branch.leaves)

    def place_of(self, of: Clause | Goal | NotComputed) -> tuple[str, str]:
        """The file and the id where something is told."""
        match of:
            case Clause():
                return self.homes.get(of.id, ""), f"rule-{of.id}"
            case Goal():
                return GOALS, f"goal-{self.numbers[id(of)]}"
            case NotComputed():
                return LEFT, f"left-{self.numbers[id(of)]}"


def plan_of(content: Content) -> Plan:
    numbers = Counter(leaf.article.number for page in content.pages if not page.annex for leaf in page.articles)
    is_anew = any(count > 1 for count in numbers.values())
    taken: Counter[str] = Counter()
    branches, counts = list[Branch](), Counter[bool]()
    for page in content.pages:
        counts[page.annex] += not page.loose
        number = 0 if page.loose else counts[page.annex]
        folder = "annexes" if page.annex else "chapters"
        is_shown = not page.loose or page.rules or page.spans or len(content.pages) > 1
        file = f"{folder}/{number}.html" if is_shown else ""
        leaves = []
        for article in page.articles:
            section = article.article.section
            is_numbered = page.annex or is_anew
            counted = [number] if is_numbered else []
            counted += [section.number] if section and is_numbered else []
            name = "-".join(map(str, [*counted, article.article.number]))
            place = f"{'annexes' if page.annex else 'articles'}/{name}"
            taken[place] += 1
            # Two with one number, as a text of several parts has them.
            place += f"-again-{taken[place]}" if taken[place] > 1 else ""
            leaves.append(Leaf(file=f"{place}.html", article=article, page=page, branch=file))
        branches.append(Branch(file=file, page=page, leaves=tuple(leaves)))
    policy = content.policy
    return Plan(
        content=content,
        branches=tuple(branches),
        homes={rule.clause.id: file for branch in branches for rule, file in branch.rules},
        numbers={id(each): at for listed in (policy.goals, policy.not_computed) for at, each in enumerate(listed, 1)},
    )
