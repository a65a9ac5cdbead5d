"""``tiaowen import``: the official text out of a document of Word or WPS, a page of the web, or plain text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FINE, refused
from ..shared import put, standard_input
from ..streams import write, write_lines

if TYPE_CHECKING:
    from ...importing.imported import Changes, Imported
    from ...report.diagnostic import Language

# So many of what was left are shown in their own words.
_SHOWN, _LONGEST = 5, 30


@command(
    "import",
    "读入文档：.docx（Word、WPS）、网页、纯文本，写成政策文件；自动编号写成字 | import a document (.docx, a page of the web, plain text) as a policy file",
    reads=False,
)
@click.argument("path", metavar="FILE")
@click.option("-o", "--output", required=True, metavar="FILE", help="写到哪个文件 | the file to write")
@click.option(
    "--changes",
    type=click.Choice(["accepted", "refused"]),
    default="accepted",
    help="修订当作 accepted（接受，默认）或 refused（不接受） | tracked changes as accepted (the default) or refused",
)
@click.option(
    "--encoding",
    metavar="NAME",
    help="纯文本、网页的编码；不写的自己认 | the encoding of a text or page; found out by default",
)
def import_(lang: Language, path: str, output: str, changes: Changes, encoding: str | None) -> int:
    from ...accounts.outline import read_line
    from ...document.files import SourceError, read_bytes
    from ...importing.files import read_file
    from ...importing.imported import NotImported
    from ...pipeline import compile_sources
    from ...report.errors.importing import EmptyDocument
    from ...text.source import Source

    try:
        data = _typed() if path == "-" else read_bytes(path)
        imported = read_file(path, data, changes, encoding)
    except (SourceError, NotImported) as error:
        raise refused(error.diagnostic, lang) from None
    if not imported.text:
        raise refused(EmptyDocument(path=path, pictures=imported.counts.get("pictures", 0)), lang)
    _leave_rules_alone(path, output, lang)
    put({Path(output): imported.text.encode()}, lang)
    _tell(imported, lang)
    policy, _ = compile_sources([Source.of(output, imported.text)])
    write(f"{read_line(policy, lang)}\n")
    write_lines([pick(lang, f"下一步：tiaowen outline {output}", f"next: tiaowen outline {output}")])
    return FINE


def _typed() -> bytes:
    """What standard input has; of a stream that never ends no more than a file may have."""
    from ...document.files import MAX_BYTES, SourceError
    from ...report.errors.source import FileTooLarge

    stream = standard_input()
    data = stream.read(MAX_BYTES + 1) if stream else b""
    if len(data) > MAX_BYTES:
        raise SourceError(FileTooLarge(path="-", limit_mb=MAX_BYTES // 2**20))
    return data


def _leave_rules_alone(path: str, output: str, lang: Language) -> None:
    """Ends the command where it would write over the document itself, or over rules that someone has written."""
    from ...document.blocks import RawBlock, cut
    from ...document.files import SourceError, read_source
    from ...report.diagnostic import Report
    from ...report.errors.importing import RulesInTheWay
    from ...report.errors.output import OutputIsInput

    place = Path(output)
    try:
        if place.samefile(path):
            raise refused(OutputIsInput(path=output), lang)
        source = read_source(place)
    except (SourceError, OSError, ValueError):
        return  # there is none, or none with rules; whether it can be written, writing it tells
    if count := sum(isinstance(each, RawBlock) for each in cut(source, Report())):
        raise refused(RulesInTheWay(path=output, count=count), lang)


def _tell(imported: Imported, lang: Language) -> None:
    """What was read, and on standard error what was not."""
    from ...importing.imported import LEFT, SAID
    from ...report.render import visible

    counts = imported.counts
    read = [SAID[name].said(lang).format(counts[name]) for name in SAID if name in counts]
    write(pick(lang, "读入：", "imported: ") + pick(lang, "，", ", ").join(read) + "\n")
    if left := [LEFT[name].said(lang).format(counts[name]) for name in LEFT if name in counts]:
        write(pick(lang, "没有读入：", "left out: ") + pick(lang, "，", ", ").join(left) + "\n", sys.stderr)
    shown = [words for name, words in imported.left if name in LEFT and words]
    for words in shown[:_SHOWN]:
        said = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}……"
        write(f"  “{visible(said)}”\n", sys.stderr)
    if len(shown) > _SHOWN:
        more = len(shown) - _SHOWN
        write(pick(lang, f"  另有 {more} 处有文字\n", f"  {more} more with words\n"), sys.stderr)
