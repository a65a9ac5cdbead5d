"""Values are dataclasses in all that can be seen of them, though their methods are made with the first one."""

import copy
import pickle
import re
from abc import ABC, abstractmethod
from dataclasses import KW_ONLY, FrozenInstanceError, field, fields, is_dataclass, replace
from pathlib import Path
from typing import ClassVar

import pytest

from tiaowen.compiler.values import dataclass

COMPILER = Path(__file__).parent.parent / "compiler"


class Shape(ABC):
    __slots__ = ()

    @property
    @abstractmethod
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Named(Shape):
    corners: ClassVar[int] = 4
    name: str
    sides: tuple[int, ...] = field(default_factory=tuple)
    _: KW_ONLY
    note: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coloured(Named):
    """With a colour."""

    colour: str = "red"
    note: str = "painted"


@dataclass(frozen=True, kw_only=True)
class Loose:
    what: str
    much: int = 3


@dataclass(slots=True)
class Changing:
    seen: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Untouched:
    what: int


def test_a_value_is_compared_copied_and_taken_apart() -> None:
    one = Coloured("a", (1, 2))
    assert (one, hash(one)) == (Coloured("a", (1, 2)), hash(Coloured("a", (1, 2))))
    assert one != Coloured("a", (1, 2), colour="blue")
    assert Named("a") == Named("a", note="of no account") != Named("b")
    assert repr(Named("a")) == "Named(name='a', sides=(), note='')"
    assert replace(one, colour="blue").colour == "blue"
    assert [each.name for each in fields(one)] == ["name", "sides", "note", "colour"]
    assert (one.note, Loose(what="x").much, Named.corners) == ("painted", 3, 4)
    assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == one
    match Named("a", (3,)):
        case Named(name, sides):
            assert (name, sides) == ("a", (3,))
    assert not hasattr(one, "__dict__")
    assert Changing([1]) == Changing([1])
    assert Coloured.__doc__ == "With a colour."


@pytest.mark.parametrize("value", [Named("a"), Coloured("a"), Loose(what="x")])
def test_a_value_does_not_change(value: object) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(value, next(each.name for each in fields(value)), "b")  # type: ignore[arg-type]


def test_fields_are_known_before_a_value_is_made() -> None:
    assert is_dataclass(Untouched)
    assert [each.name for each in fields(Untouched)] == ["what"]
    assert Untouched(1) == Untouched(what=1)
    with pytest.raises(TypeError):
        Untouched()  # type: ignore[call-arg]


def test_a_class_is_known_once_to_its_bases() -> None:
    class Kind(ABC):  # noqa: B024
        pass

    @dataclass(frozen=True, kw_only=True)
    class One(Kind):
        what: str

    assert One(what="x") == One(what="x")
    assert Kind.__subclasses__() == [One]


def test_all_of_the_compiler_takes_its_dataclasses_from_there() -> None:
    """Four hundred classes that are written and compiled at every start would be a tenth of what `check` costs."""
    wrong = re.compile(r"^from dataclasses import .*\bdataclass\b", re.M)
    found = [path.name for path in COMPILER.rglob("*.py") if wrong.search(path.read_text("utf-8"))]
    assert found == [], "write `from ..values import dataclass`"
