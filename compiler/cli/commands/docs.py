"""``tiaowen docs``: the guide, printed into a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..bilingual import command
from ..exits import FINE
from ..shared import compiled, put

if TYPE_CHECKING:
    from ...report.diagnostic import Language


@command("docs", "印成读本：条文、规则、算例 | print the guide")
@click.argument("path")
@click.option("-o", "--output", required=True, metavar="DIR", help="写到哪个目录 | the folder to write to")
def docs(lang: Language, path: str, output: str, encoding: str) -> int:
    from ...guide.guide import guide

    policy = compiled(path, encoding, lang)
    files = {Path(output) / name: text.encode() for name, text in guide(policy).items()}
    put(files, lang, made_from=[policy], make_folder=True)
    return FINE
