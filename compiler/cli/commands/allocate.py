"""``tiaowen allocate``: a budget shared out among all applicants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..bilingual import command
from ..exits import FINE, bad_facts
from ..facts import tell_notes
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
    from ...intake.claims import applicants_taken, day_taken
    from ...report.render import dump

    found = sound(path, encoding, lang)
    try:
        claims, stated, scores, date = read_allocation(facts_text(file, lang))
        asked = (name for theirs in claims.values() if isinstance(theirs, dict) for name in theirs)
        found.stop_at(asked, lang)
        found.tell(lang)
        taken = applicants_taken(found.policy, claims)
        result = found.policy.allocate(taken.facts, stated if budget is None else budget, scores, day_taken(date))  # type: ignore[arg-type]  # allocate reads or refuses them
    except FactError as error:
        raise bad_facts(error, lang) from None
    tell_notes(taken, lang)
    if as_json:
        write(dump(found.noted(taken.noted(result.to_dict(lang)))))
    else:
        write_lines(result.explain(lang=lang).split("\n"))
    return FINE
