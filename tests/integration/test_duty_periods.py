"""The names of periods as the server forms them, against graph.duties.periods."""

from __future__ import annotations

from datetime import date

import pytest

from graph.duties.periods import Period, names_in_cypher
from graph.duties.rule import Every
from graph.session import Graph

DAYS = [
    date(2024, 1, 1), date(2024, 2, 29), date(2024, 3, 31), date(2024, 5, 31), date(2024, 6, 30),
    date(2024, 7, 1), date(2024, 8, 31), date(2024, 10, 31), date(2024, 12, 31), date(2025, 3, 31),
]  # fmt: skip


@pytest.mark.parametrize("every", list(Every))
def test_a_day_s_period_and_the_one_before(graph: Graph, every: Every) -> None:
    with graph.reading() as tx:
        rows = tx.run(
            f"UNWIND $days AS day RETURN {names_in_cypher('$every', 'day')} AS names",
            days=DAYS, every=every,
        )  # fmt: skip
    periods = [Period.of(every, day) for day in DAYS]
    assert [row["names"] for row in rows] == [[p.name, p.before(every).name] for p in periods]


def test_without_periods_the_name_is_empty(graph: Graph) -> None:
    with graph.reading() as tx:
        row = tx.one(f"RETURN {names_in_cypher(repr(''), 'null')} AS names")
    assert row == {"names": [""]}
