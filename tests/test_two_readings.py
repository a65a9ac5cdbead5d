"""Words with two known readings: which is taken is shown in the explanation and the guide, which also says the other."""

from support.rules import policy_of
from tiaowen.compiler.guide.markdown import guide

LADDERS = (
    "奖励：收入达到100元的，1元；达到200元的，3元。",
    "奖励：收入达到100元、200元的，分别1元、3元。",
    "奖励：收入200元以上的，3元；收入100元以上的，1元。",
)


def _guide(body: str) -> str:
    return guide(policy_of(body))


def test_of_a_ladder_the_highest_step_counts_and_both_say_so() -> None:
    for ladder in LADDERS:
        body = f"填报：收入：金额。\n{ladder}"
        told = policy_of(body).calc("1", {"收入": 250}).explain()
        assert "（取达到的最高一档，各档不相加）" in told
        assert "取达到的最高一档，各档不相加；要相加的，各档之间写「同时，」" in _guide(body)


def test_tiers_from_one_number_to_another_have_one_reading() -> None:
    body = "填报：收入：金额。\n奖励：收入100元以上不满200元的，1元；收入200元以上的，3元。"
    assert "最高一档" not in policy_of(body).calc("1", {"收入": 250}).explain()
    assert "最高一档" not in _guide(body)


def test_a_part_of_a_growth_is_what_lies_in_it() -> None:
    body = "填报（含上年）：收入：金额。\n奖励：收入较上年收入增长10%至30%的部分，按2%。"
    assert "的那一段增量15元" in policy_of(body).calc("1", {"收入": 125, "上年收入": 100}).explain()
    assert (
        "只算增长10%至30%的那一段增量；增量全部按一档算的，写成情形：「增长10%至30%的，……增量部分，按……%」"
        in _guide(body)
    )
