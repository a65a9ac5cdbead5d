"""Rows of results as ``batch`` gives them, made by ``calc``, and what a document of Word says."""

import io
from collections.abc import Mapping
from decimal import Decimal
from xml.etree import ElementTree
from zipfile import ZipFile

from support.policies import loaded
from tiaowen.compiler.batch.outcome import RowFault

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KEY = "统一社会信用代码"
REGISTERED = {"完成省科技成果登记并产业化": True, "年销售收入": "7500万元"}
INSURED = {"科技保险保费": "30万元"}
# Two of one matter (36.2与36.3 of the policy are; 15.2 and 15.3 too): 15.3 is paid less or the same.
YEARLY, MONTHLY = {"年度小升规的服务业企业": 1}, {"月度升规的服务业企业": 1}


def row(
    key: str, name: str, claims: Mapping[str, Mapping[str, object]], *, total: str | None = None, explain: bool = True
) -> dict[str, object]:
    """The results of claims in one row; ``total`` is what stands in 合计 (none: there is no such column)."""
    made: dict[str, object] = {KEY: key, "企业名称": name}
    for clause, facts in claims.items():
        result = loaded().calc(clause, facts)
        made |= {clause: result.value, f"{clause} 符合": result.eligible, f"{clause} 封顶": None}
        if explain:
            made[f"{clause} 理由"] = result.explain()
    return made if total is None else {**made, "合计": Decimal(total)}


def fault(key: str, **given: object) -> RowFault:
    said: dict[str, object] = {
        "row": 3,
        "clause": "4.1",
        "column": "科技保险保费（万元）",
        "code": "T0611",
        "message": "「科技保险保费」读不出数：“三十左右”（不是数）",
        "message_en": "“科技保险保费” is not a readable number",
    }
    return RowFault(key=key, **{**said, **given})  # type: ignore[arg-type]


def paragraphs(data: bytes) -> list[str]:
    """The texts of a document of Word, a paragraph or a cell each, in order."""
    with ZipFile(io.BytesIO(data)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    return ["".join(text.text or "" for text in each.iter(f"{WORD}t")) for each in root.iter(f"{WORD}p")]


def rows_of(data: bytes) -> list[list[str]]:
    """The rows of all tables of a document of Word."""
    with ZipFile(io.BytesIO(data)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    return [
        ["".join(text.text or "" for text in cell.iter(f"{WORD}t")) for cell in each.iter(f"{WORD}tc")]
        for each in root.iter(f"{WORD}tr")
    ]
