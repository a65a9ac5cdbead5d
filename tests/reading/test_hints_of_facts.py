"""What is said of facts that cannot be read: a unit that nobody knows, and worked cases with 、 between two facts."""

import pytest

from support.rules import compiled


@pytest.mark.parametrize(
    ("body", "advice"),
    [
        ("填报：数量：棒。\n奖励：5元。", "单位：棒"),
        ("填报：数量：人；额：金额。\n补助：数量，每人5元。\n算例：数量2人、额5元，得10元。", "之间写「，」"),
    ],
)
def test_the_advice_is_what_to_write(body: str, advice: str) -> None:
    _, errors = compiled(body)
    assert any(error.suggestion and advice in error.suggestion.zh for error in errors)
