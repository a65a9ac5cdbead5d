"""``tiaowen new``: a folder for a policy, with an example that checks."""

from __future__ import annotations

import datetime
import re
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FINE
from ..shared import put
from ..streams import write_lines

if TYPE_CHECKING:
    from ...report.diagnostic import Language

# Of what is written into a folder: its place there, and the file of starter/ that it is made of.
_FILES = {
    "{name}.policy": "example.policy",
    "说明.md": "readme.md",
    ".editorconfig": "editorconfig",
    ".pre-commit-config.yaml": "pre-commit.yaml",
    ".github/workflows/check.yml": "workflow.yml",
}
# What the title of a policy ends in; another name is the place or the matter that the policy is for.
_TITLE = re.compile(r"(政策|办法|意见|措施|细则|规定|方案|通知|标准)$")
# Bytes of a file's name, the least that systems allow.
_LONGEST = 250
# What no file may be called on some system, and what would be more than a title in the text.
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*【】“”]')


@command("new", "新建一份政策的目录，里面有一个能核对的例子 | a folder for a policy, with an example", reads=False)
@click.argument("path", metavar="NAME")
def new(lang: Language, path: str) -> int:
    from ...version import VERSION

    folder = Path(path)
    name = folder.name
    if not name or _UNFIT.search(name):
        _misused(f"「{path}」不能用作名称，请换成如 某区2026 的", f"{path!r} cannot be a name", lang)
    if len(f"{name}.policy".encode("utf-8", "surrogatepass")) > _LONGEST:
        _misused("名称太长，请用八十个字以内的", "the name is too long; use one of 80 characters at most", lang)
    if _is_taken(folder, path, lang):
        _misused(f"「{path}」已经有了，请换一个名称", f"{path} is there already; choose another name", lang)
    said = {
        "title": name if _TITLE.search(name) else f"{name}若干政策",
        "file": f"{name}.policy",
        "name": name,
        "year": str(datetime.date.today().year),
        "version": VERSION,
    }
    starter = resources.files("tiaowen.compiler").joinpath("cli", "starter")
    files = {
        folder / _filled(place, said): _filled(starter.joinpath(source).read_text("utf-8"), said).encode()
        for place, source in _FILES.items()
    }
    put(files, lang, make_folder=True)
    write_lines([f"{file}" for file in files])
    write_lines([pick(lang, f"下一步：tiaowen watch {path}", f"next: tiaowen watch {path}")])
    return FINE


def _is_taken(folder: Path, path: str, lang: Language) -> bool:
    try:
        return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        _misused(f"看不了「{path}」：{error.strerror}", f"cannot look at {path!r}: {error.strerror}", lang)
        raise


def _filled(text: str, said: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda name: said.get(name[1], name[0]), text)


def _misused(zh: str, en: str, lang: Language) -> None:
    raise click.UsageError(pick(lang, zh, en), click.get_current_context())
