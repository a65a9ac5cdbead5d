"""What is said of conditions and calculations, in Chinese and in English, one line a phrase.

In: a phrase, and what stands in its braces.  Out: words, with the places of numbers.  What a mechanism says is here and
nowhere else: a further language is a further column.
"""

import re
from functools import cache

from ..model.expr import Part, Phrase, Slot
from ..report.diagnostic import Language
from ..report.diagnostic import Text as Said

# ── signs and joints ──
PLUS = Said(" ＋ ", " + ")
MINUS = Said(" － ", " - ")
TIMES = Said(" × ", " × ")
DIVIDED = Said(" ÷ ", " ÷ ")
AND = Said("，且", ", and ")
OR = Said("，或", ", or ")
LIST_COMMA = Said("、", ", ")
COMMA = Said("，", ", ")
BRACKETED = Said("（{inner}）", "({inner})")
ASIDE = Said("（{said}）", " ({said})")

# ── conditions ──
COMPARED = {
    "<": Said("{left}低于{right}", "{left} is below {right}"),
    "<=": Said("{left}不超过{right}", "{left} is at most {right}"),
    ">": Said("{left}超过{right}", "{left} is above {right}"),
    ">=": Said("{left}达到{right}", "{left} is at least {right}"),
    "=": Said("{left}为{right}", "{left} is {right}"),
    "≠": Said("{left}不为{right}", "{left} is not {right}"),
}
COMPARED_DAYS = {
    "<": Said("{left}低于{right}", "{left} is before {right}"),
    "<=": Said("{left}不超过{right}", "{left} is not later than {right}"),
    ">": Said("{left}超过{right}", "{left} is after {right}"),
    ">=": Said("{left}达到{right}", "{left} is not earlier than {right}"),
    "=": Said("{left}为{right}", "{left} is {right}"),
    "≠": Said("{left}不为{right}", "{left} is not {right}"),
}
NOT = Said("非{part}", "not {part}")
YES = Said("是", "yes")
NO = Said("否", "no")
QUOTED = Said("“{text}”", "“{text}”")
ONE_OF = Said("{subject}为{values}或{last}", "{subject} is {values} or {last}")
FROM_DAY_TO_DAY = Said("{subject}在{low}至{high}", "{subject} is from {low} to {high}")
# Of two ends of a range, by whether each is included.
WITHIN = {
    (">=", "<="): Said("{subject}{low}以上、不超过{high}", "{subject} is at least {low} and at most {high}"),
    (">=", "<"): Said("{subject}{low}以上、不满{high}", "{subject} is at least {low} and below {high}"),
    (">", "<="): Said("{subject}超过{low}、不超过{high}", "{subject} is above {low} and at most {high}"),
    (">", "<"): Said("{subject}超过{low}、不满{high}", "{subject} is above {low} and below {high}"),
}

# ── sentences rather than formulas ──
PLUS_SPOKEN = Said("，加上", ", plus ")
LESS = Said("{left}减去{right}", "{left} less {right}")
AT_PRICE = Said("{left}，{price}", "{left}, {price}")
PART_OF = Said("{left}的{right}", "{right} of {left}")
TIMES_SPOKEN = Said("{left}乘以{right}", "{left} times {right}")
GROWTH = Said("{now}较{before}增长的比例", "growth of {now} over {before}")
FALL = Said("{now}较{before}下降的比例", "fall of {now} from {before}")
SHARE = Said("{left}占{right}的比例", "{left} as a share of {right}")
DIVIDED_SPOKEN = Said("{left}除以{right}", "{left} divided by {right}")

# ── numbers as written ──
NOTHING = Said("不予", "nothing")
# How a number is rounded: to a step in a unit.
ROUNDED = {
    "half_up": Said("四舍五入到{step}", "rounded to {step}"),
    "down": Said("舍去到{step}", "rounded down to {step}"),
    "up": Said("进位到{step}", "rounded up to {step}"),
}

