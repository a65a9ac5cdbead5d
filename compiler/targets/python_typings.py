"""Python: the facts of each clause as a type, for those who have their programs checked.

In: a module.  Out: the lines of its typed facts: ``facts: Facts_7_1 = {…}`` is then checked where it is written.  ``calc``
itself takes any mapping, since a clause and its facts mostly come from outside together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tiaowen.runtime.facts import FactType

from ..program.module import Module

NAMES = ("Amount", "Quantity", "Ratio", "Whole", "YesNo", "IsoDate")
_NUMBERS = {"元": "Amount", "%": "Ratio", "": "Whole"}
_HEAD = """\
# ── the facts of each clause, typed ──


# An amount in 元 where no unit is given; a quantity in its fact's unit, or text with one; 20% is "20%", "0.2" or Decimal("0.2").
Amount: TypeAlias = int | Decimal | str
Quantity: TypeAlias = int | Decimal | str
Ratio: TypeAlias = int | Decimal | str
Whole: TypeAlias = int | Decimal | str
YesNo: TypeAlias = bool | Literal["是", "否"]
IsoDate: TypeAlias = date | str"""


def typed_facts(module: Module, names: Mapping[str, str]) -> str:
    """The types, in the order of the clauses; ``names`` tell the identifiers of clauses apart."""
    lines = [_HEAD]
    # What ceilings have in common: the amount that was approved, which may be left out.
    approved = next((entry.approved for entry in module.entries if entry.approved), None)
    if approved:
        lines.append(_functional("_Approved", [(approved, _type(approved, ""))], ", total=False"))
    for entry in module.entries:
        lines += _dict_of(f"Facts_{names[entry.id]}", entry.asked, approved)
    return "\n".join(lines)


def _dict_of(name: str, types: Sequence[FactType], approved: FactType | None) -> Iterator[str]:
    """A dict of facts or of a record's fields: what must be there, then with what may be left out."""
    said: list[tuple[FactType, str]] = []
    for index, of in enumerate(types, 1):
        record = of.item if of.kind == "list" else of
        if record is not None and record.kind == "record":
            yield from _dict_of(f"{name}_{index}", record.fields, approved)
        said.append((of, _type(of, f"{name}_{index}")))
    may = [pair for pair in said if pair[0].optional or pair[0].default is not None]
    must = [pair for pair in said if pair not in may]
    if not may:
        yield _functional(name, must, "")
        return
    yield _functional(f"_Must_{name}", must, "")
    if [of for of, _ in may] == [approved]:
        yield f"class {name}(_Must_{name}, _Approved): ..."
        return
    yield _functional(f"_May_{name}", may, ", total=False")
    yield f"class {name}(_Must_{name}, _May_{name}): ..."


def _functional(name: str, fields: Sequence[tuple[FactType, str]], total: str) -> str:
    listed = ", ".join(f"{of.name!r}: {said}" for of, said in fields)
    return f"{name} = TypedDict({name!r}, {{{listed}}}{total})"


def _type(of: FactType, record: str) -> str:
    if of.kind == "number":
        return _NUMBERS.get(of.unit, "Quantity")
    if of.kind == "option":
        return f"Literal[{', '.join(map(repr, of.options))}]"
    if of.kind == "list":
        return f"Sequence[{_type(of.item, record) if of.item else 'object'}]"
    if of.kind == "record":
        return f"{record} | Sequence[object]"  # or its fields in their order
    return {"boolean": "YesNo", "date": "IsoDate", "text": "str"}[of.kind]
