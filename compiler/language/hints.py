"""What is said to an author of words that cannot stand where they do, in both languages.

``HINTS`` knows words that people write for others, by the beginning of what could not be read, and says which; the first
that fits is told.
"""

_SUBCAP = (
    "分项封顶写作：其中甲占乙的部分封顶200万元（甲、乙是「其中」里的名称）",
    "a sub-cap is written 其中甲占乙的部分封顶200万元, with 甲 and 乙 named under 其中",
)
# Said of a fact that cannot be read, where nothing else is known of it; and where only the end can stand.
TYPES = (
    "冒号后面写类型：金额、是否、比例、整数、日期、文字，或一个单位（如人、亩、万元），或几个选项（甲、乙）",
    "behind ： stands a type: 金额 是否 比例 整数 日期 文字, a unit (人, 亩, 万元), or options (甲、乙)",
)
END = ("；或下一栏目", "； or the next heading")
PROMISES = (
    "承诺可以写：投资额增加的，应得不减少；应得不超过100万元（规上企业的，应得不少于10万元）；没有断崖；甲类与乙类同等；"
    "应得与某项无关；每年（每笔）应得不超过……；某项分两次申报不多得；有企业能得到50万元；本条与规则2不同时享受；"
    "本条与规则2合计不超过……；规则2的应得不少于规则1。甲类、乙类是填报里的选项，某项是填报里的名称",
    "what can be promised: 投资额增加的，应得不减少; 应得不超过100万元; 规上企业的，应得不少于10万元; 没有断崖; 甲类与乙类同等; "
    "应得与某项无关; 每年应得不超过…; 某项分两次申报不多得; 有企业能得到50万元; 本条与规则2不同时享受; 规则2的应得不少于规则1",
)
PROMISES_OF_POLICY = (
    "【政策】里承诺的是几条规则或全部规则：全部条款合计不超过500万元；规则1与规则2合计不超过100万元；规则1与规则2不同时享受；"
    "规则2的应得不少于规则1。说一条规则的，写在那条规则的「承诺」里",
    "what several rules promise, or all: 全部条款合计不超过500万元; 规则1与规则2不同时享受; 规则2的应得不少于规则1; "
    "what one rule promises stands in that rule",
)
# 其中：展位补助（逐个，取最高4个）：……
SCOPE_OF_A_NAME = (
    "括号写在栏目后面：「其中（逐个）：展位补助：……」；只取最高几个的，写在结果那一栏「补助（逐个，取最高4个）：……」，"
    "或说成一个数「最高的4个展位费合计」",
    "brackets stand behind the heading: 其中（逐个）：…; some of the items are taken in the column of the result, or said as one "
    "number: 最高的4个展位费合计",
)
# 100万元，其中团队60万元、企业40万元
SHARED_OUT = (
    "一笔分给几方的，写总数，另起一栏写各方的份额：「奖励：100万元。分配：团队60%、企业40%。」；各给各的，写「团队的，60万元；企业的，40万元」",
    "an amount that several share is written whole, with 分配：团队60%、企业40% under a heading of its own",
)
HINTS: tuple[tuple[str, tuple[str, str]], ...] = (
    (
        r"[^，；：（）0-9]{2,20}[两二三四五]个?(阶段|环节|批次|步骤)分别",
        (
            "一笔分几次给的，前面写总数，另起一栏写各次的比例：「分期：立项、中期、验收按40%、30%、30%拨付」",
            "what is paid in instalments is written whole, with 分期：立项、中期、验收按40%、30%、30%拨付 under a heading of its own",
        ),
    ),
    (
        r"(次|翌|第二)年(度)?起?，?(在此基础上)?，?每",
        (
            "次年比上一年多的，写「产值较上年产值每增加500万元，奖励1万元」，填报「产值、上年产值：金额」",
            "of what the next year has more: 产值较上年产值每增加500万元，奖励1万元, with 产值、上年产值：金额 declared",
        ),
    ),
    (
        r"的?(奖励|补助|补贴|资助)?标准(的[0-9.]+%)?(执行|给予|奖励|补助|补贴|发放|享受|兑现|$)",
        (
            "和另一种情形给得一样的，几种情形写在一起，如「首次认定、重新认定的，奖励20万元」；给它的一部分的，写出算得的数",
            "cases that get the same stand together: 首次认定、重新认定的，奖励20万元; a share of it is written as the amount it comes to",
        ),
    ),
    (
        r"(首|第[0-9一二三四五六七八九十]+)(件|笔|次|批|项|篇|场|张|份)起?的",
        (
            "清单里按先后分的，填报写「，按先后」，栏目后写「（逐件）」，每种一句：首件的，费用的50%；第2至3件的，费用的20%；第四件起，费用的10%",
            "of a list, with ，按先后 behind the fact and （逐件） behind the heading, a case for each: 首件的，费用的50%；第四件起，费用的10%",
        ),
    ),
    (
        r"扣[0-9]",
        (
            "扣分是前面的数的一步，写在那一句后面：……，有不良记录的，扣30分；没有前面的数的，先加后扣，扣完为止",
            "what is taken off is a step of the amount before it: …，有不良记录的，扣30分",
        ),
    ),
    (
        r"的?(名次|排名|位次)(第|前|为)",
        (
            "名次先填成一栏，如「每家含产值（金额）、名次（整数）」，写「名次第1的，……」；并列怎样排，由主管部门定",
            "a rank is a field of its own, 名次（整数）: 名次第1的，…",
        ),
    ),
    (
        r"不?打折",
        (
            "写出数：不打折写「票价，不打折」，打八折写「票价，打八折」",
            "write the amount before it: 票价，不打折; 票价，打八折",
        ),
    ),
    (
        r"[^，；：（）]{0,12}(双倍|翻倍|翻番|孰[低高]|就[低高]|差额|补差|打折|折半|递减|累进|分段|分档)",
        (
            "这个词要写成算法：双倍写「的2倍」，孰低写「取甲、乙中较低者」，差额写「甲与乙的差额」，打折写几折",
            "say how it is calculated: 的2倍, 取甲、乙中较低者, 甲与乙的差额",
        ),
    ),
    (
        r"[^，；：（）0-9]{0,12}(酌情|视情况?|适当|上限|逐步)|(?:一定|相应)(?=[的比补奖资支额数标])",
        (
            "没有确定的数，写【不计算】；只定上限的，栏目写「最高补助：」",
            "no certain amount: write 【不计算】, or 最高补助：",
        ),
    ),
    (
        r"（不?(含|包括)",
        (
            "含不含什么，写在填报的名称里，如「不含税的设备投资额：金额」",
            "say what is included in the name of the fact: 不含税的设备投资额：金额",
        ),
    ),
    (
        r"满?足(?![0-9])|任一|除外",
        (
            "各项条件用「且」「或」连：甲，且乙的；甲或乙的；不给的写「甲的，不予补助；其余的，……」",
            "conditions are joined by 且 or 或: 甲，且乙的; what gets nothing is a case: 甲的，不予补助；其余的，…",
        ),
    ),
    (r"限高|上限|限额|封项|顶格", ("封顶请写作「封顶」", "write 封顶 for a cap")),
    (
        r"，?(或者?|且|并且)",
        ("一句之内只用「且」或只用「或」；要混用，请加括号", "use only 且 or only 或 in one sentence, or brackets"),
    ),
    (
        r"(按)?(实际)?(月份?|天数?|比例)折算",
        (
            "按月折算的，月数填成「月」，写「……，每月1000元」；按年的标准写「……，每年1.2万元（不足一年的按比例计）」",
            "of months, ask for them and write …，每月1000元; of years, …，每年1.2万元（不足一年的按比例计）",
        ),
    ),
    (r"其中", _SUBCAP),
    (r"减半|免费", ("「减半」「免费」是一步，前面加逗号", "减半 and 免费 are steps: put a comma before them")),
    (
        r"(另|再)?加(?!收|征|发)",
        ("另加的一笔，另起一句写「同时，……」", "what is added is a sentence of its own: 同时，…"),
    ),
    (
        r"最高|最长|最多|不得?[超高][过于]",
        (
            "只定上限的，栏目写「最高奖励：」；给前面的数封顶的，前面加逗号",
            "a ceiling is said in the heading: 最高奖励：; a cap stands behind a comma",
        ),
    ),
    (
        r"不得?[低少]于|最低|最少",
        ("照这个数算的，删去「不低于」；给前面的数保底的，前面加逗号", "a floor stands behind a comma: ，不低于…"),
    ),
    (r"[0-9]+[.．]", ("各项前面不写编号", "items are not numbered")),
    (r"[.．]$|\.", ("句末请用「；」或「。」", "end the sentence with ； or 。")),
    (r"[<>≥≤=＞＜]", ("请写达到、超过、不超过、低于", "write 达到, 超过, 不超过 or 低于")),
)
# 甲100元、乙200元，得……: in a worked case.
BETWEEN_FACTS = (
    "算例里一项和下一项之间写「，」；「、」隔开的是同一项的几个数",
    "between facts write ，; numbers with 、 between them are several of one fact",
)


def unknown_unit(word: str) -> tuple[str, str]:
    """数量：棒: what is no type, nor a unit that is known."""
    return (
        f"「{word}」不是类型（金额、是否、比例、整数、日期、文字），也不是认得的单位；是单位的，在【政策】里写「单位：{word}」，"
        "是选项的，写两个以上（甲、乙）",
        f"“{word}” is no type and no unit that is known: a unit is declared in 【政策】 (单位：{word}), options are two or more",
    )
