// The modules of a pack, compiled by the Python that will run them: node compile.mjs PYODIDE IN OUT
import { readFileSync, writeFileSync } from "node:fs";

const [pyodide, into, out] = process.argv.slice(2);
const { loadPyodide } = await import(pyodide);
const python = await loadPyodide();
python.FS.writeFile("/in", readFileSync(into));
python.runPython(`
import importlib.util, json
from importlib._bootstrap_external import _code_to_hash_pyc

def compiled(name, text):
    code = compile(text, "/desk/" + name, "exec", dont_inherit=True, optimize=0)
    return bytes(_code_to_hash_pyc(code, importlib.util.source_hash(text), False))

data = open("/in", "rb").read()
at = 8 + int(data[:8])
files = {}
for name, size in json.loads(data[8:at]):
    text = data[at:at + size]
    at += size
    if not name.endswith(".py"):
        files[name] = text
        continue
    # Its own source a compiler needs; of a library the compiled modules are enough.
    if name.startswith("tiaowen/"):
        files[name] = text
        files[importlib.util.cache_from_source(name)] = compiled(name, text)
    else:
        files[name + "c"] = compiled(name, text)
listed = json.dumps([[name, len(text)] for name, text in files.items()], ensure_ascii=False).encode()
with open("/out", "wb") as file:
    file.write(b"%08d" % len(listed) + listed + b"".join(files.values()))
`);
writeFileSync(out, python.FS.readFile("/out"));
process.exit(0);
