"""The targets, one file each: a printer from the integer form to a text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from . import javascript, python

if TYPE_CHECKING:
    from ..model.policy import Policy

# A target gives the texts of its files by what is put in place of the output's suffix ("" is the output itself).
Backend = Callable[["Policy"], Mapping[str, str]]

BACKENDS: dict[str, Backend] = {"python": python.emit, "javascript": javascript.emit}
