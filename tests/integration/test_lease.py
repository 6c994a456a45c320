"""A job has one holder at a time, and a holder that was cut off writes nothing more."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from graph import clock
from graph.duties import sweep as sweeping
from graph.errors import Leased
from graph.lease import HELD, leased
from graph.session import Graph


def test_a_second_holder_is_refused_until_the_first_gives_it_back(graph: Graph) -> None:
    with leased(graph, "test-one"), pytest.raises(Leased), leased(graph, "test-one"):
        pass
    with leased(graph, "test-one") as again:
        assert again.name == "test-one"


def test_two_jobs_do_not_wait_for_each_other(graph: Graph) -> None:
    with leased(graph, "test-this") as this, leased(graph, "test-that") as that:
        assert this.holder != that.holder


def test_who_was_cut_off_loses_the_lease_and_writes_nothing_more(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = clock.now

    def later() -> datetime:
        return real() + HELD + timedelta(seconds=1)

    with leased(graph, "test-cut") as first:
        monkeypatch.setattr(clock, "now", later)
        with leased(graph, "test-cut") as second:
            with pytest.raises(Leased):
                graph.write(lambda tx: (tx.run("CREATE (:Lease {name: 'half'})"), first.renew(tx)))
            graph.write(second.renew)
    with graph.reading() as tx:
        assert tx.one("MATCH (l:Lease {name: 'half'}) RETURN l") is None


def test_a_sweep_beside_another_is_refused(graph: Graph) -> None:
    with leased(graph, sweeping.JOB), pytest.raises(Leased):
        sweeping.sweep(graph)
