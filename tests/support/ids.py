"""Names of tests that ``pytest -k`` finds by the words of the sentence that they are about."""

# Beyond this a name is cut off: terminals and reports stay readable.
LONGEST = 90


def said(*parts: str) -> str:
    """The words of some texts, in one line, as the name of a test; what cannot be shown, escaped.

    >>> said("甲：金额", "补助：甲。\\n封顶：\\x0010元。")
    '甲：金额 补助：甲。 封顶：\\\\x0010元。'
    """
    line = " ".join(" ".join(parts).split())
    shown = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in line)
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"
