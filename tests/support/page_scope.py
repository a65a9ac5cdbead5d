"""The one function that a page runs, for Node: what is asked of it stands inside, as a page's own scripts do."""

import json
from pathlib import Path
from typing import Any

from support.node import run
from tiaowen.compiler import Policy
from tiaowen.compiler.program.module import module_of
from tiaowen.compiler.report.diagnostic import Language, Report
from tiaowen.compiler.targets.page import page_script

_OPENING, _END = '(function () {\n"use strict";', "})();"


def scope(policy: Policy, lang: Language = "zh") -> str:
    """The text within the function, its explanations in a language; it stands by itself in a module."""
    script = page_script(module_of(policy, lang), Report()).rstrip()
    assert script.startswith(_OPENING) and script.endswith(_END)
    return f"const window = {{}};\n{script.removeprefix(_OPENING).removesuffix(_END)}"


def asked(file: Path, scope: str, script: str, given: object = None) -> Any:
    """What a script within a scope gives with ``return``; GIVEN there is what is given.  The file is written anew."""
    said = "JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part))"
    text = f"{scope}\nconst GIVEN = {json.dumps(given)};\nconst value = (() => {{ {script} }})();\nconsole.log({said});"
    file.write_text(text, "utf-8")
    return json.loads(run("await import(process.argv[2]);", file.as_uri()))
