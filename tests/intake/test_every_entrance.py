"""What an office writes means the same wherever it is written: one table of values, put to every entrance."""

import csv
import json
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet
from xlsxwriter import Workbook

from support.command import Command
from tiaowen.compiler import load
from tiaowen.compiler.answers.claims import read_json
from tiaowen.compiler.pipeline import Loaded
from tiaowen.compiler.service import answers
from tiaowen.compiler.service.offer import Offer
from tiaowen.runtime.errors import FactError

TEXT = """某园区支持办法

【政策】某园区支持办法
有效期：2018年1月1日至2026年12月31日；
【完】

（一）对2019年1月1日以后成立的国家级企业，首次申报的，按研发费用的10%给予补助，最高50万元。

【规则 1】研发补助
依据：“对2019年1月1日以后成立的国家级企业，首次申报的，按研发费用的10%给予补助，最高50万元”
填报：成立日期：日期；首次申报：是否；级别：国家级、A级；研发费用：金额。
条件：成立日期在2019年1月1日以后；首次申报；级别为国家级。
补助：研发费用的10%，封顶50万元。
算例：成立日期2019年5月1日，首次申报，级别国家级，研发费用100万元，得10万元。
【完】
"""
KEY = "统一社会信用代码"
RIGHT = {"成立日期": "2019-05-01", "首次申报": "是", "级别": "国家级", "研发费用": "100万元"}
YES, NO = "100000.00", "0.00"
NOISE = 0.1 + 0.2

# A fact, what is written, and what comes of it: what is paid, or the code of the fault.
VALUES: list[tuple[str, Any, str]] = [
    *(("成立日期", said, YES) for said in ("2019年5月1日", "2019/5/1", "2019.5.1", "2019-05-01 00:00:00", "20190501")),
    *(("成立日期", said, YES) for said in ("二〇一九年五月一日", " ２０１９．５．１ ", 20190501, 20190501.0)),
    *(("成立日期", said, YES) for said in (date(2019, 5, 1), datetime(2019, 5, 1), np.datetime64("2019-05-01"))),
    *(("成立日期", said, "T0612") for said in ("43586", 43586, "2019-13-01", "5/1/2019", datetime(2019, 5, 1, 8, 30))),
    *(("首次申报", said, YES) for said in ("是", " 是 ", "√", "Y", "1", "1.0", "TRUE", 1, 1.0, True, np.bool_(True))),
    *(("首次申报", said, NO) for said in ("否", "×", "N", "0", 0, 0.0, False)),
    *(("首次申报", said, "T0603") for said in ("有", "2", 2)),
    *(("级别", said, YES) for said in (" 国家级 ", "国 家 级")),
    *(("级别", said, NO) for said in ("Ａ级", "A级")),
    *(("级别", said, "T0609") for said in ("a级", "国家级企业")),
    *(("研发费用", said, YES) for said in (1000000, 1000000.0, "1000000.00", "1,000,000", "1，000，000", "１００万")),
    *(("研发费用", said, YES) for said in ("￥1,000,000.00", "1000000元整", "一百万元", " 100 万元 ")),
    *(("研发费用", said, YES) for said in (np.int64(1000000), np.float64(1000000), Decimal(1000000))),
    *(("研发费用", said, "123456.71") for said in (1234567.1, np.float64(1234567.1), Decimal("1234567.10"))),
    *(("研发费用", said, paid) for said, paid in ((NOISE, "0.03"), ("100", "10.00"), (100, "10.00"))),
    *(("研发费用", said, "T0611") for said in ("约100万元", "1e6", "1 000 000")),
    ("研发费用", "(500)", "T0607"),
]
# What is to be told of a value beside what comes of it.
IS_FLOAT, IS_SMALL = "二进制小数", "没有写单位"
Outcomes = dict[int, tuple[str, str]]


def told_of(fact: str, said: Any) -> list[str]:
    is_small = fact == "研发费用" and said in (100, "100", NOISE)
    return [IS_FLOAT] * (isinstance(said, float) and not said.is_integer()) + [IS_SMALL] * is_small


