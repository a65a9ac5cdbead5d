"""DuckDB 1.3 or later: integers of 64 and 128 bits, lists and records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tiaowen.runtime.facts import FactType

from ...ir.integer import Extreme, FloorDiv
from ...report.diagnostic import Text
from ..expressions import Level, infix
from ..sql_lists import Lambdas
from ..sql_printer import Ways, arithmetic, language
from .dialect import NARROW, Dialect, Query, Read, chain, fixed, number_faults, text_literal, visible_name

_DAY = "(DATE '0001-01-01' + CAST({} - 1 AS INTEGER))"
_ORDINAL = "(CAST({} AS DATE) - DATE '0001-01-01' + 1)"
_MONTHS = "CAST(LEAST(GREATEST({}, -120000), 120000) AS INTEGER)"


def _full(first: str, last: str) -> str:
    """Full months from one day to a later one."""
    one, other = _DAY.format(first), _DAY.format(last)
    months = f"(year({other}) - year({one})) * 12 + month({other}) - month({one})"
    short = f"day({other}) < LEAST(day({one}), day(last_day({other})))"
    return f"({months} - CASE WHEN {short} THEN 1 ELSE 0 END)"


def _record(values: Sequence[str]) -> str:
    fields = ", ".join(f"'f{at}': {value}" for at, value in enumerate(values))
    return f"{{{fields}}}"


_LISTS = Lambdas(
    function="lambda {}: {}",
    placed="lambda {}, {}: {}",
    base=1,
    map="list_transform({}, {})",
    filter="list_filter({}, {})",
    distinct="list_distinct({})",
    size="len({})",
    summed="CAST(COALESCE(list_sum({}), 0) AS {kind})",
    head="{}[1:{}]",
    array="[{}]",
    record=_record,
    fields="{}['f{}']",
    parts="{}[{}]",
    places="{}[{}]",
    zipped=lambda lists, item: f"list_zip({', '.join(lists)}, TRUE)",
)


class DuckDB(Dialect):
    name = "duckdb"
    capacity = 2**127 - 1
    columns_said = (
        Text(
            "金额和其他数 DECIMAL、BIGINT、INTEGER（以填报项的单位计，金额是元，比例 20% 是 0.2）；FLOAT、DOUBLE 不受理",
            "amounts and other numbers DECIMAL, BIGINT, INTEGER (in the unit of the fact: yuan; the ratio 20% is 0.2); FLOAT and DOUBLE are refused",
        ),
        Text("是否 BOOLEAN，选项和文字 VARCHAR，日期 DATE", "是否 BOOLEAN, options and texts VARCHAR, dates DATE"),
        Text(
            "清单是数组：DECIMAL(18, 2)[]，STRUCT(名称 类型, …)[]，每一项同上",
            "lists are arrays: DECIMAL(18, 2)[], STRUCT(name type, …)[], of such items",
        ),
    )
    result_said = Text("金额是两位小数的 DECIMAL", "amounts are DECIMAL with two decimals")
    plain = (FloorDiv, Extreme)
    language = language(
        arithmetic(infix("//", Level.PRODUCT)),
        arithmetic(infix("//", Level.PRODUCT)),
        "CAST({} AS HUGEINT)",
        "CAST({} AS BIGINT)",
        text_literal,
    )
    ways = Ways(
        floored="(({0} - ({0} % {1} + {1}) % {1}) // {1})",
        floored_wide="(({0} - ({0} % {1} + {1}) % {1}) // {1})",
        shift_months=f"LEAST(GREATEST({_ORDINAL.format(f'{_DAY} + to_months({_MONTHS})'.format('{0}', '{1}'))}, 1), 3652059)",
        months_between=f"CASE WHEN {{1}} >= {{0}} THEN {_full('{0}', '{1}')} ELSE -{_full('{1}', '{0}')} END",
        integer="BIGINT",
        wide_integer="HUGEINT",
        lists=_LISTS,
        month=f"(year({_DAY}) * 100 + month({_DAY}))".replace("{}", "{0}"),
        choosing=True,
    )

    def alike(self, name: str) -> str:
        return name.casefold()

    def number(self, raw: str, of: FactType, low: int, high: int) -> Read:
        places, kind = of.decimals, "BIGINT" if max(-low, high) <= NARROW else "HUGEINT"
        is_number = f"(typeof({raw}) LIKE 'DECIMAL%' OR typeof({raw}) LIKE '%INT%')"
        # Of a column without more decimals DuckDB knows beforehand that there is nothing to ask.
        fine = " OR ".join(
            [f"typeof({raw}) LIKE '%INT%'", *(f"typeof({raw}) LIKE 'DECIMAL(%,{at})'" for at in range(places + 1))]
        )
        exact = f"TRY_CAST({raw} AS DECIMAL(38, {places}))"
        whole = f"({fine} OR {exact} = {raw})"
        first = [
            (f"typeof({raw}) IN ('FLOAT', 'DOUBLE')", "T0604"),
            (f"NOT {is_number}", "T0603"),
        ]
        # What is wrong is asked first: where nothing is, and NULL is nothing wrong, all rows go one way; and most numbers
        # are small and multiplied as integers of 64 bits.
        small = 10 ** (18 - places) - 1
        near = f"NOT BETWEEN {fixed(max(low, -small), places)} AND {fixed(min(high, small), places)}"
        times = f" * {of.scale}" if places else ""
        others = "NULL"
        if high > small or low < -small:
            within = f"{is_number} AND {raw} BETWEEN {fixed(low, places)} AND {fixed(high, places)} AND {whole}"
            others = f"CASE WHEN {within} THEN CAST({exact}{times} AS {kind}) END"
        quick = f"CAST(TRY_CAST({raw} AS DECIMAL(18, {places})){times} AS {kind})"
        value = f"CASE WHEN NOT {is_number} OR {raw} {near} OR NOT {whole} THEN {others} ELSE {quick} END"
        return Read(value, number_faults(of, raw, low, high, whole, first).faults, kind == "HUGEINT")

    def boolean(self, raw: str) -> Read:
        return Read(
            f"CASE WHEN typeof({raw}) <> 'BOOLEAN' THEN NULL ELSE TRY_CAST({raw} AS BOOLEAN) END", (("TRUE", "T0603"),)
        )

    def day(self, raw: str, low: int, high: int) -> Read:
        first, last = (f"DATE '{date.fromordinal(day).isoformat()}'" for day in (low, high))
        value = f"CASE WHEN {raw} BETWEEN {first} AND {last} THEN {_ORDINAL.format(raw)} END"
        outside = f"{raw} NOT BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'"
        return Read(value, ((f"typeof({raw}) <> 'DATE' OR {outside}", "T0612"), ("TRUE", "T0610")))

    def record_field(self, item: str, name: str) -> str:
        return f"struct_extract({item}, {self.text(visible_name(name))})"

    def decimal(self, whole: str, places: int, size: int) -> str:
        width = 18 if size < 10**18 else 38
        return f"CAST({whole} AS DECIMAL({width}, 0)) * {fixed(1, places)}"

    def several(self, values: Sequence[str]) -> str:
        return f"[{', '.join(values)}]"

    def named(self, labels: Sequence[str], values: Sequence[str]) -> str:
        parts = (f"{self.text(label)}: {value}" for label, value in zip(labels, values, strict=True))
        return f"{{{', '.join(parts)}}}"

    def joined(self, texts: Sequence[str]) -> str:
        return texts[0] if len(texts) == 1 else f"NULLIF(concat_ws('；', {', '.join(texts)}), '')"

    def null(self, of: FactType) -> str:
        return "NULL"

    def view(self, name: str, query: str) -> str:
        return f"DROP VIEW IF EXISTS {name};\nCREATE VIEW {name} AS\n{query};\n"

    def query(self, asked: Query) -> str:
        source = asked.table
        # A column of the table that is called as one of the results would hide it.
        results = [name for name, _ in asked.results]
        optional = [*asked.optional, *((name, "NULL") for name in results if not asked.keys)]
        if optional:
            nothing = ", ".join(f"{value} AS {name}" for name, value in optional)
            source = f"(FROM {source} UNION ALL BY NAME SELECT {nothing} WHERE FALSE)"
        own = [name for layer in asked.layers for name, _ in layer.columns]
        left = f"* EXCLUDE ({', '.join((*asked.facts, *results, *own))})"
        keys = ", ".join(asked.keys) if asked.keys else left
        return chain(asked, [self.quoted(f"·{at}") for at in range(1, len(asked.layers) + 1)], source, keys)
