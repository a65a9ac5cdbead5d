"""Results are plain data: equal where they say the same, and copied whole, with their explanation, to wherever."""

import copy
import importlib.util
import json
import multiprocessing
import pickle
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from support.node import run
from support.rules import policy_of
from support.targets import emitted
from tiaowen.runtime import Result

RULE = "填报：营业收入：金额；重点企业：是否。\n条件：重点企业。\n奖励：营业收入，按5%，封顶100万元。\n"
FACTS: dict[str, object] = {"营业收入": "200万元", "重点企业": "是"}
SAID = ["policy", "policy_hash", "compiler", "clause", "title", "citation", "value", "unit", "kind", "form", "eligible"]


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The compiled Python module as a file that other processes can import too."""
    path = tmp_path / "plain_data_policy.py"
    path.write_text(emitted(policy_of(RULE), "python")[""], "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    spec = importlib.util.spec_from_file_location("plain_data_policy", path)
    assert spec and spec.loader
    found = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, found)
    spec.loader.exec_module(found)
    yield found


def test_functions_of_a_module_and_what_they_give_go_to_other_processes(module: ModuleType) -> None:
    assert pickle.loads(pickle.dumps(module.settle)) == module.settle
    settled = module.settle({"1": FACTS, "1#乙": FACTS}, [["1", "1#乙"]])
    allocated = module.allocate({"甲": {"1": FACTS}}, budget=1)
    for answer in (settled, allocated):
        for found in (copy.deepcopy(answer), pickle.loads(pickle.dumps(answer))):
            assert found.to_dict() == answer.to_dict() and found.explain() == answer.explain()
    assert (module.SAME_MATTER, module.SHARING, module.BUDGET) == ((), None, None)


def copies(result: Any) -> list[Any]:
    pickled = [pickle.loads(pickle.dumps(result, protocol)) for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1)]
    return [copy.copy(result), copy.deepcopy(result), *pickled]


def is_whole(found: Any, result: Any) -> bool:
    """Whether all of a result is there, title and explanation too."""
    return (
        found == result
        and type(found) is type(result)
        and all(getattr(found, name) == getattr(result, name) for name in [*SAID, "date", "trace"])
        and found.to_dict() == result.to_dict()
        and found.explain() == result.explain() != ""
    )


def test_an_interpreted_result_is_copied_whole() -> None:
    result = policy_of(RULE).calc("1", FACTS)
    assert all(is_whole(found, result) for found in copies(result))
    assert result == policy_of(RULE).calc("1", {"营业收入": 2_000_000, "重点企业": True})
    assert result != policy_of(RULE).calc("1", {"营业收入": 2_000_001, "重点企业": True})


def test_a_compiled_result_is_copied_whole(module: ModuleType) -> None:
    result = module.calc("1", FACTS)
    assert all(is_whole(found, result) for found in copies(result))
    assert result == module.calc("1", {"营业收入": 2_000_000, "重点企业": True})
    assert result.to_dict() == policy_of(RULE).calc("1", FACTS).to_dict()


def test_an_explanation_waits_until_it_is_asked_for_and_goes_along_as_its_lines() -> None:
    asked = []

    def explain(word: str) -> list[str]:
        asked.append(word)
        return [word, "二"]

    result = Result("政策", "00", "0", "1", "", "", "元", "奖补", "定额", (1, 2), True, None, explain, "一")
    assert asked == []
    found = pickle.loads(pickle.dumps(result))
    assert (found.trace, found.value, asked) == (("一", "二"), (1, 2), ["一"])


def test_results_cross_threads_and_processes(module: ModuleType) -> None:
    facts = [{"营业收入": amount, "重点企业": True} for amount in range(0, 50_000_000, 5_000_000)]
    expected = [module.calc("1", one) for one in facts]
    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(module.calc, ["1"] * len(facts), facts)) == expected
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as processes:
        found = list(processes.map(module.calc, ["1"] * len(facts), facts))
    assert all(is_whole(one, other) for one, other in zip(found, expected, strict=True))


def in_node(tmp_path: Path, script: str) -> Any:
    """What a script prints that has the JavaScript module as ``m`` and its path as ``path``."""
    path = tmp_path / "policy.mjs"
    path.write_text(emitted(policy_of(RULE), "javascript")[""], "utf-8")
    head = f"""
        import {{ pathToFileURL }} from "node:url";
        import {{ isDeepStrictEqual }} from "node:util";
        import {{ Worker }} from "node:worker_threads";
        const path = pathToFileURL(process.argv[2]).href;
        const m = await import(path);
        const facts = {json.dumps(FACTS)};
    """
    return json.loads(run(head + script, path))


def test_what_is_copied_of_a_javascript_result_has_all_of_it(tmp_path: Path) -> None:
    said = """
        const r = m.calc("1", facts);
        const copies = [structuredClone(r), { ...r }, Object.assign({}, r)];
        console.log(JSON.stringify({
          keys: Object.keys(r),
          whole: copies.map((copy) => isDeepStrictEqual(Object.keys(copy), Object.keys(r))
            && Object.keys(r).every((name) => isDeepStrictEqual(copy[name], r[name]))),
          same: isDeepStrictEqual(r, m.calc("1", { 营业收入: 2000000, 重点企业: true })),
          other: isDeepStrictEqual(r, m.calc("1", { 营业收入: 2000001, 重点企业: true })),
          trace: structuredClone(r).trace,
          frozen: Object.isFrozen(r) && Object.isFrozen(r.trace),
        }));
    """
    found = in_node(tmp_path, said)
    assert found["keys"] == [*SAID, "date", "trace"]
    assert found["whole"] == [True, True, True]
    assert (found["same"], found["other"], found["frozen"]) == (True, False, True)
    assert found["trace"] == list(policy_of(RULE).calc("1", FACTS).trace)


def test_a_javascript_result_comes_back_whole_from_a_worker(tmp_path: Path) -> None:
    said = """
        const work = `
          import { parentPort, workerData } from "node:worker_threads";
          const m = await import(workerData.path);
          parentPort.postMessage(m.calc("1", workerData.facts));
        `;
        const url = new URL(`data:text/javascript,${encodeURIComponent(work)}`);
        const worker = new Worker(url, { workerData: { path, facts } });
        const found = await new Promise((give, fail) => worker.on("message", give).on("error", fail));
        const { ...own } = m.calc("1", facts);
        console.log(JSON.stringify([isDeepStrictEqual(found, own), found.title, found.trace]));
    """
    is_same, title, trace = in_node(tmp_path, said)
    result = policy_of(RULE).calc("1", FACTS)
    assert (is_same, title, trace) == (True, result.title, list(result.trace))
