"""The tools as an assistant has them, by the SDK's own client: what they say of themselves, answer and refuse."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing, suppress
from decimal import Decimal
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import anyio
import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp.shared.exceptions import MCPError

from support.command import Command
from support.pages import ROOT
from support.policies import FOLDER, SEED, loaded
from support.schemas import faults, proper, validator
from tiaowen.compiler.assistants.server import server_of
from tiaowen.compiler.assistants.tool import DEPTH_MOST, DRAFT_MOST, ITEMS_MOST, TEXT_MOST, Answered, House, Tool
from tiaowen.compiler.assistants.tools import TOOLS
from tiaowen.compiler.model.case_facts import case_facts
from tiaowen.compiler.report.diagnostic import Text
from tiaowen.compiler.service.offer import Offer
from tiaowen.compiler.service.shapes import shape

BOTH = House(offers={"jindong-2025": Offer(loaded()), "taxes": Offer(loaded(FOLDER / "taxes.policy"))})
ONE = House(offers={"taxes": BOTH.offers["taxes"]}, lang="en")
PAGE = ROOT / "docs" / "assistants.md"
FACTS = {"完成省科技成果登记并产业化": True, "年销售收入": "7500万元"}
OWN = re.search("```text own.policy\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)


def asked(server: Any, work: Callable[[Client], Awaitable[Any]]) -> Any:
    """What work with a client comes to."""

    async def connected() -> Any:
        async with Client(server) as client:
            return await work(client)

    return anyio.run(connected)


def call(name: str, house: House = BOTH, /, **given: Any) -> tuple[bool, Any, str]:
    """Whether a tool refused, its data and its text."""

    async def once(client: Client) -> Any:
        return await client.call_tool(name, given)

    result = asked(server_of(house), once)
    (content,) = result.content
    return result.is_error, result.structured_content, content.text


def refused(name: str, house: House = BOTH, /, **given: Any) -> list[tuple[str, str]]:
    """The codes and facts of what a tool has against what it is given."""
    is_error, data, text = call(name, house, **given)
    assert is_error
    assert not faults(validator(shape("faults")), data)
    for each in data["faults"]:
        assert f"[{each['code']}] {each['message' if house.lang == 'zh' else 'message_en']}" in text
    return [(each["code"], each["fact"]) for each in data["faults"]]


def fine(name: str, house: House = BOTH, /, **given: Any) -> tuple[Any, str]:
    is_error, data, text = call(name, house, **given)
    assert not is_error, text
    (tool,) = (tool for tool in TOOLS if tool.name == name)
    assert not faults(validator(tool.answer), data)
    return data, text


# ── what they say of themselves ──


@pytest.mark.parametrize("house", [BOTH, ONE], ids=["zh", "en"])
def test_tools_say_what_they_are_for_in_the_language_asked_for(house: House) -> None:
    async def listed(client: Client) -> Any:
        return (await client.list_tools()).tools, client.instructions

    tools, instructions = asked(server_of(house), listed)
    assert [tool.name for tool in tools] == [tool.name for tool in TOOLS]
    for tool in tools:
        proper(tool.input_schema)
        proper(tool.output_schema)
        assert tool.annotations.read_only_hint
        said = [
            tool.title,
            tool.description,
            *(each["description"] for each in tool.input_schema["properties"].values()),
        ]
        begins = "[A-Za-z{]" if house.lang == "en" else "[^A-Za-z]*[㐀-鿿]"
        assert all(re.match(begins, each) for each in said), said
        assert ("policy" in tool.input_schema["required"]) is (
            house is BOTH and tool.name in ("find_clauses", "clause_facts", "calculate", "settle")
        )
    assert ("calculate" in instructions) and (instructions[0] == "这") is (house.lang == "zh")


def test_the_page_has_every_tool() -> None:
    text = PAGE.read_text("utf-8")
    assert re.findall(r"^\| `(\w+)` \|", text, re.M) == [tool.name for tool in TOOLS]


# ── what they answer ──


def test_policies_are_listed() -> None:
    data, text = fine("list_policies")
    assert [(each["policy"], each["clauses"]) for each in data["policies"]] == [("jindong-2025", 59), ("taxes", 15)]
    assert text.splitlines()[0].endswith("59 条规则，有效期 2025-01-01 至 2025-12-31")


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("外汇期权", "26.3"),
        ("研发费用 补助", "7.1"),
        ("5.2", "5.2"),
        ("买保险怎么补贴，科技保险", "4.1"),
        ("油茶", "36.2"),
    ],
)
def test_clauses_are_found_by_words(words: str, first: str) -> None:
    data, text = fine("find_clauses", policy="jindong-2025", words=words)
    found = [each["clause"] for each in data["clauses"]]
    assert first in found[:3], found
    assert f"{first} " in text


def test_all_clauses_are_listed_where_nothing_is_looked_for() -> None:
    for words in ({}, {"words": " "}, {"words": None}):
        data, _ = fine("find_clauses", ONE, **words)
        assert [each["clause"] for each in data["clauses"]] == list(loaded(FOLDER / "taxes.policy").clauses)
    data, text = fine("find_clauses", ONE, words="养猪")
    assert data["clauses"] == [] and "养猪" in text


def test_what_a_clause_asks_for_is_a_schema_that_its_cases_have() -> None:
    data, text = fine("clause_facts", policy="jindong-2025", clause="5.2")
    assert "- 年销售收入：金额" in text and "条件：年销售收入3000万元以上" in text
    assert [each["name"] for each in data["facts"]] == list(FACTS)
    proper(data["schema"])
    assert not faults(validator(data["schema"]), FACTS)


def test_every_worked_case_is_calculated_as_the_policy_does() -> None:
    policy = loaded(FOLDER / "taxes.policy")

    async def all_cases(client: Client) -> None:
        for clause in policy.clauses.values():
            for case in clause.cases[:2]:
                facts, day = case_facts(clause, case)
                on = {} if day is None else {"date": str(day)}
                result = await client.call_tool("calculate", {"clause": clause.id, "facts": facts, **on})
                assert result.is_error is not case.accepted
                if case.accepted:
                    wanted = policy.calc(clause.id, facts, day).to_dict("en")  # type: ignore[arg-type]
                    assert result.structured_content == {"answer": "result", "version": 1, **wanted}
                    assert result.content[0].text == "\n".join(wanted["trace"])  # type: ignore[union-attr,arg-type]

    asked(server_of(ONE), all_cases)


def test_facts_may_be_text_whose_numbers_are_read_as_written() -> None:
    text = '{"完成省科技成果登记并产业化": true, "年销售收入": 30000000.10}'
    data, said = fine("calculate", policy="jindong-2025", clause="5.2", facts=text, date="2025-03-01")
    assert data["date"] == "2025-03-01" and "30000000.1元" in said
    assert refused("calculate", policy="jindong-2025", clause="5.2", facts='{"年销售收入": 1, "年销售收入": 2}') == [
        ("T0621", "年销售收入")
    ]
    twice = {**FACTS, "申报日期": "2025-03-01"}
    assert fine("calculate", policy="jindong-2025", clause="5.2", facts=twice)[0]["date"] == "2025-03-01"
    assert refused("calculate", policy="jindong-2025", clause="5.2", facts=twice, date="2025-03-02") == [
        ("T0621", "申报日期")
    ]
    assert refused("calculate", policy="jindong-2025", clause="5.2", facts="{") == [("T0620", "")]


def test_a_number_with_a_point_is_read_as_it_is_written() -> None:
    facts = {**FACTS, "年销售收入": float(Decimal("75000000.5"))}
    read, as_text = (
        fine("calculate", policy="jindong-2025", clause="5.2", facts=each)[0]
        for each in (facts, {**FACTS, "年销售收入": "75000000.5"})
    )
    assert [note["fact"] for note in read.pop("notes")] == ["年销售收入"]
    assert "notes" not in as_text
    assert read == as_text


def test_claims_are_settled() -> None:
    claims = {"5.2": FACTS, "5.2#二": {**FACTS, "年销售收入": "3000万元"}}
    data, text = fine("settle", policy="jindong-2025", claims=claims, same_matter=[["5.2", "5.2#二"]])
    assert (data["total"], list(data["paid"])) == ("140000.00", ["5.2"])
    assert text.startswith("合计：14万元")
    assert refused("settle", policy="jindong-2025", claims={"5.2": {"年销售收入": "很多"}}) == [
        ("T0601", "5.2：完成省科技成果登记并产业化"),
        ("T0611", "5.2：年销售收入"),
    ]
    assert refused("settle", policy="jindong-2025", claims={}, same_matter="5.2") == [("T0620", "同一事项")]


def test_a_draft_is_checked() -> None:
    assert OWN is not None
    data, text = fine("check_draft", text=OWN[1])
    assert not data["passed"]
    assert [each["code"] for each in data["diagnostics"]] == ["T0402", "T0403"]
    assert "错误[T0402]" in text and "建议：" in text and "（第4行第44列）" in text
    data, text = fine("check_draft", ONE, text=OWN[1].replace("60万元", "50万元"))
    assert data["passed"] and text.startswith("no problems found")
    for wild in ("", "\x00\ud800"[:1], "【规则", "【规则 1】\n" * 50):
        fine("check_draft", text=wild)


def test_a_rule_is_checked_within_its_policy() -> None:
    (block,) = (each for each in loaded(FOLDER / "taxes.policy").document.blocks if each.head == "iit.bonus")
    data, text = fine("check_draft", text=block.span.text, policy="taxes")
    assert data["passed"], text
    data, _ = fine("check_draft", text=block.span.text.replace("依据：“", "依据：“不在"), policy="taxes")
    assert "T0401" in {each["code"] for each in data["diagnostics"]}
    assert {each["file"] for each in data["diagnostics"]} == {"草稿.policy"}


def test_a_code_is_explained() -> None:
    data, text = fine("explain_message", code="t0402")
    assert data["messages"][0]["code"] == "T0402" and "正确示例" in text
    assert refused("explain_message", code="T9999")[0][0] == "T0620"


# ── what is wrong ──


def test_what_is_given_wrongly_is_told_with_what_there_is() -> None:
    assert refused("calculate", fact={}) == [
        ("T0620", "fact"),
        ("T0620", "policy"),
        ("T0620", "clause"),
        ("T0620", "facts"),
    ]
    assert "是不是「facts」？" in call("calculate", fact={})[2]
    assert refused("calculate", policy="jindong", clause="5.2", facts={}) == [("T0620", "policy")]
    assert "是不是「jindong-2025」？" in call("calculate", policy="jindong", clause="5.2", facts={})[2]
    assert refused("calculate", policy="jindong-2025", clause="5.20", facts={}) == [("T0615", "5.20")]
    assert refused("clause_facts", policy="jindong-2025", clause=5) == [("T0620", "clause")]
    assert refused("calculate", ONE, clause="iit.year", facts=[1]) == [("T0620", "facts")]
    assert refused("calculate", ONE, clause="iit.year", facts={}, date="明天")[0] == ("T0612", "申报日期")


def test_what_is_too_large_is_refused() -> None:
    deep: Any = {}
    for _ in range(DEPTH_MOST + 1):
        deep = {"甲": deep}
    for facts in (deep, {"甲": [0] * (ITEMS_MOST + 1)}, {"甲": "9" * (TEXT_MOST + 1)}, " " * (TEXT_MOST + 1)):
        assert refused("calculate", ONE, clause="iit.year", facts=facts) == [("T0620", "facts")]
    assert refused("check_draft", text="条" * (DRAFT_MOST + 1)) == [("T0620", "text")]


def test_a_tool_that_does_not_exist_is_an_error_of_the_protocol() -> None:
    async def unknown(client: Client) -> str:
        with pytest.raises(MCPError) as caught:
            await client.call_tool("pay_out", {})
        return caught.value.message

    assert "list_policies" in asked(server_of(ONE), unknown)


def test_a_fault_of_ours_tells_nothing_of_what_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    from tiaowen.compiler.assistants import server

    def broken(_: House, given: Any) -> Answered:
        raise RuntimeError(given)

    said = Text("坏", "broken")
    tool = Tool(name="broken", title=said, about=said, arguments={}, answer={}, run=broken, of_policy=False)
    result = server.called(tool, BOTH, {})
    assert result.is_error and result.structured_content is None
    assert result.content[0].text.startswith("程序内部错误（RuntimeError）")  # type: ignore[union-attr]


def test_halves_of_characters_end_no_connection() -> None:
    is_error, _, text = call("check_draft", text="\ud83d 条")
    assert not is_error and text


def test_the_texts_of_a_policy_can_be_read() -> None:
    async def read(client: Client) -> Any:
        listed = (await client.list_resources()).resources
        return [(each, (await client.read_resource(each.uri)).contents[0]) for each in listed]

    (text, source), (guide, page) = asked(server_of(ONE), read)
    assert (text.uri, guide.uri) == ("tiaowen://policies/taxes/text", "tiaowen://policies/taxes/guide")
    assert source.text == (FOLDER / "taxes.policy").read_text("utf-8")
    assert page.text.startswith("# 国税常用计算") and page.mime_type == guide.mime_type == "text/markdown"

    async def elsewhere(client: Client) -> str:
        with pytest.raises(MCPError) as caught:
            await client.read_resource("file:///etc/passwd")
        return caught.value.message

    assert "no such resource" in asked(server_of(ONE), elsewhere)


# ── the command ──


def test_over_standard_streams(tmp_path: Path) -> None:
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "tiaowen", "mcp", str(FOLDER / "taxes.policy")], env=dict(os.environ)
    )

    async def work(client: Client) -> Any:
        listed = await client.call_tool("list_policies", {})
        wrong = await client.call_tool("calculate", {"clause": "iit.year", "facts": {"年收入": 1}})
        return listed.structured_content["policies"][0]["title"], wrong.is_error

    assert asked(command, work) == ("国税常用计算", True)


def _posted(address: str, body: bytes, **headers: str) -> int:
    said = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream", **headers}
    parts = urlsplit(address)
    with closing(HTTPConnection(parts.netloc)) as connection:
        # What is too large may be answered, and hung up on, before all of it is sent.
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.request("POST", parts.path, body, said)
        return connection.getresponse().status


@pytest.mark.needs_system  # another process, and a port
def test_over_http() -> None:
    command = [sys.executable, "-m", "tiaowen", "mcp", str(FOLDER / "taxes.policy"), "--port", "0", "--lang", "en"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:
        try:
            assert process.stderr is not None
            address = process.stderr.readline().split()[-1]
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/mcp", address)

            async def work(client: Client) -> Any:
                return (await client.call_tool("find_clauses", {"words": "年终奖"})).structured_content

            assert asked(address, work)["clauses"][0]["clause"].startswith("iit.")
            ping = b'{"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}'
            assert _posted(address, ping) == 200
            assert _posted(address, ping, Host="elsewhere.example") == 421
            assert _posted(address, ping, Origin="http://elsewhere.example") == 403
            assert _posted(address, b" " * 2_000_000) == 413
            assert _posted(address, b"{") == 400
        finally:
            process.terminate()
        assert process.wait(20) == 0 or os.name == "nt"


@pytest.mark.needs_system  # it has to wait until a process has begun
def test_an_interrupt_ends_it_at_once() -> None:
    command = [sys.executable, "-m", "tiaowen", "mcp", str(FOLDER / "taxes.policy")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(b'{"jsonrpc": "2.0", "id": 1, "method": "server/discover", "params": {}}\n')
        process.stdin.flush()
        assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130


def test_without_the_sdk_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("server", "transport"):
        monkeypatch.delitem(sys.modules, f"tiaowen.compiler.assistants.{name}", raising=False)
    monkeypatch.setitem(sys.modules, "anyio", None)
    ran = Command(monkeypatch)("mcp", FOLDER / "taxes.policy")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("没有安装 anyio。请运行：pip install 'tiaowen[mcp]'")


def test_what_cannot_be_offered_is_told_as_check_does(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    command = Command(monkeypatch)
    missing = command("mcp", tmp_path / "没有.policy")
    assert (missing.code, missing.out) == (2, "") and "T0191" in missing.err
    assert OWN is not None
    broken = tmp_path / "own.policy"
    broken.write_text(OWN[1], "utf-8")
    ran = command("mcp", FOLDER / "taxes.policy", broken)
    assert (ran.code, ran.out) == (1, "") and "T0402" in ran.err
    assert command("mcp").code == 2


@pytest.mark.needs_system  # it reads a large policy in another process
def test_the_configuration_of_the_page_starts_the_tools() -> None:
    (shown,) = re.findall("```json\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    (server,) = json.loads(shown)["mcpServers"].values()
    assert server["command"] == "tiaowen"
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "tiaowen", *server["args"]], env=dict(os.environ), cwd=ROOT
    )

    async def work(client: Client) -> Any:
        return (await client.call_tool("calculate", {"clause": "5.2", "facts": FACTS})).structured_content["value"]

    assert asked(command, work) == "140000.00"
    assert (ROOT / server["args"][1]) == SEED
