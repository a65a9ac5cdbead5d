"""统一社会信用代码 (GB 32100): 17 characters and a check digit, counted to the base of 31.

>>> check_digit("91350100M000100Y4")
'3'
>>> is_credit_code("91350100M000100Y43"), is_credit_code("91350100M000100Y34"), is_credit_code("91350100m000100y43")
(True, False, False)
"""

from __future__ import annotations

LENGTH = 18
CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_BASE = len(CHARACTERS)
# What each of the 17 characters counts: the powers of 3, as they remain.
WEIGHTS = tuple(pow(3, place, _BASE) for place in range(LENGTH - 1))


def check_digit(body: str) -> str:
    """The last character of a code that begins with these 17.  Raises ``ValueError`` for a character that no code has."""
    total = sum(CHARACTERS.index(char) * weight for char, weight in zip(body, WEIGHTS, strict=True))
    return CHARACTERS[-total % _BASE]


def is_credit_code(text: str) -> bool:
    """Whether it is one, written in capitals."""
    if len(text) != LENGTH or any(char not in CHARACTERS for char in text):
        return False
    return text[-1] == check_digit(text[:-1])


def formula(cell: str, numbers: str, weights: str, characters: str) -> str:
    """What holds in a sheet of a cell with a code; the others are where 1 to 17, the weights, and the characters stand.
    Validation knows no list of numbers within a formula, and has room for 255 characters."""
    places = f"FIND(MID({cell},{numbers},1),{characters})-1"
    total = f"SUMPRODUCT(({places})*{weights})+FIND(RIGHT({cell}),{characters})-1"
    return f"AND(LEN({cell})={LENGTH},MOD({total},{_BASE})=0)"
