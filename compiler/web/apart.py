"""A process apart for work that may take long: the server answers others meanwhile, and what takes too long is ended.

In: the texts of the policies, and jobs.  Out: their answers, the same as ``done`` gives on the spot.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from ..pipeline import compile_sources
from ..report.diagnostic import Text
from ..service.offer import Offer
from ..text.source import Source
from .problems import Problem
from .work import Answer, Job, done

if TYPE_CHECKING:
    from .limits import Limits

# The files of each policy, name and text.
Texts = Mapping[str, Sequence[tuple[str, str]]]
_SECONDS_TO_START = 120


class Apart:
    """The process, started when it is made; ``answer`` hands it one job at a time."""

    def __init__(self, texts: Texts, limits: Limits) -> None:
        self._texts, self._limits = texts, limits
        self._thread = ThreadPoolExecutor(1)
        self._waiting = 0
        self._start()

    async def answer(self, job: Job) -> Answer:
        """The answer.  Raises ``Problem`` where too many wait, and where it takes too long."""
        if self._waiting > self._limits.waiting:
            raise Problem("busy", headers={"Retry-After": str(self._limits.seconds)})
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._asked, job)
        finally:
            self._waiting -= 1

    def end(self) -> None:
        """No more work; what is in progress is ended."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._process.kill()
        self._process.join()

    def _start(self) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, self._texts, self._limits), daemon=True)
        self._process.start()
        theirs.close()
        self._is_ready = False

    def _asked(self, job: Job) -> Answer:
        try:
            if not self._is_ready:
                self._is_ready = self._pipe.poll(_SECONDS_TO_START) and self._pipe.recv() == "ready"
            self._pipe.send(job)
            if self._pipe.poll(self._limits.seconds):
                answer: Answer = self._pipe.recv()
                return answer
            zh, en = f"{self._limits.seconds} 秒内没有算完", f"not done within {self._limits.seconds} seconds"
            problem = Problem("too-long", Text(zh, en))
        except (OSError, EOFError):  # it has died, of what it was asked perhaps
            problem = Problem("ours")
        self._process.kill()
        self._process.join()
        self._start()
        raise problem


def _work(pipe: Connection, texts: Texts, limits: Limits) -> None:
    """The other process: jobs are answered until nobody asks any more."""
    for number in (signal.SIGINT, signal.SIGTERM):  # the server ends it
        signal.signal(number, signal.SIG_IGN)
    offers = {
        name: Offer(compile_sources([Source.of(*file) for file in files])[0], name) for name, files in texts.items()
    }
    pipe.send("ready")
    while True:
        try:
            job: Job = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(done(offers, job, limits))