# ── lines of an explanation ──
NOT_COMPUTED = Said(
    "同条不计算的内容：“{text}”（{reason}）", "Not calculated, in the same article: “{text}” ({reason})"
)
NOT_COMPUTED_NOTED = Said(
    "同条不计算的内容：“{text}”（{reason}，{note}）", "Not calculated, in the same article: “{text}” ({reason}; {note})"
)
REASONS = {
    "幅度未定": Said("幅度未定", "the amount is left open"),
    "条件未定": Said("条件未定", "the conditions are left open"),
    "转引上级政策": Said("转引上级政策", "refers to the policy of a higher authority"),
    "原则性表述": Said("原则性表述", "a statement of principle"),
    "一事一议": Said("一事一议", "decided case by case"),
    "工作程序": Said("工作程序", "a matter of procedure"),
    "列举计数": Said("列举计数", "a number that counts what is listed"),
}
CONDITION = Said("条件{number} {text}", "Condition {number}: {text}")
GUARDED = Said("{guard}的，{condition}", "if {guard}, then {condition}")
HOLDS = Said("{said}：符合{figures}", "{said} – holds{figures}")
FAILS = Said("{said}：不符合{figures}", "{said} – does not hold{figures}")
DOES_NOT_APPLY = Said("{said}：不适用{figures}", "{said} – does not apply{figures}")
FIGURES = Said("（{figures}）", " ({figures})")
FIGURE = Said("{name}{value}", "{name} = {value}")
FAILS_FOR = Said("　{name}不符合", "  It does not hold for {name}")
UNDEFINED = Said("　{figure}，不能计算{what}", "  {figure}, so that {what} cannot be calculated")
WANTED = {
    ">": Said("　{figure}，应超过{wanted}", "  {figure}, must be above {wanted}"),
    ">=": Said("　{figure}，应达到{wanted}", "  {figure}, must be at least {wanted}"),
    "<": Said("　{figure}，应低于{wanted}", "  {figure}, must be below {wanted}"),
    "<=": Said("　{figure}，不应超过{wanted}", "  {figure}, must not be above {wanted}"),
}
EQUAL_IS_NOT_ENOUGH = Said("，等于的不算", "; the same number is not enough")
SHORT_BY = Said("，还差{gap}", "; {gap} short of it")
OVER_BY = Said("，超出{gap}", "; {gap} over it")
DEFINED = Said("{name} ＝ {value}", "{name} = {value}")
DEFINED_SAID = Said("{name} ＝ {said} ＝ {value}", "{name} = {said} = {value}")
OF_CASE = Said("{line}（{case}的）", "{line} ({case})")
OF_NO_CASE = Said("{line}（各种情形都不符合）", "{line} (none of the cases holds)")
LED = Said("{name}：", "{name}: ")
LABEL = Said("{label}：", "{label}:")
SHARE_OF_WHOLE = Said("{label}：{whole} × {share} ＝ {value}", "{label}: {whole} × {share} = {value}")
TOGETHER_AT_MOST = Said("合计不超过{most}，按次序用完为止", "Together at most {most}, used up in order")
OF_ITEM = Said("{called}：{said} ＝ {value}", "{called}: {said} = {value}")
CALLED = Said("{name}", " {name}")
WORKED_OUT = Said("{said} ＝ {value}", "{said} = {value}")
PLAIN = Said("{name}{value}", "{name} = {value}")
FIXED = Said("定额{amount}", "Fixed amount: {amount}")
NOTHING_GIVEN = Said("不予", "Nothing is given")
SUM = Said("合计{value}", "Sum: {value}")

