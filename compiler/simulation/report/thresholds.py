"""Where rules decide: who is at a cap, who misses a threshold by little, who stands at a cliff."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from ..figures import Near, Simulation
from .amounts import count, exact, percent
from .charts import bar
from .parts import Say, clause_name, line, section, table


def thresholds(made: Simulation, say: Say) -> Markup:
    return section(
        say("门槛、封顶和断崖", "Thresholds, caps and cliffs"),
        say(
            "改动这些数，影响的首先是这里的申报人。",
            "Whoever changes one of these numbers changes what these applicants get first of all.",
        ),
        _near(made, say),
        _cliffs(made, say),
        _capped(made, say),
    )


def _near(made: Simulation, say: Say) -> Markup:
    title = Markup("<h3>{}</h3>").format(say("差不到 5% 就到门槛", "Within 5% of a threshold"))
    if not made.near:
        return title + _nobody(say("没有申报人差不到 5%。", "Nobody is within 5%."))
    heads = (
        say("条款", "clause"),
        say("填报项", "fact"),
        say("门槛", "threshold"),
        say("申报人", "applicants"),
        say("过了门槛少交" if made.is_due else "过了门槛多得", "what they would gain"),
    )
    said = Markup('<p class="note">{}</p>').format(
        say(
            "把这一项换成门槛上的数重新计算，确实会多得（交纳的，少交）的才计入；由几项算出来的数，只计除此以外都符合的，不说多得多少。",
            "Counted are those who, calculated anew with the number of the threshold, do get more; of numbers worked out of several facts, those who meet all else, without an amount.",
        )
    )
    return title + said + _table(made.near, heads, say)


def _cliffs(made: Simulation, say: Say) -> Markup:
    title = Markup("<h3>{}</h3>").format(
        say(
            "站在断崖边：多一点，多交一截" if made.is_due else "站在断崖边：多一点反而少得",
            "At a cliff: a little more costs them",
        )
    )
    if not made.cliffs:
        return title + _nobody(say("没有申报人刚刚越过断崖。", "Nobody has just stepped over a cliff."))
    heads = (
        say("条款", "clause"),
        say("填报项", "fact"),
        say("断崖", "cliff"),
        say("刚越过的（5%以内）", "just over it (5%)"),
        say("因此多交" if made.is_due else "因此少得", "what it costs them"),
    )
    return title + _table(made.cliffs, heads, say)


def _table(found: Sequence[Near], heads: Sequence[str], say: Say) -> Markup:
    most = max(each.applicants for each in found)
    ordered = sorted(found, key=lambda each: -each.applicants)
    return table(
        heads,
        (
            line(
                clause_name(each.clause, each.title),
                (
                    each.fact,
                    each.threshold,
                    Markup("{}{}").format(count(each.applicants), bar(each.applicants, most)),
                    "–" if each.amount is None else exact(each.amount, say.lang),
                ),
                words=2,
            )
            for each in ordered
        ),
        words=3,
    )


def _capped(made: Simulation, say: Say) -> Markup:
    title = Markup("<h3>{}</h3>").format(say("封顶", "At a cap"))
    found = sorted((each for each in made.clauses if each.capped), key=lambda each: -each.capped)
    if not found:
        return title + _nobody(say("没有申报封顶。", "No claim is at a cap."))
    heads = (say("条款", "clause"), say("封顶的", "capped"), say("符合的", "eligible"), say("占比", "share"))
    return title + table(
        heads,
        (
            line(
                clause_name(each.clause, each.title),
                (
                    count(each.capped),
                    count(each.eligible),
                    Markup("{}{}").format(percent(each.capped, each.eligible), bar(each.capped, each.eligible)),
                ),
            )
            for each in found
        ),
    )


def _nobody(words: str) -> Markup:
    return Markup('<p class="note">{}</p>').format(words)
