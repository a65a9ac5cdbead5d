"""What the kinds of the services are called in the protocol.  In: a kind.  Out: the protocol's word or number for it."""

from __future__ import annotations

from lsprotocol import types as lsp

from ..editing import answers

# How a colour of the service is called there, in the order of the legend.
COLOURS: dict[answers.ColourKind, str] = {
    "keyword": "keyword",
    "heading": "type",
    "name": "variable",
    "definition": "function",
    "option": "enumMember",
    "number": "number",
    "word": "operator",
    "quotation": "string",
    "comment": "comment",
    "id": "namespace",
}
SEVERITIES = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "hint": lsp.DiagnosticSeverity.Information,
}
KINDS: dict[answers.ItemKind, lsp.CompletionItemKind] = {
    "name": lsp.CompletionItemKind.Variable,
    "option": lsp.CompletionItemKind.EnumMember,
    "word": lsp.CompletionItemKind.Keyword,
    "number": lsp.CompletionItemKind.Constant,
    "heading": lsp.CompletionItemKind.Field,
    "block": lsp.CompletionItemKind.Snippet,
    "quotation": lsp.CompletionItemKind.Text,
}
NODES: dict[answers.NodeKind, lsp.SymbolKind] = {
    "document": lsp.SymbolKind.File,
    "chapter": lsp.SymbolKind.Namespace,
    "article": lsp.SymbolKind.Class,
    "annex": lsp.SymbolKind.Module,
    "rule": lsp.SymbolKind.Function,
    "block": lsp.SymbolKind.Object,
    "section": lsp.SymbolKind.Field,
}
LEGEND = lsp.SemanticTokensLegend(token_types=list(COLOURS.values()), token_modifiers=["declaration"])
