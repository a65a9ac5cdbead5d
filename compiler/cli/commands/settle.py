"""``tiaowen settle``: several claims of one applicant, the best admissible selection."""

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


@command("settle", "几项申报一并结算：就高从优，不重复享受 | settle several claims: the best admissible selection")
@click.argument("path")
@click.option(
    "--facts",
    "file",
    metavar="FILE",
    required=True,
    help="申报内容的 JSON 文件，- 是标准输入 | claims as JSON; - is standard input",
)
@click.option("--date", metavar="2025-03-01", help="申报日期 | date of the claims")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出全部结果 | the whole result as JSON")
@click.option("--explain", is_flag=True, help="写明每项的计算 | the calculation of every claim")
def settle(lang: Language, path: str, file: str, date: str | None, as_json: bool, explain: bool, encoding: str) -> int:
    from tiaowen.runtime.errors import FactError

    from ...answers.settlement import read_settlement
    from ...answers.settlement import settle as settled
    from ...intake.claims import claims_taken, day_taken
    from ...report.render import dump

    found = sound(path, encoding, lang)
    try:
        claims, same_matter, stated = read_settlement(facts_text(file, lang))
        found.stop_at(claims, lang)
        found.tell(lang)
        taken = claims_taken(found.policy, claims)
        on = day_taken(stated if date is None else date)
        result = settled(found.policy, taken.facts, same_matter, on)  # type: ignore[arg-type]  # settle reads or refuses them
    except FactError as error:
        raise bad_facts(error, lang) from None
    tell_notes(taken, lang)
    if as_json:
        write(dump(found.noted(taken.noted(result.to_dict(lang)))))
    else:
        write_lines(result.trace_in(lang) if explain else result.summary_in(lang))
    return FINE
