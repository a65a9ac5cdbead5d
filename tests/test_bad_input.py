"""Whatever goes in, what comes out is a result or a clear error, with the exit code that it deserves, and nothing is
left half-written."""

import json
import os
import sys
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.command import Command
from support.hostile import HOSTILE
from support.texts import DOCUMENT, rules, slips, words
from tiaowen.compiler import Policy, PolicyError, load
from tiaowen.compiler.answers.calculate import calc
from tiaowen.compiler.cli.commands import COMMANDS
from tiaowen.compiler.document.files import MAX_BYTES
from tiaowen.compiler.output import OutputError, write_files
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.report.render import render_json, render_sarif, render_text
from tiaowen.compiler.text.source import Source
from tiaowen.runtime.errors import FactError

RULE = (
    f"{DOCUMENT}【规则 1.1】研发补助\n依据：“对企业研发费用按5%补助，每家最高补助100万元”\n"
    "填报：\n  研发费用：金额；\n  首次申报：是否；\n  等级：一级、二级；\n  面积：亩；\n  家数：家；\n  比重：比例；\n"
    "  开工日期：日期；\n  名称：文字；\n  设备：每台金额；\n  批次：每批含日期（日期）、数量（家）。\n"
    "补助：研发费用的5%，封顶100万元。\n【完】\n"
)
FACTS: dict[str, object] = {
    "研发费用": "1000万元",
    "首次申报": True,
    "等级": "一级",
    "面积": "1.5亩",
    "家数": 2,
    "比重": "20%",
    "开工日期": "2025-03-01",
    "名称": "甲",
    "设备": ["1元", "2元"],
    "批次": [{"日期": "2025-03-01", "数量": 1}],
}


def label(value: object) -> str:
    """What a test is called by: some values are too long for it."""
    return ascii(value[:20]) if isinstance(value, str) else type(value).__name__


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(monkeypatch)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    written = tmp_path / "甲.policy"
    written.write_text(RULE, "utf-8")
    return written


@pytest.fixture(scope="module")
def policy() -> Policy:
    compiled, report = compile_sources([Source.of("甲", RULE)])
    assert not report.errors
    return compiled


# ── facts ──


def test_the_facts_are_right_to_begin_with(policy: Policy) -> None:
    assert policy.calc("1.1", FACTS).value == Decimal("500000.00")


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("研发费用", 1.5, "T0604"),
        ("研发费用", float("nan"), "T0604"),
        ("研发费用", float("inf"), "T0604"),
        ("研发费用", Decimal("NaN"), "T0611"),
        ("研发费用", Decimal("-Infinity"), "T0611"),
        ("研发费用", 10**30, "T0608"),
        ("研发费用", 10**10**5, "T0608"),
        ("研发费用", Decimal("1e999999"), "T0608"),
        ("研发费用", "1e30", "T0611"),
        ("研发费用", "九" * 1000, "T0611"),
        ("研发费用", -1, "T0607"),
        ("研发费用", Decimal("0.001"), "T0606"),
        ("研发费用", "0.001元", "T0606"),
        ("研发费用", "3亩", "T0605"),
        ("研发费用", "约3万元", "T0611"),
        ("研发费用", "", "T0611"),
        ("研发费用", "\u202e3元", "T0611"),
        ("研发费用", True, "T0603"),
        ("研发费用", None, "T0603"),
        ("研发费用", [1], "T0603"),
        ("研发费用", {}, "T0603"),
        ("研发费用", object(), "T0603"),
        ("研发费用", b"1", "T0603"),
        ("首次申报", 1, "T0603"),
        ("首次申报", "对", "T0603"),
        ("首次申报", "true", "T0603"),
        ("等级", "三级", "T0609"),
        ("等级", 0, "T0603"),
        ("面积", "1.00001亩", "T0606"),
        ("面积", "1元", "T0605"),
        ("家数", Decimal("2.5"), "T0606"),
        ("家数", "2.5家", "T0606"),
        ("比重", 0.2, "T0604"),
        ("比重", "0.000000001", "T0606"),
        ("比重", "二成半", "T0611"),
        ("开工日期", "2025-2-30", "T0612"),
        ("开工日期", 20250301, "T0612"),
        ("名称", 5, "T0603"),
        ("设备", "1元", "T0603"),
        ("设备", [1, 2.5], "T0604"),
        ("设备", [[1]], "T0603"),
        ("批次", [{"日期": "2025-03-01"}], "T0613"),
        ("批次", [{"日期": "2025-03-01", "数量": 1, "价": 2}], "T0613"),
        ("批次", [["2025-03-01"]], "T0613"),
        ("批次", [["2025-03-01", -1]], "T0607"),
        ("批次", [3], "T0603"),
    ],
    ids=label,
)
def test_a_wrong_fact_is_refused_by_name(policy: Policy, name: str, value: object, code: str) -> None:
    with pytest.raises(FactError) as refused:
        calc(policy, "1.1", {**FACTS, name: value})
    (fault,) = refused.value.faults
    assert (fault.code, fault.fact) == (code, name)
    assert name in fault.message
    assert name in fault.message_en
    assert len(fault.message) < 200


