"""The guide: what its pages say, the same bytes every time, and no text of a policy that becomes markup."""

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.anchors import anchors_plugin

from support.policies import loaded
from support.rules import policy_of
from tiaowen.compiler import load
from tiaowen.compiler.guide.markdown import escape, guide
from tiaowen.compiler.guide.outline import Cases, Repeated, Step, outline
from tiaowen.compiler.guide.words import WORDS, speaker

TESTS = Path(__file__).parent
POLICY = TESTS / "golden" / "policies" / "研发.policy"
SEED = TESTS.parent / "policies" / "jindong-2025"
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

# What the templates themselves may produce.
OURS = {
    "heading", "paragraph", "inline", "text", "bullet_list", "ordered_list", "list_item", "blockquote", "strong",
    "table", "thead", "tbody", "tr", "th", "td", "hr", "softbreak", "link",
}  # fmt: skip

HOSTILE = [
    "<script>alert(1)</script>",
    "<!-- x --> <img src=x onerror=alert(1)>",
    "a | b || c",
    "*星* **粗** _斜_ __粗__ ~~删~~",
    "`代码` ``x`` ```",
    "[链接](http://example.com) ![图](x.png) [x]: y",
    "http://example.com https\\://x www.example.com <http://example.com>",
    "{{ 7 * 7 }} {% raw %} {# x #} ${x} $$x$$",
    "# 标题",
    "- 项",
    "+ 项",
    "1. 项",
    "12) 项",
    "> 引",
    "===",
    "---",
    "反斜杠\\",
    "\\*",
    "&lt; &amp; &#42; &copy;",
    "\"双引号\" '单引号'",
    "::: note",
    "    四个空格",
    "|",
]


@pytest.fixture(scope="module")
def text() -> str:
    return guide(loaded(POLICY))


def test_the_guide_is_the_golden_one(text: str, update: bool) -> None:
    place = TESTS / "golden" / "guide" / f"{POLICY.stem}.md"
    if update:
        place.write_text(text, "utf-8", newline="\n")
    assert text == place.read_text("utf-8")


def test_the_same_policy_gives_the_same_bytes(text: str) -> None:
    assert guide(load(POLICY)) == text


def test_every_chapter_article_and_rule_has_its_heading() -> None:
    policy = loaded()
    found = guide(policy)
    for chapter in policy.document.chapters:
        assert found.count(f"\n## {escape(f'{chapter.label}{chapter.heading}')}\n") == 1
    for clause in policy.clauses.values():
        assert found.count(f"\n#### 规则 {escape(clause.id)}　{escape(clause.title)}\n") == 1
    for article in policy.document.articles:
        assert f"\n### {article.label}" in found


def test_higher_policies_come_before_everything(text: str) -> None:
    assert text.index("上位政策：如遇国家、省、市制定实施相关政策措施，遵照执行") < text.index("\n## 规则一览")


def test_every_worked_case_ends_in_what_the_rule_gives() -> None:
    policy = loaded()
    text = guide(policy)
    cases = sum(len(clause.cases) for clause in policy.clauses.values())
    assert len(re.findall(r"^\*\*例[0-9]+\*\*：", text, re.M)) == cases
    refused = sum(not case.accepted for clause in policy.clauses.values() for case in clause.cases)
    assert refused
    assert len(re.findall("^- 结果：", text, re.M)) == cases - refused


def test_the_contents_lead_to_the_headings() -> None:
    reader = MarkdownIt("commonmark").enable("table").use(anchors_plugin, max_level=6)
    for policy in (loaded(), loaded(POLICY), policy_of("填报：数量：家。\n奖励：每家1万元。")):
        for text_only in (False, True):
            tokens = list(_flat(guide(policy, text_only=text_only), reader))
            there = [reader.normalizeLink(str(token.attrs["id"])) for token in tokens if token.type == "heading_open"]
            links = [str(token.attrs["href"]).removeprefix("#") for token in tokens if token.type == "link_open"]
            assert len(set(there)) == len(there)
            assert len(links) > 0 or text_only
            # All headings down to the rules, in their order: none leads to another of the same name.
            levels = [token.tag for token in tokens if token.type == "heading_open"]
            assert links == [name for name, tag in zip(there[2:], levels[2:], strict=True) if tag < "h5"]


def test_headings_of_one_name_are_told_apart(tmp_path: Path) -> None:
    place = tmp_path / "a.policy"
    place.write_text("某办法\n\n一、目录\n（一）目录。奖励。\n二、目录\n（二）目录-1。奖励。\n", "utf-8")
    links = re.findall(r"\(#(.*)\)", guide(load(place)))
    assert links == ["一目录", "一目录-1", "二目录", "二目录-1"]


