"""The service answers what the commands print, refuses what is wrong with its reason, and is the same to whoever asks."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from support.policies import FOLDER, loaded
from support.service import ADDRESS, FACTS, JSON, NAME, Client, guarded, guide, in_parts, offered
from tiaowen.compiler import load
from tiaowen.compiler.service.answers import calculate, explain, settle
from tiaowen.compiler.service.clauses import clause_data, facts_data, policy_data
from tiaowen.compiler.service.offer import Offer, names_of
from tiaowen.compiler.web.app import Served, application
from tiaowen.compiler.web.limits import Limits
from tiaowen.compiler.web.work import Answer, Job, done

LINES: list[str] = []


@pytest.fixture(scope="module")
def client() -> Client:
    return Client(guarded(log=LINES.append))


def problem(answer: Any, status: int, kind: str) -> Any:
    """The body of a problem, looked at as every one must be."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    told = answer.json()
    assert (told["type"], told["status"]) == (f"urn:tiaowen:problem:{kind}", status) and told["title"]
    return told


# ── what is worked out ──


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_result_is_that_of_calc(client: Client, lang: Any) -> None:
    given = {**FACTS, "申报日期": "2025-06-30"}
    answer = client.post(ADDRESS, json=given, headers={"Accept-Language": lang})
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
    assert answer.json() == calculate(offered(), "5.2", given, lang)
    told = client.post(f"/{NAME}/explain/5.2", json=given, headers={"Accept-Language": lang})
    assert told.json() == explain(offered(), "5.2", given, lang)


def test_claims_are_settled_and_shared_out(client: Client) -> None:
    claims = {"claims": {"5.2": FACTS, "5.2#二期": FACTS}, "同一事项": [["5.2", "5.2#二期"]]}
    found = client.post(f"/{NAME}/settle", json=claims).json()
    assert found == settle(offered(), claims) and found["total"] == "140000.00"
    shared = client.post(f"/{NAME}/allocate", json={"申报": {"甲厂": {"5.2": FACTS}}, "预算": "10万元"}).json()
    assert shared["shares"] == {"甲厂": "100000.00"}


def test_numbers_are_read_as_they_are_written(client: Client) -> None:
    body = '{"完成省科技成果登记并产业化": true, "年销售收入": %s}'
    for written, code in (("75000000.10", 200), ("75000000.100000000000000001", 422), ("7.5e7", 200)):
        answer = client.post(ADDRESS, content=(body % written).encode(), headers=JSON)
        assert answer.status_code == code, answer.text
    for written in ("NaN", "Infinity", "-1", "1e999999999", "9" * 5000):
        told = problem(client.post(ADDRESS, content=(body % written).encode(), headers=JSON), 422, "facts")
        assert told["code"].startswith("T06") and told["faults"][0]["fact"] == "年销售收入"


def test_wrong_facts_are_told_with_their_codes_in_both_languages(client: Client) -> None:
    chinese = problem(client.post(ADDRESS, json={"年销售收入": "许多"}), 422, "facts")
    english = problem(
        client.post(ADDRESS, json={"年销售收入": "许多"}, headers={"Accept-Language": "fr, en;q=0.8, zh;q=0.1"}),
        422,
        "facts",
    )
    assert chinese["faults"] == english["faults"] and [each["code"] for each in chinese["faults"]] == ["T0601", "T0611"]
    assert "没有填报" in chinese["detail"] and "is missing" in english["detail"]


# ── what is read ──


def test_clauses_facts_and_schemas(client: Client) -> None:
    policy = offered().policy
    assert client.get(f"/{NAME}/clauses").json() == policy_data(policy)
    assert client.get(f"/{NAME}/clauses/5.2").json() == clause_data(policy, "5.2")
    assert client.get(f"/{NAME}/facts/5.2").json()["facts"] == facts_data(policy, "5.2")
    assert set(FACTS) <= set(client.get(f"/{NAME}/schema/5.2").json()["facts"]["properties"])
    told = problem(client.get(f"/{NAME}/clauses/5.22"), 404, "clause")
    assert told["code"] == "T0615" and "5.2" in told["detail"]


