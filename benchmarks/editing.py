"""What a keystroke costs while a policy is being written, and what each service answers in.

Of the first policy: in each of its rules a character of an amount is changed and changed back, and what is found is asked for
(``block``); a character of the document's own text (``text``), which has every check asked anew; everything from nothing, in a
process that was just started (``first``) and in one that was not (``all``).  Then each service is asked of the longest file.  Processor time of this process alone, in
milliseconds: the middle one, and the longest of nineteen in twenty.  The exit code is 1 where a change inside one block takes 50 ms
or more in the middle, or everything a second.  ``python benchmarks/editing.py [POLICY]``.
"""

import gc
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from time import process_time

from tiaowen.compiler.editing.desk import Desk
from tiaowen.compiler.editing.services import ask
from tiaowen.compiler.pipeline import read_policy

SEED = Path(__file__).resolve().parent.parent / "policies" / "jindong-2025"
WANTED_BLOCK, WANTED_ALL = 50, 1000


def main(path: Path) -> int:
    gc.set_threshold(100_000, 20, 20)  # as the command has it
    sources, official = read_policy(path)
    texts = {source.name: source.text for source in sources}

    def desk() -> Desk:
        return Desk(texts, (official.name, official.text) if official else None)

    told("first", [taken(lambda: desk().checked)])
    whole = told("all", [taken(lambda: desk().checked) for _ in range(5)])
    made = desk()
    print(f"      {len(made.checked.policy.clauses)} rules, {sum(map(len, texts.values()))} characters")
    block = told("block", list(changes(made, r"(?:奖励|补助|核算|减免)：[^【]*?(?P<digit>[1-9])")))
    told("text", list(changes(made, r"(?m)^（[一二三四五六七八九十]+）(?P<digit>.)", most=2)))
    name = max(texts, key=lambda each: len(texts[each]))
    middle = texts[name].index("：", len(texts[name]) // 2) + 1
    for service in (
        "completion",
        "hover",
        "references",
        "outline",
        "folding",
        "colours",
        "inlays",
        "actions",
        "formatting",
    ):
        asked = {"file": name, "at": middle, "start": middle}
        told(service, [taken(lambda: ask(made, service, asked)) for _ in range(5)])  # noqa: B023
    return int(block >= WANTED_BLOCK or whole >= WANTED_ALL)


def changes(desk: Desk, pattern: str, most: int = 200) -> Iterable[float]:
    """What it costs to have a character changed, and changed back, at each place that a pattern finds."""
    desk.checked  # noqa: B018
    for name in sorted(desk.texts):
        for found in list(re.finditer(pattern, desk.texts[name]))[:most]:
            at, char = found.start("digit"), found["digit"]
            for other in ("8" if char != "8" else "9", char):
                desk.change(name, at, at + 1, other)
                yield taken(lambda: desk.checked)


def taken(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return (process_time() - begun) * 1000


def told(what: str, times: list[float]) -> float:
    ordered = sorted(times)
    middle, most = ordered[len(ordered) // 2], ordered[len(ordered) * 19 // 20]
    print(f"{what:<12} {middle:7.1f} ms  {most:7.1f} ms  ({len(ordered)} times)")
    return middle


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else SEED))