@dataclass(frozen=True)
class Entrances:
    """What comes of each value and what is told of it, by its place, at each entrance that it can be brought to."""

    folder: Path
    policy: Loaded
    command: Command

    @property
    def path(self) -> Path:
        return self.folder / "园区.policy"

    def calc(self) -> Outcomes:
        """What is text is typed, what is not is in the JSON."""
        found: Outcomes = {}
        for place, (fact, said, _) in enumerate(VALUES):
            if isinstance(said, str):
                facts = [f"{name}={value}" for name, value in {**RIGHT, fact: said}.items()]
                run = self.command("calc", self.path, "1", *facts, "--json")
            elif (text := _json(fact, said)) is not None:
                run = self.command("calc", self.path, "1", "--facts", "-", "--json", stdin=text.encode())
            else:
                continue
            found[place] = (json.loads(run.out)["value"] if not run.code else _code(run.err)), run.err
        return found

    def settle(self) -> Outcomes:
        """All claims together; those with faults are told first."""
        claims = {f"1#{place}": json.loads(text) for place, text in _texts()}
        refused = self._settle(claims).err
        found = {int(place): (code, "") for code, place in re.findall(r"\[(T\d+)\]：1#(\d+)：", refused)}
        run = self._settle({name: facts for name, facts in claims.items() if int(name[2:]) not in found})
        made = json.loads(run.out)
        for name, result in {**made["paid"], **made["refused"]}.items():
            found[int(name[2:])] = result["value"], "".join(re.findall(rf"1#{name[2:]} .*", run.err))
        return found

    def _settle(self, claims: Mapping[str, object]) -> Any:
        text = json.dumps({"claims": claims}, ensure_ascii=False)
        return self.command("settle", self.path, "--facts", "-", "--json", stdin=text.encode())

    def allocate(self) -> Outcomes:
        claims = {f"第{place}家": {"1": json.loads(text)} for place, text in _texts()}
        file = self.folder / "全部.json"
        file.write_text(json.dumps({"申报": claims, "预算": "1亿元"}, ensure_ascii=False), "utf-8")
        run = self.command("allocate", self.path, "--facts", file, "--json")
        made = json.loads(run.out)
        found: Outcomes = {}
        for place, _ in _texts():
            who = f"第{place}家"
            faults = made["refused"].get(who)
            outcome = faults["1"][0]["code"] if faults else made["due"][who]
            found[place] = outcome, "".join(re.findall(rf"{who} .*", run.err))
        return found

    def web(self) -> Outcomes:
        offer, found = Offer(self.policy, "园区"), Outcomes()
        for place, text in _texts():
            try:
                made = answers.calculate(offer, "1", read_json(text))
                found[place] = made["value"], str(made.get("notes", ""))
            except FactError as error:
                found[place] = error.faults[0].code, ""
        return found

    def python(self) -> Outcomes:
        found: Outcomes = {}
        for place, (fact, said, _) in enumerate(VALUES):
            with warnings.catch_warnings(record=True) as told:
                warnings.simplefilter("always")
                try:
                    outcome = str(self.policy.calc("1", {**RIGHT, fact: said}).value)
                except FactError as error:
                    outcome = error.faults[0].code
            found[place] = outcome, " ".join(str(each.message) for each in told)
        return found

    def memory(self) -> Outcomes:
        found: Outcomes = {}
        for place in range(len(VALUES)):
            table = pa.table({name: [value] for name, value in _row(place).items()})
            made = self.policy.batch(table)
            outcome = made.faults[0].code if made.faults else str(made.table["1"][0])
            found[place] = outcome, " ".join(note.zh for note in made.notes)
        return found

    def csv(self) -> Outcomes:
        with (self.folder / "申报.csv").open("w", encoding="gb18030", newline="") as file:
            rows = csv.writer(file)
            rows.writerow([KEY, *RIGHT])
            kept = [place for place, (_, said, _) in enumerate(VALUES) if _in_gb18030(said)]
            rows.writerows([f"第{place}家", *_row(place).values()] for place in kept)
        return self._batch("申报.csv")

    def sheet(self) -> Outcomes:
        with Workbook(self.folder / "申报.xlsx") as book:
            sheet, day = book.add_worksheet("申报"), book.add_format({"num_format": "yyyy/m/d"})
            sheet.write_row(0, 0, [KEY, *RIGHT])
            for place in range(len(VALUES)):
                sheet.write_string(place + 1, 0, f"第{place}家")
                for column, said in enumerate(_row(place).values(), 1):
                    _write(sheet, place + 1, column, said, day)
        return self._batch("申报.xlsx")

    def parquet(self) -> Outcomes:
        """A file for the values of a column and a type."""
        found: Outcomes = {}
        kinds = dict.fromkeys((fact, type(_plain(said))) for fact, said, _ in VALUES)
        for number, kind in enumerate(kinds):
            places = [place for place, (fact, said, _) in enumerate(VALUES) if (fact, type(_plain(said))) == kind]
            rows = [{KEY: f"第{place}家", **_row(place)} for place in places]
            parquet.write_table(pa.Table.from_pylist(rows), self.folder / f"{number}.parquet")
            made = self.policy.batch_file(self.folder / f"{number}.parquet", self.folder / "结果.csv")
            found |= self._results(" ".join(note.zh for note in made.summary.notes))
        return found

    def _batch(self, name: str) -> Outcomes:
        """What is told of a table is told of its columns."""
        run = self.command("batch", self.path, "--in", self.folder / name, "--out", self.folder / "结果.csv")
        assert run.code == 0, run.err
        return self._results(run.out + run.err)

    def _results(self, told: str) -> Outcomes:
        with (self.folder / "结果.csv").open(encoding="utf-8-sig", newline="") as file:
            found = {int(row[KEY][1:-1]): (row["1"], told) for row in csv.DictReader(file)}
        if (faults := self.folder / "结果.退回.csv").exists():
            with faults.open(encoding="utf-8-sig", newline="") as file:
                found |= {int(row["申报人"][1:-1]): (row["代码"], "") for row in csv.DictReader(file)}
            faults.unlink()
        return found

    def audit(self) -> Outcomes:
        """Of the same sheet: everybody has been paid one 分 more than can be due."""
        paid = self.folder / "付款.csv"
        paid.write_text(f"{KEY},条款,金额\n" + "".join(f"第{n}家,1,500000.01\n" for n in range(len(VALUES))), "utf-8")
        report = self.folder / "审计.json"
        run = self.command("audit", self.path, "--in", self.folder / "申报.xlsx", "--paid", paid, "-o", report)
        assert run.code == 0, run.err
        return {
            int(each["key"][1:-1]): (
                "申报有误" if "申报有误" in each["message"] else each["due"],
                run.out + run.err,
            )
            for each in json.loads(report.read_text("utf-8"))
        }


