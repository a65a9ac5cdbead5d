"""The documents: every name, amount, basis and reason stands in them, once, and the same notice gives the same bytes."""

import io
from zipfile import ZipFile

import pytest

from support.notices import INSURED, MONTHLY, REGISTERED, YEARLY, fault, paragraphs, row, rows_of
from support.policies import FOLDER, loaded
from tiaowen.compiler.guide.paper import STYLES, lines_of
from tiaowen.compiler.notices.files import files_of
from tiaowen.compiler.notices.letters import letters_paper
from tiaowen.compiler.notices.listed import list_paper, titled
from tiaowen.compiler.notices.made import notice_of
from tiaowen.compiler.notices.notice import Notice
from tiaowen.compiler.report.diagnostic import Report


def three(**given: object) -> Notice:
    both = {"15.2": YEARLY, "15.3": MONTHLY}
    rows = [
        row("91B", "乙/公司", {**both, "5.2": REGISTERED}, total=str(loaded().settle(both).total + 140000)),
        row("330702199001011237", "张三", {"5.2": REGISTERED, "4.1": INSURED}, total="340000.00"),
        row("91C", "丙公司", {"5.2": {**REGISTERED, "年销售收入": "2999.99万元"}}, total="0.00"),
    ]
    return notice_of(loaded(), rows, faults=[fault("91C")], **given)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    return dict(files_of(three(mask=True), Report()))


def test_the_files_are_called_as_offices_call_them(written: dict[str, bytes]) -> None:
    assert list(written) == [
        "公示.docx",
        "公示.xlsx",
        *(f"告知书/{name}.docx" for name in ("1 乙_公司", "2 张三", "3 丙公司")),
    ]
    combined = files_of(three(), Report(), combined=True)
    assert list(combined) == ["公示.docx", "公示.xlsx", "告知书.docx"]
    assert list(files_of(three(), Report(), "en", combined=True)) == ["notice.docx", "notice.xlsx", "letters.docx"]


def test_the_list_has_every_award_with_its_basis_and_totals(written: dict[str, bytes]) -> None:
    rows = rows_of(written["公示.docx"])
    paid = loaded().settle({"15.2": YEARLY, "15.3": MONTHLY})
    (kept,) = paid.paid.values()
    assert rows[0] == ["序号", "单位名称（姓名）", "事项", "依据", "金额", "备注"]
    assert rows[1:7] == [
        ["1", "张*", "科技保险补助", "第（四）条", "200000.00", "上限"],
        ["", "", "小计（1户）", "", "200000.00", ""],
        ["2", "张*", "科技成果登记奖励", "第（五）条", "140000.00", ""],
        ["3", "乙/公司", "科技成果登记奖励", "第（五）条", "140000.00", ""],
        ["", "", "小计（2户）", "", "280000.00", ""],
        ["4", "乙/公司", kept.title, "第（十五）条", f"{kept.value}", "上限" if kept.kind == "上限" else ""],
    ]
    total = paid.total + 480000
    assert rows[8] == ["", "合计", "", "", f"{total}", ""]
    assert rows[-1][-1] == f"{total}"
    said = "".join(paragraphs(written["公示.docx"]))
    assert f"2个申报单位（个人）、4个事项予以公示，合计{total}元" in said
    assert "张三" not in said and "330702199001011237" not in said


def test_people_stay_as_they_are_without_mask() -> None:
    said = "".join(line.text for line in lines_of(list_paper(three(), "zh")))
    assert "张三" in said and "张*" not in said


def test_of_two_whose_names_are_alike_the_keys_are_added() -> None:
    rows = [row(f"33070219900101{digits}", "张三", {"5.2": REGISTERED}) for digits in ("1237", "1245")]
    said = [line.text for line in lines_of(list_paper(notice_of(loaded(), rows, mask=True), "zh"))]
    assert "张*（330702********1237）" in said and "张*（330702********1245）" in said


def test_a_letter_tells_amount_basis_and_calculation(written: dict[str, bytes]) -> None:
    said = paragraphs(written["告知书/2 张三.docx"])
    assert said[0] == "申报结果告知书" and "张三：" in said
    assert any("（身份证号：330702199001011237）" in line for line in said)
    assert "拟兑现2个事项，合计最高340000.00元（大写：叁拾肆万元整），其中注有“上限”的由主管部门核定。" in said
    assert "（一）科技保险补助：最高200000.00元" in said and "（二）科技成果登记奖励：140000.00元" in said
    clause = loaded().clauses["5.2"]
    assert f"依据：第（五）条（规则5.2）：“{clause.citation.text}”" in said
    assert "合计14万元" in said and "14万元未超过封顶20万元" in said
    assert not [line for line in said if line.startswith("规则 ")]


def test_a_letter_tells_what_was_dropped_for_what(written: dict[str, bytes]) -> None:
    said = "".join(paragraphs(written["告知书/1 乙_公司.docx"]))
    settled = loaded().settle({"15.2": YEARLY, "15.3": MONTHLY})
    ((dropped, (kept,)),) = settled.dropped.items()
    amount, other = settled.results[dropped].value, settled.results[kept]
    assert f"三、不重复享受的事项（一）{settled.results[dropped].title}本项算得{amount}元" in said
    assert f"和“{other.title}”（规则{kept}，{other.value}元）属于同一事项" in said


