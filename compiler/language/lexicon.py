"""The words of the language: a row for each terminal of grammar/words.lark, in its order.

The grammar has the pattern of a terminal; all else that is known of it is its row.  Messages and completion say what it
is called, the parser leaves the silent ones out of forms, the formatter brings spellings to the one way, and the tests
try the samples.  A further spelling of a word is a change of its pattern; a new word is a pattern and a row.
"""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field


@dataclass(frozen=True, slots=True)
class Terminal:
    """What is known of a word of the grammar besides its pattern.

    ``people`` are told this, in both languages, of what may stand at a place.  ``said`` is the one spelling, to which all
    others are brought; where words of one terminal differ in meaning, or the documents choose among them, there is none,
    and ``others`` are the spellings that come to another one.  ``samples`` are ways to write the word where ``said`` is
    not all, the usual one first; of an open pattern (it stands for any characters, or for numbers) they are what is tried.
    """

    name: str
    people: tuple[str, str]
    _: KW_ONLY
    said: str = ""
    others: Mapping[str, str] = field(default_factory=dict)
    silent: bool = False
    samples: tuple[str, ...] = ()

    @property
    def offered(self) -> tuple[str, ...]:
        """What a writer may be offered here; nothing for what each rule declares by itself."""
        return (self.said,) if self.said else self.samples


