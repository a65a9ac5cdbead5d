"""``tiaowen compile``: a policy as a calculator in another language."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from ..bilingual import command, pick
from ..exits import FAULTY, FINE, MISUSED, OURS, Stopped, bad_facts, faulty
from ..shared import compiled, put
from ..streams import write, write_bytes
from ..written import fault_of

if TYPE_CHECKING:
    from ...pipeline import Loaded
    from ...program.module import Module
    from ...report.diagnostic import Language
    from ...targets.target import Target, Wanted


class _OfTargets(click.Option):
    """--target, whose help names the targets that there are; they are loaded only to be named."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        from ...targets.every import TARGETS

        names = [each.name for each in TARGETS]
        zh, en = (f"{mark.join(names[:-1])} {word} {names[-1]}" for mark, word in (("、", "或"), (", ", "or")))
        self.help = f"{zh} | {en}"
        return super().get_help_record(ctx)


@command("compile", "编译成计算程序 | compile to a calculator")
@click.argument("path")
@click.option("--target", cls=_OfTargets, required=True, metavar="NAME")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    help="写到哪个文件，- 是标准输出 | the file to write; - is standard output",
)
@click.option(
    "--clause",
    "clauses",
    multiple=True,
    metavar="ID",
    help="只编译这几条规则（可以多次）和它们取数的规则 | only these clauses (may be repeated), and those they take facts from",
)
@click.option(
    "--package",
    metavar="NAME",
    help="类在哪个包里（target java），如 cn.gov.policies | the package of the class (target java)",
)
@click.option(
    "--dialect",
    metavar="NAME",
    help="哪种数据库（target sql）：duckdb、postgresql、sqlite 或 spark | which database (target sql): duckdb, postgresql, sqlite or spark",
)
@click.option(
    "--table", metavar="NAME", help="申报数据在哪张表（target sql），默认 填报 | the table of applications (target sql)"
)
@click.option(
    "--key",
    "keys",
    multiple=True,
    metavar="NAME",
    help="结果里带上表的哪几列（target sql，可以多次），默认填报项以外的全部 | columns of the table that go on to the results (target sql, may be repeated); by default all that are no facts",
)
@click.option(
    "--skip",
    is_flag=True,
    help="略过这个目标说不出的规则（逐条列出），编译其余的 | leave out the clauses that the target cannot say, and list them",
)
def compile_(
    lang: Language,
    path: str,
    target: str,
    output: str,
    clauses: tuple[str, ...],
    package: str | None,
    dialect: str | None,
    table: str | None,
    keys: tuple[str, ...],
    skip: bool,
    encoding: str,
) -> int:
    from ...program.module import module_of, only
    from ...targets.target import Wanted

    chosen = _target(target, lang)
    place = None if output == "-" else Path(output)
    stem = "" if place is None else place.stem
    wanted = _wanted(chosen, Wanted(stem=stem, package=package or "", keys=keys), dialect, table, lang)
    policy = compiled(path, encoding, lang)
    _stop_at_unknown(clauses, policy, lang)
    module = module_of(policy, lang)
    texts, told = _emitted(
        chosen, only(module, clauses, is_fed=not chosen.dialects) if clauses else module, wanted, skip, lang
    )
    if fault := fault_of(chosen.name, texts):
        zh = f"编译出的程序不能用（{fault}），没有写出。这是本程序的错，请报告，并附上政策文件\n"
        raise Stopped(
            OURS, pick(lang, zh, f"what was compiled cannot be used ({fault}); our fault, please report it\n")
        )
    files = {suffix: text.encode() if isinstance(text, str) else text for suffix, text in texts.items()}
    if place is None:
        write_bytes(files[""])
    else:
        beside = {suffix: place.parent / f"{place.stem}{suffix}" if suffix else place for suffix in files}
        # The folders of a package are named for it.
        put(
            {beside[suffix]: data for suffix, data in files.items()},
            lang,
            made_from=[policy],
            make_folder=bool(package),
        )
    if told:
        write(told, sys.stderr)
    return FINE


