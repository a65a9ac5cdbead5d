"""A session of Spark: the one that runs already in this process, or a new one.

In: the address of a cluster.  Out: a session with the settings of a run.  Whatever is in the way (no Java or too old a one, a master
that does not answer, no machine that works) is told in words, within a time: ``TableError``.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

from py4j.protocol import Py4JError
from pyspark import SparkContext
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from ...report.errors.tables import BadOption
from ...report.errors.targets import NoSpark
from ...tables.source import CHUNK, TableError

LOCAL = "local[*]"
JAVA = 17
# So many seconds a master may take to answer, and a cluster to give the first machine.
ANSWERS, WAITS = 10, 300
# Of SQL: these a session may have for itself, though another shares its cluster.
_OF_RUN = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(CHUNK),
}
_OF_START = {**_OF_RUN, "spark.log.level": "ERROR", "spark.ui.showConsoleProgress": "false"}
_OF_LOCAL = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.ui.enabled": "false"}


def is_here(master: str) -> bool:
    """Whether it is this machine's cores, and no process beside."""
    return master == "local" or master.startswith("local[")


@contextmanager
def session_on(master: str | None) -> Iterator[SparkSession]:
    """A session; one that runs already is shared, and left running.  ``master`` None: that one's, or this machine's cores."""
    if SparkContext._active_spark_context is not None:
        running = str(SparkContext._active_spark_context.master)
        if master is not None and master != running:
            cause = (
                f"这个程序里已经有一个 Spark 在运行（{running}）",
                f"a Spark runs in this program already ({running})",
            )
            advice = (
                "不写 master，就用它；要用别的，请先停掉它：spark.stop()",
                "name no master to use it, or stop it first: spark.stop()",
            )
            raise TableError(BadOption(option=f"master={master}", cause=cause, advice=advice))
        with _in_words(running):
            session = SparkSession.builder.getOrCreate().newSession()
            for name, value in _OF_RUN.items():
                session.conf.set(name, value)
            yield session
        return
    asked = master or LOCAL
    _refuse_connect(asked)
    _have_java(asked)
    _have_answer(asked)
    if not os.environ.get("PYSPARK_PYTHON"):
        os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.appName("tiaowen").master(asked)
    for name, value in {**_OF_START, **(_OF_LOCAL if asked.startswith("local") else {})}.items():
        builder = builder.config(name, value)
    with _in_words(asked):
        session = builder.getOrCreate()
        try:
            yield session
        finally:
            with suppress(PySparkException, Py4JError, OSError):
                session.stop()


@contextmanager
def _in_words(master: str) -> Iterator[None]:
    watch = None if is_here(master) else _Watch(WAITS)
    try:
        yield
    except (PySparkException, Py4JError) as error:
        if watch is not None and watch.is_late:
            raise TableError(_late(master)) from None
        raise TableError(fault_of(master, str(error) or type(error).__name__)) from None
    finally:
        if watch is not None:
            watch.done.set()


class _Watch(Thread):
    """Ends what waits for machines that never come."""

    def __init__(self, seconds: float) -> None:
        super().__init__(daemon=True)
        self.seconds, self.done, self.is_late = seconds, Event(), False
        self.start()

    def run(self) -> None:
        step = min(2, self.seconds / 4)
        waited = 0.0
        while not self.done.wait(step):
            waited = waited + step if self._waits() else 0.0
            if waited >= self.seconds and self._end():
                return

    def _waits(self) -> bool:
        context: Any = SparkContext._active_spark_context
        if context is None:
            return True
        try:
            # The driver is counted too.
            machines = context._jsc.sc().getExecutorMemoryStatus().size() - 1
            return machines < 1 and bool(context.statusTracker().getActiveJobsIds())
        except (Py4JError, AttributeError):
            return False

    def _end(self) -> bool:
        """Whether there was anything to end: a Java that is only starting is waited for."""
        context: Any = SparkContext._active_spark_context
        gateway: Any = SparkContext._gateway
        self.is_late = context is not None or gateway is not None
        if context is not None:
            context.cancelAllJobs()
        elif gateway is not None:
            gateway.proc.kill()
        return self.is_late


def _refuse_connect(master: str) -> None:
    if master.startswith("sc://"):
        cause = (
            "sc:// 是 Spark Connect 的地址，那里没有要用的广播",
            "sc:// is of Spark Connect, which has no broadcasts",
        )
        advice = (
            "请写集群的地址，如 spark://主机:7077、yarn、k8s://https://主机:6443",
            "name the cluster itself, like spark://host:7077, yarn or k8s://https://host:6443",
        )
        raise TableError(BadOption(option=f"--master {master}", cause=cause, advice=advice))


