"use strict";
// 条文 in VS Code: starts `tiaowen lsp`, tells it what is typed, and asks it what VS Code asks.
const { spawn } = require("child_process");
const vscode = require("vscode");
const { Connection } = require("./connection.js");
const to = require("./convert.js");

const LANGUAGE = "tiaowen";
const setting = (name, otherwise) => vscode.workspace.getConfiguration(LANGUAGE).get(name, otherwise);
const language = () => {
  const chosen = setting("language", "auto");
  if (chosen !== "auto") return chosen;
  return vscode.env.language.toLowerCase().startsWith("zh") ? "zh" : "en";
};
const say = (zh, en) => (language() === "zh" ? zh : en);
let running = null;

/** The server: its process, the connection, and what it says it can. */
class Server {
  constructor(context) {
    this.context = context;
    this.diagnostics = vscode.languages.createDiagnosticCollection(LANGUAGE);
    this.isReady = false;
    this.isStopping = false;
  }

  async start() {
    const command = setting("command", []);
    const [program, ...given] = command.length ? command : ["tiaowen"];
    const folder = vscode.workspace.workspaceFolders && vscode.workspace.workspaceFolders[0];
    const options = { cwd: folder && folder.uri.scheme === "file" ? folder.uri.fsPath : undefined };
    this.process = spawn(program, [...given, "lsp", "--lang", language()], options);
    this.said = "";
    this.process.stderr.on("data", (chunk) => (this.said = (this.said + chunk).slice(-2000)));
    this.process.on("error", () => this.missing(program));
    this.process.on("exit", (code) => this.ended(code));
    this.process.stdin.on("error", () => {});
    this.connection = new Connection(this.process.stdout, this.process.stdin, (method, params) => this.told(method, params));
    const answer = await this.connection.request("initialize", {
      processId: process.pid,
      rootUri: folder ? folder.uri.toString() : null,
      workspaceFolders: (vscode.workspace.workspaceFolders || []).map((each) => ({ uri: each.uri.toString(), name: each.name })),
      capabilities: { general: { positionEncodings: ["utf-16"] }, textDocument: {} },
    });
    if (!answer) return;
    this.legend = answer.capabilities.semanticTokensProvider.legend;
    this.connection.notify("initialized", {});
    this.isReady = true;
    vscode.workspace.textDocuments.forEach((each) => this.opened(each));
    this.provide(answer.capabilities);
  }

  missing(program) {
    const said = say(
      `找不到命令 ${program}。先安装：pip install 'tiaowen[lsp]'；装在别处的，在设置 tiaowen.command 里写明它在哪里。`,
      `The command ${program} is not there. Install it: pip install 'tiaowen[lsp]'; where it is elsewhere, say so in the setting tiaowen.command.`,
    );
    vscode.window.showErrorMessage(said);
    this.connection && this.connection.close();
  }

  ended(code) {
    if (this.isStopping || this.isReady === false && code === null) return;
    const why = this.said.trim() || String(code);
    vscode.window.showErrorMessage(say(`条文的语言服务停了：${why}`, `The language service of 条文 has ended: ${why}`));
    this.diagnostics.clear();
  }

  told(method, params) {
    if (method === "textDocument/publishDiagnostics") {
      this.diagnostics.set(vscode.Uri.parse(params.uri), params.diagnostics.map(to.diagnostic));
    } else if (method === "window/showMessage") {
      vscode.window.showWarningMessage(params.message);
    }
  }

  // ── texts ──

  opened(document) {
    if (!this.isReady || document.languageId !== LANGUAGE) return;
    const { uri, languageId, version } = document;
    this.connection.notify("textDocument/didOpen", {
      textDocument: { uri: uri.toString(), languageId, version, text: document.getText() },
    });
  }

  changed(event) {
    if (!this.isReady || event.document.languageId !== LANGUAGE || !event.contentChanges.length) return;
    this.connection.notify("textDocument/didChange", {
      textDocument: { uri: event.document.uri.toString(), version: event.document.version },
      contentChanges: event.contentChanges.map((each) => ({ range: to.plainRange(each.range), text: each.text })),
    });
  }

  notice(method, document) {
    if (this.isReady && document.languageId === LANGUAGE) {
      this.connection.notify(method, { textDocument: { uri: document.uri.toString() } });
    }
  }

  // ── what is asked ──

  ask(method, params) {
    return this.connection.request(method, params);
  }

