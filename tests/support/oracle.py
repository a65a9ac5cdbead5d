"""An independent second reading of the computable clauses of the first policy, for tests to hold the compiler against.

Nothing here comes from the compiler: each clause is one small function written from the sentence of the document, over
exact ``Fraction`` values. Comes in: facts already in their exact form (money in yuan, quantities in the clause's own
unit, ratios as 0.5 for 50%, dates as ``date``, lists, records as dicts), complete, defaults filled in. Goes out:
whether the clause applies, and its value, unrounded.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

Facts = Mapping[str, Any]
Outcome = tuple[bool, Fraction | bool]
Rule = Callable[[Facts], Outcome]

WAN = Fraction(10_000)
YI = Fraction(100_000_000)
DEFAULT_DATE = date(2025, 12, 31)
APPROVED = "核定金额"

# The words of these clauses grade an award and give nothing below the first grade (or to none of the options), and do
# not say whether that is a condition. Where their value is 0, either answer to "eligible" is right.
EITHER_ELIGIBLE = frozenset({"11.3", "11.4", "14.3", "35.5", "36.2"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What the document and its reading say of one clause.

    ``facts`` maps each name to its type: 金额, 比例, 是否, 整数, a unit (a quantity), ``[甲, 乙]`` (an enumeration, low
    to high) or ``list of …``; ``defaults`` are exact values. ``unit`` is that of the value: 元, 是否 or a count's unit.
    """

    form: str
    ceiling: bool
    unit: str
    facts: Mapping[str, str]
    defaults: Mapping[str, Any]
    valid: tuple[date, date]
    rule: Rule


CLAUSES: dict[str, Clause] = {}


def expected(clause_id: str, facts: Facts, on: date = DEFAULT_DATE) -> Outcome:
    """Return whether ``clause_id`` applies, and its exact value; raise ValueError for facts in contradiction."""
    clause = CLAUSES[clause_id]
    eligible, value = clause.rule(facts)
    first, last = clause.valid
    in_period = first <= on <= last
    if clause.form == "核算":  # a figure exists whatever the date
        return eligible and in_period, value
    if not (eligible and in_period):
        return False, False if clause.form == "资格" else Fraction(0)
    if APPROVED in facts:
        return True, min(facts[APPROVED], value)
    return True, value


def kind(clause_id: str, facts: Facts) -> str:
    """Return 上限, 核定, 资格, 核算 or 定额 for ``clause_id`` on ``facts``."""
    clause = CLAUSES[clause_id]
    if clause.ceiling:
        return "核定" if APPROVED in facts else "上限"
    return clause.form if clause.form in ("资格", "核算") else "定额"


def round_money(value: Fraction) -> Decimal:
    """Round ``value`` yuan (never negative here) half up to two places."""
    cents = (value * 200 + 1) // 2
    return Decimal(cents).scaleb(-2)


def percent(number: int | str) -> Fraction:
    return Fraction(number) / 100


def clause(
    clause_id: str,
    facts: Mapping[str, str],
    *,
    form: str = "奖补",
    ceiling: bool = False,
    unit: str = "元",
    defaults: Mapping[str, Any] | None = None,
    valid_to: date = DEFAULT_DATE,
) -> Callable[[Rule], Rule]:
    """Register the decorated rule as the reading of ``clause_id``."""

    def register(rule: Rule) -> Rule:
        CLAUSES[clause_id] = Clause(
            form=form,
            ceiling=ceiling,
            unit="是否" if form == "资格" else unit,
            facts=facts,
            defaults=defaults or {},
            valid=(date(2025, 1, 1), valid_to),
            rule=rule,
        )
        return rule

    return register


def per_unit(clause_id: str, rates: Mapping[str, Fraction | int], *, unit: str = "家", ceiling: bool = False) -> None:
    """Register a clause that pays each of ``rates`` (yuan) for each one of its fact, without a condition."""

    @clause(clause_id, dict.fromkeys(rates, unit), ceiling=ceiling)
    def rule(f: Facts) -> Outcome:
        return True, sum((f[name] * rate for name, rate in rates.items()), Fraction(0))


# 一、科技创新

