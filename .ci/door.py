"""The front door: ``python3 .ci/door.py demo`` shows the product, ``python3 .ci/door.py test`` runs its tests,
``python3 .ci/door.py pyz`` makes dist/tiaowen.pyz, the whole command in one file.

Comes in: a checkout and a Python of 3.11 or later with ``venv``; nothing else, and any current directory; ``--lang en``
for English.  Goes out: a virtual environment ``.venv`` in the checkout, used again while the packaging files stay the
same; the exit code is that of the first command that failed. Standard library only, since it runs before anything is
installed.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python is asked to run first
    sys.exit("需要 Python 3.11 或更高版本，现为 %d.%d。/ Python 3.11 or later is needed." % sys.version_info[:2])  # noqa: UP031

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
SUFFIX = ".exe" if os.name == "nt" else ""
PYTHON = BIN / f"python{SUFFIX}"
WHEELS = ROOT / "wheelhouse"
STAMP = VENV / "door-stamp.txt"
PYZ = ROOT / "dist" / "tiaowen.pyz"

POLICY = "policies/jindong-2025"
DEMO = (
    ("tiaowen", "check", POLICY),
    (
        "tiaowen",
        "calc",
        POLICY,
        "7.1",
        "研发费用合计=3000万元",
        "政府补助部分=200万元",
        "委托外部机构研发费用=400万元",
        "上年研发费用合计=2000万元",
        "上年政府补助部分=0",
        "上年委托外部机构研发费用=0",
        "营业收入=5亿元",
        "首次申报=否",
        "--explain",
    ),
)

# What pip says where it reaches no package, the more telling first, and what that means.
UNREACHED = (
    (
        "407 Proxy",
        "代理要用户名和口令，写作 HTTPS_PROXY=http://用户:口令@代理地址:端口",
        "the proxy asks who you are: HTTPS_PROXY=http://user:password@host:port",
    ),
    ("ProxyError", "连不上代理，请看 HTTPS_PROXY 对不对", "the proxy cannot be reached; look at HTTPS_PROXY"),
    (
        "CERTIFICATE_VERIFY_FAILED",
        "软件源的证书不被信任；单位自己签的，设 PIP_CERT=证书.pem",
        "the certificate of the package index is not trusted; of one that signs its own, PIP_CERT=certificate.pem",
    ),
    (
        "NameResolution|Name or service not known|getaddrinfo|name resolution",
        "找不到软件源的主机名：没有网络，或者 PIP_INDEX_URL 写错了",
        "the name of the package index is not known: there is no network, or PIP_INDEX_URL is misspelt",
    ),
    (
        "NewConnectionError|Timeout|timed out|ConnectionReset|Connection aborted",
        "连不上软件源：没有网络，或者要经过代理（HTTPS_PROXY）、用单位的镜像（PIP_INDEX_URL）",
        "the package index cannot be reached: no network, or only by a proxy (HTTPS_PROXY) or a mirror (PIP_INDEX_URL)",
    ),
    (
        "",
        "软件源、wheelhouse 里没有它，或者没有这个系统、这版 Python 用的",
        "the package index or the folder wheelhouse does not have it, or not for this system and Python",
    ),
)


def main(arguments: list[str]) -> int:
    """Run the one command in ``arguments``; return its exit code (2 for wrong usage)."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # a Windows pipe would otherwise take the code page
    command, lang = arguments[:1], arguments[1:]  # no match statement: an older Python has to read this file to be told
    if command == ["demo"] and (not lang or (lang[0] == "--lang" and lang[1:] in (["zh"], ["en"]))):
        return demo(lang)
    if arguments == ["test"]:
        return test()
    if arguments == ["pyz"]:
        return pyz()
    say("用法：python3 .ci/door.py demo [--lang en]|test|pyz / usage: python3 .ci/door.py demo [--lang en]|test|pyz")
    return 2


def demo(lang: Sequence[str]) -> int:
    """Install the product, check the first policy and explain one calculation."""
    install("")
    for command in ((*each, *lang) for each in DEMO):
        say("\n$ " + " ".join(command))
        code = call([BIN / f"{command[0]}{SUFFIX}", *command[1:]])
        if code:
            return code
    return 0


def test() -> int:
    """Install the product with its test tools and run the tests, which say what was left out."""
    install("test")
    say("运行测试 / running the tests")
    # A worker takes tests from another one only where it has none left: what a file prepares is mostly prepared once.
    return call([PYTHON, "-m", "pytest", "-n", "2", "--dist", "worksteal", "-rs", "-m", "not needs_system"])


def pyz() -> int:
    """Put the whole command into one file, and run it."""
    install("")
    code = call([PYTHON, ROOT / ".ci" / "pyz.py", PYZ])
    if not code:
        say(f"写好了 / made: {PYZ}")
        code = call([PYTHON, "-I", PYZ, "check", POLICY])
    return code


def install(extra: str) -> None:
    """Make ``.venv`` hold this checkout, editable, with the optional ``extra``; exit where that fails."""
    key, have = stamp_key(), read_stamp()
    if have[:1] == [key] and extra in have[1:] and healthy() and (ROOT / "build" / "dev" / "tiaowen").is_dir():
        return
    stop_where_nothing_can_be_written()
    if not healthy():
        create_venv()
    STAMP.unlink(missing_ok=True)
    say("安装，约需一分钟 / installing, about a minute")
    target = f"{ROOT}[{extra}]" if extra else str(ROOT)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "--retries", "2"]
    result = ask([*pip, "-e", target])
    if result.returncode:
        say(why_it_failed(result.stdout + result.stderr, extra))
        sys.exit(result.returncode)
    make_path_relative()
    extras = {"", extra, *(have[1:] if have[:1] == [key] else ())}
    STAMP.write_text("\n".join([key, *sorted(extras)]), encoding="utf-8")


