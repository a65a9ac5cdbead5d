"""Pictures of curves: what they show is what the curve has, said in words too; no label hides another."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from support.page_scope import asked, scope
from support.policies import loaded, of_every_policy_in_ci
from support.rules import policy_of

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "compiler" / "targets" / "page"
FAKE = (ROOT / "tests" / "support" / "fake_page.js").read_text("utf-8")
RULE = """填报：投资：金额。
条件：投资达到100万元。
奖励：
  投资不满300万元的，投资的1%；
  投资不满500万元的，2万元；
  其余的，投资的1%，封顶10万元。
"""


def drawn(tmp_path: Path, body: str, script: str, given: Any) -> Any:
    return asked(tmp_path / "picture.mjs", scope(policy_of(body)), FAKE + script, given)


@of_every_policy_in_ci
def test_every_worked_case_has_a_sound_picture(path: Path, tmp_path: Path) -> None:
    script = """
const wrong = [];
let count = 0;
for (const [id, { examples }] of Object.entries(PROGRAMS)) {
  for (const { facts, date } of (examples ?? []).filter(({ refused }) => !refused).slice(0, 3)) {
    const path = mainFact(id, facts, { date });
    if (path === null) continue;
    for (const width of [328, 640]) for (const lang of ["zh", "en"]) {
      count += 1;
      wrong.push(...faultsOf(drawCurve(id, facts, path, { date, width, lang }), width).map((fault) => `${id} ${width} ${fault}`));
    }
  }
}
return [wrong, count];
"""
    wrong, count = asked(tmp_path / "picture.mjs", scope(loaded(path)), FAKE + script)
    assert wrong == []
    assert count >= 8


def test_a_picture_shows_jumps_caps_and_the_own_place_and_says_them(tmp_path: Path) -> None:
    script = """
const svg = drawCurve("1", GIVEN, ["投资"], { width: 640 });
const points = svg.all("circle").map(({ attributes }) => attributes.class).filter(Boolean);
return [svg.attributes, svg.all("title")[0].text, svg.all("desc")[0].text, points, svg.all("text").map(({ text }) => text), svg.all("line").map(({ attributes }) => attributes.class), svg.all("polyline").length];
"""
    attributes, title, desc, points, texts, kinds, runs = drawn(tmp_path, RULE, script, {"投资": "200万元"})
    assert attributes["viewBox"] == "0 0 640 340"
    assert (attributes["role"], attributes["aria-labelledby"]) == ("img", "curve-1-title curve-1-desc")
    assert title == "奖励随投资的变化"
    for said in (
        "0元至999999.99元，0元",
        "由1万元到",
        "达到300万元，奖励由3万元降为2万元",
        "现在200万元，2万元",
        "达到1000万元后封顶，奖励10万元",
    ):
        assert said in desc
    assert runs == 4
    assert (points.count("curve-full"), points.count("curve-open")) == (3, 3)
    assert (kinds.count("curve-leap"), kinds.count("curve-fall")) == (2, 1)
    assert {"奖励（万元）", "投资（万元）", "封顶10万元", "现在200万元", "达到300万元", "降为2万元"} <= set(texts)


def test_the_own_place_moves_within_the_same_range(tmp_path: Path) -> None:
    script = """
const svg = drawCurve("1", { 投资: "200万元" }, ["投资"], { width: 640 });
const place = () => svg.all("circle").find(({ attributes }) => attributes.class === "curve-halo").attributes;
const ends = () => svg.all("polyline").map(({ attributes }) => attributes.points).join(" ");
const before = [place(), ends()];
movePoint(svg, { 投资: "400万元" });
const after = [place(), ends()];
movePoint(svg, { 投资: "20000万元" });
return [before[0].cx, after[0].cx, before[1] === after[1], svg.all("desc")[0].text, place().cx];
"""
    before, after, same, desc, last = drawn(tmp_path, RULE, script, None)
    assert float(before) < float(after) < 640
    assert same
    assert "现在2亿元，10万元" in desc
    assert float(last) < 640


def test_only_the_tokens_have_colours() -> None:
    style = (PAGE / "picture.css").read_text("utf-8")
    assert not re.search(r"#[0-9a-f]{3,8}\b|rgb|hsl|oklch|\b(red|black|white|grey|gray)\b", style)
    named = set(re.findall(r"var\((--[\w-]+)\)", style))
    tokens: Mapping[str, str] = dict(re.findall(r"(--[\w-]+): (.*);", (PAGE / "tokens.css").read_text("utf-8")))
    assert named <= set(tokens)
