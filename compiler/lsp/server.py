"""The server: what an editor asks, asked of the services.

In: requests and notifications.  Out: answers.  A policy is checked when something is asked of it (``of_places``, ``of_files``), or
when nothing has been typed for a moment (``state``).
"""

from __future__ import annotations

from lsprotocol import types as lsp

from ..report.diagnostic import Language
from .of_files import of_files
from .of_places import of_places
from .state import Server


def serve(lang: Language) -> None:
    """Answers over standard input and output until the editor says to stop."""
    server(lang).start_io()


def server(lang: Language) -> Server:
    """The server with all that it answers."""
    made = Server(lang)
    _texts(made)
    of_places(made)
    of_files(made)
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
