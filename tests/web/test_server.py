"""The server as people start it, over loopback: its examples, its end, and ten thousand requests that no client should send."""

import asyncio
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import httpx
import pytest

from support.broken_requests import request
from support.policies import SEED
from support.server import Server, serving
from support.service import ADDRESS, FACTS, JSON
from tiaowen.compiler.web.apart import Apart
from tiaowen.compiler.web.limits import Limits
from tiaowen.compiler.web.problems import Problem
from tiaowen.compiler.web.work import Answer, Job

pytestmark = pytest.mark.needs_system
ROOT = SEED.parent.parent
RIGHT = json.dumps(FACTS, ensure_ascii=False).encode()
HEAD = f"POST {ADDRESS} HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: {len(RIGHT)}\r\n\r\n".encode()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("server"), SEED, SEED.parent / "taxes.policy") as started:
        yield started


def test_the_example_of_the_page(server: Server) -> None:
    page = (ROOT / "docs" / "service.md").read_text("utf-8")
    line = re.search(r"^\$ (curl http://127.0.0.1:8000/.*)$", page, re.MULTILINE)
    assert line and shutil.which("curl")
    command = shlex.split(line[1].replace("http://127.0.0.1:8000/", server.address))
    done = subprocess.run([*command, "-s"], capture_output=True, check=True)
    assert json.loads(done.stdout)["value"] == "140000.00" and '"value": "140000.00"' in page


def test_several_policies_side_by_side(server: Server) -> None:
    names = [each["name"] for each in httpx.get(f"{server.address}policies").json()["policies"]]
    assert names == ["jindong-2025", "taxes"]
    for name in names:
        assert httpx.get(f"{server.address}{name}", follow_redirects=True).status_code == 200


def test_long_work_and_short_work_have_the_same_answers(server: Server) -> None:
    short = httpx.post(f"{server.address}{ADDRESS[1:]}", content=RIGHT, headers=JSON)
    long = httpx.post(f"{server.address}{ADDRESS[1:]}", content=RIGHT + b" " * 50_000, headers=JSON, timeout=60)
    assert short.status_code == 200 and short.json() == long.json()


def test_what_is_in_progress_is_finished(tmp_path: Path) -> None:
    with serving(tmp_path, SEED.parent / "taxes.policy") as started:
        with socket.create_connection(("127.0.0.1", started.port), timeout=30) as connection:
            draft = "（一）给予10%。".encode()
            head = f"POST /check HTTP/1.1\r\nHost: here\r\nContent-Type: text/plain\r\nContent-Length: {len(draft)}\r\n\r\n"
            connection.sendall(head.encode() + draft[:5])
            time.sleep(1)
            started.process.terminate()
            time.sleep(1)
            with pytest.raises(OSError):
                socket.create_connection(("127.0.0.1", started.port), timeout=5).close()
            connection.sendall(draft[5:])
            assert connection.recv(65536).startswith(b"HTTP/1.1 200")
        assert started.process.wait(60) == 0
        assert re.search(r"POST /check 200 ", started.log.read_text("utf-8"))


def test_a_client_that_goes_or_dawdles_keeps_nobody(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(HEAD + RIGHT[:3])
    slow = socket.create_connection(("127.0.0.1", server.port), timeout=30)
    slow.sendall(b"GET / HTTP/1.1\r\nHost: he")
    waiting = socket.create_connection(("127.0.0.1", server.port), timeout=30)
    waiting.sendall(HEAD + RIGHT[:3])
    assert httpx.post(f"{server.address}{ADDRESS[1:]}", content=RIGHT, headers=JSON).status_code == 200
    assert waiting.recv(65536).startswith(b"HTTP/1.1 408")
    assert slow.recv(65536) == b""
    slow.close()
    waiting.close()


def test_heads_without_end_are_refused(server: Server) -> None:
    for start in (
        b"GET /" + b"a" * 100_000,
        b"GET / HTTP/1.1\r\nX: " + b"a" * 100_000,
        b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 20_000,
    ):
        assert re.match(rb"HTTP/1.1 (431|400|414) |$", server.sent(start)), start[:30]


def test_ten_thousand_broken_requests(server: Server) -> None:
    """Each has an answer that is no fault of the server, or none where it is no request; then all is as before."""
    seed = int(os.environ.get("TIAOWEN_SEED", "12"))
    statuses: dict[str, int] = {}

    def asked(number: int) -> str:
        data = request(Random(f"{seed} {number}"), ADDRESS, RIGHT)
        answer = server.sent(data)
        status = answer[9:12].decode("ascii", "replace")
        assert not status.startswith("50") or status == "503", (number, data[:300], answer[:300])
        head, _, body = answer.partition(b"\r\n\r\n")
        if status[:1] == "4" and body:
            told = json.loads(body)
            assert told["status"] == int(status) and told["title"], number
            assert b"application/problem+json" in head, number
        return status

    with ThreadPoolExecutor(8) as pool:
        for status in pool.map(asked, range(10_000)):
            statuses[status] = statuses.get(status, 0) + 1
    assert {"200", "400", "404", "405", "413", "414", "415", "422", "431"} <= set(statuses), statuses
    assert httpx.post(f"{server.address}{ADDRESS[1:]}", content=RIGHT, headers=JSON).json()["value"] == "140000.00"
    assert " 500 " not in server.log.read_text("utf-8")
    assert "7500" not in server.log.read_text("utf-8")


def test_what_is_described_is_so(server: Server, tmp_path: Path) -> None:
    """Schemathesis draws requests from the description, right ones and wrong ones, and holds the answers to it."""
    checks = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
    command = ["-m", "schemathesis.cli", "run", f"{server.address}openapi.json", "--checks", checks, "--seed", "12"]
    options = ["--max-examples", "8", "--phases", "examples,fuzzing", "--workers", "1", "--generation-database", "none"]
    done = subprocess.run([sys.executable, *command, *options], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-1000:]


def test_what_takes_too_long_is_ended_and_the_next_is_done() -> None:
    rule = "【规则 {n}】甲\n依据：“给予10%的支持”\n填报：投资额：金额。\n补助：投资额的10%。\n算例：投资额10元，得1元。\n【完】\n"
    long = "（一）给予10%的支持。\n\n" + "".join(rule.format(n=number) for number in range(20_000))

    async def asked(text: str) -> int:
        return (await apart.answer(Job(what="check", body=text.encode(), lang="zh"))).status

    apart = Apart({"甲": [("甲.policy", rule.format(n=1))]}, Limits(seconds=8))
    try:
        with pytest.raises(Problem) as raised:
            asyncio.run(asked(long))
        assert raised.value.kind == "too-long"
        assert asyncio.run(asked("（一）给予10%的支持。")) == 200
    finally:
        apart.end()


def test_so_many_may_wait_and_no_more() -> None:
    async def asked() -> list[Answer | BaseException]:
        job = Job(what="check", body="（一）给予10%的支持。".encode(), lang="zh")
        return await asyncio.gather(*(apart.answer(job) for _ in range(6)), return_exceptions=True)

    apart = Apart({}, Limits(waiting=2))
    try:
        found = asyncio.run(asked())
        assert [isinstance(each, Answer) for each in found] == [True] * 3 + [False] * 3
        assert all(isinstance(each, Answer) or (isinstance(each, Problem) and each.kind == "busy") for each in found)
    finally:
        apart.end()