# ── cases ──
CASE_IN_WORDS = Said("{case}的：{amount}", "if {case}: {amount}")
REST_IN_WORDS = Said("其余的：{amount}", "otherwise: {amount}")
BETWEEN_CASES = Said("；", "; ")
REST = Said("其余", "in all other cases")
APPLIES = Said("适用：{case}的", "Applies: {case}")
APPLIES_HIGHEST_TIER = Said(
    "适用：{case}的（取达到的最高一档，各档不相加）",
    "Applies: {case} (the highest tier reached; tiers are not added up)",
)
HIGHEST_TIER = Said(
    "取达到的最高一档，各档不相加；要相加的，各档之间写「同时，」",
    "the highest tier reached counts; tiers are not added up",
)
TAKEN = Said("就高：取{case}的{amount}", "The highest counts: {amount} ({case})")
NOT_TAKEN = Said("就高：不取{case}的{amount}", "Not the highest: {amount} ({case})")
NO_CASE = Said("各种情形都不符合，为零", "None of the cases holds: zero")

# ── parts ──
# By whether it has a lower and an upper end.
PART = {
    (True, True): Said(
        "{subject}超过{low}不超过{high}的部分{it}", "the part of {subject} above {low} and up to {high}{it}"
    ),
    (True, False): Said("{subject}超过{low}的部分{it}", "the part of {subject} above {low}{it}"),
    (False, True): Said("{subject}不超过{high}的部分{it}", "the part of {subject} up to {high}{it}"),
    (False, False): Said("{subject}的部分{it}", "all of {subject}{it}"),
}
INCREASE = {
    (True, True): Said(
        "{subject}超过{low}不超过{high}的那一段增量{it}",
        "the increase of {subject} from {low} up to {high}{it}",
    ),
    (True, False): Said("{subject}超过{low}的那一段增量{it}", "the increase of {subject} above {low}{it}"),
    (False, True): Said("{subject}不超过{high}的那一段增量{it}", "the increase of {subject} up to {high}{it}"),
    (False, False): Said("{subject}的那一段增量{it}", "the increase of {subject}{it}"),
}
PART_AS_WRITTEN = Said("{subject}{range}的部分{it}", "the part of {subject} {range}{it}")
INCREASE_AS_WRITTEN = Said("{subject}{range}的那一段增量{it}", "the increase of {subject} {range}{it}")
INCREASE_ONLY = Said(
    "只算{growth}的那一段增量；增量全部按一档算的，写成情形：「{growth}的，……增量部分，按……%」",
    "only this part of the increase counts, not all of it",
)
LOWER_OF = Said("取较低者（{one}，{other}）", "lower of ({one}, {other})")
HIGHER_OF = Said("取较高者（{one}，{other}）", "higher of ({one}, {other})")
NOT_BELOW_ZERO = Said("（{left} － {right}，不足0的按0）", "({left} - {right}, at least 0)")

# ── caps and floors ──
CAPPED = Said("{amount}，封顶{limit}", "{amount}, at most {limit}")
FLOORED = Said("{amount}，保底{limit}", "{amount}, at least {limit}")
CAP = Said("封顶", "Cap")
CAP_OF = Said("封顶{limit}", "cap of {limit}")
FLOOR = Said("保底", "Floor")
CAP_STEP = Said("{amount}最多{limit}", "{amount}, at most {limit}")
FLOOR_STEP = Said("{amount}最少{limit}", "{amount}, at least {limit}")
LEFT_OF_CAP = Said("上限{whole}，{had}，还可{verb}{left}", "The cap is {whole}; after {had} it leaves {left}")
ABOVE_CAP = Said("{amount}超过封顶{limit}，按{limit}", "{amount} is above the cap of {limit}: {limit} counts")
WITHIN_CAP = Said("{amount}未超过封顶{limit}", "{amount} is not above the cap of {limit}")
BELOW_FLOOR = Said("{amount}低于保底{limit}，按{limit}", "{amount} is below the floor of {limit}: {limit} counts")
ABOVE_FLOOR = Said("{amount}未低于保底{limit}", "{amount} is not below the floor of {limit}")
SHARE_CAPPED = Said(
    "{amount}，其中{part}占{whole}的部分封顶{limit}",
    "{amount}, of which the share of {part} in {whole} is at most {limit}",
)
SHARE_STEP = Said(
    "{amount}中按{part}占{whole}的比例分得的部分，最多{limit}；其余部分不变",
    "the share of {amount} that {part} has in {whole}, at most {limit}; the rest stays as it is",
)
SHARE_FORMULA = Said(
    "{amount} － {share} ＋ 取较低者（{share}，{limit}）", "{amount} - {share} + lower of ({share}, {limit})"
)
SHARE_OF_AMOUNT = Said("{amount} × {part} ÷ {whole}", "{amount} × {part} ÷ {whole}")
CAP_OF_PART = Said("分项封顶", "Cap of a part")
SHARE_ABOVE_CAP = Said(
    "其中{part}占{whole}的部分{share}，超过封顶{limit}，这部分按{limit}，合计{total}",
    "Of this the share of {part} in {whole} is {share}, above its cap of {limit}: {limit} counts for it, {total} in all",
)
SHARE_WITHIN_CAP = Said(
    "其中{part}占{whole}的部分{share}，未超过封顶{limit}",
    "Of this the share of {part} in {whole} is {share}, not above its cap of {limit}",
)

