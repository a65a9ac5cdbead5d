"""Diagnostics as text for people, as JSON, and as SARIF 2.1.0 for code hosts and editors.

In: diagnostics in the order they are to be shown (``Report.diagnostics``).  Out: the whole output as one string,
which depends on nothing else: no clock, no path of this machine, no terminal.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from inspect import getdoc
from pathlib import Path
from typing import TypeAlias
from unicodedata import category, combining, east_asian_width
from urllib.parse import quote

from ..text.source import Source, Span, position
from ..version import VERSION
from .diagnostic import Diagnostic, Language, Text
from .errors.output import ManyOfOneKind

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | None"


# What 【容许】 allows, each with its reason.
Allowed: TypeAlias = "Sequence[tuple[Diagnostic, str]]"


# So many of one kind are told one by one; of 200,000, nobody reads more.
_MOST_OF_A_KIND = 1000


def shortened(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The first of each kind, and of those that have more, how many are left out, where the first of these is."""
    shown: list[Diagnostic] = []
    counts: Counter[str] = Counter()
    left: dict[str, tuple[int, Diagnostic]] = {}
    for found in diagnostics:
        counts[found.code] += 1
        if counts[found.code] <= _MOST_OF_A_KIND:
            shown.append(found)
        elif found.code not in left:
            left[found.code] = len(shown), found
    for at, first in reversed(left.values()):
        more = counts[first.code] - _MOST_OF_A_KIND
        shown.insert(at, ManyOfOneKind(span=first.span, kind=first.code, more=more))
    return shown


def render_text(
    diagnostics: Iterable[Diagnostic],
    lang: Language = "zh",
    allowed: Allowed = (),
    *,
    show_allowed: bool = False,
    in_colour: bool = False,
) -> str:
    """Each diagnostic with its line of the source, then (``show_allowed``) what is allowed with its reason, and a last
    line that counts them::

    错误[T0201]：找不到名称「餐补标淮」
     ┌─ policies/差旅.policy:2:4
    2│ 如果 餐补标淮 不超过 50
     │      ^^^^^^^^
     = 原因：条文里用到的名称都要先在「定义」中写明
     = 建议：是不是想写「餐补标准」？
    """
    shown = list(diagnostics)
    look = _COLOURED if in_colour else _PLAIN
    before: dict[tuple[Text, Text | None], Diagnostic] = {}
    told = [
        _message(diagnostic, lang, look, same=before.setdefault((diagnostic.reason, diagnostic.suggestion), diagnostic))
        for diagnostic in shortened(shown)
    ]
    told += [_message(diagnostic, lang, look, reason) for diagnostic, reason in allowed] if show_allowed else []
    return "".join(f"{message}\n\n" for message in told) + f"{_summary(shown, lang, len(allowed))}\n"


def render_json(diagnostics: Iterable[Diagnostic], lang: Language = "zh", allowed: Allowed = ()) -> str:
    """What ``as_data`` gives, as JSON."""
    return dump(as_data(diagnostics, lang, allowed))


def as_data(diagnostics: Iterable[Diagnostic], lang: Language = "zh", allowed: Allowed = ()) -> list[Json]:
    """A list of objects (``shortened``).  Lines and columns count from 1, columns in characters; the end is the first place behind.
    What a diagnostic has not (a place, a suggestion, an edit) is null; ``allowed`` is the reason of 【容许】."""
    return [
        {
            "code": diagnostic.code,
            "severity": diagnostic.severity,
            "title": diagnostic.title.said(lang),
            "reason": diagnostic.reason.said(lang),
            "suggestion": diagnostic.suggestion.said(lang) if diagnostic.suggestion else None,
            **_json_place(diagnostic.span),
            "edit": {**_json_place(diagnostic.edit.span), "replacement": diagnostic.edit.replacement}
            if diagnostic.edit
            else None,
            "related": [{**_json_place(span), "text": text.said(lang)} for span, text in diagnostic.related],
            "allowed": reason,
        }
        for diagnostic, reason in (*((found, None) for found in shortened(diagnostics)), *allowed)
    ]


