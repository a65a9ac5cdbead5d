"""The extension for VS Code: the file that is installed, and the client in it against the real server."""

import json
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from support.command import Command
from support.edits import SMALL
from support.node import NODE
from tiaowen.compiler.language.headings import WORDS
from tiaowen.compiler.lsp.extension import extension, package
from tiaowen.compiler.lsp.textmate import grammar, words

SUPPORT = Path(__file__).parent.parent / "support"


def test_the_file_is_the_same_each_time_and_whole() -> None:
    made = extension()
    assert made == extension()
    with ZipFile(BytesIO(made)) as zipped:
        assert zipped.testzip() is None
        names = set(zipped.namelist())
        manifest = ElementTree.fromstring(zipped.read("extension.vsixmanifest"))
        types = zipped.read("[Content_Types].xml").decode()
        told = json.loads(zipped.read("extension/package.json"))
    assets = [each.attrib["Path"] for each in manifest.iter() if each.tag.endswith("Asset")]
    assert assets and set(assets) <= names
    identity = next(each for each in manifest.iter() if each.tag.endswith("Identity"))
    assert (identity.attrib["Id"], identity.attrib["Version"]) == (told["name"], told["version"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", told["version"])
    # What package.json speaks of is there, and of every file it is said what it is.
    paths = [
        told["main"],
        told["contributes"]["grammars"][0]["path"],
        told["contributes"]["languages"][0]["configuration"],
    ]
    assert {f"extension/{path.removeprefix('./')}" for path in paths} <= names
    # An official packager takes what "files" lists, and finds nothing left out.
    assert {f"extension/{name}" for name in told["files"]} == {
        name for name in names if name.startswith("extension/")
    } - {"extension/package.json"}
    licence = next(each.text for each in manifest.iter() if each.tag.endswith("License"))
    assert licence in names
    assert {Path(name).suffix for name in names if not name.startswith("[")} <= set(
        re.findall('Extension="([^"]+)"', types)
    )


def test_the_colours_by_patterns_know_the_words_of_the_language() -> None:
    made = grammar()
    heading = re.compile(
        made["repository"]["heading"]["match"].replace("(?:^|(?<=[；。”】]))", "(?:^|[；。”】])"), re.M
    )
    assert [word for word in WORDS if not heading.search(f"\n{word}：")] == []
    number = re.compile(made["repository"]["number"]["match"])
    for text in ("3000万元", "5%", "1.5个百分点", "60元/平方米", "百分之五", "２０万元"):
        found = number.match(text)
        assert found is not None and found[0] == text
    assert {"以上", "不超过", "封顶", "超过部分", "每增加"} <= set(words())
    assert package()["contributes"]["grammars"][0]["scopeName"] == made["scopeName"]


def test_the_command_writes_it_and_says_what_it_cannot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = Command(monkeypatch)
    place = tmp_path / "条文.vsix"
    assert command("lsp", "--vsix", place) == (0, "", "")
    assert place.read_bytes() == extension()
    wrong = command("lsp", "--vsix", tmp_path / "条文.zip")
    assert wrong.code == 2 and ".vsix" in wrong.err and not (tmp_path / "条文.zip").exists()
    missing = command("lsp", "--vsix", tmp_path / "没有" / "条文.vsix", "--lang", "en")
    assert missing.code == 2 and "T" in missing.err
    assert command("lsp", "here.policy").code == 2


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygls", None)
    for name in [name for name in sys.modules if name.startswith(("pygls.", "tiaowen.compiler.lsp."))]:
        monkeypatch.delitem(sys.modules, name)
    ran = Command(monkeypatch)("lsp")
    assert ran.code == 2 and "pip install 'tiaowen[lsp]'" in ran.err


def session(folder: Path, command: list[str]) -> dict[str, Any]:
    with ZipFile(BytesIO(extension())) as zipped:
        zipped.extractall(folder)
    ran = subprocess.run(
        [NODE, SUPPORT / "vscode_session.cjs", folder / "extension", json.dumps(command), SMALL, "研发费"],
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    given: dict[str, Any] = json.loads(ran.stdout)
    return given


@pytest.mark.needs_system
def test_the_client_asks_and_is_answered(tmp_path: Path) -> None:
    given = session(tmp_path, [sys.executable, "-m", "tiaowen"])
    assert given["messages"] == []
    assert "研发强度" in given["hover"]
    assert (given["definition"], given["references"], given["renamed"]) == (1, 3, 3)
    assert "封顶" in given["completion"] and "【" in given["triggers"]
    assert given["symbols"] == ["一、总则"]
    assert given["folds"] > 5 and given["colours"] % 5 == 0 and given["colours"] > 100
    assert " ✓ 补助10万元" in given["inlays"]
    assert given["formatted"] > 0 and "不能作名称" in given["refused"]
    assert given["diagnostic"]["code"] == "T0201" and given["diagnostic"]["severity"] == 0
    assert given["diagnostic"]["message"].startswith("找不到名称「研发费")
    assert given["action"] == {"title": "改成「研发费用」", "kind": "quickfix", "isPreferred": True, "mends": 1}
    assert given["edit"] == ["研发费用"]


@pytest.mark.needs_system
def test_the_client_says_where_the_command_is_missing(tmp_path: Path) -> None:
    given = session(tmp_path, [str(tmp_path / "没有")])
    assert len(given["messages"]) == 1 and "pip install" in given["messages"][0]
