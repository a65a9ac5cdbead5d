// Python with the compiler in it.  First come the parts of the page that it is made of, then questions.

// In a page from a disk no module worker starts; this one is a classic one that imports modules, which Pyodide asks to be told.
self.importScripts = () => {
  throw new Error("modules only");
};

const NOWHERE = "https://desk.invalid/";
const HOME = "/desk";
let parts = null;
let python = null;
let hasSolver = false;

const bytesOf = async (text) => {
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

const imported = async (name) =>
  import(URL.createObjectURL(new Blob([await bytesOf(parts[name])], { type: "text/javascript" })));

/** What Pyodide would fetch is at hand; nothing is asked of anybody. */
const fetched = (name, type) => async () =>
  new Response(await bytesOf(parts[name]), { headers: { "Content-Type": type } });

async function start() {
  const at = {
    [`${NOWHERE}pyodide.asm.wasm`]: fetched("pyodide.asm.wasm", "application/wasm"),
    [`${NOWHERE}python_stdlib.zip`]: fetched("python_stdlib.zip", "application/zip"),
  };
  const outside = self.fetch;
  self.fetch = (asked, ...rest) => {
    const address = String(asked?.url ?? asked);
    return at[address] ? at[address]() : outside(asked, ...rest);
  };
  postMessage({ told: "python" });
  const [{ loadPyodide }, { default: createPyodideModule }, pack] = await Promise.all([
    imported("pyodide.mjs"),
    imported("pyodide.asm.mjs"),
    bytesOf(parts.compiler),
  ]);
  python = await loadPyodide({
    indexURL: NOWHERE,
    createPyodideModule,
    lockFileContents: { info: JSON.parse(new TextDecoder().decode(await bytesOf(parts.info))), packages: {} },
    env: { HOME, PYTHONDONTWRITEBYTECODE: "1", PYTHONUTF8: "1" },
    stdout: () => {},
    stderr: () => {},
  });
  self.fetch = () => Promise.reject(new Error("nothing is asked of anybody"));
  postMessage({ told: "compiler" });
  put(pack);
  python.runPython(`
import sys
sys.path.insert(0, ${JSON.stringify(HOME)})
from tiaowen.compiler.desk.answering import Answering
desk = Answering()
desk.answer("check", '{"files": [{"name": "a", "text": "第一条 给予10万元补助。"}]}')
`);
}

/** The files of a pack, where Python finds them. */
function put(pack) {
  const decoder = new TextDecoder();
  const end = 8 + Number(decoder.decode(pack.subarray(0, 8)));
  const made = new Set();
  let from = end;
  for (const [name, length] of JSON.parse(decoder.decode(pack.subarray(8, end)))) {
    const folder = `${HOME}/${name.slice(0, name.lastIndexOf("/"))}`;
    if (!made.has(folder)) python.FS.mkdirTree(folder);
    made.add(folder);
    python.FS.writeFile(`${HOME}/${name}`, pack.subarray(from, from + length), { canOwn: true });
    from += length;
  }
}

async function answered(call, asked) {
  if (!hasSolver && (call === "prove" || call === "compare")) {
    put(await bytesOf(parts.solver));
    hasSolver = true;
  }
  const desk = python.globals.get("desk");
  try {
    return desk.answer(call, asked);
  } finally {
    desk.destroy();
  }
}

self.onmessage = async ({ data }) => {
  if (data.parts) {
    parts = data.parts;
    try {
      await start();
      postMessage({ ready: true });
    } catch (error) {
      postMessage({ failed: String(error?.stack ?? error) });
    }
    return;
  }
  try {
    postMessage({ answer: await answered(data.call, data.asked) });
  } catch (error) {
    postMessage({ failed: String(error?.message ?? error) });
  }
};