def render_sarif(diagnostics: Iterable[Diagnostic], lang: Language = "zh", allowed: Allowed = ()) -> str:
    """One run of the tool ``tiaowen``.  The rules are the kinds of diagnostic that occur, described by their
    docstrings; what is allowed is suppressed in the source, with its justification."""
    shown: list[tuple[Diagnostic, str | None]] = [
        *((found, None) for found in shortened(diagnostics)),
        *allowed,
    ]
    kinds: dict[str, type[Diagnostic]] = {}
    for diagnostic, _ in shown:
        kinds.setdefault(diagnostic.code, type(diagnostic))
    codes = sorted(kinds)
    rules: list[Json] = [_sarif_rule(code, kinds[code]) for code in codes]
    results: list[Json] = [
        _sarif_result(diagnostic, codes.index(diagnostic.code), lang, reason) for diagnostic, reason in shown
    ]
    return dump(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {"driver": {"name": "tiaowen", "version": VERSION, "rules": rules}},
                    "columnKind": "utf16CodeUnits",
                    "results": results,
                }
            ],
        }
    )


def render_github(diagnostics: Iterable[Diagnostic], lang: Language = "zh", allowed: Allowed = ()) -> str:
    """A line for each, as GitHub's workflows show them beside the code (`::error file=…,line=…::…`)."""
    lines = []
    for diagnostic in shortened(diagnostics):
        said = (diagnostic.title, diagnostic.reason, diagnostic.suggestion)
        text = "\n".join(each.said(lang) for each in said if each)
        place = {}
        if span := diagnostic.span:
            start, end = position(span.source, span.start), position(span.source, span.end)
            place = {"file": span.source.name, "line": start.line, "endLine": end.line}
            if start.line == end.line:
                place |= {"col": start.column, "endColumn": end.column}
        place |= {"title": diagnostic.code}
        properties = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in place.items())
        lines.append(f"::{_GITHUB[diagnostic.severity]} {properties}::{_escaped(text)}\n")
    return "".join(lines)


_GITHUB = {"error": "error", "warning": "warning", "hint": "notice"}


def _escaped(text: str, more: str = "") -> str:
    """What a workflow command would take for its end, as percent codes; other characters that do not show, escaped."""
    shown = "\n".join(visible(line) for line in text.split("\n"))
    return "".join(f"%{ord(char):02X}" if char in "%\r\n" + more else char for char in shown)


# --- text -------------------------------------------------------------------------------------------------------------

_SEVERITIES = {"error": Text("错误", "error"), "warning": Text("警告", "warning"), "hint": Text("提示", "hint")}
_REASON, _SUGGESTION, _COLON = Text("原因", "reason"), Text("建议", "suggestion"), Text("：", ": ")
_AS_BEFORE = Text("原因和建议与第 {line} 行的相同", "reason and suggestion as at line {line}")
_ALLOWED = Text("容许", "allowed")
_FINE = Text("没有发现问题", "no problems found")
_WIDEST_LINE = 100
_LONGEST_TEXT = 600
_TAB = "    "
_ELLIPSIS = "…"


def _message(
    diagnostic: Diagnostic, lang: Language, look: "_Look", allowed: str = "", same: Diagnostic | None = None
) -> str:
    """A message; what one before it (``same``) gave as reason and advice is not said again."""
    colon = _COLON.said(lang)
    places = [(diagnostic.span, "")] if diagnostic.span else []
    places += [(span, text.said(lang)) for span, text in diagnostic.related]
    gutter = max((len(str(position(span.source, span.start).line)) for span, _ in places), default=1)
    head = f"{_SEVERITIES[diagnostic.severity].said(lang)}[{diagnostic.code}]"
    lines = [f"{look.of(diagnostic, head)}{colon}{_said(diagnostic.title, lang)}"]
    for index, (span, text) in enumerate(places):
        *told, marks = _snippet(span, visible(text), gutter, "├" if index else "┌")
        lines += [*told, look.of(diagnostic, marks)]
    if same and same is not diagnostic and same.span and diagnostic.span and same.span.source is diagnostic.span.source:
        line, _ = position(same.span.source, same.span.start)
        lines.append(f"{' ' * gutter}= {_AS_BEFORE.said(lang).format(line=line)}")
        return "\n".join(lines)
    lines.append(f"{' ' * gutter}= {_REASON.said(lang)}{colon}{_said(diagnostic.reason, lang)}")
    if diagnostic.suggestion:
        lines.append(f"{' ' * gutter}= {_SUGGESTION.said(lang)}{colon}{_said(diagnostic.suggestion, lang)}")
    if allowed:
        lines.append(f"{' ' * gutter}= {_ALLOWED.said(lang)}{colon}{visible(allowed)}")
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Look:
    """How the head of a message and its marks look on a terminal, by its severity."""

    codes: dict[str, str]

    def of(self, diagnostic: Diagnostic, text: str) -> str:
        code = self.codes.get(diagnostic.severity)
        return f"\x1b[{code}m{text}\x1b[0m" if code else text


