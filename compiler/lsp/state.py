"""What the server knows of an editor: its open documents, which policies they are of, and what was told of them.

In: texts as the editor sends them, change by change.  Out: the desk of a document, places in lines and columns; what is found is sent
when nothing has been typed for a moment.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.uris import from_fs_path, to_fs_path

from ..editing import answers
from ..editing.desk import Desk
from ..editing.services.diagnostics import diagnostics
from ..report.diagnostic import Language
from ..version import VERSION
from .folders import files_of
from .positions import Encoding, Lines
from .wire import SEVERITIES

# So long after the last key what is found is sent, in seconds.
PAUSE = 0.15


@dataclass(slots=True)
class _Policy:
    """A policy that is open: its desk, and what was told of its files last."""

    desk: Desk
    told: dict[str, tuple[answers.Message, ...]] = field(default_factory=dict)


class _Protocol(LanguageServerProtocol):
    """The library counts U+2028 and the like as ends of lines, which no editor does, and would lose a change over it: texts
    are kept by ``Server.changes`` alone."""

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(
        self, params: lsp.DidChangeTextDocumentParams
    ) -> Generator[tuple[Callable[..., Any], tuple[lsp.DidChangeTextDocumentParams], None], None, None]:
        if (own := self.fm.features.get(lsp.TEXT_DOCUMENT_DID_CHANGE)) is not None:
            yield own, (params,), None


class Server(LanguageServer):
    """``opened`` are the texts of open documents by the names of their files, ``uris`` what the editor calls them."""

    def __init__(self, lang: Language) -> None:
        sync = lsp.TextDocumentSyncKind.Incremental
        super().__init__("tiaowen", VERSION, text_document_sync_kind=sync, protocol_cls=_Protocol)
        self.lang = lang
        self.opened: dict[str, str] = {}
        self.uris: dict[str, str] = {}
        self.policies: dict[str, _Policy] = {}
        self.waiting: asyncio.TimerHandle | None = None
        self.lines: dict[str, Lines] = {}

    # ── texts ──

    def opens(self, uri: str, text: str) -> None:
        name = _name(uri)
        self.opened[name] = text
        self.uris[name] = uri
        self.regroup()

    def changes(self, uri: str, changes: Iterable[lsp.TextDocumentContentChangeEvent]) -> None:
        name = _name(uri)
        text = self.opened.get(name, "")
        for change in changes:
            if isinstance(change, lsp.TextDocumentContentChangePartial):
                lines, at, to = Lines(text), change.range.start, change.range.end
                start = lines.offset(at.line, at.character, self.encoding)
                end = lines.offset(to.line, to.character, self.encoding)
                text = f"{text[:start]}{change.text}{text[end:]}"
            else:
                text = change.text
        self.opened[name] = text
        policy = self.policies.get(name)
        if policy is not None and name in policy.desk.texts:
            policy.desk.put(name, text)
        self.tell_soon()

    def closes(self, uri: str) -> None:
        name = _name(uri)
        self.opened.pop(name, None)
        self.regroup()
        if name not in self.policies:
            self.publish(name, (), None)
        self.uris.pop(name, None)

    def regroup(self) -> None:
        """Which open files are of one policy, after one was opened, closed, or saved elsewhere."""
        before, self.policies = self.policies, {}
        for name in self.opened:
            if name in self.policies:
                continue
            files = files_of(name, self.opened)
            kept = before.get(name)
            if kept is not None and set(kept.desk.texts) == set(files.texts):
                for each, text in files.texts.items():
                    if kept.desk.texts[each] != text:
                        kept.desk.put(each, text)
                policy = kept
            else:
                policy = _Policy(Desk(files.texts, files.official))
            for each in files.texts:
                self.policies[each] = policy
            for unread in files.unread:
                said = f"{unread.title.said(self.lang)}。{unread.reason.said(self.lang)}"
                self.window_show_message(lsp.ShowMessageParams(type=lsp.MessageType.Warning, message=said))
        for name in before.keys() - self.policies.keys():
            self.publish(name, (), None)
        self.tell_soon()

    @property
    def encoding(self) -> Encoding:
        said = self.workspace.position_encoding
        return cast("Encoding", getattr(said, "value", said) or "utf-16")

    # ── what is found ──

    def tell_soon(self) -> None:
        if self.waiting is not None:
            self.waiting.cancel()
        self.waiting = asyncio.get_event_loop().call_later(PAUSE, self.tell)

    def tell(self) -> None:
        self.waiting = None
        for policy in {id(each): each for each in self.policies.values()}.values():
            found: dict[str, list[answers.Message]] = {name: [] for name in policy.desk.texts}
            for message in diagnostics(policy.desk.checked, self.lang):
                found.setdefault(message.range.file, []).append(message)
            for name, messages in found.items():
                if policy.told.get(name) != tuple(messages):
                    policy.told[name] = tuple(messages)
                    self.publish(name, tuple(messages), policy.desk)

    def publish(self, name: str, messages: Sequence[answers.Message], desk: Desk | None) -> None:
        self.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(
                uri=self.uri(name),
                diagnostics=[self.message(desk, each) for each in messages] if desk else [],
            )
        )

    def message(self, desk: Desk, message: answers.Message) -> lsp.Diagnostic:
        colon = "：" if self.lang == "zh" else ": "
        labels = ("原因", "建议") if self.lang == "zh" else ("reason", "suggestion")
        parts = [message.title, f"{labels[0]}{colon}{message.reason}"]
        parts += [f"{labels[1]}{colon}{message.suggestion}"] if message.suggestion else []
        return lsp.Diagnostic(
            range=self.range(desk, message.range),
            severity=SEVERITIES[message.severity],
            code=message.code,
            source="tiaowen",
            message="\n".join(parts),
            related_information=[
                lsp.DiagnosticRelatedInformation(location=self.location(desk, place), message=text)
                for place, text in message.related
            ],
        )

    def tell_of_left(self, desk: Desk, left: Sequence[answers.Range]) -> None:
        """Where a name that was changed may be part of another word."""
        lines = [f"{Path(each.file).name}:{self.range(desk, each).start.line + 1}" for each in left]
        zh = f"口径、说明里还有 {len(left)} 处可能是别的词，没有改，请看：{'、'.join(lines)}"
        en = f"{len(left)} places in 口径 and 说明 may be other words and stay: {', '.join(lines)}"
        self.window_show_message(
            lsp.ShowMessageParams(type=lsp.MessageType.Info, message=zh if self.lang == "zh" else en)
        )

    # ── places ──

    def uri(self, name: str) -> str:
        return self.uris.get(name) or from_fs_path(name) or name

    def lines_of(self, desk: Desk, name: str) -> Lines:
        """The lines of a file as the desk reads it; offsets are of these."""
        source = desk.checked.source(name)
        text = source.text if source else self.opened.get(name, "")
        kept = self.lines.get(name)
        if kept is None or kept.text is not text:
            kept = self.lines[name] = Lines(text)
        return kept

    def range(self, desk: Desk, place: answers.Range) -> lsp.Range:
        lines = self.lines_of(desk, place.file)
        start, end = lines.position(place.start, self.encoding), lines.position(place.end, self.encoding)
        return lsp.Range(lsp.Position(*start), lsp.Position(*end))

    def location(self, desk: Desk, place: answers.Range) -> lsp.Location:
        return lsp.Location(uri=self.uri(place.file), range=self.range(desk, place))

    def at(self, uri: str, position: lsp.Position) -> tuple[Desk, str, int] | None:
        """The desk of a document, the name of its file, and the offset of a place."""
        found = self.desk(uri)
        if found is None:
            return None
        desk, name = found
        return desk, name, self.lines_of(desk, name).offset(position.line, position.character, self.encoding)

    def desk(self, uri: str) -> tuple[Desk, str] | None:
        name = _name(uri)
        policy = self.policies.get(name)
        return (policy.desk, name) if policy else None

    def edits(self, desk: Desk, changes: Iterable[answers.Change]) -> list[lsp.TextEdit]:
        return [lsp.TextEdit(range=self.range(desk, each.range), new_text=each.text) for each in changes]

    def workspace_edit(self, desk: Desk, changes: Sequence[answers.Change]) -> lsp.WorkspaceEdit:
        by_file: dict[str, list[answers.Change]] = {}
        for change in changes:
            by_file.setdefault(change.range.file, []).append(change)
        return lsp.WorkspaceEdit(changes={self.uri(name): self.edits(desk, each) for name, each in by_file.items()})


def _name(uri: str) -> str:
    """What the file of a document is called; one that was never saved, by its address."""
    return to_fs_path(uri) or uri
