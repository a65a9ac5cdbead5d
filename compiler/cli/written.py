"""What compile writes is looked at before it is put in place: a module that cannot be imported is our fault, not a file.

In: the texts of a target.  Out: what is wrong with them, or nothing.  Python is imported, as its users do; JavaScript is
parsed by Node where that is at hand, and stands else on the tests, which run every form of words through Node.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from types import ModuleType

_SECONDS = 60


def fault_of(target: str, texts: Mapping[str, str | bytes]) -> str:
    """What keeps a module from being used; nothing where it can be."""
    text = texts[""]
    return _CHECKS[target](text) if target in _CHECKS and isinstance(text, str) else ""


def _python(text: str) -> str:
    module = ModuleType("_tiaowen_written")
    sys.modules[module.__name__] = module  # where dataclasses look for their module
    try:
        exec(compile(text, module.__name__, "exec"), module.__dict__)
    except (SyntaxError, ValueError, RecursionError, MemoryError, NameError, TypeError, AttributeError) as error:
        return f"{type(error).__name__}: {error}"
    finally:
        del sys.modules[module.__name__]
    return ""


def _javascript(text: str) -> str:
    node = shutil.which("node")
    if node is None:
        return ""
    command = [node, "--input-type=module", "--check", "-"]
    try:
        done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return next((line for line in said if "SyntaxError" in line), "") if done.returncode else ""


_CHECKS: Mapping[str, Callable[[str], str]] = {"python": _python, "javascript": _javascript}
