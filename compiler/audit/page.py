"""The report of an audit as one page that loads nothing, on screens of any width, in the dark, and on paper.

In: an ``AuditResult``.  Out: HTML.  Every text is escaped; marks that cannot be seen are written out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import resources

from markupsafe import Markup

from ..guide.site.html import escape
from .finding import AuditResult, Finding, Total, yuan
from .sheets import intro, rounding_said, total_name
from .words import kind_said, said

# So many findings are listed one by one: a page with more is slow, and nobody reads it.
LISTED = 2000


def page_of(result: AuditResult) -> str:
    """The page."""
    lang = result.lang
    title = said("title", lang)
    first, *rest = intro(result)
    parts = [
        Markup("<header><h1>{}</h1><p>{}</p>{}</header>").format(
            escape(title), escape(first), _joined(Markup("<p>{}</p>").format(escape(line)) for line in rest)
        ),
        _figures(result),
        _totals(result, said("by kind", lang), said("kind", lang), result.by_kind, is_kind=True),
        _section(said("largest", lang), _findings(result, result.largest, is_short=True)) if result.wrong else Markup(),
        _totals(result, said("by clause", lang), said("clause", lang), result.by_clause),
        _totals(result, said("by department", lang), said("department", lang), result.by_department),
        _list(result),
        _rounding(result),
        _faults(result),
        _notes(result),
    ]
    return Markup(
        '<!doctype html>\n<html lang="{}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{}</title>\n<style>\n{}</style>\n'
        "</head>\n<body>\n<main>\n{}\n</main>\n</body>\n</html>\n"
    ).format("zh-CN" if lang == "zh" else "en", escape(title), Markup(_styles()), _joined(parts, "\n"))


def _styles() -> str:
    """The colours of the guide, then the page's own rules."""
    compiler = resources.files("tiaowen.compiler")
    tokens = compiler.joinpath("targets", "page", "tokens.css").read_text("utf-8")
    return tokens + compiler.joinpath("audit", "page.css").read_text("utf-8")


def _joined(parts: Iterable[Markup], between: str = "") -> Markup:
    return Markup(between).join(parts)


def _section(heading: str, body: Markup) -> Markup:
    return Markup("<section><h2>{}</h2>{}</section>").format(escape(heading), body)


def _money(fen: int) -> Markup:
    """1,234,567.00."""
    return escape(f"{yuan(fen):,f}")


def _signed(fen: int) -> Markup:
    look = "more" if fen > 0 else "less"
    return Markup('<span class="{}">{}</span>').format(look, escape(f"{yuan(fen):+,f}"))


def _figures(result: AuditResult) -> Markup:
    """The sums that are looked for first."""
    lang, wrong = result.lang, result.wrong
    over = sum(max(each.difference, 0) for each in wrong)
    under = sum(max(-each.difference, 0) for each in wrong)
    unit = "元" if lang == "zh" else "yuan"
    cards = [("paid", result.paid, ""), ("due", result.due, ""), ("over", over, "more"), ("under", under, "less")]
    made = (
        Markup('<div class="figure {}"><dt>{}</dt><dd>{}<small>{}</small></dd></div>').format(
            look, escape(said(name, lang)), _money(amount), unit
        )
        for name, amount, look in cards
    )
    return Markup('<dl class="figures">{}</dl>').format(_joined(made))


def _table(heads: Sequence[tuple[str, str]], rows: Iterable[Sequence[Markup]], foot: Sequence[Markup] = ()) -> Markup:
    """``heads`` are words with the class of their column (number, or none)."""
    looks = [look for _, look in heads]

    def line(cells: Sequence[Markup], tag: str) -> Markup:
        made = (
            Markup("<{0}{1}>{2}</{0}>").format(Markup(tag), Markup(f' class="{look}"') if look else Markup(), cell)
            for look, cell in zip(looks, cells, strict=True)
        )
        return Markup("<tr>{}</tr>").format(_joined(made))

    return Markup('<div class="wide"><table><thead>{}</thead><tbody>{}</tbody>{}</table></div>').format(
        line([escape(words) for words, _ in heads], "th"),
        _joined((line(row, "td") for row in rows), "\n"),
        Markup("<tfoot>{}</tfoot>").format(line(foot, "td")) if foot else Markup(),
    )


