"""How amounts are rounded, as a rule writes it: 四舍五入到元, 舍去到百元, 进位到整数."""

import re
from fractions import Fraction

from .clause import Rounding, RoundingMode

_MODES: dict[str, RoundingMode] = {"四舍五入": "half_up", "舍去": "down", "进位": "up"}
_SIZES = {"十": Fraction(10), "百": Fraction(100), "千": Fraction(1000)}
_STEPS = {
    "万元": Fraction(10000),
    "元": Fraction(1),
    "角": Fraction(1, 10),
    "分": Fraction(1, 100),
    "整数": Fraction(1),
}


def read_rounding(text: str) -> Rounding:
    """四舍五入到元, 舍去到百元, 四舍五入到5角 … as the grammar's ROUNDED has it; ValueError for anything else."""
    match = re.fullmatch(r"(四舍五入|舍去|进位)[到至]([1-9][0-9]*|十|百|千)?(万元|元|角|分|整数)", text)
    if match is None:
        raise ValueError(text)
    times = _SIZES.get(match[2]) or Fraction(match[2] or 1)
    return Rounding(
        mode=_MODES[match[1]], step=times * _STEPS[match[3]], text=f"{match[1]}到{match[2] or ''}{match[3]}"
    )
