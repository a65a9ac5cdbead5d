"""``tiaowen population``: applicants that are made up, to try a policy on before it is in force."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FINE, MISUSED, Stopped, bad_facts, faulty
from ..extras import needed
from ..shared import compiled, facts_text, put
from ..streams import write

if TYPE_CHECKING:
    from ...report.diagnostic import Language
    from ...simulation.population import Population

_MOST = 10_000_000


@command(
    "population",
    "生成合成申报人，供 simulate 估算；每一行都标明是合成数据 | make up applicants for simulate; every row says that it is synthetic",
)
@click.argument("path")
@click.option(
    "-n",
    "--size",
    type=click.IntRange(1, _MOST),
    metavar="N",
    help="多少个申报人 | how many applicants",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**63 - 1),
    default=1,
    metavar="N",
    help="随机种子，默认1；种子相同，每个字节都相同 | the seed, 1 by default; the same seed gives the same bytes",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="写到哪个文件：.xlsx、.csv 或 .parquet | the file to write: .xlsx, .csv or .parquet",
)
@click.option(
    "--distributions",
    "file",
    metavar="FILE",
    help="分布文件（TOML），没有写的按默认 | distributions (TOML); the defaults hold where it says nothing",
)
@click.option(
    "--print-distributions",
    "prints",
    is_flag=True,
    help="印出分布（TOML）供修改，不生成 | print the distributions (TOML) to be edited, and make nobody",
)
@click.option(
    "--clause",
    "clauses",
    multiple=True,
    metavar="ID",
    help="只申报这几条规则（可以多次） | applicants for these clauses only (may be repeated)",
)
def population(
    lang: Language,
    path: str,
    size: int | None,
    seed: int,
    output: str | None,
    file: str | None,
    prints: bool,
    clauses: tuple[str, ...],
    encoding: str,
) -> int:
    from tiaowen.runtime.errors import FactError

    from ...simulation.declared import DistributionError, printed
    from ...simulation.made_up import declared_for

    if not prints and (size is None or not output):
        zh, en = (
            "要写明多少个申报人（-n）和写到哪个文件（-o）",
            "say how many applicants (-n), and where to write them (-o)",
        )
        raise click.UsageError(pick(lang, zh, en), click.get_current_context())
    policy = compiled(path, encoding, lang)
    text = facts_text(file, lang) if file is not None else ""
    try:
        declared = declared_for(policy, clauses, text, file or "")
    except FactError as error:
        raise bad_facts(error, lang) from None
    except DistributionError as error:
        raise faulty(MISUSED, error.diagnostics, lang) from None
    if prints:
        write(printed(policy, declared, lang))
        return FINE
    assert size is not None and output is not None
    with needed("batch", lang):
        from ...simulation.files import written
        from ...simulation.population import population as make
        from ...tables.source import TableError

        if not any(declared.shares.values()):
            zh, en = (
                "没有一条规则有人申报：分布里的申报比例全是零\n",
                "nobody applies for anything: all shares are zero\n",
            )
            raise Stopped(MISUSED, pick(lang, zh, en))
        made = make(policy, declared, size, seed)
        try:
            files = written(made, output)
        except TableError as error:
            raise faulty(MISUSED, error.diagnostics, lang) from None
    put(files, lang, made_from=[policy])
    _tell(made, len(files), lang)
    return FINE


def _tell(made: Population, files: int, lang: Language) -> None:
    claims, rows = sum(made.claims.values()), made.table.num_rows
    zh = f"合成申报人 {rows} 个，申报 {claims} 项（合成数据，不是实际申报）\n"
    en = f"{rows} synthetic applicants, {claims} claims (made up, no real applications)\n"
    write(pick(lang, zh, en), sys.stderr)
    if made.withdrawn:
        zh = "；".join(f"{name} {count}项" for name, count in made.withdrawn.items())
        en = "; ".join(f"{count} of {name}" for name, count in made.withdrawn.items())
        told = f"没有找到核对能通过的填报，去掉的申报：{zh}。请改分布\n"
        write(
            pick(
                lang, told, f"left out, since no facts passed the checks of the rule: {en}; change the distributions\n"
            ),
            sys.stderr,
        )
    if files > 1:
        zh, en = f"清单在旁边的 {files - 1} 个文件里\n", f"lists are in {files - 1} files beside it\n"
        write(pick(lang, zh, en), sys.stderr)
