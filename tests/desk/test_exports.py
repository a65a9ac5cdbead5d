"""Every form of a policy is saved from the desk page with its keys alone, the same to the byte as the command line makes it, and works."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from support.browser import watched
from support.desk_keys import Keys
from support.node import NODE
from support.paper import converted, pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.needs_system

TEXT = (
    "某区若干政策\n\n（一）对设备投资额100万元以上的企业，按设备投资额的5%给予补助，最高50万元。\n\n"
    "【规则 1】设备补助\n"
    "依据：“对设备投资额100万元以上的企业，按设备投资额的5%给予补助，最高50万元”\n"
    "填报：设备投资额：金额。\n条件：设备投资额100万元以上。\n补助：设备投资额的5%，封顶50万元。\n"
    "算例：设备投资额300万元，得15万元。\n【完】\n"
)
FACTS = '{"设备投资额": "300万元"}'
Saved = Callable[[str], Path]


@pytest.fixture(scope="module")
def saved(browser: "Browser", desk_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Saved]:
    """What the button of that name saves, under the name that it was given."""
    folder = tmp_path_factory.mktemp("saved")
    with watched(browser, width=1440) as tab:
        page, keys = tab.page, Keys(tab.page)
        page.set_default_timeout(120_000)
        tab.open(desk_file)
        page.evaluate("window.tiaowenReady")
        keys.paste(TEXT)
        keys.to_panel("导出")

        def save(label: str) -> Path:
            with page.expect_download() as download:
                keys.tab_to(label)
                keys.press("Enter")
            place = folder / download.value.suggested_filename
            download.value.save_as(place)
            return place

        yield save
        assert tab.wrong == []


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., bytes]:
    """What the command line makes of the same text."""

    def make(command: str, name: str, *options: str) -> bytes:
        (tmp_path / "示例.policy").write_text(TEXT, "utf-8")
        run = [sys.executable, "-m", "tiaowen", command, str(tmp_path / "示例.policy"), *options]
        subprocess.run([*run, "-o", str(tmp_path / name)], check=True, capture_output=True)
        return (tmp_path / name).read_bytes()

    return make


def test_the_policy(saved: Saved) -> None:
    assert saved("政策文本").read_text("utf-8") == TEXT


def test_documents_of_word(saved: Saved, made: Callable[..., bytes], tmp_path: Path) -> None:
    assert saved("读本，公文格式的 Word").read_bytes() == made("docs", "读本.docx")
    alone = saved("只要正文").read_bytes()
    assert alone == made("docs", "正文.docx", "--text-only")
    said = "".join(line.text for page in pages(converted(alone, tmp_path)) for line in page)
    assert "按设备投资额的5%给予补助" in said and "规则" not in said


def test_the_guide(saved: Saved, made: Callable[..., bytes]) -> None:
    assert saved("读本，一个文件").read_bytes() == made("docs", "读本.md")
    with ZipFile(saved("读本，网页")) as archive:
        assert archive.testzip() is None and "index.html" in archive.namelist()
        assert any("按设备投资额的5%" in archive.read(name).decode() for name in archive.namelist() if ".html" in name)


def test_the_workbook(saved: Saved, made: Callable[..., bytes]) -> None:
    data = saved("计算表").read_bytes()
    assert data == made("compile", "表.xlsx", "--target", "workbook")
    sheets = CalamineWorkbook.from_filelike(BytesIO(data))
    assert any(
        "设备投资额" in map(str, row)
        for name in sheets.sheet_names
        for row in sheets.get_sheet_by_name(name).to_python()
    )


def test_the_module_for_python(saved: Saved, made: Callable[..., bytes]) -> None:
    place = saved("Python 模块")
    assert place.read_bytes() == made("compile", "模块.py", "--target", "python")
    program = f"import runpy, sys; print(runpy.run_path(sys.argv[1])['calc']('1', {FACTS}).value)"
    assert (
        subprocess.run([sys.executable, "-c", program, str(place)], capture_output=True, text=True, check=True).stdout
        == "150000.00\n"
    )


def test_the_module_for_javascript(saved: Saved, tmp_path: Path) -> None:
    with ZipFile(saved("JavaScript 模块")) as archive:
        archive.extractall(tmp_path)
    (module,) = tmp_path.glob("*.mjs")
    program = f"import {{ calc }} from {str(module.as_uri())!r}; console.log(String(calc('1', {FACTS}).value))"
    (tmp_path / "use.mjs").write_text(program, "utf-8")
    assert (
        subprocess.run([NODE, "use.mjs"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
        == "150000.00\n"
    )


def test_the_calculators(saved: Saved, browser: "Browser") -> None:
    with watched(browser) as tab:
        page = tab.open(saved("计算器"))
        page.locator("input").first.fill("300")
        page.wait_for_function("() => document.querySelector('output[data-result]')?.textContent.includes('15')")
        assert tab.wrong == []
