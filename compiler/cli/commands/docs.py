"""``tiaowen docs``: the guide, printed into a folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FINE, MISUSED, Stopped, bad_facts
from ..progress import counting
from ..shared import compiled, facts_text, put
from ..streams import write

if TYPE_CHECKING:
    from ...report.diagnostic import Language


class _OfFormats(click.Option):
    """--format, whose help names the formats that there are; they are loaded only to be named."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        from ...guide.formats import FORMATS

        names = [each.name for each in FORMATS]
        self.help = f"格式：{'、'.join(names)}，默认 {names[0]} | the format: {', '.join(names)}; {names[0]} by default"
        return super().get_help_record(ctx)


@command("docs", "印成读本：条文、规则、算例 | print the guide")
@click.argument("path")
@click.option("-o", "--output", required=True, metavar="DIR", help="写到哪个目录 | the folder to write to")
@click.option("--format", "form", cls=_OfFormats, metavar="NAME")
@click.option("--actuals", "file", metavar="FILE", help="指标的实际数，CSV 或 JSON | actual figures, CSV or JSON")
def docs(lang: Language, path: str, output: str, form: str | None, file: str | None, encoding: str) -> int:
    from tiaowen.runtime.errors import FactError

    from ...answers.goals import progress, read_actuals
    from ...guide.format import Asked
    from ...guide.formats import FORMATS
    from ...report.diagnostic import Report
    from ...report.render import render_text

    if not output:  # an empty variable of a shell is not the folder that one is in
        raise click.UsageError(pick(lang, "-o 要写明目录（. 是当前目录）", "-o needs a folder (. is the current one)"))
    made = FORMATS[0] if form is None else next((each for each in FORMATS if each.name == form), None)
    if made is None:
        listed = "、".join(each.name for each in FORMATS)
        said = pick(lang, f"没有格式「{form}」，可用的有：{listed}", f"no format {form}; there are {listed}")
        raise click.UsageError(said, click.get_current_context())
    policy = compiled(path, encoding, lang)
    try:
        actuals = read_actuals(facts_text(file, lang), file.lower().endswith(".json")) if file is not None else None
        progress(policy, actuals)
    except FactError as error:
        raise bad_facts(error, lang) from None
    report = Report()
    with counting(pick(lang, "正在印", "printing")) as tell:
        written = made.write(policy, Asked(lang=lang, actuals=actuals, tell=tell), report)
    if report.has_errors:
        raise Stopped(MISUSED, render_text(report.errors, lang))
    if report.diagnostics:
        write(render_text(report.diagnostics, lang), sys.stderr)
    files = {Path(output) / name: data for name, data in written.items()}
    put(files, lang, made_from=[policy], make_folder=True)
    return FINE
