"""``tiaowen fmt``: every spelling to the one way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FAULTY, FINE, refused
from ..shared import put
from ..streams import write

if TYPE_CHECKING:
    from ...report.diagnostic import Language


@command("fmt", "把各种写法统一成一种，文件原文不动 | bring every spelling to the one way")
@click.argument("path")
@click.option("--check", "only_check", is_flag=True, help="只列出要改的文件 | only list the files that would change")
def fmt(lang: Language, path: str, only_check: bool, encoding: str) -> int:
    from ...document.files import SourceError
    from ...format.formatter import format_sources
    from ...pipeline import read_policy
    from ...report.render import visible

    try:
        sources, _ = read_policy(path, encoding)
    except SourceError as error:
        raise refused(error.diagnostic, lang) from None
    texts = zip(sources, format_sources(sources), strict=True)
    changed = {source.name: text for source, text in texts if text != source.text}
    if not only_check:
        put({Path(name): _bytes(name, text, encoding, lang) for name, text in changed.items()}, lang)
    for name in changed:
        verb = pick(lang, "要改" if only_check else "已改", "would change" if only_check else "changed")
        write(f"{verb} {visible(name)}\n")
    return FAULTY if only_check and changed else FINE


def _bytes(name: str, text: str, encoding: str, lang: Language) -> bytes:
    """A text as the bytes of the file that it came from."""
    from ...format.as_before import as_before
    from ...report.errors.source import DamagedText

    try:
        return as_before(Path(name).read_bytes(), text, encoding)
    except UnicodeError as error:
        line = text.count("\n", 0, getattr(error, "start", 0)) + 1
        raise refused(DamagedText(path=name, encoding=encoding, line=line), lang) from None
