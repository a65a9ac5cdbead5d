"""``tiaowen simulate``: what a policy costs, who gets it, who gains by a revision, what another number would cost."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FINE, MISUSED, bad_facts, faulty
from ..extras import needed
from ..pairs import pairs
from ..progress import counting
from ..shared import put, understood
from ..streams import write

if TYPE_CHECKING:
    from ...report.diagnostic import Diagnostic, Language
    from ...simulation.figures import Simulation

_DOING = ("估算", "simulated")


@command(
    "simulate",
    "估算政策：要花多少、给了谁、门槛上有谁、改一改谁多得谁少得 | what a policy costs, who gets it, who gains by a change",
)
@click.argument("path")
@click.option(
    "--population",
    "file",
    required=True,
    metavar="FILE",
    help="申报人的文件：.xlsx、.csv 或 .parquet（合成的或实际的） | applicants: .xlsx, .csv or .parquet (made up or real)",
)
@click.option(
    "-o", "--output", required=True, metavar="FILE", help="报告写到哪个 .html 文件 | the report, an .html file"
)
@click.option("--csv", "folder", metavar="DIR", help="各表另存为 CSV，写到哪个目录 | the tables as CSV, too: a folder")
@click.option(
    "--against", metavar="OTHER", help="与哪份政策比：谁多得、谁少得 | another policy: who gains and who loses"
)
@click.option(
    "--budget",
    "budgets",
    multiple=True,
    metavar="SUM|POT=SUM",
    help="预算，如 10.7亿元，按它分配；分几笔的逐笔写，如 第二章=600万元；不写的，只与政策声明的比"
    " | the budget, shared out; of several pots one each (a chapter, department or clause); by default that of the policy, compared only",
)
@click.option(
    "--vary",
    nargs=2,
    multiple=True,
    metavar='"ID NUMBER" A..B',
    help='变动规则里的一个数，如 --vary "5.2 20万元" 10万元..50万元（可以多次） | vary a number of a rule (may be repeated)',
)
@click.option(
    "--clause",
    "clauses",
    multiple=True,
    metavar="ID",
    help="只算这几条规则（可以多次） | only these clauses (may be repeated)",
)
@click.option(
    "--unit",
    "units",
    multiple=True,
    metavar="NAME=UNIT",
    help="这一列没有写单位的数是什么单位，如 研发费用=万元 | the unit of the bare numbers of a column",
)
@click.option("--sheet", metavar="NAME", default="", help="申报人在哪张工作表里 | the sheet of the applicants")
@click.option("--date", metavar="2025-03-01", help="申报日期 | date of the claims")
@click.option(
    "--key", default="", metavar="NAME", help="哪一列是申报人，默认 统一社会信用代码 | the column that says who applies"
)
def simulate(
    lang: Language,
    path: str,
    file: str,
    output: str,
    folder: str | None,
    against: str | None,
    budgets: tuple[str, ...],
    vary: tuple[tuple[str, str], ...],
    clauses: tuple[str, ...],
    units: tuple[str, ...],
    sheet: str,
    date: str | None,
    key: str,
    encoding: str,
) -> int:
    from tiaowen.runtime.errors import FactError
    from tiaowen.runtime.result import parse_date

    if Path(output).suffix.lower() not in (".html", ".htm"):
        zh, en = (
            f"报告是网页，-o 应是 .html 文件，写的是「{output}」",
            f"the report is a page: -o must be an .html file, not {output}",
        )
        raise click.UsageError(pick(lang, zh, en), click.get_current_context())
    # A draft is tried while its worked cases are still those of last year.
    policy = understood(path, encoding, lang, _DOING)
    other = None if against is None else understood(against, encoding, lang, _DOING)
    with needed("batch", lang):
        from ...answers.pots import pots_typed
        from ...intake.claims import day_taken
        from ...pipeline import reworded
        from ...simulation.files import read_applicants
        from ...simulation.made_up import simulated
        from ...simulation.paying import How
        from ...simulation.report.page import page
        from ...simulation.report.tables import tables
        from ...simulation.vary import VaryError
        from ...tables.source import TableError

        try:
            day = parse_date(day_taken(date), None)
            budget = pots_typed(budgets) if budgets else None
            found = read_applicants((policy,) if other is None else (policy, other), file, sheet)
            only = tuple(dict.fromkeys(clauses))
            how = How(on=day, key=key, clauses=only, units=pairs("--unit", units, lang), lists=found.lists)
            with counting(pick(lang, "正在计算", "calculating")) as tell:
                made = simulated(policy, found.source, reworded, other, budget, vary, how, tell, file)
        except FactError as error:
            raise bad_facts(error, lang) from None
        except (VaryError, TableError) as error:
            raise faulty(MISUSED, error.diagnostics, lang) from None
    files = {Path(output): page(made, lang).encode()}
    if folder is not None:
        files |= {Path(folder) / name: data for name, data in tables(made, lang).items()}
    put(files, lang, made_from=[policy, *([other] if other else [])], make_folder=folder is not None)
    if told := [*found.warnings, *_not_compared(made)]:
        from ...report.render import render_text

        write(render_text(told, lang), sys.stderr)
    _tell(made, lang)
    return FINE


def _not_compared(made: Simulation) -> Iterator[Diagnostic]:
    """The clauses that are not among gains and losses, those of one reason together."""
    from ...report.errors.simulation import ClausesNotCompared

    by_reason: dict[tuple[str, str], list[str]] = {}
    for name, why in made.against.left_out if made.against is not None else ():
        by_reason.setdefault((why.zh, why.en), []).append(name)
    for reason, names in by_reason.items():
        yield ClausesNotCompared(clauses=tuple(names), why=reason)


def _tell(made: Simulation, lang: Language) -> None:
    from ...simulation.report.amounts import exact

    if made.is_synthetic:
        write(pick(lang, "合成数据，不是实际申报\n", "synthetic data: no real applications\n"), sys.stderr)
    what = pick(lang, "应交" if made.is_due else "支出", "due" if made.is_due else "cost")
    cost = exact(made.cost, lang)
    zh = f"{what}{cost}，{made.recipients}个申报人，{made.claims}项申报"
    en = f"{what} {cost}, {made.recipients} applicants, {made.claims} claims"
    if made.faulty:
        zh, en = (
            f"{zh}，其中{made.faulty}处填得不对，没有计算",
            f"{en}, {made.faulty} faults among them were not calculated",
        )
    write(f"{pick(lang, zh, en)}\n")
    if made.shared is not None:
        from ..batch_summary import shared_lines

        for said in shared_lines(made.shared, lang):
            write(f"{said}\n")
    if made.against is not None:
        change = made.against.new - made.against.old
        more = pick(lang, "多花" if change >= 0 else "少花", "more" if change >= 0 else "less")
        amount = exact(abs(change), lang)
        zh = f"与对照的政策相比{more}{amount}，{made.against.gainers}个多得，{made.against.losers}个少得\n"
        en = f"{amount} {more} than the other policy; {made.against.gainers} gain, {made.against.losers} lose\n"
        write(pick(lang, zh, en))
