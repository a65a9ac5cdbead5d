"""``tiaowen prove``: what it writes, and how it exits; the seed policy keeps every promise."""

import json
import sys
from pathlib import Path

import pytest

from support.command import Command
from support.policies import loaded
from tiaowen.compiler import proofs
from tiaowen.compiler.proofs import solving

SEED = Path(__file__).parent.parent / "policies" / "jindong-2025"
KEPT = (
    "某区若干政策\n\n（一）支持研发。对设备投资100万元至300万元的按8%补助，最高20万元。（责任单位：区科技局）\n"
    "【规则 1.1】设备补助\n依据：“对设备投资100万元至300万元的按8%补助，最高20万元”\n"
    "填报：设备投资：金额。\n条件：设备投资100万元至300万元。\n补助：设备投资的8%，封顶20万元。\n"
    "算例：设备投资100万元，得8万元。\n【完】\n"
)
BROKEN = KEPT.replace("算例：", "承诺：设备投资增加的，应得不减少；应得不超过设备投资。\n算例：")
OPEN = (
    "某区若干政策\n\n（一）支持研发。对每笔费用按5%补助，每笔最高20万元。（责任单位：区科技局）\n"
    "【规则 1.1】费用补助\n依据：“对每笔费用按5%补助，每笔最高20万元”\n填报：费用：每笔金额。\n"
    "补助（逐笔）：费用的5%，封顶20万元。\n承诺：应得不超过10亿元。\n算例：费用100万元，得5万元。\n【完】\n"
)


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.delenv("TIAOWEN_LANG", raising=False)
    monkeypatch.delenv("TIAOWEN_DEBUG", raising=False)
    return Command(monkeypatch)


def written(folder: Path, text: str) -> Path:
    path = folder / "政策.policy"
    path.write_text(text, "utf-8")
    return path


def test_the_seed_policy_keeps_every_promise_and_every_cap(command: Command) -> None:
    run = command("prove", SEED, "--json")
    assert (run.code, run.err) == (0, "")
    told = json.loads(run.out)
    assert {made["status"] for made in told["promises"]} == {"proved"}
    caps = [made["clause"] for made in told["promises"] if made["kind"] == "within-cap"]
    assert caps == [
        *(
            "4.1",
            "5.1",
            "5.2",
            "6.2",
            "7.1",
            "7.1",
            "7.1",
            "8.4",
            "26.2",
            "26.3",
            "26.4",
            "34.2",
            "35.3",
            "35.4",
            "35.6",
            "37.1",
            "37.2",
        ),
    ]
    assert {made["clause"] for made in told["promises"]} == set(loaded().clauses)


def test_a_promise_that_is_refuted(command: Command, tmp_path: Path) -> None:
    path = written(tmp_path, BROKEN)
    run = command("prove", path)
    assert run.code == 1
    assert run.out.splitlines()[-5:] == [
        "  不成立  承诺：设备投资增加的，应得不减少",
        "    反例：设备投资 100万元，得8万元",
        "    改为：设备投资 400万元，不予（不符合条件）",
        "  已证明  承诺：应得不超过设备投资",
        "承诺 7 项：已证明 6，不成立 1，未判定 0",
    ]
    english = command("prove", path, "--lang", "en").out
    assert "    case: 设备投资 100万元, gives 8万元\n    with: 设备投资 400万元, nothing (not eligible)\n" in english
    case = [made["case"] for made in json.loads(command("prove", path, "--json").out)["promises"] if made["case"]]
    assert case == [
        [
            {"clause": "1.1", "facts": {"设备投资": "100万元"}, "result": "得8万元"},
            {"clause": "1.1", "facts": {"设备投资": "400万元"}, "result": "不予（不符合条件）"},
        ]
    ]


def test_promises_kept_and_promises_left_open(command: Command, tmp_path: Path) -> None:
    assert command("prove", written(tmp_path, KEPT)).code == 0
    run = command("prove", written(tmp_path, OPEN), "--timeout", "1")
    assert run.code == 1
    assert "  未判定  承诺：应得不超过10亿元（要对任意多项的清单下结论" in run.out
    assert run.out.endswith("承诺 5 项：已证明 4，不成立 0，未判定 1\n")


def test_one_clause_only(command: Command) -> None:
    told = json.loads(command("prove", SEED, "--clause", "7.1", "--json").out)
    assert {made["clause"] for made in told["promises"]} == {"7.1"}
    run = command("prove", SEED, "--clause", "7.9")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("错误[T0615]")


def test_without_the_solver_it_says_how_to_install_it(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("tiaowen.compiler.proofs")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr(sys.modules["tiaowen.compiler"], "proofs")
    monkeypatch.setitem(sys.modules, "z3", None)
    run = command("prove", SEED)
    assert (run.code, run.out) == (2, "")
    assert "T0592" in run.err
    assert all(how in run.err for how in ("pip install z3-solver", "pip install -e '.[smt]'"))


def test_a_policy_with_errors_is_not_proved(command: Command, tmp_path: Path) -> None:
    run = command("prove", written(tmp_path, KEPT.replace("设备投资的8%", "设备投入的8%")))
    assert (run.code, run.out) == (1, "")
    assert "T0201" in run.err


def test_a_case_that_does_not_replay_is_a_fault_of_ours(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(solving, "shows", lambda *_: False)
    run = command("prove", written(tmp_path, BROKEN))
    assert run.code == 3
    assert "程序缺陷" in run.out


def test_all_promises_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "TOTAL_SECONDS", 0)
    found = list(proofs.prove(loaded(), timeout=0))
    assert {made.status for made in found if made.obligation.settled is None} == {"not decided"}
