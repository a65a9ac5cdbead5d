"""What an explanation says in English of the values of a case, and the lines that every clause has.

A language is one module: in_chinese.py has the same functions.  Units are given in English; behind one word stands (s)
where it has a plural: 3 month(s) is 3 months.
"""

import re
from datetime import date

from .calendar_days import day_of
from .errors import visible
from .facts import decimal_text
from .quantities import CLOCK
from .result import Outcome

LANGUAGE = "en"
# What settlements and allocations say, beside what is said of values.  ``fails`` and ``too late`` are by what lines of an
# explanation are known that say why nothing is paid.
SETTLING_WORDS = {
    "yuan": "yuan",
    "comma": ", ",
    "list comma": ", ",
    "semicolon": "; ",
    "奖补": "awards",
    "减免": "reductions",
    "part": "{form} {amount}",
    "total": "Total: {amount} ({parts})",
    "total, up to": "Total: {amount} ({parts}); ceilings among it, up to which the competent department decides",
    "paid": "Paid:",
    "dropped": "The same matter, paid once only:",
    "refused": "Not paid:",
    "others": "Not part of the total:",
    "row": "  {name}  {said}",
    "rival": "{name} ({amount})",
    "instead": "{what}; it is the same matter as {rivals}, which is paid instead, being more",
    "titled": "{title}: {amount}",
    "上限": "{title}: {amount} (ceiling)",
    "核定": "{title}: {amount} (approved)",
    "result": "Result: ",
    "zero": "the rule gives 0 yuan",
    "fails": " – does not hold",
    "too late": "outside the period of validity",
    "not eligible": "the conditions are not met",
    "applicant": "{name}:",
    "reason": "  {said}",
    "claim refused": "{claim} is refused and not part of what is due: {fault}",
    "not approved": "{claim} is a ceiling of {ceiling} of which nothing is approved yet; it is not part of what is due",
    "due": "Due: {amount}",
    "cap": "Cap for each applicant: {cap}",
    "place": "Place by score: {place}",
    "no place": "Only {places} are paid; this one is not among them",
    "in proportion": "All claims come to {total}, more than the budget of {budget}: each is reduced in proportion",
    "remainder": "What rounding left, {left}, goes to the largest share",
    "not enough": "Only {left} of the budget is left, which is not enough",
    "from pot": "Paid by the budget “{pot}”: {amount}; asked of it: {wanted}",
    "no pot": "No budget covers {amount} of {claim}",
    "pot": "Budget “{pot}” of {budget}: {wanted} asked, {paid} paid, {remainder} left, {overflow} passed on to later ones, {unmet} not met",
    "share": "Share: {amount}",
    "left": "Budget {budget}, of which {left} is left",
}


def shown_quantity(numerator: int, denominator: int, unit: str) -> str:
    """A quantity for people: 2,600,000 yuan, 12.5 mu, 5%, 1 month, about 33.3333%; one divided by nothing cannot be shown.

    >>> shown_quantity(260000000, 100, "yuan"), shown_quantity(1, 1, "month(s)"), shown_quantity(1, 3, "%")
    ('2,600,000 yuan', '1 month', 'about 33.3333%')
    """
    if denominator <= 0:
        return "(cannot be calculated)"
    if unit == CLOCK:
        hours, minutes = divmod(numerator * 60 // denominator, 60)
        return f"{hours - 24}:{minutes:02d} the next day" if hours > 24 else f"{hours}:{minutes:02d}"
    if unit == "%":
        numerator *= 100
    places = 2 if unit == "yuan" else 4
    is_exact = numerator * 10**places % denominator == 0
    said = f"{'' if is_exact else 'about '}{grouped(decimal_text(numerator, denominator, places), unit)}"
    return said + unit if unit == "%" else f"{said} {counted(unit, numerator == denominator)}".rstrip()


def grouped(digits: str, unit: str) -> str:
    """Digits in groups of three, of yuan with two decimals or none; a year of the calendar as it is."""
    whole, point, decimals = digits.partition(".")
    if unit == "year(s)" and re.fullmatch("[12][0-9]{3}", digits):
        return digits
    if unit == "yuan" and decimals:
        decimals = decimals.ljust(2, "0")
    return f"{re.sub('(?<=[0-9])(?=([0-9]{3})+$)', ',', whole)}{point}{decimals}"


def counted(unit: str, is_one: bool) -> str:
    """The name of a unit behind a number: month of one, months of others."""
    return re.sub(r"\((e?s)\)", "" if is_one else r"\1", unit)


def shown_truth(value: bool) -> str:
    """Whether something holds."""
    return "yes" if value else "no"


def quoted(text: str) -> str:
    """An option, or a text that can be seen as it is."""
    return f"“{text}”"


def shown_day(ordinal: int) -> str:
    """A date."""
    return day_of(ordinal).isoformat()


def shown_text(text: str) -> str:
    """A text that somebody gave."""
    return f"“{visible(text)}”"


def opening_lines(clause: str, title: str, citation: str) -> list[str]:
    """The rule, and the words of the document that it stands on."""
    return [f"Rule {clause} {title}", f"Basis: “{citation}”"]


def date_lines(on: date | None, first: date, last: date) -> list[str]:
    """Why nothing is payable on a date outside the validity; no line inside it."""
    if on is None or first <= on <= last:
        return []
    return [
        f"The date of the claim, {on.isoformat()}, is outside the period of validity "
        f"({first.isoformat()} to {last.isoformat()})"
    ]


def approved_line(approved: int) -> str:
    """What the authority approved, in 分, under a ceiling."""
    return f"Approved amount {shown_quantity(approved, 100, 'yuan')}: the lower of it and the ceiling counts"


def result_line(heading: str, unit: str, pays: bool, value: Outcome) -> str:
    """The last line: the value with its unit, or that the conditions are not met."""
    if isinstance(value, bool):
        return "Result: qualifies" if value else "Result: does not qualify"
    if not pays:
        return f"Result: the conditions are not met, {heading} {shown_quantity(0, 1, unit)}"
    return f"Result: {heading} {shown_outcome(unit, value)}"


def shown_outcome(unit: str, value: Outcome) -> str:
    """What a result gives: a number, several, or several by name."""
    if isinstance(value, tuple):
        return "; ".join(shown_outcome(unit, part) for part in value) or "none"
    if isinstance(value, dict):
        return "; ".join(f"{name} {shown_outcome(unit, part)}" for name, part in value.items())
    return shown_quantity(*value.as_integer_ratio(), unit)
