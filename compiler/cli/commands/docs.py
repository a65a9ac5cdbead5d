"""``tiaowen docs``: the guide, printed into a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FINE
from ..shared import compiled, put

if TYPE_CHECKING:
    from ...report.diagnostic import Language


@command("docs", "印成读本：条文、规则、算例 | print the guide")
@click.argument("path")
@click.option("-o", "--output", required=True, metavar="DIR", help="写到哪个目录 | the folder to write to")
@click.option("--format", "form", type=click.Choice(["md"]), default="md", help="格式 | the format")
def docs(lang: Language, path: str, output: str, form: str, encoding: str) -> int:
    from ...guide.formats import FORMATS

    if not output:  # an empty variable of a shell is not the folder that one is in
        raise click.UsageError(pick(lang, "-o 要写明目录（. 是当前目录）", "-o needs a folder (. is the current one)"))
    policy = compiled(path, encoding, lang)
    (made,) = (each for each in FORMATS if each.name == form)
    files = {Path(output) / name: data for name, data in made.write(policy).items()}
    put(files, lang, made_from=[policy], make_folder=True)
    return FINE
