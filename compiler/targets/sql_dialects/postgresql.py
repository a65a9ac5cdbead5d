"""PostgreSQL 14 or later: integers of 64 bits, and numeric, which has no end.

Each layer is a LATERAL with OFFSET 0: without it the planner would write every column out again wherever it is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tiaowen.runtime.facts import FactType

from ...ir.integer import FloorDiv
from ...report.diagnostic import Text
from ..expressions import Level, Unsayable, call, infix
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


class PostgreSQL(Dialect):
    name = "postgresql"
    capacity = None
    columns_said = (
        Text(
            "金额和其他数 numeric、bigint、integer（以填报项的单位计，金额是元，比例 20% 是 0.2）；real、double precision 不受理",
            "amounts and other numbers numeric, bigint, integer (in the unit of the fact: yuan; the ratio 20% is 0.2); real and double precision are refused",
        ),
        Text("是否 boolean，选项和文字 text，日期 date", "是否 boolean, options and texts text, dates date"),
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
    )
    ways = Ways(
        floored="(({0} - ({0} % {1} + {1}) % {1}) / {1})",
        floored_wide="div({0} - mod(mod({0}, {1}) + {1}, {1}), {1})",
        shift_months=f"CAST(LEAST(GREATEST({_SHIFTED} - DATE '0001-01-01' + 1, 1), 3652059) AS bigint)",
        months_between=f"CAST(CASE WHEN {{1}} >= {{0}} THEN {_full('{0}', '{1}')} ELSE -{_full('{1}', '{0}')} END AS bigint)",
        integer="bigint",
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
