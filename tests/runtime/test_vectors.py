"""The runtimes in Python, JavaScript and Java give what tests/vectors says, row by row. See the README there."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from support import java
from support.node import run
from support.rules import policy_of
from support.targets import emitted, in_any_language
from support.vectors import FILES, TYPES, given
from tiaowen.runtime.allocate import SharingRule, share_out
from tiaowen.runtime.calendar_days import months_between, shift_months
from tiaowen.runtime.errors import FactError
from tiaowen.runtime.facts import FactType, Value, format_quantity, read_date, read_value
from tiaowen.runtime.groups import groups_by, groups_by_month, picked, sum_fractions
from tiaowen.runtime.in_chinese import approved_line, date_lines, result_line, shown_quantity
from tiaowen.runtime.numerals import NumeralError, read_numeral, read_ratio
from tiaowen.runtime.result import Outcome, money, number, round_whole, rounded
from tiaowen.runtime.selection import best_selection
from tiaowen.runtime.telling import tell
from tiaowen.runtime.units import parse_unit

LISTS = [(file, name) for file, lists in FILES.items() for name, rows in lists.items() if isinstance(rows, list)]


def test_there_are_as_many_as_promised() -> None:
    assert sum(len(FILES[file][name]) for file, name in LISTS) >= 400


# ── Python ──


def held(of: FactType, value: Value) -> object:
    if isinstance(value, tuple):
        types = of.fields or (of.item or of,) * len(value)
        return [held(part, one) for part, one in zip(types, value, strict=True)]
    return str(value) if of.kind == "number" and value is not None else value


def reading(name: str, value: Any) -> object:
    try:
        return {"held": held(TYPES[name], read_value(TYPES[name], given(value)))}
    except FactError as error:
        return {"faults": [[fault.code, fault.message, fault.message_en] for fault in error.faults]}


def refused_or(read: Callable[[str], Fraction | None]) -> Callable[[str], object]:
    def result(text: str) -> object:
        try:
            return None if (value := read(text)) is None else str(value)
        except NumeralError as wrong:
            return {"reason": wrong.reason, "reason_en": wrong.reason_en}

    return result


def unit(text: str, declared: list[str]) -> object:
    found = parse_unit(text, declared)
    return found and {"text": found.text, "powers": dict(found.powers), "factor": str(found.factor)}


def day(text: str) -> int | None:
    found = read_date(text)
    return None if found is None else found.toordinal()


def outcome(value: Any) -> Outcome:
    """The value of a result, as Python has it."""
    if isinstance(value, str):
        return Decimal(value)
    if isinstance(value, dict):
        return {name: outcome(part) for name, part in value.items()}
    return tuple(map(outcome, value)) if isinstance(value, list) else bool(value)


def sums(pairs: Iterable[Any]) -> str:
    return str(Fraction(*sum_fractions([(int(above), int(below)) for above, below in pairs])))


def some(keyed: Iterable[Any], order: Any, skip: int, count: int | None, fields: list[int]) -> list[Any]:
    pairs = [(None if key is None else (int(key[0]), int(key[1])), item) for key, item in keyed]
    return picked(pairs, order, skip, count, fields)


def shares(rule: dict[str, Any], budget: str, due: list[list[str]], scores: dict[str, str] | None) -> list[list[str]]:
    said = SharingRule(**rule | {key: int(rule[key]) for key in ("cap", "step") if key in rule})
    points = {name: int(score) for name, score in (scores or {}).items()}
    found = share_out({name: int(fen) for name, fen in due}, int(budget), said, points)
    return [[name, str(share).replace(".", "").lstrip("0") or "0"] for name, share in found.shares.items()]


def told(lines: list[Any], values: list[Any]) -> list[str]:
    def value(said: Any) -> object:
        if isinstance(said, dict):
            return [tuple(map(value, item)) for item in said["items"]]
        return (int(said[0]), int(said[1]), said[2]) if isinstance(said, list) else said

    return tell(lines, [value(said) for said in values])


PYTHON: dict[str, Callable[..., object]] = {
    "readings": reading,
    "numerals": refused_or(read_numeral),
    "ratios": refused_or(read_ratio),
    "units": unit,
    "money": lambda n, d: str(money(int(n), int(d))),
    "rounded": lambda n, d, places, mode: str(rounded(int(n), int(d), places, mode)),
    "whole": lambda n, d, mode: str(round_whole(int(n), int(d), mode)),
    "counts": lambda n, d: str(number(int(n), int(d))),
    "shown": lambda n, d, unit: format_quantity(int(n), int(d), unit),
    "days": day,
    "shifts": shift_months,
    "months": months_between,
    "by_fields": groups_by,
    "by_months": lambda items, key, months: groups_by_month(items, key, [(year, month) for year, month in months]),
    "sums": sums,
    "picked": some,
    "selections": lambda weights, pairs: best_selection([int(weight) for weight in weights], pairs),
    "shares": shares,
    "told": told,
    "quantities": lambda n, d, unit: shown_quantity(int(n), int(d), unit),
    "dated": lambda on, *valid: date_lines(on and date.fromordinal(on), *map(date.fromordinal, valid)),
    "approved": lambda cents: approved_line(int(cents)),
    "endings": lambda heading, unit, pays, value: result_line(heading, unit, pays, outcome(value)),
}


@pytest.mark.parametrize(("file", "name"), LISTS)
def test_in_python(file: str, name: str) -> None:
    found = [[*row[:-1], PYTHON[name](*row[:-1])] for row in FILES[file][name]]
    assert [row for row, one in zip(FILES[file][name], found, strict=True) if as_json(row) != as_json(one)] == []


def as_json(row: object) -> str:
    """As text, in which 1 is not true."""
    return json.dumps(row, sort_keys=True)


# ── JavaScript ──

# Each list's function of a row, over the names of the JavaScript runtime.
JAVASCRIPT = """
const revived = (value) => {
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== "object" || value === null) return value;
  if (Object.hasOwn(value, "$")) return value.$ === "integer" ? BigInt(value.text) : Number(value.text.replace("inf", "Infinity"));
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, revived(part)]));
};
const isSmall = (said) => said.kind !== "number" || Number(said.high ?? 2 ** 53) < 2 ** 53;
const end = (said, text) => (text === undefined ? null : isSmall(said) ? Number(text) : BigInt(text));
const typeOf = (said) => factType({
  ...said, small: isSmall(said), low: end(said, said.low), high: end(said, said.high),
  item: said.item ? typeOf(said.item) : null, fields: (said.fields ?? []).map(typeOf),
});
const held = (of, value) => {
  if (Array.isArray(value)) return value.map((part, index) => held(of.fields[index] ?? of.item ?? of, part));
  return of.kind === "number" && value !== null ? String(value) : value;
};
const fraction = ([above, below]) => {
  const [n, d] = reduced(above, below);
  return d === 1n ? String(n) : `${n}/${d}`;
};
const refusedOr = (read) => (text) => {
  try {
    const value = read(text);
    return value === null ? null : fraction(value);
  } catch (wrong) {
    if (!(wrong instanceof NumeralError)) throw wrong;
    return { reason: wrong.reason[0], reason_en: wrong.reason[1] };
  }
};
const shown = (said) => {
  if (Array.isArray(said)) return [BigInt(said[0]), BigInt(said[1]), said[2]];
  return typeof said === "object" ? said.items.map((item) => item.map(shown)) : said;
};
const TYPES = Object.fromEntries(Object.entries(FILES.readings.types).map(([name, said]) => [name, typeOf(said)]));
const RUNS = {
  readings(name, value) {
    const [of, faults] = [TYPES[name], []];
    const found = readValue(of, revived(value), [of.name], faults);
    if (!faults.length) return { held: held(of, found) };
    return { faults: faults.map(({ code, message, messageEn }) => [code, message, messageEn]) };
  },
  numerals: refusedOr(readNumeral),
  ratios: refusedOr(readRatio),
  units(text, declared) {
    const unit = parseUnit(text, declared);
    if (unit === null) return null;
    return { powers: Object.fromEntries([...unit.powers].filter(([, power]) => power)), factor: fraction(unit.factor) };
  },
  money: (n, d) => rounded(BigInt(n), BigInt(d), 2n),
  whole: (n, d, mode) => String(roundWhole(BigInt(n), BigInt(d), mode)),
  counts: (n, d) => String(number(BigInt(n), BigInt(d))),
  shown: (n, d, unit) => formatQuantity(BigInt(n), BigInt(d), unit),
  days: readDate,
  shifts: shiftMonths,
  months: monthsBetween,
  by_fields: groupsBy,
  by_months: (items, key, months) =>
    groupsByMonth(items, key, months.map(([year, month]) => `${year}-${String(month).padStart(2, "0")}`)),
  told: (lines, values) => tell(lines, values.map(shown)),
  quantities: (n, d, unit) => shownQuantity(BigInt(n), BigInt(d), unit),
  dated: dateLines,
  approved: (cents) => approvedLine(BigInt(cents)),
  endings: resultLine,
  sums: (pairs) => fraction(sumFractions(pairs.map((pair) => pair.map(BigInt)))),
  selections(weights, pairs) {
    const excluded = weights.map(() => 0n);
    for (const [one, other] of pairs) {
      if (one === other) continue;
      excluded[one] |= 1n << BigInt(other);
      excluded[other] |= 1n << BigInt(one);
    }
    return bestOf(weights.map(BigInt), excluded);
  },
  shares(given, budget, due, scores) {
    const rule = { ...IN_PROPORTION, ...given };
    for (const key of ["cap", "step"]) if (Object.hasOwn(given, key)) rule[key] = inYuan(BigInt(given[key]));
    const points = new Map(Object.entries(scores ?? {}).map(([name, score]) => [name, BigInt(score)]));
    const owed = (fen) => ({ paid: new Map([["", BigInt(fen)]]), refused: new Map(), unapproved: new Map() });
    const found = shareOut(new Map(due.map(([name, fen]) => [name, owed(fen)])), BigInt(budget), rule, points);
    return found.applicants.map((name) => [name, String(cents(found.shares[name]))]);
  },
  picked: (keyed, ...how) => picked(keyed.map(([key, item]) => [key && key.map(BigInt), item]), ...how),
};
console.log(JSON.stringify(ASKED.map(([name, row]) => RUNS[name](...row))));
"""
# Rounding to tens and hundreds is worked out by the printer of JavaScript; it has no function of its own.
PYTHON_ONLY = {"rounded"}


def is_said(value: Any) -> bool:
    """Whether JavaScript has the values of a row."""
    if isinstance(value, list):
        return all(map(is_said, value))
    if not isinstance(value, dict):
        return True
    if "$" not in value:
        return all(map(is_said, value.values()))
    # A whole Number is no float there, and prints as one.
    return value["$"] == "integer" or (value["$"] == "float" and not float(value["text"]).is_integer())


@pytest.fixture(scope="module")
def javascript() -> Mapping[str, list[Any]]:
    """For each list, the rows with what JavaScript gives."""
    rows = [
        (name, row) for file, name in LISTS for row in FILES[file][name] if name not in PYTHON_ONLY and is_said(row)
    ]
    module = emitted(policy_of("填报：甲：家。\n奖励：甲，每家1万元。\n"), "javascript")[""].replace("export ", "")
    asked = json.dumps([(name, row[:-1]) for name, row in rows])
    found = json.loads(run(f"{module}\nconst FILES = {json.dumps(FILES)};\nconst ASKED = {asked};\n{JAVASCRIPT}"))
    results: dict[str, list[Any]] = {name: [] for _, name in LISTS}
    for (name, row), result in zip(rows, found, strict=True):
        results[name].append((row, result))
    return results


@pytest.mark.parametrize(("file", "name"), [each for each in LISTS if each[1] not in PYTHON_ONLY])
def test_in_javascript(file: str, name: str, javascript: Mapping[str, list[Any]]) -> None:
    rows = javascript[name]
    assert len(rows) > len(FILES[file][name]) * 3 // 4
    assert [(*row, found) for row, found in rows if as_json(neutral(found)) != as_json(neutral(row[-1]))] == []


# ── Java ──

JAVA = Path(__file__).with_name("vectors.java")


@pytest.fixture(scope="module")
def in_java(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[Any]]:
    """For each list, the rows with what Java gives: its names are within the class, and so is what asks for them."""
    rows = [
        (name, row)
        for file, name in LISTS
        for row in FILES[file][name]
        if name not in PYTHON_ONLY and not ("decimal" in str(row[1:2]) and re.search("NaN|Infinity", str(row[1:2])))
    ]  # a BigDecimal is always a number
    module = emitted(policy_of("填报：甲：家。\n奖励：甲，每家1万元。\n"), "java")[""]
    text = f"{module.rstrip().removesuffix('}')}\n{JAVA.read_text('utf-8')}}}\n"
    with java.Calculator() as calculator:
        file = calculator.module(tmp_path_factory.mktemp("java") / "vectors", text)
        asked = [(name, row[:-1]) for name, row in rows]
        (found,) = calculator.answers(file, [("vectors", (FILES["readings"]["types"], asked), {})])
    results: dict[str, list[Any]] = {name: [] for _, name in LISTS}
    for (name, row), result in zip(rows, found, strict=True):
        results[name].append((row, result))
    return results


@pytest.mark.needs_system
@pytest.mark.parametrize(("file", "name"), [each for each in LISTS if each[1] not in PYTHON_ONLY])
def test_in_java(file: str, name: str, in_java: Mapping[str, list[Any]]) -> None:
    rows = in_java[name]
    assert len(rows) >= len(FILES[file][name]) - 3
    assert [(*row, found) for row, found in rows if as_json(neutral(found)) != as_json(neutral(row[-1]))] == []


def neutral(result: Any) -> Any:
    """A result without what each language says in words of its own."""
    if isinstance(result, dict) and "faults" in result:
        return [in_any_language(fault) for fault in result["faults"]]
    if isinstance(result, dict) and "powers" in result:
        return {key: result[key] for key in ("powers", "factor")}
    return result