def _totals(result: AuditResult, heading: str, of: str, totals: Sequence[Total], *, is_kind: bool = False) -> Markup:
    if not totals:
        return Markup()
    lang = result.lang
    names = ("paid", "due", "over", "under")
    heads = [(of, ""), (said("findings", lang), "number"), *((said(name, lang), "number") for name in names)]

    def cells(name: Markup, some: Sequence[Total]) -> list[Markup]:
        sums = (sum(getattr(total, each) for total in some) for each in names)
        return [name, escape(str(sum(total.findings for total in some))), *map(_money, sums)]

    rows = [
        cells(
            _chip(total.name, result) if is_kind else escape(total_name(total, result)),
            [total],
        )
        for total in totals
    ]
    foot = [] if is_kind else cells(escape(said("total", lang)), totals)
    return _section(heading, _table(heads, rows, foot))


def _chip(kind: str, result: AuditResult) -> Markup:
    look = {"应付未付": "less", "少付": "less", "尾差": "slight"}.get(kind, "more")
    return Markup('<span class="chip {}">{}</span>').format(look, escape(kind_said(kind, result.lang)))


def _findings(result: AuditResult, findings: Sequence[Finding], *, is_short: bool = False) -> Markup:
    lang, several = result.lang, len(result.policies) > 1
    heads = [
        (said("key", lang), "key"),
        (said("clause", lang), "clause"),
        (said("kind", lang), ""),
        *((said(name, lang), "number") for name in ("paid", "due", "difference")),
        (said("message", lang), "message"),
    ]

    def cells(each: Finding) -> list[Markup]:
        of = Markup("<small>{}</small>").format(escape(f"《{each.policy}》")) if several else Markup()
        message = escape(each.message)
        if each.explanation and not is_short:
            lines = _joined(Markup("<li>{}</li>").format(escape(line.strip())) for line in each.explanation)
            message += Markup("<details><summary>{}</summary><ol>{}</ol></details>").format(
                escape(said("explanation", lang)), lines
            )
        return [
            escape(each.key),
            Markup("<b>{}</b> {}{}").format(escape(each.clause), escape(each.title), of),
            _chip(each.kind, result),
            _money(each.paid),
            _money(each.due),
            _signed(each.difference),
            message,
        ]

    return _table(heads, map(cells, findings))


def _list(result: AuditResult) -> Markup:
    wrong = result.wrong
    if not wrong:
        return Markup()
    body = _findings(result, wrong[:LISTED])
    if len(wrong) > LISTED:
        body += Markup('<p class="note">{}</p>').format(
            escape(said("more", result.lang, shown=LISTED, count=len(wrong)))
        )
    return _section(said("list", result.lang), body)


def _rounding(result: AuditResult) -> Markup:
    found = result.rounding
    if not found:
        return Markup()
    body = Markup('<p class="note">{}</p>').format(escape(rounding_said(result)))
    body += _findings(result, found[:LISTED], is_short=True)
    if len(found) > LISTED:
        body += Markup('<p class="note">{}</p>').format(
            escape(said("more", result.lang, shown=LISTED, count=len(found)))
        )
    return _section(said("rounding", result.lang), body)


def _faults(result: AuditResult) -> Markup:
    if not result.faults:
        return Markup()
    lang = result.lang
    heads = [
        (said("table", lang), ""),
        (said("line", lang), "number"),
        *((said(name, lang), "") for name in ("key", "clause", "column", "code")),
        (said("fault", lang), "message"),
    ]
    rows = (
        [
            escape(text)
            for text in (
                said(table, lang),
                str(fault.row),
                *(fault.key, fault.clause, fault.column, fault.code),
                fault.message if lang == "zh" else fault.message_en,
            )
        ]
        for table, fault in result.faults[:LISTED]
    )
    body = Markup('<p class="note">{}</p>').format(escape(said("faults said", lang, count=len(result.faults))))
    body += _table(heads, rows)
    if len(result.faults) > LISTED:
        body += Markup('<p class="note">{}</p>').format(
            escape(said("more", lang, shown=LISTED, count=len(result.faults)))
        )
    return _section(said("faults", lang), body)


def _notes(result: AuditResult) -> Markup:
    if not result.notes:
        return Markup()
    body = Markup("<ul>{}</ul>").format(_joined(Markup("<li>{}</li>").format(escape(line)) for line in result.notes))
    return _section(said("notes", result.lang), body)
