"""``tiaowen compile``: a policy as a calculator in another language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FINE
from ..shared import compiled, put
from ..streams import write

if TYPE_CHECKING:
    from ...report.diagnostic import Language


@command("compile", "编译成计算程序 | compile to a calculator")
@click.argument("path")
@click.option("--target", required=True, metavar="NAME", help="python 或 javascript | python or javascript")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    help="写到哪个文件，- 是标准输出 | the file to write; - is standard output",
)
def compile_(lang: Language, path: str, target: str, output: str, encoding: str) -> int:
    from ...targets import BACKENDS

    if target not in BACKENDS:
        listed = "、".join(BACKENDS)
        raise click.UsageError(
            pick(lang, f"没有目标「{target}」，可用的有：{listed}", f"no target {target}; there are {listed}"),
            click.get_current_context(),
        )
    policy = compiled(path, encoding, lang)
    texts = BACKENDS[target](policy)
    if output == "-":
        write(texts[""])
        return FINE
    place = Path(output)
    beside = {suffix: place.parent / f"{place.stem}{suffix}" if suffix else place for suffix in texts}
    files = {beside[suffix]: text.encode() for suffix, text in texts.items()}
    put(files, lang, made_from=[policy])
    return FINE
