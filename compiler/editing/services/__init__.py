"""The services: each a file, a function of what was checked and a place, with plain data for its answer.

``SERVICES`` is what can be asked by name, with plain data in and out: so a page asks, which has no protocol of editors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...report.diagnostic import Language
from ..answers import as_plain
from ..desk import Desk
from .actions import actions
from .colours import colours
from .completion import completion
from .definition import definition, references
from .diagnostics import diagnostics
from .formatting import formatting
from .hover import hover
from .inlays import inlays
from .outline import folding, outline
from .rename import renamable, rename

_Asked = Mapping[str, Any]

SERVICES: Mapping[str, Callable[[Desk, _Asked, Language], object]] = {
    "diagnostics": lambda desk, asked, lang: diagnostics(desk.checked, lang),
    "completion": lambda desk, asked, lang: completion(desk.checked, asked["file"], asked["at"], lang),
    "hover": lambda desk, asked, lang: hover(desk.checked, asked["file"], asked["at"], lang),
    "definition": lambda desk, asked, lang: definition(desk.checked, asked["file"], asked["at"]),
    "references": lambda desk, asked, lang: references(desk.checked, asked["file"], asked["at"]),
    "renamable": lambda desk, asked, lang: renamable(desk.checked, asked["file"], asked["at"]),
    "rename": lambda desk, asked, lang: rename(desk, asked["file"], asked["at"], asked["name"], lang),
    "outline": lambda desk, asked, lang: outline(desk.checked, asked["file"], lang),
    "folding": lambda desk, asked, lang: folding(desk.checked, asked["file"]),
    "colours": lambda desk, asked, lang: colours(desk.checked, asked["file"]),
    "inlays": lambda desk, asked, lang: inlays(
        desk.checked, asked["file"], lang, asked.get("start", 0), asked.get("end")
    ),
    "formatting": lambda desk, asked, lang: formatting(desk, asked["file"]),
    "actions": lambda desk, asked, lang: actions(
        desk, asked["file"], asked["start"], asked.get("end", asked["start"]), lang
    ),
}


def ask(desk: Desk, service: str, asked: _Asked, lang: Language = "zh") -> Any:
    """What a service answers, as JSON has it.  Raises ``KeyError`` where there is no such service, or what it needs is not
    given."""
    return as_plain(SERVICES[service](desk, asked, lang))
