"""Policies in which every text would leave the literal, the line or the comment that it stands in, if anything let it."""

from dataclasses import replace

from support.hostile import HOSTILE
from support.rules import policy_of
from tiaowen.compiler import Policy

# Each would set ``hacked`` if it left the literal, the line or the comment that it stands in.
BREAKERS = (
    *HOSTILE,
    *('"; globalThis.hacked = 1; "', "'; globalThis.hacked = 1; '", "`; globalThis.hacked = 1; `", "\\"),
    *(
        "*/ globalThis.hacked = 1; /*",
        "\n globalThis.hacked = 1;",
        "\u2028globalThis.hacked = 1;",
        "\\u0022; hacked = 1",
    ),
    *(
        "${globalThis.hacked = 1}",
        "<!-- x",
        "--> x",
        '"""\nhacked = 1\n"""',
        "\\N{DIGIT ONE}",
        "{hacked}",
        "\x00",
        "\ud800",
    ),
)


def hostile_policy(text: str) -> Policy:
    """A policy whose title, ids, titles, quotes, options, texts and messages all have ``text``."""
    policy = policy_of("填报：甲：大型、中型；乙：文字。\n条件：甲为大型；乙为“城关镇”。\n奖励：10万元。\n")
    clause = policy.clauses["1"]
    options = tuple(f"{option}{text}" for option in ("大型", "中型"))
    facts = (replace(clause.facts[0], reading=replace(clause.facts[0].reading, options=options)), clause.facts[1])
    said = replace(
        clause,
        id=f"1{text}",
        title=text,
        citation=replace(clause.citation, text=text),
        heading=text,
        facts=facts,
        conditions=tuple(replace(condition, text=text) for condition in clause.conditions),
    )
    return replace(policy, document=replace(policy.document, title=text), clauses={said.id: said})
