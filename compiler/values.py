"""Dataclasses whose methods are made when the first value is.

A run knows some four hundred kinds of values and makes some of half of them; what ``dataclasses`` writes and compiles
for a kind costs more than the rest of its import.  So a class has its slots at once, and everything else from the first
time that somebody makes one of it or asks for its fields.  To people and type checkers it is ``dataclasses.dataclass``.
"""

from __future__ import annotations

import dataclasses
from abc import ABC
from contextlib import suppress
from inspect import get_annotations
from threading import RLock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, slots=False, frozen=False, **options):
        def waiting(cls):
            made = _with_slots(cls, is_frozen=frozen) if slots else cls
            _Waiting(made, cls, {"frozen": frozen, **options})
            return made

        return waiting


_MAKING = RLock()


class _Waiting:
    """Stands for the fields of a class; whoever asks for them has them made, with the methods, of what was written."""

    def __init__(self, cls: type, written: type, options: dict[str, Any]) -> None:
        self.cls, self.written, self.options = cls, written, options

        def __init__(value: object, /, *args: object, **named: object) -> None:
            self.make()
            cls.__init__(value, *args, **named)  # type: ignore[misc]

        cls.__dataclass_fields__ = self  # type: ignore[attr-defined]
        cls.__init__ = __init__  # type: ignore[misc]

    def __get__(self, instance: object, owner: type) -> object:
        self.make()
        return self.cls.__dataclass_fields__  # type: ignore[attr-defined]

    def make(self) -> None:
        with _MAKING:
            if vars(self.cls)["__dataclass_fields__"] is not self:
                return  # another thread was first
            written = {name: it for name, it in vars(self.written).items() if name not in _OURS}
            plain = self.written if self.written is not self.cls else _like(self.cls, written)
            plain.__doc__ = plain.__doc__ or plain.__name__
            before = dict(vars(plain))
            dataclasses.dataclass(**self.options)(plain)
            slots = get_annotations(self.written) if self.written is not self.cls else {}
            for name in sorted(before.keys() | vars(plain), key="__init__".__eq__):
                if name in slots or name == "__abstractmethods__":
                    continue
                if name not in vars(plain):
                    delattr(self.cls, name)
                elif name not in before or before[name] is not vars(plain)[name]:
                    setattr(self.cls, name, vars(plain)[name])
            if plain is not self.written:
                with suppress(TypeError):  # where the bases are of another make: nobody goes through those
                    plain.__bases__ = (_Apart,)


class _Apart(ABC):  # noqa: B024
    """The base of a copy that has done its work, so that nobody finds it among the kinds of something."""


_OURS = ("__dataclass_fields__", "__init__", "__dict__", "__weakref__")


def _like(cls: type, members: dict[str, Any]) -> type:
    made: type = type(cls)(cls.__name__, cls.__bases__, members)
    made.__qualname__ = cls.__qualname__
    return made


def _with_slots(cls: type, *, is_frozen: bool) -> type:
    """A class like this one, with a slot for each field that none of its bases has a slot for."""
    fields = [name for name, said in get_annotations(cls).items() if not _is_no_field(said)]
    inherited = {slot for base in cls.__mro__[1:] for slot in vars(base).get("__slots__", ())}
    members = {name: it for name, it in vars(cls).items() if name not in (*fields, "__dict__", "__weakref__")}
    members["__slots__"] = tuple(name for name in fields if name not in inherited)
    if is_frozen:
        members |= {"__getstate__": _state, "__setstate__": _restore}
    return _like(cls, members)


def _is_no_field(said: object) -> bool:
    words = said if isinstance(said, str) else f"{said!r:.20}"
    return said is dataclasses.KW_ONLY or words.removeprefix("typing.").startswith(("ClassVar", "KW_ONLY"))


def _state(value: Any) -> list[object]:
    return [getattr(value, field.name) for field in dataclasses.fields(value)]


def _restore(value: Any, state: list[object]) -> None:
    for field, part in zip(dataclasses.fields(value), state, strict=True):
        object.__setattr__(value, field.name, part)
