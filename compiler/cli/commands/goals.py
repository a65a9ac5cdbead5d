"""``tiaowen goals``: the goals of a policy, beside what was reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..bilingual import command
from ..exits import FINE, bad_facts
from ..left_out import sound
from ..shared import facts_text
from ..streams import write, write_lines

if TYPE_CHECKING:
    from ...report.diagnostic import Language


@command("goals", "指标清单，并对照实际完成数 | the goals, against actual figures where given")
@click.argument("path")
@click.option("--actuals", "file", metavar="FILE", help="实际数，CSV 或 JSON | actual figures, CSV or JSON")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 | the result as JSON")
def goals(lang: Language, path: str, file: str | None, as_json: bool, encoding: str) -> int:
    from tiaowen.runtime.errors import FactError

    from ...answers.goals import goals_json, goals_text, progress, read_actuals
    from ...report.render import dump

    given = sound(path, encoding, lang)
    given.tell(lang)
    policy = given.policy
    try:
        actuals = read_actuals(facts_text(file, lang), file.lower().endswith(".json")) if file is not None else None
        found = progress(policy, actuals)
    except FactError as error:
        raise bad_facts(error, lang) from None
    if as_json:
        write(dump(goals_json(found)))  # type: ignore[arg-type]  # its values are what JSON has
    else:
        text = goals_text(found, lang, with_actuals=file is not None)
        write_lines(text.splitlines())
    return FINE
