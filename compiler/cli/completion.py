"""Completion of what is typed in a shell, by click.  In: a shell, and what its script asks in the environment.  Out: the
script that ``tiaowen completion`` prints, and the lines that it is answered with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..report.diagnostic import Language

SHELLS = ("bash", "zsh", "fish", "powershell")
PROGRAM = "tiaowen"
# Where a shell's script says which shell asks.
ASKED = "_TIAOWEN_COMPLETE"


class FileName(click.ParamType[str]):
    """A text that names a file: the shell offers its own."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return value

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        return [click.shell_completion.CompletionItem(incomplete, type="file")]


def script(group: click.Command, shell: str) -> str:
    """The script that a shell reads when it starts."""
    made = click.shell_completion.get_completion_class(shell)
    assert made is not None
    return made(group, {}, PROGRAM, ASKED).source()


def answer(group: click.Command, asked: str, lang: Language) -> int:
    """Writes what a shell's script asks for; the exit code."""
    return click.shell_completion.shell_complete(group, {"obj": lang}, PROGRAM, ASKED, asked)
