"""What is said of words that cannot be read: a unit that nobody knows, 、 between two facts, the first of a list, a rank."""

import pytest

from support.rules import compiled


@pytest.mark.parametrize(
    ("body", "advice"),
    [
        ("填报：数量：棒。\n奖励：5元。", "单位：棒"),
        ("填报：数量：人；额：金额。\n补助：数量，每人5元。\n算例：数量2人、额5元，得10元。", "之间写「，」"),
        ("填报：专利：每件金额，按先后。\n资助：首件的，专利的50%；第三件起，专利的10%。", "栏目后写「（逐件）：」"),
        ("填报：专利：每件金额，按先后。\n资助：第三件起，专利的10%。", "栏目后写「（逐件）：」"),
        ("填报：企业：每家含产值（金额）。\n奖励（逐家）：产值名次第一的，10万元。", "名次（整数）"),
        ("填报：票价：金额；票种：学生、成人。\n收取：成人的，不打折。", "票价，不打折"),
    ],
)
def test_the_advice_is_what_to_write(body: str, advice: str) -> None:
    _, errors = compiled(body)
    assert any(error.suggestion and advice in error.suggestion.zh for error in errors)
