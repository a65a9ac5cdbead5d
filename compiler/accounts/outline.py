"""What was read: the structure of a document with its rules, and one line that sums it up.

In: a policy.  Out: text for people, plain data for machines (``tiaowen outline``), and the line with which ``check`` ends,
so that its silence never hides that nothing was recognised.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..document.departments import Departments
from ..document.document import Annex, Article, Block, Chapter, Section
from ..text.source import Span, position
from .accounting import accounts_of

if TYPE_CHECKING:
    from ..model.policy import Policy
    from ..report.diagnostic import Language
    from ..report.render import Json


def read_line(policy: Policy, lang: Language) -> str:
    """读到：《某区若干政策》，8章，48条，59条规则，312个数有着落."""
    document = policy.document
    rules = sum(block.kind == "规则" for block in document.blocks)
    numbers = sum(len(quotation.figures) for account in accounts_of(policy) for quotation in account.quotations)
    drafts = sum(block.kind == "草稿" for block in document.blocks)
    loose = sum(1 for account in accounts_of(policy) for _ in account.unused())
    counts = len(document.chapters), len(document.articles), len(document.annexes), rules, numbers - loose
    if lang == "en":
        title = f"“{policy.title}”" if policy.title else "no title"
        names = ("chapter", "article", "annex", "rule", "number")
        told = [_counted(count, name) for count, name in zip(counts, names, strict=True) if count or name != "annex"]
        waiting = f"; {_counted(drafts, 'draft')} to be finished" if drafts else ""
        return f"read: {title}, {', '.join(told)} in account{waiting}"
    chapters, articles, annexes, rules, held = counts
    parts = [
        f"《{policy.title}》" if policy.title else "没有认出题",
        f"{chapters}章" if chapters else "没有章",
        f"{articles}条" if articles else "没有认出条文",
        *([f"{annexes}个附件"] if annexes else []),
        f"{rules}条规则" if rules else "没有规则",
        *([f"{held}个数有着落"] if rules else []),
        *([f"{drafts}条草稿待核对"] if drafts else []),
    ]
    return f"读到：{'，'.join(parts)}"


def _counted(count: int, name: str) -> str:
    plural = f"{name}es" if name == "annex" else f"{name}s"
    return f"{count} {name if count == 1 else plural}"


# --- for people -------------------------------------------------------------------------------------------------------


def outline_text(policy: Policy, lang: Language) -> str:
    lines = [f"《{policy.title}》" if policy.title else _said(lang, "（没有认出题）", "(no title)")]
    lines += [_said(lang, f"印发：《{title}》", f"issues: “{title}”") for title in policy.document.issued]
    imprint = policy.document.imprint
    day = f"{imprint.day.year}年{imprint.day.month}月{imprint.day.day}日" if imprint.day else ""
    signed = " ".join(
        part for part in ("、".join(imprint.issuers), day if lang == "zh" else str(imprint.day or "")) if part
    )
    heads = (("文号", "number", imprint.number), ("主送", "to", imprint.addressee), ("落款", "signed", signed))
    lines += [_said(lang, f"{zh}：{text}", f"{en}: {text}") for zh, en, text in heads if text]
    lines += _nodes(policy, policy.document.chapters, policy.document.articles, lang)
    for annex in policy.document.annexes:
        lines.append(f"{annex.label} {annex.title}{_at(annex.span, lang)}".replace("  ", " "))
        lines += _nodes(policy, annex.chapters, annex.articles, lang)
    lines += [_rule(block, 0, lang) for block in _rules(policy) if block.article is None and block.chapter is None]
    if not policy.document.articles:
        lines.append(_said(lang, "（没有认出条文的编号）", "(no articles)"))
    return "\n".join(lines) + "\n"


def _nodes(policy: Policy, chapters: Sequence[Chapter], articles: Sequence[Article], lang: Language) -> Iterator[str]:
    """Chapters, sections and articles in the order of the text, each with its rules."""
    of_article: dict[int, list[Block]] = {}
    of_chapter: dict[int, list[Block]] = {}
    for block in _rules(policy):
        if block.article is not None:
            of_article.setdefault(id(block.article), []).append(block)
        elif block.chapter is not None:
            of_chapter.setdefault(id(block.chapter), []).append(block)
    sections = [section for section, _ in _between(articles)]
    heads = [*((chapter, 0) for chapter in chapters), *((section, 1) for section in sections)]
    nodes: list[tuple[Chapter | Article, int]] = [*heads, *((article, 2) for article in articles)]
    order = {id(source): at for at, source in enumerate(policy.document.sources)}
    file = ""
    for node, depth in sorted(nodes, key=lambda each: (order[id(each[0].span.source)], each[0].span.start)):
        shown = depth and (bool(chapters) + (depth == 2 and bool(sections)))
        told = _answering(node.departments, lang)
        if len(order) > 1 and node.span.source.name != file:
            file = node.span.source.name
            yield f"── {file}"
        heading = node.heading or _beginning(node)
        gap = " " if node.label.strip()[-1:] in tuple("章节条编篇") and heading else ""
        yield f"{'  ' * shown}{node.label.strip()}{gap}{heading}{told}{_at(node.span, lang)}"
        for block in (of_article if isinstance(node, Article) else of_chapter).get(id(node), ()):
            yield _rule(block, shown + 1, lang)


def _between(articles: Sequence[Article]) -> Iterable[tuple[Section, Chapter | None]]:
    """The sections in which articles stand, in their order, each with its chapter."""
    return {id(each.section): (each.section, each.chapter) for each in articles if each.section}.values()


def _answering(named: Departments, lang: Language) -> str:
    """（牵头单位：县工信局；配合单位：县财政局；时限：2025年底前完成）."""
    deadline = f"{_said(lang, '时限：', 'until: ')}{named.deadline}" if named.deadline else ""
    parts = [part for part in (named.said_in(lang), deadline) if part]
    if not parts:
        return ""
    return f"（{'；'.join(parts)}）" if lang == "zh" else f" ({'; '.join(parts)})"


def _beginning(node: Chapter | Article) -> str:
    """Of what has no heading, the first words."""
    text = "".join(node.span.text[len(node.label) :].split())
    return text if len(text) <= _WORDS else f"{text[:_WORDS]}……"


_WORDS = 16


def _rule(block: Block, depth: int, lang: Language) -> str:
    return f"{'  ' * depth}{_said(lang, '规则', 'rule')} {block.head} {_title(block)}{_at(block.head_span, lang)}"


def _rules(policy: Policy) -> Iterator[Block]:
    return (block for block in policy.document.blocks if block.kind == "规则")


def _title(block: Block) -> str:
    return block.body.text.split("\n", 1)[0].strip()


def _at(span: Span, lang: Language) -> str:
    return f"　第{_line(span)}行" if lang == "zh" else f"  line {_line(span)}"


def _line(span: Span) -> int:
    return position(span.source, span.start).line


def _said(lang: Language, chinese: str, english: str) -> str:
    return english if lang == "en" else chinese


# --- for machines -----------------------------------------------------------------------------------------------------


def outline_json(policy: Policy) -> dict[str, Json]:
    document = policy.document
    return {
        "title": policy.title,
        "issued": list(document.issued),
        "doc_number": document.imprint.number,
        "addressee": document.imprint.addressee,
        "issuer": "、".join(document.imprint.issuers),
        "date": str(document.imprint.day or ""),
        "chapters": [_chapter(chapter) for chapter in document.chapters],
        "sections": _sections(document.articles),
        "articles": [_article(policy, article) for article in document.articles],
        "annexes": [_annex(policy, annex) for annex in document.annexes],
        "rules": [
            {
                "id": block.head,
                "title": _title(block),
                **_place(block.head_span),
                "article": block.article.name if block.article else None,
            }
            for block in _rules(policy)
        ],
    }


def _chapter(chapter: Chapter) -> dict[str, Json]:
    return {
        "label": chapter.label.strip(),
        "heading": chapter.heading,
        **_place(chapter.span),
        "departments": _departments(chapter.departments),
    }


def _sections(articles: Sequence[Article]) -> list[Json]:
    return [
        _chapter(section) | {"chapter": chapter.label.strip() if chapter else None}
        for section, chapter in _between(articles)
    ]


def _article(policy: Policy, article: Article) -> Json:
    return {
        "label": article.label.strip(),
        "heading": article.heading,
        **_place(article.span),
        "chapter": article.chapter.label.strip() if article.chapter else None,
        "section": article.section.label.strip() if article.section else None,
        "items": [item.label.strip() for item in article.items],
        "departments": _departments(article.departments),
        "rules": [block.head for block in _rules(policy) if block.article is article],
    }


def _annex(policy: Policy, annex: Annex) -> Json:
    return {
        "label": annex.label,
        "title": annex.title,
        **_place(annex.span),
        "chapters": [_chapter(chapter) for chapter in annex.chapters],
        "sections": _sections(annex.articles),
        "articles": [_article(policy, article) for article in annex.articles],
    }


def _departments(named: Departments) -> Json:
    deadline: dict[str, Json] = {"时限": named.deadline} if named.deadline else {}
    return {**{role: list(names) for role, names in named.by_role}, **deadline}


def _place(span: Span) -> dict[str, Json]:
    return {"file": span.source.name, "line": _line(span)}
