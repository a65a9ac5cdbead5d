"""What becomes of a budget that is given: who is paid in full, and what each pot pays."""

from __future__ import annotations

from markupsafe import Markup

from ..figures import Simulation
from .amounts import count, exact, percent, short
from .charts import bar
from .parts import Say, card, cards, line, section, table


def shared_out(made: Simulation, say: Say) -> Markup:
    """Nothing where none is given."""
    shared, lang = made.shared, say.lang
    if shared is None:
        return Markup("")
    of = shared.in_full + shared.in_part + shared.nothing
    found = [
        card(say("应得", "due"), short(shared.due, lang), exact(shared.due, lang), is_main=True),
        card(
            say("分得", "paid"),
            short(shared.paid, lang),
            say(
                f"{exact(shared.paid, lang)}，应得的{percent(shared.paid, shared.due)}",
                f"{exact(shared.paid, lang)}, {percent(shared.paid, shared.due)} of what is due",
            ),
            picture=bar(shared.paid, shared.due),
        ),
        card(say("余额", "left"), short(shared.budget - shared.paid, lang), exact(shared.budget - shared.paid, lang)),
        card(say("足额", "in full"), count(shared.in_full), say(f"{count(of)}家中", f"of {count(of)}")),
        card(say("部分", "in part"), count(shared.in_part), say(f"{count(of)}家中", f"of {count(of)}")),
        card(say("没有分到", "nothing"), count(shared.nothing), say(f"{count(of)}家中", f"of {count(of)}")),
    ]
    heads = (
        say("预算", "pot"), say("金额", "budget"), say("申请", "wanted"), say("付", "paid"),
        say("转给后面的", "passed on"), say("未能支付", "not met"), say("余额", "left"),
    )  # fmt: skip
    lines = (
        line(
            pot.name,
            tuple(
                exact(int(each * 100), lang)
                for each in (pot.budget, pot.wanted, pot.paid, pot.overflow, pot.unmet, pot.remainder)
            ),
        )
        for pot in shared.pots
    )
    lead = say(
        "把预算按政策写明的办法分给全部申报人（没有写明的，按比例折算）。",
        "The budget shared out among all applicants as the policy says (in proportion, where it says nothing).",
    )
    pots = table(heads, lines) if shared.pots else Markup("")
    return section(say("预算怎样分配", "How the budget is shared out"), lead, cards(found), pots)
