"""An editor as far as the protocol goes: starts ``tiaowen lsp``, and keeps what it is told."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import TypeVar

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

_Answer = TypeVar("_Answer")


class Editor:
    """An asynchronous context; ``told`` are the diagnostics of each document as they were sent last."""

    def __init__(self, *args: str, encodings: tuple[str, ...] = ("utf-16",)) -> None:
        self.client = LanguageClient("an editor", "1")
        self.told: dict[str, list[lsp.Diagnostic]] = {}
        self.shown: list[str] = []
        self.capabilities: lsp.ServerCapabilities
        self._args, self._encodings = args, encodings
        self._news = asyncio.Event()
        self._version = 0

        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
        def told(params: lsp.PublishDiagnosticsParams) -> None:
            self.told[params.uri] = list(params.diagnostics)
            self._news.set()

        @self.client.feature(lsp.WINDOW_SHOW_MESSAGE)  # type: ignore[untyped-decorator]
        def shown(params: lsp.ShowMessageParams) -> None:
            self.shown.append(params.message)

    async def __aenter__(self) -> "Editor":
        await self.client.start_io(sys.executable, "-m", "tiaowen.compiler.cli", "lsp", *self._args)
        encodings = [lsp.PositionEncodingKind(each) for each in self._encodings]
        general = lsp.GeneralClientCapabilities(position_encodings=encodings)
        answer = await self.client.initialize_async(
            lsp.InitializeParams(capabilities=lsp.ClientCapabilities(general=general))
        )
        self.capabilities = answer.capabilities
        self.client.initialized(lsp.InitializedParams())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()  # type: ignore[no-untyped-call]

    def opens(self, uri: str, text: str) -> None:
        self.client.text_document_did_open(
            lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "tiaowen", self._next(), text))
        )

    def changes(self, uri: str, *changes: lsp.TextDocumentContentChangeEvent) -> None:
        document = lsp.VersionedTextDocumentIdentifier(version=self._next(), uri=uri)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, list(changes)))

    def _next(self) -> int:
        self._version += 1
        return self._version

    async def until(self, holds: Callable[[], bool]) -> None:
        """Waits for what is told to be so."""
        while not holds():
            self._news.clear()
            await asyncio.wait_for(self._news.wait(), 60)


def in_editor(
    work: Callable[[Editor], Awaitable[_Answer]], *args: str, encodings: tuple[str, ...] = ("utf-16",)
) -> _Answer:
    """What somebody does in an editor."""

    async def done() -> _Answer:
        async with Editor(*args, encodings=encodings) as editor:
            return await work(editor)

    return asyncio.run(done())
