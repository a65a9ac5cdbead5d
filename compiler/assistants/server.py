"""The tools and the texts of policies as the protocol has them.

In: a house.  Out: the SDK's server, for whichever transport.  What is wrong with what an assistant gave is an answer (``isError``,
faults with codes), never an error of the protocol; a fault of ours says so, and nothing of what was given.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import mcp_types as types
from anyio import to_thread
from mcp.server import Server
from mcp.shared.exceptions import MCPError

from tiaowen.runtime.errors import FactError

from ..guide.format import Asked
from ..guide.markdown import MARKDOWN
from ..report.diagnostic import Report, Text
from ..report.published import faults_data, said
from ..version import VERSION
from .tool import House, Tool
from .tools import TOOLS
from .tools.calculate import NUMBERS

if TYPE_CHECKING:
    from mcp.server.context import ServerRequestContext

    from ..service.offer import Offer

_INSTRUCTIONS = Text(
    "这里能准确计算政策里的奖补、减免、资格，并说明理由。用户问“能拿多少、够不够条件”时：find_clauses 找规则，clause_facts 看要填报什么，"
    "缺的向用户问清楚，再用 calculate；几项一起申报用 settle。金额只用工具给的，引用时说明条款号和依据的原文；结果是上限（kind 为 上限）的，"
    "要说明由主管部门在此以内核定。写规则时用 check_draft 核对。",
    "This works out awards, reductions and qualifications of policies exactly, and says why. Where a user asks what they may get: find_clauses finds "
    "the rules, clause_facts says which facts are asked for; ask the user for what is missing, then calculate; settle takes several claims together. "
    "Give only amounts that the tools gave, with the clause and the sentence it rests on; of a ceiling (kind 上限) say that the competent department "
    "decides up to it. While writing rules, check_draft checks them.",
)
_LOOKS_ONLY = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
# A number of JSON with a point, which the SDK has read as a binary float.
_BINARY = "T0604"
_OURS = Text(
    "程序内部错误（{kind}），不是填报的错；请换一种问法，或告诉维护的人",
    "an internal error ({kind}), not a fault of what was given; ask in another way, or tell those who maintain this",
)


def server_of(house: House) -> Server[Any]:
    """The server; it keeps nothing between two calls."""
    tools = {tool.name: tool for tool in TOOLS}
    texts = {text.uri: text for name, offer in house.offers.items() for text in _texts(name, offer, house)}

    async def list_tools(_: ServerRequestContext[Any], __: object) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_described(tool, house) for tool in TOOLS])

    async def call_tool(_: ServerRequestContext[Any], asked: types.CallToolRequestParams) -> types.CallToolResult:
        tool = tools.get(asked.name)
        if tool is None:
            listed = ", ".join(tools)
            raise MCPError(types.INVALID_PARAMS, f"there is no tool {asked.name[:60]!r}; there are {listed}")
        # A long check of a draft keeps nobody else waiting.
        return await to_thread.run_sync(partial(called, tool, house, asked.arguments or {}))

    async def list_resources(_: ServerRequestContext[Any], __: object) -> types.ListResourcesResult:
        return types.ListResourcesResult(resources=[text.described(house) for text in texts.values()])

    async def read_resource(
        _: ServerRequestContext[Any], asked: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        text = texts.get(asked.uri)
        if text is None:
            raise MCPError(types.INVALID_PARAMS, "there is no such resource; resources/list has them")
        content = await to_thread.run_sync(text.write)
        return types.ReadResourceResult(
            contents=[types.TextResourceContents(uri=text.uri, mime_type=text.kind, text=content)]
        )

    return Server(
        "tiaowen",
        version=VERSION,
        title="条文",
        instructions=_INSTRUCTIONS.said(house.lang),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_read_resource=read_resource,
    )


def called(tool: Tool, house: House, given: Mapping[str, Any]) -> types.CallToolResult:
    """What a tool answers, or what is wrong with what it was given."""
    try:
        answered = tool.answered(house, given)
        return _result(answered.data, answered.text)
    except FactError as error:
        lines = [f"[{each.code}] {each.message if house.lang == 'zh' else each.message_en}" for each in error.faults]
        if any(each.code == _BINARY for each in error.faults):
            lines.append(NUMBERS.said(house.lang))
        return _result(said("faults", {"faults": faults_data(error)}), "\n".join(lines), is_error=True)
    except Exception as error:  # an assistant has no use for our traceback, and the connection goes on
        told = _OURS.said(house.lang).format(kind=type(error).__name__)
        return types.CallToolResult(content=[types.TextContent(text=told)], is_error=True)


def _result(data: Mapping[str, Any], text: str, *, is_error: bool = False) -> types.CallToolResult:
    # Halves of characters, which UTF-8 has not, would end the connection.
    clean = json.loads(json.dumps(data, ensure_ascii=False).encode("utf-8", "replace"))
    shown = text.encode("utf-8", "replace").decode("utf-8")
    return types.CallToolResult(content=[types.TextContent(text=shown)], structured_content=clean, is_error=is_error)


def _described(tool: Tool, house: House) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title.said(house.lang),
        description=tool.about.said(house.lang),
        input_schema=tool.input_schema(house),
        output_schema=tool.answer,
        annotations=_LOOKS_ONLY,
    )


# ── what can be read whole ──


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of a policy: its address, what it is, and who writes it."""

    uri: str
    name: str
    title: str
    about: Text
    kind: str
    write: Callable[[], str]

    def described(self, house: House) -> types.Resource:
        return types.Resource(
            uri=self.uri,
            name=self.name,
            title=self.title,
            description=self.about.said(house.lang),
            mime_type=self.kind,
        )


def _texts(name: str, offer: Offer, house: House) -> tuple[_Text, ...]:
    base, title = f"tiaowen://policies/{quote(name)}", offer.policy.title or name
    source = Text("政策的原文，连同写在每句下面的规则", "the document, with the rules below its sentences")
    guide = Text(
        "读本：条文、谁可以申报、要填报什么、怎么算、算例",
        "the guide: the articles, who may apply, what to report, how it is worked out, worked cases",
    )
    return (
        _Text(f"{base}/text", f"{name}/text", title, source, "text/plain", partial(_source, offer)),
        _Text(f"{base}/guide", f"{name}/guide", title, guide, "text/markdown", partial(_guide, offer, house)),
    )


def _source(offer: Offer) -> str:
    return "\n".join(source.text for source in offer.policy.document.sources)


def _guide(offer: Offer, house: House) -> str:
    pages = MARKDOWN.write(offer.policy, Asked(lang=house.lang), Report())
    return "\n".join(page.decode("utf-8") for page in pages.values())
