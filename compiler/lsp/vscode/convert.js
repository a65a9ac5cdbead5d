"use strict";
// What the server sends, as VS Code has it, and back.
const vscode = require("vscode");

const position = (at) => new vscode.Position(at.line, at.character);
const range = (of) => new vscode.Range(position(of.start), position(of.end));
const location = (of) => new vscode.Location(vscode.Uri.parse(of.uri), range(of.range));
const edit = (of) => new vscode.TextEdit(range(of.range), of.newText);

const plainPosition = (at) => ({ line: at.line, character: at.character });
const plainRange = (of) => ({ start: plainPosition(of.start), end: plainPosition(of.end) });

/** Where a place of a document is, as the server is asked. */
const at = (document, place) => ({
  textDocument: { uri: document.uri.toString() },
  position: plainPosition(place),
});

function diagnostic(found) {
  // Severities count from 1 there, from 0 here.
  const made = new vscode.Diagnostic(range(found.range), found.message, found.severity - 1);
  made.code = found.code;
  made.source = found.source;
  made.relatedInformation = (found.relatedInformation || []).map(
    (each) => new vscode.DiagnosticRelatedInformation(location(each.location), each.message),
  );
  return made;
}

const plainDiagnostic = (found) => ({
  range: plainRange(found.range),
  message: found.message,
  severity: found.severity + 1,
  code: found.code,
  source: found.source,
});

function completion(item) {
  const made = new vscode.CompletionItem(item.label, item.kind - 1);
  made.detail = item.detail;
  made.sortText = item.sortText;
  made.filterText = item.filterText;
  made.range = range(item.textEdit.range);
  made.insertText = item.textEdit.newText;
  return made;
}

function symbol(node) {
  const made = new vscode.DocumentSymbol(node.name, node.detail || "", node.kind - 1, range(node.range), range(node.selectionRange));
  made.children = (node.children || []).map(symbol);
  return made;
}

function workspaceEdit(of) {
  const made = new vscode.WorkspaceEdit();
  for (const [uri, edits] of Object.entries((of && of.changes) || {})) made.set(vscode.Uri.parse(uri), edits.map(edit));
  return made;
}

module.exports = {
  at, completion, diagnostic, edit, location, plainDiagnostic, plainPosition, plainRange, position, range, symbol, workspaceEdit,
};
