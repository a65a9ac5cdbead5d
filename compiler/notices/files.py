"""The files of a notice: the list as a document and as a workbook, the letters one by one or in one document.

In: a notice.  Out: the bytes of each file by its name within the folder, / between folders.  The same notice gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ..guide.paper import printable
from ..guide.word import docx_of
from ..report.diagnostic import Language, Report
from ..report.errors.output import MissingLibrary
from .book import book_of
from .letters import letter_paper, letters_paper
from .listed import list_paper
from .notice import Applicant, Notice
from .words import say

# What Windows has in no name of a file, and names that it keeps for itself.
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
_NAME_MAX = 60


def files_of(
    notice: Notice,
    report: Report,
    lang: Language = "zh",
    *,
    combined: bool = False,
    tell: Callable[[int, int], None] = lambda _done, _all: None,
) -> Mapping[str, bytes]:
    """None, and the report says which, where a library is missing.  ``tell`` is told how many letters are done, and of how
    many; ``combined``: the letters in one document."""
    try:
        return {**_list_files(notice, lang), **_letter_files(notice, lang, combined=combined, tell=tell)}
    except ModuleNotFoundError as missing:
        if missing.name != "xlsxwriter":
            raise
        report.add(MissingLibrary(library="XlsxWriter", extra="workbook"))
        return {}


def _list_files(notice: Notice, lang: Language) -> Mapping[str, bytes]:
    document = docx_of(list_paper(notice, lang))
    from ..targets.sheets.written import written

    name = say(lang, "list file")
    return {f"{name}.docx": document, f"{name}.xlsx": written(book_of(notice, lang))}


def _letter_files(
    notice: Notice, lang: Language, *, combined: bool, tell: Callable[[int, int], None]
) -> Mapping[str, bytes]:
    count = len(notice.applicants)
    if combined:
        return {f"{say(lang, 'letters file')}.docx": docx_of(letters_paper(notice, lang))} if count else {}
    made: dict[str, bytes] = {}
    for number, applicant in enumerate(notice.applicants, 1):
        place = f"{say(lang, 'letters folder')}/{number:0{len(str(count))}} {_file_name(applicant)}.docx"
        made[place] = docx_of(letter_paper(notice, applicant, lang))
        tell(number, count)
    return made


def _file_name(applicant: Applicant) -> str:
    """The name as a file may have it on any system."""
    said = _NOT_IN_NAMES.sub("_", printable(applicant.name)).strip(" .")[:_NAME_MAX].strip(" .")
    return f"_{said}" if not said or _RESERVED.fullmatch(said) else said
