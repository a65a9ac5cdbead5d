"""Words of one terminal that mean different things for the amount: looked up here, once.

>>> rest_of("按比例计）"), rest_of("的按1小时计算"), rest_of("的部分不计")
('pro_rata', 'up', 'down')
"""

from typing import Literal

# What comes of less than a whole one (不足1小时的……): it counts as it is, as a whole one, or not at all.
Rest = Literal["pro_rata", "up", "down"]
_RESTS: tuple[tuple[str, Rest], ...] = (("比例", "pro_rata"), ("实际", "pro_rata"), ("按", "up"))

# 减按75%: that much is left; 下浮25%, 降低25%: so much less.
LEFT = ("减按",)
# 优惠30%: that much is saved, which is the award; where the result is what is paid, so much less.
SAVED = ("优惠", "减收", "少收")
# 减收10元: so much less is charged.
FEWER = ("减收", "少收")


def rest_of(ending: str) -> Rest:
    """What the words behind 不足…… say of it; 不计, 舍去, 不享受 and the like that it does not count."""
    return next((rest for word, rest in _RESTS if word in ending), "down")
