"""What is around the text in a document of Word: its page, styles, settings, numbers of pages, fonts, properties, archive.

In: nothing.  Out: the parts of a document with all this set, which a text is put into; and the archive of parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from .paper import (
    BODY,
    CHARACTERS,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PITCH,
    STYLES,
    TOP,
    TYPE_HEIGHT,
    TYPE_WIDTH,
    Face,
    Style,
    is_chinese,
)

if TYPE_CHECKING:
    from docx.document import Document

# Of each face: its name, what stands in for it where it is not installed, the font for letters and digits.
FONTS: Mapping[Face, tuple[str, str, str]] = {
    "song": ("方正小标宋简体", "华文中宋", "Times New Roman"),
    "hei": ("黑体", "SimHei", "Times New Roman"),
    "kai": ("楷体_GB2312", "楷体", "Times New Roman"),
    "fang": ("仿宋_GB2312", "仿宋", "Times New Roman"),
}
_PAGE_FONT = ("宋体", "SimSun")


DOCUMENT = "word/document.xml"
_PROPERTIES = "docProps/core.xml"


@lru_cache(maxsize=1)
def framed() -> Mapping[str, bytes]:
    """The parts of a document with all of it and without a text, by their names; made once, since of letters there are
    thousands.  What is written stands before the last element of the body (the properties of the section)."""
    import docx

    document = docx.Document()
    _set_page(document)
    _set_settings(document)
    _set_styles(document)
    _number_pages(document)
    _declare_fonts(document)
    _set_properties(document)
    _leave_out(document)
    made = BytesIO()
    document.save(made)
    with ZipFile(made) as archive:
        return MappingProxyType({name: archive.read(name) for name in archive.namelist()})


def titled(title: str) -> Mapping[str, bytes]:
    """The part with the properties of a document of that title."""
    from docx.opc.oxml import serialize_part_xml
    from docx.oxml import parse_xml

    root = parse_xml(framed()[_PROPERTIES])
    root.title_text = title[:255]
    return {_PROPERTIES: serialize_part_xml(root)}


# ── elements ──


def element(name: str, children: list[Any] | None = None, /, **attributes: object) -> Any:
    """w:name with w: attributes."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    for child in children or ():
        made.append(child)
    return made


def run_of(text: str, face: Face | None = None, *, of: Face = "fang") -> Any:
    """A text in a paragraph that is set in the face ``of``; letters have no 黑体, and are bold in its place."""
    from docx.oxml.ns import qn

    shown = element("t")
    shown.text = text
    shown.set(qn("xml:space"), "preserve")
    is_ours = is_chinese(text)
    fonts = element("rFonts", **({"hint": "eastAsia"} if is_ours else {}), **(_fonts(face) if face else {}))
    bold = [element("b")] if (face or of) == "hei" and not is_ours else []
    return element("r", [element("rPr", [fonts, *bold]), shown])


def _fonts(face: Face) -> dict[str, str]:
    name, _, letters = FONTS[face]
    return {"ascii": letters, "hAnsi": letters, "eastAsia": name, "cs": letters}


# ── page and styles ──


def _twips(tenths: int) -> int:
    """From tenths of a millimetre."""
    return (tenths * 1440 + 127) // 254