def test_what_is_the_same_is_not_sent_again(client: Client) -> None:
    for path in (f"/{NAME}/clauses", f"/{NAME}/", "/api/", "/openapi.json", "/assets/service.css"):
        first = client.get(path)
        tag = first.headers["etag"]
        assert tag == client.get(path).headers["etag"] and re.fullmatch('"[^"]+"', tag)
        again = client.get(path, headers={"If-None-Match": f'"other", W/{tag}'})
        assert again.status_code == 304 and not again.content
        head = client.request("HEAD", path)
        assert (
            head.status_code == 200 and not head.content and head.headers["content-length"] == str(len(first.content))
        )
    assert client.get(f"/{NAME}/clauses").headers["etag"].startswith(f'"{offered().policy.hash[:16]}')
    other = client.get(f"/{NAME}/clauses", headers={"Accept-Language": "en"})
    assert other.headers["etag"] != client.get(f"/{NAME}/clauses").headers["etag"]
    assert other.headers["vary"] == "Accept-Language" and other.headers["content-language"] == "en"


def test_the_guide_is_served_as_it_is_printed(client: Client) -> None:
    assert client.get(f"/{NAME}").headers["location"] == f"{NAME}/"
    for name, data in guide().items():
        answer = client.get(f"/{NAME}/{name}")
        assert answer.content == data, name
        assert answer.headers["content-type"].startswith(("text/html", "text/css", "text/javascript"))
    problem(client.get(f"/{NAME}/nothing.html"), 404, "page")
    problem(client.get(f"/{NAME}/%2e%2e/%2e%2e/etc/passwd"), 404, "page")


def test_pages_name_every_policy_and_every_operation(client: Client) -> None:
    front = client.get("/").text
    assert offered().policy.title in front and f'href="{NAME}/"' in front
    page, described = client.get("/api/").text, client.get("/openapi.json").json()
    for path, methods in described["paths"].items():
        for operation in methods.values():
            assert f'id="{operation["operationId"]}"' in page, path
    assert 'lang="en"' in client.get("/api/", headers={"Accept-Language": "en"}).text


# ── what is refused ──


def test_addresses_and_methods(client: Client) -> None:
    problem(client.get("/other/"), 404, "policy")
    assert "jindong-2025" in problem(client.get("/jindong-2024/"), 404, "policy")["detail"]
    problem(client.post(f"/{NAME}/calc/1.1.1", json={}), 404, "clause")
    for path, method, allowed in (
        (ADDRESS, "GET", "OPTIONS, POST"),
        (f"/{NAME}/settle", "GET", "OPTIONS, POST"),
        (f"/{NAME}/clauses", "POST", "GET, HEAD, OPTIONS"),
        (f"/{NAME}/index.html", "DELETE", "GET, HEAD, OPTIONS"),
        ("/", "PUT", "GET, HEAD, OPTIONS"),
    ):
        answer = client.request(method, path)
        problem(answer, 405, "method")
        assert answer.headers["allow"] == allowed
        asked = client.request("OPTIONS", path)
        assert asked.status_code == 204 and asked.headers["allow"] == allowed and not asked.content


BODIES: tuple[tuple[bytes, Mapping[str, str], int, str], ...] = (
    (b"", JSON, 400, "json"),
    (b"{", JSON, 400, "json"),
    (b"[]", JSON, 400, "json"),
    (b'{"a": 1, "a": 2}', JSON, 400, "json"),
    (b"[" * 100_000, JSON, 400, "json"),
    (b'{"a": ' + b"[" * 40 + b"]" * 40 + b"}", JSON, 422, "limits"),
    (b'{"a": [' + b"1," * 10_000 + b"1]}", JSON, 422, "limits"),
    ('{"a": "\ud800"}'.encode("utf-8", "surrogatepass"), JSON, 400, "text"),
    ("{}".encode("utf-16"), JSON, 400, "text"),
    (b"{}", {}, 415, "media-type"),
    (b"{}", {"Content-Type": "text/json"}, 415, "media-type"),
    (b"{}", {"Content-Type": "application/json; charset=gbk"}, 415, "media-type"),
    (b"{}", {**JSON, "Content-Encoding": "gzip"}, 415, "media-type"),
    (b" " * (1 << 20) + b"{}", JSON, 413, "body-size"),
)


