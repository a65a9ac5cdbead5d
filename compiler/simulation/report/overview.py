"""The head of the report: what it costs in all; and where the money goes, by chapter, department, article and clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from ..figures import ROLES, ClauseFigures, Group, Simulation
from .amounts import count, exact, percent, short
from .charts import bar
from .parts import Say, card, cards, clause_name, joined, line, row, rows, section, table


def what(made: Simulation, say: Say) -> str:
    """What the amounts of the report are."""
    if made.is_due:
        return say("应交", "due")
    return say("支出", "cost")


def head_cards(made: Simulation, say: Say) -> Markup:
    lang = say.lang
    main = say("应交总额", "due in all") if made.is_due else say("预计支出", "cost in all")
    found = [card(main, short(made.cost, lang), exact(made.cost, lang), is_main=True)]
    got = say("应交的", "who owe") if made.is_due else say("获得者", "who are paid")
    found.append(
        card(
            got,
            count(made.recipients),
            say(
                f"{count(made.rows)}个申报人的{percent(made.recipients, made.rows)}",
                f"{percent(made.recipients, made.rows)} of {count(made.rows)} applicants",
            ),
        )
    )
    if made.budget is not None and not made.is_due:
        found.append(_budget_card(made, say))
    if made.ceiling:
        found.append(
            card(
                say("其中由主管部门核定的", "of which up to a decision"),
                short(made.ceiling, lang),
                say(f"至多；占{percent(made.ceiling, made.cost)}", f"at most; {percent(made.ceiling, made.cost)}"),
            )
        )
    capped = sum(each.capped for each in made.clauses)
    claims = made.claims
    found.append(
        card(
            say("封顶的申报", "claims at a cap"),
            count(capped),
            say(f"{count(claims)}项的{percent(capped, claims)}", f"{percent(capped, claims)} of {count(claims)}"),
        )
    )
    near = sum(each.applicants for each in made.near)
    found.append(
        card(
            say("差不到 5% 就到门槛", "within 5% of a threshold"),
            count(near),
            say("项申报，见“门槛”一节", "claims; see “thresholds”"),
        )
    )
    over = sum(each.applicants for each in made.cliffs)
    found.append(
        card(
            say("站在断崖边", "at a cliff"),
            count(over),
            say("多一点，多交一截" if made.is_due else "多一点反而少得", "a little more costs them"),
        )
    )
    if made.before_settlement != made.cost:
        found.append(
            card(
                say("就高从优，不重复享受", "not paid twice"),
                short(made.before_settlement - made.cost, lang),
                say("结算时少付", "less after settlement"),
            )
        )
    return cards(found)


def _budget_card(made: Simulation, say: Say) -> Markup:
    assert made.budget is not None
    lang = say.lang
    is_over = made.cost > made.budget
    source = (
        say("按 --budget", "as given") if made.is_budget_given else say("按政策声明的预算", "as the policy declares")
    )
    left = made.budget - made.cost
    told = (
        say(f"超出{short(-left, lang)}", f"{short(-left, lang)} too much")
        if is_over
        else say(f"结余{short(left, lang)}", f"{short(left, lang)} left")
    )
    much: str | Markup = percent(made.cost, made.budget)
    if is_over:
        much = Markup('<span class="over">{}</span>').format(much)
    return card(
        say(f"占预算 {short(made.budget, lang)}", f"of the budget of {short(made.budget, lang)}"),
        much,
        f"{told}，{source}" if lang == "zh" else f"{told}; {source}",
        picture=bar(min(made.cost, made.budget), made.budget, "over" if is_over else ""),
    )


def where_it_goes(made: Simulation, say: Say) -> Markup:
    nothing = say("（不在任何一章）", "(in no chapter)")
    chapters = _by_group(made.chapters, made, say, nothing)
    nobody = say("（没有写明部门）", "(no department named)")
    departments = _by_group(made.departments, made, say, nobody)
    parts = []
    if len(made.chapters) > 1 or (made.chapters and made.chapters[0].name):
        parts += [Markup("<h3>{}</h3>").format(say("按章", "by chapter")), chapters]
    if len(made.departments) > 1 or (made.departments and made.departments[0].name):
        parts += [
            Markup("<h3>{}</h3>").format(say("按部门", "by department")),
            departments,
            Markup('<p class="note">{}</p>').format(_shared_by(made, say)),
        ]
    lead = say(
        "条形按金额，右边是占全部的比例和得到的申报人数。",
        "Bars are by amount; on the right the share of all, and how many applicants get it.",
    )
    return section(say("钱花在哪里", "Where the money goes"), lead, *parts) if parts else Markup("")


def _shared_by(made: Simulation, say: Say) -> str:
    """That what several have together counts for each of them."""
    together = sum(each.paid for each in made.departments)
    if together == made.cost:
        return say("每条都只有一个部门负责。", "Each clause has one department.")
    whole, more = exact(made.cost, say.lang), exact(together, say.lang)
    return say(
        f"几个部门共同负责的，按牵头、责任、配合各全额计入，所以各部门之和{more}大于合计{whole}。",
        f"Where several share a clause it counts for each in its role, so that together they have {more}, which is more than"
        f" the whole of {whole}.",
    )


def _by_group(groups: Sequence[Group], made: Simulation, say: Say, nothing: str) -> Markup:
    most = max((each.paid for each in groups), default=0)
    ordered = sorted(groups, key=lambda each: -each.paid)
    return rows(
        row(
            f"{each.name} · {ROLES[each.role].said(say.lang)}" if each.role else each.name or nothing,
            say("、", ", ").join(each.clauses)
            if len(each.clauses) <= 6
            else say(f"{len(each.clauses)}条规则", f"{len(each.clauses)} clauses"),
            bar(each.paid, most, said=exact(each.paid, say.lang)),
            short(each.paid, say.lang),
            f"{percent(each.paid, made.cost)} · {count(each.recipients)}{say('家', ' applicants')}",
        )
        for each in ordered
    )


def clause_by_clause(made: Simulation, say: Say) -> Markup:
    heads = (
        say("条款", "clause"),
        say("应交额", "due") if made.is_due else say("支付额", "amount paid"),
        say("占比", "share"),
        say("申报", "claims"),
        say("符合", "eligible"),
        say("应交的", "owe") if made.is_due else say("得到", "paid"),
        say("封顶", "capped"),
        say("平均每家", "each, on average"),
    )
    lead = say(
        "金额是逐条计算、一并结算以后的准确数，精确到分。",
        "Amounts are exact sums of single results after settlement, to the cent.",
    )
    return section(say("逐条逐款", "Clause by clause"), lead, table(heads, _lines(made, say)), *_others(made, say))


def _lines(made: Simulation, say: Say) -> Iterator[Markup]:
    by_clause = {each.clause: each for each in made.clauses}
    most = max((each.paid or 0 for each in made.clauses), default=0)
    for group in made.articles:
        members = [by_clause[name] for name in group.clauses]
        if group.name:
            several = len(members) > 1
            yield Markup(
                '<tr class="group"><th scope="rowgroup">{}</th><td class="n">{}</td><td class="n">{}</td><td colspan="5"></td></tr>'
            ).format(
                group.name,
                exact(group.paid, say.lang) if several else "",
                percent(group.paid, made.cost) if several else "",
            )
        for each in members:
            yield _line(each, made, most, say)
    cells = (exact(made.cost, say.lang), percent(made.cost, made.cost), "", "", count(made.recipients), "", "")
    yield line(say("合计", "in all"), cells, kind="sum")


def _line(each: ClauseFigures, made: Simulation, most: int, say: Say) -> Markup:
    paid = each.paid or 0
    average = exact((paid * 2 + each.recipients) // (2 * each.recipients), say.lang) if each.recipients else "–"
    amount = Markup("{}{}").format(exact(paid, say.lang), bar(paid, most))
    return line(
        clause_name(each.clause, each.title),
        (
            amount,
            percent(paid, made.cost),
            _with(count(each.claims), say(f"退回{each.faulty}", f"{each.faulty} refused") if each.faulty else ""),
            count(each.eligible),
            _with(
                count(each.recipients),
                say(f"让给别条{each.dropped}", f"{each.dropped} paid elsewhere") if each.dropped else "",
            ),
            count(each.capped) if each.capped else "–",
            average,
        ),
    )


def _with(much: str, small: str) -> Markup:
    return Markup("{}<br><small>{}</small>").format(much, small) if small else Markup("{}").format(much)


def _others(made: Simulation, say: Say) -> Iterator[Markup]:
    """What is no money that is paid: 资格, 核算."""
    counted = {name for group in made.articles for name in group.clauses}
    others = [each for each in made.clauses if each.clause not in counted]
    if others:
        heads = (say("条款", "clause"), say("申报", "claims"), say("符合", "eligible"), say("核算的数额", "worked out"))
        yield Markup("<h3>{}</h3>").format(say("资格和核算（不是支出）", "Answers and figures, which cost nothing"))
        yield table(
            heads,
            (
                line(
                    clause_name(each.clause, each.title),
                    (
                        count(each.claims),
                        count(each.eligible),
                        "–" if each.amount is None else exact(each.amount, say.lang),
                    ),
                )
                for each in others
            ),
        )


def spread(made: Simulation, say: Say) -> Markup:
    """Who gets how much."""
    lang = say.lang
    most = max((band.applicants for band in made.bands), default=0)
    by_band = rows(
        row(
            _band(band.low, band.high, say),
            "",
            bar(band.applicants, most, said=count(band.applicants)),
            f"{count(band.applicants)}{say('家', '')}",
            f"{short(band.amount, lang)} · {percent(band.amount, made.cost)}",
        )
        for band in made.bands
    )
    tops = rows(
        row(
            say(f"最多的 {share}%", f"top {share}%"),
            f"{count(many)}{say('家', '')}",
            bar(amount, made.cost, said=exact(amount, lang)),
            percent(amount, made.cost),
            short(amount, lang),
        )
        for share, many, amount in made.tops
    )
    lead = say(
        "左边按每家一共得到多少分段，条形是家数；右边看集中在多少家手里。",
        "On the left by how much an applicant gets in all, bars are how many; on the right how much the largest have.",
    )
    halves = Markup('<div class="two"><div><h3>{}</h3>{}</div><div><h3>{}</h3>{}</div></div>').format(
        say("每家一共多少", "How much each gets"), by_band, say("集中程度", "Concentration"), tops
    )
    return section(
        say("谁交多少", "Who owes how much") if made.is_due else say("谁得到多少", "Who gets how much"), lead, halves
    )


def _band(low: int, high: int | None, say: Say) -> str:
    if not low:
        return say(f"不到{short(high or 0, 'zh')}", f"below {short(high or 0, 'en')}")
    if high is None:
        return say(f"{short(low, 'zh')}以上", f"{short(low, 'en')} and more")
    return say(f"{short(low, 'zh')}至{short(high, 'zh')}", f"{short(low, 'en')} to {short(high, 'en')}")


def largest(made: Simulation, say: Say) -> Markup:
    heads = (
        say("申报人", "applicant"),
        say("分条", "by clause"),
        say("应交", "due") if made.is_due else say("合计", "in all"),
    )
    titles = {each.clause: each.title for each in made.clauses}
    most = made.largest[0].paid if made.largest else 0

    def body() -> Iterator[Markup]:
        for place, each in enumerate(made.largest, 1):
            told = joined(
                Markup("{} {}　{}<br>").format(clause, titles[clause], exact(amount, say.lang))
                for clause, amount in each.parts
            )
            name = Markup("<b>{}</b>{}<br><small>{}</small>").format(
                place, each.name or each.key, each.key if each.name else say(f"第{each.row}行", f"row {each.row}")
            )
            yield line(name, (told, Markup("{}{}").format(exact(each.paid, say.lang), bar(each.paid, most))), words=1)

    return section(
        say("最大的二十个", "The largest twenty"),
        say(
            f"共占{percent(sum(each.paid for each in made.largest), made.cost)}。",
            f"Together {percent(sum(each.paid for each in made.largest), made.cost)}.",
        ),
        table(heads, body(), words=2),
    )
