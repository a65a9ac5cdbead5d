"""The forms of words in which something is given, each with a sentence that has it.

All are patterns of marked text (``marked``): 按购置费用的Ⓡ0给予补助.  The groups of a form are what ``shapes`` makes a ``Given``
of: ``base`` what a share is of, ``mark`` or ``marks`` the numbers, ``most`` whether it says 最高, ``post`` the words behind.
"""

from .marked import COUNT, MONEY, NUMBER, SHARE
from .patterns import pattern, words

GIVES = "奖励|奖补|奖金|补助|补贴|补偿|资助|支持|扶持|贴息|返还|救助|发放|配套|抵扣|抵用|报销"
MOST = "最高|最多|不超过|不高于|至多"
MEASURES = (
    "家|户|人|名|项|个|件|台|套|场|次|亩|辆|标箱|平方米|吨|公里|栋|座|所|班|床|张|位|间|例|部|集|期|篇|头|只|株|艘|架|列|趟"
    "|批次|笔|块|条|处|幢|门|种|届|份|幅|册|本|枚|对|组|队|盏|桌|人次|车次|航次|架次|班次|间夜|床位|车位|展位|万千瓦时|千瓦时|千瓦"
)
_COSTS = "费|费用|额|款|投资|投入|租金|支出|利息|收入|保费|贷款|价款"
_BASED = f"(?:在{words(2, 16)}基础上，?)"
# 每家 counts; 单个企业, 每家企业 is the one who applies
_EACH_APPLICANT = "对?(?:每|单)一?(?:个|家|户)?(?:企业|单位|机构|用户|经营主体)"
_EACH_THING = rf"对?(?:每|单)一?个?(?P<each>{MEASURES})(?P<thing>(?:{words(0, 4, greedy=True)}(?:项目|基地|平台))?)"
_FILL = (
    f"(?:{_BASED}|[区县市]级?财政|按照?|标准|再|另|可|均|并|给予|予以|享受|一次性|分别|各|给|为|{MOST}|{GIVES}|资金"
    "|运营机构|等额|以|当年|每年度?|年度)"
)
_PAID = f"(?:给予|予以)(?:企业|单位|个人)?|进行|的|一次性|{GIVES}"
_RATED = "(?:的(?:比例|标准|额度))?"

