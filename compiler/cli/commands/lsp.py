"""``tiaowen lsp``: the language service for editors."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FINE
from ..extras import needed
from ..shared import put
from ..streams import write

if TYPE_CHECKING:
    from ...report.diagnostic import Language


@command(
    "lsp",
    "给编辑器用的语言服务（VS Code、Neovim、Helix 等由编辑器启动），见 docs/editors.md | the language service for editors (VS Code, Neovim, Helix; started by the editor), see docs/editors.md",
    reads=False,
)
@click.option(
    "--vsix",
    metavar="FILE",
    help="写出 VS Code 的扩展，不启动服务 | write the extension for VS Code, and serve nothing",
)
def lsp(lang: Language, vsix: str | None) -> int:
    if vsix is not None:
        from ...lsp.extension import extension

        if Path(vsix).suffix != ".vsix":
            zh, en = "扩展的文件名以 .vsix 结尾", "the name of an extension ends in .vsix"
            raise click.UsageError(pick(lang, zh, en), click.get_current_context())
        put({Path(vsix): extension()}, lang)
        return FINE
    with needed("lsp", lang):
        from ...lsp.server import serve
    if sys.stdin is not None and sys.stdin.isatty():
        zh = "这个命令由编辑器启动，从标准输入读它的问题，见 docs/editors.md。停止：Ctrl-C\n"
        en = "an editor starts this command and asks over standard input, see docs/editors.md. To stop: Ctrl-C\n"
        write(pick(lang, zh, en), sys.stderr)
    serve(lang)
    return FINE
