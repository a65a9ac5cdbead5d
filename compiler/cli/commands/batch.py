"""``tiaowen batch``: every row of a table worked out, into a table of results."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from ..batch_summary import summary_lines
from ..bilingual import command, pick
from ..exits import FINE, MISUSED, bad_facts, faulty, refused
from ..extras import needed
from ..left_out import sound
from ..pairs import pairs
from ..progress import counting
from ..registers import register_of
from ..streams import write, write_lines

if TYPE_CHECKING:
    from ...batch.options import EngineName, SparkWay
    from ...report.diagnostic import Diagnostic, Language


@command("batch", "逐行计算一张申报表 | work out every row of a table of applications")
@click.argument("path")
@click.option(
    "--in",
    "table",
    required=True,
    metavar="FILE",
    help="申报表：.xlsx、.csv（UTF-8 或 GB18030）、.parquet，或者 .parquet 的目录"
    " | the applications: .xlsx, .csv or .parquet, or a folder of .parquet files",
)
@click.option(
    "--out",
    "-o",
    "out",
    required=True,
    metavar="FILE",
    help="结果写到哪个文件：.xlsx、.csv、.parquet；以 / 结尾的是目录，里面是 .parquet，每32768行一个"
    " | the file of results; what ends in / is a folder of .parquet files",
)
@click.option(
    "--errors",
    metavar="FILE",
    help="退回的行写到哪个文件；不写的，.xlsx 里另有一张表，其余的写在结果旁边 | the file of what is wrong with rows; by default a sheet of an .xlsx, else a file beside the results",
)
@click.option(
    "--clause",
    "clauses",
    multiple=True,
    metavar="ID",
    help="只算这几条规则（可以多次），默认算表里有其填报项的各条 | only these clauses (may be repeated); by default all that the table has the facts of",
)
@click.option(
    "--key",
    metavar="NAME",
    default="",
    help="认出申报人用的那一列，默认统一社会信用代码 | the column by which an applicant is known; by default the unified social credit code",
)
@click.option("--date", metavar="2025-03-01", help="没有写申报日期的行，按这一天 | the day of rows that say none")
@click.option(
    "--unit",
    "units",
    multiple=True,
    metavar="NAME=UNIT",
    help="这一列没有写单位的数是什么单位，如 研发费用=万元 | the unit of the bare numbers of a column",
)
@click.option("--explain", is_flag=True, help="每条写一列计算过程 | a column with the steps of every result")
@click.option("--settle", is_flag=True, help="就高从优，写出合计和未付的 | settle the claims of each row, with totals")
@click.option(
    "--budget",
    "budgets",
    multiple=True,
    metavar="SUM|POT=SUM",
    help="按这个预算分配（也就结算），如 1000万元；分几笔的逐笔写，如 第二章=600万元、7.1=200万元，先写的先用"
    " | share this budget out, settled; of several pots one each (a chapter, department or clause), used in this order",
)
@click.option(
    "--approved",
    metavar="FILE",
    help="核定金额：.xlsx、.csv、.parquet（申报人、条款、核定金额）或 .json；上限没有核定的不付、不占预算（也就结算）"
    " | approved amounts: a table (applicant, clause, amount) or .json; a ceiling without one is not paid; settled",
)
@click.option(
    "--engine",
    type=click.Choice(["auto", "native", "numpy", "duckdb", "spark", "python"]),
    default="auto",
    help="怎样算，结果都一样；默认看行数 | how it is worked out, with the same results; by default as many rows need it",
)
@click.option(
    "--master",
    metavar="URL",
    help="--engine spark 用哪个集群，默认 local[*]，就是这台机器的各个核 | the cluster of --engine spark, by default local[*]: this machine",
)
@click.option(
    "--spark-by",
    "way",
    type=click.Choice(["auto", "kernel", "sql"]),
    help="--engine spark 里各条怎样算，结果都一样：编译的核，能用 SQL 的都用 SQL；默认有核的用核，没有的用 SQL"
    " | what works clauses out on Spark, with the same results: kernels, SQL, or by default kernels where there are any",
)
@click.option(
    "--lists",
    multiple=True,
    metavar="NAME=FILE",
    help="逐笔、逐人的清单另有一张表（可以多次） | the table of a list (may be repeated)",
)
@click.option(
    "--resume",
    is_flag=True,
    help="记下做完的部分，中断后再用同样的命令就接着做；只用于 .parquet | keep what is done, so that the same command goes on after an interruption; for .parquet",
)
@click.option("--sheet", metavar="NAME", default="", help="申报在哪张工作表里 | the sheet of the applications")
def batch(
    lang: Language,
    path: str,
    table: str,
    out: str,
    errors: str | None,
    clauses: tuple[str, ...],
    key: str,
    date: str | None,
    units: tuple[str, ...],
    explain: bool,
    settle: bool,
    budgets: tuple[str, ...],
    approved: str | None,
    engine: EngineName,
    master: str | None,
    way: SparkWay | None,
    lists: tuple[str, ...],
    sheet: str,
    resume: bool,
    encoding: str,
) -> int:
    from tiaowen.runtime.errors import FactError

    with needed("batch", lang):
        from ...answers.pots import pots_typed
        from ...batch.libraries import have_engine
        from ...batch.to_file import batch_to_file
        from ...batch.whole import options_of
        from ...output import OutputError
        from ...tables.source import TableError
    try:
        have_engine(engine)
    except TableError as error:
        raise faulty(MISUSED, error.diagnostics, lang) from None
    found = sound(path, encoding, lang)
    found.stop_at(clauses, lang)
    found.tell(lang)
    try:
        options = options_of(
            found.policy,
            date=date,
            budget=pots_typed(budgets) if budgets else None,
            approved=None if approved is None else register_of(found.policy, approved, key, lang),
            clauses=clauses,
            key=key,
            units=pairs("--unit", units, lang),
            explain=explain,
            settle=settle or approved is not None,
            engine=engine,
            lang=lang,
        )
        with counting(pick(lang, "正在计算", "working out")) as tell:
            made = batch_to_file(
                found.policy,
                table,
                out,
                options,
                errors=errors,
                sheet=sheet,
                lists=pairs("--lists", lists, lang),
                resume=resume,
                master=master,
                way=way,
                progress=lambda done, every: tell(done, max(done, every or done)),
                warn=lambda warnings: _warn(warnings, lang),
            )
    except TableError as error:
        raise faulty(MISUSED, error.diagnostics, lang) from None
    except FactError as error:
        raise bad_facts(error, lang) from None
    except OutputError as error:
        raise refused(error.diagnostic, lang) from None
    if made.taken:
        said = (
            f"接着上次的做：{made.taken}段已经做完\n",
            f"went on from an earlier run: {made.taken} parts were done\n",
        )
        write(pick(lang, *said), sys.stderr)
    write_lines(summary_lines(made, lang))
    return FINE


def _warn(warnings: tuple[Diagnostic, ...], lang: Language) -> None:
    from ...report.render import render_text

    if warnings:
        write(render_text(warnings, lang), sys.stderr)