def test_all_faults_are_told_at_once(policy: Policy) -> None:
    with pytest.raises(FactError) as refused:
        calc(policy, "1.1", {"研发费用": 1.5, "营业收入": 1, 5: 6}, date="昨天")  # type: ignore[dict-item]  # a caller's slip
    codes = [fault.code for fault in refused.value.faults]
    assert codes == ["T0612", "T0604", *["T0601"] * 9, "T0602", "T0602"]


def test_facts_that_are_no_mapping_and_clauses_that_are_none(policy: Policy) -> None:
    wrong: tuple[object, ...] = (None, [], "研发费用", 5)
    for facts in wrong:
        with pytest.raises(FactError) as refused:
            policy.calc("1.1", facts)  # type: ignore[arg-type]  # a caller's slip
        assert refused.value.code == "T0603"
    for clause in ("9.9", "", None, 1.1):
        with pytest.raises(FactError) as refused:
            policy.calc(clause, FACTS)  # type: ignore[arg-type]  # a caller's slip
        assert refused.value.code == "T0615"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "T0620"),
        ("{", "T0620"),
        ("[]", "T0620"),
        ("5", "T0620"),
        ("null", "T0620"),
        ('{"研发费用": 1, "研发费用": 2}', "T0621"),
        ('{"批次": [{"日期": 1, "日期": 2}]}', "T0621"),
        ("[" * 100_000, "T0620"),
        ('{"设备": ' + "[" * 100_000, "T0620"),
        ('{"研发费用": NaN}', "T0611"),
        ('{"研发费用": -Infinity}', "T0611"),
        ('{"研发费用": 1e30}', "T0608"),
        ('{"研发费用": 1e-30}', "T0606"),
        ('{"研发费用": 0.1234}', "T0606"),
        ('{"研发费用": ' + "9" * 1_000_000 + "}", "T0608"),
        ('{"研发费用": 1e' + "9" * 1000 + "}", "T0611"),
        ('{"研发费用": "\\ud800"}', "T0611"),
        ('{"\\ud800": 1}', "T0602"),
        ('{"研发费用": 1, "申报日期": 5}', "T0612"),
    ],
    ids=label,
)
def test_json_that_is_not_facts(command: Command, path: Path, text: str, code: str) -> None:
    shown = command("calc", path, "1.1", "--facts", "-", stdin=text.encode())
    assert (shown.code, shown.out) == (2, "")
    assert f"错误[{code}]" in shown.err
    assert max(map(len, shown.err.splitlines())) < 200


