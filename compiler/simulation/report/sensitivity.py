"""What the policy costs as one of its numbers is varied: a curve and its table."""

from __future__ import annotations

from math import lcm

from markupsafe import Markup

from tiaowen.runtime.facts import decimal_text

from ..figures import Curve, Simulation
from .amounts import count, exact, exact_signed, percent, short, signed
from .charts import Dot, curve, ticks
from .parts import Say, folded, line, section, table


def sensitivity(made: Simulation, say: Say) -> Markup:
    if not made.curves:
        return Markup("")
    lead = say(
        "每个点都把规则里的这个数换掉，重新读规则、重新计算并结算全部申报人；其余的数不变，申报人也不改变自己的行为。",
        "At each point the number in the rule is replaced, the rule read anew, and everybody calculated and settled anew; all else stays, and nobody behaves otherwise.",
    )
    return section(say("变动一个数", "One number varied"), lead, *(_curve(each, made, say) for each in made.curves))


def _curve(found: Curve, made: Simulation, say: Say) -> Markup:
    lang, points = say.lang, found.points
    size = lcm(*(point.value.denominator for point in points))
    changes = [point.cost - made.cost for point in points]
    heights = ticks(min(0, *changes), max(0, *changes))
    now = next((point for point in points if point.is_present), None)
    dots = [
        Dot(
            x=int(point.value * size),
            y=point.cost - made.cost,
            label=point.text,
            told=f"{point.text}: {exact(point.cost, lang)} ({exact_signed(point.cost - made.cost, lang)})",
            is_marked=point.is_present,
        )
        for point in points
    ]
    first, last = points[0], points[-1]
    span = say(
        f"从{first.text}到{last.text}，全部支出从{short(first.cost, lang)}到{short(last.cost, lang)}（{signed(last.cost - first.cost, lang)}）",
        f"from {first.text} to {last.text} the whole cost goes from {short(first.cost, lang)} to {short(last.cost, lang)} ({signed(last.cost - first.cost, lang)})",
    )
    if made.is_due:
        span = span.replace("支出", "应交")
    axis = say("图上是比现在多花（＋）、少花（−）多少。", "The picture shows how much more (+) or less (−) than now.")
    heading = Markup("<b>{} {}</b>{}“{}”{}<br>{}<br><small>{}</small>").format(
        found.clause,
        found.title,
        say("，变动", ", varying "),
        found.number,
        say(f"（{found.words}）", f" ({found.words})"),
        span,
        axis,
    )
    labels = _labels(heights, say)
    picture = curve(dots, list(zip(heights, labels, strict=True)), span, say("现在", "now"))
    heads = (
        say("取值", "value"),
        say("全部应交", "due in all") if made.is_due else say("全部支出", "cost in all"),
        say("与现在相比", "beside now"),
        say("这一条", "this clause"),
        say("得到的", "who are paid"),
        say("占预算", "of the budget"),
    )
    base = made.cost
    body = (
        line(
            Markup("<b>{}</b>{}").format(point.text, say("现在", "now") if point.is_present else ""),
            (
                exact(point.cost, lang),
                exact_signed(point.cost - base, lang) if not point.is_present else "–",
                exact(point.paid, lang),
                count(point.recipients),
                percent(point.cost, made.budget) if made.budget else "–",
            ),
        )
        for point in points
    )
    beyond = "" if now else say("现在的数不在这个范围里。", "the present number lies outside this range.")
    note = Markup('<p class="note">{}</p>').format(beyond) if beyond else Markup("")
    return Markup("<figure><figcaption>{}</figcaption>{}{}</figure>{}").format(
        heading, picture, note, folded(say("各点的准确数", "Exact figures"), table(heads, body))
    )


def _labels(heights: list[int], say: Say) -> list[str]:
    """What the lines across are called: in one unit for all, with as many decimals as tell them apart."""
    top = max(map(abs, heights))
    units = (
        ((10**10, "亿元"), (10**6, "万元"), (100, "元"))
        if say.lang == "zh"
        else ((10**11, " bn"), (10**8, " m"), (100, ""))
    )
    size, unit = next(((size, unit) for size, unit in units if top >= size), units[-1])
    places = next((places for places in range(7) if all(height * 10**places % size == 0 for height in heights)), 6)
    return [_signed(decimal_text(height, size, places), unit) for height in heights]


def _signed(number: str, unit: str) -> str:
    return "0" if number == "0" else f"{'' if number.startswith('-') else '+'}{number}{unit}".replace("-", "−")
