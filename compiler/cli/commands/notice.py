"""``tiaowen notice``: the list that is published, and a letter to each applicant, from what ``batch`` has worked out."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FINE, MISUSED, bad_facts, faulty
from ..extras import needed
from ..pairs import pairs
from ..progress import counting
from ..registers import register_of
from ..shared import compiled, put
from ..streams import write

if TYPE_CHECKING:
    from ...batch.outcome import BatchResult
    from ...notices.notice import Notice
    from ...pipeline import Loaded
    from ...report.diagnostic import Language, Report


@command(
    "notice",
    "公示名单和告知书：从 batch 算出的结果写成公文 | the list to publish and letters, from what batch worked out",
)
@click.argument("path")
@click.option(
    "--results",
    metavar="FILE",
    required=True,
    help="batch 写出的结果：.xlsx、.csv 或 .parquet | what batch has written: .xlsx, .csv or .parquet",
)
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    required=True,
    help="写到哪个目录 | the folder to write to",
)
@click.option(
    "--in",
    "applications",
    metavar="FILE",
    help="申报表；有它就逐户重算，核对金额，写明计算过程 | the applications: every amount is worked out anew, compared and explained",
)
@click.option(
    "--errors",
    metavar="FILE",
    help="batch 退回的名单；默认取结果里的“退回”表，或结果旁边的 .退回.csv | what batch returned; by default the sheet of the results, or the file beside them, that it has written this to",
)
@click.option(
    "--key", metavar="NAME", help="按哪一列认申报单位，默认 统一社会信用代码 | the column that applicants are known by"
)
@click.option(
    "--name",
    metavar="NAME",
    help="哪一列是单位名称或姓名，默认按表头认 | the column of names; by default found by its heading",
)
@click.option("--date", metavar="2025-03-01", help="申报日期（重算用） | date of the claims, to work them out anew")
@click.option(
    "--unit",
    "units",
    multiple=True,
    metavar="NAME=UNIT",
    help="申报表里一列的单位，如 研发费用=万元（重算用，可以多次） | the unit of a column of the applications (may be repeated)",
)
@click.option(
    "--lists",
    multiple=True,
    metavar="NAME=FILE",
    help="逐笔、逐人的清单另有一张表的（重算用，可以多次） | the table of a list, to work out anew (may be repeated)",
)
@click.option(
    "--approved",
    metavar="FILE",
    help="核定金额，batch 用了的同一份（重算用） | the approved amounts that batch was given, to work out anew",
)
@click.option(
    "--mask", is_flag=True, help="公示里遮盖自然人的姓名和证件号 | mask names and numbers of people in the list"
)
@click.option("--combined", is_flag=True, help="告知书合成一个文件 | all letters in one document")
def notice(
    lang: Language,
    path: str,
    results: str,
    output: str,
    applications: str | None,
    errors: str | None,
    key: str | None,
    name: str | None,
    date: str | None,
    units: tuple[str, ...],
    lists: tuple[str, ...],
    approved: str | None,
    mask: bool,
    combined: bool,
    encoding: str,
) -> int:
    from tiaowen.runtime.errors import FactError

    from ...notices.notice import NoticeError
    from ...report.diagnostic import Report
    from ...tables.source import TableError

    if not output:  # an empty variable of a shell is not the folder that one is in
        raise click.UsageError(pick(lang, "-o 要写明目录（. 是当前目录）", "-o needs a folder (. is the current one)"))
    given = {"--unit": units, "--lists": lists, "--approved": approved, "--date": date is not None}
    if applications is None and (option := next((name for name, has in given.items() if has), "")):
        zh, en = f"{option} 是重算用的，要和 --in 一起写", f"{option} is for working out anew, and needs --in"
        raise click.UsageError(pick(lang, zh, en))
    policy = compiled(path, encoding, lang)
    report = Report()
    asked = _Asked(policy, results, applications, errors, key or "", name or "", date, units, lists, approved, lang)
    with needed("batch,docx", lang):
        try:
            made = _made(asked, mask, report)
            written = _written(made, report, combined, lang)
        except (TableError, NoticeError) as error:
            raise faulty(MISUSED, error.diagnostics, lang) from None
        except FactError as error:
            raise bad_facts(error, lang) from None
    if report.has_errors:
        raise faulty(MISUSED, report.errors, lang)
    places = {Path(output) / file: data for file, data in written.items()}
    _stop_at_inputs(places, [file for file in (results, applications, errors, approved) if file], lang)
    put(places, lang, made_from=[policy], make_folder=True)
    _tell(made, report, Path(output), places, lang)
    return FINE


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was typed: the files, and what is said of them."""

    policy: Loaded
    results: str
    applications: str | None
    errors: str | None
    key: str
    name: str
    date: str | None
    units: tuple[str, ...]
    lists: tuple[str, ...]
    approved: str | None
    lang: Language


