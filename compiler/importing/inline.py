"""What stands in a line of Word beside its letters: fields, symbols of fonts, boxes to tick.

In: nodes.  Out: the characters that a person sees.
"""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from .numerals import written
from .package import is_on


@dataclass(slots=True)
class Field:
    """A field that has begun: its code, and behind that its result, which alone is seen (``is_shown``)."""

    code: str = ""
    is_shown: bool = False


def circled(code: str) -> str:
    r"""What a field draws that has no result: EQ \o\ac(○,1) is ①, a character within a circle.

    >>> circled(r" eq \o\ac(○,12) "), circled("PAGE")
    ('⑫', '')
    """
    found = re.search(r"\beq\s*\\o(?:\\a[clr])?\s*\(\s*([○〇◯△□◇])\s*[,，;；]\s*(.+?)\s*\)\s*$", code, re.IGNORECASE)
    if not found:
        return ""
    said = found[2]
    if found[1] in "○〇◯" and said.isascii() and said.isdigit() and 0 < int(said) <= 50:
        return written(int(said), "decimalEnclosedCircle")
    return f"（{said}）"


def form_field(begin: Element) -> str:
    box = begin.find("w_ffData/w_checkBox")
    if box is None:
        return ""
    checked = box.find("w_checked")
    return "☑" if is_on(checked if checked is not None else box.find("w_default")) else "□"


# Symbols of fonts that have no letters, by font and place.
_SIGNS = {
    "wingdings": {0xA8: "□", 0x6F: "□", 0xFE: "☑", 0x52: "☑", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗", 0x6C: "●", 0x6E: "■",
                  0xA1: "○", 0x75: "◆", 0xD8: "➢", 0xE0: "→", 0x9F: "•", 0xB2: "✧"},
    "wingdings 2": {0x52: "☑", 0xA3: "□", 0x50: "✓", 0x51: "☒", 0x4F: "✗"},
    "symbol": {0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0xB8: "÷", 0xB1: "±", 0xB9: "≠", 0xD7: "·", 0x25: "%",
               0x61: "α", 0x62: "β", 0x53: "Σ"},
}  # fmt: skip


def symbol(font: str, char: str) -> str:
    """A character of a font of symbols; 〓 where it is not known.

    >>> symbol("Wingdings 2", "F052"), symbol("宋体", "25A1"), symbol("Webdings", "F031")
    ('☑', '□', '〓')
    """
    try:
        code = int(char, 16)
    except ValueError:
        return "〓"
    known = _SIGNS.get(font.lower().strip())
    if known is not None and (code & 0xFF) in known and (code < 0x100 or 0xF000 <= code <= 0xF0FF):
        return known[code & 0xFF]
    is_private = 0xE000 <= code <= 0xF8FF or code < 0x20 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF
    return "〓" if is_private else chr(code)


def margin_words(part: Element) -> str:
    """The words of a header or footer, but for numbers of pages."""
    words = "".join(node.text or "" for node in part.iter("w_t"))
    return "" if not re.sub(r"[\W\d_]|第|页|共", "", words) else words
