"""The words of bounds: a row for each word that makes an end of a range, before its number or behind it.

Whether the number belongs to the range is as the Civil Code has it (article 1259: 以上、以下、以内、届满 include the number,
不满、超过、以外 do not), and likewise 达到、满、不低于、不少于、不超过、不高于、至.  A policy's 本数 may declare any of them otherwise.
"""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class BoundWord:
    """``side`` is the end of a range that the word makes; ``inclusive``, whether the number belongs to it; ``place``, where
    it stands.

    What 本数 declares of ``same_as`` it declares of this word too; 及以上 says itself that the number belongs, whatever 本数
    declares (``is_fixed``).  ``two_readings``: before a share of something it may
    mean that share, or so much more or less (超过上年销售额10%).  ``by_points``: so many percentage points may follow
    (高于平均增幅5个百分点).  ``part`` is what 的部分 means behind it: what lies within the number, or what is lacking up to
    it; "" where it may mean either.  ``of_a_day``: whether the day itself belongs to it has to be said on the spot.
    """

    word: str
    side: Literal["low", "high"]
    _: KW_ONLY
    inclusive: bool
    same_as: str = ""
    is_fixed: bool = False
    two_readings: bool = False
    by_points: bool = False
    part: Literal["within", "lacking", ""] = ""
    of_a_day: bool = False
    place: Literal["before", "between", "behind"] = "before"


_ROWS = (
    # ── before the number: from it on ──
    BoundWord("达到", "low", inclusive=True),
    BoundWord("达", "low", inclusive=True, same_as="达到"),
    BoundWord("突破", "low", inclusive=True),
    BoundWord("超过", "low", inclusive=False, two_readings=True, by_points=True),
    BoundWord("超", "low", inclusive=False, same_as="超过", two_readings=True),
    BoundWord("超出", "low", inclusive=False, same_as="超过"),
    BoundWord("首次达到", "low", inclusive=True, same_as="达到"),
    BoundWord("首次达", "low", inclusive=True, same_as="达到"),
    BoundWord("首次突破", "low", inclusive=True, same_as="突破"),
    BoundWord("首次超过", "low", inclusive=False, same_as="超过"),
    BoundWord("首次超", "low", inclusive=False, same_as="超过"),
    BoundWord("首次超出", "low", inclusive=False, same_as="超过"),
    BoundWord("高于", "low", inclusive=False, two_readings=True, by_points=True),
    BoundWord("大于", "low", inclusive=False, two_readings=True, by_points=True),
    BoundWord("大于等于", "low", inclusive=True),
    BoundWord("大于或等于", "low", inclusive=True),
    *(
        BoundWord(word, "low", inclusive=True)
        for one, other in (
            ("达到", "超过"),
            ("达到", "高于"),
            ("达到", "大于"),
            ("等于", "超过"),
            ("等于", "高于"),
            ("等于", "大于"),
        )
        for word in (f"{one}或{other}", f"{one}及{other}", f"{other}或{one}")
    ),
    BoundWord("多于", "low", inclusive=False, two_readings=True),
    BoundWord("不低于", "low", inclusive=True),
    BoundWord("不少于", "low", inclusive=True, same_as="不低于"),
    BoundWord("不小于", "low", inclusive=True),
    BoundWord("满", "low", inclusive=True),
    BoundWord("已满", "low", inclusive=True),
    BoundWord("年满", "low", inclusive=True),
    BoundWord("不早于", "low", inclusive=True),
    BoundWord("晚于", "low", inclusive=False),
    # ── before the number: up to it ──
    BoundWord("不超过", "high", inclusive=True, part="within"),
    BoundWord("不高于", "high", inclusive=True, part="within"),
    BoundWord("不大于", "high", inclusive=True, same_as="不超过", part="within"),
    BoundWord("不多于", "high", inclusive=True, part="within"),
    BoundWord("未超过", "high", inclusive=True, same_as="不超过", part="within"),
    BoundWord("低于", "high", inclusive=False, two_readings=True, by_points=True),
    BoundWord("少于", "high", inclusive=False, two_readings=True),
    BoundWord("小于", "high", inclusive=False, two_readings=True, by_points=True),
    BoundWord("小于等于", "high", inclusive=True),
    BoundWord("小于或等于", "high", inclusive=True),
    *(
        BoundWord(word, "high", inclusive=True)
        for less in ("低于", "少于")
        for word in (f"等于或{less}", f"{less}或等于")
    ),
    BoundWord("等于或小于", "high", inclusive=True),
    BoundWord("不满", "high", inclusive=False),
    BoundWord("不足", "high", inclusive=False, part="lacking"),
    BoundWord("未满", "high", inclusive=False),
    BoundWord("未达到", "high", inclusive=False, part="lacking"),
    BoundWord("未达", "high", inclusive=False, same_as="未达到", part="lacking"),
    BoundWord("不晚于", "high", inclusive=True),
    BoundWord("早于", "high", inclusive=False),
    # ── between two numbers ──
    BoundWord("至", "high", inclusive=True, place="between"),
    # ── behind the number ──
    BoundWord("以上", "low", inclusive=True, place="behind"),
    BoundWord("及以上", "low", inclusive=True, is_fixed=True, place="behind"),
    BoundWord("以外", "low", inclusive=False, place="behind"),
    BoundWord("以后", "low", inclusive=True, place="behind"),
    BoundWord("及以后", "low", inclusive=True, is_fixed=True, place="behind"),
    BoundWord("后", "low", inclusive=True, of_a_day=True, place="behind"),
    BoundWord("之后", "low", inclusive=True, of_a_day=True, place="behind"),
    BoundWord("以下", "high", inclusive=True, place="behind"),
    BoundWord("及以下", "high", inclusive=True, is_fixed=True, place="behind"),
    BoundWord("以内", "high", inclusive=True, place="behind"),
    BoundWord("及以内", "high", inclusive=True, is_fixed=True, place="behind"),
    BoundWord("内", "high", inclusive=True, same_as="以内", place="behind"),
    BoundWord("之内", "high", inclusive=True, same_as="以内", place="behind"),
    BoundWord("以前", "high", inclusive=True, place="behind"),
    BoundWord("及以前", "high", inclusive=True, is_fixed=True, place="behind"),
    BoundWord("前", "high", inclusive=True, of_a_day=True, place="behind"),
    BoundWord("之前", "high", inclusive=True, of_a_day=True, place="behind"),
)
BOUNDS_WORDS: Mapping[str, BoundWord] = {row.word: row for row in _ROWS}


def words_of(
    *places: Literal["before", "between", "behind"], side: str = "", is_line_above: bool | None = None
) -> tuple[str, ...]:
    """The words that stand there, longest first, for whoever looks for them in a text; words of a day, which are parts of
    many others (前, 后), left out.  ``is_line_above``: whether the line that they draw lies right above the number (超过100万元,
    100万元以下) or right below it (100万元以上, 不满100万元)."""
    found = (
        row.word
        for row in _ROWS
        if row.place in places
        and not row.of_a_day
        and side in ("", row.side)
        and is_line_above in (None, (row.side == "low") != row.inclusive)
    )
    return tuple(sorted(found, key=len, reverse=True))
