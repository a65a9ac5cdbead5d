"""The page served with the files of a folder: who is let in, and how files are saved."""

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tiaowen.compiler.cli.commands.desk import shelf_at
from tiaowen.compiler.desk.served import Shelf, application

TEXT = "（一）给予10%的支持。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "甲.policy").write_bytes(TEXT.replace("\n", "\r\n").encode())
    (tmp_path / "乙.policy").write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    return tmp_path


@pytest.fixture
def shelf(folder: Path) -> Shelf:
    return shelf_at(str(folder), "utf-8", "zh")


@pytest.fixture
def client(shelf: Shelf) -> TestClient:
    """One that has opened the page."""
    made = TestClient(application(b"page", shelf), base_url="http://127.0.0.1:1")
    assert made.get("/", params={"token": shelf.token}).status_code == 200
    return made


def one(client: TestClient, name: str) -> dict[str, Any]:
    return next(each for each in client.get("/files").json() if each["name"] == name)


def test_the_page_is_opened_once_by_its_token_and_by_nobody_else(shelf: Shelf) -> None:
    app = application(b"page", shelf)
    first, other = (TestClient(app, base_url="http://127.0.0.1:1") for _ in range(2))
    assert other.get("/", params={"token": "x"}).status_code == 403
    assert first.get("/", params={"token": shelf.token}).text == "page"
    assert first.get("/").status_code == 200
    assert other.get("/", params={"token": shelf.token}).status_code == 403
    assert other.get("/files").status_code == other.put("/files", json={}).status_code == 403


def test_another_name_of_this_host_is_not_answered_to(client: TestClient) -> None:
    assert client.get("/files", headers={"Host": "evil.example:1"}).status_code == 403


def test_files_are_read_again_only_where_one_has_changed(client: TestClient, folder: Path) -> None:
    tag = client.get("/files").headers["ETag"]
    assert client.get("/files", headers={"If-None-Match": tag}).status_code == 204
    (folder / "甲.policy").write_text("新的，长一些\n", "utf-8")
    (folder / "图.png").write_bytes(b"of no policy")
    again = client.get("/files", headers={"If-None-Match": tag})
    assert again.status_code == 200 and again.headers["ETag"] != tag
    (folder / "图.png").write_bytes(b"of no policy, and changed")
    assert client.get("/files", headers={"If-None-Match": again.headers["ETag"]}).status_code == 204


def test_a_file_is_saved_with_its_line_ends_and_its_mark(client: TestClient, folder: Path) -> None:
    for name, data in (("甲.policy", "新\r\n".encode()), ("乙.policy", b"\xef\xbb\xbf" + "新\n".encode())):
        found = one(client, name)
        answer = client.put("/files", json={"name": name, "text": "新\n", "hash": found["hash"]})
        assert answer.json() == {"hash": one(client, name)["hash"]}
        assert (folder / name).read_bytes() == data


def test_what_has_changed_on_disk_is_not_written_over(client: TestClient, folder: Path) -> None:
    found = one(client, "乙.policy")
    (folder / "乙.policy").write_text("别人改的\n", "utf-8")
    answer = client.put("/files", json={"name": "乙.policy", "text": "新\n", "hash": found["hash"]})
    assert (answer.status_code, answer.json()["text"]) == (409, "别人改的\n")
    assert (folder / "乙.policy").read_text("utf-8") == "别人改的\n"


@pytest.mark.parametrize("name", ["../丙.policy", "丙.policy", "/etc/passwd", 7, None])
def test_only_files_of_the_policy_are_written(client: TestClient, folder: Path, name: object) -> None:
    before = sorted(folder.rglob("*"))
    assert client.put("/files", json={"name": name, "text": "x", "hash": ""}).status_code == 404
    assert client.put("/files", content=b"{").status_code == 400
    assert sorted(folder.rglob("*")) == before


def test_a_word_that_the_encoding_has_not_is_told(folder: Path) -> None:
    place = folder / "丁.policy"
    place.write_bytes(TEXT.encode("gb2312"))
    shelf = shelf_at(str(place), "gb2312", "zh")
    made = TestClient(application(b"", shelf), base_url="http://127.0.0.1:1")
    made.get("/", params={"token": shelf.token})
    (found,) = made.get("/files").json()
    answer = made.put("/files", json={"name": found["name"], "text": "㐀\n", "hash": found["hash"]})
    assert answer.status_code == 507 and "㐀" in answer.json()["said"]
    assert place.read_bytes() == TEXT.encode("gb2312")
