"""The command ``tiaowen``: reads, calls the passes, writes, and says with its exit code how it went.

0 fine, warnings, not eligible · 1 errors in the policy, a failing 算例, files that fmt would change · 2 wrong usage, a
file that cannot be read or written, bad facts · 3 a fault of ours · 130 interrupted · 141 nobody reads the output.

Help texts are written “中文 | English”.  Everything beyond click is imported within the commands: ``--help`` is fast.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..version import VERSION

if TYPE_CHECKING:
    from tiaowen.runtime.errors import FactError
    from tiaowen.runtime.result import Result

    from ..pipeline import Loaded
    from ..promises.trial import Trial
    from ..report.diagnostic import Diagnostic, Language, Report

_FINE, _FAULTY, _MISUSED, _OURS, _INTERRUPTED, _UNREAD = 0, 1, 2, 3, 130, 141


def main(args: Sequence[str] | None = None) -> int:
    """Run one command; the exit code goes out."""
    _write_utf8()
    given = list(sys.argv[1:] if args is None else args)
    lang = _language(given)
    try:
        with _cli.make_context("tiaowen", given or ["--help"], obj=lang) as context:
            code = _cli.invoke(context)
            return code if isinstance(code, int) else _FINE
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        _say_wrong_usage(error, lang)
        return _MISUSED
    except _Stopped as stopped:
        _print(stopped.text, sys.stderr)
        return stopped.code
    except _Unwritable as unwritable:
        _give_up_output()
        _print(_pick(lang, f"写不出结果：{unwritable}\n", f"cannot write the output: {unwritable}\n"), sys.stderr)
        return _MISUSED
    except BrokenPipeError:
        _give_up_output()
        return _UNREAD
    except (KeyboardInterrupt, click.Abort):
        return _INTERRUPTED
    except Exception as error:
        if os.environ.get("TIAOWEN_DEBUG") == "1":
            raise
        kind = type(error).__name__
        _print(
            _pick(
                lang,
                f"程序内部错误（{kind}），不是你的错。请报告，并附上出错的政策文件\n",
                f"internal error ({kind}), not your fault; please report it together with the policy\n",
            ),
            sys.stderr,
        )
        return _OURS


def _give_up_output() -> None:
    """What is still in the buffer would be written, and refused, once more at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Unwritable(Exception):
    """Standard output takes no more (a full disk)."""


class _Stopped(Exception):
    """The command ends here, with a message and an exit code."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code, self.text = code, text


# ── language and output ──


def _language(args: Sequence[str]) -> Language:
    """The language asked for, wherever --lang stands: help texts need it before the command is known."""
    said = os.environ.get("TIAOWEN_LANG", "zh")
    for index, arg in enumerate(args):
        if arg == "--":
            break
        if arg.startswith("--lang="):
            said = arg.removeprefix("--lang=")
        elif arg == "--lang" and index + 1 < len(args):
            said = args[index + 1]
    return "en" if said == "en" else "zh"


def _pick(lang: Language, zh: str, en: str) -> str:
    return zh if lang == "zh" else en


def _half(text: str | None, lang: Language) -> str:
    """The half of a help text “中文 | English”."""
    zh, _, en = (text or "").partition(" | ")
    return _pick(lang, zh, en or zh)


def _write_utf8() -> None:
    """UTF-8 whatever the console's code page is; what no encoding can write (halves of characters) as escapes."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _print(text: str, stream: Any = None) -> None:
    stream = stream or sys.stdout
    if stream is None:  # closed from the start
        return
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _Unwritable(error.strerror) from error


# ── click in two languages ──


