"""``tiaowen compile``: a policy as a calculator in another language."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FAULTY, FINE, OURS, Stopped, bad_facts
from ..shared import compiled, put
from ..streams import write
from ..written import fault_of

if TYPE_CHECKING:
    from ...pipeline import Loaded
    from ...report.diagnostic import Language


class _OfTargets(click.Option):
    """--target, whose help names the targets that there are; they are loaded only to be named."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        from ...targets import TARGETS

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
def compile_(lang: Language, path: str, target: str, output: str, clauses: tuple[str, ...], encoding: str) -> int:
    from ...program.module import module_of, only
    from ...report.diagnostic import Report
    from ...report.render import render_text
    from ...targets import TARGETS

    chosen = next((each for each in TARGETS if each.name == target), None)
    if chosen is None:
        listed = "、".join(each.name for each in TARGETS)
        raise click.UsageError(
            pick(lang, f"没有目标「{target}」，可用的有：{listed}", f"no target {target}; there are {listed}"),
            click.get_current_context(),
        )
    policy = compiled(path, encoding, lang)
    report = Report()
    _stop_at_unknown(clauses, policy, lang)
    module = module_of(policy, lang)
    texts = chosen.emit(only(module, clauses) if clauses else module, report)
    if report.has_errors:
        raise Stopped(FAULTY, render_text(report.errors, lang))
    if fault := fault_of(chosen.name, texts):
        zh = f"编译出的程序不能用（{fault}），没有写出。这是本程序的错，请报告，并附上政策文件\n"
        raise Stopped(
            OURS, pick(lang, zh, f"what was compiled cannot be used ({fault}); our fault, please report it\n")
        )
    if output == "-":
        write(texts[""])
        return FINE
    place = Path(output)
    beside = {suffix: place.parent / f"{place.stem}{suffix}" if suffix else place for suffix in texts}
    files = {beside[suffix]: text.encode() for suffix, text in texts.items()}
    put(files, lang, made_from=[policy])
    return FINE


def _stop_at_unknown(clauses: Iterable[str], policy: Loaded, lang: Language) -> None:
    """All the clauses asked for that there are not, each with its nearest."""
    from tiaowen.runtime.errors import FactError, hint, make_fault

    unknown = [each for each in dict.fromkeys(clauses) if each not in policy.clauses]
    if unknown:
        faults = [make_fault("T0615", (each,), hint=hint(each, policy.clauses)) for each in unknown]
        raise bad_facts(FactError(faults), lang)
