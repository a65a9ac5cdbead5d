"""``tiaowen coverage``: what accounts for each sentence and number of the document."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from ..bilingual import command
from ..exits import FAULTY, FINE
from ..shared import read
from ..streams import write, write_lines

if TYPE_CHECKING:
    from ...report.diagnostic import Language


@command("coverage", "文件的每一句、每个数字落在哪里 | what accounts for each sentence and number")
@click.argument("path")
@click.option("--fail-under", type=click.IntRange(0, 100), metavar="N", help="低于N%算失败 | fail below N%")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 | the result as JSON")
def coverage(lang: Language, path: str, fail_under: int | None, as_json: bool, encoding: str) -> int:
    from ...accounts.coverage import coverage as covered
    from ...accounts.coverage import coverage_json, coverage_text
    from ...report.published import said
    from ...report.render import dump, render_text

    policy, report = read(path, encoding, lang)
    if report.has_errors:
        write(render_text(report.errors, lang), sys.stderr)
    found = covered(policy)
    if as_json:
        write(dump(said("coverage", coverage_json(found))))
    else:
        write_lines(coverage_text(found, lang).splitlines())
    too_little = fail_under is not None and found.percent < fail_under
    return FAULTY if report.has_errors or too_little else FINE
