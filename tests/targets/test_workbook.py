"""The workbook: right values before anybody calculates, nothing that a text could become, and LibreOffice agrees."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree

import pytest

from support.drawn import drawn
from support.hostile import HOSTILE, POLICY
from support.pages import ROOT
from support.policies import loaded
from support.rules import policy_of
from support.workbook import Claim, Outcome, answers, fill, filled, read_sheets, recalculated
from tiaowen.compiler import Policy, load
from tiaowen.compiler.program.module import module_of, only
from tiaowen.compiler.report.diagnostic import Language, Report
from tiaowen.compiler.targets.sheets.blocks import LINES, NOTES, VALUE, labels
from tiaowen.compiler.targets.sheets.clause import lines_max
from tiaowen.compiler.targets.sheets.names import LENGTH_MAX, SheetNames
from tiaowen.compiler.targets.sheets.operands import LIMIT, Number, constant
from tiaowen.compiler.targets.sheets.settling import CLAIMED, FIRST_ROW, PAID
from tiaowen.compiler.targets.sheets.wide import Wide, WideArithmetic
from tiaowen.compiler.targets.sheets.workbook import Made, book_of
from tiaowen.compiler.targets.sheets.written import written
from tiaowen.compiler.targets.target import Wanted
from tiaowen.compiler.targets.workbook import WORKBOOK
from tiaowen.runtime import FactError

POLICIES = sorted(path.name for path in (ROOT / "policies").iterdir())
# What Excel 2007, WPS and LibreOffice 7 all have.
FUNCTIONS = {
    "ABS",
    "AND",
    "DAY",
    "EDATE",
    "EXACT",
    "IF",
    "IFERROR",
    "INDEX",
    "INT",
    "ISERROR",
    "ISNUMBER",
    "ISTEXT",
    "LEFT",
    "LEN",
    "MATCH",
    "MAX",
    "MIN",
    "MONTH",
    "NOT",
    "OR",
    "RIGHT",
    "ROUND",
    "ROW",
    "SUM",
    "SUMPRODUCT",
    "TEXT",
    "YEAR",
}


def made_of(policy: Policy, lang: Language = "zh", clauses: tuple[str, ...] = (), rows: int = 0) -> Made:
    module = module_of(policy, lang)
    report = Report()
    made = book_of(only(module, clauses) if clauses else module, report, rows)
    assert made is not None and not report.diagnostics
    return made


def formulas(made: Made) -> Iterator[str]:
    for sheet in made.book.sheets:
        for cell in sheet.cells.values():
            if cell.formula:
                yield cell.formula


@pytest.fixture(scope="module")
def some() -> Made:
    """Clauses of every kind, and those of one matter."""
    return made_of(
        loaded(), clauses=("7.1", "7.2", "7.3", "15.2", "15.3", "26.3", "35.5", "36.1", "37.1", "37.2"), rows=20
    )


# ── what is written ──


QUICK = ("jindong-2025", "labour.policy")
AT_FIRST = [pytest.param(name, marks=() if name in QUICK else pytest.mark.needs_system) for name in POLICIES]


@pytest.mark.parametrize("name", AT_FIRST)
def test_worked_cases_stand_in_the_cells_with_their_results(name: str) -> None:
    """Of every clause, before anybody has calculated."""
    policy = loaded(ROOT / "policies" / name)
    made = made_of(policy, rows=20)
    for entry in module_of(policy).entries:
        placed = made.placed[entry.id]
        block, cells = placed.block, placed.block.sheet.cells
        example = next(each for each in entry.examples if each.accepted)
        if any(name not in dict(example.facts) for name, _ in entry.feeds):
            continue  # it is fed by what stands in the cells of another clause
        result = policy.calc(entry.id, dict(example.facts), date=example.day)
        if not isinstance(result.value, bool):
            value = tuple(result.value.values()) if isinstance(result.value, dict) else result.value
            listed = value if isinstance(value, tuple) else (value,)
            shown = [cells[block.results + at, VALUE].value for at in range(len(labels(entry)))]
            assert shown == [Decimal(value) for value in listed]  # type: ignore[arg-type]
        assert cells[block.verdict, VALUE].value == ("符合" if result.eligible else "不符合")
        lines = [cells[block.first + at, LINES].value for at in range(lines_max(entry))]
        if not placed.lists or entry.id == "35.6":
            assert [line for line in lines if line] == list(result.trace[2:])


def test_every_function_is_one_that_all_programs_have(some: Made) -> None:
    found = {
        name for said in formulas(some) for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", re.sub('"[^"]*"', "", said))
    }
    assert found <= FUNCTIONS
    assert {"SUMPRODUCT", "IFERROR", "EXACT"} <= found


def test_no_number_of_a_formula_is_longer_than_a_sheet_keeps(some: Made) -> None:
    for said in formulas(some):
        plain = re.sub("\"[^\"]*\"|'[^']*'", "", said)
        for number in re.findall(r"(?<![A-Z$\d.])\d+", plain):
            assert int(number) <= LIMIT
        assert len(said) < 8192


def test_the_sheets_of_a_policy(some: Made) -> None:
    names = [sheet.name for sheet in some.book.sheets]
    assert names[0] == "目录" and names[-3:] == ["就高", "计算", "选项"]
    assert "26.3 期权费" in names
    assert [sheet.name for sheet in some.book.sheets if sheet.is_hidden] == ["计算", "选项"]
    links = {cell.link for cell in some.contents.cells.values() if cell.link}
    assert "'（七）支持企业加大研发投入'!B4" in links


def test_nothing_is_claimed_before_somebody_says_so(some: Made) -> None:
    """The worked cases that the sheets begin with are nobody's claims."""
    sheet = some.settling
    assert sheet is not None
    rows = {str(cell.value): row for (row, column), cell in sheet.cells.items() if column == 0 and row >= FIRST_ROW}
    assert sheet.cells[rows["15.3"], CLAIMED].value is None
    assert not sheet.cells[rows["15.3"], PAID].value


