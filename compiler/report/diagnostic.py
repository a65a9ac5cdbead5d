"""What a pass says to the author: a diagnostic is data, with both languages and a place, and a report collects them.

The kinds are records in ``errors/<pass>.py`` (for checks: beside the check), each with 错误示例, 正确示例 and
理由 in its docstring, from which its page in the documentation is made.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from inspect import get_annotations
from typing import ClassVar, Literal, NamedTuple, Self, TypeVar, dataclass_transform

from ..text.source import Span

Severity = Literal["error", "warning", "hint"]
Language = Literal["zh", "en"]


class Text(NamedTuple):
    """A sentence in Chinese and the same in English."""

    zh: str
    en: str

    def said(self, lang: Language) -> str:
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``replacement`` where ``span`` is."""

    span: Span
    replacement: str


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Record:
    """A value whose fields are the annotations of its class and of those above it, given by name.

    A run imports some hundred and seventy kinds of messages and makes a few of them: methods that are the same for all
    cost it nothing, where ``dataclass`` would write and compile five for each.
    """

    names: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **given: object) -> None:
        super().__init_subclass__(**given)
        own = (name for name, said in get_annotations(cls).items() if "ClassVar" not in str(said))
        cls.names = tuple(dict.fromkeys((*cls.names, *own)))

    def __init__(self, **given: object) -> None:
        for name in self.names:
            if name not in given and not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} needs {name}")
        if unknown := given.keys() - set(self.names):
            raise TypeError(f"{type(self).__name__} has no {'、'.join(sorted(unknown))}")
        self.__dict__.update(given)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.names)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and isinstance(other, Record) and other._values() == self._values()

    def __hash__(self) -> int:
        return hash((type(self), self._values()))

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in zip(self.names, self._values(), strict=True))
        return f"{type(self).__name__}({said})"

    def with_(self, **given: object) -> Self:
        """The same but for these fields."""
        return type(self)(**{**self.__dict__, **given})


class Diagnostic(Record, ABC):
    """One message.  A kind sets ``code`` (and ``severity`` where it is no error), adds the values it speaks of as
    fields, and says ``title`` (describes), ``reason`` and ``suggestion`` (only this one advises).  Fields are
    hashable: two that are equal are one.
    """

    code: ClassVar[str]
    severity: ClassVar[Severity] = "error"
    span: Span | None = None

    @property
    @abstractmethod
    def title(self) -> Text: ...

    @property
    @abstractmethod
    def reason(self) -> Text: ...

    @property
    def suggestion(self) -> Text | None:
        return None

    @property
    def edit(self) -> Edit | None:
        """A correction that can be offered: what comes of it can be read."""
        return None

    @property
    def related(self) -> tuple[tuple[Span, Text], ...]:
        """Further places that the message speaks of, each with what is there."""
        return ()


_Kind = TypeVar("_Kind", bound=Diagnostic)


class Report:
    """The diagnostics of a run: in the order of files and places, each once.  For so many sentences that cannot be read
    (``rewrites``) it may still be looked for how they could be written: ``offers`` is the change of a correction, and of the
    facts that it declares (发放月数：月), or None where the rule would have a fault there all the same."""

    def __init__(
        self,
        diagnostics: Iterable[Diagnostic] = (),
        *,
        rewrites: int = 20,
        offers: Callable[[Edit, str], Edit | None] | None = None,
    ) -> None:
        self._found: dict[Diagnostic, None] = dict.fromkeys(diagnostics)
        self.rewrites = rewrites
        self.offers = offers or (lambda edit, facts: None if facts else edit)
        self._allowed: dict[Diagnostic, str] = {}

    def add(self, diagnostic: Diagnostic) -> None:
        self._found[diagnostic] = None

    def allow(self, diagnostic: Diagnostic, reason: str) -> None:
        """Set a diagnostic apart that the author has seen (【容许】)."""
        self._allowed[diagnostic] = reason

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        self._found.update(dict.fromkeys(diagnostics))

    @property
    def found(self) -> tuple[Diagnostic, ...]:
        """All, in the order in which they were found."""
        return tuple(self._found)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return tuple(sorted(self._found, key=_place))

    @property
    def allowed(self) -> tuple[tuple[Diagnostic, str], ...]:
        """What 【容许】 allows, each with the reason given, in the order of files and places."""
        return tuple(sorted(self._allowed.items(), key=lambda pair: _place(pair[0])))

    def of(self, kind: type[_Kind]) -> Iterator[_Kind]:
        """Those of one kind, as they were found."""
        return (diagnostic for diagnostic in self._found if isinstance(diagnostic, kind))

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(diagnostic for diagnostic in self.diagnostics if diagnostic.severity == "error")

    @property
    def has_errors(self) -> bool:
        return any(diagnostic.severity == "error" for diagnostic in self._found)


def _place(diagnostic: Diagnostic) -> tuple[str, int, str]:
    span = diagnostic.span
    return (span.source.name, span.start, diagnostic.code) if span else ("", -1, diagnostic.code)
