"""``tiaowen explain``: what a message means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FINE
from ..streams import write, write_lines

if TYPE_CHECKING:
    from ...report.diagnostic import Language


@command(
    "explain",
    "一个代码（如 T0402）说的是什么：错误示例、正确示例、理由；不写代码，列出全部 | what a code means (T0402), with a wrong and a right example; without one, all of them",
    reads=False,
)
@click.argument("code", required=False)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 | the result as JSON")
def explain(lang: Language, code: str | None, as_json: bool) -> int:
    from tiaowen.runtime.errors import hint

    from ...report.render import dump
    from ...service.messages import pages

    known = pages()
    asked = None if code is None else code.strip("[]【】").upper()
    if asked is not None and asked not in known:
        near = hint(asked, known)
        raise click.UsageError(pick(lang, f"没有代码「{code}」{near[0]}", f"there is no code {code}{near[1]}"))
    found = [page for name, same in known.items() if asked in (None, name) for page in same]
    if as_json:
        write(dump([{**page.data()} for page in found]))
    elif asked is None:
        write_lines([page.text(lang).splitlines()[0] for page in found])
    else:
        write_lines("\n\n".join(page.text(lang) for page in found).splitlines())
    return FINE
