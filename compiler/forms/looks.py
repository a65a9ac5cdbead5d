"""How a form looks: colours of headings and of what is to be filled in."""

from __future__ import annotations

from tiaowen.runtime.facts import FactType
from tiaowen.runtime.quantities import CLOCK

from ..targets.sheets.book import Style, styled
from ..targets.sheets.looks import BAD, CELL, DEEP, INK, RULE

HEADING = Style(size=10, bold=True, color=INK, border=RULE, align="center", wrap=True)
KEY_HEADING = styled(HEADING, color="FFFFFF", fill=DEEP)
SHARED = "D5EBDD"
OWN = ("DCE9F6", "FBF0D2")
NEEDED = Style(fill="FFF2B3")
NOT_ASKED = Style(fill="EDEFF1")
WRONG = Style(color=BAD, bold=True, fill="FBE4E1")
TEXT = Style(size=10.5, color=INK, border="E3E8ED", number="@")
WORDS = styled(CELL, size=10, middle=True)
LABEL = Style(size=10, bold=True, color=DEEP, fill="EAF1F8", border=RULE, align="center", wrap=True)
PARAGRAPH = Style(size=10.5, color=INK, wrap=True)
SECTION = Style(font="head", size=13, bold=True, color=DEEP)


def of_fact(of: FactType) -> Style:
    """A cell to fill in: a number with as many decimals as it may have, a text as it is typed."""
    match of.kind:
        case "number" if of.unit == CLOCK:
            return styled(TEXT, align="center")
        case "number" if of.unit == "%":
            return styled(TEXT, number="0.########%", align="right")
        case "number" if of.unit == "元":
            return styled(TEXT, number="#,##0.00", align="right")
        case "number":
            return styled(TEXT, number="General", align="right")
        case "date":
            return styled(TEXT, number="yyyy-mm-dd", align="center")
        case "boolean" | "option":
            return styled(TEXT, align="center")
        case _:
            return TEXT
