"""Which files are one policy in an editor, and lines and columns as editors count them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.compiler.lsp.folders import files_of
from tiaowen.compiler.lsp.positions import Encoding, Lines

POLICIES = Path(__file__).parent.parent.parent / "policies"
RULE, TERMS = "一、甲\n（一）乙。\n", "【政策】有效期：2025年1月1日至2025年12月31日。【完】\n"


def folder(place: Path, **texts: str) -> dict[str, str]:
    """Files with these texts, by their paths; ``_`` before the ending stands for a dot."""
    made = {}
    for name, text in texts.items():
        path = place / f"{name}.{'txt' if name == '原文' else 'policy'}"
        path.write_text(text, "utf-8")
        made[name] = str(path)
    return made


def names(files: dict[str, str], of: str, **opened: str) -> list[str]:
    """The files of the policy that one is of."""
    texts = {files[name]: text for name, text in opened.items()}
    found = files_of(files[of], texts)
    return [Path(name).stem for name in found.texts]


def test_a_folder_in_which_one_file_governs_is_one_policy(tmp_path: Path) -> None:
    files = folder(tmp_path, a=TERMS, b=RULE, c=RULE)
    assert names(files, "b") == ["a", "b", "c"]
    # What is open counts, not what is on the disk.
    assert names(files, "b", b=TERMS + RULE) == ["b"]
    found = files_of(files["b"], {files["b"]: "另一文"})
    assert found.texts[files["b"]] == "另一文" and found.texts[files["c"]] == RULE


def test_with_its_official_text_too(tmp_path: Path) -> None:
    files = folder(tmp_path, a=RULE, b=RULE, 原文=RULE)
    assert names(files, "a") == ["a", "b"]
    found = files_of(files["a"], {})
    assert found.official is not None and found.official[1] == RULE


def test_else_each_file_is_a_policy_of_its_own(tmp_path: Path) -> None:
    files = folder(tmp_path, a=TERMS + RULE, b=TERMS + RULE, c=RULE)
    assert [names(files, name) for name in files] == [["a"], ["b"], ["c"]]
    assert [Path(each).name for each in files_of(str(POLICIES / "taxes.policy"), {}).texts] == ["taxes.policy"]
    assert len(files_of(str(POLICIES / "jindong-2025" / "01-科技创新.policy"), {}).texts) == 10


def test_without_either_those_are_one_that_go_on_from_each_other(tmp_path: Path) -> None:
    chapters = folder(tmp_path, a="某区若干政策\n一、甲\n（一）乙。\n", b="二、丙\n（一）丁。\n", c="（二）戊。\n")
    assert names(chapters, "b") == ["a", "b", "c"]
    # another title, or an article that is there already: another document
    assert names(chapters, "b", c="某区另一政策\n（二）戊。\n") == ["b"]
    assert names(chapters, "b", c="一、甲\n（一）戊。\n") == ["b"]
    assert names(chapters, "b", a="", b="", c="") == ["b"]


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    files = folder(tmp_path, a=TERMS, b=RULE, c="")
    Path(files["c"]).write_bytes("（二）丙丁戊己庚辛。".encode("gb18030"))
    found = files_of(files["b"], {})
    assert [Path(name).stem for name in found.texts] == ["a", "b"]
    assert [each.code for each in found.unread] == ["T0195"]


def test_what_was_never_saved_stands_alone() -> None:
    assert files_of("untitled:1", {"untitled:1": RULE}).texts == {"untitled:1": RULE}
    assert files_of("/没有/这里.policy", {}).texts == {}


@given(
    st.text(alphabet="一𠮷a\u2028\x0c\r\n\u0301", max_size=30),
    st.integers(0, 40),
    st.sampled_from(["utf-8", "utf-16", "utf-32"]),
)
def test_there_and_back(text: str, offset: int, encoding: Encoding) -> None:
    lines = Lines(text)
    at = min(offset, len(text))
    if text[at - 1 : at + 1] != "\r\n":
        assert lines.offset(*lines.position(at, encoding), encoding) == at


@pytest.mark.parametrize(
    ("line", "column", "encoding", "offset"),
    [
        (0, 2, "utf-16", 1),
        (0, 3, "utf-16", 2),
        (0, 7, "utf-8", 2),
        (0, 2, "utf-32", 2),
        (0, 99, "utf-16", 3),
        (9, 0, "utf-16", 5),
    ],
)
def test_amid_a_character_is_before_it_and_beyond_a_line_its_end(
    line: int, column: int, encoding: Encoding, offset: int
) -> None:
    assert Lines("一𠮷二\n三").offset(line, column, encoding) == offset
