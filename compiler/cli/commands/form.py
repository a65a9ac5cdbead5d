"""``tiaowen form``: the form to apply with, as a workbook."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FINE, MISUSED, bad_facts, faulty, refused
from ..shared import compiled, put
from ..streams import write, write_bytes

if TYPE_CHECKING:
    from ...report.diagnostic import Language


@command("form", "做一张申报表（.xlsx） | make the form to apply with (.xlsx)")
@click.argument("path")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    help="写到哪个文件，- 是标准输出 | the file to write; - is standard output",
)
@click.option(
    "--clause",
    "clauses",
    multiple=True,
    metavar="ID",
    help="只问这几条规则要的（可以多次），默认全部 | ask only what these clauses need (may be repeated); by default all",
)
@click.option(
    "--key",
    metavar="NAME",
    default="",
    help="认出申报人用的那一栏，默认统一社会信用代码 | the column by which an applicant is known; by default the unified social credit code",
)
@click.option(
    "--rows",
    type=click.IntRange(1, 100_000),
    default=500,
    metavar="N",
    help="预备多少行，默认500 | how many rows are prepared; 500 by default",
)
def form(lang: Language, path: str, output: str, clauses: tuple[str, ...], key: str, rows: int, encoding: str) -> int:
    from tiaowen.runtime.errors import FactError

    from ...forms.form import form_of
    from ...report.diagnostic import Report
    from ...report.errors.output import MissingLibrary
    from ...report.render import render_text

    if not output:  # an empty variable of a shell
        raise click.UsageError(pick(lang, "-o 要写明文件", "-o needs a file"))
    if not output.lower().endswith(".xlsx") and output != "-":
        raise click.UsageError(pick(lang, "申报表是 .xlsx 文件，请把 -o 写成 申报表.xlsx", "the form is an .xlsx file"))
    policy = compiled(path, encoding, lang)
    if not policy.clauses:
        zh = "文件里没有一条规则，没有可以申报的；规则怎么写，见 tiaowen new"
        raise click.UsageError(pick(lang, zh, "no clause to apply for: the policy has no rules (see tiaowen new)"))
    report = Report()
    try:
        made = form_of(policy, clauses, key, report, rows=rows)
        if made is None:
            raise faulty(MISUSED, report.errors, lang)
        data = made.workbook(lang)
    except FactError as error:
        raise bad_facts(error, lang) from None
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] != "xlsxwriter":
            raise
        raise refused(MissingLibrary(library="XlsxWriter", extra="workbook"), lang) from None
    if output == "-":
        write_bytes(data)
    else:
        put({Path(output): data}, lang, made_from=[policy])
    if report.diagnostics:
        write(render_text(report.diagnostics, lang), sys.stderr)
    return FINE