def _made(asked: _Asked, mask: bool, report: Report) -> Notice:
    from ...notices.made import notice_of
    from ...notices.reading import faults_in, open_faults, open_results

    opened = open_results(asked.policy, asked.results, key=asked.key, name=asked.name)
    for warning in opened.warnings:
        report.add(warning)
    returned = open_faults(asked.results, opened, asked.errors)
    return notice_of(
        asked.policy,
        opened,
        recompute=None if asked.applications is None else partial(_anew, asked),
        faults=None if returned is None else faults_in(returned),
        key=asked.key,
        name=asked.name,
        mask=mask,
    )


def _anew(asked: _Asked, clauses: Sequence[str], settle: bool) -> BatchResult:
    """What the applications give, worked out once more."""
    from ...batch.opening import open_applications
    from ...batch.whole import options_of
    from ...notices.anew import worked_anew

    assert asked.applications is not None
    lists = pairs("--lists", asked.lists, asked.lang)
    opened = open_applications(asked.policy, asked.applications, key=asked.key, lists=lists)
    options = options_of(
        asked.policy,
        clauses=clauses,
        key=asked.key,
        date=asked.date,
        units=pairs("--unit", asked.units, asked.lang),
        explain=True,
        settle=settle,
        budget=None,
        approved=None if asked.approved is None else register_of(asked.policy, asked.approved, asked.key, asked.lang),
        lists=opened.lists,
        lang=asked.lang,
    )
    with counting(pick(asked.lang, "正在核对", "comparing")) as tell:
        return worked_anew(asked.policy, opened.source, options, lambda done, every: tell(done, every or done))


def _written(made: Notice, report: Report, combined: bool, lang: Language) -> Mapping[str, bytes]:
    from ...notices.files import files_of

    with counting(pick(lang, "正在写", "writing")) as tell:
        return files_of(made, report, lang, combined=combined, tell=tell)


def _stop_at_inputs(places: Mapping[Path, bytes], inputs: Sequence[str], lang: Language) -> None:
    """No file that was given is written over."""
    for place in places:
        for file in inputs:
            if place.exists() and Path(file).exists() and place.samefile(file):
                zh = f"「{file}」是给出的表，会被盖掉；请给 -o 写另一个目录"
                raise click.UsageError(
                    pick(lang, zh, f"{file} was given and would be written over: use another folder")
                )


def _tell(made: Notice, report: Report, output: Path, places: Mapping[Path, bytes], lang: Language) -> None:
    """What was written, and what is to be seen beside it."""
    from ...report.render import render_text, visible

    letters, paid = len(made.applicants), len({line.applicant.key for line in made.listed})
    returned = sum(bool(each.returned) for each in made.applicants)
    zh = f"公示：{paid}个申报单位、{len(made.listed)}个事项，合计{made.total}元；告知书{letters}份，其中退回补正{returned}份\n"
    en = f"list: {paid} applicants, {len(made.listed)} matters, {made.total} yuan; letters: {letters}, {returned} of them with something to mend\n"
    write(pick(lang, zh, en))
    for note in made.notes:
        write(pick(lang, f"提示：{note.zh}\n", f"note: {note.en}\n"), sys.stderr)
    # Beside letters one by one: what an earlier run has left would be sent, too.
    folders = {place.parent for place in places if place.parent != output}
    left = sorted(each for folder in folders for each in folder.glob("*.docx") if each not in places)
    if left:
        listed = "、".join(visible(each.name) for each in left[:3]) + ("……" if len(left) > 3 else "")
        zh = f"提示：目录里还有{len(left)}个文件不是这次写的：{listed}；是上一次的，请删去\n"
        write(
            pick(lang, zh, f"note: {len(left)} files there are not of this run ({listed}); delete what is old\n"),
            sys.stderr,
        )
    if report.diagnostics:
        write(render_text(report.diagnostics, lang), sys.stderr)
