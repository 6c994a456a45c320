"""What a statement's parameters are on their way to the server."""

from __future__ import annotations

from typing import Any

import pytest

from graph.session import Reader


class Heard:
    """A transaction that answers nothing and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def run(self, query: str, parameters: dict[str, Any]) -> Any:
        self.asked.append((query, parameters))
        return ()


def test_parameters_go_as_one_map() -> None:
    heard = Heard()
    Reader(heard).run("UNWIND $uids AS uid MATCH (n {uid: uid, at: $court})", uids=["a"], court="b")
    assert heard.asked == [
        (
            "UNWIND $p.uids AS uid MATCH (n {uid: uid, at: $p.court})",
            {"p": {"uids": ["a"], "court": "b"}},
        )
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "RETURN '$cost' AS a",
        r"RETURN 'it\'s $cost' AS a",
        'RETURN "$cost" AS a',
        "RETURN 1 AS `$cost`",
        "RETURN 1 // $cost",
    ],
)
def test_what_only_looks_like_one_stays(statement: str) -> None:
    heard = Heard()
    Reader(heard).run(statement)
    assert heard.asked == [(statement, {})]


def test_one_that_is_not_given_is_refused_before_the_server_is_asked() -> None:
    heard = Heard()
    with pytest.raises(KeyError, match="court, uids"):
        Reader(heard).run("MATCH (n {uid: $uids, at: $court, on: $day})", day=1)
    assert heard.asked == []
