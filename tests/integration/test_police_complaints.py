"""The public complaint records of 1967–1999, whole: what is in the graph is what is in the CSV.

The data set isn't committed: it is taken from ``../shared/data`` where that is there. Everything
expected is computed from the CSV by polars alone, and read from the graph by Cypher alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

import polars as pl
import pytest

from config import ROOT
from graph import audit
from graph.ingest.files import MAPPINGS, Loaded, load_file
from graph.scope import Actor
from graph.session import Graph, Row

FILE = ROOT.parent / "shared" / "data" / "police-complaints-1967-1999.csv.gz"

pytestmark = pytest.mark.skipif(
    not FILE.exists(), reason=f"the data set is not part of the repository: put it at {FILE}"
)

NO_ACTION = "NO ACTION TAKEN"

Told = tuple[str, str, str, str]
"""Complaint, category, finding, discipline."""


@dataclass
class Both:
    """The file as polars reads it, and the graph it was loaded into."""

    graph: Graph
    csv: pl.DataFrame
    loaded: Loaded

    def ask(self, cypher: str, **parameters: object) -> list[Row]:
        with self.graph.reading() as tx:
            return tx.run(cypher, **parameters)


@pytest.fixture(scope="module")
def both(graph: Graph) -> Both:
    csv = pl.read_csv(FILE, infer_schema_length=0).fill_null("")
    loaded = load_file(graph, Actor.system("load"), FILE, MAPPINGS / "police-complaints.yaml")
    return Both(graph, csv, loaded)


def test_every_row_is_accounted_for(both: Both) -> None:
    assert both.loaded.checked.sheet.rows == len(both.csv) == 124_083
    assert both.loaded.refused == 0
    made = {
        label: each.created + each.unchanged for label, each in both.loaded.outcome.records.items()
    }
    allegations = both.csv.select("cr_id", "officer_id", "complaint_category").n_unique()
    assert made == {
        "Court": 1,
        "Department": both.csv["unit"].n_unique() + 1,
        "Officer": both.csv["officer_id"].n_unique(),
        "Topic": both.csv["complaint_category"].str.slice(0, 2).n_unique(),
        "Problem": both.csv["complaint_category"].n_unique(),
        "Petition": both.csv["cr_id"].n_unique(),
        "Verification": allegations,
        "Finding": allegations,
        "Measure": both.csv.filter(pl.col("final_discipline") != "600")
        .select("cr_id", "officer_id", "complaint_category", "final_discipline")
        .n_unique(),
    }


def test_the_history_of_every_officer_is_the_files_own(both: Both) -> None:
    expected: dict[str, set[Told]] = defaultdict(set)
    for officer, *told in both.csv.select(
        "officer_id", "cr_id", "complaint_category", "final_finding_desc", "final_discipline_desc"
    ).iter_rows():
        expected[f"CPD-{officer}"].add((told[0], told[1], told[2], told[3]))
    found: dict[str, set[Told]] = defaultdict(set)
    for row in _histories(both):
        for finding, discipline in _outcomes(row):
            found[row["officer"]].add((row["complaint"], row["category"], finding, discipline))
    assert len(expected) == len(found) == 19_130
    differing = [o for o in expected if expected[o] != found[o]]
    assert differing == []


def test_the_units_an_officer_served_in(both: Both) -> None:
    expected = set(both.csv.select(pl.format("CPD-{}", "officer_id"), _unit()).iter_rows())
    rows = both.ask(
        "MATCH (:Court {code: 'CPD'})<-[:OF]-(d:Department)<-[:SERVES]-(o:Officer) "
        "RETURN o.number AS officer, d.number AS unit"
    )
    assert {(r["officer"], r["unit"]) for r in rows} == expected
    assert len(rows) == len(expected)


def test_totals_by_category_unit_and_outcome(both: Both) -> None:
    one = both.csv.unique(["cr_id", "officer_id", "complaint_category"])
    assert _totals(both, "MATCH (f)-[:OF_PROBLEM]->(e:Problem)", "e.code") == Counter(
        f"CPD-{c}" for c in one["complaint_category"]
    )
    each_unit = both.csv.unique(["cr_id", "officer_id", "complaint_category", "unit"])
    assert _totals(both, "MATCH (f)-[:ATTRIBUTED_TO]->(e:Department)", "e.number") == Counter(
        each_unit.select(_unit()).to_series()
    )
    status = {"SUSTAINED": "established", "NOT SUSTAINED": "alleged"}
    said = both.csv.group_by("cr_id", "officer_id", "complaint_category").agg(
        pl.col("final_finding_desc").unique(maintain_order=True)
    )["final_finding_desc"]
    each = [{status.get(word, "refuted") for word in words} for words in said]
    assert _totals(both, "", "f.status") == Counter(
        each_one.pop() if len(each_one) == 1 else "alleged" for each_one in each
    )
    assert _totals(both, "", "f.conclusion") == Counter("; ".join(s) for s in said)


def test_contradictions_are_kept_and_counted(both: Both) -> None:
    pair, triple = ["cr_id", "officer_id"], ["cr_id", "officer_id", "complaint_category"]
    findings = both.csv.group_by("cr_id").agg(pl.col("final_finding").n_unique())
    repeated = both.csv.filter(pl.struct(pair).is_duplicated())
    again = both.csv.filter(pl.struct(triple).is_duplicated()).select(triple).n_unique()
    same = both.csv.filter(pl.struct(pl.all()).is_duplicated()).unique()
    found = {c.name.en.split(", with")[0]: c.groups for c in both.loaded.checked.contradictions}
    assert found == {
        "rows that repeat another in full": len(same),
        "findings differ within a complaint": len(findings.filter(pl.col("final_finding") > 1)),
        "one officer in one complaint": repeated.select(pair).n_unique() - len(same),
        "one officer in one complaint and category": again - len(same),
    }  # fmt: skip
    assert list(found.values()) == [1, 4_034, 37, 26]


def test_the_ten_officers_with_most_complaints(both: Both) -> None:
    expected = (
        both.csv.group_by(pl.format("CPD-{}", "officer_id").alias("officer"))
        .agg(pl.col("cr_id").n_unique().alias("complaints"))
        .sort(["complaints", "officer"], descending=[True, False])
        .head(10)
    )
    rows = both.ask(
        "MATCH (o:Officer {c1: 'CPD'}) "
        "WITH o.number AS officer, COUNT { (o)<-[:NAMES]-(:Petition) } AS complaints "
        "RETURN officer, complaints ORDER BY complaints DESC, officer LIMIT 10"
    )
    assert [(r["officer"], r["complaints"]) for r in rows] == list(expected.iter_rows())


def test_the_second_load_changes_nothing(both: Both) -> None:
    labels = ("Court", "Department", "Officer", "Petition", "Verification", "Finding", "Measure")

    def state() -> list[Row]:
        return [
            row for label in labels for row in both.ask(
                f"MATCH (n:{label} {{c1: 'CPD'}}) RETURN count(n) AS many, "
                "sum(n.version) AS versions, max(n.changed_at) AS last"
            )
        ]  # fmt: skip

    before = state()
    again = load_file(
        both.graph, Actor.system("load"), FILE, MAPPINGS / "police-complaints.yaml"
    ).outcome
    assert (again.total("created"), again.total("changed")) == (0, 0)
    assert again.total("unchanged") == sum(row["many"] for row in before) + 14 + 126
    assert state() == before
    with both.graph.reading() as tx:
        last = tx.run(
            "MATCH (e:AuditEvent {c1: 'CPD'}) WHERE e.tag STARTS WITH 'import:' "
            "RETURN e.tag AS tag ORDER BY e.place DESC LIMIT 2"
        )
        assert [r["tag"] for r in last] == ["import:finished", "import:started"]
        assert [f for f in audit.verify(tx)[1] if f.chain.startswith("CPD")] == []


def _unit() -> pl.Expr:
    return pl.format("CPD-U{}", pl.col("unit").replace("", "UNKNOWN")).alias("unit")


def _histories(both: Both) -> list[Row]:
    asked = (
        "MATCH (o:Officer) WHERE o.number STARTS WITH $start "
        "MATCH (o)<-[:ATTRIBUTED_TO]-(f:Finding)-[:OF_PROBLEM]->(p:Problem) "
        "MATCH (f)-[:CONCERNS]->(c:Petition)-[:NAMES]->(o) "
        "RETURN o.number AS officer, substring(c.number, 4) AS complaint, "
        "substring(p.code, 4) AS category, f.conclusion AS conclusion, "
        "f.description AS description, "
        "[(m:Measure)-[:CITES]->(f) WHERE (m)-[:APPLIED_TO]->(o) | m.as_recorded] AS measures"
    )
    return [row for digit in range(1, 10) for row in both.ask(asked, start=f"CPD-{digit}")]


def _outcomes(row: Row) -> set[tuple[str, str]]:
    """Finding and discipline of an allegation: one, or where rows contradict, each row's."""
    if row["description"]:
        each = [said.split(" / ") for said in row["description"].split("; ")]
        assert {m for _, m, _ in each} - {NO_ACTION} == set(row["measures"])
        return {(finding, discipline) for finding, discipline, _ in each}
    return {(row["conclusion"], m) for m in row["measures"] or [NO_ACTION]}


def _totals(both: Both, match: str, by: str) -> Counter[str]:
    rows = both.ask(f"MATCH (f:Finding {{c1: 'CPD'}}) {match} RETURN {by} AS by, count(*) AS many")
    return Counter({r["by"]: r["many"] for r in rows})