per_unit("1.1", {"新认定的省级重点实验室": 200 * WAN, "新认定的市级重点实验室": 100 * WAN}, ceiling=True)
per_unit("1.2", {"新认定的省级新型研发机构": 200 * WAN}, ceiling=True)
per_unit("1.3", {"新认定的省级科技企业孵化器": 30 * WAN, "新认定的市级科技企业孵化器": 10 * WAN}, ceiling=True)
per_unit("2.1", {"区级科技计划项目": 30 * WAN}, unit="项", ceiling=True)
per_unit("2.2", {"团队科技特派员项目": 30 * WAN, "个人科技特派员项目": 15 * WAN}, unit="项", ceiling=True)


@clause("4.1", {"科技保险保费": "金额"}, ceiling=True)
def clause_4_1(f: Facts) -> Outcome:
    return True, min(f["科技保险保费"] * percent(80), 20 * WAN)


@clause("5.1", {"科技成果转化保险保费": "金额"}, ceiling=True)
def clause_5_1(f: Facts) -> Outcome:
    return True, min(f["科技成果转化保险保费"] * percent(80), 20 * WAN)


@clause("5.2", {"完成省科技成果登记并产业化": "是否", "年销售收入": "金额"})
def clause_5_2(f: Facts) -> Outcome:
    sales = f["年销售收入"]
    steps = (sales - 3000 * WAN) // (2000 * WAN)
    return f["完成省科技成果登记并产业化"] and sales >= 3000 * WAN, min(10 * WAN + steps * 2 * WAN, 20 * WAN)


per_unit("6.1", {"获批的国家级国际科技合作载体": 100 * WAN, "获批的省级国际科技合作载体": 50 * WAN}, ceiling=True)


@clause("6.2", {"符合条件引进海外工程师": "是否", "海外工程师年薪总额": "金额"})
def clause_6_2(f: Facts) -> Outcome:
    return f["符合条件引进海外工程师"], min(f["海外工程师年薪总额"] * percent(50), 30 * WAN)


per_unit("6.3", {"入选的省外国专家工作站": 20 * WAN}, ceiling=True)
per_unit("6.4", {"新建院士工作站": 50 * WAN, "新建专家工作站": 20 * WAN})


@clause(
    "7.1",
    {
        "研发费用合计": "金额",
        "政府补助部分": "金额",
        "委托外部机构研发费用": "金额",
        "上年研发费用合计": "金额",
        "上年政府补助部分": "金额",
        "上年委托外部机构研发费用": "金额",
        "营业收入": "金额",
        "首次申报": "是否",
    },
)
def clause_7_1(f: Facts) -> Outcome:
    spent, revenue = research_cost(f, ""), f["营业收入"]
    spent_before = research_cost(f, "上年")
    dense = revenue > 0 and spent / revenue >= percent(3)
    if not (spent >= 100 * WAN and (spent > spent_before or dense)):
        return False, Fraction(0)
    if f["首次申报"]:
        return True, min(spent * percent(5), 100 * WAN)
    raw = percent(2) * min(spent, spent_before) + percent(5) * max(spent - spent_before, Fraction(0))
    outsourced = raw * (f["委托外部机构研发费用"] / 2) / spent
    return True, min((raw - outsourced) + min(outsourced, 200 * WAN), 500 * WAN)


def research_cost(f: Facts, year: str) -> Fraction:
    """Return 研发费用 of 7.1 for this year (``""``) or the one before (``"上年"``)."""
    own_money = f[f"{year}研发费用合计"] - f[f"{year}政府补助部分"]
    outsourced: Fraction = f[f"{year}委托外部机构研发费用"]
    if outsourced > own_money:
        raise ValueError(f"{year}委托外部机构研发费用 is contained in what the firm itself spent")
    return Fraction(own_money - outsourced / 2)


@clause(
    "7.2",
    {"国有企业研发投入": "金额", "清单项目研发投入": "金额", "清单项目加回比例": "比例"},
    form="核算",
    defaults={"清单项目加回比例": Fraction(3, 2)},
)
def clause_7_2(f: Facts) -> Outcome:
    listed, ratio = f["清单项目研发投入"], f["清单项目加回比例"]
    if listed > f["国有企业研发投入"]:
        raise ValueError("清单项目研发投入 is contained in 国有企业研发投入")
    if not percent(150) <= ratio <= percent(200):
        raise ValueError("清单项目加回比例 runs from 150% to 200%")
    return True, f["国有企业研发投入"] - listed + listed * ratio


