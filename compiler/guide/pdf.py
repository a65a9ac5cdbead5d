"""The guide as a PDF, laid out as ``paper`` says; typst sets it, with the fonts that the machine has.

The paper goes to the template as data (JSON), so that no text of a policy is read as markup.  The same paper and the same
fonts give the same bytes: nothing in the file has a time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import TYPE_CHECKING

from ..report.errors.output import MissingChineseFont, MissingLibrary, OtherFonts
from .content import content_of
from .format import Asked, Format
from .paper import (
    AFTER_TABLE,
    BODY,
    CHARACTERS,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    STYLES,
    TOP,
    TYPE_HEIGHT,
    TYPE_WIDTH,
    Block,
    Gap,
    Grid,
    Line,
    Paper,
    Style,
    is_chinese,
    width_of,
)
from .printed import paper_of

if TYPE_CHECKING:
    from ..model.policy import Policy
    from ..report.diagnostic import Language, Report

FILE = "指南.pdf"

# The families of each face, as Windows, 麒麟 and 统信, macOS and free collections call them; the first that is there counts.
FACES: Mapping[str, tuple[str, ...]] = {
    "fang": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "FZFangSong-Z02", "FZFangSong-Z02S", "STFangsong"),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "FZKai-Z03", "FZKai-Z03S", "STKaiti", "Kaiti SC"),
    "hei": ("SimHei", "黑体", "FZHei-B01", "FZHei-B01S", "STHeiti", "Heiti SC"),
    "song": ("FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S", "方正小标宋简体", "方正小标宋_GBK", "STZhongsong"),
    "song-plain": ("SimSun", "宋体", "FZShuSong-Z01", "FZShuSong-Z01S", "STSong", "Songti SC"),
}
SERIF = (
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "Noto Serif SC",
    "SimSun",
    "STSong",
    "Songti SC",
)
SANS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "Microsoft YaHei",
)
OTHERS = ("WenQuanYi Zen Hei", "AR PL UMing CN", "Droid Sans Fallback", "PingFang SC")
_LETTERS = ("Times New Roman", "Liberation Serif", "Libertinus Serif")
_NAMES = {"fang": "仿宋", "kai": "楷体", "hei": "黑体", "song": "小标宋", "song-plain": "宋体"}


def _write(policy: Policy, asked: Asked, report: Report) -> Mapping[str, bytes]:
    try:
        import typst
    except ModuleNotFoundError as error:
        if error.name != "typst":
            raise
        report.add(MissingLibrary(library="typst", extra="pdf"))
        return {}
    fonts = fonts_of(typst.Fonts().families())
    if fonts is None:
        report.add(MissingChineseFont())
        return {}
    missing = tuple(dict.fromkeys(_NAMES[face] for face in FACES if fonts[face] not in FACES[face]))
    if missing:
        taken = tuple(dict.fromkeys(fonts[face] for face in FACES if fonts[face] not in FACES[face]))
        report.add(OtherFonts(missing=missing, taken=taken))
    paper = paper_of(content_of(policy, asked.lang), asked.lang, text_only=asked.text_only)
    return {FILE: pdf_of(paper, fonts, asked.lang)}


PDF = Format(name="pdf", write=_write, alone=True, has_text_only=True)


def fonts_of(families: Sequence[str]) -> dict[str, str] | None:
    """For each face the family that is taken; None where there is none with Chinese characters."""
    there = set(families)
    found: dict[str, str] = {}
    for face, names in FACES.items():
        others = (*SANS, *SERIF, *OTHERS) if face == "hei" else (*SERIF, *SANS, *OTHERS)
        taken = next((name for name in (*names, *others) if name in there), None)
        found[face] = taken or ""
    own = next((name for name in found.values() if name), None)
    return {face: name or own for face, name in found.items()} if own else None


def pdf_of(paper: Paper, fonts: Mapping[str, str], lang: Language = "zh") -> bytes:
    import typst

    template = (resources.files("tiaowen.compiler") / "guide" / "templates" / "paper.typ").read_bytes()
    data = json.dumps(_data(paper, fonts, lang), ensure_ascii=False)
    made = typst.compile(template, format="pdf", sys_inputs={"data": data})
    return bytes(made)


def _data(paper: Paper, fonts: Mapping[str, str], lang: Language) -> dict[str, object]:
    """What the template reads."""
    among = [{"name": name, "covers": "latin-in-cjk"} for name in _LETTERS]
    return {
        "title": paper.title,
        "lang": lang,
        "body": BODY,
        "characters": CHARACTERS,
        "after-table": AFTER_TABLE,
        "page": {
            "width": PAGE_WIDTH,
            "height": PAGE_HEIGHT,
            "top": TOP,
            "left": LEFT,
            "type-width": TYPE_WIDTH,
            "type-height": TYPE_HEIGHT,
        },
        "fonts": {face: [*among, name] for face, name in fonts.items()},
        "foreign": {face: [*_LETTERS, name] for face, name in fonts.items()},
        "styles": {key: _style(style) for key, style in STYLES.items()},
        "parts": [[_block(block) for block in part] for part in paper.parts],
    }


def _style(style: Style) -> dict[str, object]:
    return {name: getattr(style, name) for name in Style.__slots__ if name != "name"}


def _block(block: Block) -> dict[str, object]:
    match block:
        case Line():
            return {"kind": "line", **_line(block)}
        case Grid():
            return {
                "kind": "grid",
                "widths": block.widths,
                "heads": [_line(cell) for cell in block.heads],
                "rows": [[_line(cell) for cell in row] for row in block.rows],
            }
        case Gap():
            return {"kind": "gap"}


def _line(line: Line) -> dict[str, object]:
    return {
        "style": line.style,
        "runs": [{"text": run.text, "face": run.face, "chinese": is_chinese(run.text)} for run in line.runs],
        "keep": line.keep,
        "right": line.right,
        "length": width_of(line.text),
    }
