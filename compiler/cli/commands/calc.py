"""``tiaowen calc``: one clause calculated for the facts of one applicant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FINE, bad_facts
from ..facts import tell_notes
from ..left_out import sound
from ..shared import facts_text
from ..streams import write, write_lines

if TYPE_CHECKING:
    from tiaowen.runtime.result import Result

    from ...pipeline import Loaded
    from ...report.diagnostic import Language


@command("calc", "按填报的内容计算一条规则 | calculate one clause for the given facts")
@click.argument("path")
@click.argument("clause")
@click.argument("given", nargs=-1, metavar="[NAME=VALUE]...")
@click.option(
    "--facts", "file", metavar="FILE", help="填报内容的 JSON 文件，- 是标准输入 | facts as JSON; - is standard input"
)
@click.option("--date", metavar="2025-03-01", help="申报日期 | date of the claim")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出全部结果 | the whole result as JSON")
@click.option("--explain", is_flag=True, help="写明计算的每一步 | every step of the calculation")
def calc(
    lang: Language,
    path: str,
    clause: str,
    given: tuple[str, ...],
    file: str | None,
    date: str | None,
    as_json: bool,
    explain: bool,
    encoding: str,
) -> int:
    from tiaowen.runtime.errors import FactError

    from ...answers.calculate import calc as calculated
    from ...answers.claims import CLAIM_DATE
    from ...intake.claims import claim_taken, day_taken
    from ...report.published import said
    from ...report.render import dump

    found = sound(path, encoding, lang)
    found.stop_at([clause], lang)
    found.tell(lang)
    policy = found.policy
    try:
        facts = _facts(policy, clause, given, file, date, lang)
        on = day_taken(facts.pop(CLAIM_DATE, None))
        taken = claim_taken(policy, clause, facts)
        result = calculated(policy, clause, taken.facts, on)  # type: ignore[arg-type]  # calc reads or refuses it
    except FactError as error:
        raise bad_facts(error, lang) from None
    tell_notes(taken, lang)
    if as_json:
        write(dump(found.noted(taken.noted(said("result", result.to_dict(lang))))))
    elif explain:
        rule, cited, *steps = result.trace_in(lang)
        write_lines([rule, cited, *_offices(policy, clause, lang), *steps])
    else:
        write_lines([_result_line(result, lang)])
    return FINE


def _facts(
    policy: Loaded, clause_id: str, given: Sequence[str], file: str | None, date: str | None, lang: Language
) -> dict[str, object]:
    """The facts of a call: 名称=值, those of a JSON file, and the date; none may be in two of them."""
    from ...answers.claims import CLAIM_DATE, merged, read_assignments, read_json
    from ...intake.claims import types_of

    facts = read_assignments(given, types_of(policy, clause_id))
    stated = read_json(facts_text(file, lang)) if file is not None else {}
    return merged(stated, facts, {} if date is None else {CLAIM_DATE: date})


def _offices(policy: Loaded, clause_id: str, lang: Language) -> list[str]:
    """Who answers for the article of a clause, or for its chapter, a line with their roles."""
    from ...document.document import answering

    read = policy.read.get(clause_id)
    said = answering(read.block).said_in(lang) if read else ""
    return [said] if said else []


def _result_line(result: Result, lang: Language) -> str:
    """奖励12万元（上限，…）: the last line of the explanation, and what is to be known of it."""
    said = result.trace_in(lang)[-1].removeprefix(pick(lang, "结果：", "Result: "))
    late = not result.eligible and result.form == "核算"
    notes = {
        "上限": pick(lang, "（上限，由主管部门在此以内核定）", " (a ceiling; the authority decides up to it)"),
        "核定": pick(lang, "（按核定金额）", " (as approved)"),
    }
    note = notes.get(result.kind, "")
    if late:
        note = pick(lang, "（申报日期不在有效期内，只供核算）", " (outside the period of validity)")
    return f"{said}{note if result.eligible or late else ''}"