def test_a_policy_without_chapters_has_its_articles(tmp_path: Path) -> None:
    place = tmp_path / "a.policy"
    place.write_text("某办法\n\n第一条　每家奖励10万元。\n第二条　略。\n", "utf-8")
    assert "- [条文](#条文)\n  - [第一条" in guide(load(place))


def test_the_text_only_has_every_paragraph_and_no_rule() -> None:
    policy = loaded()
    tokens = _flat(guide(policy, text_only=True))
    shown = [token.content for token in tokens if token.type == "inline"]
    said = [paragraph.text for paragraph in policy.document.paragraphs if paragraph.role not in ("title", "subtitle")]
    assert [text.replace("\\", "") for text in shown if text.replace("\\", "") in said] == said
    assert "规则 " not in "".join(shown)


# ── the steps of a calculation ──


def test_steps_speak_of_earlier_steps_by_their_marks() -> None:
    amount = loaded(POLICY).clauses["2.2"].amount
    assert amount is not None
    steps = [step for step in outline(amount) if isinstance(step, Step)]
    assert [(step.mark, step.label) for step in steps] == [("①", ""), ("②", ""), ("③", "封顶")]
    assert steps[1].formula == "10万元 ＋ ①"
    assert steps[2].formula == "取较低者（②，20万元）"


@pytest.mark.parametrize(
    ("part", "formula"),
    [
        ("100万元至200万元", "（取较低者（营业收入，200万元） － 100万元，不足0的按0）"),
        ("200万元以下", "取较低者（营业收入，200万元）"),
        ("300万元以上", "（营业收入 － 300万元，不足0的按0）"),
    ],
)
def test_a_part_has_a_formula(part: str, formula: str) -> None:
    amount = policy_of(f"填报：营业收入：金额。\n补助：营业收入{part}的部分的5%。").clauses["1"].amount
    assert amount is not None
    (step,) = outline(amount)
    assert isinstance(step, Step) and formula in step.formula
    assert ("取较低者" in step.formula) == ("取较低者" in formula)


def test_thresholds_are_told_as_full_ranges() -> None:
    amount = loaded(POLICY).clauses["4.1"].amount
    assert amount is not None
    (cases,) = outline(amount)
    assert isinstance(cases, Cases) and cases.is_table and not cases.has_rest
    assert [case.when for case in cases.cases] == [
        "检测批次量300批次以上、不满350批次",
        "检测批次量350批次以上、不满400批次",
        "检测批次量达到400批次",
    ]


def test_cases_that_turn_on_the_same_things_make_a_table_with_a_column_for_each(tmp_path: Path) -> None:
    place = tmp_path / "a.policy"
    place.write_text(
        """某办法

第一条　省级甲类奖励10万元，省级乙类奖励8万元，其他的5万元。
【规则 甲】奖励
依据：“省级甲类奖励10万元，省级乙类奖励8万元，其他的5万元”
填报：级别：省级、市级；类别：甲类、乙类。
奖励：
  级别为省级且类别为甲类的，10万元；
  级别为省级且类别为乙类的，8万元；
  其余的，5万元。
【完】
""",
        "utf-8",
    )
    assert (
        "| 级别 | 类别 | 奖励 |\n| --- | --- | --- |\n"
        "| 省级 | 甲类 | 10万元 |\n| 省级 | 乙类 | 8万元 |\n| 其余的 | | 5万元 |\n"
    ) in guide(load(place))


def test_cases_number_their_steps_each_from_the_same_mark() -> None:
    amount = loaded(POLICY).clauses["1.1"].amount
    assert amount is not None
    (cases,) = outline(amount)
    assert isinstance(cases, Cases) and cases.has_rest
    marks = [[step.mark for step in case.steps if isinstance(step, Step)] for case in cases.cases]
    assert marks == [["①", "②"], ["①", "②", "③"]]


def test_what_is_done_for_every_item_stands_apart() -> None:
    amount = loaded(POLICY).clauses["4.2"].amount
    assert amount is not None
    repeated, total, cap = outline(amount)
    assert isinstance(repeated, Repeated) and isinstance(total, Step) and isinstance(cap, Step)
    assert (total.label, cap.label) == ("合计", "封顶")


def test_a_result_of_several_amounts_has_a_row_for_each(tmp_path: Path) -> None:
    place = tmp_path / "a.policy"
    place.write_text(
        """某办法

第一条　甲类按投资额的10%补助，分期按40%、60%拨付。
【规则 1】补助
依据：“甲类按投资额的10%补助，分期按40%、60%拨付”
填报：投资额：金额；类别：甲类、乙类。
补助：类别为甲类的，投资额的10%；其余的，不予补助。
分期：40%、60%。
【完】
""",
        "utf-8",
    )
    page = guide(load(place))
    assert "适用下面第一种符合的情形，算出的数记作①：" in page
    assert "| 第1期 | ①的40% | ① × 40% |\n| 第2期 | ①的60% | ① × 60% |" in page
    assert "最后一笔是总额减去前面各笔" in page


