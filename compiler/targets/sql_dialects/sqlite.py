"""SQLite 3.35 or later: integers of 64 bits, and amounts as decimal text; REAL is refused, which has lost digits already.

What grows beyond 64 bits SQLite would turn into REAL without a word: no number may come there.
"""

from __future__ import annotations

from collections.abc import Sequence

from tiaowen.runtime.facts import FactType

from ...ir.integer import FloorDiv
from ...report.diagnostic import Text
from ..expressions import Level, Unsayable, infix
from ..sql_lists import Subqueries
from ..sql_printer import Ways, arithmetic, language
from .dialect import BEYOND, NARROW, Dialect, Query, Read, selected, text_literal, visible_name

_INTEGERS = arithmetic(infix("/", Level.PRODUCT), least="MIN({})", most="MAX({})")
_DATE = "date(({} - 719163) * 86400, 'unixepoch')"
_ORDINAL = "(CAST(strftime('%s', {}) AS INTEGER) / 86400 + 719163)"
_PART = "CAST(strftime('{}', {}) AS INTEGER)"


def _parts(day: str, number: str) -> str:
    """Month (from year 0) and day of a number of days, under names that end in a number."""
    date = _DATE.format(day)
    month = f"{_PART.format('%Y', date)} * 12 + {_PART.format('%m', date)} - 1"
    return f"{month} AS i{number}, {_PART.format('%d', date)} AS d{number}"


def _length(month: str) -> str:
    """How many days a month has."""
    year = f"({month} / 12)"
    leap = f"{year} % 4 = 0 AND ({year} % 100 <> 0 OR {year} % 400 = 0)"
    return (
        f"CASE {month} % 12 + 1 WHEN 2 THEN CASE WHEN {leap} THEN 29 ELSE 28 END"
        " WHEN 4 THEN 30 WHEN 6 THEN 30 WHEN 9 THEN 30 WHEN 11 THEN 30 ELSE 31 END"
    )


_FIRST = _ORDINAL.format("printf('%04d-%02d-01', i1 / 12, i1 % 12 + 1)")
_SHIFT = (
    f"(SELECT CASE WHEN i1 < 12 THEN 1 WHEN i1 >= 120000 THEN 3652059 ELSE {_FIRST} + MIN(d1, {_length('i1')}) - 1 END"
    f" FROM (SELECT i1 + {{1}} AS i1, d1 FROM (SELECT {_parts('{0}', '1')})))"
)
_BETWEEN = (
    f"(SELECT CASE WHEN {{1}} >= {{0}} THEN i2 - i1 - (d2 < MIN(d1, {_length('i2')}))"
    f" ELSE -(i1 - i2 - (d1 < MIN(d2, {_length('i1')}))) END FROM (SELECT {_parts('{0}', '1')}, {_parts('{1}', '2')}))"
)

_LISTS = Subqueries(
    rows="(SELECT value AS {item}, key AS {item}_n, type AS {item}_t FROM json_each({items}))",
    listed="(SELECT json_group_array({body}) FROM (SELECT * FROM {source} ORDER BY {place}))",
    array="(SELECT json_group_array({body}) FROM (SELECT * FROM {source} ORDER BY {place}))",
    size="json_array_length({})",
    record="json_array({})",
    nested="json({})",
    fields="json_extract({}, '$[{}]')",
    items="json_extract({}, '$[{}]')",
    least="MIN({})",
)
# The columns that JSON has as rows: a list by such a name would be taken for one of them.
_OF_JSON = ("key", "value", "type", "atom", "id", "parent", "fullkey", "path", "json", "root", "rowid")