def test_a_letter_tells_why_nothing_is_paid_and_what_to_mend(written: dict[str, bytes]) -> None:
    said = paragraphs(written["告知书/3 丙公司.docx"])
    assert "本次申报没有可以兑现的金额，原因见下。" in said
    assert "（一）科技成果登记奖励：不符合条件" in said
    assert any(line.endswith("年销售收入2999.99万元，应达到3000万元，还差100元") for line in said)
    assert rows_of(written["告知书/3 丙公司.docx"])[1][:2] == ["4.1 科技保险补助", "科技保险保费（万元）"]
    assert any("怎样补正" in line for line in said)


def test_a_letter_without_explanations_still_has_amount_and_basis() -> None:
    notice = notice_of(loaded(), [row("91A", "甲公司", {"5.2": REGISTERED}, explain=False)])
    said = [line.text for line in lines_of(letters_paper(notice, "zh"))]
    assert "（一）科技成果登记奖励：140000.00元" in said and not any(line.startswith("计算") for line in said)


def test_an_instalment_is_told_by_its_name() -> None:
    policy = loaded(FOLDER / "employment.policy")
    clause = policy.clauses["hn.house"]
    values = [100 * at for at in range(1, len(clause.labels) + 1)]
    given = {"统一社会信用代码": "91A", "企业名称": "甲", clause.id: values, f"{clause.id} 符合": True}
    in_a_sheet = "、".join(f"{label} {value}.00" for label, value in zip(clause.labels, values, strict=True))
    made = notice_of(policy, [given])
    assert notice_of(policy, [{**given, clause.id: in_a_sheet}]).applicants == made.applicants
    said = "".join(line.text for line in lines_of(letters_paper(made, "zh")))
    assert "、".join(f"{label}{value}.00元" for label, value in zip(clause.labels, values, strict=True)) in said


def test_a_share_of_a_budget_is_told() -> None:
    rows = [{**row("91A", "甲公司", {"5.2": REGISTERED}, total="140000.00"), "分配": "100000.01"}]
    notice = notice_of(loaded(), rows)
    said = "".join(line.text for line in lines_of(list_paper(notice, "zh")))
    assert "实际兑现合计100000.01元，分配金额见附件2" in said and "附件2" in said
    letter = "".join(line.text for line in lines_of(letters_paper(notice, "zh")))
    assert "实际兑现100000.01元（大写：壹拾万元零壹分）" in letter
    whole = notice_of(loaded(), [{**rows[0], "分配": "140000.00"}])
    assert not any(
        "预算" in line.text for paper in (list_paper, letters_paper) for line in lines_of(paper(whole, "zh"))
    )


def test_nothing_paid_is_told_plainly() -> None:
    rows = [row("91C", "丙公司", {"5.2": {**REGISTERED, "年销售收入": "1元"}})]
    notice = notice_of(loaded(), rows)
    said = "".join(line.text for line in lines_of(list_paper(notice, "zh")))
    assert "没有可以兑现的事项" in said and "附件" not in said
    assert list(files_of(notice, Report())) == ["公示.docx", "公示.xlsx", "告知书/1 丙公司.docx"]


def test_english_has_every_word() -> None:
    lines = [*lines_of(list_paper(three(), "en")), *lines_of(letters_paper(three(), "en"))]
    said = "\n".join(line.text for line in lines)
    assert "480000.00" not in said and "Subtotal (2)" in said and "What is returned to be mended" in said
    assert "{" not in said and {line.style for line in lines} <= set(STYLES)


def test_the_same_notice_gives_the_same_bytes(written: dict[str, bytes]) -> None:
    assert dict(files_of(three(mask=True), Report())) == written


def test_formulas_in_names_stay_texts() -> None:
    rows = [row("91A", '=HYPERLINK("http://a","甲")', {"5.2": REGISTERED})]
    files = files_of(notice_of(loaded(), rows), Report())
    with ZipFile(io.BytesIO(files["公示.xlsx"])) as archive:
        sheets = "".join(archive.read(name).decode() for name in archive.namelist() if "worksheets/" in name)
    assert "<f>" not in sheets
    assert "告知书/1 =HYPERLINK(_http___a_,_甲_).docx" in files


def test_a_title_is_broken_into_lines_of_about_one_length() -> None:
    shown = titled("关于《金华市金东区关于推动经济高质量发展的若干政策（2025年版）》拟兑现名单的公示")
    lines = shown.text.split("\n")
    assert len(lines) > 1 and max(map(len, lines)) - min(map(len, lines)) <= 8
    assert not any(line.startswith(tuple("》）”，。")) or line.endswith(tuple("《（“")) for line in lines)
    assert any("（2025年版）" in line for line in lines)
    assert titled("短").text == "短"
