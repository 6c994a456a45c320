"""What is written moves its duties in the same transaction, whatever is done late or undone."""

from __future__ import annotations

from datetime import date

from graph import records
from graph.duties import engine
from graph.duties.engine import Trigger
from graph.duties.periods import Period
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.stories import Story


def stored(graph: Graph, code: str, unit: str) -> dict[str, tuple[str, date | None]]:
    """The unit's stored duties under a rule: closure and day of closing by period."""
    with graph.reading() as tx:
        rows = tx.run(
            "MATCH (d:Duty {rule_code: $code})-[:ARISES_FROM]->({uid: $unit}) "
            "RETURN d.period AS period, d.closure AS closure, d.closed_on AS closed_on",
            code=code, unit=unit,
        )  # fmt: skip
    return {row["period"]: (row["closure"], row["closed_on"]) for row in rows}


def test_a_period_long_past_is_closed_by_what_is_done_at_last_and_opens_when_that_is_undone(
    graph: Graph, tree: Tree
) -> None:
    review = tree.departments["top"]["review"]
    wanted = {"typical-cases": [Trigger(review.uid, Period.read("2022"))]}
    graph.write(lambda tx: engine.keep(tx, wanted))
    assert stored(graph, "typical-cases", review.uid) == {"2022": ("open", None)}
    late = tree.create(
        "TypicalCase", number=f"{tree.code}-DX1", gist="超标的查封", published_by=review,
        published_on="2025-06-10",
    )  # fmt: skip
    assert stored(graph, "typical-cases", review.uid)["2022"] == ("met", date(2025, 6, 10))
    records.retire(graph, tree.system, late.declared, str(late.number), int(late.version), "撤回")
    assert stored(graph, "typical-cases", review.uid)["2022"] == ("open", None)


def test_a_visit_counts_in_its_own_year_whenever_its_inspection_began_and_what_it_becomes(
    graph: Graph, tree: Tree
) -> None:
    top, code = tree.courts["top"], "roving-supervision"
    periods = ("2022", "2023", "2024")
    wanted = {code: [Trigger(top.uid, Period.read(each)) for each in periods]}
    graph.write(lambda tx: engine.keep(tx, wanted))

    def area() -> dict[str, date | None]:
        with graph.reading() as tx:
            rows = tx.run(
                "MATCH (d:Duty {rule_code: $code, part: $area})-[:ARISES_FROM]->({uid: $top}) "
                "RETURN d.period AS period, d.closed_on AS closed ORDER BY period",
                code=code, area=tree.courts["a"].uid, top=top.uid,
            )  # fmt: skip
        return {row["period"]: row["closed"] for row in rows}

    def becomes(sort: str) -> None:
        kind, number = inspection.declared, str(inspection.number)
        with graph.reading() as tx:
            version = records.get(tx, tree.system, kind, number).version
        records.change(graph, tree.system, kind, number, int(version), {"sort_of_inspection": sort})

    inspection = tree.create(
        "Inspection", number=f"{tree.code}-XH1", sort_of_inspection="special",
        began_on="2024-12-30", carried_out_by=top,
    )  # fmt: skip
    tree.create("Visit", number=f"{tree.code}-XH1-1", visited_on="2025-01-06",
                inspection=inspection, visits=tree.courts["a1"])  # fmt: skip
    assert area() == {"2022": None, "2023": None, "2024": None, "2025": None}
    becomes("roving")
    assert area() == dict.fromkeys(("2022", "2023", "2024", "2025"), date(2025, 1, 6))
    becomes("special")
    assert area() == dict.fromkeys(("2022", "2023", "2024", "2025"))


def closures(graph: Graph, tree: Tree, *codes: str) -> dict[str, tuple[str, str]]:
    """Closure and due day of the tree's duties under these rules."""
    with graph.reading() as tx:
        rows = tx.run(
            "MATCH (d:Duty) WHERE d.c1 = $tree AND d.rule_code IN $codes "
            "RETURN d.rule_code AS code, d.closure AS closure, d.due_on AS due",
            tree=tree.code, codes=list(codes),
        )  # fmt: skip
    return {row["code"]: (row["closure"], str(row["due"])) for row in rows}


def test_case_feedback_is_owed_given_and_moved_by_a_reconsideration(
    graph: Graph, tree: Tree
) -> None:
    story = Story(tree)
    ruling = story.review(story.act(tree.case("1"), "2023-01-10"), "revoked", "2023-03-13")
    code = "case-feedback"
    assert closures(graph, tree, code) == {code: ("open", "2023-03-27")}
    story.feedback(story.finding("2023-01-10", found_by=ruling), "2023-03-20")
    assert closures(graph, tree, code) == {code: ("met", "2023-03-27")}
    story.review([], "upheld", "2023-05-08", "a", "reconsideration", reviews=ruling)
    assert closures(graph, tree, code) == {code: ("met", "2023-05-22")}  # in effect only then


def test_a_petition_taken_out_of_the_ledger_takes_its_duties_with_it(
    graph: Graph, tree: Tree
) -> None:
    codes = ("petition-callback", "resolution-conversion", "verification")
    petition = tree.petition(
        "7", received_on="2023-03-01", entered_on="2023-03-01", channel="visit", content="拖延",
        resolution="staged", staged_on="2023-05-08", sent_up_on="2023-03-06",
    )  # fmt: skip
    days = ("2023-06-07", "2023-06-07", "2023-03-27")
    assert closures(graph, tree, *codes) == {
        code: ("open", day) for code, day in zip(codes, days, strict=True)
    }
    undone = {"resolution": "open", "staged_on": None, "sent_up_on": None}
    kind, key = petition.declared, str(petition.number)
    records.change(graph, tree.system, kind, key, int(petition.version), undone)
    assert {closure for closure, _ in closures(graph, tree, *codes).values()} == {"void"}
