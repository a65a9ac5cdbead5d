"""What a sentence of 承诺 is read as: the same promise in several phrasings."""

from collections.abc import Sequence

import pytest

from support.rules import compiled, policy_of
from tiaowen.compiler.model.promise import (
    Alike,
    Bounded,
    BoundedItem,
    BoundedPart,
    BoundedPolicy,
    Exclusive,
    Meant,
    Monotone,
    Move,
    NoCliff,
    Ordered,
    Promise,
    Reached,
    Split,
    Unmoved,
)

FACTS = (
    "填报：投资额、税收：金额；注册地：本地、外地；类别：甲类、乙类、丙类；规上企业：是否；费用：每笔金额。\n"
    "补助：投资额的10%，最高100万元。\n"
)
OTHERS = "\n【完】\n".join(
    f"【规则 {n}】再试\n依据：“给予支持”\n填报：投资额：金额。\n奖励：投资额的3%。" for n in (2, 3)
)


def promised(body: str) -> Sequence[Promise]:
    return policy_of(f"{body}\n【完】\n{OTHERS}").clauses["1"].promises


SAME: tuple[tuple[Meant | type[Meant], str], ...] = (
    (
        Monotone(moves=(Move(fact="投资额", up=True),), rises=True),
        "投资额增加的，应得不减少；投资额减少的，应得不会增加",
    ),
    (
        Monotone(moves=(Move(fact="投资额", up=True), Move(fact="税收", up=True)), rises=True),
        "投资额和税收都增加的，应得不减少；投资额、税收同时增加的，应得不会降低；投资额增加且税收增加的，应得不减少",
    ),
    (
        Monotone(moves=(Move(fact="投资额", up=True), Move(fact="税收", up=False)), rises=True),
        "投资额增加、税收减少的，应得不减少",
    ),
    (
        Bounded,
        "应得不超过100万元；应得最多100万元；应得不得超过100万元；本条应得最高不超过100万元；每家企业应得不超过5元",
    ),
    (Bounded, "没有企业能得到100万元以上；没有企业能得到100万元；应得至少1元；应得金额不低于1元；应得均不低于1元"),
    (NoCliff, "没有断崖；不会有断崖"),
    (
        Alike(fact="类别", values=(0, 1), words=("甲类", "乙类")),
        "甲类与乙类同等；甲类和乙类同等对待；甲类企业与乙类企业一视同仁；甲类的与乙类的应得相同；类别为甲类与乙类的，应得相同；"
        "类别为甲类、乙类的，应得相同；甲类、乙类的，应得相同；类别为甲类和类别为乙类的同等",
    ),
    (
        Alike(fact="类别", values=(0, 1, 2), words=("甲类", "乙类", "丙类")),
        "甲类、乙类与丙类同等；甲类、乙类、丙类一视同仁",
    ),
    (Alike(fact="注册地", values=(1, 0), words=("外地", "本地")), "外地企业与本地企业同等；外地与本地的企业同等对待"),
    (Alike(fact="规上企业", values=(1, 0), words=("是", "否")), "规上企业与非规上企业同等"),
    (
        Unmoved(facts=("注册地",)),
        "应得与注册地无关；应得不因注册地而异；应得不因注册地不同而不同；应得不受注册地影响；注册地不影响应得；"
        "注册地不同的，应得相同；不论注册地如何，应得都相同；注册地变化的，应得不变",
    ),
    (Unmoved(facts=("规上企业",)), "应得与是否规上企业无关；无论是否规上企业，应得一样"),
    (Unmoved(facts=("注册地", "类别")), "应得与注册地、类别无关；应得与注册地和类别都无关"),
    (
        Split(facts=("投资额",), times=2),
        "投资额分两次申报不多得；投资额分两次申报的，合计应得不增加；将投资额拆分申报的，应得合计不增加；"
        "投资额拆成2个项目申报的，应得合计不超过一次申报的应得",
    ),
    (Unmoved(facts=("注册地",)), "注册地与应得无关；应得与注册地无关联"),
    (
        Alike(fact="注册地", values=(1, 0), words=("外地", "本地")),
        "对外地企业与本地企业一视同仁；外地企业和本地企业应当同等；外地企业与本地企业待遇相同",
    ),
    (
        Monotone(
            moves=(Move(fact="投资额", up=True, strict=False), Move(fact="税收", up=True, strict=False)), rises=True
        ),
        "投资额与税收都不减少的，应得不减少",
    ),
    (Ordered, "规则2的奖励不少于规则3的奖励；本条不少于规则2"),
    (Bounded, "任何企业应得不超过50万元；规则2的应得不超过5元"),
    (Split(facts=("投资额",), times=3), "投资额分三次申报，合计不多得"),
    (Split(facts=("投资额", "税收"), times=2), "投资额、税收分两次申报不多得"),
    (Reached, "有企业能得到50万元；存在企业可以获得50万元以上；至少有一家企业能拿到50万元；有企业的应得达到50万元"),
    (Reached, "有企业能得到恰好50万元；有企业恰好能得到50万元；应得可达50万元"),
    (
        Exclusive(clauses=("1", "2")),
        "本条与规则2不同时享受；本条和规则2不能同时享受；本条与2不可兼得；本条与规则2互斥；规则1与规则2不同时享受；"
        "本条与规则2只能择一享受",
    ),
    (Exclusive(clauses=("1", "2", "3")), "本条与规则2、规则3不同时享受"),
    (
        Ordered(more="1", less="2"),
        "应得不少于规则2；本条应得不少于规则2的应得；规则1的应得不少于规则2；条款1不少于条款2；规则2的应得不超过规则1的应得",
    ),
    (Ordered(more="2", less="1", strict=True), "应得低于规则2；规则2的应得高于规则1"),
    (
        BoundedPolicy,
        "全部条款合计不超过500万元；所有规则应得合计不超过500万元；一家企业全部条款合计不超过500万元；各条合计最多500万元",
    ),
)


