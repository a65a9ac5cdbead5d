"""What is wrong with the facts of a call: faults, and the one exception that carries all of them.

>>> str(FactError([make_fault("T0601", ("营业收入",), expected=("金额", "an amount"))]))
'「营业收入」没有填报：应填金额'
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

# A fact, or a place inside one: its name, then numbers (from 1) of list items and names of record fields.
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: a stable code, the fact it is about (its declared or its given name), and the words."""

    code: str
    fact: str
    message: str
    message_en: str


class FactError(ValueError):
    """The facts of one call cannot be calculated with; ``faults`` holds every reason, in the order of declaration."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(fault.message for fault in self.faults)

    @property
    def code(self) -> str:
        """Code of the first fault."""
        return self.faults[0].code

    @property
    def fact(self) -> str:
        """Fact that the first fault is about."""
        return self.faults[0].fact

    @property
    def message(self) -> str:
        """Chinese words of the first fault."""
        return self.faults[0].message


# Words by code, and behind it what of several things the code is about.  {at} is the place, {shown} what was given; the
# others are named by the caller of make_fault.
FAULT_WORDS = {
    "T0601": ("{at}没有填报：应填{expected}", "{at} is missing: {expected} is expected"),
    "T0602": ("没有{at}这一填报项{hint}", "there is no fact {at}{hint}"),
    "T0603": ("{at}应填{expected}，填的是{shown}", "{at} must be {expected}, not {shown}"),
    "T0604": (
        "{at}填的是{shown}：二进制浮点数不能精确表示金额，请用整数、Decimal 或文字",
        "{at} is {shown}: a binary float cannot hold an amount exactly; use an int, a Decimal or text",
    ),
    "T0605": ("{at}{unit}，填的是{shown}", "{at} must be {unit}, not {shown}"),
    "T0606": ("{at}{allowed}，填的是{shown}", "{at} {allowed}, not {shown}"),
    "T0607": ("{at}不能为负，填的是{shown}", "{at} may not be negative, as {shown} is"),
    "T0608": (
        "{at}太大，绝对值应小于10的15次方，填的是{shown}",
        "{at} must be below 10^15, not {shown}",
    ),
    "T0609": ("{at}没有{shown}这一选项，可填{listed}{hint}", "{at} has no option {shown}; it may be {listed}{hint}"),
    "T0610": ("{at}应{range}，填的是{shown}", "{at} must be {range}, not {shown}"),
    "T0611": ("{at}读不出数：{shown}（{reason}）", "{at} is not a readable number: {shown} ({reason})"),
    "T0612": (
        "{at}应是日期，写作 2025-03-01，填的是{shown}",
        "{at} must be a date, written 2025-03-01, not {shown}",
    ),
    "T0613": ("{at}填得不全或不对：{reason}", "{at} is not as a record should be: {reason}"),
    "T0614": ("{at}不合核对：{reason}", "{at} fails a check: {reason}"),
    "T0615": ("没有{at}这一条款{hint}", "there is no clause {at}{hint}"),
    "T0616": (
        "{at}取自条款「{clause}」：填它自己，或者填该条款的各项（{listed}），不能都填",
        "{at} comes from clause “{clause}”: give it, or the facts of that clause ({listed}), not both",
    ),
    "T0617": ("{at}算不出：{reason}", "{at} cannot be calculated: {reason}"),
    # Of several claims, and of a budget.
    "T0603 claim": ("{at}应是一组「填报项: 值」", "{at} must be an object of facts and their values"),
    "T0550": ("{at}取自「{claim}」，而这一项退回了", "{at} comes from “{claim}”, which is refused itself"),
    "T0551": ("{at}应是一组「申报人: …」，填的是{shown}", "{at} must be an object by applicant, not {shown}"),
    "T0551 amounts": (
        "{at}应是一组「条款: 金额」，填的是{shown}",
        "{at} must be an object of clauses and amounts, not {shown}",
    ),
    "T0551 claim": ("{at}：没有申报「{claim}」{hint}", "{at}: “{claim}” is not claimed{hint}"),
    "T0551 ceiling": (
        "{at}：「{claim}」不是上限，金额按规则算出，不另核定",
        "{at}: “{claim}” is no ceiling; its amount is what the rule gives, and not approved",
    ),
    "T0551 twice": ("{at}：「{claim}」的申报里已经填了", "{at}: the claim “{claim}” has it already"),
    "T0551 sets": (
        '{at}应是名单的列表，如 [["15.2", "15.3"]]，填的是{shown}',
        "{at} must be a list of lists of names of claims, not {shown}",
    ),
    "T0620 claims": (
        "{at}应是一组申报，每项申报是条款和一组「填报项: 值」",
        "{at} must be an object of claims, each of them an object of facts and their values",
    ),
    "T0620 budget": ("{at}：政策没有写明，请给出", "{at}: the policy states none; give one"),
    "T0620 score": ("{at}：「{name}」没有得分", "{at}: “{name}” has none"),
    "T0620 stranger": ("{at}：「{name}」没有申报", "{at}: “{name}” has no claims"),
    "T0623 set": (
        '{at}第{number}组应是申报的名单，如 ["15.2", "15.3"]',
        "set {number} of {at} must be a list of names of claims",
    ),
    "T0623 name": (
        "{at}第{number}组里应是申报的名字，填的是{shown}",
        "set {number} of {at} must have names of claims, not {shown}",
    ),
    "T0623 claim": (
        "{at}第{number}组里的{shown}没有申报{hint}",
        "{shown} in set {number} of {at} is not among the claims{hint}",
    ),
    "T0625": (
        "{claims}项申报有{pairs}对互为{at}，交错太多，算不出最优的组合；请分开结算互不相干的部分，或减少同一事项",
        "{claims} claims exclude each other in {pairs} pairs ({at}), too many to find the best selection; settle some apart",
    ),
}


def make_fault(code: str, path: Path, **texts: str | tuple[str, str]) -> Fault:
    """The fault ``code`` (a key of FAULT_WORDS) at ``path``; ``texts`` fill its words: one text, or a Chinese and an
    English one."""
    words: list[str] = []
    for language in (0, 1):
        filled = {key: text if isinstance(text, str) else text[language] for key, text in texts.items()}
        words.append(FAULT_WORDS[code][language].format(at=_place(path, language), **filled))
    return Fault(code.partition(" ")[0], str(path[0]), words[0], words[1])


def _place(path: Path, language: int) -> str:
    """Words for a path: 「检测记录」第2项的「日期」."""
    said = ""
    for part in path:
        if isinstance(part, int):
            said += f"第{part}项" if language == 0 else f" item {part}"
        elif language == 0:
            said += f"{'的' if said else ''}「{visible(part)}」"
        else:
            said += f"{' ' if said else ''}“{visible(part)}”"
    return said


def refused(checks: Iterable[tuple[bool, str, str, str, str]]) -> FactError | None:
    """The error of the checks (holds, code, fact, message, message_en) that do not hold, one for each fact: the first,
    since what follows of one fact mostly follows from it.  None where all hold."""
    faults: dict[str, Fault] = {}
    for holds, code, fact, message, message_en in checks:
        if not holds:
            faults.setdefault(fact, Fault(code, fact, message, message_en))
    return FactError(faults.values()) if faults else None


def refused_by(*checks: tuple[bool, str, str, str, str]) -> FactError:
    """Likewise, of checks of which one at least does not hold."""
    error = refused(checks)
    assert error is not None
    return error


def visible(text: str, limit: int = 40) -> str:
    """``text`` cut to ``limit`` characters; control, format (bidi) and separator characters are written as escapes."""
    shown = "".join(c if c.isprintable() else _escape(c) for c in text[:limit])
    return shown + "…" if len(text) > limit else shown


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def show(value: object) -> str:
    """A given value for a message. Never longer than a line, never the ``repr`` of a foreign object."""
    if isinstance(value, str):
        return f"“{visible(str.__str__(value))}”"
    if isinstance(value, int) and not isinstance(value, bool):
        if -(10**40) < value < 10**40:
            return int.__repr__(value)
        # Python refuses to write very long integers, and nobody would read one.
        return f"{'-' if value < 0 else ''}10^{value.bit_length() * 30103 // 100000}"
    if value is None or isinstance(value, bool | float | Decimal):
        return visible(str(value))
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return visible(type(value).__name__)


def listing(names: Sequence[str], limit: int = 12) -> str:
    """Names joined by 、, the first ``limit`` of them."""
    return "、".join(visible(name) for name in names[:limit]) + ("……" if len(names) > limit else "")


def hint(name: object, names: Iterable[str]) -> tuple[str, str]:
    """Chinese and English words that offer the known name nearest to ``name``; empty where none is near."""
    from difflib import get_close_matches  # only a mistake pays for this import

    near = get_close_matches(name[:60], list(names), n=1, cutoff=0.5) if isinstance(name, str) else []
    return (f"，是不是「{visible(near[0])}」？", f"; did you mean “{visible(near[0])}”?") if near else ("", "")
