"""What is around the text in a document of Word: its page, styles, settings, numbers of pages, fonts, properties, archive.

In: the text of a document, and its title.  Out: the parts of the document with all this set, and the archive of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from io import BytesIO
from types import MappingProxyType
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
from .word_xml import Xml, element, escaped, file_of, tagged

# Of each face: its name, what stands in for it where it is not installed, the font for letters and digits.
FONTS: Mapping[Face, tuple[str, str, str]] = {
    "song": ("方正小标宋简体", "华文中宋", "Times New Roman"),
    "hei": ("黑体", "SimHei", "Times New Roman"),
    "kai": ("楷体_GB2312", "楷体", "Times New Roman"),
    "fang": ("仿宋_GB2312", "仿宋", "Times New Roman"),
}
_PAGE_FONT = ("宋体", "SimSun")
# The title of a document in its properties may have so many characters.
_TITLE_MAX = 255


def packed(title: str, blocks: Iterable[Xml]) -> bytes:
    """A document of these blocks as an archive in one order, with one time."""
    parts = {**_framed(), "docProps/core.xml": _properties(title), "word/document.xml": _document(blocks)}
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda each: (each != _TYPES, each)):
            told = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            told.compress_type, told.external_attr, told.create_system = ZIP_DEFLATED, 0o600 << 16, 3
            archive.writestr(told, parts[name])
    return made.getvalue()


# ── the package ──

_TYPES = "[Content_Types].xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
# The other parts of a document: the kind of relation that it has to each, and the kind of part.
_PARTS = {
    "styles": ("styles", "styles"),
    "settings": ("settings", "settings"),
    "fontTable": ("fontTable", "fontTable"),
    "footer1": ("footer", "footer"),
    "footer2": ("footer", "footer"),
}
# The names of the relations to the footers of odd and of even pages.
_ODD, _EVEN = "footer1", "footer2"


@lru_cache(maxsize=1)
def _framed() -> Mapping[str, bytes]:
    """The parts that are the same in all documents, by their names; made once, since of letters there are thousands."""
    return MappingProxyType(
        {
            _TYPES: _types(),
            "_rels/.rels": _relations(
                ("document", f"{_OFFICE}officeDocument", "word/document.xml"),
                ("core", f"{_PACKAGE}relationships/metadata/core-properties", "docProps/core.xml"),
            ),
            "word/_rels/document.xml.rels": _relations(
                *((name, f"{_OFFICE}{relation}", f"{name}.xml") for name, (relation, _) in _PARTS.items())
            ),
            "word/styles.xml": _styles(),
            "word/settings.xml": _settings(),
            "word/fontTable.xml": _fonts_declared(),
            f"word/{_ODD}.xml": _numbered_at("right"),
            f"word/{_EVEN}.xml": _numbered_at("left"),
        }
    )


def _types() -> bytes:
    parts = {
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/word/document.xml": f"{_WORD}document.main+xml",
        **{f"/word/{name}.xml": f"{_WORD}{kind}+xml" for name, (_, kind) in _PARTS.items()},
    }
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    children = [
        tagged("Default", Extension="rels", ContentType=relations),
        tagged("Default", Extension="xml", ContentType="application/xml"),
        *(tagged("Override", PartName=name, ContentType=kind) for name, kind in parts.items()),
    ]
    return file_of(tagged("Types", children, xmlns=f"{_PACKAGE}content-types"))


def _relations(*made: tuple[str, str, str]) -> bytes:
    """Each with its name, its kind and the part that it leads to."""
    children = [tagged("Relationship", Id=name, Type=kind, Target=to) for name, kind, to in made]
    return file_of(tagged("Relationships", children, xmlns=f"{_PACKAGE}relationships"))


def _properties(title: str) -> bytes:
    """Without an author and without any time."""
    names = {"xmlns:cp": f"{_PACKAGE}metadata/core-properties", "xmlns:dc": "http://purl.org/dc/elements/1.1/"}
    children = [tagged("dc:title", [escaped(title[:_TITLE_MAX])]), tagged("dc:language", [escaped("zh-CN")])]
    return file_of(tagged("cp:coreProperties", children, **names))


# ── texts ──


def run_of(text: str, face: Face | None = None, *, of: Face = "fang") -> Xml:
    """A text in a paragraph that is set in the face ``of``; letters have no 黑体, and are bold in its place."""
    is_ours = is_chinese(text)
    fonts = element("rFonts", **({"hint": "eastAsia"} if is_ours else {}), **(_fonts(face) if face else {}))
    bold = [element("b")] if (face or of) == "hei" and not is_ours else []
    return _run([fonts, *bold], text)


def _run(properties: list[Xml], text: str) -> Xml:
    shown = tagged("w:t", [escaped(text)], **{"xml:space": "preserve"})
    return element("r", [element("rPr", properties), shown])


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


def _document(blocks: Iterable[Xml]) -> bytes:
    edges = {
        "top": TOP,
        "right": PAGE_WIDTH - LEFT - TYPE_WIDTH,
        "bottom": PAGE_HEIGHT - TOP - TYPE_HEIGHT,
        "left": LEFT,
        "header": 150,
        "footer": _FOOT,
        "gutter": 0,
    }
    section = [
        *(
            tagged("w:footerReference", **{"w:type": kind, "r:id": name})
            for kind, name in (("default", _ODD), ("even", _EVEN))
        ),
        element("pgSz", w=_twips(PAGE_WIDTH), h=_twips(PAGE_HEIGHT)),
        element("pgMar", **{name: _twips(length) for name, length in edges.items()}),
        element("docGrid", type="linesAndChars", linePitch=PITCH, charSpace=_CHARACTER_SPACE),
    ]
    return file_of(element("document", [element("body", [*blocks, element("sectPr", section)])]))


def style_id(style: str) -> str:
    return f"tiaowen-{style}"


# LibreOffice takes the size of a character of the grid from the style of this name only.
_NORMAL = "0"


def _styles() -> bytes:
    normal = element(
        "style",
        [element("name", val="Normal"), element("qFormat"), element("rPr", [element("sz", val=BODY)])],
        type="paragraph",
        default=1,
        styleId=_NORMAL,
    )
    styles = [_style(key, style) for key, style in STYLES.items()]
    return file_of(element("styles", [_defaults(), normal, _plain_table(), *styles]))


def _defaults() -> Xml:
    language = element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    run = [element("rFonts", **_fonts("fang")), element("sz", val=32), element("szCs", val=32), language]
    return element(
        "docDefaults",
        [element("rPrDefault", [element("rPr", run)]), element("pPrDefault", [element("pPr")])],
    )


def _plain_table() -> Xml:
    margins = [element(side, w=width, type="dxa") for side, width in (("left", 108), ("right", 108))]
    properties = element("tblPr", [element("tblInd", w=0, type="dxa"), element("tblCellMar", margins)])
    return element("style", [element("name", val="Normal Table"), properties], type="table", default=1, styleId="a1")


def _style(key: str, style: Style) -> Xml:
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


def _settings() -> bytes:
    """Those of a Chinese document."""
    mode = element("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    compat = ["spaceForUL", "balanceSingleByteDoubleByteWidth", "ulTrailSpace", "doNotExpandShiftReturn"]
    children = [
        element("zoom", percent=100),
        element("defaultTabStop", val=420),
        element("evenAndOddHeaders"),
        element("characterSpacingControl", val="compressPunctuation"),
        element("compat", [*map(element, compat), element("useFELayout"), mode]),
        element("themeFontLang", val="en-US", eastAsia="zh-CN"),
    ]
    return file_of(element("settings", children))


# ── numbers of pages, fonts ──


def _numbered_at(side: str) -> bytes:
    """— 1 — in 四号 宋体, at that edge one character in."""
    indent = element("ind", **{f"{side}Chars": 100, side: 280})
    properties = element("pPr", [indent, element("jc", val=side)])
    field = element("fldSimple", [_numbered("1")], instr=" PAGE ")
    return file_of(element("ftr", [element("p", [properties, _numbered("— "), field, _numbered(" —")])]))


def _numbered(text: str) -> Xml:
    name, _ = _PAGE_FONT
    fonts = element("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)
    return _run([fonts, element("sz", val=28), element("szCs", val=28)], text)


def _fonts_declared() -> bytes:
    """With what stands in for each, where it is not installed."""
    fonts = [
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
        for name, other in sorted({*(font[:2] for font in FONTS.values()), _PAGE_FONT})
    ]
    return file_of(element("fonts", fonts))
