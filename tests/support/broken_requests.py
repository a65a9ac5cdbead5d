"""Requests that are wrong in every way that one can think of, drawn from a seed.

In: a random generator, and a request that is right.  Out: the bytes of a request that is not, or is just so.
"""

import json
from random import Random

_NUMBERS = [
    "0",
    "-0",
    "1e5",
    "1E+400",
    "-1",
    "NaN",
    "Infinity",
    "0x10",
    "1_000",
    "01",
    ".5",
    "5.",
    "9" * 40,
    "9" * 5000,
    "1e-999999",
]
_TEXTS = [
    "",
    "是",
    "否",
    "3000万元",
    "许多",
    "2025-02-30",
    "\u202e",
    "\ud800",
    "𠮷" * 50,
    "a" * 5000,
    "0",
    "１２３",
    "1亿亿元",
    "<b>",
]
_TYPES = [
    "application/json",
    "application/json; charset=gbk",
    "text/plain",
    "",
    "a/b; c",
    "application/json;;;",
    "multipart/form-data",
]
_METHODS = [
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "get",
    "",
    "POST\t",
    "FOO",
    "GET " * 5,
]
_PATHS = [
    "/", "//", "/.", "/..", "*", "", "/%00", "/%", "/%ff", "/{policy}/calc/{clause}", "/health", "/metrics", "/check", "/policies",
    "/openapi.json", "/api", "/assets/../try.js", "/jindong-2025", "/jindong-2025/", "/jindong-2025/clauses/", "/jindong-2025/facts/%0a",
    "/jindong-2025/schema/5.2", "/jindong-2025/calc/", "/jindong-2025/calc/5.2/", "/jindong-2025/settle", "/jindong-2025/allocate",
    "/jindong-2025/explain/5.2", "http://elsewhere/", "/?a=b#c", "/" + "a/" * 3000, "/" + "x" * 20_000, "/金东", "/\\", "/;a=b",
]  # fmt: skip


def value(random: Random, depth: int = 0) -> str:
    """A value as JSON, or nearly."""
    match random.randrange(8 if depth < 4 else 4):
        case 0:
            return random.choice(_NUMBERS)
        case 1 | 2:
            return json.dumps(random.choice(_TEXTS))
        case 3:
            return random.choice(["true", "false", "null", "True", "undefined", "", "'a'"])
        case 4 | 5:
            return f"[{','.join(value(random, depth + 1) for _ in range(random.randrange(4)))}]"
        case 6:
            return f"{{{','.join(f'{json.dumps(random.choice(_TEXTS))}:{value(random, depth + 1)}' for _ in range(random.randrange(4)))}}}"
        case _:
            return "[" * random.choice([1, 40, 2000]) + random.choice(["", "1"]) + "]" * random.choice([0, 1, 40])


def body(random: Random, right: bytes) -> bytes:
    """A body: one that is right with a few bytes changed, another value, or none at all."""
    match random.randrange(6):
        case 0 | 1:
            data = bytearray(right)
            for _ in range(random.randrange(1, 6)):
                at = random.randrange(len(data))
                data[at : at + random.randrange(3)] = random.choice(
                    [b"", b'"', b"{", b"}", b",", b":", b"\xff", b"\0", b"9" * 30]
                )
            return bytes(data)
        case 2:
            facts = {**json.loads(right), random.choice(_TEXTS): 1}
            name = random.choice(list(facts))
            return json.dumps(facts | {name: "?"}).replace('"?"', value(random) or "1").encode()
        case 3:
            return value(random).encode()
        case 4:
            return random.randbytes(random.randrange(300))
        case _:
            return random.choice(
                [
                    b"",
                    b"\xef\xbb\xbf{}",
                    b"{" * 3000,
                    b'{"a":' * 500,
                    b"[" + b"1," * 30_000 + b"1]",
                    b" " * 1_100_000,
                    b'"' + b"a" * 1_048_000 + b'"',
                ]
            )


def request(random: Random, address: str, right: bytes) -> bytes:
    """The bytes of a request."""
    if random.randrange(25) == 0:
        return random.choice(
            [
                b"",
                b"\r\n",
                b"GET",
                b"\0" * 50,
                b"\x16\x03\x01\x02\x00\x01",
                random.randbytes(200),
                b"GET / HTTP/9.9\r\n\r\n",
            ]
        )
    method = "POST" if random.randrange(7) else random.choice(_METHODS)
    path = address if random.randrange(7) else random.choice(_PATHS)
    data = body(random, right)
    headers = [("Host", "here"), ("Connection", "close")]
    if random.randrange(12):
        headers.append(("Content-Type", "application/json" if random.randrange(8) else random.choice(_TYPES)))
    length = random.choice([len(data)] * 20 + [len(data) + 5, 0, -1, 10**18])
    if random.randrange(16):
        headers.append(("Content-Length", str(length)))
    else:
        headers.append(("Transfer-Encoding", random.choice(["chunked", "gzip, chunked", "identity"])))
        if random.randrange(2):
            data = b"%x\r\n%s\r\n0\r\n\r\n" % (len(data), data)
    for _ in range(max(0, random.randrange(-3, 3))):
        headers.append(
            random.choice(
                [
                    ("Accept-Language", random.choice(["en", "zh", "*", ";;q=", "en;q=9" * 50, "\x80"])),
                    ("Accept-Encoding", "gzip"),
                    ("Content-Encoding", random.choice(["gzip", "br", "identity"])),
                    ("If-None-Match", random.choice(["*", '"', '"a", W/"b"'])),
                    ("Expect", "100-continue"),
                    ("Upgrade", "websocket"),
                    ("Connection", random.choice(["upgrade", "keep-alive"])),
                    ("X-Long", "a" * random.choice([10, 8000, 70_000])),
                    ("Bad Name", "a"),
                    ("Range", "bytes=0-5"),
                    ("Cookie", "\x01"),
                ]
            )
        )
    head = f"{method} {path} {random.choice(['HTTP/1.1'] * 40 + ['HTTP/1.0', 'HTTP/0.9', 'HTTP/2', ''])}\r\n"
    head += "".join(f"{name}: {said}\r\n" for name, said in headers)
    return head.encode("utf-8", "surrogatepass") + random.choice([b"\r\n"] * 40 + [b"", b"\n"]) + data
