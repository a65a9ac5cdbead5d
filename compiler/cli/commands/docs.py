"""``tiaowen docs``: the guide, printed into a folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FINE, MISUSED, Stopped
from ..shared import compiled, put
from ..streams import write

if TYPE_CHECKING:
    from ...report.diagnostic import Language


@command("docs", "印成读本：条文、规则、算例 | print the guide")
@click.argument("path")
@click.option("-o", "--output", required=True, metavar="DIR", help="写到哪个目录 | the folder to write to")
@click.option("--format", "form", type=click.Choice(["md"]), default="md", help="格式 | the format")
def docs(lang: Language, path: str, output: str, form: str, encoding: str) -> int:
    from ...guide.format import Asked
    from ...guide.formats import FORMATS
    from ...report.diagnostic import Report
    from ...report.render import render_text

    if not output:  # an empty variable of a shell is not the folder that one is in
        raise click.UsageError(pick(lang, "-o 要写明目录（. 是当前目录）", "-o needs a folder (. is the current one)"))
    policy = compiled(path, encoding, lang)
    (made,) = (each for each in FORMATS if each.name == form)
    report = Report()
    written = made.write(policy, Asked(lang=lang), report)
    if report.has_errors:
        raise Stopped(MISUSED, render_text(report.errors, lang))
    if report.diagnostics:
        write(render_text(report.diagnostics, lang), sys.stderr)
    files = {Path(output) / name: data for name, data in written.items()}
    put(files, lang, made_from=[policy], make_folder=True)
    return FINE