# ── deductions, rounding, choices ──
DEDUCTED = Said("{amount}，扣除{taken}", "{amount}, less {taken}")
DEDUCT = Said("扣除", "Deduction")
DEDUCT_STEP = Said("{amount}扣除{taken}，扣到0为止", "{amount} less {taken}, not below 0")
DEDUCT_FORMULA = Said("取较高者（{less}，0）", "higher of ({less}, 0)")
TAKEN_OFF = Said("扣除{what}", "Less {what}")
LEFT_AFTER = Said("扣除后为{value}", "This leaves {value}")
ROUNDED_SAID = Said("{amount}，{rounding}", "{amount}, {rounding}")
ROUND = Said("取整", "Rounding")
ROUND_STEP = Said("{amount}{rounding}", "{amount}, {rounding}")
ROUNDED_TO = Said("{rounding}为{value}", "This, {rounding}, is {value}")
LOWER = Said("取{parts}中较低者", "the lower of {parts}")
HIGHER = Said("取{parts}中较高者", "the higher of {parts}")
LOWEST = Said("取{parts}中较低者", "the lowest of {parts}")
HIGHEST = Said("取{parts}中较高者", "the highest of {parts}")
CHOSEN = Said("{which} ＝ {value}", "Taken: {which} = {value}")
AND_LAST = Said("、", " and ")

# ── steps ──
FOR_EVERY = {
    "down": Said("{subject}，每满{size}{each}", "{each} for every full {size} of {subject}"),
    "up": Said("{subject}，每满{size}{each}（不足的按一计）", "{each} for every {size} of {subject}, begun ones too"),
    "pro_rata": Said("{subject}，每{size}{each}", "{each} for every {size} of {subject}"),
}
FOR_EVERY_ABOVE = {
    "down": Said(
        "{subject}在{start}基础上每增加{size}{each}", "{each} for every full {size} of {subject} above {start}"
    ),
    "up": Said(
        "{subject}在{start}基础上每增加{size}{each}（不足的按一计）",
        "{each} for every {size} of {subject} above {start}, begun ones too",
    ),
    "pro_rata": Said(
        "{subject}在{start}基础上每增加{size}{each}（按比例）",
        "{each} for every {size} of {subject} above {start}, parts in proportion",
    ),
}
COUNTED = Said(
    "{subject}，计{count}个{size}，每个{each} ＝ {value}", "{subject}: {count} times {size}, {each} each time = {value}"
)
COUNTED_UNITS = Said(
    "{subject}，计{count}{size}，每{size}{each} ＝ {value}",
    "{subject}: {count} times {size}, {each} each time = {value}",
)
COUNTED_ABOVE = Said(
    "{subject}，比{start}增加{above}，计{count}个{size}，每个{each} ＝ {value}",
    "{subject}, {above} above {start}: {count} times {size}, {each} each time = {value}",
)
COUNTED_UNITS_ABOVE = Said(
    "{subject}，比{start}增加{above}，计{count}{size}，每{size}{each} ＝ {value}",
    "{subject}, {above} above {start}: {count} times {size}, {each} each time = {value}",
)
STEP_OF = {
    "down": Said("{of}，每{size}计{each}，不足{size}的部分不计", "{each} for every full {size} of {of}"),
    "up": Said("{of}，每{size}计{each}，不足{size}的按{size}计", "{each} for every {size} of {of}, begun ones too"),
    "pro_rata": Said("{of}，每{size}计{each}，按比例计算", "{each} for every {size} of {of}, parts in proportion"),
}
STEP_FORMULA = {
    "down": Said("（{of} ÷ {size}，只取整数） × {each}", "({of} ÷ {size}, rounded down) × {each}"),
    "up": Said("（{of} ÷ {size}，有零头的进一） × {each}", "({of} ÷ {size}, rounded up) × {each}"),
    "pro_rata": Said("（{of} ÷ {size}） × {each}", "({of} ÷ {size}) × {each}"),
}
ABOVE_START = Said("{subject}超过{start}的部分", "the part of {subject} above {start}")