def test_the_file_has_no_macro_no_link_and_only_open_inputs(some: Made) -> None:
    with zipfile.ZipFile(BytesIO(written(some.book))) as packed:
        names = packed.namelist()
        assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]
        assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        sheets = [packed.read(name).decode() for name in names if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == len(some.book.sheets)
    for text in sheets:
        assert "<sheetProtection " in text and "password=" not in text and 'orientation="' in text
        assert "fitToWidth" not in text or 'fitToHeight="0"' in text
    assert sum("<dataValidation " in text for text in sheets) >= 6


def test_twice_the_same_bytes_whatever_the_hashes() -> None:
    script = (
        "import sys; from hashlib import sha256; from tiaowen.compiler import load;"
        "from tiaowen.compiler.program.module import module_of; from tiaowen.compiler.report.diagnostic import Report;"
        "from tiaowen.compiler.targets.workbook import emit; from tiaowen.compiler.targets.target import Wanted;"
        "print(sha256(emit(module_of(load(sys.argv[1])), Report(), Wanted())['']).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script, str(ROOT / "policies" / "court-fees.policy")],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1 and len(next(iter(found))) == 65


def test_every_list_can_be_said() -> None:
    """The other clauses are all asked for with LibreOffice."""
    count = 0
    for name in POLICIES:
        report = Report()
        module = module_of(loaded(ROOT / "policies" / name))
        listed = [entry.id for entry in module.entries if _is_list(entry)]
        made = book_of(only(module, listed), report, rows=3)
        assert made is not None and not report.diagnostics
        count += len(listed)
    assert count == 8


def test_what_it_cannot_say_is_told_of_each_clause() -> None:
    policy = policy_of("填报：到岗：时刻。\n条件：到岗不早于8:00。\n奖励：10元。\n")
    report = Report()
    assert not WORKBOOK.emit(module_of(policy), report, Wanted())
    assert [(error.code, error.clause, error.what[0]) for error in report.errors] == [("T0501", "1", "时刻")]  # type: ignore[attr-defined]


def _is_list(entry: Any) -> bool:
    return any(of.kind == "list" for of in entry.facts)


def test_a_missing_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.delitem(sys.modules, "tiaowen.compiler.targets.sheets.written")
    report = Report()
    assert not WORKBOOK.emit(module_of(loaded(ROOT / "policies" / "court-fees.policy")), report, Wanted())
    assert [error.code for error in report.errors] == ["T0595"]


# ── names and texts ──


def test_names_of_sheets() -> None:
    names = SheetNames()
    for words in (
        "（一）甲" * 20,
        "（一）甲" * 20,
        "a[b]:*?/\\c",
        "A[B]C",
        "'''",
        "",
        "History",
        "𠀀" * 40,
        "x\u202ey",
    ):
        name = names.name(words)
        assert len(name.encode("utf-16-le")) // 2 <= LENGTH_MAX
        assert not set(name) & set("[]:*?/\\") and not name.startswith("'") and not name.endswith("'")
    assert len(names.kept) == 10
    assert len({name.lower() for name in names.kept}) == 10


MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RISKY = ("=1+1", "+1", "-1", "@SUM(1)", '"&A1&"', "=HYPERLINK(1)", "_x0041_", "\ud800", "\ufffe")


@pytest.mark.parametrize("text", [*RISKY, *HOSTILE[:6]])
def test_no_text_becomes_a_formula(text: str) -> None:
    """Wherever a policy has a text of its own: title, id, quotation, names, options, units, words told."""
    policy = policy_of("填报：类：甲、乙；量：金额。\n条件：类为乙。\n奖励：量的50%。\n算例：类乙，量2元，得1元。\n")
    module = module_of(policy)
    (entry,) = module.entries
    option, amount = entry.facts
    told = replace(entry.told, lines=(replace(entry.told.lines[0], parts=(text, *entry.told.lines[0].parts)),))
    hostile = replace(
        entry,
        id=text,
        title=text,
        chapter=text,
        article=text,
        quote=text,
        heading=text,
        unit=text,
        told_unit=text,
        facts=(replace(option, options=(text, "乙")), replace(amount, unit=text)),
        told=told,
    )
    made = book_of(replace(module, title=text, entries=(hostile,)), Report())
    assert made is not None
    with zipfile.ZipFile(BytesIO(written(made.book))) as packed:
        parts = {name: ElementTree.fromstring(packed.read(name)) for name in packed.namelist()}
    said = [cell.text or "" for name, part in parts.items() if "worksheets" in name for cell in part.iter(f"{MAIN}f")]
    assert len(said) > 50
    # Within a formula the text stands between quotation marks, with its own written twice.
    bare = [re.sub('"(?:[^"]|"")*"', "", re.sub("'(?:[^']|'')*'!", "", formula)) for formula in said]
    assert not [formula for formula in bare if "HYPERLINK" in formula or "A1&" in formula or '"' in formula]


def test_a_policy_that_is_all_hostile(tmp_path: Path) -> None:
    path = tmp_path / "恶.policy"
    path.write_text(POLICY, "utf-8")
    made = made_of(load(path), rows=3)
    with zipfile.ZipFile(BytesIO(written(made.book))) as packed:
        texts = {name: packed.read(name).decode() for name in packed.namelist()}
    for text in texts.values():
        ElementTree.fromstring(text)
    assert "&lt;script&gt;" in texts["xl/sharedStrings.xml"]
    assert "<script" not in "".join(texts.values())


# ── numbers that no cell holds ──


def test_wide_numbers() -> None:
    """What is said of a number in several cells is what Python says of it."""
    rng = Random("wide")
    cells: list[Number] = []

    def keep(number: Number) -> Number:
        assert number.low <= number.value <= number.high, number
        assert number.low >= -LIMIT and number.high <= LIMIT
        cells.append(number)
        return Number(f"$A${len(cells)}", number.value, number.low, number.high)

    arithmetic = WideArithmetic(keep)

    def drawn_number() -> Wide:
        most = 10 ** rng.randint(1, 35)
        value = rng.choice((rng.randint(-most, most), most, -most, 0, 1, -1))
        parts = arithmetic.constant(value)
        ends = [(-(10**6) + 1, 10**6 - 1) if part is parts.digits[-1] else (0, 10**6 - 1) for part in parts.digits]
        digits = tuple(Number(part.text, part.value, *end) for part, end in zip(parts.digits, ends, strict=True))
        size = 10 ** (6 * len(digits))
        return Wide(digits, -size, size)

    for _ in range(300):
        one, other = drawn_number(), drawn_number()
        assert arithmetic.plus([one, other]).value == one.value + other.value
        assert arithmetic.times(one, other).value == one.value * other.value
        assert arithmetic.minus(one, other).value == one.value - other.value
        assert arithmetic.extreme("min", [one, other]).value == min(one.value, other.value)
        for sign, holds in (
            ("<", one.value < other.value),
            (">=", one.value >= other.value),
            ("=", one.value == other.value),
        ):
            assert arithmetic.compare(sign, one, other).value is holds
        quotient, beyond = arithmetic.quotient(one, other)
        exact = one.value // other.value if other.value > 0 else 0
        assert beyond.value or quotient.value == exact
        assert abs(exact) < LIMIT - 10 or beyond.value
    assert arithmetic.quotient(constant(7), constant(2))[0].value == 3


# ── LibreOffice ──


def cached_and_recalculated(made: Made, folder: Path) -> tuple[int, list[str]]:
    """How many formulas of visible sheets there are, and those of which LibreOffice makes something else."""
    file = folder / "book.xlsx"
    file.write_bytes(written(made.book))
    (again,) = recalculated([file], folder)
    before, after = read_sheets(file), read_sheets(again)
    count, wrong = 0, []
    for sheet in made.book.sheets:
        for place, cell in sheet.cells.items():
            if cell.formula and sheet.name in after:
                count += 1
                one, other = before[sheet.name].get(place, ""), after[sheet.name].get(place, "")
                if one != other and not (_is_number(one) and _is_number(other) and Decimal(one) == Decimal(other)):
                    wrong.append(f"{sheet.name} {place}: {one!r}, {other!r} of {cell.formula}")
    return count, wrong


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?[0-9.]+(E[-+]?[0-9]+)?", text) is not None


@pytest.mark.needs_system
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_shown_at_first_is_what_libreoffice_works_out(lang: Language, tmp_path: Path) -> None:
    for name in ("jindong-2025", "lucheng-2019.policy"):
        count, wrong = cached_and_recalculated(made_of(loaded(ROOT / "policies" / name), lang), tmp_path)
        assert count > 1000
        assert not wrong


def answered(policy: Policy, claims: list[Claim], folder: Path, lang: Language = "zh") -> list[tuple[Claim, Outcome]]:
    return list(zip(claims, answers(policy, claims, folder, lang), strict=True))


def difference(policy: Policy, claim: Claim, shown: Outcome, lang: Language) -> str:
    """How a workbook differs from the interpreter; nothing where it refuses a number as too large for it, and it is."""
    clause, facts, day = claim
    try:
        result = policy.calc(clause, facts, date=day)
    except FactError as error:
        codes = {fault.code for fault in error.faults}
        if not shown.codes or any(value is not None for value in shown.values):
            return f"gives {shown.values} where the facts are refused: {error}"
        # A text where a number should stand, and a day before 1900, are told as such.
        return (
            ""
            if codes & set(shown.codes) or set(shown.codes) <= {"T0611", "T0608", "T0612"}
            else f"{shown.codes}, want {codes}"
        )
    if shown.codes:
        if shown.codes == ("T0601",) and "''" in repr(facts):  # a cell cannot hold a text of no length
            return ""
        # Beyond what a sheet says it can hold.
        return "" if set(shown.codes) <= {"T0608", "T0612"} else f"refuses sound facts: {shown.codes}"
    values = result.value
    if isinstance(values, bool):
        return "" if shown.eligible is values else f"says {shown.eligible}, want {values}"
    listed = tuple(values.values()) if isinstance(values, dict) else values if isinstance(values, tuple) else (values,)
    if tuple(map(Decimal, listed)) != shown.values:  # type: ignore[arg-type]
        return f"gives {shown.values}, want {listed}"
    if shown.eligible is not result.eligible:
        return f"says {shown.eligible}, want {result.eligible}"
    told = list(result.trace_in(lang)[2:])
    own = [line for line in shown.lines if not re.match("逐项|items?:|item by item", line)]
    # A number that no cell holds is told as such.
    is_listed = len(own) < len(shown.lines) or re.search("超出本表|beyond what", "".join(own)) is not None
    return "" if is_listed or told == own else f"tells {shown.lines}, want {told}"


PER_CLAUSE = 6


@pytest.mark.needs_system
@pytest.mark.parametrize("name", POLICIES)
def test_libreoffice_agrees_with_the_interpreter(name: str, tmp_path: Path) -> None:
    policy = loaded(ROOT / "policies" / name)
    claims: list[Claim] = []
    for clause in policy.clauses.values():
        most = 4 if clause.id == "env.top3" else PER_CLAUSE  # a large block
        claims += [(clause.id, facts, day) for facts, day in drawn(policy, clause, Random(clause.id), most)]
    found = answered(policy, claims, tmp_path)
    wrong = [f"{claim}: {why}" for claim, shown in found if (why := difference(policy, claim, shown, "zh"))]
    assert not wrong
    accepted = sum(not shown.codes for _, shown in found)
    assert accepted > len(found) * 2 // 3


@pytest.mark.needs_system
def test_libreoffice_tells_it_in_english(tmp_path: Path) -> None:
    policy = loaded(ROOT / "policies" / "employment.policy")
    claims: list[Claim] = []
    for clause in policy.clauses.values():
        claims += [(clause.id, facts, day) for facts, day in drawn(policy, clause, Random(clause.id), 12)]
    found = answered(policy, claims, tmp_path, "en")
    assert not [f"{claim}: {why}" for claim, shown in found if (why := difference(policy, claim, shown, "en"))]


@pytest.mark.needs_system
def test_libreoffice_says_what_is_wrong_with_a_cell(tmp_path: Path) -> None:
    policy = loaded()
    research = dict(module_of(policy).entries[12].examples[0].facts)
    cases: list[tuple[Claim, tuple[str, ...]]] = [
        (("7.1", {**research, "研发费用合计": None}, None), ("T0601",)),
        (("7.1", {**research, "研发费用合计": "很多"}, None), ("T0611",)),
        (("7.1", {**research, "研发费用合计": "0.001"}, None), ("T0606",)),
        (("7.1", {**research, "营业收入": "-1"}, None), ("T0607",)),
        (("7.1", {**research, "营业收入": "10000000000000"}, None), ("T0608",)),
        (("7.1", {**research, "首次申报": "也许"}, None), ("T0603",)),
        (("7.1", {**research, "研发费用合计": "1万元"}, None), ("T0614", "T0614")),
        (("7.1", research, "哪天"), ("T0612",)),
        (("11.1", {"数字化转型水平": "三十级", "已获数字化改造相关政策奖励": "0"}, None), ("T0609",)),
        (("11.1", {}, None), ("T0601", "T0601")),
        (("26.3", {"期权费": ["1000", "x"]}, None), ("T0611",)),
        (("36.2", {"油茶连片面积": "20", "油茶验收合格": True, "油茶补助年次": "1.5"}, None), ("T0606",)),
    ]
    shown = answers(policy, [claim for claim, _ in cases], tmp_path)
    assert [outcome.codes for outcome in shown] == [codes for _, codes in cases]
    assert {value for outcome in shown for value in outcome.values} == {None}


@pytest.mark.needs_system
def test_libreoffice_settles_as_the_interpreter_does(tmp_path: Path) -> None:
    policy = loaded()
    rng = Random("settle")
    clauses = ("15.2", "15.3", "36.1", "36.2", "36.3", "37.1", "37.2")
    for round_number in range(4):
        made = made_of(policy, clauses=clauses)
        claims: dict[str, Any] = {}
        for clause in clauses:
            options = [
                facts for facts, _ in drawn(policy, policy.clauses[clause], rng, 30) if _is_small(policy, clause, facts)
            ]
            claims[clause] = rng.choice(options)
            placed = made.placed[clause]
            for of in placed.block.entry.asked:
                placed.block.sheet.cells[placed.block.row_of(of.name), VALUE] = type(
                    placed.block.sheet.cells[placed.block.row_of(of.name), VALUE]
                )(style=placed.block.sheet.cells[placed.block.row_of(of.name), VALUE].style)
            fill(placed, claims[clause], None, "zh")
        settlement = policy.settle(claims)
        assert made.settling is not None
        for row in range(FIRST_ROW, FIRST_ROW + len(clauses)):
            made.settling.cells[row, CLAIMED] = replace(made.settling.cells[row, CLAIMED], value="是")
        file = tmp_path / f"{round_number}.xlsx"
        file.write_bytes(written(made.book))
        (again,) = recalculated([file], tmp_path)
        cells = read_sheets(again)["就高"]
        paid = {cells[row, 0]: Decimal(cells[row, PAID]) for row in range(FIRST_ROW, FIRST_ROW + len(clauses))}
        assert {name for name, amount in paid.items() if amount} == set(settlement.paid)
        assert sum(paid.values()) == settlement.total


def _is_small(policy: Policy, clause: str, facts: Any) -> bool:
    try:
        value = policy.calc(clause, facts).value
    except FactError:
        return False
    return isinstance(value, Decimal) and value < 10**6


@pytest.mark.needs_system
def test_a_copy_for_each_applicant_is_the_same_clause(tmp_path: Path) -> None:
    policy = loaded()
    made = filled(policy, [("5.2", {"完成省科技成果登记并产业化": True, "年销售收入": "7500万元"}, None)])
    placed = made.placed["5.2~0"]
    assert placed.worked.limit == made_of(policy, clauses=("5.2",)).placed["5.2"].worked.limit
    file = tmp_path / "one.xlsx"
    file.write_bytes(written(made.book))
    cells = read_sheets(recalculated([file], tmp_path)[0])[placed.block.sheet.name]
    assert cells[placed.block.results, VALUE] == "140000"
    assert cells[placed.block.results, NOTES] == "14万元"
