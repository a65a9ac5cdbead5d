"""What is to be seen of how facts were understood, told beside the result."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from .bilingual import pick
from .streams import write

if TYPE_CHECKING:
    from ..intake.taken import Taken
    from ..report.diagnostic import Language


def tell_notes(found: Taken, lang: Language) -> None:
    for note in found.notes:
        write(pick(lang, f"提示：{note.zh}\n", f"note: {note.en}\n"), sys.stderr)
