"""The policy in another form, to be saved: what each target makes, the guide in one file."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...guide.format import Asked
from ...guide.formats import FORMATS
from ...guide.word import DOCX
from ...report.diagnostic import Report
from ...report.render import as_data
from ...targets.every import TARGETS
from ...targets.target import Wanted
from ..made import Made
from .call import Call

if TYPE_CHECKING:
    from ...report.diagnostic import Language
    from ...report.render import Json


def answer(made: Made, given: Mapping[str, object], lang: Language) -> Json:
    """``form`` is the name of a target, of a format of the guide, or "text" (the document without its rules, for Word), ``file`` what its file is to be called: its files in base64 by name, and what is
    to be told (a clause that cannot be said)."""
    name, file = str(given["form"]), str(given["file"])
    stem = file.rpartition(".")[0]
    report = Report()
    target = next((each for each in TARGETS if each.name == name), None)
    if target:
        wanted = Wanted(stem=stem, dialect=target.dialects[0] if target.dialects else "")
        made_of_it = target.emit(made.module(lang), report, wanted)
        files = {f"{stem}{suffix}" if suffix else file: data for suffix, data in made_of_it.items()}
    else:
        form = next(each for each in FORMATS if each.name == {"text": DOCX.name}.get(name, name))
        written = form.write(made.policy, Asked(lang=lang, text_only=name == "text"), report)
        files = {file if form.alone else name: data for name, data in written.items()}
    encoded: Json = {name: _base64(data) for name, data in files.items()}
    return {"files": encoded, "diagnostics": as_data(report.diagnostics, lang)}


def _base64(data: str | bytes) -> str:
    return b64encode(data.encode() if isinstance(data, str) else data).decode()


EXPORT = Call("export", answer)