# 每家给予50万元一次性奖励
FIXED = pattern(
    "{pre}{marks}{post}",
    pre=f"(?:{_FILL}|(?:{_EACH_APPLICANT}|{_EACH_THING})|，)*(?P<period>每月)?(?:给予(?P<who>{words(2, 10, without='的')}))??{_FILL}*",
    marks=f"{MONEY}(?:(?:、|和|及){MONEY})*",
    post=f"(?:(?:的|{GIVES}|一次性|标准|给予|予以|进行|资金|创新券|费用)|{words(2, 4, without='的', greedy=True)}(?={GIVES}))*",
)
# 按购置费用的15%给予补贴
SHARED = pattern(
    "{way}{base}的?{most}?{mark}{post}",
    way="按照?其?|给予其?|以|对其?|的",
    base=rf"(?:{words(1, 1, without='按给予', greedy=True)}|给付){{2,24}}?",
    most=f"(?:给予)?(?:{MOST})",
    mark=SHARE,
    post=f"{_RATED}(?:可用创新券|{_PAID})*",
)
# 对保费给予80%补助
OF_COST = pattern(
    "对{base}，?(?:按照?|给予|予以)+{most}?{mark}{post}",
    base=f"{words(2, 24)}(?:费|费用|保费|额|款|金|支出|投入|利息|成本|投资)",
    most=MOST,
    mark=SHARE,
    post=f"(?:{_PAID})*",
)
# 按结算量较上年度增量部分的0.03%
GROWTH = pattern(
    "按照?{base}(?:较|比)上年度?的?(?:增量|增长|新增|增加)(?:部分|额)?的?{most}?{mark}{post}",
    base=words(2, 30),
    most=MOST,
    mark=SHARE,
    post=f"(?:{_PAID})*",
)
# 每交售50公斤早籼谷奖励30元
PER = pattern(
    f"每{{verb}}{{size}}{{thing}}(?:给予|{GIVES}|一次性)+{{mark}}{{post}}",
    verb=words(0, 4, without="0-9", greedy=True),
    size=COUNT,
    thing=words(0, 8),
    mark=MONEY,
    post=f"(?:的|{GIVES})*",
)
# 达到300批次补助2.5万元、350批次3万元、400批次以上3.5万元
IN_TURN = pattern(
    f"{{first}}的?，?(?:给予|{GIVES}|一次性|分别)+{{mark}}{{rest}}{{post}}",
    first=f"{NUMBER}(?:及?以上)?",
    mark=MONEY,
    rest=f"(?:、{NUMBER}(?:及?以上)?的?(?:给予|{GIVES})*{MONEY})+",
    post=f"(?:的|一次性|{GIVES})*",
)
# 自付费用超过2万元的部分，按60%救助
EXCESS = pattern(
    "{base}超过{start}(?:以上)?的?部分，?(?:给予)?按?照?{most}?{mark}{post}",
    base=words(2, 20, without="的对"),
    start=MONEY,
    most=MOST,
    mark=SHARE,
    post=f"(?:的(?:比例|标准))?(?:的|给予|予以|进行|{GIVES})*",
)
# 厂房投资按5%补助
BY = pattern(
    "(?:^|(?<=[，对])){base}按照?{most}?{mark}{post}",
    base=f"{words(0, 16, without='对按')}(?:{_COSTS})",
    most=MOST,
    mark=SHARE,
    post=f"(?:的(?:比例|标准))?(?:的|给予|予以|进行|一次性|{GIVES})+",
)
# 返还失业保险费的60%
RETURNED = pattern(
    "{post}(?:其)?{base}的{most}{mark}$",
    post="返还|补贴|补助|减征|资助",
    base=words(2, 24, without="按"),
    most="",
    mark=SHARE,
)
# 分别按设备购置费的7%、8%、10%给予补助
TIERED = pattern(
    "分别(?:给予|按照?)?(?:其|企业|项目)?{base}的?{marks}{post}",
    base=words(2, 24) + f"(?:、{words(2, 16)})?",
    marks=f"{SHARE}(?:(?:、|和|及){SHARE})+",
    post=f"(?:{_PAID})*",
)
# 房租全额补贴
WHOLE = pattern("(?:给予|实施|实行|予以)?全额(?:给予|予以)?{gives}", gives=GIVES)
# 按日加收滞纳税款万分之五的滞纳金
DAILY = pattern(
    "按日{gives}(?:其)?{base}的?{mark}的?(?:滞纳金|利息|罚息|违约金)?$",
    gives="加收|征收|收取|计收",
    base=words(2, 16),
    mark=SHARE,
)
# 按照发生额的60%扣除
DEDUCTED = pattern("按照?{base}的{mark}扣除$", base=words(2, 24), mark=SHARE)
# ……年销售收入每增加2000万元的再奖励2万元; ，每增加1万平方米递增30万元奖励
STEPS = pattern(
    f"(?:在此基础上，?|(?:，|；){{bare}}|{{name}})每(?:再)?(?:增加|新增|增长|超过|多){{size}}(?:的|，|再|另|给予|递增|{GIVES}|一次性)*{{given}}(?:的?(?:{GIVES}))?$",
    bare="(?=每)",
    name=words(2, 16, without="的"),
    size="[ⓂⓆ].",
    given=MONEY,
)
# ，单个企业最高50万元
CAP = pattern(
    f"(?:(?:，|、|；|。|且|但|并)+|(?<=Ⓡ.)(?=给予|予以|最高|，)){{who}}(?:最高|最多|不超过|不高于|封顶|上限)(?:限额|额度|金额|不超过|不得超过|为|给予|{GIVES})*{{mark}}(?:以内|封顶|为限)?(?:的?(?:一次性|{GIVES}|资金))*$",
    who=f"(?:但|且|并|原则上|同一|每年?|单个?|一?个|家|户|项|亩|人|企业|单位|机构|项目|主体|年度?|年内|全年|当年|累计|合计|总计|限额|总额|资金|金额|给予|{GIVES})*",
    mark=MONEY,
)
# ，以50万元为限
LIMITED = pattern("，以{mark}为(?:限|上限|最高限额)$", mark=MONEY)
# ，不高于其投入资金的50%
CAP_OF_SHARE = pattern(
    "，(?:但|且|并)*(?:最高|最多)?(?:不超过|不高于|不得超过|不得高于)(?:其|企业|项目)?{base}的?{mark}$",
    base=words(2, 20),
    mark=SHARE,
)
