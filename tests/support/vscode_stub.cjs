"use strict";
// What the extension needs of VS Code, without VS Code: kinds that hold what they are given, and providers that are kept.
const held = (...names) =>
  class {
    constructor(...given) {
      names.forEach((name, at) => (this[name] = given[at]));
    }
  };
class Uri {
  constructor(text) {
    this.text = text;
  }
  static parse(text) {
    return new Uri(text);
  }
  toString() {
    return this.text;
  }
}
class WorkspaceEdit {
  constructor() {
    this.files = {};
  }
  set(uri, edits) {
    this.files[uri.toString()] = edits;
  }
}
const providers = {};
const register = (name) => (language, provider, ...more) => {
  providers[name] = { language, provider, more };
  return { dispose() {} };
};
const events = {};
const event = (name) => (listener) => {
  events[name] = listener;
  return { dispose() {} };
};
const collection = { held: {}, set: (uri, found) => (collection.held[uri.toString()] = found), clear: () => (collection.held = {}), dispose() {} };
const messages = [];
const stub = {
  Position: held("line", "character"),
  Range: held("start", "end"),
  Location: held("uri", "range"),
  TextEdit: held("range", "newText"),
  Diagnostic: held("range", "message", "severity"),
  DiagnosticRelatedInformation: held("location", "message"),
  CompletionItem: held("label", "kind"),
  CompletionList: held("items", "isIncomplete"),
  DocumentSymbol: held("name", "detail", "kind", "range", "selectionRange"),
  FoldingRange: held("start", "end"),
  Hover: held("contents", "range"),
  MarkdownString: held("value"),
  SemanticTokens: held("data"),
  SemanticTokensLegend: held("tokenTypes", "tokenModifiers"),
  InlayHint: held("position", "label"),
  CodeAction: held("title", "kind"),
  CodeActionKind: { QuickFix: "quickfix", Refactor: "refactor" },
  Uri,
  WorkspaceEdit,
  env: { language: "zh-cn" },
  window: {
    showErrorMessage: (said) => messages.push(said),
    showWarningMessage: (said) => messages.push(said),
  },
  commands: { registerCommand: (name, run) => ((stub.commands[name] = run), { dispose() {} }) },
  workspace: {
    workspaceFolders: undefined,
    textDocuments: [],
    getConfiguration: () => ({ get: (name, otherwise) => stub.settings[name] ?? otherwise }),
    createFileSystemWatcher: () => ({
      onDidChange: event("disk"),
      onDidCreate: event("disk"),
      onDidDelete: event("disk"),
      dispose() {},
    }),
    onDidOpenTextDocument: event("open"),
    onDidChangeTextDocument: event("change"),
    onDidSaveTextDocument: event("save"),
    onDidCloseTextDocument: event("close"),
  },
  languages: {
    createDiagnosticCollection: () => collection,
    registerCompletionItemProvider: register("completion"),
    registerHoverProvider: register("hover"),
    registerDefinitionProvider: register("definition"),
    registerReferenceProvider: register("references"),
    registerRenameProvider: register("rename"),
    registerCodeActionsProvider: register("actions"),
    registerDocumentSymbolProvider: register("symbols"),
    registerFoldingRangeProvider: register("folding"),
    registerDocumentSemanticTokensProvider: register("colours"),
    registerInlayHintsProvider: register("inlays"),
    registerDocumentFormattingEditProvider: register("formatting"),
  },
  settings: {},
  providers,
  events,
  collection,
  messages,
};
module.exports = stub;
