"""``tiaowen diff``: what a revision changes, and what that means for applicants."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..bilingual import command
from ..exits import FINE
from ..shared import put, understood
from ..streams import write

if TYPE_CHECKING:
    from ...report.diagnostic import Language


@command(
    "diff", "新旧两份政策对照：条文改了什么，对申报人意味着什么 | compare two policies: what changed, and what it means"
)
@click.argument("old")
@click.argument("new")
@click.option(
    "-o", "--output", metavar="FILE", help="写到哪个文件，默认显示出来 | the file to write; else it is printed"
)
@click.option(
    "--timeout",
    type=click.IntRange(1, 3600),
    metavar="SECONDS",
    help="每次求解最多用几秒，默认2 | seconds for one proof at most, 2 by default",
)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 | as JSON")
def diff(
    lang: Language, old: str, new: str, output: str | None, timeout: int | None, as_json: bool, encoding: str
) -> int:
    from ...comparison import TIMEOUT_SECONDS, compare
    from ...comparison.report import comparison_json
    from ...comparison.revision import revision
    from ...report.published import said
    from ...report.render import dump

    before, after = understood(old, encoding, lang), understood(new, encoding, lang)
    made = compare(before, after, timeout or TIMEOUT_SECONDS)
    text = dump(said("comparison", comparison_json(made, lang))) if as_json else revision(made, lang)
    if output is None:
        write(text)
        return FINE
    put({Path(output): text.encode()}, lang, made_from=[before, after])
    return FINE
