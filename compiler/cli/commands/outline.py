"""``tiaowen outline``: what is read of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..bilingual import command
from ..exits import FINE
from ..shared import read
from ..streams import write, write_lines

if TYPE_CHECKING:
    from ...report.diagnostic import Language


@command(
    "outline",
    "文件的结构：题、文号、主送、落款、章、条、附件和规则 | the structure of a document: title, number, chapters, articles, annexes and rules",
)
@click.argument("path")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 | the result as JSON")
def outline(lang: Language, path: str, as_json: bool, encoding: str) -> int:
    from ...accounts.outline import outline_json, outline_text
    from ...report.published import said
    from ...report.render import dump

    policy, _ = read(path, encoding, lang)
    if as_json:
        write(dump(said("outline", outline_json(policy))))
    else:
        write_lines(outline_text(policy, lang).splitlines())
    return FINE
