"""The policy beside another one: who gains, who loses, what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from ..figures import OUTCOMES, Against, Changed, Shift, Simulation
from .amounts import count, exact, exact_signed, percent, short, signed
from .charts import both_ways, split_bar
from .parts import Say, card, cards, folded, line, listed, row, rows, section, table


def beside(made: Simulation, say: Say) -> Markup:
    found = made.against
    if found is None:
        return Markup("")
    other = (
        say("对照稿", "the other version")
        if found.title == made.title
        else say(f"《{found.title}》", f"“{found.title}”")
    )
    lead = say(
        f"同一批申报人，分别按本政策和{other}计算、各自结算，再逐家相减。",
        f"The same applicants, calculated and settled by this policy and by {other}; then the difference of each.",
    )
    parts = [
        _cards(found, made, say),
        Markup("<h3>{}</h3>").format(say("谁多得，谁少得", "Who gains, who loses")),
        _fifths(found, say),
        Markup("<h3>{}</h3>").format(
            say("逐条：左边少得，右边多得", "By article: lost to the left, gained to the right")
        ),
        _articles(found.articles, say),
        folded(say("逐条的准确数", "Exact figures by clause"), _exact(found.clauses, say)),
    ]
    if found.gains:
        parts += [Markup("<h3>{}</h3>").format(say("多得最多的", "Who gain most")), _changed(found.gains, say)]
    if found.losses:
        parts += [Markup("<h3>{}</h3>").format(say("少得最多的", "Who lose most")), _changed(found.losses, say)]
    if found.left_out:
        parts.append(Markup("<h3>{}</h3>").format(say("没有比较的规则", "Clauses that are not compared")))
        parts.append(listed(f"{name}{say('：', ': ')}{why.said(say.lang)}" for name, why in found.left_out))
    return section(say(f"与{other}相比", f"Beside {other}"), lead, *parts)


def _cards(found: Against, made: Simulation, say: Say) -> Markup:
    lang = say.lang
    change = found.new - found.old
    everybody = found.gainers + found.losers + found.unchanged
    from_to = say(
        f"{short(found.old, lang)} → {short(found.new, lang)}", f"{short(found.old, lang)} → {short(found.new, lang)}"
    )
    return cards(
        (
            card(
                say("多花", "what it costs more") if change >= 0 else say("少花", "what it costs less"),
                signed(change, lang),
                from_to,
                is_main=True,
            ),
            card(
                say("多得的", "gain"),
                f"{count(found.gainers)}{say('家', '')}",
                f"{percent(found.gainers, everybody)} · +{short(found.gained, lang)}",
            ),
            card(
                say("少得的", "lose"),
                f"{count(found.losers)}{say('家', '')}",
                f"{percent(found.losers, everybody)} · −{short(found.lost, lang)}",
            ),
            card(
                say("不变的", "unchanged"),
                f"{count(found.unchanged)}{say('家', '')}",
                percent(found.unchanged, everybody),
            ),
        )
    )


def _fifths(found: Against, say: Say) -> Markup:
    key = Markup("").join(
        Markup('<li><svg viewBox="0 0 10 10"><rect class="f{}" width="10" height="10"/></svg>{}</li>').format(
            place, said.said(say.lang)
        )
        for place, said in enumerate(OUTCOMES.values())
    )

    def made() -> Iterator[Markup]:
        whole = dict.fromkeys(OUTCOMES, 0)
        for fifth in found.fifths:
            for name, many in fifth.counts.items():
                whole[name] += many
        for name, counts in (
            (say("全部", "everybody"), whole),
            *((each.name.said(say.lang), each.counts) for each in found.fifths),
        ):
            everybody = sum(counts.values())
            gain = sum(counts[each] for each in ("from nothing", "much more", "more"))
            lose = sum(counts[each] for each in ("less", "much less", "to nothing"))
            told = "；".join(f"{OUTCOMES[each].said(say.lang)} {many}" for each, many in counts.items() if many)
            picture = split_bar([(f"f{place}", counts[each]) for place, each in enumerate(OUTCOMES)], told)
            much = Markup('<span class="gained">{}</span> / <span class="lost">{}</span>').format(
                percent(gain, everybody), percent(lose, everybody)
            )
            yield row(name, f"{count(everybody)}{say('家', '')}", picture, much, say("多得 / 少得", "gain / lose"))

    return Markup('<ul class="key">{}</ul>').format(key) + rows(made())


def _articles(shifts: Sequence[Shift], say: Say) -> Markup:
    moved = [each for each in shifts if each.gained or each.lost]
    if not moved:
        return Markup('<p class="note">{}</p>').format(say("没有一条的金额有变化。", "No article pays anything else."))
    most = max(max(each.gained, each.lost) for each in moved)
    return rows(
        row(
            each.name
            + (say("（新增）", " (new)") if each.is_new else say("（删去）", " (gone)") if each.is_gone else ""),
            say(
                f"多得 {count(each.gainers)} 家，少得 {count(each.losers)} 家",
                f"{count(each.gainers)} gain, {count(each.losers)} lose",
            ),
            both_ways(each.lost, each.gained, most, exact_signed(each.change, say.lang)),
            signed(each.change, say.lang),
            f"{short(each.old, say.lang)} → {short(each.new, say.lang)}",
        )
        for each in sorted(moved, key=lambda each: -abs(each.change))
    )


def _exact(shifts: Sequence[Shift], say: Say) -> Markup:
    heads = (
        say("条款", "clause"),
        say("对照的政策", "there"),
        say("本政策", "here"),
        say("变化", "change"),
        say("多得的", "gain"),
        say("少得的", "lose"),
    )
    return table(
        heads,
        (
            line(
                each.name
                + (say("（新增）", " (new)") if each.is_new else say("（删去）", " (gone)") if each.is_gone else ""),
                (
                    exact(each.old, say.lang),
                    exact(each.new, say.lang),
                    exact_signed(each.change, say.lang),
                    count(each.gainers),
                    count(each.losers),
                ),
            )
            for each in shifts
        ),
    )


def _changed(found: Sequence[Changed], say: Say) -> Markup:
    heads = (say("申报人", "applicant"), say("对照的政策", "there"), say("本政策", "here"), say("变化", "change"))
    return table(
        heads,
        (
            line(
                Markup("{}<br><small>{}</small>").format(
                    each.name or each.key, each.key if each.name else say(f"第{each.row}行", f"row {each.row}")
                ),
                (exact(each.old, say.lang), exact(each.new, say.lang), exact_signed(each.new - each.old, say.lang)),
            )
            for each in found
        ),
    )