@pytest.mark.parametrize(("meant", "sentences"), SAME, ids=[text.split("；")[0] for _, text in SAME])
def test_phrasings_of_one_promise(meant: Meant | type[Meant], sentences: str) -> None:
    found = promised(f"{FACTS}承诺：{sentences}。")
    assert len(found) == sentences.count("；") + 1
    for promise in found:
        assert isinstance(promise.meant, meant) if isinstance(meant, type) else promise.meant == meant, promise.text
        assert promise.given is None


@pytest.mark.parametrize(
    "case",
    [
        "规上企业，",
        "对规上企业，",
        "规上企业的，",
        "规上企业的",
        "非规上企业的，",
        "类别为甲类的，",
        "甲类的，",
        "投资额100万元以上的，",
    ],
)
@pytest.mark.parametrize(
    "sentence", ["应得不少于1元", "没有断崖", "税收增加的，应得不减少", "应得与注册地无关", "有企业能得到50万元"]
)
def test_a_case_in_which_it_is_meant(case: str, sentence: str) -> None:
    if not case.endswith("，") and not sentence.startswith("应得"):
        case += "，"
    (promise,) = promised(f"{FACTS}承诺：{case}{sentence}。")
    assert promise.given is not None


def test_of_each_year_and_of_each_item() -> None:
    years = "填报：投资额：金额。\n补助（逐年，共3年）：投资额的10%。\n承诺：{}。"
    for sentence in ("每年应得不超过5元", "各年应得均不超过5元", "应得每年最多5元", "每家企业每年应得不超过5元"):
        (found,) = promised(years.format(sentence))
        assert isinstance(found.meant, BoundedPart)
        assert found.meant.at is None
    (second,) = promised(years.format("第二年应得不超过5元"))
    assert isinstance(second.meant, BoundedPart)
    assert second.meant.at == 1
    items = "填报：费用：每笔金额。\n补助（逐笔）：费用的10%。\n承诺：{}。"
    for sentence in ("每笔应得不超过5元", "单笔应得不超过5元", "每笔费用应得不超过5元", "每笔应得不超过费用的10%"):
        (found,) = promised(items.format(sentence))
        assert isinstance(found.meant, BoundedItem)


def test_the_highest_that_can_be_is_reached_and_not_exceeded() -> None:
    found = promised(f"{FACTS}承诺：应得最高可达50万元。")
    assert [type(promise.meant) for promise in found] == [Reached, Bounded]


@pytest.mark.parametrize(
    ("sentence", "advice"),
    [
        ("分两次申报不多得", "写「投资额分两次申报的，应得合计不增加」或「税收分两次申报的，应得合计不增加」"),
        ("每年应得不超过10万元", "写「应得不超过……」"),
        ("应得一样", "写「甲类、乙类的，应得相同」或「应得与某项无关」"),
        ("注册地不同的，应得不减少", "填报的一个数"),
        ("外省企业与本省企业同等", "承诺可以写：投资额增加的，应得不减少"),
        ("应得要公平", "承诺可以写：投资额增加的，应得不减少"),
        # Words that would bind are not read over.
        ("有企业最多能得到50万元", "承诺可以写：投资额增加的，应得不减少"),
        ("有企业不能得到50万元", "承诺可以写：投资额增加的，应得不减少"),
        ("有规上企业能得到50万元", "后面的「规上企业」读作名称"),
        ("如果是规上企业，应得不超过50万元", "承诺可以写：投资额增加的，应得不减少"),
    ],
)
def test_what_is_not_understood_is_told_with_what_can_be_written(sentence: str, advice: str) -> None:
    (found,) = compiled(f"{FACTS}承诺：{sentence}。\n【完】\n{OTHERS}")[1]
    assert advice in f"{found.reason.zh}{found.suggestion.zh if found.suggestion else ''}"


def test_a_number_as_such() -> None:
    found = promised(f"{FACTS}承诺：投资额500万元以上的，应得为50万元。")
    assert [promise.meant.operator for promise in found if isinstance(promise.meant, Bounded)] == [">=", "<="]


def test_of_the_whole_policy() -> None:
    terms = "【政策】试行政策\n有效期：2025年1月1日至2025年12月31日；\n承诺：全部条款合计不超过500万元；规则2的应得不少于规则3；\n{}【完】\n"
    policy = policy_of(
        f"填报：甲：金额。\n奖励：甲的5%。\n【完】\n{OTHERS}", terms.format("规则1与规则2不同时享受。\n")
    )
    (made,) = policy.terms.values()
    assert [type(promise.meant) for promise in made.promises] == [BoundedPolicy, Ordered, Exclusive]
    errors = compiled("填报：甲：金额。\n奖励：甲的5%。\n", terms.format("甲增加的，应得不减少。\n"))[1]
    assert sorted({found.code for found in errors}) == ["T0110", "T0206"]
