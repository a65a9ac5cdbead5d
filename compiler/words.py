"""What the words of the grammar are called when people are told about them.

``SILENT`` carry no meaning and are left out of forms.  ``DEMANDS`` says, in the order in which it is worth saying,
what may stand at a place; ``HINTS`` knows words that people write for others, and says which.
"""

SILENT = frozenset(
    "COMMA DUN COLON OPEN CLOSE THEN OF AND OR IS BY GIVE GIVEN FROM BASIS EACH EACH_FULL EACH_MORE AMONG SHARE WEIGHT "
    "AGAINST GROWN GROWTH INCREASE DECLINE PART OF_PART DASH TO WITHIN COUNT HOW_MANY PLUS MINUS TIMES DIVIDED TAKE "
    "UNTIL_ZERO LESS_THAN YIELDS HAS FLOOR DEDUCT UPLIFT HALVED".split()
)

DEMANDS: dict[str, tuple[str, str]] = {
    "NAME": ("名称", "a declared name"),
    "WORD": ("名称", "a name"),
    "QUANTITY": ("数字和单位（如20万元）", "a number with its unit (20万元)"),
    "RATE": ("比例（如5%）", "a percentage (5%)"),
    "VALUE": ("选项", "an option"),
    "UNIT": ("单位", "a unit"),
    "UNIT_TYPE": ("单位", "a unit"),
    "KIND": ("金额、是否、比例、整数、日期、文字", "金额 是否 比例 整数 日期 文字"),
    "DATE": ("日期", "a date"),
    "LOWER": ("达到、超过等", "达到 超过 …"),
    "ABOVE": ("以上、以下", "以上 以下"),
    "THEN": ("的，", "的，"),
    "AND": ("且", "且"),
    "OR": ("或", "或"),
    "PART": ("的部分", "的部分"),
    "OF": ("的", "的"),
    "PLUS": ("加、减", "加 减"),
    "CAP": ("封顶", "封顶"),
    "FLOOR": ("保底", "保底"),
    "DEDUCT": ("扣除", "扣除"),
    "UPLIFT": ("上浮", "上浮"),
    "EACH": ("每……", "每…"),
    "BY": ("按……", "按…"),
    "RESPECTIVELY": ("分别", "分别"),
    "YIELDS": ("得", "得"),
    "REST": ("其余为零", "其余为零"),
    "COLON": ("冒号", "："),
    "COMMA": ("逗号", "，"),
    "DUN": ("顿号", "、"),
    "OPEN": ("左括号", "（"),
    "CLOSE": ("右括号", "）"),
}

_SUBCAP = (
    "分项封顶写作：其中甲占乙的部分封顶200万元（甲、乙是「其中」里的名称）",
    "a sub-cap is written 其中甲占乙的部分封顶200万元, with 甲 and 乙 named under 其中",
)
HINTS: tuple[tuple[str, tuple[str, str]], ...] = (
    (r"限高|上限|限额|封项|顶格", ("封顶请写作「封顶」", "write 封顶 for a cap")),
    (r"，?(或者?|且|并且)", ("一句之内只用「且」或只用「或」；要混用，请加括号", "use only 且 or only 或 in one sentence, or brackets")),
    (r"其中", _SUBCAP),
    (r"最高(奖励|补助|补贴|资助)", ("上限请写在栏目里：「最高奖励：」", "a ceiling is said in the heading: 最高奖励：")),
    (r"[.．]$|\.", ("句末请用「；」或「。」", "end the sentence with ； or 。")),
    (r"[<>≥≤=＞＜]", ("请写达到、超过、不超过、低于", "write 达到, 超过, 不超过 or 低于")),
)
