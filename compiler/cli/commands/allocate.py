"""``tiaowen allocate``: a budget shared out among all applicants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..bilingual import command
from ..exits import FINE, MISUSED, bad_facts, faulty
from ..facts import tell_notes
from ..left_out import sound
from ..registers import register_of
from ..shared import facts_text
from ..streams import write, write_lines

if TYPE_CHECKING:
    from ...report.diagnostic import Language


@command("allocate", "全部申报分配预算 | share a budget out among all applicants")
@click.argument("path")
@click.option("--facts", "file", metavar="FILE", required=True, help="全部申报的 JSON 文件 | all claims as JSON")
@click.option(
    "--budget",
    "budgets",
    multiple=True,
    metavar="SUM|POT=SUM",
    help="预算，如 1000万元；分几笔的逐笔写，如 第二章=600万元、7.1=200万元，先写的先用"
    " | the budget; of several pots one each (a chapter, department or clause), used in this order",
)
@click.option(
    "--approved",
    metavar="FILE",
    help="核定金额：.xlsx、.csv、.parquet（申报人、条款、核定金额）或 .json（申报人 → 条款 → 金额）；上限没有核定的不占预算"
    " | approved amounts: a table (applicant, clause, amount) or .json; a ceiling without one takes no money",
)
@click.option(
    "--key",
    default="",
    metavar="NAME",
    help="核定金额的表里哪一列是申报人 | the column of that table that says who applies",
)
@click.option("--date", metavar="2025-03-01", help="申报日期 | date of the claims")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 | the result as JSON")
def allocate(
    lang: Language,
    path: str,
    file: str,
    budgets: tuple[str, ...],
    approved: str | None,
    key: str,
    date: str | None,
    as_json: bool,
    encoding: str,
) -> int:
    from tiaowen.runtime.errors import FactError

    from ...answers.allocation import allocate as shared_out
    from ...answers.allocation import read_allocation
    from ...answers.pots import pots_typed
    from ...intake.claims import applicants_taken, day_taken
    from ...report.render import dump
    from ...tables.source import TableError

    found = sound(path, encoding, lang)
    try:
        given = read_allocation(facts_text(file, lang))
        asked = (name for theirs in given.claims.values() if isinstance(theirs, dict) for name in theirs)
        found.stop_at(asked, lang)
        found.tell(lang)
        taken = applicants_taken(found.policy, given.claims)
        result = shared_out(
            found.policy,
            taken.facts,  # type: ignore[arg-type]  # allocate reads or refuses all of them
            pots_typed(budgets) if budgets else given.budget,
            given.scores,  # type: ignore[arg-type]
            day_taken(given.date if date is None else date),  # type: ignore[arg-type]
            given.same_matter,  # type: ignore[arg-type]
            given.approved if approved is None else register_of(found.policy, approved, key, lang),  # type: ignore[arg-type]
        )
    except FactError as error:
        raise bad_facts(error, lang) from None
    except TableError as error:
        raise faulty(MISUSED, error.diagnostics, lang) from None
    tell_notes(taken, lang)
    if as_json:
        write(dump(found.noted(taken.noted(result.to_dict(lang)))))
    else:
        write_lines(result.explain(lang=lang).split("\n"))
    return FINE
