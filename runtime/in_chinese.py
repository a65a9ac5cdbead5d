"""What an explanation says in Chinese of the values of a case, and the lines that every clause has.

A language is one module: in_english.py has the same functions.  A compiled module carries that of its own language.
"""

from datetime import date

from .calendar_days import day_of
from .errors import visible
from .facts import format_quantity
from .result import Outcome

LANGUAGE = "zh"
# What settlements and allocations say, beside what is said of values.  ``fails`` and ``too late`` are by what lines of an
# explanation are known that say why nothing is paid.
SETTLING_WORDS = {
    "yuan": "元",
    "comma": "，",
    "list comma": "、",
    "semicolon": "；",
    "奖补": "奖补",
    "减免": "减免",
    "part": "{form}{amount}",
    "total": "合计：{amount}，其中{parts}",
    "total, up to": "合计：{amount}（含上限，由主管部门在此以内核定），其中{parts}",
    "paid": "支付：",
    "dropped": "不重复享受：",
    "refused": "不支付：",
    "others": "不计入合计：",
    "row": "\u3000{name}\u3000{said}",
    "rival": "{name}（{amount}）",
    "instead": "{what}，与{rivals}是同一事项，就高支付后者",
    "titled": "{title}：{amount}",
    "上限": "{title}：{amount}（上限）",
    "核定": "{title}：{amount}（核定）",
    "result": "结果：",
    "zero": "按规则算得0元",
    "fails": "：不符合",
    "too late": "不在有效期",
    "not eligible": "不符合条件",
    "applicant": "{name}：",
    "reason": "\u3000{said}",
    "claim refused": "{claim}退回，不计入应得：{fault}",
    "not approved": "{claim}是上限，至多{ceiling}，还没有核定金额，不计入应得",
    "due": "核定应得{amount}",
    "cap": "每家封顶{cap}",
    "place": "得分第{place}名",
    "no place": "名额{places}个，未进入",
    "in proportion": "申请合计{total}超过预算{budget}，按预算与申请合计之比折算",
    "remainder": "折算的余数{left}归金额最高的",
    "not enough": "预算还余{left}，不足支付",
    "from pot": "由「{pot}」的预算付{amount}，向它申请的是{wanted}",
    "no pot": "{claim}的{amount}没有哪一笔预算可以支付",
    "pot": "预算「{pot}」{budget}：申请{wanted}，付{paid}，余额{remainder}，转由后面的预算支付{overflow}，未能支付{unmet}",
    "share": "分得{amount}",
    "left": "预算{budget}，余额{left}",
}


def shown_quantity(numerator: int, denominator: int, unit: str) -> str:
    """A quantity for people; one divided by nothing cannot be shown."""
    return format_quantity(numerator, denominator, unit) if denominator > 0 else "（不能计算）"


def shown_truth(value: bool) -> str:
    """Whether something holds."""
    return "（是）" if value else "（否）"


def quoted(text: str) -> str:
    """An option, or a text that can be seen as it is."""
    return f"「{text}」"


def shown_day(ordinal: int) -> str:
    """A date."""
    return f"「{day_of(ordinal).isoformat()}」"


def shown_text(text: str) -> str:
    """A text that somebody gave."""
    return f"「{visible(text)}」"


def opening_lines(clause: str, title: str, citation: str) -> list[str]:
    """The rule, and the words of the document that it stands on."""
    return [f"规则 {clause} {title}", f"依据：“{citation}”"]


def date_lines(on: date | None, first: date, last: date) -> list[str]:
    """Why nothing is payable on a date outside the validity; no line inside it."""
    if on is None or first <= on <= last:
        return []
    return [f"申报日期 {on.isoformat()} 不在有效期（{first.isoformat()} 至 {last.isoformat()}）内"]


def approved_line(approved: int) -> str:
    """What the authority approved, in 分, under a ceiling."""
    return f"核定金额{format_quantity(approved, 100, '元')}，按核定金额与上限中较低者"


def result_line(heading: str, unit: str, pays: bool, value: Outcome) -> str:
    """The last line: the value with its unit, or that the conditions are not met."""
    if isinstance(value, bool):
        return "结果：符合" if value else "结果：不符合"
    if not pays:
        return f"结果：不符合条件，{heading}0{unit}"
    return f"结果：{heading}{shown_outcome(unit, value)}"


def shown_outcome(unit: str, value: Outcome) -> str:
    """What a result gives: a number, several, or several by name."""
    if isinstance(value, tuple):
        return "、".join(shown_outcome(unit, part) for part in value) or "无"
    if isinstance(value, dict):
        return "、".join(f"{name}{shown_outcome(unit, part)}" for name, part in value.items())
    return format_quantity(*value.as_integer_ratio(), unit)
