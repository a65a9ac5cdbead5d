"""A rule as it is drafted, before it is written: data.

In: what ``shapes`` found in a sentence.  Out: the text of a rule.
"""

from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Skeleton:
    """``facts`` are names with their types; ``amounts`` sentences of the heading, ``caps`` those under 封顶; ``form`` is
    which shape it has, ``readings`` what was decided without the text saying so."""

    quote: str
    heading: str
    facts: tuple[tuple[str, str], ...]
    amounts: tuple[str, ...]
    form: str
    conditions: tuple[str, ...] = ()
    caps: tuple[str, ...] = ()
    brackets: str = ""
    readings: tuple[str, ...] = ()
    title: str = ""
    notes: tuple[str, ...] = field(default=())

    def titled(self, title: str) -> "Skeleton":
        return replace(self, title=title)

    def noted(self, *notes: str) -> "Skeleton":
        return replace(self, notes=(*self.notes, *notes))


def block(kind: str, number: str, rule: Skeleton) -> str:
    """The rule as a block of a kind, 草稿 or 规则."""
    lines = [f"【{kind} {number}】{rule.title}", f"依据：“{rule.quote}”"]
    for heading, sentences in sections(rule):
        lines += _section(heading, sentences)
    if rule.readings:
        lines.append(f"口径：{'；'.join(rule.readings)}。")
    if rule.notes:
        lines.append("说明：" + ("" if len(rule.notes) > 1 else rule.notes[0]))
        lines += [f"  {note}" for note in rule.notes] if len(rule.notes) > 1 else []
    return "\n".join([*lines, "【完】"])


def sections(rule: Skeleton) -> list[tuple[str, tuple[str, ...]]]:
    """Its headings, each with the sentences under it; those under which nothing stands are left out."""
    by_type: dict[str, list[str]] = {}
    for name, of in rule.facts:
        by_type.setdefault(of, []).append(name)
    found = [
        ("填报", tuple(f"{'、'.join(names)}：{of}" for of, names in by_type.items())),
        ("条件", rule.conditions),
        (rule.heading + (f"（{rule.brackets}）" if rule.brackets else ""), rule.amounts),
        ("封顶", rule.caps),
    ]
    return [(heading, sentences) for heading, sentences in found if sentences]


def _section(heading: str, sentences: tuple[str, ...]) -> list[str]:
    if len(sentences) == 1:
        return [f"{heading}：{sentences[0]}。"]
    marks = ["；"] * (len(sentences) - 1) + ["。"]
    return [f"{heading}：", *(f"  {said}{mark}" for said, mark in zip(sentences, marks, strict=True))]
