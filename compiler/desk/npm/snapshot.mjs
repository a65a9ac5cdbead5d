// The memory of Python once it has read what a check needs, and the files that it has not read: node snapshot.mjs PYODIDE IN STDLIB OUT REST
import { readFileSync, writeFileSync } from "node:fs";

const [pyodide, into, library, out, rest] = process.argv.slice(2);
const HOME = "/desk";
// The same whenever this is made: no clock, and below no set's order and nothing by chance.
Date.now = () => 0;
performance.now = () => 0;
const { loadPyodide } = await import(pyodide);
const python = await loadPyodide({
  _makeSnapshot: true,
  stdLibURL: library,
  env: { HOME, PYTHONDONTWRITEBYTECODE: "1", PYTHONUTF8: "1", PYTHONHASHSEED: "0" },
});

// A pack is read here: what Python has read and let go of would still be in its memory.
const pack = readFileSync(into);
const start = 8 + Number(pack.subarray(0, 8));
const files = new Map();
let at = start;
for (const [name, length] of JSON.parse(pack.subarray(8, start))) {
  files.set(name, pack.subarray(at, at + length));
  at += length;
}
for (const [name, data] of files) {
  python.FS.mkdirTree(`${HOME}/${name.slice(0, name.lastIndexOf("/"))}`);
  python.FS.writeFile(`${HOME}/${name}`, data);
}
python.runPython(`
import sys
sys.path.insert(0, "${HOME}")
from tiaowen.compiler.desk.answering import Answering, warmed
desk = Answering()
warmed(desk)
if "random" in sys.modules:
    sys.modules["random"].seed(0)
`);
const read = new Set(python.runPython(`
"\\n".join(str(place) for each in sys.modules.values() if (spec := getattr(each, "__spec__", None)) for place in (spec.origin, spec.cached) if place)
`).split("\n"));
python.runPython("del spec, warmed\nimport gc\ngc.collect()\ndel gc");
writeFileSync(out, python.makeMemorySnapshot());

const left = [...files].filter(([name]) => !(name.endsWith(".pyc") && read.has(`${HOME}/${name}`)));
const list = Buffer.from(JSON.stringify(left.map(([name, { length }]) => [name, length])));
writeFileSync(rest, Buffer.concat([Buffer.from(String(list.length).padStart(8, "0")), list, ...left.map(([, data]) => data)]));
process.exit(0);
