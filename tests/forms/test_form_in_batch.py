"""A form that is filled in goes through the batch as it is: every worked case of every clause, each in a row of its own."""

from pathlib import Path

import pytest

from support.form_filled import Row, code, filled, headed
from support.policies import FOLDER, loaded
from tiaowen.compiler.batch.options import Options
from tiaowen.compiler.batch.plan import names_of
from tiaowen.compiler.batch.run import Run
from tiaowen.compiler.intake.headings import column_of
from tiaowen.compiler.model.case_facts import case_facts
from tiaowen.compiler.tables.opening import open_table
from tiaowen.runtime import FactError

POLICIES = sorted(path.name for path in FOLDER.iterdir())


@pytest.mark.parametrize("name", POLICIES)
def test_every_worked_case_gives_in_the_batch_what_calc_gives(name: str, tmp_path: Path) -> None:
    policy = loaded(FOLDER / name)
    form = policy.form()
    names = {column.of.name for column in (*form.columns, *(table.column for table in form.tables))}
    cases = [
        (clause, facts, day)
        for clause in policy.clauses.values()
        for facts, day in (case_facts(clause, case) for case in clause.cases)
        if facts.keys() <= names and (day is None or form.dated)
    ]
    rows = [Row(claims=(clause.id,), facts=headed(form, clause, facts), day=day) for clause, facts, day in cases]  # type: ignore[arg-type]
    file = str(tmp_path / "申报表.xlsx")
    Path(file).write_bytes(filled(form, rows))

    def is_known(heading: str) -> bool:
        return column_of(heading, names_of(policy), tuple(policy.clauses)) is not None

    sheets = [table.sheet for table in form.tables]
    lists = {table.column.of.name: open_table(file, is_known, sheet=table.sheet) for table in form.tables}
    run = Run(policy, open_table(file, is_known, apart=sheets), Options(lists=lists))
    table: dict[str, list[object]] = {}
    faults: dict[tuple[str, str], set[str]] = {}
    for part in run.parts():
        for heading, values in part.batch.to_pydict().items():
            table.setdefault(heading, []).extend(values)
        for fault in part.faults:
            faults.setdefault((fault.key, fault.clause), set()).add(fault.code)
    assert not run.summary().left_out
    for at, (clause, facts, day) in enumerate(cases):
        try:
            result = policy.calc(clause.id, facts, day)  # type: ignore[arg-type]
        except FactError as error:
            assert faults.pop((code(at + 1), clause.id)) == {fault.code for fault in error.faults}
            continue
        value, said = result.value, table[clause.id][at]
        said = tuple(said.values()) if isinstance(said, dict) else tuple(said) if isinstance(said, list) else said
        assert said == (tuple(value.values()) if isinstance(value, dict) else value), (clause.id, facts)
        assert table[f"{clause.id} 符合"][at] == result.eligible
    assert not faults
    assert len(cases) >= 5