@clause("7.3", {"年度研发费用支出": "金额", "营业收入": "金额"}, form="资格")
def clause_7_3(f: Facts) -> Outcome:
    spent, revenue = f["年度研发费用支出"], f["营业收入"]
    met = spent >= 100 * WAN and revenue > 0 and spent / revenue > percent(5)
    return met, met


per_unit("8.1", {"首次认定的国家高新技术企业": 20 * WAN, "重新认定的国家高新技术企业": 10 * WAN}, ceiling=True)
per_unit(
    "8.2",
    {
        "新认定的省级重点企业研究院": 100 * WAN,
        "新认定的省级企业研究院": 50 * WAN,
        "新认定的省级高新技术企业研发中心": 20 * WAN,
    },
    ceiling=True,
)
per_unit("8.3", {"规模以上企业新建的市级研发中心": 10 * WAN})


@clause("8.4", {"科技合作服务实际支付费用": "金额"}, form="减免")
def clause_8_4(f: Facts) -> Outcome:
    return True, min(f["科技合作服务实际支付费用"] * percent(50), 20 * WAN)


# 二、产业培育


@clause("10.1", {"实际设备投资额": "金额"})
def clause_10_1(f: Facts) -> Outcome:
    invested = f["实际设备投资额"]
    return 100 * WAN <= invested <= 300 * WAN, invested * percent(8)


@clause("11.1", {"数字化转型水平": "[未达级, 一级, 二级, 三级, 四级]", "已获数字化改造相关政策奖励": "金额"})
def clause_11_1(f: Facts) -> Outcome:
    return f["数字化转型水平"] in ("二级", "三级", "四级"), max(20 * WAN - f["已获数字化改造相关政策奖励"], Fraction(0))


per_unit("11.2", {"新认定的国家级5G工厂": 50 * WAN})


@clause(
    "11.3",
    {
        "新认定的省级未来工厂": "家",
        "新认定的省级智能工厂": "家",
        "新认定的省级数字化车间": "家",
        "省级认定项目设备投资额": "金额",
    },
)
def clause_11_3(f: Facts) -> Outcome:
    future, smart, workshop = f["新认定的省级未来工厂"], f["新认定的省级智能工厂"], f["新认定的省级数字化车间"]
    some = future + smart + workshop > 0
    equipment = f["省级认定项目设备投资额"] * percent(10)
    return some, future * 800 * WAN + smart * 220 * WAN + workshop * 50 * WAN + equipment


@clause("11.4", {"新认定的市级智能工厂": "家", "新认定的市级数字化车间": "家", "市级认定项目设备投资额": "金额"})
def clause_11_4(f: Facts) -> Outcome:
    return f["新认定的市级智能工厂"] + f["新认定的市级数字化车间"] > 0, f["市级认定项目设备投资额"] * percent(8)


per_unit(
    "12.1",
    {
        "首次认定的制造业单项冠军企业": 150 * WAN,
        "首次认定的国家级专精特新小巨人企业": 60 * WAN,
        "首次认定的省级隐形冠军企业": 50 * WAN,
        "首次认定的省级专精特新中小企业": 10 * WAN,
    },
)


@clause("12.2", {"当年度通过清洁生产验收": "是否"})
def clause_12_2(f: Facts) -> Outcome:
    return f["当年度通过清洁生产验收"], 5 * WAN


@clause("12.3", {"月度升规": "是否"})
def clause_12_3(f: Facts) -> Outcome:
    return f["月度升规"], 20 * WAN


per_unit("14.1", {"培育成省专精特新中小企业": 5 * WAN, "培育成隐形冠军企业": 10 * WAN, "培育成小巨人企业": 10 * WAN})


@clause("14.2", {"按要求完成园区工作": "是否", "园区企业数": "家"})
def clause_14_2(f: Facts) -> Outcome:
    return f["按要求完成园区工作"], f["园区企业数"] * Fraction(1000)


