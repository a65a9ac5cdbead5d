"""docs/cli.md, made of what the commands themselves say."""

from collections.abc import Iterator

import click

from tiaowen.compiler.cli.bilingual import Command
from tiaowen.compiler.cli.commands import COMMANDS
from tiaowen.compiler.cli.exits import ENVIRONMENT, SAID

_HEAD = """# 命令

这一页由程序生成。每个命令后面加 `--help`，说的也是这些；英文加 `--lang en`。文件名写 `-` 的，从标准输入读。
"""


def page() -> str:
    """The whole page."""
    lines = [_HEAD, "| 命令 | |", "|---|---|"]
    lines += [f"| [`{each.name}`](#{each.name}) | {_zh(each.help)} |" for each in COMMANDS]
    for each in COMMANDS:
        lines += _section(each)
    lines += ["", "## 退出码", "", "| | |", "|---|---|", *(f"| {code} | {_zh(said)} |" for code, said in SAID.items())]
    lines += ["", "## 环境变量", "", "| | |", "|---|---|"]
    lines += [f"| `{name}` | {_zh(said)} |" for name, said in ENVIRONMENT.items()]
    lines += ["", "## 补全", ""]
    lines += [
        "```sh",
        'eval "$(tiaowen completion bash)"                    # ~/.bashrc',
        'eval "$(tiaowen completion zsh)"                     # ~/.zshrc，在 compinit 之后',
        "tiaowen completion fish | source                     # ~/.config/fish/config.fish",
        "tiaowen completion powershell | Out-String | Invoke-Expression   # $PROFILE",
        "```",
    ]
    return "\n".join(lines) + "\n"


def _section(command: Command) -> Iterator[str]:
    context = click.Context(command, info_name=command.name, obj="zh", help_option_names=["-h", "--help"])
    usage = " ".join(command.collect_usage_pieces(context))
    yield from ("", f"## {command.name}", "", _zh(command.help) + "。", "", f"`tiaowen {command.name} {usage}`", "")
    yield from ("| 选项 | |", "|---|---|")
    for param in command.get_params(context):
        record = param.get_help_record(context) if isinstance(param, click.Option) else None
        if record is not None:
            # A table would end its cell at a stroke.
            names = record[0].replace("|", r"\|")
            yield f"| `{names}` | {_zh(record[1])} |"


def _zh(text: str | None) -> str:
    return (text or "").partition(" | ")[0]
