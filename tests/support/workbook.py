"""Workbooks as an office recalculates them: many claims filled into one, LibreOffice run once, and the answers read.

Comes in: a policy, and claims (a clause, facts as a caller may give them, a day).  Goes out: for each an ``Outcome``.  Every
claim has a block of its own, in the workbook that the target would print for so many clauses; nothing is calculated here.
"""

import shutil
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tiaowen.compiler import Policy
from tiaowen.compiler.program.module import Entry, module_of
from tiaowen.compiler.report.diagnostic import Language, Report
from tiaowen.compiler.targets.sheets.blocks import LINES, NOTES, VALUE, labels
from tiaowen.compiler.targets.sheets.clause import DAY, lines_max
from tiaowen.compiler.targets.sheets.inputs import shown_given, style
from tiaowen.compiler.targets.sheets.lists import FIRST_ROW
from tiaowen.compiler.targets.sheets.workbook import Made, Placed, book_of
from tiaowen.runtime.errors import FactError
from tiaowen.runtime.facts import FactType, read_value

Claim = tuple[str, Mapping[str, Any], Any]
# Recalculates whatever it opens: by default it trusts what Excel is said to have written.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a block shows: ``values`` are its results as text (None: a dash), ``eligible`` what it says of 符合, ``codes`` those
    of the faults, ``lines`` the explanation; ``limits`` what numbers must be below, in the parts of each fact."""

    values: tuple[Decimal | None, ...]
    eligible: bool | None
    codes: tuple[str, ...]
    lines: tuple[str, ...]
    limits: Mapping[str, int]


def office() -> str | None:
    """The program that recalculates."""
    return shutil.which("soffice")


def recalculated(files: Sequence[Path], folder: Path) -> list[Path]:
    """The files as LibreOffice calculates them anew, all in one run."""
    profile, out = folder / "profile", folder / "recalculated"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    program = office()
    assert program is not None, "LibreOffice is not installed"
    command = [program, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(out), *map(str, files)], check=True, capture_output=True, timeout=1500)
    return [out / file.name for file in files]


def answers(policy: Policy, claims: Sequence[Claim], folder: Path, lang: Language = "zh") -> list[Outcome]:
    """What the workbook answers to each claim."""
    from tiaowen.compiler.targets.sheets.written import written

    made = filled(policy, claims, lang)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "claims.xlsx"
    file.write_bytes(written(made.book))
    (again,) = recalculated([file], folder)
    sheets = read_sheets(again)
    return [outcome(made.placed[_copied(clause, at)], sheets, lang) for at, (clause, _, _) in enumerate(claims)]


def filled(policy: Policy, claims: Sequence[Claim], lang: Language = "zh") -> Made:
    """The workbook with a block for every claim, filled in."""
    module = module_of(policy, lang)
    entries = {entry.id: entry for entry in module.entries}
    copies: list[Entry] = []
    most = 2
    for at, (clause, facts, _) in enumerate(claims):
        copies += _copies(entries, clause, at, facts)
        most = max(most, *(len(value) for value in facts.values() if isinstance(value, list | tuple)), 2)
    report = Report()
    made = book_of(replace(module, entries=tuple(copies), same_matter=()), report, rows=most + 1)
    assert made is not None, [(error.clause, error.what) for error in report.errors]  # type: ignore[attr-defined]
    for at, (clause, facts, day) in enumerate(claims):
        for entry in _copies(entries, clause, at, facts):
            fill(made.placed[entry.id], facts, day if entry.id == _copied(clause, at) else None, lang)
    return made


def _copied(clause: str, at: int) -> str:
    return f"{clause}~{at}"


def _copies(entries: Mapping[str, Entry], clause: str, at: int, facts: Mapping[str, Any]) -> list[Entry]:
    """The clause, and those that are to work out what it is not given."""
    entry = entries[clause]
    feeds = [(name, source) for name, source in entry.feeds if name not in facts]
    found = [copy for _, source in feeds for copy in _copies(entries, source, at, facts)]
    named = tuple((name, _copied(source, at)) for name, source in feeds)
    own = replace(entry, id=_copied(clause, at), article=f"{clause}", examples=(), feeds=named)
    return [*found, own]


def fill(placed: Placed, facts: Mapping[str, Any], day: Any, lang: Language) -> None:
    """The facts put into the cells of a block, as they would be typed or pasted."""
    block = placed.block
    for of in block.entry.asked:
        if of.name not in facts:
            continue
        if of.kind == "list":
            _fill_list(placed, of, facts[of.name], lang)
        else:
            block.sheet.put(block.row_of(of.name), VALUE, typed(of, facts[of.name], lang), style(of))
    if block.has_day and day is not None:
        block.sheet.put(block.row_of(DAY), VALUE, _day(day))


def _fill_list(placed: Placed, of: FactType, value: Any, lang: Language) -> None:
    sheet = placed.lists[of.name]
    for row, item in enumerate(value):
        for at, field in enumerate(sheet.fields):
            part = item
            if of.item is not None and of.item.fields:
                part = item.get(field.name) if isinstance(item, Mapping) else item[at]
            sheet.sheet.put(FIRST_ROW + row, 1 + at, typed(field, part, lang), style(field))


def typed(of: FactType, value: Any, lang: Language) -> Any:
    """A fact as it stands in a cell: a number as a number, and what cannot be read as it is."""
    if value is None or value == "":
        return None
    try:
        shown = shown_given(of, read_value(of, value), lang)
        # Before 1900 a sheet has no days: whoever types one types a text.
        return str(shown) if isinstance(shown, date) and shown.year < 1900 else shown
    except FactError:
        pass
    try:
        number = Decimal(value) if of.kind == "number" and isinstance(value, str) else None
    except ArithmeticError:
        number = None
    if number is not None and number.is_finite() and abs(number) < 10**30:
        return number
    return value if isinstance(value, str | int | Decimal | date) else str(value)


def _day(value: Any) -> Any:
    try:
        return value if isinstance(value, date) else date.fromisoformat(value)
    except (ValueError, TypeError):
        return str(value)


# ── what is read ──


def outcome(placed: Placed, sheets: Mapping[str, Mapping[tuple[int, int], Any]], lang: Language) -> Outcome:
    """What a block shows."""
    block, worked = placed.block, placed.worked
    cells = sheets[block.sheet.name]
    asked = [block.row_of(of.name) for of in block.entry.asked] + ([block.row_of(DAY)] if block.has_day else [])
    remarks = [str(cells.get((row, NOTES), "")) for row in asked]
    codes = tuple(remark[:5] for remark in remarks if remark.startswith("T0"))
    lines = tuple(str(cells.get((block.first + at, LINES), "")) for at in range(lines_max(block.entry)))
    values = [cells.get((block.results + at, VALUE)) for at in range(len(labels(block.entry)))]
    said = cells.get((block.verdict, VALUE))
    yes, no = ("符合", "不符合") if lang == "zh" else ("yes", "no")
    if lines and not codes and said == "—" and "T06" not in "".join(lines):
        codes = ("T0608",)
    return Outcome(
        values=tuple(None if value in ("—", None) else Decimal(str(value)) for value in values),
        eligible={yes: True, no: False}.get(str(said)),
        codes=codes,
        lines=tuple(line for line in lines if line),
        limits={of.name: worked.limit.of(of) for of in block.entry.asked if of.kind == "number"},
    )


_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def read_sheets(file: Path) -> dict[str, dict[tuple[int, int], Any]]:
    """The values of all visible sheets, by row and column; numbers as text, so that nothing is rounded here."""
    with zipfile.ZipFile(file) as packed:
        texts = [_text(item) for item in ElementTree.fromstring(packed.read("xl/sharedStrings.xml"))]
        book = ElementTree.fromstring(packed.read("xl/workbook.xml"))
        links = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
        targets = {link.get("Id"): link.get("Target") for link in links}
        found = {}
        for sheet in book.iter(f"{_MAIN}sheet"):
            if sheet.get("state") != "hidden":
                name = targets[sheet.get(f"{_LINKS}id")]
                found[str(sheet.get("name"))] = _cells(ElementTree.fromstring(packed.read(f"xl/{name}")), texts)
    return found


def _cells(sheet: ElementTree.Element, texts: Sequence[str]) -> dict[tuple[int, int], Any]:
    found: dict[tuple[int, int], Any] = {}
    for cell in sheet.iter(f"{_MAIN}c"):
        value = cell.findtext(f"{_MAIN}v")
        if value is not None:
            kind = cell.get("t")
            letters = "".join(char for char in cell.get("r", "") if char.isalpha())
            column = 0
            for letter in letters:
                column = column * 26 + ord(letter) - 64
            row = int(cell.get("r", "")[len(letters) :])
            found[row - 1, column - 1] = texts[int(value)] if kind == "s" else value
    return found


def _text(item: ElementTree.Element) -> str:
    return "".join(part.text or "" for part in item.iter(f"{_MAIN}t"))