@pytest.mark.parametrize(("body", "headers", "status", "kind"), BODIES, ids=range(len(BODIES)))
def test_bodies(client: Client, body: bytes, headers: Mapping[str, str], status: int, kind: str) -> None:
    problem(client.post(ADDRESS, content=body, headers=headers), status, kind)
    if headers.get("Content-Type") == "application/json" and status != 413:
        assert client.post(ADDRESS, content=in_parts(body), headers=headers).status_code == status


def test_what_cannot_be_written_as_utf_8_is_answered_all_the_same(client: Client) -> None:
    told = problem(client.post(ADDRESS, content=rb'{"\ud800": 1}', headers=JSON), 422, "facts")
    assert any(fault["fact"] == "\ud800" for fault in told["faults"])


def test_a_body_is_taken_as_utf_8_says(client: Client) -> None:
    body = json.dumps(FACTS, ensure_ascii=False).encode("utf-8-sig")
    answer = client.post(ADDRESS, content=body, headers={"Content-Type": 'Application/JSON; Charset="UTF-8"'})
    assert answer.json()["value"] == "140000.00"


def test_long_addresses_and_headers(client: Client) -> None:
    problem(client.get("/" + "a" * 9000), 414, "address-size")
    problem(client.get("/", headers={"X-Long": "a" * 40_000}), 431, "headers-size")


def test_a_draft_is_checked(client: Client) -> None:
    draft = "【规则 1】甲\n依据：“没有”\n补助：1元。\n【完】\n".encode()
    found = client.post("/check", content=draft, headers={"Content-Type": "text/plain; charset=utf-8"}).json()
    assert not found["passed"] and "T0401" in {each["code"] for each in found["diagnostics"]}
    problem(client.post("/check", content=draft, headers=JSON), 415, "media-type")


def test_when_there_are_too_many_there_is_a_refusal() -> None:
    client = Client(guarded(Limits(in_progress=0)))
    answer = client.post(ADDRESS, json=FACTS)
    problem(answer, 503, "busy")
    assert answer.headers["retry-after"] == "1"


def test_a_fault_of_ours_tells_nothing_of_the_facts() -> None:
    async def broken(job: Job) -> Answer:
        raise RuntimeError(f"broken by {job.body!r}")

    lines: list[str] = []
    served = Served(
        offers={NAME: offered()}, guides={NAME: guide()}, limits=Limits(at_once=0), log=lines.append, apart=broken
    )
    told = problem(Client(application(served)).post(ADDRESS, json=FACTS), 500, "ours")
    assert "7500" not in json.dumps(told) + "".join(lines) and "RuntimeError" in lines[0]


def test_large_bodies_are_worked_out_apart_with_the_same_answer(client: Client) -> None:
    asked: list[Job] = []

    async def apart(job: Job) -> Answer:
        asked.append(job)
        return done({NAME: offered()}, job, Limits())

    served = Served(offers={NAME: offered()}, guides={NAME: guide()}, log=LINES.append, apart=apart)
    there = Client(application(served))
    body = json.dumps(FACTS).encode() + b" " * 10_000
    assert there.post(ADDRESS, content=body, headers=JSON).json() == client.post(ADDRESS, json=FACTS).json()
    assert there.post(ADDRESS, json=FACTS).status_code == 200 and len(asked) == 1


# ── for operators ──


def test_a_line_of_the_log_has_no_facts(client: Client) -> None:
    LINES.clear()
    client.post(f"{ADDRESS}?企业=某公司", json=FACTS)
    client.get("/%0A%E6%9F%90")
    assert len(LINES) == 2
    assert re.fullmatch(rf"\S+Z POST {ADDRESS} 200 \d+\.\d+ms \d+B", LINES[0])
    assert re.fullmatch(r"\S+Z GET /%0A%E6%9F%90 404 \d+\.\d+ms \d+B", LINES[1])


