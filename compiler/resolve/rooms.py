"""Who reads which heading: each room takes a rule and one section under a heading of its own, and puts its part into
the rule's draft; ``done`` is what follows once all of them are read.

The rooms are in the order of the table of headings, in which they are gone through; a new heading is a row there and
a room here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..reading.syntax import Section
from .cases import read_cases
from .citation import read_quotation
from .conditions import assume_conditions, read_check, read_condition
from .context import Rule
from .declarations import read_rounding_of, read_validity, read_words
from .definitions import bind_definitions, read_definitions, read_standard
from .facts import read_facts
from .names import names_known
from .promises import read_promises
from .results import read_result, read_whole


def _nothing(rule: Rule) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Room:
    read: Callable[[Rule, Section], None]
    done: Callable[[Rule], None] = _nothing


ROOMS: Mapping[str, Room] = {
    "citation": Room(read_quotation),
    "validity": Room(read_validity),
    "facts": Room(read_facts, names_known),
    "definitions": Room(read_definitions),
    "tables": Room(read_standard, bind_definitions),
    "checks": Room(read_check),
    "conditions": Room(read_condition, assume_conditions),
    "result": Room(read_result),
    "whole": Room(read_whole),
    "rounding": Room(read_rounding_of),
    "words": Room(read_words),
    "cases": Room(read_cases),
    "promises": Room(read_promises),
}
