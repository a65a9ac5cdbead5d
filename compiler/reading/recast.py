"""A sentence recast as a whole: what a pattern of ``language/rewrites.py`` cannot say, since it needs the names, the options
and what the facts measure.

In: the text of a sentence and the names that it may use.  Out: other texts, the likeliest first; whether they can be read,
and mean something in the rule, is for those who ask.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from tiaowen.runtime.units import parse_unit

from ..language.around import GIVING
from .vocabulary import Vocabulary, longest_first

AMOUNT = r"[0-9][0-9.,]*[十百千万亿]*"
GIVEN = "|".join(sorted({*GIVING, "奖", "补", "报"}, key=lambda word: (-len(word), word)))
_GIVES = rf"(?:{GIVEN}|一次性|分别|各)"
# 60-69周岁, 80周岁以上, 500万元以上1000万元以下, 1000万（含）-5000万元
_INCLUDED = r"(?:（不?含）)?"
_UNIT = r"(?:周?岁|[万亿]?元|万|亿|亩|人|家|户|名|个|件|台|平方米|公斤|吨|小时|天|个月|月|年|级|%)"
_BOUND = r"(?:及?以[上下]|以内)"
RANGE = (
    rf"{AMOUNT}{_UNIT}?{_INCLUDED}[\-—～至到]{AMOUNT}{_UNIT}{_INCLUDED}{_BOUND}?"
    rf"|{AMOUNT}{_UNIT}{_INCLUDED}{_BOUND}{_INCLUDED}(?:不满{AMOUNT}{_UNIT}|{AMOUNT}{_UNIT}{_INCLUDED}以下)?"
    rf"|(?:不满|不足|未满|超过|低于|不超过){AMOUNT}{_UNIT}(?:(?:至|不满|不足|未满|不超过){AMOUNT}{_UNIT})?(?![元万亿])"
)
_REST = r"(?:其他|其它|其余|剩余)(?:的|[^，；、。0-9的]{1,4})?的?"
# 企业, 医院, 残疾人, 称号: what an option is of, between it and its amount.
_OF = r"[^，；。、（）0-9%每按不超满达最高低至到一二三四五六七八九十]{0,8}?"
BEGINS_AN_AMOUNT = rf"(?={_GIVES}*(?:[每按]|{AMOUNT}(?:[万亿]?元|万|亿|%|个|倍)|全额|不予|一半|免|半价|减半|打?[一二三四五六七八九]折))"
_LEADING = r"(?:(?:对|给予|奖励|获得?|取得|评为|属于?|认定为|被认定为|经认定的|新认定|获评|因|为|于)的?){0,3}"


def recast(text: str, known: Vocabulary) -> Iterator[str]:
    """The texts that a sentence may be recast as, step by step; what two ways come to is gone on with once."""
    found = [text]
    ways: tuple[tuple[Callable[[str, Vocabulary], str], ...], ...] = (
        (_plain, _of_an_option, _same),
        (_turned, _respectively, _both, _cases, _same),
        (_own_names, _same),
        (_counted, _same),
        (_based, _same),
        (_for_each_time, _same),
    )
    for steps in ways:
        found = list(dict.fromkeys(step(made, known) for made in found for step in steps))
    yield from (made for made in found if made != text)


_PLACES = ("名次", "排名", "位次", "排序")


def _literal(name: str) -> str:
    """A name within what something is replaced by, in which a backslash would be a mark."""
    return name.replace("\\", r"\\")


def _plain(text: str, known: Vocabulary) -> str:
    """What needs to know what a name is: 亩均税收 for 税收除以面积, 研发投入强度 for 研发投入占营业收入, 起付线."""
    quantities = longest_first(known.quantities)
    for unit in ("亩", "人", "户", "家", "台"):
        if len(names := known.facts_in(unit)) == 1:
            text = re.sub(rf"(?:{unit}|单位)均({quantities})", rf"\1除以{_literal(names[0])}", text)
    amounts = longest_first(known.facts_in("元"))
    # 住院费用经医保报销后，按50%救助
    text = re.sub(rf"({amounts})(?:经|在)({amounts})(?:以|之)?后的?(?:部分|余额)?，?", r"\1，扣除\2，", text)
    for name in known.facts_in(""):
        # 推荐名单前五名, of 推荐名单名次
        if name.endswith(_PLACES) and (stem := name[:-2]):
            text = re.sub(rf"{re.escape(stem)}(?=[前第][0-9一二两三四五六七八九十]+名)", _literal(name), text)
    income = [name for name in known.facts_in("元") if name.endswith(("收入", "销售额", "营收"))]
    if len(income) == 1:
        text = re.sub(
            rf"({quantities})(?:强度|占比|比重|比例)(?=达|不|超|高|低|[0-9]|在)",
            rf"\1占{_literal(income[0])}的比重",
            text,
        )
    text = re.sub(rf"(?:^|(?<=[，；]))({_YEARS})(?={quantities})", r"\1的，", text)
    money = known.facts_in("元")
    if len(money) == 1:
        text = re.sub(
            rf"(?:年度|设)?(?:起付|免赔)(?:线|标准|额)(?:为|是)?({AMOUNT}元)，?(?:(?:起付线|起付标准)?以上|超过?(?:起付线|起付标准|上述标准)?|高出)的?部分，?按?(?:照)?(?:{GIVEN})*([0-9.]+%)(?:的?比例)?(?:的?(?:{GIVEN}))?",
            rf"{_literal(money[0])}超过\1的部分，按\2",
            text,
        )
    return re.sub(
        rf"({quantities})?在?({AMOUNT}(?:元|亩|吨|公斤|平方米|人|家))以上的?部分，?(?:按照?)?(?:{GIVEN})*(?=[0-9.]+%)",
        r"\1超过\2的部分，按",
        text,
    )


def _of_an_option(text: str, known: Vocabulary) -> str:
    """造成家庭成员死亡的: the option, said of its fact, where the words before it are in no list and may be a condition."""
    of = {option: fact for fact, options in sorted(known.sorts) for option in options}
    several = [option for _, options in known.sorts for option in options]
    alone = [option for option in of if several.count(option) == 1]
    own = longest_first({*known.names, *known.options})

    def put(found: re.Match[str]) -> str:
        if re.search(own, found["words"]) or _NO_WORDS.search(found["words"]):
            return found[0]
        return f"{of[found['option']]}为{found['option']}的"

    listed = rf"(?:(?<=^)|(?<=[，；、且或]))(?:对|凡)?(?P<words>[\u4e00-\u9fff]{{1,12}}?)(?P<option>{longest_first(alone)})的"
    return re.sub(listed, put, text) if alone else text


# 非｜低保, 三至｜五星级: words that say something of the option themselves.
_NO_WORDS = re.compile("[非不未除无]|[至到达超满低高大小]$|^[一二三四五六七八九十]")


def _turned(text: str, known: Vocabulary) -> str:
    """分别按每人每月2000元、1000元的标准给予博士、硕士生活补贴: the cases before what they are given."""
    own = longest_first({*known.options, *known.facts_in("是否")})
    listed = rf"(?:{own})(?:[、和及](?:{own}))+"
    amounts = rf"(?:按照?)?(?P<each>每[^0-9，；、]{{1,6}})?(?P<amounts>{AMOUNT}[^，；、和0-9]{{1,6}}?(?:[、和及]{AMOUNT}[^，；、和0-9]{{1,6}}?)+)"
    first = re.match(
        rf"(?:分别)?{amounts}(?:的?标准)?(?:分别)?(?:{GIVEN}|一次性)+(?:对)?(?P<cases>{listed}){_OF}(?:的?(?:{GIVEN}))?(?P<rest>，.*)?$",
        text,
    )
    if first is None:
        # 给予博士、硕士、本科每月2000元、1000元、500元补贴
        first = re.match(
            rf"(?:对|给予|发给)(?P<cases>{listed}){_OF}(?:分别)?(?:{GIVEN}|一次性)*{amounts}(?:的?标准)?(?:的?一次性)?(?:的?[^，；0-9]{{0,8}})?(?P<rest>，.*)?$",
            text,
        )
    if first is None:
        # 对获得国家级、省级认定的企业，分别给予
        return re.sub(
            rf"^{_LEADING}(?P<cases>{listed}){_OF}的?[^，；、（）0-9]{{0,6}}，?(?:分别)(?={GIVEN}|{AMOUNT}|每|按)",
            r"\g<cases>的，分别",
            text,
        )
    return f"{first['cases']}的，{first['each'] or ''}分别{first['amounts']}{first['rest'] or ''}"


def _respectively(text: str, known: Vocabulary) -> str:
    """星级为三星、四星的，10万元、20万元: as many amounts as cases, so that each has its own."""
    found = re.search(
        rf"^(?P<cases>[^，；]*?)(?P<mark>的[^，；0-9]{{0,6}}，|的，)(?P<give>(?:{GIVEN}|一次性)*)(?P<amounts>(?:{AMOUNT}[^，；、0-9]{{1,3}}、)+{AMOUNT}[^，；、0-9]{{1,8}})",
        text,
    )
    if found is None or "分别" in text:
        return text
    listed = re.findall(r"[^、]+", re.sub(r"^.*?(?:为|达到?|超过?|获得?)", "", found["cases"]))
    if len(listed) != len(found["amounts"].split("、")):
        return text
    return f"{text[: found.start('give')]}分别{text[found.start('give') :]}"


def _both(text: str, known: Vocabulary) -> str:
    """获得国家级、省级称号的，给予50万元、30万元."""
    return _turned(_respectively(text, known), known)


def _same(text: str, known: Vocabulary) -> str:
    return text


def _cases(text: str, known: Vocabulary) -> str:
    """国家级100万元，省级50万元: a case for each option, bound or 是否 that an amount stands behind."""
    if "分别" in text:
        return text
    heads = list(_heads(known).finditer(text))
    if not heads or heads[0].start() > 0:
        return text
    ends = [*(head.start() for head in heads[1:]), len(text)]
    parts = []
    for head, end in zip(heads, ends, strict=True):
        said = text[head.end() : end].rstrip("，；、").lstrip("，")
        parts.append("其余的，" + said if head["rest"] else f"{head['head']}的，{said}")
    return "；".join(parts)


@lru_cache(maxsize=64)
def _heads(known: Vocabulary) -> re.Pattern[str]:
    options = {*known.options, *known.said_for_options()}
    whether = known.facts_in("是否")
    own = longest_first({*options, *whether})
    if "第几年" in "".join(name for name, _ in known.kinds):
        own = rf"{own}|{_YEARS}"
    listed = rf"(?:(?:{longest_first({name for name, kind in known.kinds if kind == '选项'})})为?)?(?:(?:[一二三四五六七八九十A-Z甲乙丙丁]、)*(?:{own}))(?:[、和及或](?:{own}))*"
    measured = rf"(?:{longest_first(known.quantities)})?在?(?:{RANGE})"
    return re.compile(
        rf"(?:^|(?<=[，；、])){_LEADING}(?:(?P<rest>{_REST})|(?P<head>{listed}|{measured})(?:之间)?{_OF}的?，?){BEGINS_AN_AMOUNT}"
    )


_YEARS = "(?:其?[前后]|第)[一二三四五六七八九十两0-9]+(?:至第?[一二三四五六七八九十两0-9]+)?个?年(?:起)?"


def _own_names(text: str, known: Vocabulary) -> str:
    """企业实际投资额 for 投资额, 检测费用 for 检测费: the words around a declared name that are none of it."""
    names = [name for name, kind in known.kinds if len(name) > 1]
    for name in sorted(names, key=lambda name: (-len(name), name)):
        around = re.compile(
            rf"(?:(?<=[，；、（按照对给予的])|^){_OF_THE_APPLICANT}{re.escape(name)}"
            r"(?P<behind>[用额款金资费数总支出金额投入价值收入规模情况]{0,4})(?=的|[0-9]|达|超|不|按|$|，|高|低|较|同比|占|以|补|奖|资助|给|报销)"
        )
        made = around.sub(_literal(name), text)
        if made != text and not any(other != name and name in other for other in names):
            return made
        if len(name) > _SHORTEST and name not in text:
            # 住院医疗费用 for 住院医疗费, 门诊费 for 门诊费用
            shorter = name[:-1] if name[-1] in "用额款金" else ""
            if shorter and shorter in text:
                return text.replace(shorter, name, 1)
    return text


_SHORTEST = 2
_PRICE = rf"(?:{AMOUNT}(?:元|%)?|[百千万]分之[一二三四五六七八九十0-9.]+)"
_OF_THE_APPLICANT = "(?:企业|项目|申报|年|实际|发生|支付|缴纳|当年度?|本年度?|年度|其|该|上述|的){0,4}"


def _counted(text: str, known: Vocabulary) -> str:
    """每个标准展位补助8000元: what is counted stands before 每, by its unit; several are each an amount of its own."""
    parts = re.split(r"[，；、](?=[^，；、0-9]{1,8}每)", text)
    made = [_one_counted(part, known) for part in parts]
    # 新建的每亩3000元，改造的每亩1000元: one area is not paid for twice.
    is_apart = len({one.partition("，")[0] for one in made}) == len(made)
    if len(parts) > 1 and is_apart and all(one != other for one, other in zip(made, parts, strict=True)):
        return "；同时，".join(made)
    return _one_counted(text, known)


def _one_counted(text: str, known: Vocabulary) -> str:
    found = re.match(
        rf"(?:按照?|给予)?(?P<what>[^，；、（）0-9每]{{0,8}})每(?P<by>(?:新|成功)*(?:{_BY})?)[一1]?(?P<unit>{COUNTS})(?P<of>[^，；、（）0-9每]{{0,8}}?)，?(?=每|{_GIVES}*[0-9])",
        text,
    )
    if found is None:
        return text
    unit = parse_unit(found["unit"])
    names = known.facts_in(*_ALIKE.get(unit.text, (unit.text,))) if unit else ()
    said = [name for name in names if found["of"] and (found["of"] in name or name in found["of"])]
    names = tuple(said) or names
    if len(names) != 1 or names[0] == found["what"]:
        return text
    rest = text[found.end() :]
    own = dict(known.kinds)[names[0]] if unit and unit.text in _ALIKE else found["unit"]
    return f"{names[0]}，每{own}{rest}"


_BY = "增加?|吸纳|招[引用聘]|引进|培[训育养]|建成?|组织|接待|举办|发表|购[买置]|授权|认定|孵化|培育|安置|带动"
# Who counts people or firms may say either word.
_ALIKE = {
    "名": ("人", "名"),
    "人": ("人", "名"),
    "位": ("人", "名"),
    "户": ("户", "家"),
    "个": ("个", "家", "项", "台"),
}


COUNTS = "(?:平方米|立方米|公斤|千克|标箱|工位|床位|展位|人次|名|人|个|家|户|亩|辆|台|套|件|项|张|间|场|次|吨|艘|架|所|座|栋|条|篇|部|只|头|株|米|公里|月|年|天|日|小时)"


def _based(text: str, known: Vocabulary) -> str:
    """报销60%: a share of the one amount of money that is declared, where nothing else can be meant."""
    money = known.facts_in("元")
    if len(money) != 1:
        return text
    names = longest_first(known.names)
    text = re.sub(rf"^(据实(?:{GIVEN}))", rf"按{_literal(money[0])}\1", text)
    # 在3000元限额内据实报销, 3000元以内据实报销
    within = rf"^在?({AMOUNT}元)(?:的?(?:最高)?(?:限额|额度|限度|标准)[之以]?内|[之以]内)的?，?(?=据实|按实)"
    text = re.sub(within, rf"{_literal(money[0])}在\1限额内", text)
    text = re.sub(r"的，(?=(?:减半|半价|免费|打?[一二三四五六七八九]折))", f"的，{_literal(money[0])}，", text)
    text = re.sub(rf"({re.escape(money[0])})，?(?:按照?)?(?:{GIVEN})+(?:按照?)?([0-9.]+%)(?=[，；]|$)", r"\1的\2", text)
    bare = re.compile(
        rf"(?P<before>^|[，；]|的，|部分，?)(?:按照?)?(?P<give>(?:{GIVEN}|一次性)*)(?:按照?)?(?P<rate>[0-9.]+%)(?:的?比例)?(?:的?(?:{GIVEN})?)?(?=[，；]|$)"
    )

    def put(found: re.Match[str]) -> str:
        before = text[: found.start()]
        follows = found["before"] == "，" and re.search(f"(?:{names}|元|%)$", before)
        if found["before"].startswith("部分") or before.endswith("部分") or follows:
            return f"{found['before'].rstrip('，')}，按{found['rate']}"
        return f"{found['before']}{money[0]}的{found['rate']}"

    return bare.sub(put, text)


def _for_each_time(text: str, known: Vocabulary) -> str:
    """每月200元 is for one month: times the months that are declared."""
    parts = text.split("；")
    for unit in ("月", "年", "天"):
        names = known.facts_in(unit)
        if len(names) == 1 and names[0] not in text:
            price = re.compile(
                rf"(每[^，；]*?{unit}[^，；0-9]*?{_PRICE}(?:、{_PRICE})*[^，；0-9]*)(?=，|$)|({AMOUNT}元/{unit})(?=，|$)"
            )
            parts = [price.sub(rf"\g<0>，乘以{_literal(names[0])}", part, count=1) for part in parts]
    return "；".join(parts)
