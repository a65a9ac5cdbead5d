"""The report as one page, which loads nothing: no script, no font, no picture from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from markupsafe import Markup

from ...report.diagnostic import Language
from ..figures import Simulation
from .beside import beside
from .overview import clause_by_clause, head_cards, largest, spread, where_it_goes
from .parts import Say, listed, section
from .sensitivity import sensitivity
from .shares import shared_out
from .thresholds import thresholds

# INVARIANT: markup is declared here and in this room alone; every text of a policy or a table is escaped on its way in.


def page(made: Simulation, lang: Language = "zh") -> str:
    """The report as HTML, the same for the same simulation."""
    say = Say(lang)
    style = resources.files("tiaowen.compiler").joinpath("simulation", "report", "style.css").read_text("utf-8")
    title = say(f"{made.title}：政策模拟", f"{made.title}: simulation")
    body = Markup("\n").join(
        (
            _head(made, say),
            head_cards(made, say),
            shared_out(made, say),
            beside(made, say),
            sensitivity(made, say),
            where_it_goes(made, say),
            clause_by_clause(made, say),
            spread(made, say),
            thresholds(made, say),
            largest(made, say),
            _terms(made, say),
        )
    )
    return str(
        Markup(
            '<!DOCTYPE html>\n<html lang="{}">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n<meta name="tiaowen-data" content="{}">\n<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n<main>\n{}\n</main>\n</body>\n</html>\n'
        ).format(
            "zh-CN" if lang == "zh" else "en", "synthetic" if made.is_synthetic else "given", title, Markup(style), body
        )
    )


def _head(made: Simulation, say: Say) -> Markup:
    on = made.day
    day = (
        say("没有指定申报日期，有有效期的按最后一天计算", "as of the last day of validity, where there is one")
        if on is None
        else say(f"申报日期 {on.isoformat()}", f"as of {on.isoformat()}")
    )
    lead = say(
        f"{made.rows:,}个申报人，{made.claims:,}项申报；{day}。图上的数四舍五入，表里的数准确到分。",
        f"{made.rows:,} applicants, {made.claims:,} claims; {day}.  Pictures round, tables are exact.",
    )
    head = Markup('<header><p class="kicker">{}</p><h1>{}</h1><p class="lead">{}</p>').format(
        say("政策模拟", "SIMULATION"), made.title, lead
    )
    return head + (_warning(say) if made.is_synthetic else Markup("")) + Markup("</header>")


def _warning(say: Say) -> Markup:
    return Markup('<div class="synthetic" role="note"><strong>{}</strong>{}</div>').format(
        say("合成数据，不是实际申报", "Synthetic data: these are no real applications"),
        say(
            "申报人按声明的分布生成。本报告说明规则怎样起作用、钱往哪里去；金额的大小取决于分布，没有用本地实际数校准过的，不能作为预算。",
            "The applicants were made up from declared distributions.  The report shows how the rules work and where money goes; how much depends on the distributions, and is no budget unless these were fitted to local data.",
        ),
    )


def _terms(made: Simulation, say: Say) -> Markup:
    return section(say("口径和说明", "How this was worked out"), "", listed(_told(made, say))) + Markup(
        "<footer>{}</footer>"
    ).format(say(f"政策全文的指纹（SHA-256）{made.policy_hash}", f"SHA-256 of the policy {made.policy_hash}"))


def _told(made: Simulation, say: Say) -> Iterator[str]:
    if made.is_due:
        yield say(
            "这份政策的规则都是交纳，报告里的金额是应交额。",
            "The rules of this policy all collect; amounts are what is due.",
        )
    else:
        yield say(
            "支出是奖补和减免之和；资格、核算不是支出，另列。同一事项就高从优，不重复享受，与 tiaowen settle 的结算相同。",
            "The cost is awards and waivers together; answers and figures are told apart.  Of claims for one matter the best selection is paid, as tiaowen settle does.",
        )
    if made.ceiling:
        yield say(
            "最高奖励按上限计，实际由主管部门在上限以内核定，所以支出是至多。",
            "Awards up to a ceiling count at the ceiling: the authority decides within it, so the cost is an upper limit.",
        )
    if made.faulty:
        yield say(
            f"有{made.faulty:,}项申报填得不对，没有计算：",
            f"{made.faulty:,} claims are faulty and were not calculated:",
        ) + "；".join(f"{code}×{many:,}（{why.said(say.lang)}）" for code, many, why in made.faulty_by_code[:5])
    yield say(
        "“差不到 5%”以门槛为准；把这一项换成门槛上的数重新计算，多得的才计入。",
        "“Within 5%” is of the threshold; counted is who gets more when calculated with the number of the threshold.",
    )
    yield say(
        "各申报人的行为不随政策改变；没有考虑申报率的变化。",
        "Nobody is taken to behave otherwise under another rule, nor to apply more or less often.",
    )
    for note in made.notes:
        yield note.said(say.lang)