@clause("14.3", {"首次获评星级": "[无, 三星, 四星, 五星]"})
def clause_14_3(f: Facts) -> Outcome:
    award = {"无": 0, "三星": 10, "四星": 20, "五星": 30}[f["首次获评星级"]]
    return True, award * WAN


# 三、服务业


@clause("15.1", {"入选省级服务业领军企业": "是否"})
def clause_15_1(f: Facts) -> Outcome:
    return f["入选省级服务业领军企业"], 20 * WAN


per_unit("15.2", {"年度小升规的服务业企业": 10 * WAN})
per_unit("15.3", {"月度升规的服务业企业": 15 * WAN})

# 四、国际陆港和交通


@clause("21.1", {"全程提单业务规模": "标箱", "实际到发重箱数量": "标箱"})
def clause_21_1(f: Facts) -> Outcome:
    return f["全程提单业务规模"] >= 3000, f["实际到发重箱数量"] * Fraction(180)


@clause("21.2", {"集装箱运输车辆通行费": "金额"}, form="减免")
def clause_21_2(f: Facts) -> Outcome:
    return True, f["集装箱运输车辆通行费"] * percent(35)


@clause("21.3", {"鲜活农产品运输车辆通行费": "金额"}, form="减免")
def clause_21_3(f: Facts) -> Outcome:
    return True, f["鲜活农产品运输车辆通行费"]


@clause("23.1", {"服务农业生产": "是否", "公路宽度": "米", "纳入国家交通路网": "是否"}, form="资格")
def clause_23_1(f: Facts) -> Outcome:
    met = f["服务农业生产"] and f["公路宽度"] <= 8 and not f["纳入国家交通路网"]
    return met, met


# 五、内需和开放


@clause("25.1", {"二手车经营主体入统": "是否", "年度销售额": "金额"})
def clause_25_1(f: Facts) -> Outcome:
    return f["二手车经营主体入统"], f["年度销售额"] * percent(1)


@clause("25.2", {"批零住餐限下样本企业": "是否", "本年销售额": "金额", "上年销售额": "金额"})
def clause_25_2(f: Facts) -> Outcome:
    before = f["上年销售额"]
    grown = before > 0 and (f["本年销售额"] - before) / before >= percent(10)
    return f["批零住餐限下样本企业"] and grown, 1 * WAN


per_unit("26.1", {"按要求填报人员": 1200}, unit="人")


@clause("26.2", {"短期出口信用保险保费": "金额"})
def clause_26_2(f: Facts) -> Outcome:
    return True, min(f["短期出口信用保险保费"] * percent(80), 500 * WAN)


@clause("26.3", {"期权费": "list of 金额"}, ceiling=True)
def clause_26_3(f: Facts) -> Outcome:
    return True, min(sum((fee * percent(40) for fee in f["期权费"]), Fraction(0)), Fraction(1200))


@clause(
    "26.4",
    {
        "年度跨境人民币结算量": "金额",
        "当年度经常项目和直接投资结算量": "金额",
        "上年度经常项目和直接投资结算量": "金额",
    },
)
def clause_26_4(f: Facts) -> Outcome:
    growth = max(f["当年度经常项目和直接投资结算量"] - f["上年度经常项目和直接投资结算量"], Fraction(0))
    return f["年度跨境人民币结算量"] >= 5 * YI, min(growth * percent("0.03"), 100 * WAN)


# 七、乡村振兴

per_unit("33.1", {"在册低收入农户": 150}, unit="人")


@clause("34.1", {"新建生态拦截沟渠费用": "金额"})
def clause_34_1(f: Facts) -> Outcome:
    return True, f["新建生态拦截沟渠费用"]


@clause("34.2", {"示范基地建设费用": "list of 金额"})
def clause_34_2(f: Facts) -> Outcome:
    return True, sum((min(cost * percent(50), 15 * WAN) for cost in f["示范基地建设费用"]), Fraction(0))


@clause("35.1", {"规模种植面积": "亩"}, form="资格")
def clause_35_1(f: Facts) -> Outcome:
    met = f["规模种植面积"] >= 50
    return met, met


