"""``tiaowen allocate``: a budget shared out among all applicants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..bilingual import command
from ..exits import FINE, bad_facts
from ..facts import day_of, taken_in
from ..left_out import sound
from ..shared import facts_text
from ..streams import write, write_lines

if TYPE_CHECKING:
    from ...report.diagnostic import Language


@command("allocate", "全部申报分配预算 | share a budget out among all applicants")
@click.argument("path")
@click.option("--facts", "file", metavar="FILE", required=True, help="全部申报的 JSON 文件 | all claims as JSON")
@click.option("--budget", metavar="SUM", help="预算，如 1000万元 | the budget")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 | the result as JSON")
def allocate(lang: Language, path: str, file: str, budget: str | None, as_json: bool, encoding: str) -> int:
    from tiaowen.runtime.errors import FactError

    from ...answers.allocation import read_allocation
    from ...report.render import dump

    found = sound(path, encoding, lang)
    try:
        claims, stated, scores, date = read_allocation(facts_text(file, lang))
        asked = (name for theirs in claims.values() if isinstance(theirs, dict) for name in theirs)
        found.stop_at(asked, lang)
        found.tell(lang)
        taken = {
            applicant: {name: taken_in(found.policy, name, facts, lang) for name, facts in theirs.items()}
            if isinstance(theirs, dict)
            else theirs
            for applicant, theirs in claims.items()
        }
        result = found.policy.allocate(taken, stated if budget is None else budget, scores, day_of(date))  # type: ignore[arg-type]  # allocate reads or refuses them
    except FactError as error:
        raise bad_facts(error, lang) from None
    if as_json:
        write(dump(found.noted(result.to_dict(lang))))
    else:
        write_lines(result.explain(lang=lang).split("\n"))
    return FINE
