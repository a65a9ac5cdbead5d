"""How good drafts are: the rules of the policies taken out, drafted from the text anew, and held against the real ones.

    python benchmarks/drafts.py [POLICY…]        of the seed and the six others, where none is named
    python benchmarks/drafts.py --each           with a line for each clause

Every block but 【政策】 is taken out.  A clause has a draft where one that compiles quotes the sentence that it quotes (each
draft counts for one clause).  Both are calculated for the same applicants: the clause's own and the draft's, around every
threshold, with facts matched by type, unit and likeness of their names.  是否 and 1家 or 0家 are matched, too; 是否 that only
one of the two asks for is taken as 是.  A pair with any other fact that has no partner cannot be compared, and counts neither as agreeing nor as wrong.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from tiaowen.compiler import Policy, load
from tiaowen.compiler.analysis.likeness import likeness
from tiaowen.compiler.analysis.probing import bases
from tiaowen.compiler.analysis.varied import varied_of
from tiaowen.compiler.document.passages import matchable
from tiaowen.compiler.drafting.drafts import Draft, drafts_of
from tiaowen.compiler.drafting.skeleton import block
from tiaowen.compiler.model.clause import Clause
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.resolve.citation import quotations
from tiaowen.compiler.text.source import Source
from tiaowen.runtime.errors import FactError
from tiaowen.runtime.facts import FactType, decimal_text

POLICIES = Path(__file__).parent.parent / "policies"
SEED = "jindong-2025"
_BLOCK = re.compile(r"【(?!政策)(?:规则|草稿|不计算|指标|定义|容许)[^】]*】.*?【完】\n?", re.DOTALL)
_ITEMS = "家户人名项个件台套场次笔批次篇"
_MOST = 400

Values = dict[str, Any]


def main(args: list[str]) -> None:
    each = "--each" in args
    named = [Path(arg) for arg in args if not arg.startswith("--")]
    others = sorted(path for path in POLICIES.iterdir() if path.name != SEED)
    print(f"{'policy':24}{'clauses':>9}{'drafted':>9}{'agree':>7}{'wrong':>7}{'not compared':>14}{'unread':>8}")
    for path in named or [POLICIES / SEED, *others]:
        measured(path, each=each)


def measured(path: Path, *, each: bool) -> None:
    real = load(path)
    bare, _ = compile_sources([Source.of(source.name, _BLOCK.sub("", source.text)) for source in real.document.sources])
    drafts = list(drafts_of(bare))
    pairs = _pairs(real, [draft for draft in drafts if draft.clause is not None])
    verdicts: Counter[str] = Counter()
    for name, clause in real.clauses.items():
        draft = pairs.get(name)
        verdict, why = _verdict(real, clause, draft) if draft else ("none", "")
        verdicts[verdict] += 1
        if each:
            print(f"  {name:8} {verdict:8} {draft.rule.form if draft else '':14} {why}")
    drafted = len(real.clauses) - verdicts["none"]
    unread = sum(draft.clause is None for draft in drafts)
    figures = (len(real.clauses), drafted, verdicts["agree"], verdicts["wrong"], verdicts["unlike"], unread)
    print(f"{path.stem:24}" + "".join(f"{n:>{w}}" for n, w in zip(figures, (9, 9, 7, 7, 14, 8), strict=True)))


def _pairs(real: Policy, drafts: list[Draft]) -> dict[str, Draft]:
    """The draft of each clause: the one with the most of its quotation in common; each counts once."""
    scored: list[tuple[Fraction, str, int]] = []
    for name, clause in real.clauses.items():
        quote = (
            matchable("".join(each.text for each in quotations(clause.citation.span))) if clause.citation.span else ""
        )
        for at, draft in enumerate(drafts):
            own = matchable(draft.rule.quote)
            if quote and (quote in own or own in quote):
                scored.append((Fraction(min(len(own), len(quote)), max(len(own), len(quote))), name, at))
            elif quote and (like := likeness(own, quote)) > Fraction(2, 3):
                scored.append((like, name, at))
    found: dict[str, Draft] = {}
    taken: set[int] = set()
    for _, name, at in sorted(scored, key=lambda each: (-each[0], each[2])):
        if name not in found and at not in taken:
            found[name] = drafts[at]
            taken.add(at)
    return found


def _verdict(real: Policy, clause: Clause, draft: Draft) -> tuple[str, str]:
    own = _policy_of(real, draft)
    drafted = own.clauses[draft.number]
    matched = _matched(clause, drafted)
    if isinstance(matched, str):
        return "unlike", matched
    seen = paid = 0
    for values in _applicants(real, clause, own, drafted, matched):
        ours, theirs = values
        try:
            one, other = real.calc(clause.id, ours).value, own.calc(draft.number, theirs).value
        except FactError:
            continue
        seen += 1
        paid += bool(one)
        if _plain(one) != _plain(other):
            return "wrong", f"{ours} {one} / {theirs} {other}"
    return ("agree", f"{seen}") if paid and seen > 2 else ("unlike", f"only {seen} to compare")


def _plain(value: object) -> object:
    return sum(value.values()) if isinstance(value, dict) else value


def _policy_of(real: Policy, draft: Draft) -> Policy:
    """The draft with its mark taken away, as a person would, below what the document says of 以上 and 以下."""
    rule = block("规则", draft.number, draft.rule)
    terms = "\n".join(each.span.text for each in real.document.blocks if each.kind == "政策")
    policy, _ = compile_sources([Source.of("a", f"{draft.paragraph.text}\n{rule}\n{terms}\n")])
    return policy


def _matched(real: Clause, drafted: Clause) -> dict[str, str] | str:
    """Name of the draft → name of the rule, for the facts that both ask for; or which fact has no partner."""
    scored = sorted(
        (-likeness(one.name, other.name), abs(at - to), at, to)
        for at, one in enumerate(drafted.facts)
        for to, other in enumerate(real.facts)
        if _kind(one.reading) == _kind(other.reading)
    )
    found: dict[str, str] = {}
    for _, _, at, to in scored:
        one, other = drafted.facts[at].name, real.facts[to].name
        if one not in found and other not in found.values():
            found[one] = other
    left = [fact for fact in drafted.facts if fact.name not in found]
    others = [fact for fact in real.facts if fact.name not in found.values()]
    for fact in list(left):  # 是否 and 1家
        partner = next(
            (other for other in others if {_kind(fact.reading), _kind(other.reading)} <= {"是否", "个"}), None
        )
        if partner is not None and _kind(fact.reading) != _kind(partner.reading):
            found[fact.name] = partner.name
            left.remove(fact)
            others.remove(partner)
    loose = [fact.name for fact in (*left, *others) if _kind(fact.reading) != "是否"]
    return f"no partner: {'、'.join(loose)}" if loose else found


def _kind(reading: FactType) -> str:
    if reading.kind == "boolean":
        return "是否"
    if reading.kind == "option":
        return f"选项{len(reading.options)}"
    if reading.kind == "list" and reading.item is not None:
        return f"每{_kind(reading.item)}"
    if reading.kind == "number":
        return "个" if reading.unit in _ITEMS and reading.unit else reading.unit
    return reading.kind


def _applicants(
    real: Policy, clause: Clause, own: Policy, drafted: Clause, matched: dict[str, str]
) -> Iterator[tuple[Values, Values]]:
    """The same applicant as the rule and as the draft ask."""
    back = {name: other for other, name in matched.items()}
    count = 0
    for policy, asked, other, names in ((real, clause, drafted, back), (own, drafted, clause, matched)):
        for values in _at_thresholds(policy, asked):
            count += 1
            if count > _MOST:
                return
            mine = {fact.name: _typed(fact.reading, values[fact.name]) for fact in asked.facts}
            theirs: Values = {}
            kinds = {fact.name: fact.reading for fact in asked.facts}
            for fact in other.facts:
                partner = next((name for name, its in names.items() if its == fact.name), None)
                if partner is None:
                    theirs[fact.name] = True
                else:
                    mine[partner], theirs[fact.name] = _both(
                        mine[partner], kinds[partner], fact.reading, values[partner]
                    )
            for fact in asked.facts:
                if fact.name not in names:
                    mine[fact.name] = True
            yield (mine, theirs) if asked is clause else (theirs, mine)


def _both(value: Any, one: FactType, other: FactType, held: Any) -> tuple[Any, Any]:
    """A value as either asks for it."""
    if one.kind == "boolean" and other.kind == "number":
        return value, "1" if value else "0"
    if one.kind == "number" and other.kind == "boolean":
        return ("1" if held else "0"), bool(held)
    if one.kind == "option":
        return value, value if value in other.options else other.options[held]
    return value, value


def _at_thresholds(policy: Policy, clause: Clause) -> Iterator[Values]:
    for values in bases(policy, clause):
        yield values
        for varied in varied_of(clause):
            based = varied.based_on(values)
            if based is not None and varied.reading.kind == "number":
                turns = {value + step for value in varied.turning_points(clause, based) for step in (-1, 0, 1)}
                for value in sorted({*turns, 0, 3 * varied.reading.scale, 12_345_678 * varied.reading.scale}):
                    if varied.reading.least <= value <= varied.reading.most:
                        yield varied.with_value(based, value)


def _typed(of: FactType, value: Any) -> Any:
    match of.kind:
        case "number":
            return decimal_text(value, of.scale, of.decimals)
        case "boolean":
            return bool(value)
        case "option":
            return of.options[value]
        case "list":
            assert of.item is not None
            return [_typed(of.item, part) for part in value]
        case "record":
            return {one.name: _typed(one, part) for one, part in zip(of.fields, value, strict=True)}
        case "date":
            from datetime import date

            return date.fromordinal(value)
        case _:
            return value


if __name__ == "__main__":
    main(sys.argv[1:])