_UNIT = ("单位", "a unit")
_ROWS = (
    # ── 连接 ──
    Terminal("ALSO", ("同时（另一笔）", "同时 (another award)"), said="同时，"),
    Terminal("OTHERWISE", ("其余的", "其余的 (in all other cases)"), said="其余的，"),
    Terminal("FOR", ("对", "对 (for)"), silent=True, samples=("对", "对于")),
    Terminal("THEN", ("的，", "的，"), silent=True, samples=("的，", "的", "的为")),
    Terminal(
        "WHO", ("说的是谁（如的技改项目，）", "who is meant"), silent=True, samples=("的技改项目，", "物流企业，")
    ),
    Terminal("FOR_WHOM", ("说的是谁（如企业）", "who is meant"), silent=True, samples=("企业", "的企业", "人才")),
    Terminal("OF", ("的", "的"), said="的", silent=True),
    Terminal("AND", ("且", "且"), said="，且", silent=True),
    Terminal(
        "YET",
        ("但（同一个数的另一端）", "但 (the other end)"),
        silent=True,
        samples=("，但", "但", "且", "，且", "并且", "而"),
    ),
    Terminal("OR", ("或", "或"), said="，或", silent=True),
    Terminal("NOT", ("未、非、不属于", "未 非 不属于 (not)"), samples=("未", "非", "不属于")),
    Terminal("BELONGING", ("属于", "属于 (is one)"), said="属于", silent=True),
    Terminal("EXCEPT", ("除（某某外）", "除 (except)"), said="除", silent=True),
    Terminal("OUTSIDE", ("外", "外 (behind 除)"), silent=True, samples=("外", "以外", "之外")),
    Terminal("HAVING", ("有、招用（几个）", "有 招用 (so many)"), samples=("有", "拥有", "招用")),
    Terminal("IS", ("为", "为 (is)"), silent=True, samples=("为", "等于")),
    Terminal("IS_NOT", ("不为", "不为 (is not)"), said="不为"),
    Terminal("TO", ("至", "至 (to)"), said="至", silent=True),
    Terminal("DASH", ("至", "至 (to)"), said="-", silent=True),
    Terminal("POINTS", ("若干个百分点", "percentage points"), samples=("5个百分点", "1.5个百分点")),
    Terminal("DUN", ("顿号", "、"), said="、", silent=True),
    Terminal("JOIN", ("和、与", "和 与 (and)"), silent=True, samples=("和", "与", "及", "以及")),
    Terminal("COMMA", ("逗号", "，"), silent=True, samples=("，", "、")),
    Terminal("COLON", ("冒号", "："), said="：", silent=True),
    Terminal("OPEN", ("左括号", "（"), said="（", silent=True),
    Terminal("CLOSE", ("右括号", "）"), said="）", silent=True),
    Terminal("RESPECTIVELY", ("分别", "分别"), others={"分别为": "分别"}, samples=("分别",)),
    # ── 给付用的词 ──
    Terminal("BY", ("按……", "按…"), others={"按照": "按"}, silent=True, samples=("按", "标准为", "比例为", "保险费率")),
    Terminal(
        "GIVE",
        ("给予、奖励、补助等", "给予 奖励 补助 … (give)"),
        silent=True,
        samples=("给予", "奖励", "一次性奖励", "补助"),
    ),
    Terminal("YEARLY", ("每年", "每年 (every year)"), said="每年"),
    Terminal(
        "LASTING",
        ("连续若干年", "连续…年 (for so many years)"),
        samples=("连续三年每年", "连续三年", "连续2年，每年", "连续3年内"),
    ),
    Terminal(
        "GIVEN",
        ("给予补助等（数的后面）", "给予补助 … (given, behind a number)"),
        silent=True,
        samples=("给予补助", "的补助", "奖励", "的标准给予一次性奖励"),
    ),
    Terminal("EACH_OF_THEM", ("均、各（都是这个数）", "均 各 (each of them this)"), samples=("均", "都", "各")),
    # ── 运算 ──
    Terminal("PLUS", ("加、减", "加 减"), said="加", silent=True),
    Terminal("ADDS", ("加（若干分）", "加 (so many points)"), silent=True, samples=("加", "积")),
    Terminal("TAKEN_OFF", ("一次减除", "一次减除 (less)"), said="一次减除", silent=True),
    Terminal("MINUS", ("减", "减 (minus)"), said="减", silent=True),
    Terminal("TIMES", ("×", "× (times)"), said="×", silent=True),
    Terminal("DIVIDED", ("÷", "÷ (divided by)"), said="÷", silent=True),
    Terminal("TAKE", ("取……中较低者、较高者", "取…中较低者 (the lower of)"), said="取", silent=True),
    Terminal("LOWEST", ("中较低者", "中较低者 (the lowest)"), said="中较低者"),
    Terminal("HIGHEST", ("中较高者", "中较高者 (the highest)"), said="中较高者"),
    Terminal("MEAN", ("平均值", "平均值 (the mean)"), samples=("的平均值", "平均")),
    Terminal("TOTAL", ("合计", "合计 (together)"), others={"之和": "合计"}, samples=("合计", "合并计算")),
    Terminal("SHARE", ("占", "占 (as a share of)"), said="占", silent=True),
    Terminal("WEIGHT", ("比重", "比重 (share)"), said="比重", silent=True),
    Terminal("OWN_SHARE", ("占比", "占比 (share of all)"), silent=True, samples=("占比", "占比分配", "所占比例")),
    Terminal("AGAINST", ("较", "较 (against)"), said="较", silent=True),
    Terminal(
        "YEAR_ON_YEAR",
        ("同比、较上年", "同比 较上年 (against the year before)"),
        silent=True,
        samples=("同比", "较上年", "较上一年度", "比上年同期"),
    ),
    Terminal("GAP", ("的差额", "的差额 (the difference)"), said="的差额"),
    Terminal("GAP_WITH", ("与……的差额", "与…的差额 (the difference to)"), samples=("与", "和")),
    Terminal(
        "MORE",
        ("再给予、另奖励", "再给予 另奖励 (give besides)"),
        silent=True,
        samples=("再给予", "另奖励", "另行奖励", "追加奖励"),
    ),
    Terminal(
        "AWARDED",
        ("认定为、获评、列入", "认定为 获评 列入 (recognised as)"),
        silent=True,
        samples=("认定为", "获得", "列入", "评为", "引进的"),
    ),
    Terminal("NOUN", ("说的是什么（如人才）", "what is meant"), silent=True, samples=("人才", "医院", "证书")),
    Terminal("OF_SORT", ("名称里有的词（如伤残）", "a word of its name (伤残)"), samples=("伤残", "危房")),
    Terminal("SO_MANY", ("三个阶段", "三个阶段 (so many of them)"), samples=("三个阶段", "两类", "三档")),
    Terminal("GROWN", ("有增长", "有增长 (has grown)"), said="有增长", silent=True),
    Terminal("RISES", ("增长", "增长 (growth)"), silent=True, samples=("增幅", "增长")),
    Terminal(
        "GROWTH", ("增长", "增长 (growth)"), others={"增幅": "增长"}, silent=True, samples=("增长", "新增", "高出")
    ),
    Terminal("RISEN", ("增长", "增长 (growth)"), silent=True, samples=("增长", "新增", "增幅")),
    Terminal("SELF_GROWTH", ("增长", "增长 (growth)"), said="增长", silent=True),
    Terminal("INCREASE", ("增加、增量", "增加 增量 (increase)"), silent=True, samples=("增加", "增量")),
    Terminal("INCREMENT", ("增加部分", "增加部分 (the increase)"), samples=("增加部分", "增量部分", "新增部分")),
    Terminal("DECLINE", ("下降、减少", "下降 减少 (decline)"), silent=True, samples=("下降", "降低", "减少")),
    Terminal("AMONG", ("中……的数量", "中…的数量 (how many of them)"), said="中", silent=True),
    Terminal("COUNT", ("的数量", "的数量 (how many)"), silent=True, samples=("的数量", "的个数", "的家数")),
    Terminal("ALL_OF", ("几项均（达到）", "several names of which each is meant"), samples=("甲、乙均", "甲、乙分别")),
    Terminal(
        "WHICH",
        ("前几笔、首笔、最高的几笔（一列数的）", "which items of a list"),
        samples=("前3笔", "首笔", "最高的3笔", "第2笔"),
    ),
    Terminal(
        "OF_LIST",
        ("最高者、平均值、前几笔合计（一列数的）", "what is said of a list"),
        samples=("最高者", "最低者", "平均值", "前3笔合计", "第一笔"),
    ),
    Terminal("OF_YEARS", ("前几年最高额", "the highest of the years before"), samples=("前两年最高额", "前三年平均值")),
    Terminal(
        "AT_TOP",
        ("最高的、前几名（并列的都算）（说这一项的）", "whether the present item is of the highest"),
        samples=("最高的（并列的都算）", "最低的（并列的都算）", "前3名（并列的都算）"),
    ),
    Terminal(
        "EVER_GROWN",
        ("逐年增长（一列数的）", "that each number of a list is above the one before"),
        samples=("逐年增长", "持续下降"),
    ),
    Terminal(
        "FIRST_YEAR",
        ("（首年不比）、（首年也比上年）", "whether the first year is compared with the one before it"),
        samples=("（首年不比）", "（首年也比上年）"),
    ),
    Terminal("THEIR", ("的（一列数的）", "的 (of these items)"), said="的", silent=True),
    Terminal(
        "THOSE",
        ("符合某个条件的（在一列数的名称前面）", "a condition before the name of a list"),
        samples=("甲的",),
    ),
    Terminal(
        "THOSE_OF",
        ("符合某个条件的（在一列数的名称前面）", "a condition before the name of a list"),
        samples=("甲的",),
    ),
    Terminal(
        "SO_MANY_OF",
        ("一列数的一个选项（后面是几件以上）", "an option of a list, before a bound of how many there are"),
        samples=("款中劣等",),
    ),
    Terminal("HOW_MANY", ("总数", "总数 (how many)"), said="总数", silent=True),
    Terminal("GRAND_TOTAL", ("总额", "总额 (the total)"), silent=True, samples=("总额", "总和", "总计")),
    Terminal("PART", ("的部分", "的部分"), silent=True, samples=("的部分", "部分")),
    Terminal("OF_PART", ("的部分", "的部分"), said="的部分", silent=True),
    Terminal(
        "BEYOND",
        ("超过部分", "超过部分 (what lies above)"),
        samples=("超过部分", "超过的部分", "超出部分", "超出额"),
    ),
    Terminal(
        "INCREASED",
        ("增量部分（比上年多的）", "增量部分 (what is more than the year before)"),
        samples=("增量部分", "新增部分", "增长部分", "增量"),
    ),
    Terminal(
        "SELF_INCREMENT",
        ("的增量部分", "的增量部分 (its increase)"),
        silent=True,
        samples=("的增量部分", "的新增部分", "增量"),
    ),
    # ── 界 ──
    Terminal(
        "LOWER",
        ("达到、超过等", "达到 超过 …"),
        others={"达": "达到", "超": "超过"},
        samples=("达到", "超过", "不低于", "高于", "满", "不早于", "晚于"),
    ),
    Terminal(
        "UPPER",
        ("不超过、低于等", "不超过 低于 …"),
        samples=("不超过", "低于", "不足", "不满", "未达到", "不晚于", "早于"),
    ),
    Terminal("ABOVE", ("以上、以下", "以上 以下"), others={"及以上": "以上"}, samples=("以上", "以后", "后")),
    Terminal(
        "BELOW",
        ("以下、以内", "以下 以内 (at most)"),
        others={"及以下": "以下"},
        samples=("以下", "以内", "以前", "前"),
    ),
    Terminal("LYING", ("在", "在 (lies within)"), silent=True, samples=("在", "累计", "为")),
    Terminal("BETWEEN", ("之间", "之间 (between)"), silent=True, samples=("之间", "间", "期间")),
    Terminal("IN_VALIDITY", ("在有效期内", "在有效期内 (while in force)"), said="在有效期内"),
    Terminal("SINCE", ("自……之日起", "自…之日起 (from that day on)"), samples=("自", "在自")),
    Terminal("PRICE", ("单价（如60元/平方米）", "a price (60元/平方米)"), samples=("60元/平方米", "0.3元/千瓦时")),
    Terminal("NTH", ("从第", "从第 (from the …th)"), samples=("从第", "自第")),
    Terminal(
        "RANK",
        ("名次（如第一、前10名）", "a rank (第一, 前10名)"),
        samples=("第一", "第2至5名", "前10名", "第三次", "前三", "第一至三位", "第4名"),
    ),
    Terminal(
        "SEGMENT",
        ("第几至第几（每……）", "from the …th to the …th (each …)"),
        samples=("第1至3家", "第1个月至第12个月", "前12个月", "第1日至第10日内，"),
    ),
    Terminal(
        "FIRST_UNIT",
        ("首小时、3公里以内（多少元）", "the first hour (so much)"),
        samples=("首小时", "首重1公斤", "3公里以内"),
    ),
    Terminal("FIRST_FEE", ("起步价", "起步价 (what it begins with)"), silent=True, samples=("起步价", "起步费")),
    Terminal("WITHIN_IT", ("（含3公里）", "（含3公里） (what it includes)"), samples=("（含3公里）", "（3公里内）")),
    Terminal("LATER", ("以后（每……）", "from then on (each …)"), samples=("以后", "之后", "续重", "超出首小时的部分")),
    Terminal("PERCENTS", ("百分之几至百分之几", "from …% to …%"), samples=("20%至40%",)),
    Terminal("STARTING", ("起", "起 (from there on)"), samples=("起", "之日起")),
    Terminal("INSIDE", ("以内", "以内 (within)"), samples=("以内", "内")),
    Terminal("APART", ("距", "距 (how far from)"), samples=("距", "距离")),
    Terminal(
        "SPAN_OF",
        ("的天数、月数、年数", "的天数 月数 年数 (days, months, years)"),
        samples=("的天数", "的月数", "的年数", "的整年数", "的周岁数", "的小时数", "的分钟数"),
    ),
    Terminal(
        "INCLUDED",
        ("（含）、（不含）", "（含） （不含） (included or not)"),
        others={"（含本数）": "（含）", "（不含本数）": "（不含）"},
        samples=("（含）", "（不含）", "（含100万元）", "（不含500人）"),
    ),
    # ── 步 ──
    Terminal(
        "CAP",
        ("封顶", "封顶"),
        samples=("封顶", "最高不超过", "不超过", "每家企业最高补助", "单个企业每年最高补助", "最高限额"),
    ),
    Terminal("TOPPED", ("最长、最多（名称后面）", "最长 最多 (behind a name)"), samples=("最长", "最多", "最高不超过")),
    Terminal(
        "MOST",
        ("不超过（某比例，只定上限的）", "不超过 (a share at most)"),
        samples=("不超过", "最高", "不得超过", "不高于"),
    ),
    Terminal("TOGETHER", ("连同（一并封顶）", "连同 (capped together with)"), said="连同"),
    Terminal("OF_KIND", ("每类（后面是封顶）", "每类 (of each kind of the items of a list)"), samples=("每丁",)),
    Terminal("AVERAGE", ("人均、户均、亩均", "人均 户均 亩均 (for each)"), samples=("人均", "户均", "亩均")),
    Terminal("FLOOR", ("保底", "保底"), said="保底", silent=True),
    Terminal("DEDUCT", ("扣除", "扣除"), others={"扣减": "扣除", "减除": "扣除"}, silent=True, samples=("扣除",)),
    Terminal(
        "COST_END", ("后的余额", "后的余额 (what is left)"), silent=True, samples=("后的余额", "的费用", "的成本")
    ),
    Terminal(
        "CAP_END", ("封顶（数的后面）", "封顶 (behind the number)"), silent=True, samples=("封顶", "为限", "为上限")
    ),
    Terminal(
        "WITHOUT",
        ("不设起付线、不打折", "不设起付线 (without any such)"),
        samples=("不设起付线", "不设封顶线", "不打折", "不设起付标准"),
    ),
    Terminal("UNTIL_ZERO", ("，扣完为止", "，扣完为止 (down to nothing)"), said="，扣完为止", silent=True),
    Terminal("UPLIFT", ("上浮", "上浮"), others={"再上浮": "上浮"}, silent=True, samples=("上浮", "提高", "加收")),
    Terminal(
        "UPLIFT_TO",
        ("提高至", "提高至 (raised to)"),
        silent=True,
        samples=("提高至", "上浮到", "比例提高至", "奖励标准再提高到", "最高奖励提高到", "调高至"),
    ),
    Terminal("DISCOUNT", ("下浮", "下浮 (lowered by)"), samples=("下浮", "降低", "减征", "优惠")),
    Terminal("HALVED", ("减半", "减半 (halved)"), said="减半", silent=True),
    Terminal("DOUBLED", ("双倍", "双倍 (twice)"), others={"加倍": "双倍"}, silent=True, samples=("双倍", "加倍")),
    Terminal("SAVED", ("的优惠", "的优惠 (less)"), samples=("的优惠", "优惠")),
    Terminal("FREE", ("免费、免收", "免费 免收 (free)"), samples=("免费", "免收", "全免", "免征")),
    Terminal("WITHIN", ("其中", "其中 (of these)"), said="其中", silent=True),
    Terminal("SHORT_OF", ("不足（一个整数的）", "不足 (short of a whole one)"), samples=("不足", "不足一整")),
    Terminal(
        "SHORT_END",
        ("不计、按……计", "不计 按…计 (how the rest counts)"),
        samples=("不计", "的部分不计算", "不予计算", "不享受", "舍去", "按一年计", "的部分均按1年计算"),
    ),
    Terminal(
        "ROUNDED",
        ("四舍五入到元等", "四舍五入到元 … (rounding)"),
        samples=("四舍五入到元", "四舍五入至分", "舍去到百元", "进位到整数", "四舍五入到1000元", "进位到万元"),
    ),
    Terminal("EACH", ("每……", "每…"), silent=True, samples=("每", "每新招用", "按")),
    Terminal(
        "LAST_YEAR", ("上年（的同一个数）", "上年 (of the year before)"), samples=("上年", "上年度", "上一年同期")
    ),
    Terminal(
        "ITS", ("其、企业（名称的前面）", "其 企业 (before a name)"), silent=True, samples=("其", "企业", "该项目")
    ),
    Terminal("OBJECT", ("每一份是什么（如论文）", "what is counted (论文)"), samples=("企业", "论文", "粮食")),
    Terminal(
        "EACH_DONE",
        ("每实现某某多少", "每实现 (for each done)"),
        silent=True,
        samples=("每实现", "每完成"),
    ),
    Terminal("EACH_FULL", ("每满", "每满 (for each full)"), said="每满", silent=True),
    Terminal("EACH_LESS", ("每下降", "每下降 (for each less)"), silent=True, samples=("每下降", "每减少", "每低于")),
    Terminal(
        "EACH_MORE",
        ("每增加", "每增加 (for each more)"),
        silent=True,
        samples=("每增加", "每超过", "每提高", "每同比增长"),
    ),
    Terminal("EACH_PAST", ("每超过……多少", "每超过 (each step past)"), silent=True, samples=("每超过", "每超出")),
    Terminal("EACH_ABOVE", ("每比……高", "每比…高 (each step above)"), silent=True, samples=("每比", "每较")),
    Terminal("FEWER", ("减少", "减少 (less)"), samples=("减少", "扣减", "递减")),
    Terminal("FROM", ("在……基础上", "在…基础上 (on top of)"), said="在", silent=True),
    Terminal("HERE", ("在此基础上", "在此基础上 (on top of this)"), silent=True, samples=("在此基础上", "此基础上，")),
    Terminal(
        "WITHIN_LIMIT", ("限额内", "限额内 (up to a limit)"), silent=True, samples=("限额内据实报销", "的额度以内补助")
    ),
    Terminal("BASIS", ("基础上", "基础上 (on top of)"), silent=True, samples=("基础上", "的基础上，")),
    Terminal("LESS_THAN", ("（不足", "（不足 (short of)"), said="（不足", silent=True),
    Terminal(
        "RIDER_END",
        ("按比例计）、不计）", "按比例计） 不计） (how the rest counts)"),
        samples=("按比例计）", "的按比例计）", "不计）", "的不计）", "按1个计）", "的按一人计算）"),
    ),
    Terminal(
        "REFUSED",
        ("不予补助、免征", "不予补助 免征 (nothing is given)"),
        samples=("不予补助", "不予奖励", "不符合", "免征", "不享受"),
    ),
    # ── 填报 ──
    Terminal(
        "KIND",
        ("金额、是否、比例、整数、系数、日期、时刻、文字", "金额 是否 比例 整数 系数 日期 时刻 文字"),
        samples=("金额", "是否", "比例", "整数", "系数", "日期", "时刻", "文字"),
    ),
    Terminal("HAS", ("含", "含 (has)"), said="含", silent=True),
    Terminal("ORDERED", ("（由低到高）", "（由低到高） (from low to high)"), said="（由低到高）"),
    Terminal("DEFAULT", ("未填按", "未填按 (where left out)"), said="未填按"),
    Terminal("FROM_CLAUSE", ("取自（某条）", "取自 (from a clause)"), samples=("取自7.1", "取自规则7.1")),
    Terminal("MAY_BE_NEGATIVE", ("可为负", "可为负 (may be below zero)"), said="可为负"),
    Terminal("FRACTIONAL", ("可带小数", "可带小数 (may be a fraction)"), said="可带小数"),
    Terminal(
        "IN_ORDER", ("按先后（填）", "按先后 (in their order)"), samples=("按先后", "按签约日期先后", "按时间先后填报")
    ),
    Terminal(
        "THIS_YEAR",
        ("含本年、不含本年", "含本年 不含本年 (with this year, or without)"),
        samples=("不含本年", "含本年"),
    ),
    # ── 算例 ──
    Terminal("YIELDS", ("得", "得"), said="得", silent=True),
    Terminal("QUALIFIES", ("符合", "符合 (qualifies)"), said="符合"),
    Terminal("NOT_TAKEN", ("不受理", "不受理 (the facts are refused)"), said="不受理"),
    Terminal("SEE_TABLE", ("见下表", "见下表 (in the table below)"), said="见下表"),
    Terminal(
        "REST",
        ("其余为零", "其余为零"),
        others={"其余均为零": "其余为零", "其余均为否": "其余为否", "其余均为零或否": "其余为零或否"},
        samples=("其余为零", "其余为否", "其余为零或否", "其余按默认"),
    ),
    Terminal("YES", ("是", "是 (yes)"), said="是"),
    Terminal("NO", ("否", "否 (no)"), said="否"),
    Terminal("EMPTY", ("无", "无 (none)"), said="无"),
    Terminal("ANY", ("不限", "不限 (any)"), said="不限"),
    Terminal("REST_CELL", ("其余", "其余 (all others)"), samples=("其余", "其他")),
    # ── 政策 ──
    Terminal("VALIDITY", ("有效期", "有效期 (in force)"), said="有效期"),
    Terminal("BUDGET", ("预算", "预算 (budget)"), said="预算"),
    Terminal("BOUND_WORDS", ("本数（界的词含不含）", "本数 (what words of bounds include)"), said="本数"),
    Terminal("MATTER", ("同一事项", "同一事项 (one matter)"), said="同一事项"),
    Terminal("HIGHEST_ONLY", ("就高从优", "就高从优 (the better one)"), said="就高从优"),
    Terminal("NO_DOUBLE", ("不重复享受", "不重复享受 (not twice)"), said="不重复享受"),
    Terminal("WITH", ("与", "与 (and)"), said="与"),
    Terminal("ROUNDING", ("取整", "取整 (rounding)"), said="取整"),
    Terminal("PRECEDENCE", ("上位政策", "上位政策 (the policies above)"), said="上位政策"),
    Terminal("UNITS", ("单位", "单位 (units)"), said="单位"),
    Terminal("SHORTFALL", ("预算不足", "预算不足 (where the budget is short)"), said="预算不足"),
    Terminal("PRO_RATA", ("按比例折算", "按比例折算 (in proportion)"), samples=("按比例折算", "按申报额比例分配")),
    Terminal(
        "BY_ORDER", ("按申报先后", "按申报先后 (first come first served)"), samples=("按申报先后", "按受理先后顺序")
    ),
    Terminal("BY_SCORE", ("按得分由高到低", "按得分由高到低 (by score)"), samples=("按得分由高到低", "按得分从高到低")),
    Terminal("PLACES", ("前若干名", "前…名 (so many of them)"), samples=("前10名", "前3家")),
    Terminal("KEPT", ("余额留存", "余额留存 (the rest is kept)"), samples=("余额留存", "余数留存", "余额结余")),
    Terminal("TO_LARGEST", ("余数归金额最高的", "余数归金额最高的 (the rest to the largest)"), said="余数归金额最高的"),
    Terminal(
        "ALL_OR_NOTHING", ("不足支付的不支付", "不足支付的不支付 (in full or not at all)"), said="不足支付的不支付"
    ),
    Terminal(
        "BOUND_WORD",
        ("以上、以下、超过等界的词", "以上 以下 超过 … (a word of bounds)"),
        samples=("以上", "以下", "以内", "超过", "不超过", "高于", "低于", "达到", "不低于", "不满", "满", "至"),
    ),
    Terminal("INCLUSIVE", ("含本数", "含本数 (the number included)"), said="含本数"),
    Terminal("EXCLUSIVE", ("不含本数", "不含本数 (the number excluded)"), said="不含本数"),
    # ── 指标与不计算 ──
    Terminal("GOAL_NAME", ("指标的名称", "the name of a goal"), samples=("规上工业增加值", "“四上”企业（家）")),
    Terminal("EACH_GOAL", ("各", "各 (each)"), said="各"),
    Terminal("YEAR", ("年份（如2025年）", "a year (2025年)"), samples=("2025年",)),
    Terminal("OFFICES", ("责任单位", "责任单位"), samples=("责任单位：区科技局、区经信局",)),
    Terminal(
        "REASON",
        (
            "幅度未定、条件未定、转引上级政策、原则性表述、一事一议、工作程序、列举计数",
            "幅度未定 条件未定 转引上级政策 原则性表述 一事一议 工作程序 列举计数",
        ),
        samples=("幅度未定", "条件未定", "转引上级政策", "原则性表述", "一事一议", "工作程序", "列举计数"),
    ),
    Terminal("NOTE", ("（补充说明）", "（a note）"), samples=("（待配套文件明确）",)),
    # ── 承诺 ──
    Terminal("RESULT", ("应得", "应得 (the result)"), samples=("应得", "应得的金额", "应得奖励")),
    Terminal(
        "CHANGED",
        ("增加的、减少的、不同的", "增加的 减少的 不同的 (where it changes)"),
        samples=("增加的", "减少的", "提高的", "降低的", "都增加的", "不减少的", "不同的"),
    ),
    Terminal(
        "KEEPS",
        ("不减少、不增加", "不减少 不增加 (never changes so)"),
        samples=("不减少", "不增加", "不会降低", "不会提高", "只增不减"),
    ),
    Terminal("SAME", ("相同", "相同 (the same)"), samples=("相同", "都一样", "不变")),
    Terminal("NO_CLIFF", ("没有断崖", "没有断崖 (no cliff)"), said="没有断崖"),
    Terminal("THIS", ("本条", "本条 (this clause)"), said="本条"),
    Terminal("OTHER", ("另一条（如7.1）", "another clause (7.1)"), samples=("7.1", "第8.2条", "规则10.1")),
    Terminal("RULE", ("某条规则（如规则7.1）", "a clause (规则7.1)"), samples=("规则7.1", "条款5.2", "第8.2条")),
    Terminal(
        "PAYS", ("奖励、补助等", "奖励 补助 … (what it pays)"), silent=True, samples=("奖励", "补助金额", "减免额")
    ),
    Terminal("WHOSE", ("的（应得）", "的 (before 应得)"), said="的", silent=True),
    Terminal("EVENLY", ("均、都", "均 都 (all of them)"), silent=True, samples=("均", "都")),
    Terminal("AT_MOST", ("最多", "最多 (at most)"), samples=("最多", "不得超过", "最高不超过")),
    Terminal("AT_LEAST", ("至少", "至少 (at least)"), samples=("至少", "不得低于", "最少")),
    Terminal(
        "EACH_ONE",
        ("每年、每笔等", "每年 每笔 … (of each year, of each item)"),
        samples=("每年", "每笔", "各年", "每笔费用的", "任何企业", "第一年"),
    ),
    Terminal("UNRELATED", ("无关", "无关 (does not hang on it)"), samples=("无关", "都无关", "没有关系")),
    Terminal("BECAUSE_OF", ("不因（某项而异）", "不因 (not because of)"), silent=True, samples=("不因", "不会因")),
    Terminal("DIFFERS", ("而不同", "而不同 (differs)"), silent=True, samples=("而不同", "而异", "不同而有差别")),
    Terminal("NOT_BY", ("不受（某项影响）", "不受 (not by)"), said="不受", silent=True),
    Terminal("AFFECTED", ("影响", "影响 (affected)"), silent=True, samples=("影响", "的影响")),
    Terminal("NOT_AFFECTING", ("不影响", "不影响 (does not affect)"), silent=True, samples=("不影响", "都不影响")),
    Terminal("WHATEVER", ("无论", "无论 (whatever)"), silent=True, samples=("无论", "不论", "不管")),
    Terminal("HOWEVER", ("如何", "如何 (it is)"), silent=True, samples=("如何", "是什么", "多少")),
    Terminal("WHETHER", ("是否", "是否 (whether)"), silent=True, samples=("是否", "是否属于")),
    Terminal("WHOM", ("企业、项目等", "企业 项目 … (who is meant)"), silent=True, samples=("企业", "的企业", "项目")),
    Terminal("ALIKE", ("同等", "同等 (alike)"), samples=("同等", "同等对待", "一视同仁", "应得相同")),
    Terminal("PUT", ("将、把", "将 把"), silent=True, samples=("将", "把")),
    Terminal(
        "SPLIT",
        ("分两次申报", "分两次申报 (claimed in two parts)"),
        samples=("分两次申报", "分两次申报的", "拆分申报的", "拆成2个项目申报的", "分三次申报"),
    ),
    Terminal("NO_MORE", ("不多得", "不多得 (gives no more)"), samples=("不多得", "不会多拿", "也不多得")),
    Terminal("AT_ONCE", ("一次申报", "一次申报 (claimed at once)"), samples=("一次申报的", "合并申报")),
    Terminal("SOMEONE", ("有企业", "有企业 (somebody)"), samples=("有企业", "存在企业", "至少有一家企业")),
    Terminal("NOBODY", ("没有企业", "没有企业 (nobody)"), samples=("没有企业", "没有一家企业")),
    Terminal("GETS", ("能得到", "能得到 (can get)"), samples=("能得到", "可以获得", "可得", "能拿到")),
    Terminal("CAN_BE", ("可达", "可达 (can be)"), samples=("可达", "最高可达", "能达到")),
    Terminal("EXACTLY", ("恰好", "恰好 (exactly)"), samples=("恰好", "正好")),
    Terminal("ALTOGETHER", ("合计", "合计 (together)"), samples=("合计", "的合计", "之和", "总额")),
    Terminal(
        "NOT_BOTH",
        ("不同时享受", "不同时享受 (not both)"),
        samples=("不同时享受", "不能同时享受", "不重复享受", "不可兼得", "互斥", "只能择一享受"),
    ),
    Terminal(
        "ALL_RULES",
        ("全部条款", "全部条款 (all clauses)"),
        samples=("全部条款", "所有规则", "各条", "一家企业全部条款", "各项奖补", "本政策"),
    ),
    Terminal("PROMISED", ("承诺", "承诺 (promised)"), said="承诺", silent=True),
    # ── 数与名 ──
    Terminal("CLOCK", ("时刻", "a time of day"), samples=("19：00", "次日2：00", "19时30分", "8点半")),
    Terminal("DATE", ("日期", "a date"), samples=("2025年3月1日", "2025-12-31")),
    Terminal(
        "RATE",
        ("比例（如5%）", "a percentage (5%)"),
        samples=("5%", "百分之二", "千分之五", "5‰", "万分之三", "三分之一", "六五折", "2倍", "一半", "全额"),
    ),
    Terminal(
        "QUANTITY",
        ("数字和单位（如20万元）", "a number with its unit (20万元)"),
        samples=("5万元", "二十万元", "2.5亿", "1,000万元", "30元/亩", "3年", "0", "15亩", "20%", "百分之十"),
    ),
    Terminal(
        "PARTED", ("数字（含）和单位", "a number with （含） before its unit"), samples=("50（含）万元", "3（不含）人")
    ),
    Terminal("NEGATIVE", ("负数（如-5万元）", "a number below zero (-5万元)"), samples=("-5万元", "负3元")),
    Terminal("UNIT", _UNIT, samples=("亩", "家", "吨", "家企业")),
    Terminal("ITEM", _UNIT, samples=("亩", "家", "吨", "家企业")),
    Terminal("UNIT_TYPE", _UNIT, samples=("亩", "家", "万元/亩", "元/家·年")),
    Terminal("NAME", ("名称", "a declared name")),
    Terminal("VALUE", ("选项", "an option")),
    Terminal("TEXT", ("文字（如“金东”）", "a text (“金东”)"), samples=("“金东”", "“A，B”")),
    Terminal("CODE", ("条款（如7.1）", "a clause (7.1)"), samples=("7.1", "15.2", "ind.1.2")),
    Terminal("WORD", ("名称", "a name"), samples=("费用", "面积", "优等", "营业收入")),
    Terminal("TEXT_LINE", ("一句话", "a line of text"), samples=("遵照执行",)),
    Terminal("PROPORTION", ("比（如4：2：4）", "a proportion (4：2：4)"), samples=("4：2：4", "6：4")),
    Terminal("SPREAD", ("分3年", "分3年 (in three years)"), samples=("分3年", "分三期，")),
    Terminal("SPREAD_END", ("的比例发放", "的比例发放"), silent=True, samples=("的比例", "比例发放")),
    Terminal("LABEL", ("各期的名称（如第一年）", "the name of a part (第一年)"), samples=("第一年", "第二年")),
)
LEXICON: Mapping[str, Terminal] = {row.name: row for row in _ROWS}
# These stand for words that each document has by itself: their samples are tried, and offered to nobody.
OPEN_WORDS = frozenset(
    {
        "NAME",
        "VALUE",
        "WORD",
        "OBJECT",
        "ITS",
        "WHO",
        "WHOM",
        "FOR_WHOM",
        "NOUN",
        "OF_SORT",
        "GOAL_NAME",
        "OFFICES",
        "NOTE",
    }
)

# Of the words that may stand where a sentence cannot be read, those that its message names, the most useful first.
TOLD = (
    *("NAME", "WORD", "QUANTITY", "RATE", "VALUE", "UNIT", "ITEM", "UNIT_TYPE", "KIND", "DATE", "LOWER", "ABOVE"),
    *("THEN", "AND", "OR", "PART", "OF", "PLUS", "CAP", "FLOOR", "DEDUCT", "UPLIFT", "EACH", "BY", "RESPECTIVELY"),
    *("YIELDS", "REST", "GOAL_NAME", "YEAR", "OFFICES", "REASON", "NOTE", "COLON", "COMMA", "DUN", "OPEN", "CLOSE"),
)
