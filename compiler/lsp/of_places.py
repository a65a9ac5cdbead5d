"""What is asked of a place: completion, words about it, where a name is declared and stands, another name, what can be done."""

from __future__ import annotations

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from ..editing.services.actions import actions
from ..editing.services.completion import completion
from ..editing.services.definition import definition, references
from ..editing.services.hover import hover
from ..editing.services.rename import renamable, rename
from .state import Server
from .wire import KINDS


def of_places(made: Server) -> None:
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
    return JsonRpcException(message=said, code=lsp.LSPErrorCodes.RequestFailed)
