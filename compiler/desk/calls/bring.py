"""The text of a document of Word or WPS, or of a page, as a person sees it."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...document.files import SourceError
from ...importing.files import read_file
from ...importing.imported import LEFT, SAID, NotImported
from ...report.errors.importing import EmptyDocument
from ...report.render import as_data
from ..made import Made
from .call import Call

if TYPE_CHECKING:
    from ...report.diagnostic import Language
    from ...report.render import Json


def answer(_: Made, given: Mapping[str, object], lang: Language) -> Json:
    """Of a file by its ``name`` and its bytes in base64 (``data``): its ``text``, what was ``said`` in it and what was ``left`` out, in words; or
    the ``diagnostics`` that say why it cannot be read."""
    name = str(given["name"])
    try:
        found = read_file(name, b64decode(str(given["data"])), "accepted")
    except (NotImported, SourceError) as error:
        return {"text": "", "said": [], "left": [], "diagnostics": as_data([error.diagnostic], lang)}
    if not found.text:
        empty = EmptyDocument(path=name, pictures=found.counts.get("pictures", 0))
        return {"text": "", "said": [], "left": [], "diagnostics": as_data([empty], lang)}
    counts = found.counts
    return {
        "text": found.text,
        "said": [SAID[each].said(lang).format(counts[each]) for each in SAID if each in counts],
        "left": [LEFT[each].said(lang).format(counts[each]) for each in LEFT if each in counts],
        "diagnostics": [],
    }


BRING = Call("bring", answer)
