"""Automatic numbering of Word and WPS, written out.

In: the parts numbering and styles; then, paragraph by paragraph, what each says of its number.  Out: the label that a person
sees before it: 一、, （一）, 1., 第二条, ①.

A list counts for its pattern (w:abstractNum), which several lists (w:num) may share; a list that overrides where a level
starts begins anew where it is first used.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .numerals import written
from .package import attribute, is_on, value

_LEVELS = 9
_BULLETS = {"\uf06c": "●", "\uf06e": "■", "\uf0b7": "•", "\uf075": "◆", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0a8": "□"}


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: ``text`` has %1 to %9 where the numbers of levels stand; ``restart``: it begins anew
    only behind the first so many levels (0: never), None behind each level above it."""

    start: int
    form: str
    text: str
    behind: str
    restart: int | None
    is_decimal: bool
    is_hidden: bool


_PLAIN = Level(start=1, form="decimal", text="", behind="tab", restart=None, is_decimal=False, is_hidden=False)


@dataclass(slots=True)
class Styles:
    """What styles of paragraphs and characters say, each over the one that it is based on."""

    nodes: dict[str, Element] = field(default_factory=dict)
    default: str | None = None

    def of(self, name: str | None) -> Iterator[Element]:
        """A style, then those that it stands on."""
        seen: set[str] = set()
        while name is not None and name in self.nodes and name not in seen:
            seen.add(name)
            yield self.nodes[name]
            name = value(self.nodes[name].find("w_basedOn"))

    def hides(self, name: str | None) -> bool:
        """Whether text of a style is hidden."""
        found = (style.find("w_rPr/w_vanish") for style in self.of(name))
        return is_on(next((node for node in found if node is not None), None))


