"""A rule is resolved from what is given, and from nothing else of the document: the same given, the same result."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from support.policies import POLICIES, rest_in_ci
from tiaowen.compiler.document.document import Block
from tiaowen.compiler.model.clause import Clause
from tiaowen.compiler.model.policy import Policy
from tiaowen.compiler.model.resolved import Resolved
from tiaowen.compiler.pipeline import compile_sources, read_policy
from tiaowen.compiler.resolve import Given, feeding, lent_by, resolve_rule
from tiaowen.compiler.text.source import Source, Span

ROOT = Path(__file__).parent.parent
PATHS = [*rest_in_ci(POLICIES), *sorted((ROOT / "tests" / "diagnostics").glob("T0[123]*.policy"))]


def given_of(policy: Policy, block: Block) -> Given:
    """What a rule is resolved from."""
    name = block.source.name
    blocks = {each.head: each for each in policy.document.blocks if each.kind == "规则"}
    lent = [lent_by(each) for each in policy.document.blocks if each.kind == "定义"]
    theirs = tuple(each for each in lent if name not in policy.terms or each.block.source.name == name)
    terms = policy.terms_of(policy.clauses[block.head]) if block.head in policy.clauses else policy.terms.get(name)
    assert terms is not None
    return Given(block=block, terms=terms, lent=theirs, fed_by=feeding(block, theirs, blocks))


def told(resolved: Resolved, *, from_start: int = 0) -> object:
    """All of it, with its places as offsets."""

    def at(span: Span | None) -> tuple[int, int] | None:
        return (span.start - from_start, span.end - from_start) if span else None

    return (
        _plain(resolved.clause),
        [(each.code, each.title, each.reason, at(each.span)) for each in resolved.diagnostics],
        [(each.heading, each.scope, each.text, at(each.span), repr(each.sentences)) for each in resolved.sections],
        [(each.name, at(each.span)) for each in resolved.occurrences],
        (resolved.vocabulary, resolved.of_cases, resolved.of_facts),
    )


def _plain(clause: Clause | None) -> object:
    return clause and {
        field.name: repr(getattr(clause, field.name)) for field in fields(clause) if field.name != "span"
    }


def alone(block: Block, *others: Block) -> Source:
    """The source with white space for all but some blocks."""
    text = block.source.text
    kept = [each.span for each in (block, *others) if each.source is block.source]
    blank = ["\n" if char == "\n" else " " for char in text]
    for span in kept:
        blank[span.start : span.end] = text[span.start : span.end]
    return Source.of(block.source.name, "".join(blank))


def moved(block: Block, source: Source, by: int = 0) -> Block:
    def span(old: Span) -> Span:
        return Span(source, old.start + by, old.end + by)

    return replace(block, head_span=span(block.head_span), body=span(block.body), span=span(block.span))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_nothing_else_of_the_document_is_read(path: Path) -> None:
    policy, _ = compile_sources(*read_policy(path))
    for resolved in policy.read.values():
        block = resolved.block
        if block.source.name not in policy.terms and "" not in policy.terms:
            continue
        given = given_of(policy, block)
        others = [*(each.block for each in given.lent), *given.fed_by.values()]
        source = alone(block, *others)

        def here(each: Block, old: Source = block.source, new: Source = source) -> Block:
            return moved(each, new) if each.source is old else each

        again = Given(
            block=here(block),
            terms=given.terms,
            lent=tuple(lent_by(here(each.block)) for each in given.lent),
            fed_by={head: here(each) for head, each in given.fed_by.items()},
        )
        assert again.key == given.key
        assert told(resolve_rule(again)) == told(resolve_rule(given))


def test_the_same_given_is_the_same_result_wherever_it_stands() -> None:
    path = ROOT / "policies" / "court-fees.policy"
    source = Source.of("court-fees.policy", path.read_text("utf-8"))
    policy, _ = compile_sources([source])
    title, _, rest = source.text.partition("\n")
    later, _ = compile_sources([Source.of("court-fees.policy", f"{title}\n（试行）\n{rest}")])
    for head, resolved in policy.read.items():
        there = later.read[head]
        assert given_of(policy, resolved.block).key == given_of(later, there.block).key
        begin, begin_there = resolved.block.span.start, there.block.span.start
        assert told(resolved, from_start=begin) == told(there, from_start=begin_there)


def test_other_words_are_another_key() -> None:
    text = (
        "某区政策\n\n【政策】试\n有效期：2025年1月1日至2025年12月31日。\n【完】\n（一）给予5%。\n"
        "【定义】\n填报：费用：金额。\n【完】\n【规则 1】试\n依据：“给予5%”\n补助：费用的5%。\n【完】\n"
    )
    changes = [("费用的5%", "费用的6%"), ("2025年12月", "2026年12月"), ("费用：金额", "费用：元"), ("规则 1", "规则 2")]
    keys: set[str] = set()
    for old, new in [("", ""), *changes]:
        policy, _ = compile_sources([Source.of("试.policy", text.replace(old, new) if old else text)])
        keys.update(given_of(policy, each.block).key for each in policy.read.values())
    assert len(keys) == 1 + len(changes)


def test_what_was_read_of_a_faulty_rule_is_kept() -> None:
    text = "某区政策\n\n（一）给予5%。\n【规则 1】试\n依据：“给予5%”\n填报：费用：金额。\n补助：费用的5%，限高3万元。\n【完】\n"
    policy, _ = compile_sources([Source.of("试.policy", text)])
    resolved = policy.read["1"]
    assert resolved.clause is None and not policy.clauses
    assert [section.heading for section in resolved.sections] == ["依据", "填报", "补助"]
    assert [sentence.rule for section in resolved.sections for sentence in section.sentences] == ["fact", "line"]
    assert [each.code for each in resolved.diagnostics] == ["T0110"]
    assert resolved.vocabulary.names == {"费用", "申报日期"}
