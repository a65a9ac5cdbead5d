"""What the printers of code share: names made into identifiers, texts made fit for comments.

Names and texts of a policy never become code: a name is an identifier only where it is a proper one in every target,
and everything else is printed as a literal.
"""

import json
import re
import unicodedata
from collections.abc import Collection, Iterable

from tiaowen.runtime.errors import visible


def variable(name: str, used: Collection[str], reserved: Collection[str]) -> str:
    """An identifier for a name: the name itself where it is one, and neither in use nor reserved.

    No proper name begins with ``_``: identifiers that do are the printers' own.  Nor has a name of the policy a space,
    so that the compiler's own names (中间数 1) have one, which no identifier has.
    """
    made = name.replace(" ", "")
    made = made if _is_proper(made) else f"_quantity_{len(used)}"
    while made in used or made in reserved:
        made += "_"
    return made


def _is_proper(name: str) -> bool:
    """An identifier in every target, and one that can be seen: of letters and digits that were in Unicode long before
    any target; two letters of Hangul are invisible."""
    seen = all(char == "_" or unicodedata.ucd_3_2_0.category(char)[0] in "LN" for char in name)
    return (
        seen
        and not re.search("[\u115f\u1160]", name)
        and name.isidentifier()
        and not name.startswith("_")
        and unicodedata.normalize("NFKC", name) == name
    )


def literal(text: str) -> str:
    """A string literal of JavaScript and JSON: nothing in it ends the literal, a line or a script element, or hides."""
    return plainly(json.dumps(text, ensure_ascii=False))


def plainly(written: str) -> str:
    """JSON in which no text ends a script element, or hides."""
    said = written.replace("<", "\\u003c")
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in said)


def suffixes(clause_ids: Iterable[str]) -> dict[str, str]:
    """What tells the identifiers of clauses apart: 7_1 for 7.1."""
    made: dict[str, str] = {}
    for clause_id in clause_ids:
        suffix = re.sub("[^0-9A-Za-z]", "_", clause_id)
        while suffix in made.values():
            suffix += "_"
        made[clause_id] = suffix
    return made


def one_line(text: str) -> str:
    """A text for a comment: on one line, with nothing in it that could end the comment or hide."""
    said = visible(" ".join(text.split()), 10**6)
    return said.translate({ord("\\"): "＼", ord("<"): "＜"}).replace("*/", "*／").replace('"""', "“““")