_PLAIN, _COLOURED = _Look({}), _Look({"error": "1;31", "warning": "1;33", "hint": "1;36"})


def _said(text: Text, lang: Language) -> str:
    """A text as it may be shown: a name of a million characters is cut."""
    said = text.said(lang)
    return visible(said if len(said) <= _LONGEST_TEXT else said[: _LONGEST_TEXT - 1] + _ELLIPSIS)


def _snippet(span: Span, text: str, gutter: int, corner: str) -> list[str]:
    line, column = position(span.source, span.start)
    shown = _window(span)
    blank = " " * gutter
    return [
        f"{blank}{corner}─ {visible(span.source.name)}:{line}:{column}{'  ' + text if text else ''}",
        f"{line:>{gutter}}│ {shown.text}",
        f"{blank}│ {' ' * shown.before}{'^' * shown.marked}",
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """The shown part of a line, and how many columns stand before and above the carets."""

    text: str
    before: int
    marked: int


def _window(span: Span) -> _Window:
    """The line in which a span begins, cut to the widest that is shown with the beginning of the span in sight."""
    source = span.source
    line_start = source.line_starts[position(source, span.start).line - 1]
    line_end = source.text.find("\n", span.start)
    line_end = len(source.text) if line_end < 0 else line_end
    left = _cells(source.text[max(line_start, span.start - _WIDEST_LINE) : span.start])[::-1]
    right = _cells(source.text[span.start : min(line_end, span.start + _WIDEST_LINE)])
    # the mark gets at least half of the width, and what the left side leaves free
    left_kept = _fitting(left, _WIDEST_LINE - min(sum(map(_width, right)), _WIDEST_LINE // 2))
    right_kept = _fitting(right, _WIDEST_LINE - sum(map(_width, left[:left_kept])))
    head = _ELLIPSIS if span.start - left_kept > line_start else ""
    tail = _ELLIPSIS if span.start + right_kept < line_end else ""
    before = head + "".join(reversed(left[:left_kept]))
    marked = right[: min(right_kept, span.end - span.start)]
    return _Window(
        text=(before + "".join(right[:right_kept]) + tail).rstrip(),
        before=_width(before),
        marked=max(1, sum(map(_width, marked))),
    )


def _cells(text: str) -> list[str]:
    """How each character of a line is shown."""
    return [_TAB if char == "\t" else visible(char) for char in text]


def _fitting(cells: Sequence[str], columns: int) -> int:
    """How many of the cells fit."""
    for count, cell in enumerate(cells):
        columns -= _width(cell)
        if columns < 0:
            return count
    return len(cells)


def _width(text: str) -> int:
    """Display columns.  Ambiguous characters (“ … ①) take two, as they do in the fonts that show Chinese."""
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WFA" else 1 for char in text)


def visible(text: str) -> str:
    """A text that cannot move the cursor, turn its direction or end its line: such characters are shown as escapes."""
    return text if text.isprintable() else "".join(map(_visible_character, text))


def _visible_character(char: str) -> str:
    # not printable are controls, formats (bidi marks, no width), separators, surrogates and what is not assigned
    return char if char.isprintable() or category(char) == "Zs" else _escape(char)


def _escape(char: str) -> str:
    """As JSON writes it, beyond U+FFFF as two halves."""
    return json.dumps(char)[1:-1] if ord(char) > 0xFFFF else f"\\u{ord(char):04x}"


def _summary(diagnostics: Sequence[Diagnostic], lang: Language, allowed: int) -> str:
    counts = {severity: sum(found.severity == severity for found in diagnostics) for severity in _SEVERITIES}
    if lang == "zh":
        parts = [f"{count} 个{_SEVERITIES[severity].zh}" for severity, count in counts.items() if count]
        more = f"（另有 {allowed} 处已在文件里容许）" if allowed else ""
        return ("，".join(parts) or _FINE.zh) + more
    parts = [f"{count} {_SEVERITIES[severity].en}{'s' * (count > 1)}" for severity, count in counts.items() if count]
    more = f" (and {allowed} allowed in the files)" if allowed else ""
    return (", ".join(parts) or _FINE.en) + more


# --- JSON and SARIF ---------------------------------------------------------------------------------------------------

_LEVELS: dict[str, Json] = {"error": "error", "warning": "warning", "hint": "note"}


def dump(value: Json) -> str:
    """JSON with Chinese as it is, and escapes for all that a terminal or a JavaScript parser may trip over; such
    characters stand in strings only, save the line ends of the layout."""
    return "\n".join(map(visible, json.dumps(value, ensure_ascii=False, indent=2).split("\n"))) + "\n"


def _json_place(span: Span | None) -> dict[str, Json]:
    if span is None:
        return {"file": None, "line": None, "column": None, "end_line": None, "end_column": None}
    start, end = position(span.source, span.start), position(span.source, span.end)
    return {
        "file": span.source.name,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    }


def _sarif_rule(code: str, kind: type[Diagnostic]) -> Json:
    """The first line of a kind's docstring says what is wrong, the rest (错误示例, 正确示例, 理由) is its help."""
    summary, _, rest = (getdoc(kind) or kind.__name__).partition("\n")
    return {
        "id": code,
        "name": kind.__name__,
        "shortDescription": {"text": summary},
        "help": {"text": rest.strip() or summary},
        "defaultConfiguration": {"level": _LEVELS[kind.severity]},
    }


def _sarif_result(diagnostic: Diagnostic, rule: int, lang: Language, allowed: str | None) -> Json:
    said = (diagnostic.title, diagnostic.reason, diagnostic.suggestion)
    end = Text("。", ". ")
    result: dict[str, Json] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": end.said(lang).join(text.said(lang) for text in said if text)},
    }
    if allowed is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": allowed}]
    if diagnostic.span:
        result["locations"] = [{"physicalLocation": _sarif_place(diagnostic.span)}]
    if diagnostic.related:
        result["relatedLocations"] = [
            {"physicalLocation": _sarif_place(span), "message": {"text": text.said(lang)}}
            for span, text in diagnostic.related
        ]
    if diagnostic.edit:
        place = diagnostic.edit.span
        replacement: Json = {"deletedRegion": _region(place), "insertedContent": {"text": diagnostic.edit.replacement}}
        result["fixes"] = [{"artifactChanges": [{"artifactLocation": _artifact(place), "replacements": [replacement]}]}]
    return result


def _sarif_place(span: Span) -> Json:
    return {"artifactLocation": _artifact(span), "region": _region(span)}


def _artifact(span: Span) -> Json:
    path = Path(span.source.name)
    return {"uri": path.as_uri() if path.is_absolute() else quote(path.as_posix(), safe="/", errors="surrogatepass")}


def _region(span: Span) -> Json:
    start_line, start_column = _utf16_position(span.source, span.start)
    end_line, end_column = _utf16_position(span.source, span.end)
    return {"startLine": start_line, "startColumn": start_column, "endLine": end_line, "endColumn": end_column}


def _utf16_position(source: Source, offset: int) -> tuple[int, int]:
    line, column = position(source, offset)
    before = source.text[offset - column + 1 : offset]
    return line, column + sum(char > "\uffff" for char in before)
