"""The generated province: the same twice, all of the vocabulary, every choice that counts."""

from __future__ import annotations

import filecmp
import json
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner

from app import cli
from graph.errors import Unknown
from graph.generate import Province, fill, generate, organise
from graph.generate.plausible import NEVER, Calendar, number, quarter_end
from graph.generate.province import same_as
from graph.ingest.canonical import form_named, loadable
from graph.model import Domain, Kind, type_of

UNTIL = date(2026, 6, 30)

APART = (Domain.SYSTEM, Domain.DUTIES)
"""What the product keeps itself, or follows from the records."""


@pytest.fixture(scope="module")
def demonstration() -> Province:
    """The province at the size of the demonstration, without its stories."""
    return background(10_000, 8)


def background(cases: int, seed: int) -> Province:
    made = Province(cases, seed, UNTIL)
    organise(made)
    fill(made)
    return made


def test_the_same_arguments_give_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        generate(200, 3, UNTIL, tmp_path / name)
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == sorted(path.name for path in (tmp_path / "two").iterdir())
    same, other, failed = filecmp.cmpfiles(tmp_path / "one", tmp_path / "two", names, shallow=False)
    assert (sorted(same), other, failed) == (names, [], [])


def test_another_seed_gives_another_province() -> None:
    one, two = background(200, 1), background(200, 2)
    assert one.tables["case"]["number"].to_list() != two.tables["case"]["number"].to_list()


def test_every_table_is_a_canonical_file(demonstration: Province) -> None:
    for name, frame in demonstration.tables.items():
        assert tuple(frame.columns) == form_named(f"{name}.csv").columns


def test_every_type_occurs(demonstration: Province) -> None:
    wanted = {kind.slug for kind in loadable() if kind.domain not in APART}
    assert wanted - {name for name, frame in demonstration.tables.items() if len(frame)} == set()


def test_every_choice_of_a_standing_field_occurs(demonstration: Province) -> None:
    missing = {}
    for kind in loadable():
        if kind.domain in APART or not kind.standing:
            continue
        found = set(demonstration.tables[kind.slug][kind.standing].drop_nulls())
        if wanted := set(kind.fields[kind.standing].choices) - found:
            missing[kind.name] = wanted
    assert missing == {}


def test_every_value_of_a_choice_is_declared(demonstration: Province) -> None:
    for name, frame in demonstration.tables.items():
        form = form_named(f"{name}.csv")
        fields = form.ref.fields if form.ref else form.kind.own_fields
        for field, declared in fields.items():
            if declared.kind is Kind.CHOICE:
                assert set(frame[field].drop_nulls()) - set(declared.choices) == set(), field


def test_every_relation_occurs(demonstration: Province) -> None:
    """Also those to each of several types."""
    empty = set()
    for kind in loadable():
        if kind.domain in APART:
            continue
        for ref in kind.refs.values():
            if ref.derived:
                continue
            if ref.fields:
                if f"{kind.slug}.{ref.name}" not in demonstration.tables:
                    empty.add(f"{kind.slug}.{ref.name}")
                continue
            for target in ref.targets:
                several = len(ref.targets) > 1
                column = f"{ref.name}.{type_of(target).slug}" if several else ref.name
                if demonstration.tables[kind.slug][column].drop_nulls().is_empty():
                    empty.add(f"{kind.slug}.{column}")
    assert empty == {"transfer.on.step", "measure.cites.duty"}


def test_nothing_is_dated_after_the_last_day(demonstration: Province) -> None:
    late = {}
    for name, frame in demonstration.tables.items():
        for column, kind in frame.schema.items():
            if kind == pl.Date and not column.startswith("due"):
                last = frame[column].max()
                if last is not None and last > UNTIL:  # type: ignore[operator]
                    late[f"{name}.{column}"] = last
    assert late == {}


