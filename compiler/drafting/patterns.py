"""Forms of sentences, written as they read: ``pattern("按照?{base}的{rate}", base=words(2, 24), rate=SHARE)``.

In: a form with its parts by name.  Out: a pattern of marked text whose groups have these names.
"""

import re

# What ends a phrase, and the marks of numbers, which no phrase has.
MARKS = r"ⓂⓇⓆⒹ\ue100-\ue1ff"
_PART = re.compile(r"\{([a-z]+)\}")


def pattern(form: str, **parts: str) -> re.Pattern[str]:
    """``form`` is a pattern but for ``{name}``, which stands for a part."""
    return re.compile(_PART.sub(lambda part: f"(?P<{part[1]}>{parts[part[1]]})", form))


def words(least: int, most: int, *, without: str = "", greedy: bool = False) -> str:
    """So many characters of one phrase: no comma, no number, none of ``without``; as few as there can be."""
    return f"[^，。；：、{without}{MARKS}]{{{least},{most}}}{'' if greedy else '?'}"
