"""Options that say something of a name: --unit 研发费用=万元."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from .bilingual import pick

if TYPE_CHECKING:
    from ..report.diagnostic import Language


def pairs(option: str, given: Sequence[str], lang: Language) -> Mapping[str, str]:
    """NAME=VALUE, each name once."""
    found: dict[str, str] = {}
    for text in given:
        name, _, value = (part.strip() for part in text.replace("＝", "=", 1).partition("="))
        if not name or not value:
            zh = f"{option} 应写作 名称=值，写的是「{text}」"
            raise click.UsageError(pick(lang, zh, f"{option} must be NAME=VALUE, not {text}"))
        if found.setdefault(name, value) != value:
            raise click.UsageError(pick(lang, f"{option} 写了两次「{name}」", f"{option} names {name} twice"))
    return found
