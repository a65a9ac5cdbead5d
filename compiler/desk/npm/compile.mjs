// The modules of a pack and Python's own, compiled by the Python that will run them: node compile.mjs PYODIDE IN OUT STDLIB
import { readFileSync, writeFileSync } from "node:fs";

const [pyodide, into, out, library] = process.argv.slice(2);
const { loadPyodide } = await import(pyodide);
const python = await loadPyodide();
python.FS.writeFile("/in", readFileSync(into));
python.runPython(`
import ast, importlib.util, json, sys, zipfile
from importlib._bootstrap_external import _code_to_hash_pyc

# What the page has no use for.
LEFT_OUT = ("_pyrepl/", "concurrent/interpreters", "ensurepip/", "idlelib/", "pydoc", "test/", "turtle", "unittest/", "venv/", "wsgiref/", "xmlrpc/",
            "pdb.", "doctest.", "imaplib.", "mailbox.", "smtplib.", "poplib.", "ftplib.", "pickletools.", "_pydatetime.", "_pyio.", "_pydecimal.")
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)

def code_of(name, text):
    tree = ast.parse(text)
    for node in ast.walk(tree) if name.startswith("tiaowen/") else ():
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            node.body[0].value.value = ""
    return compile(tree, name, "exec", dont_inherit=True, optimize=0)

# Where each instruction stands in its line is a third of a module, and nobody reads it in the page.
def bare(code):
    consts = tuple(bare(each) if isinstance(each, type(code)) else each for each in code.co_consts)
    return code.replace(co_linetable=b"", co_consts=consts)

def compiled(name, text):
    return bytes(_code_to_hash_pyc(bare(code_of(name, text)), importlib.util.source_hash(text), False))

data = open("/in", "rb").read()
at = 8 + int(data[:8])
files = {}
for name, size in json.loads(data[8:at]):
    text = data[at:at + size]
    at += size
    if not name.endswith(".py"):
        files[name] = text
        continue
    # Sources that are read: what goes into a compiled module, and what the parse table is known by.
    if name.startswith("tiaowen/runtime/") or name == "tiaowen/compiler/reading/table.py":
        files[name] = text
        files[importlib.util.cache_from_source(name)] = compiled(name, text)
    else:
        files[name + "c"] = compiled(name, text)
listed = json.dumps([[name, len(text)] for name, text in files.items()], ensure_ascii=False).encode()
with open("/out", "wb") as file:
    file.write(b"%08d" % len(listed) + listed + b"".join(files.values()))

source = next(path for path in sys.path if path.endswith(".zip"))
with zipfile.ZipFile(source) as whole, zipfile.ZipFile("/stdlib.zip", "w") as made:
    for name in sorted(whole.namelist()):
        if name.startswith(LEFT_OUT) or name.endswith("/"):
            continue
        text = whole.read(name)
        is_module = name.endswith(".py")
        made.writestr(zipfile.ZipInfo(name + "c" if is_module else name), compiled(name, text) if is_module else text)
`);
writeFileSync(out, python.FS.readFile("/out"));
writeFileSync(library, python.FS.readFile("/stdlib.zip"));
process.exit(0);
