"""``tiaowen check``: every problem of a policy, and what is found between several."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FAULTY, FINE, MISUSED
from ..shared import sources_at
from ..streams import is_coloured, write

if TYPE_CHECKING:
    from ...report.diagnostic import Language


def codes(ctx: click.Context, _: click.Parameter, said: str | None) -> tuple[str, ...]:
    """Codes, or what they begin with, parted by commas."""
    found = tuple(part for part in re.split(r"[,，、\s]+", said or "") if part)
    if wrong := [part for part in found if not re.fullmatch("T[0-9]{0,4}", part)]:
        zh, en = f"没有「{wrong[0]}」这样的码，码像 T0402", f"{wrong[0]} is no code; codes are like T0402"
        raise click.UsageError(pick(ctx.obj, zh, en), ctx)
    return found


@command(
    "check",
    "核对政策：列出全部问题，算例一并计算；几份政策一起的，也列出它们之间的问题 | list every problem of a policy, its worked cases run too; of several policies, also what is found between them",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    help="输出的格式 | form of the output",
)
@click.option("--strict", is_flag=True, help="有警告也算不通过（退出码 1） | warnings fail, too (exit code 1)")
@click.option(
    "--select",
    metavar="CODES",
    callback=codes,
    help="只看这些码，可写开头：T0402,T043 | only these codes, or what begins so",
)
@click.option("--ignore", metavar="CODES", callback=codes, help="不看这些码 | all but these codes")
@click.option("-q", "--quiet", is_flag=True, help="没有问题就什么也不输出 | nothing where nothing is found")
@click.option("--allowed", "show_allowed", is_flag=True, help="也列出【容许】了的警告 | list the allowed warnings, too")
def check(
    lang: Language,
    paths: tuple[str, ...],
    form: str,
    strict: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    quiet: bool,
    show_allowed: bool,
    encoding: str,
) -> int:
    from functools import partial

    from ...accounts.outline import read_line
    from ...document.files import SourceError
    from ...pipeline import compile_together
    from ...report.render import render_github, render_json, render_sarif, render_text

    renderers: dict[str, Callable[..., str]] = {
        "text": partial(render_text, show_allowed=show_allowed, in_colour=is_coloured()),
        "json": render_json,
        "sarif": render_sarif,
        "github": render_github,
    }
    render = renderers[form]
    try:
        policies = [sources_at(path, encoding) for path in paths]
    except SourceError as error:
        write(render([error.diagnostic], lang))
        return MISUSED
    if len({tuple(source.text for source in sources) for sources, _ in policies}) < len(policies):
        raise click.UsageError(
            pick(lang, "同一份政策给了两次", "the same policy is given twice"), click.get_current_context()
        )
    checked, report = compile_together(policies)
    found = [each for each in report.diagnostics if _is_asked(each.code, select, ignore)]
    allowed = [each for each in report.allowed if _is_asked(each[0].code, select, ignore)]
    if not quiet or found or form in ("json", "sarif"):
        write(render(found, lang, allowed))
    if form == "text" and not quiet:
        write("".join(f"{read_line(policy, lang)}\n" for policy in checked))
    fails = ("error", "warning") if strict else ("error",)
    return FAULTY if any(each.severity in fails for each in found) else FINE


def _is_asked(code: str, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    return (not select or code.startswith(select)) and not (ignore and code.startswith(ignore))