@clause("35.2", {"交售早籼谷": "公斤"})
def clause_35_2(f: Facts) -> Outcome:
    return True, f["交售早籼谷"] / 50 * 30


@clause("35.3", {"规模种粮农户": "是否", "交售晚籼谷": "公斤", "晚籼谷种植面积": "亩"})
def clause_35_3(f: Facts) -> Outcome:
    return f["规模种粮农户"], min(f["交售晚籼谷"] / 50 * 20, f["晚籼谷种植面积"] * 180)


@clause("35.4", {"稻渔综合种养面积": "亩"})
def clause_35_4(f: Facts) -> Outcome:
    area = f["稻渔综合种养面积"]
    return area >= 50, min(area * 1000, 50 * WAN)


@clause("35.5", {"检测批次量": "批次"})
def clause_35_5(f: Facts) -> Outcome:
    tests = f["检测批次量"]
    for least, award in ((400, "3.5"), (350, "3"), (300, "2.5")):
        if tests >= least:
            return True, Fraction(award) * WAN
    return False, Fraction(0)


@clause("35.6", {"检测记录": "list of {日期: 日期, 单位: 文字, 相符: 是否}"}, form="核算", unit="批次")
def clause_35_6(f: Facts) -> Outcome:
    records = f["检测记录"]
    if any(record["日期"].year != 2025 for record in records):
        raise ValueError("a record lies outside 2025")
    true_records = [record for record in records if record["相符"]]
    if len({record["日期"].month for record in true_records}) < 12:
        return True, Fraction(0)
    per_day = Counter((record["日期"], record["单位"]) for record in true_records)
    return True, Fraction(sum(min(3, count) for count in per_day.values()))


@clause("36.1", {"林下中药材连片面积": "亩"})
def clause_36_1(f: Facts) -> Outcome:
    area = f["林下中药材连片面积"]
    return area >= 30, area * 1000


@clause("36.2", {"油茶连片面积": "亩", "油茶验收合格": "是否", "油茶补助年次": "整数"}, valid_to=date(2028, 12, 31))
def clause_36_2(f: Facts) -> Outcome:
    area, year = f["油茶连片面积"], f["油茶补助年次"]
    rate = 2000 if year == 0 else 600 if 1 <= year <= 3 else 0
    return f["油茶验收合格"] and area >= 20, area * rate


@clause("36.3", {"油茶新种基地面积": "亩", "新种基地验收合格": "是否"})
def clause_36_3(f: Facts) -> Outcome:
    area = f["油茶新种基地面积"]
    return f["新种基地验收合格"] and 2 <= area <= 20, area * 2000


@clause("36.4", {"森林质量提升连片面积": "亩"}, ceiling=True)
def clause_36_4(f: Facts) -> Outcome:
    area = f["森林质量提升连片面积"]
    return area >= 100, area * 800


@clause(
    "37.1",
    {
        "特色产业类别": "[蔬菜, 水果, 新种植中药材, 食用菌]",
        "集中连片种植面积": "亩",
        "食用菌达到规模": "是否",
        "特色产业实际投资": "金额",
    },
    ceiling=True,
    defaults={"集中连片种植面积": Fraction(0), "食用菌达到规模": False},
)
def clause_37_1(f: Facts) -> Outcome:
    least = {"蔬菜": 15, "水果": 30, "新种植中药材": 5}
    grown = f["特色产业类别"]
    met = f["食用菌达到规模"] if grown == "食用菌" else f["集中连片种植面积"] >= least[grown]
    return met, min(f["特色产业实际投资"] * percent(50), 150 * WAN)


@clause("37.2", {"佛手新种植面积": "亩"})
def clause_37_2(f: Facts) -> Outcome:
    area = f["佛手新种植面积"]
    return area >= 5, min(area * 2000, 20 * WAN)


# 八、民生


@clause(
    "48.1",
    {"家庭人均收入": "金额", "低保边缘标准": "金额", "家庭年收入": "金额", "财产状况符合条件": "是否"},
    form="资格",
)
def clause_48_1(f: Facts) -> Outcome:
    met = f["家庭人均收入"] > f["低保边缘标准"] and f["家庭年收入"] < 10 * WAN and f["财产状况符合条件"]
    return met, met
