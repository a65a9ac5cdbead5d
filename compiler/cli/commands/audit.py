"""``tiaowen audit``: whether what was paid is what the policy gives."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..audit_summary import summary_lines
from ..bilingual import command, pick
from ..exits import FINE, MISUSED, bad_facts, faulty, refused
from ..extras import needed
from ..pairs import pairs
from ..progress import counting
from ..shared import compiled, put
from ..streams import write, write_lines

if TYPE_CHECKING:
    from ...audit.finding import AuditResult
    from ...report.diagnostic import Diagnostic, Language

_REPORTS = (".xlsx", ".html", ".json")


@command(
    "audit", "核对付款：逐笔重算，找出多付、少付、不该付的 | audit payments: recompute each, set apart what differs"
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--paid",
    required=True,
    metavar="FILE",
    help="付款表：.xlsx、.csv、.parquet；一行一笔（统一社会信用代码、条款、金额、付款日期），或者一行一家，列名是条款号"
    " | the payments, a row each (key, clause, amount, date) or a row an applicant with columns named by clauses",
)
@click.option(
    "--in",
    "tables",
    required=True,
    multiple=True,
    metavar="FILE",
    help="申报表；几份政策的，一份一张（按政策的先后），或者合用一张"
    " | the applications; of several policies one each, in their order, or one for all",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="报告写到哪个文件：.xlsx、.html 或 .json；不写的，只列出概要 | the report: .xlsx, .html or .json; without, a summary only",
)
@click.option(
    "--errors",
    metavar="FILE",
    help="读不出、没有核对的行写到哪个文件：.xlsx、.csv、.parquet | the file of rows that could not be audited",
)
@click.option(
    "--key",
    metavar="NAME",
    default="",
    help="两张表认出申报人用的那一列，默认统一社会信用代码 | the column of both tables by which an applicant is known",
)
@click.option("--date", metavar="2025-03-01", help="没有写申报日期的行，按这一天 | the day of rows that say none")
@click.option(
    "--unit",
    "units",
    multiple=True,
    metavar="NAME=UNIT",
    help="这一列没有写单位的数是什么单位，如 研发费用=万元、金额=万元 | the unit of the bare numbers of a column",
)
@click.option(
    "--tolerance",
    metavar="SUM",
    help="不到这么多的差额算尾差，另列；默认1元 | differences below this are of rounding, and listed apart; by default 1 yuan",
)
@click.option(
    "--lists",
    multiple=True,
    metavar="NAME=FILE",
    help="逐笔、逐人的清单另有一张表（可以多次） | the table of a list (may be repeated)",
)
@click.option("--sheet", metavar="NAME", default="", help="申报在哪张工作表里 | the sheet of the applications")
def audit(
    lang: Language,
    paths: tuple[str, ...],
    paid: str,
    tables: tuple[str, ...],
    output: str | None,
    errors: str | None,
    key: str,
    date: str | None,
    units: tuple[str, ...],
    tolerance: str | None,
    lists: tuple[str, ...],
    sheet: str,
    encoding: str,
) -> int:
    from tiaowen.runtime.errors import FactError

    with needed("batch", lang):
        from ...audit.asked import Asked
        from ...audit.opening import opened_payments
        from ...audit.run import audited
        from ...audit.whole import settings_of
        from ...batch.opening import open_applications
        from ...batch.plan import names_of
        from ...tables.opening import warnings_of
        from ...tables.source import TableError
    if len(tables) not in (1, len(paths)):
        zh = f"{len(paths)}份政策，--in 写了{len(tables)}张申报表：请一份一张，或者合用一张"
        raise click.UsageError(pick(lang, zh, "--in must name one table, or one for each policy"))
    suffix = _suffix(output, lang)
    _refuse_inputs((output, errors), (paid, *tables, *pairs("--lists", lists, lang).values()), lang)
    policies = [compiled(path, encoding, lang) for path in paths]
    if len({policy.hash for policy in policies}) < len(policies):
        raise click.UsageError(pick(lang, "同一份政策写了两次", "one policy is named twice"))
    try:
        settings = settings_of(key=key, date=date, units=pairs("--unit", units, lang), tolerance=tolerance, lang=lang)
        named = pairs("--lists", lists, lang)
        asked = []
        for path, policy, table in zip(
            paths, policies, tables if len(tables) > 1 else tables * len(paths), strict=True
        ):
            names = names_of(policy)
            own = {name: file for name, file in named.items() if name in names or len(policies) == 1}
            given = open_applications(policy, table, key=key, sheet=sheet, lists=own)
            asked.append(Asked(policy, given.source, Path(path).stem, given.lists))
        payments = opened_payments(asked, paid, key)
        _warn([found for file in (paid, *dict.fromkeys(tables)) for found in warnings_of(file)], lang)
        with counting(pick(lang, "正在核对", "auditing")) as tell:
            result = audited(asked, payments, settings, lambda done, every: tell(done, max(done, every or done)))
    except TableError as error:
        raise faulty(MISUSED, error.diagnostics, lang) from None
    except FactError as error:
        raise bad_facts(error, lang) from None
    files: dict[Path, bytes] = {}
    if output is not None:
        files[Path(output)] = _report(result, suffix, lang)
    if errors is not None:
        files[Path(errors)] = _errors(result, errors, lang)
    put(files, lang, made_from=policies)
    write_lines(summary_lines(result, output, errors, lang))
    return FINE


def _suffix(output: str | None, lang: Language) -> str:
    from ...report.errors.audit import ReportFormat

    if output is None:
        return ""
    if (suffix := Path(output).suffix.lower()) not in _REPORTS:
        raise refused(ReportFormat(path=output), lang)
    return suffix


def _report(result: AuditResult, suffix: str, lang: Language) -> bytes:
    """The bytes of the report."""
    from ...report.errors.audit import TooManyFindings
    from ...report.render import dump

    match suffix:
        case ".html":
            from ...audit.page import page_of

            return page_of(result).encode()
        case ".json":
            return (dump(result.to_list()) + "\n").encode()  # type: ignore[arg-type]  # texts in lists
        case _:
            from ...audit.sheets import MOST, book_of
            from ...targets.sheets.written import written

            if len(result.findings) > MOST:
                raise refused(TooManyFindings(count=len(result.findings), most=MOST), lang)
            return written(book_of(result))


def _errors(result: AuditResult, path: str, lang: Language) -> bytes:
    """The bytes of the file of rows that could not be audited."""
    from io import BytesIO

    from ...audit.apart import faults_of
    from ...tables.source import TableError
    from ...tables.writing import write_table

    stream = BytesIO()
    try:
        write_table(path, stream, faults_of(result), "退回")
    except TableError as error:
        raise faulty(MISUSED, error.diagnostics, lang) from None
    return stream.getvalue()


def _refuse_inputs(outputs: Sequence[str | None], inputs: Sequence[str], lang: Language) -> None:
    """Ends the command where a table that is read would be written over."""
    from ...report.errors.output import OutputIsInput
    from ...tables.opening import WRITTEN, suffix_of

    named = [each for each in outputs if each is not None]
    if outputs[1] is not None and suffix_of(outputs[1]) not in WRITTEN:
        from ...report.errors.tables import OtherTableFormat

        raise refused(OtherTableFormat(path=outputs[1], known=WRITTEN), lang)
    for each in named:
        if any(_is_same(each, other) for other in inputs):
            raise refused(OutputIsInput(path=each), lang)
    if len(named) == 2 and _is_same(named[0], named[1]):
        raise click.UsageError(pick(lang, "-o 和 --errors 写的是同一个文件", "-o and --errors name one file"))


def _is_same(one: str, other: str) -> bool:
    try:
        return Path(one).resolve() == Path(other).resolve()
    except (OSError, ValueError):
        return False


def _warn(warnings: Sequence[Diagnostic], lang: Language) -> None:
    from ...report.render import render_text

    if warnings:
        write(render_text(warnings, lang), sys.stderr)
