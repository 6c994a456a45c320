"""What is done periods late, or undone later, moves its duty in the same transaction."""

from __future__ import annotations

from datetime import date

from graph import records
from graph.duties import engine
from graph.duties.engine import Trigger
from graph.duties.periods import Period
from graph.session import Graph
from tests.conftest import Tree


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