def _target(name: str, lang: Language) -> Target:
    from ...targets.every import TARGETS

    chosen = next((each for each in TARGETS if each.name == name), None)
    if chosen is None:
        listed = "、".join(each.name for each in TARGETS)
        _misused(f"没有目标「{name}」，可用的有：{listed}", f"no target {name}; there are {_in_english(listed)}", lang)
    return chosen


def _wanted(chosen: Target, wanted: Wanted, dialect: str | None, table: str | None, lang: Language) -> Wanted:
    """What is asked of a target; a usage error where it has no such thing."""
    listed = "、".join(chosen.dialects)
    if wanted.package and not chosen.packages:
        _misused(f"目标 {chosen.name} 没有 --package", f"target {chosen.name} has no --package", lang)
    if not chosen.dialects and (dialect is not None or table is not None or wanted.keys):
        option = "--dialect" if dialect is not None else "--table" if table is not None else "--key"
        _misused(f"目标 {chosen.name} 没有 {option}", f"target {chosen.name} has no {option}", lang)
    if dialect is not None and dialect not in chosen.dialects:
        zh = f"目标 {chosen.name} 没有「{dialect}」这种数据库，可用的有：{listed}"
        _misused(zh, f"target {chosen.name} has no dialect {dialect}; there are {_in_english(listed)}", lang)
    if table is not None and (not table.strip() or not table.isprintable()):
        _misused("--table 要写明表名，不带换行", "--table needs a name, on one line", lang)
    wanted = replace(wanted, dialect=dialect or next(iter(chosen.dialects), ""))
    return wanted if table is None else replace(wanted, table=table)


def _in_english(listed: str) -> str:
    return listed.replace("、", ", ")


def _misused(zh: str, en: str, lang: Language) -> NoReturn:
    raise click.UsageError(pick(lang, zh, en), click.get_current_context())


def _emitted(
    chosen: Target, module: Module, wanted: Wanted, skip: bool, lang: Language
) -> tuple[Mapping[str, str | bytes], str]:
    """The files, and what else is to be told.  Where the target cannot say a clause, the command ends; or, with ``skip``,
    the others are printed, and those told."""
    from ...program.module import without
    from ...report.diagnostic import Report
    from ...report.errors.output import MissingLibrary
    from ...report.errors.targets import NotInTarget, SkippedByTarget
    from ...report.render import render_text

    skipped: dict[str, SkippedByTarget] = {}
    while True:
        report = Report()
        texts = chosen.emit(module, report, wanted)
        beyond = [error for error in report.errors if isinstance(error, NotInTarget)]
        left = {each.clause: SkippedByTarget(target=each.target, clause=each.clause, what=each.what) for each in beyond}
        is_all = len(left) == len(module.entries)
        if skip and is_all:
            zh = f"没有一条规则能编译到 {chosen.name}，--skip 略过以后什么也不剩，没有写出\n"
            en = f"no clause can be compiled to {chosen.name}: with --skip nothing is left, and nothing is written\n"
            reasons = [SkippedByTarget(target=each.target, clause=each.clause, what=each.what) for each in beyond]
            raise Stopped(FAULTY, render_text(reasons, lang) + pick(lang, zh, en))
        if report.has_errors and (not skip or len(beyond) < len(report.errors)):
            is_missing = any(isinstance(error, MissingLibrary) for error in report.errors)
            raise faulty(MISUSED if is_missing else FAULTY, report.errors, lang)
        if not left:
            told = [*skipped.values(), *report.diagnostics]
            return texts, render_text(told, lang) if told else ""
        skipped |= left
        module = without(module, left)


def _stop_at_unknown(clauses: Iterable[str], policy: Loaded, lang: Language) -> None:
    """All the clauses asked for that there are not, each with its nearest."""
    from tiaowen.runtime.errors import FactError, hint, make_fault

    unknown = [each for each in dict.fromkeys(clauses) if each not in policy.clauses]
    if unknown:
        faults = [make_fault("T0615", (each,), hint=hint(each, policy.clauses)) for each in unknown]
        raise bad_facts(FactError(faults), lang)
