"""Units of measure: what they are made of, and how one turns into another.

>>> parse_unit("元/年/家").text, parse_unit("万元/亩").factor, parse_unit("元").same_dimension(parse_unit("亩"))
('元/家·年', Fraction(10000, 1), False)
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

from .numerals import magnitude

# Unit words in the order in which they are written in a product. Counts are whole numbers; the others measure.
_MONEY = "元 美元 欧元 港元 日元 英镑"
_COUNTS = (
    "家 项 人 名 个 件 台 套 户 笔 条 批次 批 次 标箱 箱 辆 列 篇 份 间 场 届 班 门 种 所 座 处 栋 幢 块 片 口 头 只 "
    "羽 株 棵 根 张 页 本 部 集 期 级 位 层 床 席 对 组 队 架 艘 节 团 桌 盏 幅 册 宗 枚 颗 支 瓶 袋 包 盒 桶 窝 匹 尾 店 "
    "桩 例 字 人次 人天 人月 人年 户次 亩次 间夜 晚 趟 列次 床位 展位 车位 岗位 工位 泊位 名额 课时 学时 学期 学年 工作日 班次 航班 "
    "航线 航次 车次 架次 场次 船次 台次 件次 项次 座位 席位 学位 托位 企业 项目 单位 机构 团队 村 镇 乡镇 街道 社区 县 市 省 国家 园区 基地 平台 车间 工厂 "
    "门店 网点 学校 班级 集装箱 品牌 商标 专利 证书"
)
_MEASURES = (
    "亩 平方米 立方米 米 公斤 升 千瓦 千瓦时 吨标准煤 吨公里 人公里 总吨 载重吨 吨位 马力 岁 年 季度 月 天 小时 分"
)
# Other words: the word, a word from above, how many of those it is.
_SCALED = (
    "角 元 1/10 元人民币 元 1 人民币 元 1 人民币元 元 1 公顷 亩 15 平米 平方米 1 ㎡ 平方米 1 m² 平方米 1 m2 平方米 1 平方公里 平方米 1000000 "
    "平方千米 平方米 1000000 平方厘米 平方米 1/10000 立方 立方米 1 m³ 立方米 1 m3 立方米 1 公里 米 1000 千米 米 1000 km 米 1000 "
    "KM 米 1000 海里 米 1852 厘米 米 1/100 cm 米 1/100 毫米 米 1/1000 mm 米 1/1000 千克 公斤 1 kg 公斤 1 KG 公斤 1 吨 公斤 1000 "
    "斤 公斤 1/2 市斤 公斤 1/2 克 公斤 1/1000 毫克 公斤 1/1000000 mg 公斤 1/1000000 毫升 升 1/1000 ml 升 1/1000 mL 升 1/1000 "
    "吨标煤 吨标准煤 1 千克标准煤 吨标准煤 1/1000 公斤标准煤 吨标准煤 1/1000 兆瓦 千瓦 1000 吉瓦 千瓦 1000000 瓦 千瓦 1/1000 "
    "kW 千瓦 1 KW 千瓦 1 kw 千瓦 1 MW 千瓦 1000 GW 千瓦 1000000 度 千瓦时 1 瓦时 千瓦时 1/1000 兆瓦时 千瓦时 1000 "
    "吉瓦时 千瓦时 1000000 Wh 千瓦时 1/1000 kWh 千瓦时 1 KWH 千瓦时 1 kwh 千瓦时 1 MWh 千瓦时 1000 GWh 千瓦时 1000000 "
    "周岁 岁 1 个月 月 1 日 天 1 周 天 7 分钟 小时 1/60 秒 小时 1/3600 秒钟 小时 1/3600 个人 人 1 夜 晚 1 标准箱 标箱 1 TEU 标箱 1 星级 级 1 "
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A product of powers of canonical unit words, and how many canonical units one of it is (万元: 元¹, 10000)."""

    powers: tuple[tuple[str, int], ...] = ()
    factor: Fraction = Fraction(1)

    def __mul__(self, other: "Unit") -> "Unit":
        return _product(self, other, 1)

    def __truediv__(self, other: "Unit") -> "Unit":
        return _product(self, other, -1)

    @property
    def is_dimensionless(self) -> bool:
        """Whether nothing is left of it but a number."""
        return not self.powers

    def same_dimension(self, other: "Unit") -> bool:
        """Whether the two measure the same thing, so that one converts into the other by their factors."""
        return self.powers == other.powers

    @property
    def text(self) -> str:
        """The canonical unit as a drafter writes it, without the factor: 元/家·年; empty for a plain number."""
        above = "·".join(word for word, power in self.powers for _ in range(power))
        below = "·".join(word for word, power in self.powers for _ in range(-power))
        return f"{above or 1}/{below}" if below else above


# Every unit word → the unit that it is. The order of the words is their order in a product.
UNITS: dict[str, Unit] = {
    **{word: Unit(((word, 1),)) for word in f"{_MONEY} {_COUNTS} {_MEASURES}".split()},
    **{word: Unit(((of, 1),), Fraction(size)) for word, of, size in zip(*[iter(_SCALED.split())] * 3, strict=True)},
}
_RANKS = {word: rank for rank, word in enumerate(UNITS)}


def parse_unit(text: str, extra: Collection[str] = ()) -> Unit | None:
    """The unit that ``text`` writes, or None: 万元 · 元/家·年 (both below the line) · 元/年/人 · 万平方米 · 个月.

    ``extra`` are further words that count things, which a policy declares for itself.
    """
    if len(text) > 60:
        return None
    result = Unit()
    for index, side in enumerate(re.split("[/／∕]", text)):
        for word in re.split("[·•・･⋅*×]", side):
            part = _parse_word(word.strip(), extra)
            if part is None:
                return None
            result = result / part if index else result * part
    return result


def unit_words(extra: Iterable[str] = ()) -> tuple[str, ...]:
    """Every word for a single unit, 个月 and 个项目 too, longest first: what a lexer looks for behind a number."""
    words = {*UNITS, *extra}
    words |= {f"个{word}" for word in words if len(word) > 1 and word[0] != "个"}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def unit_decimals(unit: Unit) -> int:
    """Decimals that a fact in the canonical form of ``unit`` may have: 元 2, a count 0, other quantities 4."""
    if unit.text == "元":
        return 2
    return 4 if unit.text in f"{_MONEY} {_MEASURES}".split() or len(unit.powers) > 1 else 0


def _parse_word(word: str, extra: Collection[str]) -> Unit | None:
    if word in UNITS:
        return UNITS[word]
    if word and word in extra:
        return Unit(((word, 1),))
    if word.startswith("个") and len(word) > 2:
        return _parse_word(word[1:], extra)
    size = re.match("百万|千万|万亿|[百千万亿]", word)
    rest = _parse_word(word[size.end() :], extra) if size else None
    return rest and Unit(rest.powers, rest.factor * magnitude(size and size[0]))


def _product(one: Unit, other: Unit, sign: int) -> Unit:
    """One unit times, or (sign -1) divided by, another; no power is 0, the order is the table's."""
    sums = dict(one.powers)
    for word, power in other.powers:
        sums[word] = sums.get(word, 0) + sign * power
    powers = sorted(((w, p) for w, p in sums.items() if p), key=lambda item: (_RANKS.get(item[0], len(_RANKS)), item))
    return Unit(tuple(powers), one.factor * (other.factor if sign > 0 else 1 / other.factor))
