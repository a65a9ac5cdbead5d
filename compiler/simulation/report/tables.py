"""The figures of a simulation as CSV, a file a table; amounts in yuan with two decimals."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from ...batch.outcome import Shared
from ...report.diagnostic import Language
from ..figures import OUTCOMES, ROLES, Group, Near, Shift, Simulation
from ..population import SYNTHETIC
from .parts import Say

Rows = Iterator[Sequence[object]]


def tables(made: Simulation, lang: Language = "zh") -> Mapping[str, bytes]:
    """By file name; UTF-8 with a mark, by which WPS and Excel know it.  Every row of a synthetic population says so."""
    say = Say(lang)
    found = {
        "汇总.csv": _sums(made, say),
        "逐条.csv": _clauses(made, say),
        "按条.csv": _groups(made.articles, say),
        "按章.csv": _groups(made.chapters, say),
        "按部门.csv": _departments(made.departments, say),
        "分段.csv": _bands(made, say),
        "集中程度.csv": _tops(made, say),
        "门槛.csv": _near(made.near, say),
        "断崖.csv": _near(made.cliffs, say),
        "最大二十.csv": _largest(made, say),
    }
    if made.shared is not None:
        found["分配.csv"] = _shared(made.shared, say)
    if made.against is not None:
        found["对照-按条.csv"] = _shifts(made.against.articles, say)
        found["对照-逐条.csv"] = _shifts(made.against.clauses, say)
        found["对照-得失.csv"] = _fifths(made, say)
    if made.curves:
        found["变动.csv"] = _curves(made, say)
    return {name: _written(rows, made, say) for name, rows in found.items()}


def _written(rows: Rows, made: Simulation, say: Say) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for place, row in enumerate(rows):
        label = (
            [] if not made.is_synthetic else [say("数据性质", "data")] if place == 0 else [say(SYNTHETIC, "synthetic")]
        )
        writer.writerow([_cell(cell) for cell in (*row, *label)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _cell(cell: object) -> str:
    """A cell; a text that a sheet would take for a formula has an apostrophe before it."""
    if cell is None:
        return ""
    text = str(cell)
    is_risky = isinstance(cell, str) and text.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{text}" if is_risky and not text[1:].replace(".", "", 1).isdigit() else text


def _yuan(cents: int | None) -> str:
    return "" if cents is None else f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"


def _sums(made: Simulation, say: Say) -> Rows:
    yield say("项目", "item"), say("数", "number")
    yield say("政策", "policy"), made.title
    yield say("申报人", "applicants"), made.rows
    yield say("申报项数", "claims"), made.claims
    yield say("填得不对的申报", "faulty claims"), made.faulty
    yield say("得到的申报人", "who are paid"), made.recipients
    yield say("结算前（元）", "before settlement (yuan)"), _yuan(made.before_settlement)
    yield say("合计（元）", "in all (yuan)"), _yuan(made.cost)
    for form, amount in made.by_form.items():
        yield say(f"其中{form}（元）", f"of which {form} (yuan)"), _yuan(amount)
    yield say("其中上限（元）", "of which ceilings (yuan)"), _yuan(made.ceiling)
    yield say("预算（元）", "budget (yuan)"), _yuan(made.budget)
    if made.against is not None:
        yield say("对照的政策", "other policy"), made.against.title
        yield say("对照的合计（元）", "in all there (yuan)"), _yuan(made.against.old)
        yield say("本政策可比的合计（元）", "comparable here (yuan)"), _yuan(made.against.new)


def _clauses(made: Simulation, say: Say) -> Rows:
    yield (
        say("规则", "clause"), say("名称", "title"), say("条", "article"), say("章", "chapter"), say("部门", "departments"), say("种类", "form"),
        say("申报", "claims"), say("退回", "refused"), say("符合", "eligible"), say("得到", "paid"), say("封顶", "capped"), say("让给别条", "paid elsewhere"),
        say("计算额（元）", "worked out (yuan)"), say("支付额（元）", "paid (yuan)"),
    )  # fmt: skip
    for each in made.clauses:
        yield (
            each.clause, each.title, each.article, each.chapter, "、".join(each.departments), each.form,
            each.claims, each.faulty, each.eligible, each.recipients, each.capped, each.dropped, _yuan(each.amount), _yuan(each.paid),
        )  # fmt: skip


def _groups(groups: Sequence[Group], say: Say) -> Rows:
    yield say("名称", "name"), say("规则", "clauses"), say("得到的申报人", "who are paid"), say("金额（元）", "yuan")
    for each in groups:
        yield each.name, "、".join(each.clauses), each.recipients, _yuan(each.paid)


def _departments(groups: Sequence[Group], say: Say) -> Rows:
    yield (
        say("名称", "name"),
        say("角色", "role"),
        say("规则", "clauses"),
        say("得到的申报人", "who are paid"),
        say("金额（元；共同负责的各全额计入）", "yuan (in full for each that shares a clause)"),
    )
    for each in groups:
        role = ROLES[each.role].said(say.lang) if each.role else ""
        yield each.name, role, "、".join(each.clauses), each.recipients, _yuan(each.paid)


def _shared(shared: Shared, say: Say) -> Rows:
    yield (
        say("预算", "pot"), say("金额（元）", "budget (yuan)"), say("申请（元）", "wanted (yuan)"), say("付（元）", "paid (yuan)"),
        say("转给后面的（元）", "passed on (yuan)"), say("未能支付（元）", "not met (yuan)"), say("余额（元）", "left (yuan)"),
    )  # fmt: skip
    for pot in shared.pots:
        yield pot.name, pot.budget, pot.wanted, pot.paid, pot.overflow, pot.unmet, pot.remainder
    left = _yuan(shared.budget - shared.paid)
    yield say("合计", "in all"), _yuan(shared.budget), _yuan(shared.due), _yuan(shared.paid), "", "", left


def _bands(made: Simulation, say: Say) -> Rows:
    yield (
        say("从（元）", "from (yuan)"),
        say("不到（元）", "below (yuan)"),
        say("申报人", "applicants"),
        say("金额（元）", "yuan"),
    )
    for each in made.bands:
        yield _yuan(each.low), _yuan(each.high), each.applicants, _yuan(each.amount)


def _tops(made: Simulation, say: Say) -> Rows:
    yield say("最多的百分之几", "top percent"), say("申报人", "applicants"), say("金额（元）", "yuan")
    for share, many, amount in made.tops:
        yield share, many, _yuan(amount)


def _near(found: Sequence[Near], say: Say) -> Rows:
    yield (
        say("规则", "clause"),
        say("名称", "title"),
        say("填报项", "fact"),
        say("数", "number"),
        say("申报人", "applicants"),
        say("金额（元）", "yuan"),
    )
    for each in found:
        yield each.clause, each.title, each.fact, each.threshold, each.applicants, _yuan(each.amount)


def _largest(made: Simulation, say: Say) -> Rows:
    yield (
        say("行", "row"),
        say("主键", "key"),
        say("申报人", "applicant"),
        say("合计（元）", "in all (yuan)"),
        say("分条（元）", "by clause (yuan)"),
    )
    for each in made.largest:
        yield (
            each.row,
            each.key,
            each.name,
            _yuan(each.paid),
            "；".join(f"{clause} {_yuan(amount)}" for clause, amount in each.parts),
        )


def _shifts(found: Sequence[Shift], say: Say) -> Rows:
    yield (
        say("名称", "name"), say("对照（元）", "there (yuan)"), say("本政策（元）", "here (yuan)"), say("变化（元）", "change (yuan)"),
        say("多得的", "gain"), say("多得（元）", "gained (yuan)"), say("少得的", "lose"), say("少得（元）", "lost (yuan)"),
    )  # fmt: skip
    for each in found:
        yield (
            each.name, _yuan(each.old), _yuan(each.new), _yuan(each.change),
            each.gainers, _yuan(each.gained), each.losers, _yuan(each.lost),
        )  # fmt: skip


def _fifths(made: Simulation, say: Say) -> Rows:
    assert made.against is not None
    yield say("五分之一", "fifth"), *(said.said(say.lang) for said in OUTCOMES.values())
    for each in made.against.fifths:
        yield each.name.said(say.lang), *each.counts.values()


def _curves(made: Simulation, say: Say) -> Rows:
    yield (
        say("规则", "clause"), say("变动的数", "number"), say("取值", "value"), say("现在", "now"),
        say("全部（元）", "in all (yuan)"), say("这一条（元）", "this clause (yuan)"), say("得到的", "who are paid"),
    )  # fmt: skip
    for each in made.curves:
        for point in each.points:
            yield (
                each.clause, each.number, point.text, say("是", "yes") if point.is_present else "",
                _yuan(point.cost), _yuan(point.paid), point.recipients,
            )  # fmt: skip