# ── lists and groups ──
EACH_ADDED_UP = Said("逐{each}计算：{body}，合计{it}", "the sum of {body} over every {each} of {list}{it}")
PICKED_ADDED_UP = Said("逐{each}计算：{body}，取{picked}，合计{it}", "the sum of {body} over {picked}{it}")
FOR_EACH = Said("{list}中的每一{each}，分别计算", "For every {each} of {list}")
ADDED_UP = Said("各{each}算出的{one}，相加", "{one} of every {each}, added up")
PICKED_ONLY = Said("各{each}算出的{one}，只取{picked}，相加", "{one} of {picked}, added up")
SUM_FORMULA = Said("各{each}的{one}之和", "sum of {one} over every {each}")
PICKED_SUM_FORMULA = Said("{picked}的{one}之和", "sum of {one} over {picked}")
SUM_LABEL = Said("合计", "Sum")
SUM_OF_PICKED = Said("{picked}合计{value}", "Of these, {picked}: {value}")
EVERY_ITEM = Said("每{each}都满足：{condition}", "for every {each} of {list}, {condition}")
HOW_MANY = Said("{list}的总数{it}", "the number of items of {list}{it}")
HOW_MANY_THAT = Said("{list}中{condition}的数量{it}", "the number of items of {list} where {condition}{it}")
BY_GROUPS = Said("逐{keys}计算：{body}，合计{it}", "the sum over every {keys} of {body}{it}")
GROUPED = Said(
    "{list}中{keys}相同的为一组，每组{body}", "Items of {list} with the same {keys} are a group; for each group, {body}"
)
SUM_OF_GROUPS = Said("各组合计{value}", "Sum of the groups: {value}")
FOR_EACH_GROUP = Said("{list}中{keys}相同的归为一组，各组分别计算", "For every group of {list} with the same {keys}")
GROUPS_ADDED_UP = Said("各组算出的{one}相加", "{one} of every group, added up")
GROUPS_FORMULA = Said("各组的{one}之和", "sum of {one} over all groups")
EVERY_MONTH = Said("每个月都满足：{condition}", "in every month, {condition}")
MONTH = Said("{year}年{month}月", "{year}-{padded}")
ITEM = Said("　第{number}{unit}", "  {unit} {number}")