def stop_where_nothing_can_be_written() -> None:
    """Exit where the checkout cannot be written to: .venv and build/ stand in it."""
    try:
        for folder in (ROOT, ROOT / "build"):
            if folder.is_dir():
                probe = folder / f".tiaowen-probe-{os.getpid()}"
                probe.touch()
                probe.unlink()
    except OSError as error:
        say(f"不能写入 {ROOT}（{error.strerror}）：.venv 和 build 要建在里面，请复制到能写的目录再运行")
        sys.exit(
            f"{ROOT} cannot be written to ({error.strerror}): .venv and build stand in it; copy it to where you can"
        )


def why_it_failed(said: str, extra: str) -> str:
    """What pip says; where it is that no package is within reach, why, in a line of each language, and the way without a network."""
    lines = [line.strip(" │╰─>") for line in said.splitlines() if line.strip()]
    lacking = re.findall(r"No matching distribution found for ([^\s(]+)", said)
    if not lacking:
        return "\n".join((*lines[-30:], "安装失败，原因见上 / the installation failed, for the reason above"))
    zh, en = next((zh, en) for pattern, zh, en in UNREACHED if re.search(pattern, said))
    needs = " ".join((f"'.[{extra}]'" if extra else ".", "'hatchling>=1.26'", "'lark>=1.2,<2'", "'editables>=0.3'"))
    return (
        f"装不了 {lacking[0]}：{zh}\n{lacking[0]} cannot be installed: {en}\n"
        "没有网络的，在能上网的同类电脑上（同一种系统、同一版 Python）、这个目录的一份里运行下面一行，再把得到的 wheelhouse 拷进这个目录，重新运行 /\n"
        "without a network: run this in a copy of this folder, on the same kind of system with a network, copy wheelhouse here, and try again:\n"
        f"  python3 -m pip wheel --wheel-dir wheelhouse {needs}"
    )


def make_path_relative() -> None:
    """Name the checkout in the environment by the way from there: an absolute path in a file .pth is read in the code
    page of the console, where a folder 我的 文件夹 keeps Python from starting."""
    for path in VENV.glob("**/site-packages/_tiaowen.pth"):
        path.write_text(os.path.relpath(ROOT / "build" / "dev", path.parent), encoding="ascii")


def stamp_key() -> str:
    """Return a hash of what decides the contents of ``.venv``: the packaging files and the place of the checkout."""
    parts = [os.fsencode(ROOT), *((ROOT / name).read_bytes() for name in ("pyproject.toml", "hatch_build.py"))]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def read_stamp() -> list[str]:
    """Return the recorded key followed by the extras installed under it; empty where there is no readable record."""
    try:
        return STAMP.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return []


def healthy() -> bool:
    """Say whether ``.venv`` is an environment of this place with a Python and a pip that are new enough (an older pip
    has no editable install of this kind)."""
    probe = (
        "import os, sys, pip\n"
        "is_new = sys.version_info >= (3, 11) and int(pip.__version__.split('.')[0]) >= 22\n"
        "sys.exit(not (is_new and os.path.realpath(sys.prefix) == os.path.realpath(sys.argv[1])))"
    )
    try:
        return ask([PYTHON, "-c", probe, VENV]).returncode == 0
    except OSError:
        return False


def create_venv() -> None:
    """Build ``.venv`` anew, removing what is there; exit with a message where this Python cannot."""
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        say("重建损坏的 .venv / rebuilding a broken .venv")
        shutil.rmtree(VENV)
    say("建立 .venv / making .venv")
    code = call([sys.executable, "-m", "venv", VENV])
    if code:
        shutil.rmtree(VENV, ignore_errors=True)
        say("此 Python 缺少 venv 或 ensurepip / this Python lacks venv or ensurepip (Debian: apt install python3-venv)")
        sys.exit(code)


def call(command: Sequence[str | Path]) -> int:
    """Run ``command`` in the checkout with its output shown as it comes; return its exit code."""
    try:
        return subprocess.run(
            as_utf8(command), cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, check=False
        ).returncode
    except OSError as error:
        say(f"无法运行 / cannot run: {command[0]}: {error.strerror}")
        return 2


def ask(command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run ``command`` in the checkout and return what it printed, unshown; raise OSError where it cannot start."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def as_utf8(command: Sequence[str | Path]) -> Sequence[str | bytes | Path]:
    """The words of a command as the child reads them, whose locale is UTF-8 whatever ours is; paths stay as they are."""
    if os.name == "nt":
        return command
    return [word.encode() if isinstance(word, str) else word for word in command]


def environment() -> dict[str, str]:
    """Return the environment of the children: UTF-8 everywhere, no Python of the outside looking in, and nothing of the
    network where there is a folder wheelhouse with what is needed."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")}
    if WHEELS.is_dir():
        kept |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": WHEELS.as_uri()}
    return {**kept, "PYTHONUTF8": "1"}


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
