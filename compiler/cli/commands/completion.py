"""``tiaowen completion``: a script that completes commands, options and files in a shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..bilingual import command
from ..completion import SHELLS, script
from ..exits import FINE
from ..streams import write

if TYPE_CHECKING:
    from ...report.diagnostic import Language


@command(
    "completion",
    "在命令行里补全命令、选项和文件名的脚本 | a script that completes commands, options and files in a shell",
    reads=False,
)
@click.argument("shell", type=click.Choice(SHELLS))
def completion(lang: Language, shell: str) -> int:
    write(f"{script(click.get_current_context().find_root().command, shell)}\n")
    return FINE