class SQLite(Dialect):
    name = "sqlite"
    capacity = NARROW
    columns_said = (
        Text(
            "金额和其他数：INTEGER，或者写成文字的小数 '1234.56'（以填报项的单位计，金额是元，比例 20% 是 0.2）；REAL 不受理",
            "amounts and other numbers: INTEGER, or decimals as text '1234.56' (in the unit of the fact: yuan; the ratio 20% is 0.2); REAL is refused",
        ),
        Text(
            "是否 0、1 或 '是'、'否'，选项和文字 TEXT，日期 TEXT（'2025-03-01'）",
            "是否 0, 1 or '是', '否', options and texts TEXT, dates TEXT ('2025-03-01')",
        ),
        Text(
            '清单是 JSON 文字：[1000, "500.50"]，[{"名称": 值, …}]，小数写成文字',
            'lists are JSON text: [1000, "500.50"], [{"name": value, …}], decimals as text',
        ),
    )
    result_said = Text("金额是两位小数的文字 '700000.00'", "amounts are text with two decimals, '700000.00'")
    no_text = "NULL"
    plain = (FloorDiv,)
    character = "char({})"
    language = language(_INTEGERS, _INTEGERS, "{}", "{}", lambda text: text_literal(text, "char({})"))
    ways = Ways(
        floored="(({0} - ({0} % {1} + {1}) % {1}) / {1})",
        floored_wide="",
        shift_months=_SHIFT,
        months_between=_BETWEEN,
        integer="INTEGER",
        wide_integer="INTEGER",
        lists=_LISTS,
        month=f"CAST(strftime('%Y%m', {_DATE}) AS INTEGER)",
    )

    def alike(self, name: str) -> str:
        return "".join(char.lower() if char.isascii() else char for char in name)

    def number(self, raw: str, of: FactType, low: int, high: int) -> Read:
        places, text = of.decimals, f"CAST({raw} AS TEXT)"
        digits = f"ltrim({text}, '-')"
        whole = f"substr({digits}, 1, instr({digits} || '.', '.') - 1)"
        rest = f"rtrim(substr({digits}, instr({digits} || '.', '.') + 1), '0')"
        shape = f"{whole} <> '' AND {whole} || {rest} NOT GLOB '*[^0-9]*' AND {text} NOT LIKE '%.' AND {text} NOT LIKE '--%'"
        is_plain = f"typeof({raw}) IN ('integer', 'text') AND {shape}"
        parts = f"{whole} || substr({rest} || '{'0' * places}', 1, {places})" if places else whole
        value = f"CASE WHEN {text} LIKE '-%' THEN -1 ELSE 1 END * CAST({parts} AS INTEGER)"
        fits = f"length({rest}) <= {places} AND length(ltrim({whole}, '0')) <= 15"
        faults = [
            (f"typeof({raw}) = 'real'", "T0604"),
            (f"typeof({raw}) = 'blob'", "T0603"),
            (f"NOT ({shape})", "T0611"),
            (f"length(ltrim({whole}, '0')) > 15", "T0608"),
            (f"length({rest}) > {places}", "T0606"),
        ]
        if not of.negative:
            faults.append((f"{text} LIKE '-%' AND {whole} || {rest} GLOB '*[1-9]*'", "T0607"))
        if of.low is not None or of.high is not None:
            faults.append((f"{value} NOT BETWEEN {of.least} AND {of.most}", "T0610"))
        if (low, high) != (of.least, of.most):
            faults.append(("TRUE", BEYOND))
        held = f"CASE WHEN {is_plain} AND {fits} AND {value} BETWEEN {low} AND {high} THEN {value} END"
        return Read(held, tuple(faults))

    def boolean(self, raw: str) -> Read:
        given = f"WHEN typeof({raw}) = 'integer' AND {raw} IN (0, 1) THEN {raw}"
        return Read(f"CASE {given} WHEN {raw} = '是' THEN 1 WHEN {raw} = '否' THEN 0 END", (("TRUE", "T0603"),))

    def option(self, raw: str, options: Sequence[str]) -> Read:
        made = super().option(f"{raw} COLLATE BINARY", options)
        return Read(made.value, ((f"typeof({raw}) <> 'text'", "T0603"), *made.faults))

    def given_text(self, raw: str) -> Read:
        return Read(f"CASE WHEN typeof({raw}) = 'text' THEN {raw} COLLATE BINARY END", (("TRUE", "T0603"),))

    def day(self, raw: str, low: int, high: int) -> Read:
        is_day = f"typeof({raw}) = 'text' AND COALESCE(date(julianday({raw})) = {raw}, 0) AND {raw} >= '0001-01-01'"
        day = _ORDINAL.format(raw)
        value = f"CASE WHEN {is_day} AND {day} BETWEEN {low} AND {high} THEN {day} END"
        return Read(value, ((f"NOT ({is_day})", "T0612"), ("TRUE", "T0610")))

    def items(self, raw: str) -> str:
        if self.alike(raw.strip('"')) in _OF_JSON:
            raise Unsayable("这样名称的清单", "a list with such a name")
        return f"CASE WHEN json_valid({raw}) THEN CASE WHEN json_type({raw}) = 'array' THEN {raw} END END"

    def list_faults(self, raw: str) -> Sequence[tuple[str, str]]:
        return ((f"({self.items(raw)}) IS NULL", "T0603"),)

    def is_nothing(self, item: str, is_record: bool) -> str:
        return f"{item}_t {'<>' if is_record else '='} '{'object' if is_record else 'null'}'"

    def given(self, item: str, of: FactType, is_field: bool) -> Read:
        value, kind = item, f"{item}_t"
        if is_field:
            if '"' in of.name or "\\" in of.name:
                raise Unsayable("这样名称的一项", "a field with such a name")
            path = self.text(f'$."{visible_name(of.name)}"')
            value, kind = (
                f"CASE {item}_t WHEN 'object' THEN {way}({item}, {path}) END" for way in ("json_extract", "json_type")
            )
        others = "('array', 'object')" if of.kind == "boolean" else "('array', 'object', 'true', 'false')"
        asked = f"CASE WHEN {kind} NOT IN {others} THEN {value} END"
        return Read(asked, ((f"{kind} IN {others}", "T0612" if of.kind == "date" else "T0603"),))

    def decimal(self, whole: str, places: int, size: int) -> str:
        said = f"CASE WHEN v < 0 THEN '-' ELSE '' END || printf('%d.%0{places}d', abs(v) / {10**places}, abs(v) % {10**places})"
        return f"(SELECT {said} FROM (SELECT {whole} AS v))"

    def several(self, values: Sequence[str]) -> str:
        return f"json_array({', '.join(values)})"

    def named(self, labels: Sequence[str], values: Sequence[str]) -> str:
        parts = (f"{self.text(label)}, {value}" for label, value in zip(labels, values, strict=True))
        return f"json_object({', '.join(parts)})"

    def joined(self, texts: Sequence[str]) -> str:
        if len(texts) == 1:
            return texts[0]
        listed = " || ".join(f"COALESCE('；' || {text}, '')" for text in texts)
        return f"NULLIF(substr({listed}, 2), '')"

    def null(self, of: FactType) -> str:
        return "NULL"

    def view(self, name: str, query: str) -> str:
        return f"DROP VIEW IF EXISTS {name};\nCREATE VIEW {name} AS\n{query};\n"

    def query(self, asked: Query) -> str:
        # By the name of the table: SQLite takes a quoted name that it does not know for a text.
        given = [f"t.{name}" for name in asked.facts if name not in dict(asked.optional)]
        kept = [f"t.{key}" for key in asked.keys] or ['t.rowid AS "·行"']
        source = f"{asked.table} AS t"
        if asked.optional:
            nothing = ", ".join(f"{value} AS {name}" for name, value in asked.optional)
            source += f" NATURAL LEFT JOIN (SELECT {nothing} WHERE FALSE) AS d"
        raw = ", ".join([*kept, *given, *(name for name, _ in asked.optional)])
        lines = ["WITH", '"·0" AS MATERIALIZED (', f"  SELECT {raw}", f"  FROM {source}", ")"]
        for number, layer in enumerate(asked.layers, 1):
            lines[-1] += ","
            lines += [f'"·{number}" AS MATERIALIZED (', *(f"  {line}" for line in selected("*", layer.columns))]
            lines += [f'  FROM "·{number - 1}"', ")"]
        last = f'"·{len(asked.layers)}"'
        if asked.keys:
            return "\n".join([*lines, *selected(", ".join(asked.keys), asked.results), f"FROM {last}"])
        lines[-1] += ","
        lines += [
            '"·末" AS MATERIALIZED (',
            *(f"  {line}" for line in selected('"·行"', asked.results)),
            f"  FROM {last}",
            ")",
        ]
        names = ", ".join(f'"·末".{name}' for name, _ in asked.results)
        return "\n".join(
            [*lines, f"SELECT t.*, {names}", f'FROM "·末" JOIN {asked.table} AS t ON t.rowid = "·末"."·行"']
        )
