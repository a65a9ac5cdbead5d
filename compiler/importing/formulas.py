"""Formulas of Word in one line: 补助额＝（甲＋乙）/丙.

In: a node of a formula.  Out: its text, fractions with a stroke, in brackets where they have several parts.
"""

from xml.etree.ElementTree import Element


def linear(node: Element) -> str:
    match node.tag:
        case "m_t":
            return node.text or ""
        case "m_f":
            return f"{_closed(node.find('m_num'))}/{_closed(node.find('m_den'))}"
        case "m_sSup":
            return f"{_of(node.find('m_e'))}^{_closed(node.find('m_sup'))}"
        case "m_sSub":
            return f"{_of(node.find('m_e'))}{_of(node.find('m_sub'))}"
        case "m_rad":
            return f"√{_closed(node.find('m_e'))}"
        case "m_d":
            inner = "，".join(_of(each) for each in node.findall("m_e"))
            return f"（{inner}）"
        case "m_nary":
            sign = node.find("m_naryPr/m_chr")
            return f"{'∑' if sign is None else sign.get('m_val', '∑')}{_of(node.find('m_e'))}"
        case _:
            return _of(node)


def _of(node: Element | None) -> str:
    return "" if node is None else "".join(map(linear, node))


def _closed(node: Element | None) -> str:
    said = _of(node)
    return f"（{said}）" if any(sign in said for sign in "+-−＋－±×*/÷") else said
