"""PostgreSQL 14 or later: integers of 64 bits, and numeric, which has no end.

Each layer is a LATERAL with OFFSET 0: without it the planner would write every column out again wherever it is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tiaowen.runtime.facts import FactType

from ...ir.integer import FloorDiv
from ...report.diagnostic import Text
from ..expressions import Held, Level, Unsayable, call, infix
from ..sql_lists import Subqueries
from ..sql_printer import Ways, arithmetic, language
from .dialect import NARROW, Dialect, Query, Read, fixed, number_faults, selected, text_literal

_DAY = "(DATE '0001-01-01' + CAST({} - 1 AS integer))"
_MONTH_OF = "CAST(extract(year FROM {0}) * 12 + extract(month FROM {0}) AS integer)"
# A day of the year 0 is as good as any before the first: months are not taken further back.
_SHIFTED = (
    f"CAST({_DAY.format('{0}')} + make_interval(months => CAST(GREATEST(LEAST({{1}}, 120000),"
    f" -{_MONTH_OF.format(_DAY.format('{0}'))}) AS integer)) AS date)"
)


def _full(first: str, last: str) -> str:
    """Full months from one day to a later one."""
    one, other = _DAY.format(first), _DAY.format(last)
    end = f"date_trunc('month', CAST({other} AS timestamp)) + INTERVAL '1 month -1 day'"
    days = f"LEAST(extract(day FROM {one}), extract(day FROM {end}))"
    short = f"CASE WHEN extract(day FROM {other}) < {days} THEN 1 ELSE 0 END"
    return f"({_MONTH_OF.format(other)} - {_MONTH_OF.format(one)} - {short})"


_LISTS = Subqueries(
    rows="jsonb_array_elements({items}) WITH ORDINALITY AS {item}({item}, {item}_n)",
    listed="(SELECT COALESCE(jsonb_agg({body} ORDER BY {place}), '[]') FROM {source})",
    array="ARRAY(SELECT {body} FROM {source} ORDER BY {place})",
    size="jsonb_array_length({})",
    record="jsonb_build_array({})",
    nested="{}",
    fields="({} ->> {})",
    items="({} -> {})",
    least="LEAST({})",
)
_MOST = "extract(day FROM CAST(left({0}, 7) || '-01' AS date) + INTERVAL '1 month -1 day')"
_DATE = (
    "CASE WHEN {0} ~ '^[0-9]{{4}}-(0[1-9]|1[0-2])-[0-9]{{2}}$' AND left({0}, 4) <> '0000' THEN"
    f" CASE WHEN CAST(right({{0}}, 2) AS integer) BETWEEN 1 AND {_MOST} THEN CAST({{0}} AS date) END END"
)
_FLOATS = "pg_typeof({}) IN (CAST('real[]' AS regtype), CAST('double precision[]' AS regtype))"
# The type of a value of JSON, and how it is read where it has that type.
_JSON = {
    "number": ("number", "CAST({0} AS numeric)"),
    "boolean": ("boolean", "CAST({0} AS boolean)"),
    "date": ("string", _DATE),
    "option": ("string", "{0}"),
    "text": ("string", "{0}"),
}


class PostgreSQL(Dialect):
    name = "postgresql"
    capacity = None
    columns_said = (
        Text(
            "金额和其他数 numeric、bigint、integer（以填报项的单位计，金额是元，比例 20% 是 0.2）；real、double precision 不受理",
            "amounts and other numbers numeric, bigint, integer (in the unit of the fact: yuan; the ratio 20% is 0.2); real and double precision are refused",
        ),
        Text("是否 boolean，选项和文字 text，日期 date", "是否 boolean, options and texts text, dates date"),
        Text(
            '清单是数组，或者 json、jsonb：[1000, 500.5]，[{"名称": 值, …}]',
            'lists are arrays, or json, jsonb: [1000, 500.5], [{"name": value, …}]',
        ),
    )
    result_said = Text("金额是两位小数的 numeric", "amounts are numeric with two decimals")
    no_text = "CAST(NULL AS text)"
    plain = (FloorDiv,)
    language = language(
        arithmetic(infix("/", Level.PRODUCT)),
        arithmetic(call("div({0}, {1})"), literal="CAST({} AS numeric)"),
        "CAST({} AS numeric)",
        "CAST({} AS bigint)",
        text_literal,
        Held(narrow="CAST({} AS bigint)", wide="CAST({} AS numeric)", truth="CAST({} AS boolean)"),
    )
    ways = Ways(
        floored="(({0} - ({0} % {1} + {1}) % {1}) / {1})",
        floored_wide="div({0} - mod(mod({0}, {1}) + {1}, {1}), {1})",
        shift_months=f"CAST(LEAST(GREATEST({_SHIFTED} - DATE '0001-01-01' + 1, 1), 3652059) AS bigint)",
        months_between=f"CAST(CASE WHEN {{1}} >= {{0}} THEN {_full('{0}', '{1}')} ELSE -{_full('{1}', '{0}')} END AS bigint)",
        integer="bigint",
        wide_integer="numeric",
        lists=_LISTS,
        month=f"CAST(extract(year FROM {_DAY}) * 100 + extract(month FROM {_DAY}) AS integer)".replace("{}", "{0}"),
    )

    def alike(self, name: str) -> str:
        # A name is cut to 63 bytes.
        return name.encode()[:63].decode(errors="ignore")

    def number(self, raw: str, of: FactType, low: int, high: int) -> Read:
        places, kind = of.decimals, "bigint" if max(-low, high) <= NARROW else "numeric"
        exact = f"CAST({raw} AS numeric)"
        is_float = f"pg_typeof({raw}) IN (CAST('real' AS regtype), CAST('double precision' AS regtype))"
        first = [(is_float, "T0604"), (f"{exact} IN ('NaN', 'Infinity', '-Infinity')", "T0611")]
        whole = f"trunc({exact}, {places}) = {exact}"
        between = f"{raw} BETWEEN {fixed(low, places)} AND {fixed(high, places)}"
        scaled = f"{exact} * {of.scale}" if places else exact
        value = f"CASE WHEN NOT {is_float} AND {between} AND {whole} THEN CAST({scaled} AS {kind}) END"
        return Read(value, number_faults(of, raw, low, high, whole, first).faults, kind == "numeric")

    def boolean(self, raw: str) -> Read:
        return Read(raw, (("TRUE", "T0603"),))

    def day(self, raw: str, low: int, high: int) -> Read:
        first, last = (f"DATE '{date.fromordinal(day).isoformat()}'" for day in (low, high))
        value = f"CASE WHEN {raw} BETWEEN {first} AND {last} THEN CAST(CAST({raw} AS date) - DATE '0001-01-01' + 1 AS bigint) END"
        return Read(value, ((f"{raw} NOT BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'", "T0612"), ("TRUE", "T0610")))

    def option(self, raw: str, options: Sequence[str]) -> Read:
        return super().option(f"CAST({raw} AS text)", options)

    def items(self, raw: str) -> str:
        # An array of any type, or JSON.
        return (
            f"CASE WHEN NOT {_FLOATS.format(raw)} AND jsonb_typeof(to_jsonb({raw})) = 'array' THEN to_jsonb({raw}) END"
        )

    def list_faults(self, raw: str) -> Sequence[tuple[str, str]]:
        return ((_FLOATS.format(raw), "T0604"), (f"jsonb_typeof(to_jsonb({raw})) <> 'array'", "T0603"))

    def is_nothing(self, item: str, is_record: bool) -> str:
        return f"jsonb_typeof({item}) {'<>' if is_record else '='} '{'object' if is_record else 'null'}'"

    def given(self, item: str, of: FactType, is_field: bool) -> Read:
        if of.kind not in _JSON:
            raise Unsayable("清单里的清单", "lists within lists")
        value, (kind, read) = f"({item} -> {self.text(of.name)})" if is_field else item, _JSON[of.kind]
        text = f"({value} #>> '{{}}')"
        asked = f"CASE WHEN jsonb_typeof({value}) = '{kind}' THEN {read.format(text)} END"
        return Read(asked, ((f"jsonb_typeof({value}) <> 'null'", "T0612" if of.kind == "date" else "T0603"),))

    def decimal(self, whole: str, places: int, size: int) -> str:
        return f"CAST({whole} AS numeric) * {fixed(1, places)}"

    def several(self, values: Sequence[str]) -> str:
        return f"ARRAY[{', '.join(values)}]"

    def named(self, labels: Sequence[str], values: Sequence[str]) -> str:
        parts = (f"{self.text(label)}, {value}" for label, value in zip(labels, values, strict=True))
        return f"json_build_object({', '.join(parts)})"

    def joined(self, texts: Sequence[str]) -> str:
        return texts[0] if len(texts) == 1 else f"NULLIF(concat_ws('；', {', '.join(texts)}), '')"

    def null(self, of: FactType) -> str:
        kinds = {"number": "numeric", "boolean": "boolean", "date": "date", "option": "text", "text": "text"}
        if of.kind not in kinds:
            raise Unsayable("可不填的清单", "lists that may be left out")
        return f"CAST(NULL AS {kinds[of.kind]})"

    def view(self, name: str, query: str) -> str:
        return f"DROP VIEW IF EXISTS {name};\nCREATE VIEW {name} AS\n{query};\n"

    def query(self, asked: Query) -> str:
        keys = [f"t.{key}" for key in asked.keys] or ["t.*"]
        lines = [*selected(", ".join(keys), asked.results), f"FROM {asked.table} AS t"]
        if asked.optional:
            nothing = ", ".join(f"{value} AS {name}" for name, value in asked.optional)
            lines.append(f"NATURAL LEFT JOIN (SELECT {nothing} WHERE FALSE) AS d")
        for number, layer in enumerate(asked.layers, 1):
            lines.append("CROSS JOIN LATERAL (")
            lines += [f"  {line}" for line in selected("", layer.columns)]
            lines.append(f"  OFFSET 0) AS l{number}")
        return "\n".join(lines)
