"""The text of a document of Word or WPS, or of a page, as a person sees it."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...accounts.outline import read_line
from ...document.files import SourceError
from ...importing.files import read_file
from ...importing.imported import CHANGES, LEFT, SAID, NotImported
from ...report.errors.importing import EmptyDocument
from ...report.render import as_data
from ..made import Made, made_of
from .call import Call

if TYPE_CHECKING:
    from ...importing.imported import Imported
    from ...report.diagnostic import Diagnostic, Language
    from ...report.render import Json


def answer(_: Made, given: Mapping[str, object], lang: Language) -> Json:
    """Of a file by its ``name`` and its bytes in base64 (``data``), with its tracked ``changes`` as "accepted" (the default) or "refused": its
    ``text``, what was ``said`` in it and what was ``left`` out, in words, the ``words`` of that as far as it has some, how many changes were
    ``tracked``, and what was ``read`` of the text; or the ``diagnostics`` that say why it cannot be read."""
    name = str(given["name"])
    changes = next(each for each in CHANGES if each == given.get("changes", CHANGES[0]))
    try:
        found = read_file(name, b64decode(str(given["data"])), changes)
    except (NotImported, SourceError) as error:
        return _told(error.diagnostic, lang)
    if not found.text:
        return _told(EmptyDocument(path=name, pictures=found.counts.get("pictures", 0)), lang)
    return _brought(name, found, lang)


def _told(why: Diagnostic, lang: Language) -> Json:
    return {"text": "", "diagnostics": as_data([why], lang)}


def _brought(name: str, found: Imported, lang: Language) -> Json:
    counts = found.counts
    return {
        "text": found.text,
        "said": [SAID[each].said(lang).format(counts[each]) for each in SAID if each in counts],
        "left": [LEFT[each].said(lang).format(counts[each]) for each in LEFT if each in counts],
        "words": [words for of, words in found.left if of in LEFT],
        "tracked": sum(counts.get(each, 0) for each in CHANGES),
        "read": read_line(made_of(((name, found.text),)).policy, lang),
        "diagnostics": [],
    }


BRING = Call("bring", answer)