# ── which items of a list (in Chinese the rule's own words say it) ──
THE_ONE = {
    "first": Said("", "the first {item}"),
    "last": Said("", "the last {item}"),
    "largest": Said("", "the highest {item}"),
    "smallest": Said("", "the lowest {item}"),
}
SO_MANY = {
    "first": Said("", "the first {count} {items}"),
    "last": Said("", "the last {count} {items}"),
    "largest": Said("", "the {count} highest {items}"),
    "smallest": Said("", "the {count} lowest {items}"),
}
THE_NUMBERED = {
    "first": Said("", "{item} no. {first}"),
    "last": Said("", "{item} no. {first} from the end"),
    "largest": Said("", "{item} no. {first} from the highest"),
    "smallest": Said("", "{item} no. {first} from the lowest"),
}
NUMBERED_TO = {
    "first": Said("", "{items} no. {first} to {last}"),
    "last": Said("", "{items} no. {first} to {last} from the end"),
    "largest": Said("", "{items} no. {first} to {last} from the highest"),
    "smallest": Said("", "{items} no. {first} to {last} from the lowest"),
}
FROM_ON = {
    "first": Said("", "the {items} from no. {first} on"),
    "last": Said("", "the {items} from no. {first} from the end on"),
    "largest": Said("", "the {items} from no. {first} from the highest on"),
    "smallest": Said("", "the {items} from no. {first} from the lowest on"),
}
ALL_ITEMS = Said("", "the {items}")
BY_KEY = Said("", "{which} by {key}")
OF_EACH_KIND = Said("", "{which} of each {kind}")
WHERE = Said("", "{which} where {condition}")
AMONG = Said("", "{which}, among {others}")
SUM_OF_LIST = Said("", "the sum of {list}{it}")
SUM_OF_ITEMS = Said("", "the sum of {which} of {list}{it}")
SUM_OVER = Said("", "the sum of {body} over {which} of {list}{it}")
ITEM_OF_LIST = Said("", "{which} of {list}{it}")
ONE_OF_LIST = Said("", "{body} of {which} of {list}{it}")
# The place of an item.
PLACE_ORDERS = {
    "first": Said("第几{each}", "which {each} it is"),
    "last": Said("倒数第几{each}", "which {each} from the end it is"),
    "largest": Said("{key}由高到低的名次", "the place by the highest {key}"),
    "smallest": Said("{key}由低到高的名次", "the place by the lowest {key}"),
}
PLACE_OF_KIND = Said("每{names}的{said}", "{said}, of each {names}")
COUNT_OF = Said("", "the number of {which} of {list}{it}")

# ── days and tables ──
AFTER = Said("{day}起{length}", "{length} after {day}")
SPAN = {
    "年": Said("{last}距{first}的年数{it}", "full years from {first} to {last}{it}"),
    "月": Said("{last}距{first}的月数{it}", "full months from {first} to {last}{it}"),
    "天": Said("{last}距{first}的天数{it}", "days from {first} to {last}{it}"),
}
INTERPOLATED = Said("按{subject}在标准表中内插{it}", "interpolated in the table at {subject}{it}")

# ── names that no rule has ──
DAY_OF_CLAIM = Said("申报日期", "the date of the claim")
LEFT_TO_CAP = Said("{label}尚余的额度", "what is left of the cap for {label}")
LEFT_TO_DEDUCT = Said("{label}尚余的扣除额", "what is left to deduct for {label}")
CARRIED_OVER = Said("{label}结转", "what {label} carries over")
LABELS = {
    "年": Said("第{number}年", "Year {number}"),
    "期": Said("第{number}期", "Instalment {number}"),
    "次": Said("第{number}次", "Payment {number}"),
    "批": Said("第{number}批", "Batch {number}"),
    "个月": Said("第{number}个月", "Month {number}"),
    "个季度": Said("第{number}个季度", "Quarter {number}"),
    "季度": Said("第{number}季度", "Quarter {number}"),
}

# ── the guide ──
AT_MOST_FORMULA = Said("合计 ≤ {most}", "sum ≤ {most}")


def filled(said: Said, lang: Language, /, **parts: Part) -> Phrase:
    """The phrase with what stands in its braces."""
    made: list[str | Slot] = []
    for index, piece in enumerate(_pieces(said.said(lang))):
        if not index % 2:
            made += [piece] if piece else []
            continue
        part = parts[piece]
        made += part if isinstance(part, tuple) else [part if isinstance(part, Slot) else str(part)]
    return tuple(made)


@cache
def _pieces(text: str) -> tuple[str, ...]:
    """Words, and between them the names in braces."""
    return tuple(re.split(r"\{(\w+)\}", text))
