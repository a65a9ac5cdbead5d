"""The names of units in English, beside the table of units.

Measure words that have no exact English (家, 项, 批) stay as they are.

>>> english_unit("元/平方米·月"), english_unit("个月"), english_unit("万吨"), english_unit("家")
(('yuan per m² per month', Fraction(1, 1)), ('month(s)', Fraction(1, 1)), ('t', Fraction(10000, 1)), ('家', Fraction(1, 1)))
"""

import re
from fractions import Fraction

from .numerals import magnitude

_WORDS = """
    元=yuan 美元=US_dollar(s) 欧元=euro(s) 港元=Hong_Kong_dollar(s) 日元=yen 英镑=pound(s)_sterling 角=jiao 元人民币=yuan 人民币=yuan
    人民币元=yuan 人=person(s) 名=person(s) 个人=person(s) 名=person(s) 户=household(s) 次=time(s) 批次=batch(es) 标箱=TEU
    标准箱=TEU TEU=TEU 辆=vehicle(s) 列=train(s) 间=room(s) 场=event(s) 班=class(es) 门=course(s) 页=page(s)
    字=Chinese_character(s) 株=plant(s) 棵=tree(s) 头=head 羽=bird(s) 艘=vessel(s) 队=team(s) 桌=table(s) 瓶=bottle(s)
    袋=bag(s) 包=packet(s) 盒=box(es) 桶=barrel(s) 人次=person-time(s) 人天=person-day(s) 人月=person-month(s)
    人年=person-year(s) 间夜=room-night(s) 晚=night(s) 夜=night(s) 床位=bed(s) 学位=school_place(s)
    托位=childcare_place(s) 省=province(s) 展位=booth(s) 车位=parking_space(s) 岗位=job(s) 工位=workplace(s) 泊位=berth(s)
    课时=teaching_hour(s) 学时=teaching_hour(s) 学期=term(s) 学年=school_year(s) 工作日=working_day(s) 班次=run(s)
    航班=flight(s) 航线=route(s) 航次=voyage(s) 座位=seat(s) 席位=seat(s) 企业=enterprise(s) 项目=project(s)
    单位=organisation(s) 机构=institution(s) 团队=team(s) 村=village(s) 镇=town(s) 乡镇=township(s) 街道=subdistrict(s)
    社区=residential_community(s) 园区=park(s) 基地=base(s) 平台=platform(s) 车间=workshop(s) 工厂=plant(s) 门店=shop(s)
    店=shop(s) 网点=outlet(s) 学校=school(s) 集装箱=container(s) 品牌=brand(s) 商标=trademark(s) 专利=patent(s)
    证书=certificate(s) 亩=mu 公顷=hectare(s) 平方米=m² 平米=m² ㎡=m² m²=m² m2=m² 平方公里=km² 平方千米=km² 平方厘米=cm² 立方米=m³
    立方=m³ m³=m³ m3=m³ 米=m 公里=km 千米=km km=km KM=km 海里=nautical_mile(s) 厘米=cm cm=cm 毫米=mm mm=mm 公斤=kg 千克=kg
    kg=kg KG=kg 吨=t 斤=jin 市斤=jin 克=g 毫克=mg mg=mg 升=litre(s) 毫升=ml ml=ml mL=ml 千瓦=kW kW=kW KW=kW kw=kW 兆瓦=MW
    MW=MW 吉瓦=GW GW=GW 瓦=W 千瓦时=kWh 度=kWh kWh=kWh KWH=kWh kwh=kWh 瓦时=Wh Wh=Wh 兆瓦时=MWh MWh=MWh 吉瓦时=GWh GWh=GWh
    吨标准煤=t_of_standard_coal 吨标煤=t_of_standard_coal 千克标准煤=kg_of_standard_coal 公斤标准煤=kg_of_standard_coal
    吨公里=tonne-km 人公里=passenger-km 总吨=gross_ton(s) 载重吨=deadweight_ton(s) 吨位=ton(s) 马力=horsepower
    岁=year(s)_of_age 周岁=year(s)_of_age 年=year(s) 季度=quarter(s) 月=month(s) 个月=month(s) 天=day(s) 日=day(s)
    个百分点=percentage_point(s) 周=week(s) 小时=hour(s) 分=point(s) 分钟=minute(s) 秒=second(s) 秒钟=second(s)
"""
_ENGLISH = {word: name.replace("_", " ") for word, _, name in (pair.partition("=") for pair in _WORDS.split())}
_SIZE = re.compile("百万|千万|万亿|[百千万亿]")


def english_unit(unit: str) -> tuple[str, Fraction]:
    """A unit in English, and how many of what it says one of ``unit`` is (万吨 is 10000 t); behind a word of which there may
    be several stands (s).  % and 时刻 stay."""
    above, *below = re.split("[/／]", unit)
    said, size = _product(above)
    for side in below:
        for word in re.split("[·•]", side):
            name, factor = _word(word)
            said, size = f"{said} per {_one(name)}", size / factor
    return said.removeprefix("1 ").strip(), size


def english_item(each: str) -> str:
    """What one thing that is counted in a word is called: month, person; an item, where English has no word for it."""
    return _one(_ENGLISH.get(each, "item"))


def english_items(each: str) -> str:
    """The same of several: months, persons, items."""
    return several(_ENGLISH.get(each, "item(s)"))


def _product(text: str) -> tuple[str, Fraction]:
    said: list[str] = []
    size = Fraction(1)
    for word in re.split("[·•]", text):
        name, factor = _word(word)
        said.append(name if not said else _one(name))
        size *= factor
    return "·".join(said), size


def _word(word: str) -> tuple[str, Fraction]:
    if word in _ENGLISH:
        return _ENGLISH[word], Fraction(1)
    if word.startswith("个") and word[1:] in _ENGLISH:
        return _word(word[1:])
    found = _SIZE.match(word)
    if found and word[found.end() :]:
        name, factor = _word(word[found.end() :])
        return name, factor * magnitude(found[0])
    return word, Fraction(1)


def several(name: str) -> str:
    """The name of a unit of more than one: months."""
    return re.sub(r"\((e?s)\)", r"\1", name)


def _one(name: str) -> str:
    return re.sub(r"\(e?s\)", "", name)