def _have_java(master: str) -> None:
    advice = (
        f"请装 Java {JAVA} 以上（如 apt install openjdk-17-jre-headless），或者用 JAVA_HOME 写明它在哪里；一台机器够用的，去掉 --engine spark",
        f"install Java {JAVA} or later, or say where it is by JAVA_HOME; where one machine is enough, leave --engine spark out",
    )
    home = os.environ.get("JAVA_HOME")
    place = str(Path(home, "bin", "java")) if home else shutil.which("java")
    if place is None:
        cause = "没有 Java，Spark 在 Java 里运行", "there is no Java, in which Spark runs"
        raise TableError(NoSpark(master=master, cause=cause, advice=advice))
    try:
        done = subprocess.run(
            [place, "-version"], capture_output=True, text=True, errors="replace", check=False, timeout=60
        )
    except (OSError, subprocess.SubprocessError) as error:
        cause = f"「{place}」不能运行：{error}", f"{place} does not run: {error}"
        raise TableError(NoSpark(master=master, cause=cause, advice=advice)) from None
    found = re.search(r'version "(?:1\.)?(\d+)', done.stderr + done.stdout)
    if found is None or int(found[1]) < JAVA:
        version = found[1] if found else done.stderr.strip()[:80]
        cause = f"「{place}」是 Java {version}，太旧", f"{place} is Java {version}, which is too old"
        raise TableError(NoSpark(master=master, cause=cause, advice=advice))


def _have_answer(master: str) -> None:
    """Whether somebody listens there, where the address says a host and a port."""
    if master.startswith("spark://"):
        places = [f"//{each}" for each in master.removeprefix("spark://").split(",")]
    elif master.startswith("k8s://") and "://" in master.removeprefix("k8s://"):
        places = [master.removeprefix("k8s://")]
    else:
        return
    said = ""
    for each in places:
        try:
            parts = urlsplit(each)
            with socket.create_connection((parts.hostname or "", parts.port or 443), timeout=ANSWERS):
                return
        except (OSError, ValueError) as error:
            said = str(error)
    cause = f"{ANSWERS} 秒内连不上它：{said}", f"it did not answer within {ANSWERS} seconds: {said}"
    advice = (
        "请检查：地址和端口对（Spark 的网页上写着 spark://…）；那里的 Spark 开着；防火墙放行",
        "check the address and the port (Spark's page says spark://…), that it runs there, and that no firewall is between",
    )
    raise TableError(NoSpark(master=master, cause=cause, advice=advice))


def _late(master: str) -> NoSpark:
    cause = (
        f"等了 {WAITS} 秒，没有一台机器来算",
        f"no machine came to work within {WAITS} seconds",
    )
    advice = (
        "请看集群的网页：有没有开着的机器，空着的核和内存够不够（spark.executor.cores、spark.executor.memory 要得太多也等不到），队列排到了没有",
        "look at the page of the cluster: whether machines are up, have cores and memory left (spark.executor.cores and"
        " spark.executor.memory may ask for too much), and whether it is your turn in the queue",
    )
    return NoSpark(master=master, cause=cause, advice=advice)


# What Spark says, and what is to be done.
_KNOWN = (
    (
        r"PYTHON_VERSION_MISMATCH",
        "各台机器的 Python 要和这里的一样（前两位），用 PYSPARK_PYTHON 写明解释器",
        "every machine needs the Python of this one (the first two numbers); say by PYSPARK_PYTHON which",
    ),
    (
        r"Cannot run program|No such file or directory.*python",
        "各台机器上没有这个 Python：用 PYSPARK_PYTHON 写明那里的解释器",
        "the machines have no such Python: say by PYSPARK_PYTHON where it is there",
    ),
    (
        r"No module named|PACKAGE_NOT_INSTALLED",
        "条文的程序会自己送到各台机器，它用的库不会：请在每台机器上运行 pip install 'tiaowen[spark]'，或者用 spark.archives 带一个打包好的环境",
        "the compiler is sent to each machine, the libraries that it needs are not: run pip install 'tiaowen[spark]' on each,"
        " or bring an environment by spark.archives",
    ),
    (
        r"No FileSystem for scheme|ClassNotFoundException: Class org\.apache\.hadoop",
        "这种地址要有它的库：在 spark-defaults.conf 里写 spark.jars.packages（s3a 是 org.apache.hadoop:hadoop-aws，abfss 是 org.apache.hadoop:hadoop-azure），版本和 Hadoop 的一样",
        "such addresses need their library: name it in spark-defaults.conf by spark.jars.packages (org.apache.hadoop:hadoop-aws"
        " for s3a, org.apache.hadoop:hadoop-azure for abfss), of the version of Hadoop",
    ),
    (
        r"PARQUET_TYPE_ILLEGAL|Illegal Parquet type",
        "Spark 读不了这种列（如纳秒的时间）：请存成日期或微秒；或者把表放到挂载的目录里，写目录而不是地址",
        "Spark cannot read such a column (of nanoseconds, say): save it as a date or in microseconds, or put the table in a"
        " mounted folder and name that",
    ),
)


def fault_of(master: str, said: str) -> NoSpark:
    """What went wrong, from all that Spark says."""
    shown = last_line(said)
    cause = f"Spark 提示：{shown}", f"Spark says: {shown}"
    for pattern, zh, en in _KNOWN:
        if re.search(pattern, said):
            return NoSpark(master=master, cause=cause, advice=(zh, en))
    return NoSpark(master=master, cause=cause)


def last_line(said: str) -> str:
    """What it comes down to: of an error within an executor the last line of its own."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    own = [line for line in lines if "Error: " in line or "Exception: " in line]
    return (own or lines or [""])[0][:300]