class _Command(click.Command):
    """A command whose help is in the language of the context (its ``obj``)."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, _pick(ctx.obj, "用法：", "Usage: "))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        formatter.write_text(_half(self.help, ctx.obj))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        rows = [record for option in options if (record := option.get_help_record(ctx))]
        with formatter.section(_pick(ctx.obj, "选项", "Options")):
            formatter.write_dl([(names, _half(text, ctx.obj)) for names, text in rows])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示本说明 | show this message"
        return option


class _Group(_Command, click.Group):
    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        with formatter.section(_pick(ctx.obj, "命令", "Commands")):
            formatter.write_dl([(name, _half(command.help, ctx.obj)) for name, command in self.commands.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.commands:
            listed = "、".join(self.commands)
            raise click.UsageError(
                _pick(
                    ctx.obj, f"没有命令「{args[0]}」，可用的有：{listed}", f"no command {args[0]}; there are {listed}"
                ),
                ctx,
            )
        return super().resolve_command(ctx, args)


def _say_wrong_usage(error: click.ClickException, lang: Language) -> None:
    from ..report.render import visible

    text = visible(_usage_fault(error, lang))
    lines = [_pick(lang, f"用法错误：{text}", f"wrong usage: {text}")]
    if isinstance(error, click.UsageError) and error.ctx:
        lines.append(_pick(lang, "说明：", "help: ") + f"{error.ctx.command_path} --help")
    _print("\n".join(lines) + "\n", sys.stderr)


def _usage_fault(error: click.ClickException, lang: Language) -> str:
    if lang == "en":
        return error.format_message()
    if isinstance(error, click.MissingParameter) and isinstance(error.param, click.Option):
        return f"缺少选项 {error.param.opts[0]}"
    if isinstance(error, click.MissingParameter) and error.param:
        return f"缺少 {error.param.human_readable_name}"
    if isinstance(error, click.NoSuchOption):
        near = f"，是不是 {error.possibilities[0]}？" if error.possibilities else ""
        return f"没有选项 {error.option_name}{near}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 的用法不对（它后面要写值，或者不能写值）"
    if isinstance(error, click.BadParameter) and error.param and isinstance(error.param.type, click.Choice):
        return f"选项 {error.param.opts[0]} 可用：{'、'.join(map(str, error.param.type.choices))}"
    if isinstance(error, click.BadParameter) and error.param and isinstance(error.param.type, click.IntRange):
        return f"选项 {error.param.opts[0]} 应是 {error.param.type.min} 到 {error.param.type.max} 的整数"
    if (extra := re.match(r"Got unexpected extra arguments? \((.*)\)$", error.format_message())) is not None:
        return f"多写了 {extra[1]}"
    return error.format_message()


# ── commands ──

_lang = click.option(
    "--lang", type=click.Choice(["zh", "en"]), expose_value=False, help="输出的语言 | language of the output"
)
_encoding = click.option(
    "--encoding", default="utf-8", metavar="NAME", help="政策文件的编码，如 gb18030 | encoding of the policy"
)
_path = click.argument("path")


@click.group(
    cls=_Group,
    context_settings={"max_content_width": 100},
    help="条文：让政策文件自己核对、解释、计算 | tiaowen: policy documents that check, explain and calculate themselves",
)
@click.version_option(VERSION, prog_name="tiaowen", message="%(prog)s %(version)s", help="显示版本 | show the version")
@_lang
def _cli() -> None:
    pass


@_cli.command(
    cls=_Command,
    help="核对政策：列出全部问题，算例一并计算；几份政策一起的，也列出它们之间的问题 | list every problem of a policy, its worked cases run too; of several policies, also what is found between them",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    help="输出的格式 | form of the output",
)
@click.option("--allowed", "show_allowed", is_flag=True, help="也列出【容许】了的警告 | list the allowed warnings, too")
@_encoding
@_lang
@click.pass_obj
def check(lang: Language, paths: tuple[str, ...], form: str, show_allowed: bool, encoding: str) -> int:
    from functools import partial

    from ..document.files import SourceError
    from ..pipeline import compile_together, read_policy
    from ..report.render import render_json, render_sarif, render_text

    renderers: dict[str, Callable[..., str]] = {
        "text": partial(render_text, show_allowed=show_allowed),
        "json": render_json,
        "sarif": render_sarif,
    }
    render = renderers[form]
    try:
        policies = [read_policy(path, encoding) for path in paths]
    except SourceError as error:
        _print(render([error.diagnostic], lang))
        return _MISUSED
    if len({tuple(source.text for source in sources) for sources, _ in policies}) < len(policies):
        raise click.UsageError(
            _pick(lang, "同一份政策给了两次", "the same policy is given twice"), click.get_current_context()
        )
    _, report = compile_together(policies)
    _print(render(report.diagnostics, lang, report.allowed))
    return _FAULTY if report.has_errors else _FINE


@_cli.command(cls=_Command, help="把各种写法统一成一种，文件原文不动 | bring every spelling to the one way")
@_path
@click.option("--check", "only_check", is_flag=True, help="只列出要改的文件 | only list the files that would change")
@_encoding
@_lang
@click.pass_obj
def fmt(lang: Language, path: str, only_check: bool, encoding: str) -> int:
    from ..document.files import SourceError
    from ..format.formatter import format_sources
    from ..pipeline import read_policy
    from ..report.render import visible

    try:
        sources, _ = read_policy(path, encoding)
    except SourceError as error:
        raise _refused(error.diagnostic, lang) from None
    texts = zip(sources, format_sources(sources), strict=True)
    changed = {source.name: text for source, text in texts if text != source.text}
    if not only_check:
        _write({Path(name): _as_before(Path(name), text, encoding) for name, text in changed.items()}, lang)
    for name in changed:
        verb = _pick(lang, "要改" if only_check else "已改", "would change" if only_check else "changed")
        _print(f"{verb} {visible(name)}\n")
    return _FAULTY if only_check and changed else _FINE


@_cli.command(cls=_Command, help="按填报的内容计算一条规则 | calculate one clause for the given facts")
@_path
@click.argument("clause")
@click.argument("given", nargs=-1, metavar="[NAME=VALUE]...")
@click.option(
    "--facts", "file", metavar="FILE", help="填报内容的 JSON 文件，- 是标准输入 | facts as JSON; - is standard input"
)
@click.option("--date", metavar="2025-03-01", help="申报日期 | date of the claim")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出全部结果 | the whole result as JSON")
@click.option("--explain", is_flag=True, help="写明计算的每一步 | every step of the calculation")
@_encoding
@_lang
@click.pass_obj
def calc(
    lang: Language,
    path: str,
    clause: str,
    given: tuple[str, ...],
    file: str | None,
    date: str | None,
    as_json: bool,
    explain: bool,
    encoding: str,
) -> int:
    from tiaowen.runtime.errors import FactError

    from ..answers.claims import CLAIM_DATE
    from ..report.render import dump, visible

    policy = _compiled(path, encoding, lang)
    try:
        facts = _facts(policy, clause, given, file, date, lang)
        on = facts.pop(CLAIM_DATE, None)
        result = policy.calc(clause, facts, on)  # type: ignore[arg-type]  # calc reads or refuses it
    except FactError as error:
        raise _bad_facts(error, lang) from None
    if as_json:
        _print(dump(result.to_dict()))  # type: ignore[arg-type]  # its values are what JSON has
    elif explain:
        _print("".join(f"{visible(line)}\n" for line in result.trace))
    else:
        _print(f"{visible(_result_line(result, lang))}\n")
    return _FINE


@_cli.command(
    cls=_Command,
    help="几项申报一并结算：就高从优，不重复享受 | settle several claims: the best admissible selection",
)
@_path
@click.option(
    "--facts",
    "file",
    metavar="FILE",
    required=True,
    help="申报内容的 JSON 文件，- 是标准输入 | claims as JSON; - is standard input",
)
@click.option("--date", metavar="2025-03-01", help="申报日期 | date of the claims")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出全部结果 | the whole result as JSON")
@click.option("--explain", is_flag=True, help="写明每项的计算 | the calculation of every claim")
@_encoding
@_lang
@click.pass_obj
def settle(lang: Language, path: str, file: str, date: str | None, as_json: bool, explain: bool, encoding: str) -> int:
    from tiaowen.runtime.errors import FactError

    from ..answers.settlement import read_settlement
    from ..report.render import dump, visible

    policy = _compiled(path, encoding, lang)
    try:
        claims, same_matter, stated = read_settlement(_facts_text(file, lang))
        result = policy.settle(claims, same_matter, stated if date is None else date)  # type: ignore[arg-type]  # settle reads or refuses them
    except FactError as error:
        raise _bad_facts(error, lang) from None
    if as_json:
        _print(dump(result.to_dict()))  # type: ignore[arg-type]  # its values are what JSON has
    else:
        _print("".join(f"{visible(line)}\n" for line in (result.trace if explain else result.summary)))
    return _FINE


@_cli.command(cls=_Command, help="指标清单，并对照实际完成数 | the goals, against actual figures where given")
@_path
@click.option("--actuals", "file", metavar="FILE", help="实际数，CSV 或 JSON | actual figures, CSV or JSON")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 | the result as JSON")
@_encoding
@_lang
@click.pass_obj
def goals(lang: Language, path: str, file: str | None, as_json: bool, encoding: str) -> int:
    from tiaowen.runtime.errors import FactError

    from ..answers.goals import goals_json, goals_text, progress, read_actuals
    from ..report.render import dump, visible

    policy = _compiled(path, encoding, lang)
    try:
        actuals = read_actuals(_facts_text(file, lang), file.lower().endswith(".json")) if file is not None else None
        found = progress(policy, actuals)
    except FactError as error:
        raise _bad_facts(error, lang) from None
    if as_json:
        _print(dump(goals_json(found)))  # type: ignore[arg-type]  # its values are what JSON has
    else:
        text = goals_text(found, lang, with_actuals=file is not None)
        _print("".join(f"{visible(line)}\n" for line in text.splitlines()))
    return _FINE


@_cli.command(cls=_Command, help="文件的每一句、每个数字落在哪里 | what accounts for each sentence and number")
@_path
@click.option("--fail-under", type=click.IntRange(0, 100), metavar="N", help="低于N%算失败 | fail below N%")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 | the result as JSON")
@_encoding
@_lang
@click.pass_obj
def coverage(lang: Language, path: str, fail_under: int | None, as_json: bool, encoding: str) -> int:
    from ..accounts.coverage import coverage as covered
    from ..accounts.coverage import coverage_json, coverage_text
    from ..report.render import dump, render_text, visible

    policy, report = _read(path, encoding, lang)
    if report.has_errors:
        _print(render_text(report.errors, lang), sys.stderr)
    found = covered(policy)
    if as_json:
        _print(dump(coverage_json(found)))  # type: ignore[arg-type]  # its values are what JSON has
    else:
        _print("".join(f"{visible(line)}\n" for line in coverage_text(found, lang).splitlines()))
    too_little = fail_under is not None and found.percent < fail_under
    return _FAULTY if report.has_errors or too_little else _FINE


@_cli.command(cls=_Command, help="全部申报分配预算 | share a budget out among all applicants")
@_path
@click.option("--facts", "file", metavar="FILE", required=True, help="全部申报的 JSON 文件 | all claims as JSON")
@click.option("--budget", metavar="1000万元", help="预算 | the budget")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 | the result as JSON")
@_encoding
@_lang
@click.pass_obj
def allocate(lang: Language, path: str, file: str, budget: str | None, as_json: bool, encoding: str) -> int:
    from tiaowen.runtime.errors import FactError

    from ..answers.allocation import read_allocation
    from ..report.render import dump, visible

    policy = _compiled(path, encoding, lang)
    try:
        claims, stated, scores, date = read_allocation(_facts_text(file, lang))
        result = policy.allocate(claims, stated if budget is None else budget, scores, date)  # type: ignore[arg-type]  # allocate reads or refuses them
    except FactError as error:
        raise _bad_facts(error, lang) from None
    if as_json:
        _print(dump(result.to_dict()))  # type: ignore[arg-type]  # its values are what JSON has
    else:
        _print("".join(f"{visible(line)}\n" for line in result.explain().split("\n")))
    return _FINE


@_cli.command("compile", cls=_Command, help="编译成计算程序 | compile to a calculator")
@_path
@click.option("--target", required=True, metavar="NAME", help="python 或 javascript | python or javascript")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    help="写到哪个文件，- 是标准输出 | the file to write; - is standard output",
)
@_encoding
@_lang
@click.pass_obj
def compile_(lang: Language, path: str, target: str, output: str, encoding: str) -> int:
    from ..targets import BACKENDS

    if target not in BACKENDS:
        listed = "、".join(BACKENDS)
        raise click.UsageError(
            _pick(lang, f"没有目标「{target}」，可用的有：{listed}", f"no target {target}; there are {listed}"),
            click.get_current_context(),
        )
    policy = _compiled(path, encoding, lang)
    texts = BACKENDS[target](policy)
    if output == "-":
        _print(texts[""])
        return _FINE
    place = Path(output)
    _refuse_inputs(policy, place, lang)
    beside = {suffix: place.parent / f"{place.stem}{suffix}" if suffix else place for suffix in texts}
    files = {beside[suffix]: text.encode() for suffix, text in texts.items()}
    _write(files, lang)
    return _FINE


@_cli.command(cls=_Command, help="印成读本：条文、规则、算例 | print the guide")
@_path
@click.option("-o", "--output", required=True, metavar="DIR", help="写到哪个目录 | the folder to write to")
@_encoding
@_lang
@click.pass_obj
def docs(lang: Language, path: str, output: str, encoding: str) -> int:
    from ..guide.guide import guide

    policy = _compiled(path, encoding, lang)
    files = {Path(output) / name: text.encode() for name, text in guide(policy).items()}
    for place in files:
        _refuse_inputs(policy, place, lang)
    _write(files, lang, make_folder=True)
    return _FINE


@_cli.command(
    cls=_Command,
    help="计算全部算例，并列出它们没有用到的条件、情形、分档和封顶 | run the worked cases, and list what they do not reach",
)
@_path
@click.option(
    "--fail-under",
    type=click.IntRange(0, 100),
    metavar="PERCENT",
    help="用到的不足这个百分数即不通过 | fail where less of a hundred is reached",
)
@click.option(
    "--properties",
    "examples",
    type=click.IntRange(1, 100_000),
    metavar="N",
    help="再用编译出的程序试算每项承诺，门槛上下之外各 N 例 | also try each promise on the compiled program with N examples beside those at every threshold",
)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 | as JSON")
@_encoding
@_lang
@click.pass_obj
def test(lang: Language, path: str, fail_under: int | None, examples: int | None, as_json: bool, encoding: str) -> int:
    from ..answers.case_coverage import case_coverage, coverage_json, coverage_text
    from ..promises.trial import trials_json, trials_text
    from ..report.errors.cases import FailingCase, RefusedCase
    from ..report.render import dump, render_text

    policy, report = _read(path, encoding, lang)
    failing = [found for found in report.errors if isinstance(found, FailingCase | RefusedCase)]
    others = [found for found in report.errors if not isinstance(found, FailingCase | RefusedCase)]
    if others:
        _print(render_text(others, lang), sys.stderr)
    coverage = case_coverage(policy)
    count = sum(len(clause.cases) for clause in policy.clauses.values())
    passed = count - len(failing)
    trials = _tried(policy, examples, lang) if examples is not None and not others else None
    if as_json:
        if failing:
            _print(render_text(failing, lang), sys.stderr)
        tried = {} if trials is None else {"properties": trials_json(trials)}
        _print(dump({"cases": count, "passed": passed, **coverage_json(coverage), **tried}))
    else:
        if failing:
            _print(render_text(failing, lang))
        _print(
            _pick(
                lang,
                f"算例 {count} 个，通过 {passed} 个，未通过 {len(failing)} 个\n",
                f"{count} worked cases: {passed} passed, {len(failing)} failed\n",
            )
        )
        _print(coverage_text(coverage, lang))
        if trials is not None:
            _print(trials_text(trials, lang))
    too_little = fail_under is not None and coverage.percent < fail_under
    broken = any(not trial.held for trial in trials or ())
    return _FAULTY if failing or others or too_little or broken else _FINE


@_cli.command(
    cls=_Command,
    help="证明每条规则的承诺，或举出反例 | prove what each clause promises, or show a case against it",
)
@_path
@click.option("--clause", "only", metavar="ID", help="只证明这一条规则 | only this clause")
@click.option(
    "--timeout",
    type=click.IntRange(1, 3600),
    metavar="SECONDS",
    help="每项承诺最多用几秒，默认3 | seconds for one promise at most, 3 by default",
)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 | as JSON")
@_encoding
@_lang
@click.pass_obj
def prove(lang: Language, path: str, only: str | None, timeout: int | None, as_json: bool, encoding: str) -> int:
    from tiaowen.runtime.errors import FactError, hint, make_fault

    from ..report.errors.proofs import MissingSolver
    from ..report.render import dump

    policy = _compiled(path, encoding, lang)
    if only is not None and only not in policy.clauses:
        raise _bad_facts(FactError([make_fault("T0615", (only,), hint=hint(only, policy.clauses))]), lang)
    try:
        from ..proofs import TIMEOUT_SECONDS
        from ..proofs import prove as prove_clauses
    except ModuleNotFoundError as error:
        if error.name != "z3":
            raise
        raise _refused(MissingSolver(), lang) from None
    from ..proofs.report import proofs_json, proofs_text

    clauses = None if only is None else [policy.clauses[only]]
    verdicts = list(prove_clauses(policy, clauses, timeout or TIMEOUT_SECONDS))
    _print(dump(proofs_json(verdicts)) if as_json else proofs_text(verdicts, lang))
    if any(verdict.status == "defect" for verdict in verdicts):
        return _OURS
    return _FINE if all(verdict.status == "proved" for verdict in verdicts) else _FAULTY


@_cli.command(
    cls=_Command,
    help="新旧两份政策对照：条文改了什么，对申报人意味着什么 | compare two policies: what changed, and what it means",
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
@_encoding
@_lang
@click.pass_obj
def diff(
    lang: Language, old: str, new: str, output: str | None, timeout: int | None, as_json: bool, encoding: str
) -> int:
    from ..comparison import TIMEOUT_SECONDS, compare
    from ..comparison.report import comparison_json
    from ..comparison.revision import revision
    from ..report.render import dump

    before, after = _understood(old, encoding, lang), _understood(new, encoding, lang)
    made = compare(before, after, timeout or TIMEOUT_SECONDS)
    text = dump(comparison_json(made, lang)) if as_json else revision(made, lang)
    if output is None:
        _print(text)
        return _FINE
    for policy in (before, after):
        _refuse_inputs(policy, Path(output), lang)
    _write({Path(output): text.encode()}, lang)
    return _FINE


# ── what the commands share ──


def _read(path: str, encoding: str, lang: Language) -> tuple[Loaded, Report]:
    from ..document.files import SourceError
    from ..pipeline import compile_sources, read_policy

    try:
        return compile_sources(*read_policy(path, encoding))
    except SourceError as error:
        raise _refused(error.diagnostic, lang) from None


def _understood(path: str, encoding: str, lang: Language) -> Loaded:
    """A policy of which every rule is understood; what else is wrong with it (a worked case that fails while it is
    being revised) is told beside the output."""
    from ..report.render import render_text, visible

    policy, report = _read(path, encoding, lang)
    blocks = sum(block.kind == "规则" for block in policy.document.blocks)
    if report.has_errors and len(policy.clauses) < blocks:
        raise _Stopped(_FAULTY, render_text(report.errors, lang))
    if report.has_errors:
        count, name = len(report.errors), visible(path)
        said = f"{name} 还有 {count} 个错误（tiaowen check 列出），对照照样进行\n"
        _print(_pick(lang, said, f"{name} has {count} errors (see tiaowen check); compared all the same\n"), sys.stderr)
    return policy


def _compiled(path: str, encoding: str, lang: Language) -> Loaded:
    """A policy without errors."""
    from ..report.render import render_text

    policy, report = _read(path, encoding, lang)
    if report.has_errors:
        raise _Stopped(_FAULTY, render_text(report.errors, lang))
    return policy


def _tried(policy: Loaded, examples: int, lang: Language) -> Sequence[Trial]:
    """The promises of a policy, tried."""
    try:
        from ..properties import try_promises
    except ModuleNotFoundError as error:
        if error.name != "hypothesis":
            raise
        from ..report.errors.properties import MissingHypothesis

        raise _refused(MissingHypothesis(), lang) from None
    return list(try_promises(policy, examples=examples))


def _refused(diagnostic: Diagnostic, lang: Language) -> _Stopped:
    from ..report.render import render_text

    return _Stopped(_MISUSED, render_text([diagnostic], lang))


def _bad_facts(error: FactError, lang: Language) -> _Stopped:
    from ..report.render import visible

    said = (_pick(lang, f"错误[{f.code}]：{f.message}", f"error[{f.code}]: {f.message_en}") for f in error.faults)
    return _Stopped(_MISUSED, "".join(f"{visible(line)}\n" for line in said))


def _facts(
    policy: Loaded, clause_id: str, given: Sequence[str], file: str | None, date: str | None, lang: Language
) -> dict[str, object]:
    """The facts of a call: 名称=值, those of a JSON file, and the date; none may be in two of them."""
    from ..answers.claims import CLAIM_DATE, merged, read_assignments, read_json

    facts = read_assignments(given, _types(policy, clause_id))
    stated = read_json(_facts_text(file, lang)) if file is not None else {}
    return merged(stated, facts, {} if date is None else {CLAIM_DATE: date})


def _types(policy: Loaded, clause_id: str) -> Mapping[str, Any]:
    """The facts that a call of a clause may give: its own, and those of the clauses that it takes facts from."""
    from ..answers.calculate import fact_types

    found: dict[str, Any] = {}
    waiting = [clause_id]
    while waiting:
        clause = policy.clauses.get(waiting.pop())
        if clause and not any(fact.name in found for fact in clause.facts):
            found |= {kind.name: kind for kind in fact_types(clause)}
            waiting += [fact.from_clause for fact in clause.facts if fact.from_clause]
    return found


def _facts_text(file: str, lang: Language) -> str:
    from ..document.files import MAX_BYTES, SourceError, read_source
    from ..report.errors.source import DamagedText, FileTooLarge, Gb18030File, Utf16File

    if file != "-":
        try:
            try:
                return read_source(file).text
            except SourceError as error:
                # Tables that Excel and WPS save are in these; facts are no policy, whose encoding is to be said.
                encodings = {Gb18030File: "gb18030", Utf16File: "utf-16"}
                return read_source(file, encodings.get(type(error.diagnostic), "utf-8")).text
        except SourceError as error:
            raise _refused(error.diagnostic, lang) from None
    data = sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b""
    if len(data) > MAX_BYTES:
        raise _refused(FileTooLarge(path="-", limit_mb=MAX_BYTES // 2**20), lang)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refused(DamagedText(path="-", encoding="utf-8", line=line), lang) from None


def _result_line(result: Result, lang: Language) -> str:
    """奖励 120000.00元（上限，…）; in English the value, the unit and what is to be known of it."""
    said = result.trace[-1].removeprefix("结果：")
    late = not result.eligible and result.form == "核算"
    notes = {
        "上限": _pick(lang, "（上限，由主管部门在此以内核定）", " (a ceiling; the authority decides up to it)"),
        "核定": _pick(lang, "（按核定金额）", " (as approved)"),
    }
    note = notes.get(result.kind, "")
    if late:
        note = _pick(lang, "（申报日期不在有效期内，只供核算）", " (outside the period of validity)")
    if lang == "zh":
        return f"{said}{note if result.eligible or late else ''}"
    value = result.to_dict()["value"]
    shown = ("yes" if value else "no") if isinstance(value, bool) else f"{value} {result.unit}"
    return f"{shown}{note}" if result.eligible or late else f"{shown} (not eligible)"


def _refuse_inputs(policy: Loaded, place: Path, lang: Language) -> None:
    """A result must not replace what it is made from."""
    from ..report.errors.output import OutputIsInput

    for source in policy.document.sources:
        try:
            same = place.samefile(source.name)
        except (OSError, ValueError):
            same = False
        if same:
            raise _refused(OutputIsInput(path=str(place)), lang)


def _write(files: Mapping[Path, bytes], lang: Language, *, make_folder: bool = False) -> None:
    from .output import OutputError, write_files

    try:
        write_files(files, make_folder=make_folder)
    except OutputError as error:
        raise _refused(error.diagnostic, lang) from None


def _as_before(path: Path, text: str, encoding: str) -> bytes:
    """A text as the bytes of the file it came from: with its line ends and its BOM."""
    before = path.read_bytes()
    if b"\r\n" in before:
        text = text.replace("\n", "\r\n")
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    return mark + text.encode(encoding)
