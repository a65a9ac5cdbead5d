"""What is asked of a whole document: its outline, what folds, colours, hints, one way of writing."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types as lsp

from ..editing import answers
from ..editing.desk import Desk
from ..editing.services.colours import colours
from ..editing.services.formatting import formatting
from ..editing.services.inlays import inlays
from ..editing.services.outline import folding, outline
from .state import Server
from .wire import COLOURS, LEGEND, NODES


def of_files(made: Server) -> None:
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
