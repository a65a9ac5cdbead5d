"""How the sheets look: one place for colours and sizes."""

from __future__ import annotations

from .book import Style, styled

INK, GREY, RULE = "1F2933", "66727F", "C9D2DC"
DEEP, PALE, OPEN, GOOD, BAD = "1F4E79", "EAF1F8", "FFF8E1", "1B6E3C", "B3261E"

TITLE = Style(font="head", size=15, bold=True, color=DEEP)
LINK = Style(size=10, color="1F6FB2", underline=True)
NOTE = Style(size=9.5, color=GREY, wrap=True)
BAR = Style(font="head", size=12, bold=True, color="FFFFFF", fill=DEEP, indent=1)
QUOTE = Style(font="text", size=11, color=INK, fill=PALE, wrap=True, indent=1)
HEAD = Style(size=10, bold=True, color=DEEP, fill="D9E5F1", border=RULE, align="center")
LABEL = Style(color=INK, border=RULE, wrap=True, indent=1)
UNIT = Style(size=9.5, color=GREY, border=RULE, align="center", wrap=True)
REMARK = Style(size=9.5, color=GREY, border=RULE, wrap=True, indent=1)
INPUT = Style(size=11, color=INK, fill=OPEN, border="E0B84C", align="right", indent=1, is_open=True)
LINE = Style(size=10, color=INK, wrap=True)
RESULT = Style(font="head", size=13, bold=True, color=DEEP, fill=PALE, border=RULE, align="right", indent=1)
RESULT_LABEL = Style(font="head", size=11, bold=True, color=DEEP, fill=PALE, border=RULE, indent=1)
RESULT_UNIT = Style(size=10, color=DEEP, fill=PALE, border=RULE, align="center")
VERDICT = styled(RESULT, size=11, align="center", indent=0)
FAULT = Style(color=BAD, bold=True)
YES = Style(color=GOOD, bold=True)
CELL = Style(size=10, color=INK, border=RULE, wrap=True, indent=1)
CELL_NUMBER = Style(size=10, color=INK, border=RULE, align="right", indent=1)
CELL_CENTER = Style(size=10, color=INK, border=RULE, align="center")
CELL_LINK = Style(size=10, color="1F6FB2", border=RULE, underline=True, wrap=True, indent=1)
