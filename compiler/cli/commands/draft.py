"""``tiaowen draft``: rules drafted from the sentences that pay, for a person to finish."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FINE, refused
from ..shared import put
from ..streams import write, write_lines

if TYPE_CHECKING:
    from ...report.diagnostic import Language
    from ...text.source import Source


@command(
    "draft",
    "照原文给钱、减钱、收钱的句子拟出规则草稿，供人核对；草稿不参与计算 | draft rules from the sentences that pay, for a person to finish; a draft is not calculated",
)
@click.argument("path")
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    help="把原文连同草稿写到哪个文件（目录的，写到哪个目录），可以就是原来的；不写的只列出草稿 | the file (of a folder, the folder) to write text and drafts to, which may be the same; without it the drafts are only listed",
)
def draft(lang: Language, path: str, output: str | None, encoding: str) -> int:
    from ...drafting.drafts import drafts_of
    from ...drafting.written import said, written
    from ...report.render import visible
    from ..shared import read

    if output == "":
        raise click.UsageError(pick(lang, "-o 要写明文件", "-o needs a file"))
    policy, _ = read(path, encoding, lang)
    drafts = list(drafts_of(policy))
    if output is None:
        write_lines([line for each in drafts for line in [*map(visible, said(each).split("\n")), ""]])
    else:
        sources = policy.document.sources
        places = _places(path, sources, Path(output), lang)
        texts = zip(places, sources, written(policy, drafts), strict=True)
        put({place: _bytes(source, text, encoding, lang) for place, source, text in texts}, lang)
    unread = sum(each.clause is None for each in drafts)
    read_ = len(drafts) - unread
    write(pick(lang, *_counted(read_, unread)) + "\n")
    return FINE


def _counted(read: int, unread: int) -> tuple[str, str]:
    if not read and not unread:
        return "没有给钱、减钱、收钱而还没有规则的句子", "no sentence pays, waives or levies and has no rule yet"
    zh = f"拟了 {read} 条草稿" + (f"；另有 {unread} 句没有读懂，只抄了依据" if unread else "")
    en = f"{read} drafts" + (f"; {unread} more sentences are not understood and only quoted" if unread else "")
    return (
        f"{zh}。核对、补上算例之后，把「草稿」改成「规则」",
        f"{en}. Compare, add worked cases, and change 草稿 to 规则",
    )


def _places(path: str, sources: tuple[Source, ...], output: Path, lang: Language) -> list[Path]:
    """Where each source is written: of a file the file, of a folder files of the same names in the folder."""
    if path != "-" and Path(path).is_dir():
        if not output.is_dir():
            zh = f"「{path}」是目录，-o 也要是一个已有的目录（可以就是它）"
            raise click.UsageError(pick(lang, zh, f"{path} is a folder; -o must be one, too (it may be the same)"))
        return [output / Path(source.name).name for source in sources]
    if output.is_dir():
        return [output / Path(sources[0].name).name] if path != "-" else [output]
    return [output]


def _bytes(source: Source, text: str, encoding: str, lang: Language) -> bytes:
    """With the byte order mark and the ends of lines that the file has."""
    from ...format.as_before import as_before
    from ...report.errors.source import DamagedText

    try:
        place = Path(source.name)
        return as_before(place.read_bytes(), text, encoding) if place.is_file() else text.encode(encoding)
    except UnicodeError as error:
        line = text.count("\n", 0, getattr(error, "start", 0)) + 1
        raise refused(DamagedText(path=source.name, encoding=encoding, line=line), lang) from None
