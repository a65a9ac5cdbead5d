"""Spark SQL 4 or later, in ANSI mode: integers of 64 bits, and decimals of 38 digits; temporary views."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tiaowen.runtime.facts import FactType

from ...ir.integer import FloorDiv
from ...report.diagnostic import Text
from ..expressions import Level, Operator, Unsayable, infix
from ..sql_lists import Lambdas
from ..sql_printer import Ways, arithmetic, language
from .dialect import NARROW, Dialect, Query, Read, chain, fixed, number_faults, visible_name

_WIDE = "DECIMAL(38, 0)"
_FLOORED = f"CAST(({{0}} - pmod({{0}}, {{1}})) / {{1}} AS {_WIDE})"
_DAY = "date_add(DATE'0001-01-01', CAST({} - 1 AS INT))"
_ORDINAL = "(CAST(datediff({}, DATE'0001-01-01') AS BIGINT) + 1)"
_MONTHS = "CAST(LEAST(GREATEST({}, -120000), 120000) AS INT)"
_SHIFTED = f"add_months({_DAY.format('{0}')}, {_MONTHS.format('{1}')})"


def _literal(text: str) -> str:
    if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise Unsayable("带 NUL 或半个字符的文字", "text with NUL, or half a character")
    said = text.replace("\\", "\\\\").replace("'", "\\'")
    return "'" + "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in said) + "'"


def _full(first: str, last: str) -> str:
    """Full months from one day to a later one."""
    one, other = _DAY.format(first), _DAY.format(last)
    months = f"(year({other}) - year({one})) * 12 + month({other}) - month({one})"
    short = f"day({other}) < LEAST(day({one}), day(last_day({other})))"
    return f"CAST({months} - CASE WHEN {short} THEN 1 ELSE 0 END AS BIGINT)"


def _record(values: Sequence[str]) -> str:
    fields = ", ".join(f"'f{at}', {value}" for at, value in enumerate(values))
    return f"named_struct({fields})"


def _zipped(lists: Sequence[str], item: str) -> str:
    """The first list as far as the shortest, with the items of the others behind its own."""
    first, *others = lists
    size, place = f"LEAST({', '.join(f'size({each})' for each in lists)})", f"{item}_at"
    parts = [item, *(f"get({each}, {place})" for each in others)]
    return f"transform(slice({first}, 1, {size}), ({item}, {place}) -> {_record(parts)})"


_LISTS = Lambdas(
    function="{} -> {}",
    placed="({}, {}) -> {}",
    base=0,
    map="transform({}, {})",
    filter="filter({}, {})",
    distinct="array_distinct({})",
    size="CAST(size({}) AS BIGINT)",
    summed="aggregate({}, CAST(0 AS {kind}), (_sum, _next) -> CAST(_sum + _next AS {kind}))",
    head="slice({}, 1, {})",
    array="array({})",
    record=_record,
    fields="{}.f{}",
    parts="{}.f{}",
    places="get({}, {})",
    zipped=_zipped,
)


class Spark(Dialect):
    name = "spark"
    # A quotient of decimals keeps six decimals, and so 32 digits before the point.
    capacity = 10**38 - 1
    columns_said = (
        Text(
            "金额和其他数 DECIMAL、BIGINT、INT（以填报项的单位计，金额是元，比例 20% 是 0.2）；FLOAT、DOUBLE 不受理",
            "amounts and other numbers DECIMAL, BIGINT, INT (in the unit of the fact: yuan; the ratio 20% is 0.2); FLOAT and DOUBLE are refused",
        ),
        Text("是否 BOOLEAN，选项和文字 STRING，日期 DATE", "是否 BOOLEAN, options and texts STRING, dates DATE"),
        Text(
            "清单是数组：ARRAY<DECIMAL(18, 2)>，ARRAY<STRUCT<名称: 类型, …>>，每一项同上",
            "lists are arrays: ARRAY<DECIMAL(18, 2)>, ARRAY<STRUCT<name: type, …>>, of such items",
        ),
    )
    result_said = Text("金额是两位小数的 DECIMAL", "amounts are DECIMAL with two decimals")
    no_text = "CAST(NULL AS STRING)"
    plain = (FloorDiv,)
    language = language(
        arithmetic(infix("div", Level.PRODUCT), literal="{}L"),
        arithmetic(Operator(_FLOORED, Level.ATOM, (Level.ATOM, Level.ATOM)), literal=f"CAST({{}} AS {_WIDE})"),
        f"CAST({{}} AS {_WIDE})",
        "CAST({} AS BIGINT)",
        _literal,
    )
    ways = Ways(
        floored="(({0} - pmod({0}, {1})) div {1})",
        floored_wide=_FLOORED,
        quotient=f"CAST({{0}} div {{1}} AS {_WIDE})",
        shift_months=f"LEAST(GREATEST({_ORDINAL.format(_SHIFTED)}, 1L), 3652059L)",
        months_between=f"CASE WHEN {{1}} >= {{0}} THEN {_full('{0}', '{1}')} ELSE -{_full('{1}', '{0}')} END",
        integer="BIGINT",
        wide_integer=_WIDE,
        lists=_LISTS,
        month=f"CAST(year({_DAY}) * 100 + month({_DAY}) AS BIGINT)".replace("{}", "{0}"),
    )

    def quoted(self, name: str) -> str:
        return "`" + visible_name(name).replace("`", "``") + "`"

    def text(self, text: str) -> str:
        return _literal(text)

    def alike(self, name: str) -> str:
        return name.casefold()

    def number(self, raw: str, of: FactType, low: int, high: int) -> Read:
        places, kind = of.decimals, "BIGINT" if max(-low, high) <= NARROW else _WIDE
        is_number = f"(typeof({raw}) LIKE 'decimal%' OR typeof({raw}) LIKE '%int')"
        exact = f"try_cast({raw} AS DECIMAL({16 + places}, {places}))"
        first = [(f"typeof({raw}) IN ('float', 'double')", "T0604"), (f"NOT {is_number}", "T0603")]
        whole = f"COALESCE({exact} = {raw}, FALSE)"
        between = f"{raw} BETWEEN {fixed(low, places)} AND {fixed(high, places)}"
        scaled = f"{exact} * {of.scale}" if places else exact
        value = f"CASE WHEN {is_number} AND {between} AND {whole} THEN CAST({scaled} AS {kind}) END"
        return Read(value, number_faults(of, raw, low, high, whole, first).faults, kind != "BIGINT")

    def boolean(self, raw: str) -> Read:
        return Read(f"CASE WHEN typeof({raw}) = 'boolean' THEN CAST({raw} AS BOOLEAN) END", (("TRUE", "T0603"),))

    def option(self, raw: str, options: Sequence[str]) -> Read:
        cases = " ".join(f"WHEN {raw} = {self.text(word)} THEN {place}L" for place, word in enumerate(options))
        return Read(f"CASE {cases} END", (("TRUE", "T0609"),))

    def day(self, raw: str, low: int, high: int) -> Read:
        first, last = (f"DATE'{date.fromordinal(day).isoformat()}'" for day in (low, high))
        value = f"CASE WHEN {raw} BETWEEN {first} AND {last} THEN {_ORDINAL.format(raw)} END"
        outside = f"{raw} NOT BETWEEN DATE'0001-01-01' AND DATE'9999-12-31'"
        return Read(value, ((f"typeof({raw}) <> 'date' OR {outside}", "T0612"), ("TRUE", "T0610")))

    def decimal(self, whole: str, places: int, size: int) -> str:
        width = 18 if size < 10**18 else 36
        return f"CAST(CAST({whole} AS DECIMAL({width}, 0)) * {fixed(1, places)}BD AS DECIMAL(38, {places}))"

    def several(self, values: Sequence[str]) -> str:
        return f"array({', '.join(values)})"

    def named(self, labels: Sequence[str], values: Sequence[str]) -> str:
        parts = (f"{self.text(label)}, {value}" for label, value in zip(labels, values, strict=True))
        return f"named_struct({', '.join(parts)})"

    def joined(self, texts: Sequence[str]) -> str:
        return texts[0] if len(texts) == 1 else f"NULLIF(concat_ws('；', {', '.join(texts)}), '')"

    def null(self, of: FactType) -> str:
        kinds = {"number": "DECIMAL(38, 8)", "boolean": "BOOLEAN", "date": "DATE", "option": "STRING", "text": "STRING"}
        if of.kind not in kinds:
            raise Unsayable("可不填的清单", "lists that may be left out")
        return f"CAST(NULL AS {kinds[of.kind]})"

    def view(self, name: str, query: str) -> str:
        return f"CREATE OR REPLACE TEMPORARY VIEW {name} AS\n{query};\n"

    def query(self, asked: Query) -> str:
        source = f"{asked.table} AS t"
        # A column of the table that is called as one of the results would hide it.
        results = [name for name, _ in asked.results]
        optional = [*asked.optional, *((name, "CAST(NULL AS STRING)") for name in results if not asked.keys)]
        if optional:
            nothing = ", ".join(f"{value} AS {name}" for name, value in optional)
            source += f" NATURAL LEFT JOIN (SELECT {nothing} WHERE FALSE) AS d"
        own = [name for layer in asked.layers for name, _ in layer.columns]
        left = f"* EXCEPT ({', '.join((*asked.facts, *results, *own))})"
        keys = ", ".join(asked.keys) if asked.keys else left
        return chain(asked, [self.quoted(f"·{at}") for at in range(1, len(asked.layers) + 1)], source, keys)