TABLE_WIDTH = _twips(TYPE_WIDTH)
# What is added to a character of 16 points, so that 28 of them fill a line; in 4096ths of a point, rounded down.
_CHARACTER_SPACE = (_twips(TYPE_WIDTH) * 4096 // 20) // CHARACTERS - 16 * 4096 - 1
# Programs differ in what they make of a grid with characters closer than their size, so that our styles do not use it: by
# this and lines of fixed height 28 characters fill a line and 22 lines a page in all of them.  In twentieths of a point.
_CLOSER = -6
# The middle of the number of a page is 7 mm below the text.
_FOOT = 254


def _set_page(document: Document) -> None:

    properties = document.element.body[-1]
    for child in list(properties):
        properties.remove(child)
    properties.attrib.clear()
    edges = {
        "top": TOP,
        "right": PAGE_WIDTH - LEFT - TYPE_WIDTH,
        "bottom": PAGE_HEIGHT - TOP - TYPE_HEIGHT,
        "left": LEFT,
        "header": 150,
        "footer": _FOOT,
        "gutter": 0,
    }
    properties.append(element("pgSz", w=_twips(PAGE_WIDTH), h=_twips(PAGE_HEIGHT)))
    properties.append(element("pgMar", **{name: _twips(length) for name, length in edges.items()}))
    properties.append(element("docGrid", type="linesAndChars", linePitch=PITCH, charSpace=_CHARACTER_SPACE))


def style_id(style: str) -> str:
    return f"tiaowen-{style}"


# LibreOffice takes the size of a character of the grid from the style of this name only.
_NORMAL = "0"


def _set_styles(document: Document) -> None:
    from docx.oxml.ns import qn

    root = document.styles.element
    for child in list(root):
        if child.tag == qn("w:style"):
            root.remove(child)
        elif child.tag == qn("w:docDefaults"):
            child.getparent().replace(child, _defaults())
    root.append(
        element(
            "style",
            [element("name", val="Normal"), element("qFormat"), element("rPr", [element("sz", val=BODY)])],
            type="paragraph",
            default=1,
            styleId=_NORMAL,
        )
    )
    root.append(_plain_table())
    for key, style in STYLES.items():
        root.append(_style(key, style))


def _defaults() -> Any:
    language = element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    run = [element("rFonts", **_fonts("fang")), element("sz", val=32), element("szCs", val=32), language]
    return element(
        "docDefaults",
        [element("rPrDefault", [element("rPr", run)]), element("pPrDefault", [element("pPr")])],
    )


def _plain_table() -> Any:
    margins = [element(side, w=width, type="dxa") for side, width in (("left", 108), ("right", 108))]
    properties = element("tblPr", [element("tblInd", w=0, type="dxa"), element("tblCellMar", margins)])
    return element("style", [element("name", val="Normal Table"), properties], type="table", default=1, styleId="a1")


def _style(key: str, style: Style) -> Any:
    paragraph = [
        *([element("keepNext"), element("keepLines")] if style.keep else []),
        element("widowControl", val=0),
        element("overflowPunct", val=1),
        element("snapToGrid", val=0),
        element("spacing", before=style.before, after=style.after, line=style.line, lineRule="exact"),
        element("ind", **_indents(style)),
        element("jc", val=style.align),
        *([element("outlineLvl", val=style.level - 1)] if style.level else []),
    ]
    run = [element("rFonts", **_fonts(style.face)), element("snapToGrid", val=0)]
    if style.size == BODY:
        run.append(element("spacing", val=_CLOSER))
    run += [element("sz", val=style.size), element("szCs", val=style.size)]
    return element(
        "style",
        [
            element("name", val=style.name),
            element("basedOn", val=_NORMAL),
            element("qFormat"),
            element("pPr", paragraph),
            element("rPr", run),
        ],
        type="paragraph",
        customStyle=1,
        styleId=style_id(key),
    )


def _indents(style: Style) -> dict[str, int]:
    """In characters, and for readers that do not count these in twentieths of a point."""
    points = style.size * 10
    found = {}
    for name, hundredths in (("firstLine", style.first), ("left", style.left)):
        if hundredths:
            found[f"{name}Chars"] = hundredths
            found[name] = hundredths * points // 100
    return found


def _set_settings(document: Document) -> None:
    """Those of a Chinese document, in place of the template's."""
    root = document.settings.element
    for child in list(root):
        root.remove(child)
    mode = element("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    compat = ["spaceForUL", "balanceSingleByteDoubleByteWidth", "ulTrailSpace", "doNotExpandShiftReturn"]
    for child in (
        element("zoom", percent=100),
        element("defaultTabStop", val=420),
        element("evenAndOddHeaders"),
        element("characterSpacingControl", val="compressPunctuation"),
        element("compat", [*map(element, compat), element("useFELayout"), mode]),
        element("themeFontLang", val="en-US", eastAsia="zh-CN"),
    ):
        root.append(child)


# ── numbers of pages, fonts, properties ──


def _number_pages(document: Document) -> None:
    """— 1 — in 四号 宋体, at the outer edge one character in."""
    from docx.oxml.ns import qn

    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        root = footer._element
        for child in list(root):
            root.remove(child)
        indent = element("ind", **{f"{side}Chars": 100, side: 280})
        properties = element("pPr", [indent, element("jc", val=side)])
        field = element("fldSimple", [_numbered("1")], instr=" PAGE ")
        root.append(element("p", [properties, _numbered("— "), field, _numbered(" —")]))
        root.attrib.pop(qn("w:rsidR"), None)


def _numbered(text: str) -> Any:
    made = run_of(text)
    name, _ = _PAGE_FONT
    fonts = element("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)
    made.replace(made[0], element("rPr", [fonts, element("sz", val=28), element("szCs", val=28)]))
    return made


def _declare_fonts(document: Document) -> None:
    """What stands in for a font that is not installed."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.oxml import serialize_part_xml
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    part = next(
        each.target_part for each in document.part.rels.values() if each.reltype == RELATIONSHIP_TYPE.FONT_TABLE
    )
    table = parse_xml(f"<w:fonts {nsdecls('w')}/>")
    for name, other in sorted({(*pair,) for pair in [font[:2] for font in FONTS.values()] + [_PAGE_FONT]}):
        table.append(
            element(
                "font",
                [
                    element("altName", val=other),
                    element("charset", val=86),
                    element("family", val="auto"),
                    element("pitch", val="default"),
                ],
                name=name,
            )
        )
    part._blob = serialize_part_xml(table)


def _set_properties(document: Document) -> None:
    """Without an author and without any time."""
    root = document.part.package.core_properties._element
    for child in list(root):
        root.remove(child)
    document.core_properties.title = ""
    document.core_properties.language = "zh-CN"


def _leave_out(document: Document) -> None:
    """What the library's own template has besides: a picture of a page, styles for an older Word, sources of citations."""
    for rels in (document.part.package.rels, document.part.rels):
        for name in [name for name, each in rels.items() if each.reltype.endswith(_LEFT_OUT)]:
            del rels[name]


_LEFT_OUT = ("/thumbnail", "/extended-properties", "/stylesWithEffects", "/customXml")


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The archive in one order, with one time."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda each: (each != "[Content_Types].xml", each)):
            told = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            told.compress_type, told.external_attr, told.create_system = ZIP_DEFLATED, 0o600 << 16, 3
            archive.writestr(told, parts[name])
    return made.getvalue()