def _plain(said: Any) -> Any:
    return said.item() if isinstance(said, np.generic) else said


def _row(place: int) -> dict[str, Any]:
    fact, said, _ = VALUES[place]
    return {**RIGHT, fact: _plain(said)}


def _json(fact: str, said: Any) -> str | None:
    """The facts as JSON; None where it has no such value.  What JSON says of the noise of a float is all of it."""
    try:
        return None if said == NOISE else json.dumps({**RIGHT, fact: said}, ensure_ascii=False)
    except TypeError:
        return None


def _texts() -> Iterator[tuple[int, str]]:
    for place, (fact, said, _) in enumerate(VALUES):
        if (text := _json(fact, said)) is not None:
            yield place, text


def _code(told: str) -> str:
    found = re.search(r"\[(T\d+)\]", told)
    return found[1] if found else told


def _in_gb18030(said: Any) -> bool:
    """Floats are written out as text there, days in a way of their own."""
    return isinstance(said, str | int | Decimal) and not isinstance(said, bool)


def _write(sheet: Any, row: int, column: int, said: Any, day: Any) -> None:
    if isinstance(said, str):
        sheet.write_string(row, column, said)
    elif isinstance(said, bool):
        sheet.write_boolean(row, column, said)
    elif isinstance(said, date):
        sheet.write_datetime(row, column, said, day)
    elif said == NOISE:
        sheet.write_formula(row, column, "=0.1+0.2", None, said)
    else:
        sheet.write_number(row, column, float(said))


ENTRANCES: dict[str, Callable[[Entrances], Outcomes]] = {
    "calc": Entrances.calc,
    "settle": Entrances.settle,
    "allocate": Entrances.allocate,
    "web": Entrances.web,
    "Python": Entrances.python,
    "memory": Entrances.memory,
    "csv": Entrances.csv,
    "sheet": Entrances.sheet,
    "parquet": Entrances.parquet,
    "audit": Entrances.audit,
}


@pytest.fixture(scope="module")
def came(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Outcomes]]:
    folder = tmp_path_factory.mktemp("entrances")
    (folder / "园区.policy").write_text(TEXT, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        entrances = Entrances(folder, load(folder / "园区.policy"), Command(patch))
        yield {name: asked(entrances) for name, asked in ENTRANCES.items()}


@pytest.mark.parametrize(
    "place", range(len(VALUES)), ids=[f"{fact}-{type(said).__name__}-{said}" for fact, said, _ in VALUES]
)
def test_a_value_means_the_same_at_every_entrance(came: Mapping[str, Outcomes], place: int) -> None:
    fact, said, wanted = VALUES[place]
    outcomes = {name: found[place] for name, found in came.items() if place in found}
    assert {"Python", "memory", "sheet", "parquet", "audit"} <= outcomes.keys()
    assert {name: outcome for name, (outcome, _) in outcomes.items()} == {
        name: "申报有误" if name == "audit" and wanted[0] == "T" else wanted for name in outcomes
    }
    for told in told_of(fact, said):
        # JSON has no binary floats: its numbers are read as they are written.
        told_by = {name for name, (_, beside) in outcomes.items() if told in beside}
        assert told_by == outcomes.keys() - ({"calc", "settle", "allocate", "web"} if told == IS_FLOAT else set())
