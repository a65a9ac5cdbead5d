"""Names of sheets: what stands on them, as far as a name may have it.

In: words of the policy.  Out: names of at most 31 characters without []:*?/\\, no two the same whatever the case.
"""

from __future__ import annotations

from tiaowen.runtime.errors import visible

LENGTH_MAX = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\") | {"：": "", "？": "", "＊": "", "［": "", "］": ""})
# What Excel keeps for itself.
_TAKEN = ("history",)


class SheetNames:
    """Gives each sheet a name of its own; ``kept`` are those that are taken."""

    def __init__(self) -> None:
        self.kept: set[str] = set(_TAKEN)

    def name(self, words: str, otherwise: str = "表") -> str:
        """The name for these words, with a number behind it where there is such a name already."""
        plain = visible(words, 200).translate(_FORBIDDEN).strip().strip("'").strip() or otherwise
        candidate, count = _cut(plain, LENGTH_MAX), 1
        while candidate.lower() in self.kept:
            count += 1
            ending = f"({count})"
            candidate = _cut(plain, LENGTH_MAX - len(ending)) + ending
        self.kept.add(candidate.lower())
        return candidate


def _cut(words: str, most: int) -> str:
    """So many characters as a sheet counts them: two for one beyond the first plane."""
    kept = ""
    for char in words:
        if len((kept + char).encode("utf-16-le")) // 2 > most:
            break
        kept += char
    return kept.strip().rstrip("'") or "表"
