"""The command line: what each command writes, and how it exits."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from support.command import Command
from tiaowen.compiler import VERSION, cli, pipeline
from tiaowen.compiler.cli.commands import COMMANDS

POLICY = (
    "某区若干政策\n\n"
    "（一）支持研发投入。对企业研发费用100万元以上的按5%补助，每家最高补助100万元。"
    "对新认定的企业研究院，每家最高奖励50万元。对期权费按40%资助。（责任单位：区科技局）\n"
    "【规则 1.1】研发补助\n"
    "依据：“对企业研发费用100万元以上的按5%补助，每家最高补助100万元”\n"
    "填报：研发费用：金额。\n"
    "条件：研发费用100万元以上。\n"
    "补助：研发费用的5%，封顶100万元。\n"
    "算例：研发费用1000万元，得50万元；研发费用99万元的，不予补助。\n【完】\n"
    "【规则 1.2】研究院奖励\n"
    "依据：“对新认定的企业研究院，每家最高奖励50万元”\n"
    "填报：新认定的企业研究院：家。\n"
    "最高奖励：新认定的企业研究院，每家50万元。\n【完】\n"
    "【规则 1.3】期权费资助\n"
    "依据：“对期权费按40%资助”\n"
    "填报：期权费：每笔金额。\n"
    "资助（逐笔）：期权费的40%。\n【完】\n"
)


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.delenv("TIAOWEN_LANG", raising=False)
    monkeypatch.delenv("TIAOWEN_DEBUG", raising=False)
    return Command(monkeypatch)


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "政策.policy"
    path.write_text(POLICY, "utf-8")
    return path


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "有错.policy"
    path.write_text(POLICY.replace("研发费用的5%", "研发经费的5%"), "utf-8")
    return path


# ── help and usage ──


def test_help_is_chinese_unless_told_otherwise(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = command("--help")
    assert (shown.code, shown.err) == (0, "")
    assert "命令" in shown.out
    assert "计算一条规则" in shown.out
    assert command().out == shown.out
    english = command("--help", "--lang", "en")
    assert "calculate one clause" in english.out
    assert not any("\u4e00" <= char <= "\u9fff" for char in english.out)
    monkeypatch.setenv("TIAOWEN_LANG", "en")
    assert command("--help").out == english.out


@pytest.mark.parametrize("name", [str(one.name) for one in COMMANDS])
def test_every_command_has_help_in_both_languages(command: Command, name: str) -> None:
    chinese, english = command(name, "--help").out, command(name, "--lang=en", "--help").out
    assert "选项" in chinese
    assert " | " not in chinese + english
    assert not any("\u4e00" <= char <= "\u9fff" for char in english)
    for option in (line.split()[0] for line in english.splitlines() if line.startswith("  -")):
        assert option in chinese


def test_version(command: Command) -> None:
    assert command("--version").out == f"tiaowen {VERSION}\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["验算"], "没有命令「验算」"),
        (["check"], "缺少 PATH"),
        (["check", "a", "--formt", "json"], "没有选项 --formt，是不是 --format？"),
        (["check", "a", "--format", "xml"], "text、json、sarif"),
        (["check", "a", "--lang", "fr"], "zh、en"),
        (["prove", "a", "b"], "多写了 b"),
        (["compile", "a", "--target", "python"], "缺少选项 -o"),
        (["compile", "a", "--target", "cobol", "-o", "b"], "没有目标「cobol」"),
    ],
)
def test_wrong_usage_is_2(command: Command, args: list[str], said: str) -> None:
    shown = command(*args)
    assert (shown.code, shown.out) == (2, "")
    assert said in shown.err
    assert "--help" in shown.err
    assert command(*args, "--lang", "en").code == 2


# ── check ──


def test_check_of_a_sound_policy(command: Command, policy: Path) -> None:
    read = "读到：《某区若干政策》，没有章，1条，3条规则，5个数有着落\n"
    assert command("check", policy) == (0, f"没有发现问题\n{read}", "")
    read = "read: “某区若干政策”, 0 chapters, 1 article, 3 rules, 5 numbers in account\n"
    assert command("check", policy, "--lang", "en") == (0, f"no problems found\n{read}", "")
    assert command("--lang", "en", "check", policy).out == f"no problems found\n{read}"
    assert json.loads(command("check", policy, "--format", "json").out) == []


def test_check_of_a_faulty_policy(command: Command, faulty: Path) -> None:
    shown = command("check", faulty)
    assert (shown.code, shown.err) == (1, "")
    assert "错误[T0201]：找不到名称「研发经费」" in shown.out
    assert "error[T0201]: unknown name" in command("check", faulty, "--lang", "en").out
    as_json = command("check", faulty, "--format", "json")
    assert as_json.code == 1
    assert [found["code"] for found in json.loads(as_json.out)] == ["T0201"]
    (run,) = json.loads(command("check", faulty, "--format", "sarif").out)["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["T0201"]


def test_warnings_are_no_errors(command: Command, policy: Path) -> None:
    policy.write_text(POLICY.replace("研发费用：金额", "研发费用、营业收入：金额").replace("算例：", "说明："), "utf-8")
    shown = command("check", policy)
    assert shown.code == 0
    assert "警告[T0208]" in shown.out


def test_a_failing_case_is_an_error(command: Command, policy: Path) -> None:
    policy.write_text(POLICY.replace("得50万元", "得51万元"), "utf-8")
    assert "T0410" in command("check", policy).out
    for name in ("check", "test"):
        assert command(name, policy).code == 1
    shown = command("calc", policy, "1.1", "研发费用=1000万元")
    assert (shown.code, shown.out) == (1, "")
    assert "T0410" in shown.err


def test_check_of_a_directory_compares_with_the_official_text(command: Command, policy: Path) -> None:
    official = policy.parent / "原文.txt"
    official.write_text(POLICY.split("【规则")[0], "utf-8")
    assert command("check", policy.parent).code == 0
    official.write_text(POLICY.split("【规则")[0].replace("按5%补助", "按6%补助"), "utf-8")
    assert "T0404" in command("check", policy.parent).out


def test_encodings(command: Command, policy: Path) -> None:
    policy.write_bytes(POLICY.encode("gb18030"))
    shown = command("check", policy)
    assert shown.code == 2
    assert "--encoding gb18030" in shown.out
    assert command("check", policy, "--encoding", "gb18030").code == 0
    assert command("check", policy, "--encoding", "国标").code == 2
    policy.write_bytes(b"\xef\xbb\xbf" + POLICY.replace("\n", "\r\n").encode())
    assert command("check", policy).code == 0


# ── calc ──


def test_calc_says_the_result_in_a_line(command: Command, policy: Path) -> None:
    assert command("calc", policy, "1.1", "研发费用=1000万元").out == "补助50万元\n"
    assert "不符合条件" in command("calc", policy, "1.1", "研发费用=99万元").out
    assert "上限" in command("calc", policy, "1.2", "新认定的企业研究院=1家").out
    assert "核定" in command("calc", policy, "1.2", "新认定的企业研究院=1", "核定金额=30万元").out
    assert command("calc", policy, "1.1", "研发费用=1000万元", "--lang", "en").out == "subsidy 500,000 yuan\n"
    refused = command("calc", policy, "1.1", "研发费用=1万元", "--lang", "en").out
    assert refused == "the conditions are not met, subsidy 0 yuan\n"


def test_calc_of_a_list(command: Command, policy: Path) -> None:
    for given in ("期权费=1000元、2500元", "期权费=[1000, 2500.00]", "期权费＝1000、2500"):
        assert command("calc", policy, "1.3", given).out == "资助1400元\n"
    assert (
        command("calc", policy, "1.3", "期权费=").out == command("calc", policy, "1.3", "期权费=无").out == "资助0元\n"
    )


def test_calc_explains(command: Command, policy: Path) -> None:
    shown = command("calc", policy, "1.1", "研发费用=3000万元", "--explain").out
    assert shown.startswith("规则 1.1 研发补助\n依据：“")
    assert "责任单位：区科技局\n条件1" in shown
    assert "封顶" in shown
    assert shown.endswith("补助100万元\n")
    english = command("calc", policy, "1.1", "研发费用=3000万元", "--explain", "--lang", "en").out
    assert english.startswith("Rule 1.1 研发补助\nBasis: “")
    assert "\nResponsible department: 区科技局\nCondition 1: " in english
    assert "above the cap of 1,000,000 yuan" in english
    assert english.endswith("Result: subsidy 1,000,000 yuan\n")
    told = json.loads(command("calc", policy, "1.1", "研发费用=3000万元", "--json", "--lang", "en").out)
    assert told["trace"][-1] == "Result: subsidy 1,000,000 yuan"
    assert (told["unit"], told["kind"]) == ("元", "定额")


def test_calc_as_json(command: Command, policy: Path) -> None:
    result = json.loads(command("calc", policy, "1.1", "研发费用=1000万元", "--json", "--date", "2025-03-01").out)
    assert list(result) == [
        *("answer", "version"),
        *("policy", "policy_hash", "compiler", "clause", "citation", "value", "unit", "kind", "form", "eligible"),
        *("date", "trace"),
    ]
    assert (result["value"], result["eligible"], result["date"]) == ("500000.00", True, "2025-03-01")


def test_facts_from_json(command: Command, policy: Path, tmp_path: Path) -> None:
    facts = tmp_path / "填报.json"
    facts.write_text('{"研发费用": 12345678.90, "申报日期": "2025-03-01"}', "utf-8")
    from_file = command("calc", policy, "1.1", "--facts", facts, "--json")
    assert json.loads(from_file.out)["value"] == "617283.95"
    assert json.loads(from_file.out)["date"] == "2025-03-01"
    assert command("calc", policy, "1.1", "--facts", "-", "--json", stdin=facts.read_bytes()).out == from_file.out
    both = command("calc", policy, "1.3", "期权费=1", "--facts", "-", stdin='{"期权费": [1]}'.encode())
    assert both.code == 2
    assert "T0621" in both.err
    dated = command("calc", policy, "1.1", "--facts", facts, "--date", "2025-03-02")
    assert (dated.code, dated.err) == (2, "错误[T0621]：「申报日期」填了两次\n")


def test_bad_facts_are_2_and_one_a_line(command: Command, policy: Path) -> None:
    shown = command("calc", policy, "1.1", "研发费用=1亩", "营业收入=1")
    assert (shown.code, shown.out) == (2, "")
    assert [line.split("：")[0] for line in shown.err.splitlines()] == ["错误[T0605]", "错误[T0602]"]
    assert "error[T0605]: " in command("calc", policy, "1.1", "研发费用=1亩", "--lang", "en").err
    assert "T0615" in command("calc", policy, "9.9", "研发费用=1").err
    assert "T0622" in command("calc", policy, "1.1", "研发费用").err


def test_calc_refuses_a_faulty_policy(command: Command, faulty: Path) -> None:
    shown = command("calc", faulty, "1.1", "研发费用=1")
    assert (shown.code, shown.out) == (1, "")
    assert "T0201" in shown.err


# ── compile, docs, fmt, test ──


def test_compile_writes_a_module(command: Command, policy: Path, tmp_path: Path) -> None:
    output = tmp_path / "calc.py"
    assert command("compile", policy, "--target", "python", "-o", output).code == 0
    first = output.read_bytes()
    assert command("compile", policy, "--target", "python", "-o", output) == (0, "", "")
    assert output.read_bytes() == first
    code = "import calc; print(calc.calc('1.1', {'研发费用': 10000000}).value)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ran.stdout == "500000.00\n"


def test_compile_prints_a_module(command: Command, policy: Path, tmp_path: Path) -> None:
    for target in ("python", "javascript"):
        assert command("compile", policy, "--target", target, "-o", tmp_path / target).code == 0
        assert command("compile", policy, "--target", target, "-o", "-").out == (tmp_path / target).read_text("utf-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_facts_are_read_as_spreadsheets_save_them(
    command: Command, policy: Path, tmp_path: Path, encoding: str
) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text('{"研发费用": "1000万元"}', encoding)
    assert command("calc", policy, "1.1", "--facts", facts).out == "补助50万元\n"


def test_compile_puts_typings_beside(command: Command, policy: Path, tmp_path: Path) -> None:
    assert command("compile", policy, "--target", "javascript", "-o", tmp_path / "calc.mjs").code == 0
    assert (tmp_path / "calc.mjs").exists()
    assert (tmp_path / "calc.d.ts").exists()


def test_docs_makes_its_folder(command: Command, policy: Path, tmp_path: Path) -> None:
    assert command("docs", policy, "-o", tmp_path / "读本" / "一").code == 0
    pages = list((tmp_path / "读本" / "一").rglob("*.html"))
    assert (tmp_path / "读本" / "一" / "index.html") in pages
    assert any("研发费用" in page.read_text("utf-8") for page in pages)


def test_fmt_rewrites_and_then_is_content(command: Command, policy: Path) -> None:
    policy.write_text(POLICY.replace("研发费用的5%，封顶", "研发费用的５％， 封顶"), "utf-8")
    assert command("fmt", policy, "--check").code == 1
    assert "５％" in policy.read_text("utf-8")
    assert command("fmt", policy).code == 0
    once = policy.read_bytes()
    assert "研发费用的5%，封顶".encode() in once
    assert command("fmt", policy, "--check") == (0, "", "")
    assert command("fmt", policy) == (0, "", "")
    assert policy.read_bytes() == once


def test_fmt_keeps_line_ends_and_mark(command: Command, policy: Path) -> None:
    policy.write_bytes(b"\xef\xbb\xbf" + POLICY.replace("的5%，", "的５％，").replace("\n", "\r\n").encode())
    assert command("fmt", policy).code == 0
    data = policy.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n")


def test_test_counts_the_cases(command: Command, policy: Path) -> None:
    shown = command("test", policy)
    assert shown.code == 0
    assert "算例 2 个，通过 2 个，未通过 0 个" in shown.out
    policy.write_text(POLICY.replace("得50万元", "得51万元"), "utf-8")
    shown = command("test", policy, "--lang", "en")
    assert shown.code == 1
    assert "T0410" in shown.out
    assert "2 worked cases: 1 passed, 1 failed" in shown.out


# ── the end of a run ──


def test_a_fault_of_ours_is_3_and_says_so(command: Command, policy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> object:
        raise KeyError("甲")

    monkeypatch.setattr(pipeline, "compile_together", broken)
    shown = command("check", policy)
    assert (shown.code, shown.out) == (3, "")
    assert shown.err.startswith("程序内部错误（KeyError）")
    assert "Traceback" not in shown.err
    monkeypatch.setenv("TIAOWEN_DEBUG", "1")
    with pytest.raises(KeyError):
        command("check", policy)


def test_an_interrupt_is_quiet(command: Command, policy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "compile_together", interrupted)
    assert command("check", policy) == (128 + signal.SIGINT, "", "")


@pytest.mark.skipif(os.name == "nt", reason="pipes close otherwise there")
def test_a_closed_pipe_is_quiet(faulty: Path) -> None:
    run = [sys.executable, "-m", "tiaowen.compiler.cli", "check", str(faulty)]
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        ended = subprocess.run(run, stdout=closed, stderr=subprocess.PIPE, check=False)
    assert (ended.returncode, ended.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_output_that_takes_no_more_is_2(faulty: Path) -> None:
    run = [sys.executable, "-m", "tiaowen.compiler.cli", "check", str(faulty)]
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(run, stdout=full, stderr=subprocess.PIPE, check=False)
    assert ended.returncode == 2
    assert ended.stderr.decode().startswith("写不出结果：")
    assert b"Traceback" not in ended.stderr


def test_the_command_runs_as_a_module_in_any_locale(policy: Path) -> None:
    run = [sys.executable, "-m", "tiaowen.compiler.cli", "check", str(policy)]
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ended = subprocess.run(run, capture_output=True, env=environment, check=False)
    first, _, read = ended.stdout.decode("utf-8").partition(os.linesep)
    assert (ended.returncode, first, read[:3]) == (0, "没有发现问题", "读到：")


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from tiaowen.compiler.cli import main; main(['--help']);"
        "assert not {'lark', 'jinja2', 'tiaowen.compiler.pipeline'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)


def test_main_is_the_entry_point() -> None:
    assert cli.main(["--version"]) == 0


# ── as other checkers have it ──


def test_warnings_fail_where_it_is_strict(command: Command, tmp_path: Path) -> None:
    warned = tmp_path / "警告.policy"
    asked = POLICY.replace("填报：研发费用：金额。", "填报：研发费用：金额；联系电话：文字。")
    given = asked.replace("算例：研发费用1000万元，", "算例：联系电话“1”，研发费用1000万元，")
    warned.write_text(given.replace("；研发费用99万元的", "；联系电话“1”，研发费用99万元的"), "utf-8")
    shown = command("check", warned)
    assert "警告[" in shown.out
    assert (shown.code, command("check", warned, "--strict").code) == (0, 1)


def test_codes_are_selected_and_ignored(command: Command, faulty: Path) -> None:
    every = json.loads(command("check", faulty, "--format", "json").out)
    assert {each["code"] for each in every} >= {"T0201"}
    shown = command("check", faulty, "--select", "T02", "--format", "json")
    assert {each["code"] for each in json.loads(shown.out)} == {"T0201"}
    assert shown.code == 1
    left = command("check", faulty, "--ignore", "T02,T04")
    assert (left.code, "没有发现问题" in left.out) == (0, True)
    wrong = command("check", faulty, "--select", "X1")
    assert (wrong.code, "码像 T0402" in wrong.err) == (2, True)


def test_quiet_says_nothing_of_what_is_fine(command: Command, policy: Path, faulty: Path) -> None:
    assert command("check", policy, "-q").out == ""
    assert "T0201" in command("check", faulty, "-q").out


def test_annotations_for_github(command: Command, faulty: Path) -> None:
    line = next(line for line in command("check", faulty, "--format", "github").out.splitlines() if "T0201" in line)
    assert line.startswith(f"::error file={faulty},line=")
    assert "title=T0201::找不到名称「研发经费」%0A" in line


def test_standard_input_is_a_policy(command: Command, policy: Path) -> None:
    data = policy.read_bytes()
    assert command("check", "-", stdin=data).code == command("check", policy).code == 0
    facts = ("1.1", "研发费用=1000万元")
    assert command("calc", "-", *facts, stdin=data).out == command("calc", policy, *facts).out
    twice = command("calc", "-", "1.1", "--facts", "-", stdin=data)
    assert (twice.code, "只能读一次" in twice.err) == (2, True)
    assert command("check", "-", stdin=b"\xff\xfe\0").code == 2


def test_a_misspelt_command_is_told(command: Command) -> None:
    assert "是不是 check？" in command("chekc").err
    assert "可用的有" in command("什么").err
    assert command("check", "-h").out == command("check", "--help").out


def test_colours_are_for_terminals(command: Command, faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in command("check", faulty).out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1;31m错误[T0201]\x1b[0m" in command("check", faulty).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in command("check", faulty).out


# ── outline ──

NOTICE = (
    "某县人民政府关于印发某县产业办法的通知\n某政发〔2024〕3号\n各乡镇人民政府：\n现予印发。\n某县人民政府\n2024年3月1日\n"
    "某县产业办法\n第一章 总则\n第一条 支持企业。对企业给予每户10万元奖励。（责任单位：县经信局）\n"
    "【规则 1】奖励\n依据：“对企业给予每户10万元奖励”\n填报：企业：户。\n奖励：企业，每户10万元。\n【完】\n"
    "附件1\n补贴标准\n（一）一级的，500元。\n"
)


def test_outline_prints_what_was_read(command: Command, policy: Path) -> None:
    policy.write_text(NOTICE, "utf-8")
    shown = command("outline", policy)
    assert shown.code == 0
    assert shown.out.splitlines() == [
        "《某县人民政府关于印发某县产业办法的通知》",
        "印发：《某县产业办法》",
        "文号：某政发〔2024〕3号",
        "主送：各乡镇人民政府",
        "落款：某县人民政府 2024年3月1日",
        "第一章 总则　第8行",
        "  第一条 支持企业（责任单位：县经信局）　第9行",
        "    规则 1 奖励　第10行",
        "附件1 补贴标准　第15行",
        "（一）一级的，500元。　第17行",
    ]
    told = json.loads(command("outline", policy, "--json").out)
    assert (told["title"], told["doc_number"], told["date"]) == (
        "某县人民政府关于印发某县产业办法的通知",
        "某政发〔2024〕3号",
        "2024-03-01",
    )
    assert [(article["label"], article["chapter"], article["rules"]) for article in told["articles"]] == [
        ("第一条", "第一章", ["1"])
    ]
    assert [article["label"] for article in told["annexes"][0]["articles"]] == ["（一）"]
    assert "line 9" in command("outline", policy, "--lang", "en").out


def test_what_is_not_recognised_is_seen(command: Command, policy: Path) -> None:
    policy.write_text("支持企业发展，奖励10万元。\n", "utf-8")
    assert command("check", policy).out.splitlines()[-1] == "读到：没有认出题，没有章，没有认出条文，没有规则"
    assert command("outline", policy).out == "（没有认出题）\n（没有认出条文的编号）\n"


def test_rules_of_annexes_are_in_the_guide(command: Command, policy: Path, tmp_path: Path) -> None:
    annexed = POLICY.replace("（一）支持研发", "第一条 按附件补助。\n附件1\n补助标准\n（一）支持研发")
    policy.write_text(annexed, "utf-8")
    assert command("docs", policy, "--format", "md", "-o", tmp_path / "guide").code == 0
    text = (tmp_path / "guide" / "指南.md").read_text("utf-8")
    assert text.index("\n## 附件1 补助标准\n") < text.index("\n#### 规则 1.1")
