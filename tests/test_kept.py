"""What is kept between runs: made once, made anew where it is damaged or out of date, and never an error."""

from pathlib import Path

import pytest

from tiaowen.compiler.reading.kept import kept


@pytest.fixture(autouse=True)
def may_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)


def counted(made: list[bytes], data: bytes) -> bytes:
    made.append(data)
    return data


def test_it_is_made_once(tmp_path: Path) -> None:
    made: list[bytes] = []
    for _ in range(3):
        assert kept(tmp_path / "表", "一", lambda: counted(made, b"1")) == b"1"
    assert made == [b"1"]


def test_what_depends_on_something_else_is_made_anew(tmp_path: Path) -> None:
    kept(tmp_path / "表", "一", lambda: b"1")
    assert kept(tmp_path / "表", "二", lambda: b"2") == b"2"
    assert kept(tmp_path / "表", "二", lambda: b"3") == b"2"


def test_what_is_damaged_is_made_anew(tmp_path: Path) -> None:
    place = tmp_path / "表"
    kept(place, "一", lambda: b"1")
    whole = place.read_bytes()
    for damaged in (b"", b"x", bytes(100), whole[:-1], whole + b"\0"):
        place.write_bytes(damaged)
        assert kept(place, "一", lambda: b"2") == b"2"
        assert kept(place, "一", lambda: b"3") == b"2"
    assert list(tmp_path.iterdir()) == [place]


def test_where_nothing_may_be_written_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept(tmp_path / "no such folder" / "表", "一", lambda: b"1") == b"1"
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert kept(tmp_path / "表", "一", lambda: b"1") == b"1"
    assert not list(tmp_path.iterdir())
    kept(tmp_path / "表", "一", lambda: b"1", is_installing=True)
    assert kept(tmp_path / "表", "一", lambda: b"2") == b"1"