def test_json_numbers_never_pass_through_a_float(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "甲.policy"
    path.write_text(
        f"{DOCUMENT}【规则 1.1】甲\n依据：“对企业研发费用按5%补助”\n填报：研发费用：金额。\n补助：研发费用的5%。\n【完】\n",
        "utf-8",
    )
    shown = command("calc", path, "1.1", "--facts", "-", "--json", stdin='{"研发费用": 900719925474099.30}'.encode())
    assert json.loads(shown.out)["value"] == "45035996273704.97"


def test_standard_input_that_is_no_text(command: Command, path: Path) -> None:
    for data in (b"\xff\xfe\x00", b"\x80", "{}".encode("utf-16")):
        shown = command("calc", path, "1.1", "--facts", "-", stdin=data)
        assert (shown.code, shown.out) == (2, "")
    assert command("calc", path, "1.1", "--facts", "-", stdin=b" " * (MAX_BYTES + 1)).code == 2


# ── files ──


def test_files_that_cannot_be_read_are_2(command: Command, tmp_path: Path) -> None:
    huge, binary, damaged, wide = (tmp_path / name for name in ("大.policy", "图.policy", "坏.policy", "宽.policy"))
    with huge.open("wb") as file:
        file.truncate(100 * 2**20)
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    damaged.write_bytes("某区若干政策".encode() + b"\xff" + "对企业补助。".encode() * 9)
    wide.write_bytes("某区若干政策".encode("utf-16"))
    (tmp_path / "空").mkdir()
    cases = {
        huge: "T0198",
        binary: "T0194",
        damaged: "T0197",
        wide: "T0196",
        tmp_path / "空": "T0190",
        tmp_path / "无.policy": "T0191",
        tmp_path / ("长" * 500): "T019",
        Path("a\0b"): "T019",
    }
    for place, code in cases.items():
        for name, extra in (("check", []), ("test", []), ("calc", ["1.1"]), ("fmt", [])):
            shown = command(name, place, *extra)
            assert shown.code == 2, (place, name)
            assert f"错误[{code}" in shown.out + shown.err
        with pytest.raises(PolicyError) as refused:
            load(place)
        assert refused.value.diagnostics[0].code.startswith(code)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name")
def test_a_pipe_is_not_waited_for(command: Command, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管")
    assert "T0192" in command("check", tmp_path / "管").out


def test_a_file_that_vanishes_while_a_directory_is_read(
    command: Command, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = Path.iterdir

    def vanishing(folder: Path) -> list[Path]:
        return [*listed(folder), folder / "没了.policy"]

    monkeypatch.setattr(Path, "iterdir", vanishing)
    monkeypatch.setattr(Path, "is_file", lambda _: True)
    shown = command("check", path.parent)
    assert (shown.code, shown.err) == (2, "")
    assert "T0191" in shown.out


def test_a_policy_in_json_stays_json_when_it_cannot_be_read(command: Command, tmp_path: Path) -> None:
    shown = command("check", tmp_path / "无", "--format", "json")
    assert (shown.code, json.loads(shown.out)[0]["code"]) == (2, "T0191")
    assert json.loads(command("check", tmp_path / "无", "--format", "sarif").out)["runs"][0]["results"]


# ── output ──


def test_output_that_cannot_be_written_is_2(command: Command, path: Path, tmp_path: Path) -> None:
    (tmp_path / "目录").mkdir()
    places = (
        tmp_path / "目录",
        tmp_path / "无" / "a.py",
        Path("a\0b"),
        tmp_path / ("长" * 500),
        path / "a.py",
        Path(".."),
    )
    for place in places:
        for target in ("python", "javascript"):
            before = sorted(tmp_path.iterdir())
            shown = command("compile", path, "--target", target, "-o", place)
            assert (shown.code, shown.out) == (2, ""), place
            assert "T0590" in shown.err
            assert sorted(tmp_path.iterdir()) == before
    assert command("docs", path, "-o", path).code == 2
    assert path.read_text("utf-8") == RULE


def test_the_policy_itself_is_not_overwritten(command: Command, path: Path, tmp_path: Path) -> None:
    link = tmp_path / "链.py"
    link.symlink_to(path)
    for place in (path, link):
        assert "T0591" in command("compile", path, "--target", "python", "-o", place).err
    assert path.read_text("utf-8") == RULE


def test_what_was_there_stays_when_the_policy_has_errors(command: Command, path: Path, tmp_path: Path) -> None:
    before = tmp_path / "calc.py"
    before.write_text("before", "utf-8")
    path.write_text(RULE.replace("研发费用的5%", "研发经费的5%"), "utf-8")
    assert command("compile", path, "--target", "python", "-o", before).code == 1
    assert before.read_text("utf-8") == "before"
    assert command("docs", path, "-o", tmp_path / "读本").code == 1
    assert not (tmp_path / "读本").exists()


def test_all_files_are_written_or_none(tmp_path: Path) -> None:
    (tmp_path / "一").write_text("before", "utf-8")
    (tmp_path / "二").mkdir()
    with pytest.raises(OutputError):
        write_files({tmp_path / "一": b"after", tmp_path / "二": b"after"})
    assert (tmp_path / "一").read_text("utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["一", "二"]


def test_nothing_is_left_of_a_write_that_breaks_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "一").write_text("before", "utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "chmod", full)
    with pytest.raises(OutputError) as refused:
        write_files({tmp_path / "一": b"after"})
    assert "No space left" in refused.value.diagnostic.reason.zh
    assert [path.name for path in tmp_path.iterdir()] == ["一"]
    assert (tmp_path / "一").read_text("utf-8") == "before"


def test_the_files_of_one_command_are_replaced_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "一").write_text("before", "utf-8")
    replace = Path.replace

    def refused(self: Path, target: Path) -> Path:
        if target.name == "三" and "before" not in self.read_text("utf-8"):
            raise OSError(5, "Input/output error")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(OutputError):
        write_files({tmp_path / name: b"after" for name in ("一", "二", "三")})
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("一", "before")]


@pytest.mark.skipif(os.name == "nt", reason="who runs is asked otherwise there")
def test_what_a_killed_run_left_is_cleared(tmp_path: Path) -> None:
    left, theirs = tmp_path / ".一.tiaowen-999999999-abc", tmp_path / f".一.tiaowen-{os.getppid()}-abc"
    for path in (left, theirs):
        path.write_text("half", "utf-8")
    write_files({tmp_path / "一": b"after"})
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([theirs.name, "一"])


def test_outputs_never_replace_an_input(command: Command, path: Path, tmp_path: Path) -> None:
    official, beside = tmp_path / "原文.txt", tmp_path / "甲.d.ts"
    official.write_text("原文", "utf-8")
    assert command("compile", path, "--target", "python", "-o", official).code == 2
    assert official.read_text("utf-8") == "原文"
    path.rename(beside)
    assert command("compile", beside, "--target", "javascript", "-o", tmp_path / "甲.js").code == 2
    assert beside.read_text("utf-8") == RULE and not (tmp_path / "甲.js").exists()


@pytest.mark.skipif(os.name == "nt", reason="links and permissions are others there")
def test_links_are_followed_and_permissions_kept(tmp_path: Path) -> None:
    target, link = tmp_path / "真.py", tmp_path / "链.py"
    target.write_text("before", "utf-8")
    target.chmod(0o755)
    link.symlink_to(target)
    write_files({link: b"after"})
    assert link.is_symlink()
    assert target.read_bytes() == b"after"
    assert target.stat().st_mode & 0o777 == 0o755
    write_files({tmp_path / "新.py": b"new"})
    umask = os.umask(0)
    os.umask(umask)
    assert (tmp_path / "新.py").stat().st_mode & 0o777 == 0o666 & ~umask


# ── names, titles and quotations that would be something else ──


def shown_everywhere(text: str) -> list[str]:
    """The diagnostics of a text in all forms and both languages."""
    _, report = compile_sources([Source.of("甲", text)])
    assert report.diagnostics
    return [
        render(report.diagnostics, lang) for render in (render_text, render_json, render_sarif) for lang in ("zh", "en")
    ]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_texts_stay_texts_in_diagnostics(hostile: str) -> None:
    for text in (
        RULE.replace("研发费用的5%", f"{hostile}的5%"),
        RULE.replace("依据：“对企业", f"依据：“{hostile}对企业"),
        RULE.replace("【规则 1.1】研发补助", f"【规则 {hostile}】{hostile}").replace(
            "最高补助100万元”", "最高补助99万元”"
        ),
        RULE.replace("研发费用：金额", f"{hostile}：金额"),
        RULE.replace("（一）支持研发投入", f"（一）{hostile}").replace("【规则", f"【{hostile}"),
        f"{hostile}\n" + RULE.replace("封顶100万元", "封顶99万元"),
    ):
        for shown in shown_everywhere(text):
            assert all(char.isprintable() or char == "\n" or category(char) == "Zs" for char in shown)
            json.loads(shown) if shown[0] in "[{" else None


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_texts_stay_texts_in_results(command: Command, tmp_path: Path, hostile: str) -> None:
    path = tmp_path / "甲.policy"
    path.write_text(
        f"某区若干政策\n\n（一）支持。对{hostile}补助5元。\n【规则 1.1】{hostile.replace('“', '').replace('”', '')}\n"
        f"依据：“补助5元”\n填报：名称：文字。\n补助：名称为“甲”的，5元；其余的，0元。\n【完】\n",
        "utf-8",
        newline="",
    )
    facts = json.dumps({"名称": hostile}).encode()
    for extra in ([], ["--explain"], ["--json"]):
        shown = command("calc", path, "1.1", "--facts", "-", *extra, stdin=facts)
        assert shown.code == 0, shown
        assert all(char.isprintable() or char == "\n" or category(char) == "Zs" for char in shown.out)
    assert json.loads(shown.out)["value"] == "0.00"
    wrong = command("calc", path, "1.1", f"{hostile}=1", "--lang", "en")
    assert wrong.code == 2
    assert all(char.isprintable() or char == "\n" or category(char) == "Zs" for char in wrong.err)


# ── nesting and length ──


@pytest.mark.parametrize(
    "body",
    {
        "brackets": "填报：甲：金额。\n补助：" + "（" * 3000 + "甲" + "）" * 3000 + "的5%。",
        "open brackets": "填报：甲：金额。\n补助：" + "（" * 3000 + "甲的5%。",
        "a long sum": "填报：甲：金额。\n补助：" + "加".join(["甲"] * 3000) + "。",
        "a long product": "填报：甲：金额。\n补助：甲" + "乘以2" * 3000 + "。",
        "shares of shares": "填报：甲：金额。\n补助：甲" + "的5%" * 3000 + "。",
        "many caps": "填报：甲：金额。\n补助：甲的5%" + "，封顶5元" * 1000 + "。",
        "definitions in order": "填报：甲0：金额。\n其中："
        + "；".join(f"甲{n}：甲{n - 1}加甲{n - 1}" for n in range(1, 300))
        + "。\n补助：甲299的5%。",
        "definitions backwards": "填报：甲0：金额。\n其中："
        + "；".join(f"甲{n}：甲{n - 1}加甲{n - 1}" for n in range(299, 0, -1))
        + "。\n补助：甲299的5%。",
        "quotations in quotations": "填报：甲：金额。\n补助：" + "“" * 3000 + "甲" + "”" * 3000 + "。",
        "a long numeral": "填报：甲：金额。\n补助：" + "9" * 100_000 + "元。",
        "a long numeral in Chinese": "填报：甲：金额。\n补助：" + "九" * 100_000 + "元。",
    }.values(),
    ids=label,
)
def test_nesting_has_an_end(body: str) -> None:
    text = f"{DOCUMENT}【规则 1.1】甲\n依据：“对企业研发费用按5%补助”\n{body}\n【完】\n"
    report = compile_sources([Source.of("甲", text)])[1]
    assert report.has_errors
    assert len(render_text(report.diagnostics)) < 200_000


def test_definitions_that_double_one_another_cost_no_more_than_their_number() -> None:
    chain = "；".join(f"甲{n}：甲{n - 1}加甲{n - 1}" for n in range(1, 41))
    text = f"{DOCUMENT}【规则 1.1】甲\n依据：“对企业研发费用按5%补助”\n填报：甲0：金额。\n其中：{chain}。\n补助：甲40的5%。\n【完】\n"
    compiled, report = compile_sources([Source.of("甲", text)])
    assert not report.errors
    assert compiled.calc("1.1", {"甲0": "2元"}).value == Decimal(2**41) / 20


def test_a_policy_of_nothing() -> None:
    for text in (
        "",
        "\n",
        " \u3000\t",
        "\ufeff",
        "【",
        "】",
        "【完】",
        "【规则】",
        "【规则 】\n【完】",
        "【政策】\n【完】",
        "“",
        "（",
    ):
        compile_sources([Source.of("甲", text)])
    compile_sources([])


# ── any text ──


def answered(text: str) -> None:
    """Any text gives a policy and diagnostics that can be shown; what then has no errors calculates or refuses."""
    compiled, report = compile_sources([Source.of("甲", text)])
    for render in (render_text, render_json, render_sarif):
        for lang in ("zh", "en"):
            assert render(report.diagnostics, lang)
    for clause in compiled.clauses.values():
        with pytest.raises(FactError):
            compiled.calc(clause.id, {"没有这一项": 1})


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    answered(text)
    answered(f"{DOCUMENT}【规则 1.1】{text}\n【完】\n")


@given(words)
def test_any_words_of_the_language_are_answered(text: str) -> None:
    answered(text)


@given(rules())
def test_any_rule_is_answered(text: str) -> None:
    answered(text)


@given(slips())
def test_any_slip_is_answered(text: str) -> None:
    answered(text)


@given(st.lists(st.text(alphabet=st.characters(exclude_characters="\0")), max_size=4))
def test_any_arguments_are_answered(args: list[str]) -> None:
    """Each where there is nothing, or ``watch`` would go on at what ``new`` has made."""
    for one in COMMANDS:
        with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as monkeypatch:
            monkeypatch.chdir(folder)
            assert Command(monkeypatch)(str(one.name), *args).code in (0, 1, 2)


def test_the_recursion_limit_is_not_touched() -> None:
    before = sys.getrecursionlimit()
    compile_sources([Source.of("甲", RULE)])
    assert sys.getrecursionlimit() == before


def test_a_number_replaced_by_bounds_of_another_is_worked_out() -> None:
    """The base of a social insurance: what it is set to at one end was asked of the cases that were being worked out."""
    base = "工资，低于均值的60%的，按均值的60%，高于均值的300%的，按均值的300%"
    text = f"某市办法\n\n（一）{base}。\n\n【规则 1】基数\n依据：“{base}”\n填报：工资、均值：金额。\n核算：{base}。\n【完】\n"
    policy, report = compile_sources([Source.of("基数.policy", text)])
    assert not report.has_errors
    for wage, wanted in ((1000, 6000), (8000, 8000), (90000, 30000)):
        assert policy.calc("1", {"工资": wage, "均值": 10000}).value == wanted
