// Python with the compiler in it, as it was once everything that a check needs had been read: its memory is part of the page.  First come
// the parts that it is made of, then questions.

// In a page from a disk no module worker starts; this one is a classic one that imports modules, which Pyodide asks to be told.
self.importScripts = () => {
  throw new Error("modules only");
};

const NOWHERE = "https://desk.invalid/";
const HOME = "/desk";
let parts = null;
let python = null;
let hasSolver = false;

const decoded = (text) => {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const chars = atob(text);
  const bytes = new Uint8Array(chars.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = chars.charCodeAt(at);
  return bytes;
};

const bytesOf = async (name) => {
  const stream = new Blob([decoded(parts[name])]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

/** What was packed more tightly than a browser can unpack by itself. */
const unpacked = async (name) => (await imported("fzstd")).decompress(decoded(parts[name]));

const imported = async (name) =>
  import(URL.createObjectURL(new Blob([await bytesOf(name)], { type: "text/javascript" })));

/** What Pyodide would fetch is at hand; nothing is asked of anybody. */
const fetched = (name, type) => async () => new Response(await unpacked(name), { headers: { "Content-Type": type } });

async function start() {
  const at = {
    [`${NOWHERE}pyodide.asm.wasm`]: fetched("wasm", "application/wasm"),
    [`${NOWHERE}python_stdlib.zip`]: fetched("library", "application/zip"),
  };
  const outside = self.fetch;
  self.fetch = (asked, ...rest) => {
    const address = String(asked?.url ?? asked);
    return at[address] ? at[address]() : outside(asked, ...rest);
  };
  postMessage({ told: "python" });
  const [{ loadPyodide }, { default: createPyodideModule }, info, snapshot, rest] = await Promise.all([
    imported("pyodide.mjs"),
    imported("pyodide.asm.mjs"),
    bytesOf("info"),
    unpacked("snapshot"),
    unpacked("rest"),
  ]);
  postMessage({ told: "compiler" });
  python = await loadPyodide({
    indexURL: NOWHERE,
    // The memory is put over that of a Python which has not started: there has to be room for it.
    createPyodideModule: async (settings) => {
      const made = await createPyodideModule(settings);
      while (made.HEAP8.length < snapshot.length) if (!made._malloc(snapshot.length - made.HEAP8.length)) throw new Error("no memory");
      return made;
    },
    _loadSnapshot: snapshot,
    lockFileContents: { info: JSON.parse(new TextDecoder().decode(info)), packages: {} },
    env: { HOME, PYTHONDONTWRITEBYTECODE: "1", PYTHONUTF8: "1" },
    stdout: () => {},
    stderr: () => {},
  });
  self.fetch = () => Promise.reject(new Error("nothing is asked of anybody"));
  put(rest);
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
  python.runPython("import importlib; importlib.invalidate_caches()");
}

async function answered(call, asked) {
  if (!hasSolver && (call === "prove" || call === "compare")) {
    put(await unpacked("solver"));
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
