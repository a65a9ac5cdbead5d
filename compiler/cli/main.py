"""The command ``tiaowen``: reads, calls the passes, writes, and says with its exit code how it went.

In: what was typed.  Out: what the command writes, and one of the codes of ``exits``; no exception but those of our own
faults under ``TIAOWEN_DEBUG=1``.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from ..version import VERSION
from .bilingual import HELP, LANG, Group, pick, usage_fault
from .commands import COMMANDS
from .completion import ASKED, answer
from .exits import FINE, INTERRUPTED, MISUSED, OURS, UNREAD, Stopped
from .streams import Unwritable, give_up_output, start_in_utf8, write, write_utf8

if TYPE_CHECKING:
    from ..report.diagnostic import Language


def main(args: Sequence[str] | None = None) -> int:
    """Run one command; the exit code goes out."""
    # What a command makes it keeps until it ends, so looking for cycles every 700 objects finds nothing.
    gc.set_threshold(100_000, 20, 20)
    if args is None:
        start_in_utf8()
    write_utf8()
    given = list(sys.argv[1:] if args is None else args)
    lang = _language(given)
    if ASKED in os.environ:
        return answer(_tiaowen, os.environ[ASKED], lang)
    try:
        with _tiaowen.make_context("tiaowen", given or ["--help"], obj=lang) as context:
            code = _tiaowen.invoke(context)
            return code if isinstance(code, int) else FINE
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        _say_wrong_usage(error, lang)
        return MISUSED
    except Stopped as stopped:
        return _stop(stopped, as_json="--json" in given)
    except Unwritable as unwritable:
        give_up_output()
        write(pick(lang, f"写不出结果：{unwritable}\n", f"cannot write the output: {unwritable}\n"), sys.stderr)
        return MISUSED
    except BrokenPipeError:
        give_up_output()
        return UNREAD
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("TIAOWEN_DEBUG") == "1":
            raise
        _say_ours(error, lang)
        return OURS


def _stop(stopped: Stopped, *, as_json: bool) -> int:
    """Why a command ended, for people; where it was asked for JSON, as that, too."""
    try:
        if as_json and stopped.data is not None:
            from ..report.render import dump

            write(dump({**stopped.data}))
    except Unwritable as unwritable:
        give_up_output()
        write(f"{unwritable}\n", sys.stderr)
    except BrokenPipeError:
        give_up_output()
    write(stopped.text, sys.stderr)
    return stopped.code


@click.group(
    cls=Group,
    context_settings={"max_content_width": 100, **HELP},
    help="条文：让政策文件自己核对、解释、计算 | tiaowen: policy documents that check, explain and calculate themselves",
)
@click.version_option(VERSION, prog_name="tiaowen", message="%(prog)s %(version)s", help="显示版本 | show the version")
def _tiaowen() -> None:
    pass


_tiaowen.params.append(LANG)
for _command in COMMANDS:
    _tiaowen.add_command(_command)


def _language(args: Sequence[str]) -> Language:
    """The language asked for, wherever --lang stands: help texts need it before the command is known."""
    said = os.environ.get("TIAOWEN_LANG", "zh")
    for index, arg in enumerate(args):
        if arg == "--":
            break
        if arg.startswith("--lang="):
            said = arg.removeprefix("--lang=")
        elif arg == "--lang" and index + 1 < len(args):
            said = args[index + 1]
    return "en" if said == "en" else "zh"


def _say_wrong_usage(error: click.ClickException, lang: Language) -> None:
    from ..report.render import visible

    text = visible(usage_fault(error, lang))
    lines = [pick(lang, f"用法错误：{text}", f"wrong usage: {text}")]
    if isinstance(error, click.UsageError) and error.ctx:
        lines.append(pick(lang, "说明：", "help: ") + f"{error.ctx.command_path} --help")
    write("\n".join(lines) + "\n", sys.stderr)


def _say_ours(error: Exception, lang: Language) -> None:
    kind = type(error).__name__
    write(
        pick(
            lang,
            f"程序内部错误（{kind}），不是你的错。请报告，并附上出错的政策文件\n",
            f"internal error ({kind}), not your fault; please report it together with the policy\n",
        ),
        sys.stderr,
    )
