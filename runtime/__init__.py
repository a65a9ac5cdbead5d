"""What a running calculator needs: exact values, facts, results, errors of facts. Standard library only."""

from .errors import FactError, Fault
from .facts import FactType, Value, format_quantity, read_facts, read_value
from .numerals import NumeralError, read_numeral, read_ratio
from .result import Outcome, Result, money, number, parse_date, rounded
from .units import UNITS, Unit, parse_unit, unit_words

__all__ = [
    "UNITS",
    "FactError",
    "FactType",
    "Fault",
    "NumeralError",
    "Outcome",
    "Result",
    "Unit",
    "Value",
    "format_quantity",
    "money",
    "number",
    "parse_date",
    "parse_unit",
    "read_facts",
    "read_numeral",
    "read_ratio",
    "read_value",
    "rounded",
    "unit_words",
]
