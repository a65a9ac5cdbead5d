"""One page of HTML with everything in it: to open from a disk, or for a portal to embed.

In: a module.  Out: each clause with its quote and its calculator, script and styles inline; it loads nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from tiaowen.runtime.errors import visible

from ..program.module import Entry, Module, Period
from ..report.diagnostic import Report
from .page import of_page, page_script, page_style
from .target import Target, Wanted

_PAGE = Markup("""<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="tiaowen {compiler}">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body class="page">
<header>
<h1>{title}</h1>
{validity}
</header>
<main>
{clauses}
</main>
<footer>
<p>{private}</p>
<p>{hashed}<code>{source}</code></p>
</footer>
<script>
{script}
</script>
</body>
</html>
""")
_PRIVATE = {
    "zh": "填写的内容只在这台设备上计算，不会发出。",
    "en": "What you fill in is worked out on this device and sent nowhere.",
}
_HASHED = {"zh": "源文件 SHA-256：", "en": "SHA-256 of the source: "}
_VALID = {"zh": "有效期：{first}至{last}", "en": "Valid from {first} to {last}"}
_CLAUSE = Markup("""<section data-clause="{id}" id="clause-{place}" aria-labelledby="title-{place}">
<h2 id="title-{place}"><span class="clause-number">{id}</span> {title}</h2>
<blockquote>{quote}</blockquote>
{validity}<div data-calculator></div>
</section>""")


def emit(module: Module, report: Report, wanted: Wanted) -> Mapping[str, str]:
    """One file."""
    usual = _usual(module)
    text = _PAGE.format(
        lang="zh-CN" if module.lang == "zh" else "en",
        private=_PRIVATE[module.lang],
        hashed=_HASHED[module.lang],
        title=_seen(module.title),
        compiler=module.compiler,
        source=module.source_sha256,
        validity=_validity(usual, module.lang),
        clauses=Markup("\n").join(
            _clause(place, entry, Markup() if entry.valid == usual else _validity(entry.valid, module.lang))
            for place, entry in enumerate(module.entries, start=1)
        ),
        # INVARIANT: neither ends its element (page.py).
        style=Markup(f"{page_style()}\n{of_page('single.css')}"),
        script=Markup(page_script(module, report)),
    )
    return {"": str(text)}


def _clause(place: int, entry: Entry, validity: Markup) -> Markup:
    said = {"id": _seen(entry.id), "title": _seen(entry.title), "quote": _seen(entry.quote)}
    return _CLAUSE.format(place=place, validity=validity, **said)


def _seen(text: str) -> str:
    """A text of the policy with nothing in it that hides."""
    return visible(text, 10**6)


def _usual(module: Module) -> Period | None:
    """The validity of most clauses; the others say their own."""
    periods = Counter(entry.valid for entry in module.entries)
    return periods.most_common(1)[0][0] if periods else None


def _validity(period: Period | None, lang: str) -> Markup:
    if period is None:
        return Markup()
    first, last = (_day(day, lang) for day in period)
    return Markup("<p>{said}</p>").format(said=_VALID[lang].format(first=first, last=last))


def _day(day: date, lang: str) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if lang == "zh" else day.isoformat()


HTML = Target(name="html", suffixes=("",), emit=emit)