def styles_of(parts: Iterable[Element]) -> Styles:
    styles = Styles()
    for part in parts:
        for node in part.iter("w_style"):
            name = attribute(node, "styleId")
            if name is not None:
                styles.nodes[name] = node
                if attribute(node, "type") == "paragraph" and attribute(node, "default") in ("1", "true"):
                    styles.default = name
    return styles


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    styles: Styles
    patterns: dict[str, Element] = field(default_factory=dict)
    lists: dict[str, Element] = field(default_factory=dict)
    _levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, properties: Element | None, style: str | None) -> str:
        """What stands before a paragraph, and what parts it from the text; nothing where it has no number."""
        place = self._place(properties, style)
        if place is None or place[0] not in self.lists:
            return ""
        name, at = place
        pattern, levels = self._pattern(name), self._of(name)
        level = levels.get(at, _PLAIN)
        counts = self._counts.setdefault(pattern, [None] * _LEVELS)
        self._begin(name, counts, at)
        before = counts[at]
        counts[at] = level.start if before is None else before + 1
        for below in range(at + 1, _LEVELS):
            restart = levels.get(below, _PLAIN).restart
            if restart is None or at < restart:
                counts[below] = None
        return "" if level.is_hidden else self._said(level, levels, counts)

    def _begin(self, name: str, counts: list[int | None], at: int) -> None:
        """A list that says where it starts begins there once."""
        for override in self.lists[name].findall("w_lvlOverride"):
            below, start = int(attribute(override, "ilvl") or 0), value(override.find("w_startOverride"))
            if start is not None and below == at and (name, below) not in self._begun:
                counts[below] = None
                self._begun.add((name, below))

    def _said(self, level: Level, levels: dict[int, Level], counts: list[int | None]) -> str:
        if level.form == "bullet":
            sign = level.text.strip()[:1]
            label = _BULLETS.get(sign, "•" if "\ue000" <= sign <= "\uf8ff" else sign)
        else:
            label = re.sub(
                r"%([1-9])", lambda found: self._number(int(found[1]) - 1, level, levels, counts), level.text
            )
        if not label or level.behind == "nothing":
            return label
        return label if label[-1] in "、）】〕，：" and level.behind == "tab" else f"{label} "

    def _number(self, at: int, level: Level, levels: dict[int, Level], counts: list[int | None]) -> str:
        of = levels.get(at, _PLAIN)
        count = counts[at]
        number = of.start if count is None else count
        is_plain = level.is_decimal and of.form not in ("decimalZero", "none")
        return written(number, "decimal" if is_plain else of.form)

    def _place(self, properties: Element | None, style: str | None) -> tuple[str, int] | None:
        """The list and the level of a paragraph: its own, else those of its style."""
        own = properties.find("w_numPr") if properties is not None else None
        name = value(own.find("w_numId")) if own is not None else None
        at = value(own.find("w_ilvl")) if own is not None else None
        of_style = self._of_style(style)
        if name is None:
            if of_style is None:
                return None
            name, theirs = of_style
            at = at if at is not None else str(theirs)
        if name == "0" or not (at or "0").isdigit():
            return None
        return name, min(int(at or 0), _LEVELS - 1)

    def _of_style(self, style: str | None) -> tuple[str, int] | None:
        """The list of a style; its level is the one that names the style, else the one that the style says."""
        said = list(self.styles.of(style))
        level = next((value(node.find("w_pPr/w_numPr/w_ilvl")) for node in said), None)
        for node in said:
            name = value(node.find("w_pPr/w_numPr/w_numId"))
            if name is None:
                continue
            linked = self._linked(name, [attribute(other, "styleId") for other in said])
            return name, linked if linked is not None else int(level) if level and level.isdigit() else 0
        return None

    def _linked(self, name: str, styles: list[str | None]) -> int | None:
        pattern = self.patterns.get(self._pattern(name)) if name in self.lists else None
        levels = pattern.findall("w_lvl") if pattern is not None else []
        for style in styles:
            for level in levels:
                if value(level.find("w_pStyle")) == style:
                    return int(attribute(level, "ilvl") or 0)
        return None

    def _pattern(self, name: str) -> str:
        """The pattern of a list; one that is that of a style of lists is found by the style."""
        seen: set[str] = set()
        while name in self.lists and name not in seen:
            seen.add(name)
            pattern = value(self.lists[name].find("w_abstractNumId"), "") or ""
            linked = value(self.patterns[pattern].find("w_numStyleLink")) if pattern in self.patterns else None
            other = self.styles.nodes.get(linked) if linked is not None else None
            further = value(other.find("w_pPr/w_numPr/w_numId")) if other is not None else None
            if further is None:
                return pattern
            name = further
        return ""

    def _of(self, name: str) -> dict[int, Level]:
        if name not in self._levels:
            pattern = self.patterns.get(self._pattern(name))
            nodes = {int(attribute(node, "ilvl") or 0): node for node in _levels(pattern)}
            starts: dict[int, int] = {}
            for override in self.lists[name].findall("w_lvlOverride"):
                at, start = int(attribute(override, "ilvl") or 0), value(override.find("w_startOverride"))
                own = override.find("w_lvl")
                if own is not None:
                    nodes[at] = own
                if start is not None and start.isdigit():
                    starts[at] = int(start)
            self._levels[name] = {at: _level(node, starts.get(at)) for at, node in nodes.items()}
        return self._levels[name]


def numbering_of(parts: Iterable[Element], styles: Styles) -> Numbering:
    numbering = Numbering(styles)
    for part in parts:
        for node in part.findall("w_abstractNum"):
            numbering.patterns[attribute(node, "abstractNumId") or ""] = node
        for node in part.findall("w_num"):
            numbering.lists[attribute(node, "numId") or ""] = node
    return numbering


def _levels(pattern: Element | None) -> Iterator[Element]:
    return iter(pattern.findall("w_lvl") if pattern is not None else ())


def _level(node: Element, start: int | None) -> Level:
    said = value(node.find("w_start"), "1") or "1"
    restart = value(node.find("w_lvlRestart"))
    return Level(
        start=start if start is not None else int(said) if said.isdigit() else 1,
        form=_form(node),
        text=value(node.find("w_lvlText"), "") or "",
        behind=value(node.find("w_suff"), "tab") or "tab",
        restart=int(restart) if restart is not None and restart.isdigit() else None,
        is_decimal=is_on(node.find("w_isLgl")),
        is_hidden=is_on(node.find("w_rPr/w_vanish")),
    )


def _form(node: Element) -> str:
    """The format; one of a newer program has an older one beside it, which all know."""
    custom = node.find("mc_AlternateContent/mc_Choice/w_numFmt")
    if custom is not None and (attribute(custom, "format") or "").startswith("01"):
        return "decimalZero"
    form = node.find("w_numFmt")
    older = node.find("mc_AlternateContent/mc_Fallback/w_numFmt")
    return value(form if form is not None else older, "decimal") or "decimal"
