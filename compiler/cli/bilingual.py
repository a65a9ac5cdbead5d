"""click in two languages.  In: help texts written “中文 | English”.  Out: commands that show the half of their context.

The language is the ``obj`` of the context; ``command`` makes a command that is given it first, and that ends its list
of options with --encoding (where it reads a policy) and --lang, as all of ours do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from .columns import Formatter
from .completion import FileName

if TYPE_CHECKING:
    from ..report.diagnostic import Language

LANG = click.Option(
    ["--lang"], type=click.Choice(["zh", "en"]), expose_value=False, help="输出的语言 | language of the output"
)
HELP = {"help_option_names": ["-h", "--help"]}
ENCODING = click.Option(
    ["--encoding"],
    default="utf-8",
    metavar="NAME",
    help="政策文件的编码，如 gb18030 | encoding of the policy",
)


# What is typed for a file, by the name of an argument or by what help calls the value of an option.
_FILES = ("path", "paths", "old", "new", "FILE", "PATH")


def command(name: str, help: str, *, reads: bool = True) -> Callable[[Callable[..., int]], Command]:
    """A command of this name: the function under it is given the language, then its arguments and options by name;
    the exit code goes out.  ``reads``: whether it reads a policy."""

    def made(run: Callable[..., int]) -> Command:
        built = click.command(name, cls=Command, help=help, context_settings=HELP)(click.pass_obj(run))
        for param in built.params:
            if param.name in _FILES or param.metavar in _FILES:
                param.type = FileName()
        built.params += [ENCODING, LANG] if reads else [LANG]
        return built

    return made


def pick(lang: Language, zh: str, en: str) -> str:
    return zh if lang == "zh" else en


class Command(click.Command):
    """A command whose help is in the language of the context (its ``obj``)."""

    def get_help(self, ctx: click.Context) -> str:
        ctx.formatter_class = Formatter
        return super().get_help(ctx)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        found = super().shell_complete(ctx, incomplete)
        return [CompletionItem(item.value, item.type, _half(item.help, ctx.obj)) for item in found]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, pick(ctx.obj, "用法：", "Usage: "))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        formatter.write_text(_half(self.help, ctx.obj))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        rows = [record for option in options if (record := option.get_help_record(ctx))]
        with formatter.section(pick(ctx.obj, "选项", "Options")):
            formatter.write_dl([(names, _half(text, ctx.obj)) for names, text in rows])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示本说明 | show this message"
        return option


class Group(Command, click.Group):
    """The command that has all the others."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        with formatter.section(pick(ctx.obj, "命令", "Commands")):
            formatter.write_dl([(name, _half(command.help, ctx.obj)) for name, command in self.commands.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        # click would cut the help of each command short, in whatever language.
        own = [item for item in super().shell_complete(ctx, incomplete) if item.value not in self.commands]
        named = [each for name, each in self.commands.items() if name.startswith(incomplete)]
        return [*(CompletionItem(each.name, help=_half(each.help, ctx.obj)) for each in named), *own]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.commands:
            listed = "、".join(self.commands)
            near = "".join(get_close_matches(args[0], self.commands, 1))
            zh = f"没有命令「{args[0]}」，" + (f"是不是 {near}？" if near else f"可用的有：{listed}")
            en = f"no command {args[0]}; " + (f"did you mean {near}?" if near else f"there are {listed}")
            raise click.UsageError(pick(ctx.obj, zh, en), ctx)
        return super().resolve_command(ctx, args)


def usage_fault(error: click.ClickException, lang: Language) -> str:
    """What click found wrong with what was typed."""
    if lang == "en":
        return error.format_message()
    if isinstance(error, click.MissingParameter) and isinstance(error.param, click.Option):
        return f"缺少选项 {error.param.opts[0]}"
    if isinstance(error, click.MissingParameter) and error.param:
        return f"缺少 {error.param.human_readable_name}"
    if isinstance(error, click.NoSuchOption):
        near = f"，是不是 {error.possibilities[0]}？" if error.possibilities else ""
        return f"没有选项 {error.option_name}{near}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 的用法不对（它后面要写值，或者不能写值）"
    if isinstance(error, click.BadParameter) and error.param and isinstance(error.param.type, click.Choice):
        return f"选项 {error.param.opts[0]} 可用：{'、'.join(map(str, error.param.type.choices))}"
    if isinstance(error, click.BadParameter) and error.param and isinstance(error.param.type, click.IntRange):
        return f"选项 {error.param.opts[0]} 应是 {error.param.type.min} 到 {error.param.type.max} 的整数"
    if (extra := re.match(r"Got unexpected extra arguments? \((.*)\)$", error.format_message())) is not None:
        return f"多写了 {extra[1]}"
    return error.format_message()


def _half(text: str | None, lang: Language) -> str:
    """The half of a help text “中文 | English”."""
    zh, _, en = (text or "").partition(" | ")
    return pick(lang, zh, en or zh)