# ── no text becomes markup ──


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("frame", ["{}", "前{}", "- {}", "1. {}", "> {}", "# {}", "**标签**：{}", "| 头 | 头 |\n| --- | --- |\n| {} | x |"])  # fmt: skip
def test_escaped_text_reads_as_it_was(text: str, frame: str) -> None:
    tokens = list(_flat(frame.format(escape(text))))
    assert {_kind(token) for token in tokens} <= OURS - {"link"}
    shown = "".join(token.content for token in tokens if token.type == "text")
    assert text.strip() in shown
    assert sum(token.type == "tr_open" for token in tokens) in (0, 2)


def test_characters_that_hide_or_turn_text_are_shown() -> None:
    assert escape("甲\u202e乙\u2066丙\x00丁") == "甲\\\\u202e乙\\\\u2066丙\\\\u0000丁"
    assert escape("甲\u200b乙\ufeff") == "甲乙"
    assert escape("一\n二\u2028三\r\n四\x85五") == "一 二 三  四 五"
    assert escape("\ud800") == "\\\\ud800"


def test_a_template_prints_only_texts() -> None:
    from tiaowen.compiler.guide.markdown import _environment

    with pytest.raises(TypeError):
        _environment().from_string("{{ x }}").render(x=[1])
    assert _environment().from_string("{{ x | join('、') }}{{ x[0] ~ '*' }}").render(x=["*", "|"]) == r"\*、\|\*\*"


def test_hostile_names_titles_and_quotes_stay_texts(tmp_path: Path) -> None:
    title = "恶<script>alert(1)</script>{{ 7*7 }}`*粗*`|[x](y)"
    place = tmp_path / "a.policy"
    place.write_text(
        f"""某办法

一、章*名*<i>{{{{x}}}}
（一）名<b>`目`</b>。每家奖励10万元，*按*|{{{{规定}}}}执行<script>。（责任单位：区*科技*局）
【规则 1.1】{title}
依据：“每家奖励10万元，*按*|{{{{规定}}}}执行<script>”
填报：
  数<i>*量*`{{{{x}}}}`：家；
  类`别`：甲*乙*、丙<b>。
条件：类`别`为甲*乙*。
奖励：数<i>*量*`{{{{x}}}}`，每家10万元。
口径：读作 <img src=x> 与 *星*。
说明：见 [此](http://example.com)。
算例：数<i>*量*`{{{{x}}}}`1家，类`别`甲*乙*，得10万元。
【完】
""",
        "utf-8",
    )
    tokens = list(_flat(guide(load(place))))
    assert {_kind(token) for token in tokens} <= OURS
    shown = "\n".join(token.content for token in tokens if token.type == "text")
    for wanted in (title, "数<i>*量*`{{x}}`", "甲*乙*、丙<b>", "<img src=x>", "[此](http://example.com)", "区*科技*局"):
        assert wanted in shown
    assert all("http://" not in str(token.attrs) for token in tokens)


def _flat(text: str, reader: MarkdownIt = READER) -> list[Token]:
    return [part for token in reader.parse(text) for part in (token, *(token.children or ()))]


def _kind(token: Token) -> str:
    return token.type.removesuffix("_open").removesuffix("_close")


TEMPLATES = TESTS.parent / "compiler" / "guide" / "templates"


def test_every_word_of_a_template_is_in_the_table_and_has_both_languages() -> None:
    chinese = re.compile("[㐀-鿿，。；：（）、]")
    for name in ("guide", "rule", "parts"):
        text = re.sub(r"\{#.*?#\}", "", (TEMPLATES / f"{name}.md.j2").read_text("utf-8"))
        assert not chinese.search(re.sub(r'"[^"]*"', "", text)), name
        keys = set(re.findall(r'say\("([^"]*)"[,)]', text))
        assert keys and keys <= WORDS.keys()
    for key, (zh, en) in WORDS.items():
        fields = [sorted(re.findall(r"\{\w+\}", said)) for said in (zh, en)]
        assert fields[0] == fields[1] or key == "day"
        mentioned = re.sub(r"达到, 以上, 不超过, 以下 and 至|超过, 低于 and 不满|核定金额|《\{title\}》", "", en)
        assert not chinese.search(mentioned), key


def test_what_is_filled_into_words_is_escaped() -> None:
    say = speaker("en", escape)
    assert say("quoted", said="*星* | {x}") == r"“\*星\* \| &#123;x&#125;”"
    assert say("quoted", said=say("colon")) == "“: ”"
    with pytest.raises(KeyError):
        say("no such words")
