"""What commands share: the policy at a path, the facts of a call, and files put in place.

In: paths and texts as they were typed.  Out: policies, facts, files; what cannot be used ends the command (``Stopped``).
Everything beyond click is imported where it is used: ``--help`` is fast.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from .bilingual import pick
from .exits import FAULTY, faulty, refused
from .streams import write

if TYPE_CHECKING:
    from ..pipeline import Loaded
    from ..report.diagnostic import Language, Report
    from ..text.source import Source


# ── a policy ──


def standard_input() -> BinaryIO | None:
    """Where what is typed or piped comes from, which a command reads once."""
    context = click.get_current_context()
    if context.meta.setdefault(_READ, False):
        said = pick(context.obj, "标准输入只能读一次", "standard input can be read once")
        raise click.UsageError(said, context)
    context.meta[_READ] = True
    return sys.stdin.buffer if sys.stdin else None


_READ = "tiaowen.stdin"


def sources_at(path: str, encoding: str) -> tuple[list[Source], Source | None]:
    """The sources of a policy; - is standard input.  Raises ``SourceError``."""
    from ..document.files import read_stream
    from ..pipeline import read_policy

    if path != "-":
        return read_policy(path, encoding)
    return [read_stream(path, standard_input(), encoding)], None


def read(path: str, encoding: str, lang: Language, *, only_errors: bool = False) -> tuple[Loaded, Report]:
    """A policy, and what is wrong with it; where ``only_errors`` are asked for, perhaps nothing else."""
    from ..document.files import SourceError
    from ..pipeline import compile_sound, compile_sources

    try:
        return (compile_sound if only_errors else compile_sources)(*sources_at(path, encoding))
    except SourceError as error:
        raise refused(error.diagnostic, lang) from None


def compiled(path: str, encoding: str, lang: Language) -> Loaded:
    """A policy without errors."""

    policy, report = read(path, encoding, lang, only_errors=True)
    if report.has_errors:
        raise faulty(FAULTY, report.errors, lang)
    tell_drafts(policy, lang)
    return policy


def tell_drafts(policy: Loaded, lang: Language) -> None:
    """On standard error, the drafts, which are no rules yet."""
    from ..report.render import visible

    if drafts := [visible(block.head) for block in policy.document.blocks if block.kind == "草稿"]:
        named = [name or "没有编号" for name in drafts]
        names = "、".join(named[:_SHOWN]) + ("……" if len(named) > _SHOWN else "")
        said = f"没有载入 {len(drafts)} 条草稿（{names}），核对后把「草稿」改成「规则」\n"
        write(pick(lang, said, f"left out: {len(drafts)} drafts ({names}), which nobody has finished\n"), sys.stderr)


_SHOWN = 20


def understood(path: str, encoding: str, lang: Language, doing: tuple[str, str] = ("对照", "compared")) -> Loaded:
    """A policy of which every rule is understood; what else is wrong with it (a worked case that fails while it is
    being revised) is told beside the output."""
    from ..report.render import visible

    policy, report = read(path, encoding, lang)
    blocks = sum(block.kind == "规则" for block in policy.document.blocks)
    if report.has_errors and len(policy.clauses) < blocks:
        raise faulty(FAULTY, report.errors, lang)
    if report.has_errors:
        count, name = len(report.errors), visible(path)
        said = f"{name} 还有 {count} 个错误（tiaowen check 列出），{doing[0]}照样进行\n"
        write(pick(lang, said, f"{name} has {count} errors (see tiaowen check); {doing[1]} all the same\n"), sys.stderr)
    tell_drafts(policy, lang)
    return policy


# ── facts ──


def facts_text(file: str, lang: Language) -> str:
    """The text of a file of facts; - is standard input."""
    from ..document.files import SourceError, read_source, read_stream
    from ..report.errors.source import Gb18030File, Utf16File

    if file != "-":
        try:
            try:
                return read_source(file).text
            except SourceError as error:
                # Tables that Excel and WPS save are in these; facts are no policy, whose encoding is to be said.
                encodings = {Gb18030File: "gb18030", Utf16File: "utf-16"}
                return read_source(file, encodings.get(type(error.diagnostic), "utf-8")).text
        except SourceError as error:
            raise refused(error.diagnostic, lang) from None
    try:
        return read_stream("-", standard_input()).text
    except SourceError as error:
        raise refused(error.diagnostic, lang) from None


# ── files ──


def put(
    files: Mapping[Path, bytes], lang: Language, *, made_from: Sequence[Loaded] = (), make_folder: bool = False
) -> None:
    """Files put in place, all or none, but never over the policies that they are made from, or the official text."""
    from ..output import OutputError, write_files

    guard(tuple(files), made_from, lang)
    try:
        write_files(files, make_folder=make_folder)
    except OutputError as error:
        raise refused(error.diagnostic, lang) from None


def guard(places: Sequence[Path], made_from: Sequence[Loaded], lang: Language) -> None:
    """Ends the command where one of the files to write is a policy that it is made from, or the official text."""
    from ..pipeline import OFFICIAL_TEXT
    from ..report.errors.output import OutputIsInput

    inputs = [source.name for policy in made_from for source in policy.document.sources]
    inputs += dict.fromkeys(str(Path(name).parent / OFFICIAL_TEXT) for name in inputs)
    for place in places:
        if any(_same_file(place, name) for name in inputs):
            raise refused(OutputIsInput(path=str(place)), lang)


def _same_file(place: Path, name: str) -> bool:
    try:
        return place.samefile(name)
    except (OSError, ValueError):
        return False
