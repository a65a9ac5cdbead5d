"""A real editor: after 500 edits in the files of a folder, Neovim has been told what ``check`` says of its texts."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from support.edits import SMALL
from tiaowen.compiler.editing.answers import Message
from tiaowen.compiler.editing.desk import Desk
from tiaowen.compiler.editing.services.diagnostics import diagnostics
from tiaowen.compiler.lsp.positions import Lines

NVIM = shutil.which("nvim")
SCRIPT = Path(__file__).parent.parent / "support" / "neovim.lua"


@pytest.mark.needs_system
@pytest.mark.skipif(NVIM is None, reason="needs Neovim")
def test_after_500_edits_neovim_was_told_what_a_check_says(tmp_path: Path) -> None:
    folder = tmp_path / "我的 文件夹"
    folder.mkdir()
    more = "\n（四）支持甲类。对甲类企业奖励5万元。\n【规则 4.1】甲\n依据：“对甲类企业奖励5万元”\n填报：甲类企业：是否。\n条件：甲类企业。\n奖励：5万元。\n【完】\n"
    for name, text in (
        ("1.policy", SMALL),
        ("2.policy", more),
        ("3.policy", more.replace("四", "五").replace("4.1", "5.1")),
    ):
        crlf = name == "2.policy"
        (folder / name).write_bytes((text.replace("\n", "\r\n") if crlf else text).encode())
    out = tmp_path / "out.json"
    command = Path(sys.executable).with_name("tiaowen")
    subprocess.run(
        [str(NVIM), "--headless", "-u", "NONE", "-c", f"luafile {SCRIPT}"],
        env={**os.environ, "FOLDER": str(folder), "TIAOWEN": str(command), "COUNT": "500", "OUT": str(out)},
        capture_output=True,
        timeout=180,
        check=True,
    )
    files: dict[str, Any] = json.loads(out.read_text("utf-8"))
    texts = {name: "\n".join(file["lines"]) + "\n" for name, file in files.items()}
    assert len(texts) == 3 and texts[str(folder / "1.policy")] != SMALL
    expected: dict[str, list[tuple[str, int, str]]] = {name: [] for name in texts}
    for message in diagnostics(Desk(texts).checked, "zh"):
        expected[message.range.file].append(_told(message, texts))
    told = {name: sorted(map(tuple, file["found"])) for name, file in files.items()}
    assert told == {name: sorted(found) for name, found in expected.items()}


def _told(message: Message, texts: dict[str, str]) -> tuple[str, int, str]:
    line, _ = Lines(texts[message.range.file]).position(message.range.start, "utf-16")
    return message.code, line, message.title
