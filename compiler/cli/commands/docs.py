"""``tiaowen docs``: the guide, printed into a folder."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FINE, MISUSED, bad_facts, faulty
from ..progress import counting
from ..shared import compiled, facts_text, put
from ..streams import write

if TYPE_CHECKING:
    from ...guide.format import Format
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
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="PATH",
    help="写到哪个目录；md、docx、pdf 也可以写文件名 | the folder to write to; for md, docx and pdf a file, too",
)
@click.option("--format", "form", cls=_OfFormats, metavar="NAME")
@click.option("--text-only", is_flag=True, help="只印文件正文，不印规则 | the official text only, without the rules")
@click.option("--actuals", "file", metavar="FILE", help="指标的实际数，CSV 或 JSON | actual figures, CSV or JSON")
def docs(
    lang: Language, path: str, output: str, form: str | None, text_only: bool, file: str | None, encoding: str
) -> int:
    from tiaowen.runtime.errors import FactError

    from ...answers.goals import progress, read_actuals
    from ...guide.format import Asked
    from ...report.diagnostic import Report
    from ...report.render import render_text

    if not output:  # an empty variable of a shell is not the folder that one is in
        raise click.UsageError(pick(lang, "-o 要写明目录（. 是当前目录）", "-o needs a folder (. is the current one)"))
    made = _format(form, output, lang)
    if text_only and not made.has_text_only:
        raise click.UsageError(pick(lang, f"{made.name} 不能只印正文", f"{made.name} cannot be the text only"))
    if file is not None and not made.shows_actuals:
        raise click.UsageError(pick(lang, f"{made.name} 不显示实际数", f"{made.name} shows no actual figures"))
    policy = compiled(path, encoding, lang)
    try:
        actuals = read_actuals(facts_text(file, lang), file.lower().endswith(".json")) if file is not None else None
        progress(policy, actuals)
    except FactError as error:
        raise bad_facts(error, lang) from None
    report = Report()
    with counting(pick(lang, "正在印", "printing")) as tell:
        written = made.write(policy, Asked(lang=lang, text_only=text_only, actuals=actuals, tell=tell), report)
    if report.has_errors:
        raise faulty(MISUSED, report.errors, lang)
    put(_places(made, output, written), lang, made_from=[policy], make_folder=True)
    if report.diagnostics:
        write(render_text(report.diagnostics, lang), sys.stderr)
    return FINE


def _format(name: str | None, output: str, lang: Language) -> Format:
    """The format asked for, else that of a file that is to be written, else the first."""
    from ...guide.formats import FORMATS

    of_file = next((each for each in FORMATS if _is_file(each, output)), None)
    named = next((each for each in FORMATS if each.name == name), None)
    if name is not None and named is None:
        listed = "、".join(each.name for each in FORMATS)
        raise click.UsageError(
            pick(lang, f"没有格式「{name}」，可用的有：{listed}", f"no format {name}; there are {listed}"),
            click.get_current_context(),
        )
    made = named or of_file or FORMATS[0]
    if of_file is not None and of_file is not made:
        zh = f"「{output}」是 {of_file.name} 的文件名，要的格式却是 {made.name}；请写目录，或者换一个格式"
        en = f"{output} is a file of {of_file.name}, but the format is {made.name}; give a folder, or another format"
        raise click.UsageError(pick(lang, zh, en))
    return made


def _is_file(made: Format, output: str) -> bool:
    """Whether what is to be written to is the one file of a format, and no folder that there is."""
    return made.alone and Path(output).suffix.lower() == f".{made.name}" and not Path(output).is_dir()


def _places(made: Format, output: str, written: Mapping[str, bytes]) -> dict[Path, bytes]:
    if _is_file(made, output):
        (data,) = written.values()
        return {Path(output): data}
    return {Path(output) / name: data for name, data in written.items()}
