"use strict";
// A session in the extension as it is packed: node vscode_session.cjs FOLDER COMMAND TEXT; what was given comes out as JSON.
const Module = require("module");
const path = require("path");
const stub = require("./vscode_stub.cjs");
const resolve = Module._load;
Module._load = (name, ...rest) => (name === "vscode" ? stub : resolve(name, ...rest));

const [folder, command, text, wrong] = process.argv.slice(2);
const { activate, deactivate } = require(path.join(folder, "extension.js"));
const uri = stub.Uri.parse("untitled:某区.policy");
const document = { uri, languageId: "tiaowen", version: 1, getText: () => text };
const place = (words, plus = 0) => {
  const before = text.slice(0, text.indexOf(words) + plus).split("\n");
  return new stub.Position(before.length - 1, before[before.length - 1].length);
};
const until = async (holds) => {
  while (!holds()) await new Promise((done) => setTimeout(done, 20));
};

async function session() {
  stub.settings = { command: JSON.parse(command), language: "zh" };
  const context = { subscriptions: [] };
  await activate(context);
  if (stub.messages.length) return { messages: stub.messages };
  const of = (name) => stub.providers[name].provider;
  stub.events.open(document);
  const name = place("研发强度达到5%的，20", 1);
  const given = {
    hover: (await of("hover").provideHover(document, name)).contents.value,
    definition: (await of("definition").provideDefinition(document, name)).length,
    references: (await of("references").provideReferences(document, name)).length,
    completion: (await of("completion").provideCompletionItems(document, place("封顶100万元"))).items.map((each) => each.label),
    triggers: stub.providers.completion.more,
    symbols: (await of("symbols").provideDocumentSymbols(document)).map((each) => each.name),
    folds: (await of("folding").provideFoldingRanges(document)).length,
    colours: (await of("colours").provideDocumentSemanticTokens(document)).data.length,
    inlays: (await of("inlays").provideInlayHints(document, new stub.Range(new stub.Position(0, 0), new stub.Position(999, 0)))).map((each) => each.label),
    formatted: (await of("formatting").provideDocumentFormattingEdits(document, { tabSize: 2, insertSpaces: true })).length,
    renamed: (await of("rename").provideRenameEdits(document, name, "占比数")).files[uri.toString()].length,
    refused: await of("rename").provideRenameEdits(document, name, "占，比").catch((error) => error.message),
  };
  // A change: the name in the condition is mistyped, and the correction is offered.
  const start = place("研发费用500万元以上。\n补助");
  const range = new stub.Range(start, new stub.Position(start.line, start.character + 4));
  stub.events.change({ document: { ...document, version: 2 }, contentChanges: [{ range, text: wrong }] });
  await until(() => (stub.collection.held[uri.toString()] || []).length > 0);
  const found = stub.collection.held[uri.toString()];
  const [first] = found;
  const offered = await of("actions").provideCodeActions(document, first.range, { diagnostics: found });
  return {
    ...given,
    diagnostic: { code: first.code, severity: first.severity, source: first.source, message: first.message },
    action: { title: offered[0].title, kind: offered[0].kind, isPreferred: offered[0].isPreferred, mends: offered[0].diagnostics.length },
    edit: offered[0].edit.files[uri.toString()].map((each) => each.newText),
    messages: stub.messages,
  };
}

session()
  .then(async (given) => {
    await deactivate();
    process.stdout.write(JSON.stringify(given), () => process.exit(0));
  })
  .catch((error) => {
    process.stderr.write(`${error.stack}\n`, () => process.exit(1));
  });
