"""Documents of Word made by python-docx, with what office people put into them: automatic numbers, tracked changes, notes,
text boxes, fields, hidden text."""

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
# 一、 （一） 1. （1） ①, as a template of a 公文 has them
OFFICIAL = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
    ("decimalEnclosedCircle", "%5"),
)


def xml(text: str) -> Any:
    """A node of Word; the first name in it is given the namespaces."""
    head, sign, rest = text.partition(">")
    closed = head.endswith("/")
    return parse_xml(f"{head.rstrip('/')} {_SPACES}{'/' if closed else ''}{sign}{rest}")


def run(text: str, inside: str = "") -> str:
    return f'<w:r>{inside}<w:t xml:space="preserve">{text}</w:t></w:r>'


def changed(kind: str, text: str) -> str:
    """What was put in (``ins``) or taken out (``del``)."""
    name = "delText" if kind == "del" else "t"
    said = f'<w:r><w:{name} xml:space="preserve">{text}</w:{name}></w:r>'
    return f'<w:{kind} w:id="9" w:author="甲" w:date="2025-01-01T00:00:00Z">{said}</w:{kind}>'


class File:
    """A document that is being written; ``bytes`` is the file."""

    def __init__(self) -> None:
        self.made = docx.Document()
        self._numbering = self.made.part.numbering_part.element
        for node in list(self._numbering):
            self._numbering.remove(node)

    def pattern(self, name: int, levels: Sequence[tuple[str, str]], more: dict[int, str] | None = None) -> None:
        """A pattern of numbers (w:abstractNum), and the list of the same number."""
        said = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{(more or {}).get(at, "")}'
            f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
            for at, (form, text) in enumerate(levels)
        )
        first = next((at for at, node in enumerate(self._numbering) if node.tag.endswith("}num")), len(self._numbering))
        self._numbering.insert(first, xml(f'<w:abstractNum w:abstractNumId="{name}">{said}</w:abstractNum>'))
        self.list(name, name)

    def list(self, name: int, pattern: int, inside: str = "") -> None:
        said = f'<w:num w:numId="{name}"><w:abstractNumId w:val="{pattern}"/>{inside}</w:num>'
        self._numbering.append(xml(said))

    def line(
        self, text: str = "", *, level: int | None = None, of: int = 1, properties: str = "", runs: str = ""
    ) -> None:
        """A paragraph; with ``level`` one with an automatic number."""
        number = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{of}"/></w:numPr>'
        self.add(f"<w:p><w:pPr>{number}{properties}</w:pPr>{run(text) if text else ''}{runs}</w:p>")

    def add(self, text: str) -> None:
        body = self.made.element.body
        body.insert(len(body) - 1, xml(text))

    def table(self, rows: Sequence[Sequence[str]]) -> Any:
        table = self.made.add_table(len(rows), len(rows[0]))
        for row, said in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, said, strict=True):
                cell.text = text
        return table

    def part(self, kind: str, inside: str) -> None:
        """footnotes, endnotes or comments."""
        said = f"<w:{kind} {_SPACES}>{inside}</w:{kind}>"
        content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
        part = Part(PackURI(f"/word/{kind}.xml"), content, said.encode(), self.made.part.package)
        self.made.part.relate_to(part, getattr(RELATIONSHIP_TYPE, kind.upper()))

    @property
    def bytes(self) -> bytes:
        out = io.BytesIO()
        self.made.save(out)
        return out.getvalue()
