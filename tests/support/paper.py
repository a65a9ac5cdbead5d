"""A policy on paper, and what a document of Word or a PDF has in it."""

import io
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import docx
from docx.document import Document

from tiaowen.compiler import Policy
from tiaowen.compiler.document.files import read_source
from tiaowen.compiler.guide.content import content_of
from tiaowen.compiler.guide.paper import Paper
from tiaowen.compiler.guide.printed import paper_of
from tiaowen.compiler.guide.word import docx_of
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.report.diagnostic import Language

DOCUMENTS = Path(__file__).resolve().parents[1] / "documents"


def paper(policy: Policy, *, text_only: bool = False, lang: Language = "zh") -> Paper:
    return paper_of(content_of(policy, lang), lang, text_only=text_only)


def opened(paper: Paper) -> Document:
    return docx.Document(io.BytesIO(docx_of(paper)))


def of_document(name: str) -> Policy:
    """A document of tests/documents, which has no rules."""
    policy, _ = compile_sources([read_source(str(DOCUMENTS / name))])
    return policy


def value(node: Any, name: str) -> str:
    """The attribute w:name."""
    found = node.get(f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}")
    assert found is not None, (node.tag, name)
    return str(found)


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# ── rendered ──


def converted(data: bytes, folder: Path) -> Path:
    """The PDF that LibreOffice makes of a document of Word."""
    place = folder / "a.docx"
    place.write_bytes(data)
    program = shutil.which("soffice")
    assert program, "LibreOffice is not installed"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(place)]
    done = subprocess.run(command, check=True, capture_output=True, timeout=300)
    made = folder / "a.pdf"
    assert made.exists(), (done.stdout, done.stderr)  # LibreOffice ends with 0 where it can make none
    return made


@dataclass(frozen=True, slots=True)
class Box:
    """A line of a page: its text, and where it is in points from the upper left corner, rounded to tenths."""

    text: str
    left: int
    top: int
    right: int
    bottom: int


@cache
def pages(place: Path) -> tuple[tuple[Box, ...], ...]:
    """The lines of each page of a PDF."""
    done = subprocess.run(["pdftotext", "-bbox-layout", str(place), "-"], check=True, capture_output=True)
    name = "{http://www.w3.org/1999/xhtml}"
    root = ElementTree.fromstring(done.stdout)
    return tuple(
        tuple(
            Box("".join(word.text or "" for word in line.iter(f"{name}word")), *map(_tenths, _edges(line)))
            for line in page.iter(f"{name}line")
        )
        for page in root.iter(f"{name}page")
    )


def _edges(line: ElementTree.Element) -> list[str]:
    return [line.attrib[edge] for edge in ("xMin", "yMin", "xMax", "yMax")]


def _tenths(points: str) -> int:
    whole, _, rest = points.partition(".")
    return int(whole) * 10 + int(f"{rest}0"[0])
