"""The server: what an editor asks, asked of the services.  Beside ``wire`` the only file that knows pygls.

In: requests and notifications.  Out: answers.  Texts are kept here as the editor sends them, change by change; a policy is
checked when something is asked of it, or when nothing has been typed for a moment.
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
from ..editing.services.actions import actions
from ..editing.services.colours import colours
from ..editing.services.completion import completion
from ..editing.services.definition import definition, references
from ..editing.services.diagnostics import diagnostics
from ..editing.services.formatting import formatting
from ..editing.services.hover import hover
from ..editing.services.inlays import inlays
from ..editing.services.outline import folding, outline
from ..editing.services.rename import renamable, rename
from ..report.diagnostic import Language
from ..version import VERSION
from .folders import files_of
from .positions import Encoding, Lines
from .wire import COLOURS, KINDS, LEGEND, NODES, SEVERITIES

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


def serve(lang: Language) -> None:
    """Answers over standard input and output until the editor says to stop."""
    server(lang).start_io()


def server(lang: Language) -> Server:
    """The server with all that it answers."""
    made = Server(lang)
    _texts(made)
    _places(made)
    _whole(made)
    return made


def _texts(made: Server) -> None:
    @made.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(ls: Server, params: lsp.DidOpenTextDocumentParams) -> None:
        ls.opens(params.text_document.uri, params.text_document.text)

    @made.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(ls: Server, params: lsp.DidChangeTextDocumentParams) -> None:
        ls.changes(params.text_document.uri, params.content_changes)

    @made.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(ls: Server, params: lsp.DidSaveTextDocumentParams) -> None:
        ls.regroup()

    @made.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(ls: Server, params: lsp.DidCloseTextDocumentParams) -> None:
        ls.closes(params.text_document.uri)

    @made.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def on_disk(ls: Server, params: lsp.DidChangeWatchedFilesParams) -> None:
        ls.regroup()


def _places(made: Server) -> None:
    """What is asked of a place."""

    @made.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=list("【“：，；、")))
    def complete(ls: Server, params: lsp.CompletionParams) -> lsp.CompletionList | None:
        place = ls.at(params.text_document.uri, params.position)
        if place is None:
            return None
        desk, name, at = place
        found = completion(desk.checked, name, at, ls.lang)
        items = [
            lsp.CompletionItem(
                label=item.label,
                kind=KINDS[item.kind],
                detail=item.detail,
                sort_text=f"{number:03}",
                filter_text=item.change.text,
                text_edit=ls.edits(desk, [item.change])[0],
            )
            for number, item in enumerate(found)
        ]
        # What fits depends on each character, and is asked for again.
        return lsp.CompletionList(is_incomplete=True, items=items)

    @made.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hovered(ls: Server, params: lsp.HoverParams) -> lsp.Hover | None:
        place = ls.at(params.text_document.uri, params.position)
        found = hover(place[0].checked, *place[1:], ls.lang) if place else None
        if place is None or found is None:
            return None
        said = lsp.MarkupContent(kind=lsp.MarkupKind.Markdown, value=found.text)
        return lsp.Hover(contents=said, range=ls.range(place[0], found.range))

    @made.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def defined(ls: Server, params: lsp.DefinitionParams) -> list[lsp.Location] | None:
        place = ls.at(params.text_document.uri, params.position)
        return place and [ls.location(place[0], each) for each in definition(place[0].checked, *place[1:])]

    @made.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def referred(ls: Server, params: lsp.ReferenceParams) -> list[lsp.Location] | None:
        place = ls.at(params.text_document.uri, params.position)
        return place and [ls.location(place[0], each) for each in references(place[0].checked, *place[1:])]

    @made.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def may_be_renamed(ls: Server, params: lsp.PrepareRenameParams) -> lsp.Range | None:
        place = ls.at(params.text_document.uri, params.position)
        found = renamable(place[0].checked, *place[1:]) if place else None
        return ls.range(place[0], found) if place and found else None

    @made.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    def renamed(ls: Server, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        place = ls.at(params.text_document.uri, params.position)
        if place is None:
            return None
        desk, name, at = place
        found = rename(desk, name, at, params.new_name, ls.lang)
        if found.refused:
            raise _refused(found.refused)
        if found.left:
            ls.tell_of_left(desk, found.left)
        return ls.workspace_edit(desk, found.changes)

    @made.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.Refactor]),
    )
    def offered(ls: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction] | None:
        start = ls.at(params.text_document.uri, params.range.start)
        end = ls.at(params.text_document.uri, params.range.end)
        if start is None or end is None:
            return None
        desk, name, at = start
        return [
            lsp.CodeAction(
                title=each.title,
                kind=lsp.CodeActionKind.QuickFix if each.fixes else lsp.CodeActionKind.Refactor,
                is_preferred=each.is_best or None,
                diagnostics=[one for one in params.context.diagnostics if one.code in each.fixes] or None,
                edit=ls.workspace_edit(desk, each.changes),
            )
            for each in actions(desk, name, at, end[2], ls.lang)
        ]


def _refused(said: str) -> Exception:
    from pygls.exceptions import JsonRpcException

    return JsonRpcException(message=said, code=lsp.LSPErrorCodes.RequestFailed)


def _whole(made: Server) -> None:
    """What is asked of a whole document."""

    @made.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def symbols(ls: Server, params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol] | None:
        found = ls.desk(params.text_document.uri)
        return found and [_symbol(ls, found[0], node) for node in outline(found[0].checked, found[1], ls.lang)]

    @made.feature(lsp.TEXT_DOCUMENT_FOLDING_RANGE)
    def folds(ls: Server, params: lsp.FoldingRangeParams) -> list[lsp.FoldingRange] | None:
        found = ls.desk(params.text_document.uri)
        if found is None:
            return None
        desk, name = found
        places = (ls.range(desk, each.range) for each in folding(desk.checked, name))
        return [lsp.FoldingRange(start_line=each.start.line, end_line=each.end.line) for each in places]

    @made.feature(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, LEGEND)
    def coloured(ls: Server, params: lsp.SemanticTokensParams) -> lsp.SemanticTokens | None:
        found = ls.desk(params.text_document.uri)
        return lsp.SemanticTokens(data=list(_tokens(ls, *found))) if found else None

    @made.feature(lsp.TEXT_DOCUMENT_INLAY_HINT)
    def hints(ls: Server, params: lsp.InlayHintParams) -> list[lsp.InlayHint] | None:
        found = ls.desk(params.text_document.uri)
        if found is None:
            return None
        desk, name = found
        lines = ls.lines_of(desk, name)
        begin, stop = (
            lines.offset(each.line, each.character, ls.encoding) for each in (params.range.start, params.range.end)
        )
        return [
            lsp.InlayHint(
                position=lsp.Position(*lines.position(each.at, ls.encoding)), label=each.text, tooltip=each.tip
            )
            for each in inlays(desk.checked, name, ls.lang, begin, stop)
            if params.range.start.line <= lines.position(each.at, "utf-32")[0] <= params.range.end.line
        ]

    @made.feature(lsp.TEXT_DOCUMENT_FORMATTING)
    def formatted(ls: Server, params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit] | None:
        found = ls.desk(params.text_document.uri)
        return found and ls.edits(found[0], formatting(*found))


def _symbol(ls: Server, desk: Desk, node: answers.Node) -> lsp.DocumentSymbol:
    return lsp.DocumentSymbol(
        name=node.name,
        detail=node.detail,
        kind=NODES[node.kind],
        range=ls.range(desk, node.range),
        selection_range=ls.range(desk, node.head),
        children=[_symbol(ls, desk, each) for each in node.children],
    )


def _tokens(ls: Server, desk: Desk, name: str) -> Iterable[int]:
    """Each as its distance from the one before; one of several lines is one for each line."""
    lines = ls.lines_of(desk, name)
    kinds = list(COLOURS)
    line, column = 0, 0
    for colour in colours(desk.checked, name):
        first, _ = lines.position(colour.range.start, "utf-32")
        last, _ = lines.position(colour.range.end, "utf-32")
        for at in range(first, last + 1):
            begin, stop = lines.line_of(at)
            start, end = max(begin, colour.range.start), min(stop, colour.range.end)
            if start >= end:
                continue
            _, left = lines.position(start, ls.encoding)
            _, right = lines.position(end, ls.encoding)
            yield from (at - line, left - (column if at == line else 0), right - left)
            yield from (kinds.index(colour.kind), int(colour.declared))
            line, column = at, left
