"""How many calculations the web service answers in a second, how long they take, and what it does beyond its measure.

wrk (a Debian package) asks it over loopback for clause 7.1 of the first policy, with its explanation, on 1 to 64 connections;
then on 2,000, of which it is to refuse what it cannot answer soon.  Wall time tells of this machine and of whoever else is
busy on it, so of several short runs the best counts, and all are told; processor time, which the kernel counts for the server
alone, tells what a core could do.  The exit code is 1 where on up to 16 connections no run has 1,000 a second with its 99th
percentile below 20 ms, where a request is lost, or where the server refuses nothing of 2,000 connections or does not recover.  ``python benchmarks/service.py [SECONDS] [RUNS]``, with the Python that has tiaowen[web] installed.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import sleep

ROOT = Path(__file__).resolve().parent.parent
FACTS = {
    "研发费用合计": "5000万元",
    "政府补助部分": "200万元",
    "委托外部机构研发费用": "800万元",
    "上年研发费用合计": "3000万元",
    "上年政府补助部分": "0元",
    "上年委托外部机构研发费用": "400万元",
    "营业收入": "6亿元",
    "首次申报": False,
}
WANTED_A_SECOND, WANTED_MICROSECONDS = 1000, 20_000
MEASURED, MANY = (4, 16, 64), 2000
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, kw_only=True)
class Run:
    """Of one run of wrk: ``p99`` in microseconds, ``processor`` what the server took of a core for each, likewise."""

    requests: int
    a_second: int
    p50: int
    p99: int
    refused: int
    lost: int
    processor: int


def main(seconds: int, runs: int) -> int:
    if shutil.which("wrk") is None:
        sys.exit("no wrk: apt install wrk")
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as (server, address):
        script = Path(folder, "post.lua")
        body = json.dumps(FACTS, ensure_ascii=False)
        headers = 'wrk.headers["Content-Type"] = "application/json"'
        script.write_text(f"wrk.method = 'POST'\n{headers}\nwrk.body = [==[{body}]==]\n", "utf-8")
        asked(server, address, script, 4, 2)  # warms it up
        is_over = False
        for connections in MEASURED:
            made = [asked(server, address, script, connections, seconds) for _ in range(runs)]
            for run in made:
                told(connections, run)
            within = any(run.a_second >= WANTED_A_SECOND and run.p99 <= WANTED_MICROSECONDS for run in made)
            is_over |= any(run.lost for run in made) or (connections <= 16 and not within)
        many = asked(server, address, script, MANY, 2 * seconds)
        told(MANY, many)
        sleep(2)  # until it has seen that they are gone
        after = asked(server, address, script, 1, seconds)
        told(1, after)
        is_over |= not many.refused or bool(after.refused) or not after.requests
    return int(is_over)


@contextmanager
def serving(folder: Path) -> "Iterator[tuple[subprocess.Popen[bytes], str]]":
    """The server, and the address of the clause."""
    with Path(folder, "log").open("wb") as log, Path(folder, "told").open("wb") as said:
        policy = ROOT / "policies" / "jindong-2025"
        command = [sys.executable, "-m", "tiaowen", "serve", policy, "--port", "0", "--lang", "en"]
        server = subprocess.Popen(command, stdout=log, stderr=said)
    try:
        while not (found := re.search("(http://.*)api/", Path(folder, "told").read_text("utf-8"))):
            if server.poll() is not None:
                sys.exit("the server has not started")
            sleep(1)
        yield server, f"{found[1]}jindong-2025/calc/7.1"
    finally:
        server.terminate()
        server.wait()


def asked(server: "subprocess.Popen[bytes]", address: str, script: Path, connections: int, seconds: int) -> Run:
    """One run of wrk."""
    before = ticks(server.pid)
    command = [
        "wrk",
        "-t1",
        f"-c{connections}",
        f"-d{seconds}s",
        "--timeout",
        "10s",
        "--latency",
        "-s",
        script,
        address,
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    used = ticks(server.pid) - before
    requests = number(r"(\d+) requests in", said)
    lost = sum(map(int, re.findall(r"(?:connect|read|write|timeout) (\d+)", said)))
    return Run(
        requests=requests,
        a_second=number(r"Requests/sec: +(\d+)", said),
        p50=microseconds("50%", said),
        p99=microseconds("99%", said),
        refused=number(r"Non-2xx or 3xx responses: (\d+)", said),
        lost=lost,
        processor=used * 1_000_000 // _TICKS // max(requests, 1),
    )


def ticks(process: int) -> int:
    """Processor time of the server so far, in ticks of the clock."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def number(pattern: str, said: str) -> int:
    found = re.search(pattern, said)
    return int(found[1]) if found else 0


def microseconds(share: str, said: str) -> int:
    found = re.search(rf"{share} +(\d+)(?:\.(\d+))?(us|ms|s)", said)
    assert found, said
    places = {"us": 0, "ms": 3, "s": 6}[found[3]]
    return int(found[1] + (found[2] or "").ljust(places, "0")[:places])


def told(connections: int, run: Run) -> None:
    core = 1_000_000 // max(run.processor, 1)
    print(
        f"{connections:>5} connections: {run.a_second:>5} a second, median {shown(run.p50)}, p99 {shown(run.p99)}, "
        f"{run.refused} refused and {run.lost} lost of {run.requests}; {run.processor} us of a core each, {core} a second a core",
        flush=True,
    )


def shown(time: int) -> str:
    return f"{time // 1000}.{time % 1000 // 100} ms"


if __name__ == "__main__":
    sys.exit(main(*map(int, [*sys.argv[1:], *("2", "5")[len(sys.argv) - 1 :]])))
