"""``tiaowen check``: every problem of a policy, and what is found between several."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FAULTY, FINE, MISUSED
from ..streams import write

if TYPE_CHECKING:
    from ...report.diagnostic import Language


@command(
    "check",
    "核对政策：列出全部问题，算例一并计算；几份政策一起的，也列出它们之间的问题 | list every problem of a policy, its worked cases run too; of several policies, also what is found between them",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    help="输出的格式 | form of the output",
)
@click.option("--allowed", "show_allowed", is_flag=True, help="也列出【容许】了的警告 | list the allowed warnings, too")
def check(lang: Language, paths: tuple[str, ...], form: str, show_allowed: bool, encoding: str) -> int:
    from functools import partial

    from ...accounts.outline import read_line
    from ...document.files import SourceError
    from ...pipeline import compile_together, read_policy
    from ...report.render import render_json, render_sarif, render_text

    renderers: dict[str, Callable[..., str]] = {
        "text": partial(render_text, show_allowed=show_allowed),
        "json": render_json,
        "sarif": render_sarif,
    }
    render = renderers[form]
    try:
        policies = [read_policy(path, encoding) for path in paths]
    except SourceError as error:
        write(render([error.diagnostic], lang))
        return MISUSED
    if len({tuple(source.text for source in sources) for sources, _ in policies}) < len(policies):
        raise click.UsageError(
            pick(lang, "同一份政策给了两次", "the same policy is given twice"), click.get_current_context()
        )
    checked, report = compile_together(policies)
    write(render(report.diagnostics, lang, report.allowed))
    if form == "text":
        write("".join(f"{read_line(policy, lang)}\n" for policy in checked))
    return FAULTY if report.has_errors else FINE