  provide(capabilities) {
    const { languages } = vscode;
    const whole = (document) => ({ textDocument: { uri: document.uri.toString() } });
    const each = async (method, params, convert) => ((await this.ask(method, params)) || []).map(convert);
    const legend = new vscode.SemanticTokensLegend(this.legend.tokenTypes, this.legend.tokenModifiers);
    const triggers = capabilities.completionProvider.triggerCharacters;
    const provided = [
      languages.registerCompletionItemProvider(
        LANGUAGE,
        {
          provideCompletionItems: async (document, place) => {
            const found = await this.ask("textDocument/completion", to.at(document, place));
            return found && new vscode.CompletionList(found.items.map(to.completion), found.isIncomplete);
          },
        },
        ...triggers,
      ),
      languages.registerHoverProvider(LANGUAGE, {
        provideHover: async (document, place) => {
          const found = await this.ask("textDocument/hover", to.at(document, place));
          return found && new vscode.Hover(new vscode.MarkdownString(found.contents.value), to.range(found.range));
        },
      }),
      languages.registerDefinitionProvider(LANGUAGE, {
        provideDefinition: (document, place) => each("textDocument/definition", to.at(document, place), to.location),
      }),
      languages.registerReferenceProvider(LANGUAGE, {
        provideReferences: (document, place) =>
          each("textDocument/references", { ...to.at(document, place), context: { includeDeclaration: true } }, to.location),
      }),
      languages.registerRenameProvider(LANGUAGE, {
        prepareRename: async (document, place) => {
          const found = await this.ask("textDocument/prepareRename", to.at(document, place));
          if (!found) throw new Error(say("这里没有可以改名的名称或条款", "there is no name or clause here that can be renamed"));
          return to.range(found);
        },
        provideRenameEdits: async (document, place, newName) =>
          to.workspaceEdit(await this.ask("textDocument/rename", { ...to.at(document, place), newName })),
      }),
      languages.registerCodeActionsProvider(LANGUAGE, {
        provideCodeActions: (document, place, context) =>
          each(
            "textDocument/codeAction",
            {
              ...whole(document),
              range: to.plainRange(place),
              context: { diagnostics: context.diagnostics.map(to.plainDiagnostic) },
            },
            (found) => this.action(found, context.diagnostics),
          ),
      }),
      languages.registerDocumentSymbolProvider(LANGUAGE, {
        provideDocumentSymbols: (document) => each("textDocument/documentSymbol", whole(document), to.symbol),
      }),
      languages.registerFoldingRangeProvider(LANGUAGE, {
        provideFoldingRanges: (document) =>
          each("textDocument/foldingRange", whole(document), (found) => new vscode.FoldingRange(found.startLine, found.endLine)),
      }),
      languages.registerDocumentSemanticTokensProvider(
        LANGUAGE,
        {
          provideDocumentSemanticTokens: async (document) => {
            const found = await this.ask("textDocument/semanticTokens/full", whole(document));
            return new vscode.SemanticTokens(new Uint32Array((found && found.data) || []));
          },
        },
        legend,
      ),
      languages.registerInlayHintsProvider(LANGUAGE, {
        provideInlayHints: (document, place) =>
          each("textDocument/inlayHint", { ...whole(document), range: to.plainRange(place) }, (found) => {
            const hint = new vscode.InlayHint(to.position(found.position), found.label);
            hint.tooltip = found.tooltip;
            return hint;
          }),
      }),
      languages.registerDocumentFormattingEditProvider(LANGUAGE, {
        provideDocumentFormattingEdits: (document, options) =>
          each("textDocument/formatting", { ...whole(document), options }, to.edit),
      }),
    ];
    this.context.subscriptions.push(...provided);
  }

  action(found, diagnostics) {
    const kind = found.kind === "quickfix" ? vscode.CodeActionKind.QuickFix : vscode.CodeActionKind.Refactor;
    const made = new vscode.CodeAction(found.title, kind);
    const codes = (found.diagnostics || []).map((each) => each.code);
    made.diagnostics = diagnostics.filter((each) => codes.includes(each.code));
    made.isPreferred = Boolean(found.isPreferred);
    made.edit = to.workspaceEdit(found.edit);
    return made;
  }

  async stop() {
    this.isStopping = true;
    this.diagnostics.dispose();
    if (this.connection && !this.connection.isClosed) {
      await this.connection.request("shutdown", null);
      this.connection.notify("exit", null);
    }
  }
}

async function activate(context) {
  running = new Server(context);
  const { workspace } = vscode;
  const watcher = workspace.createFileSystemWatcher("**/*.{policy,txt}");
  const onDisk = (uri) =>
    running.isReady && running.connection.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uri.toString(), type: 2 }] });
  context.subscriptions.push(
    workspace.onDidOpenTextDocument((document) => running.opened(document)),
    workspace.onDidChangeTextDocument((event) => running.changed(event)),
    workspace.onDidSaveTextDocument((document) => running.notice("textDocument/didSave", document)),
    workspace.onDidCloseTextDocument((document) => running.notice("textDocument/didClose", document)),
    watcher,
    watcher.onDidChange(onDisk),
    watcher.onDidCreate(onDisk),
    watcher.onDidDelete(onDisk),
    vscode.commands.registerCommand("tiaowen.restart", async () => {
      await running.stop();
      running = new Server(context);
      await running.start();
    }),
  );
  await running.start();
}

const deactivate = () => (running ? running.stop() : undefined);

module.exports = { activate, deactivate };