def test_work_is_open_at_the_end(demonstration: Province) -> None:
    cases = demonstration.tables["case"]
    assert 0.04 < cases["concluded_on"].null_count() / len(cases) < 0.2
    states = demonstration.tables["rectification"]["state"].value_counts(normalize=True)
    shares = dict(states.iter_rows())
    assert shares["closed"] > 0.6
    assert shares["open"] > 0.05


def test_the_background_leaves_alone_what_is_reserved() -> None:
    made = Province(1_000, 5, UNTIL)
    organise(made)
    code = made.courts.codes.filter(pl.Series(made.courts.active)).to_list()[5]
    quiet = made.courts.codes.filter(pl.Series(made.courts.active)).to_list()[6]
    alone = background(1_000, 5).tables
    officer = alone["act"]["performed_by"].drop_nulls().str.split(";").list.first().mode()[0]
    made.reserve(code, ["C01", "S10"])
    made.reserve(quiet)
    made.reserve(officers=[officer])
    fill(made)
    findings = made.tables["finding"]
    assert findings.filter(at=code).filter(
        pl.col("problem").is_in(["C01", "T01", "S10"])
    ).is_empty()  # fmt: skip
    assert findings.filter(at=quiet).is_empty()
    assert not alone["finding"].filter(at=quiet).is_empty()
    assert findings.filter(pl.col("attributed_to.officer") == officer).is_empty()
    acts = made.tables["act"].filter(pl.col("performed_by").str.contains(officer))["number"]
    assert len(acts)
    challenged = made.tables["review"]["challenges.act"]
    assert set(acts) & set(challenged.drop_nulls()) == set()


def test_a_problem_and_its_synonym() -> None:
    assert same_as("T01") == same_as("C01") == {"C01", "T01"}
    assert same_as("S10") == {"S10"}


def test_rows_of_ones_own() -> None:
    made = background(200, 4)
    key = made.fresh("case", "测试-")
    assert key == "测试-00001"
    made.add("case", [{"number": key, "type_code": "enforcement", "enforced_by": "鲁01"}])
    assert made.fresh("case", "测试-") == "测试-00002"
    assert made.tables["case"].filter(number=key)["concluded_on"].to_list() == [None]
    with pytest.raises(Unknown):
        made.add("case", [{"number": "x", "colour": "red"}])


def test_the_calendar_knows_holidays_and_weekends() -> None:
    made = Calendar(date(2024, 6, 30))
    friday, monday = number(date(2024, 4, 26)), number(date(2024, 4, 29))
    assert made.onward(np.array([friday + 1])).tolist() == [number(date(2024, 4, 28))]  # 调休
    assert made.after(np.array([monday]), 2).tolist() == [number(date(2024, 5, 6))]  # 劳动节
    assert made.back(np.array([number(date(2024, 5, 3))])).tolist() == [number(date(2024, 4, 30))]
    assert quarter_end(np.array([friday])).tolist() == [number(date(2024, 6, 30))]
    assert date(2243, 1, 1) < date.fromordinal(date(1970, 1, 1).toordinal() + NEVER)


def test_the_command_writes_files_into_an_empty_folder_only(tmp_path: Path) -> None:
    given = ["generate", "--cases", "200", "--seed", "2", "--until", "2026-06-30", "--json"]
    run = CliRunner().invoke(cli.main, [*given, "--out", str(tmp_path / "new")])
    assert run.exit_code == 0, run.output
    told = json.loads(run.stdout)
    assert told["until"] == "2026-06-30"
    case = pl.read_csv(tmp_path / "new" / "case.csv", infer_schema=False)
    assert told["rows"]["case"] == len(case) >= 200
    again = CliRunner().invoke(cli.main, [*given, "--out", str(tmp_path / "new")])
    assert again.exit_code == 2
    assert "must be an empty folder" in again.output


@pytest.mark.parametrize("cases", ["199", "5000001", "many"])
def test_the_command_makes_200_to_5_000_000_cases(cases: str, tmp_path: Path) -> None:
    run = CliRunner().invoke(cli.main, ["generate", "--cases", cases, "--out", str(tmp_path)])
    assert run.exit_code == 2