def test_health_and_metrics(client: Client) -> None:
    assert client.get("/health").json()["policies"] == [NAME]
    client.post(ADDRESS, json=FACTS)
    numbers = client.get("/metrics")
    assert numbers.headers["content-type"].startswith("text/plain; version=")
    assert 'operation="/{policy}/calc/{clause}",status="200"' in numbers.text
    assert f'policy="{NAME}"' in numbers.text and "tiaowen_requests_in_progress 1.0" in numbers.text


def test_every_answer_has_the_headers_of_security(client: Client) -> None:
    for answer in (
        client.get("/"),
        client.get("/nothing/x"),
        client.post(ADDRESS, json=FACTS),
        client.request("OPTIONS", "/"),
    ):
        assert answer.headers["x-content-type-options"] == "nosniff"
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "http" not in policy


@pytest.mark.parametrize("name", ["jindong-2025", "lucheng-2019.policy"])
def test_the_description_can_be_followed(name: str) -> None:
    """Every example is sent as it stands, and answered."""
    client = Client(application(Served(offers={"政策": Offer(loaded(FOLDER / name), "政策")}, guides={"政策": {}})))
    described = client.get("/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    text = json.dumps(described)
    refs = set(re.findall(r'"\$ref": "#/components/schemas/([^"]+)"', text))
    assert refs and refs <= set(described["components"]["schemas"])
    names = [operation["operationId"] for methods in described["paths"].values() for operation in methods.values()]
    assert len(names) == len(set(names))
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            where = path.replace("{clause}", next((each["example"] for each in operation.get("parameters", ())), ""))
            content = operation.get("requestBody", {}).get("content", {})
            for kind, body in content.items():
                example = body["example"]
                data = example if isinstance(example, str) else json.dumps(example)
                answer = client.request(method, where, content=data.encode(), headers={"Content-Type": kind})
                assert answer.status_code == 200, (path, answer.text)
            if not content:
                assert client.request(method, where).status_code == 200, path


def test_amounts_are_text(client: Client) -> None:
    value = client.post(ADDRESS, json=FACTS).json()["value"]
    assert isinstance(value, str) and Decimal(value) == 140000


def test_names_and_clauses_may_be_any(tmp_path: Path) -> None:
    """Names in Chinese, clauses with signs that have a meaning in addresses."""
    written = tmp_path / "园区.policy"
    rule = "【规则 {id}】好\n依据：“给予10%的支持”\n填报：投资额：金额。\n补助：投资额的10%。\n算例：投资额10元，得1元。\n【完】\n"
    ids = ["甲/乙", "a#c", "%41", "<b>"]
    written.write_text("（一）给予10%的支持。\n\n" + "".join(rule.format(id=each) for each in ids), "utf-8")
    policy = load(written)
    assert list(policy.clauses) == ids
    name = names_of([str(written)])[0]
    client = Client(application(Served(offers={name: Offer(policy, name)}, guides={name: {}})))
    for clause in ids:
        answer = client.post(f"/{quote(name)}/calc/{quote(clause, safe='')}", json={"投资额": "100元"})
        assert answer.json()["value"] == "10.00" and answer.json()["clause"] == clause
    page = client.get("/api/").text
    assert "<b>" not in page and "&lt;b&gt;" in page
    assert client.get(f"/{quote(name)}").headers["location"] == f"{quote(name)}/"


def test_a_service_of_no_rules(tmp_path: Path) -> None:
    written = tmp_path / "空.policy"
    written.write_text("（一）给予支持。\n", "utf-8")
    client = Client(application(Served(offers={"空": Offer(load(written), "空")}, guides={"空": {}})))
    for path in ("/", "/api/", "/openapi.json", "/空/clauses"):
        assert client.get(path).status_code == 200
    assert client.post("/空/settle", json={"claims": {}}).json()["total"] == "0.00"
