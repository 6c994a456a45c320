"""Which rule a local parameter belongs to, kept as an edge beside the records (graph/kept.py)."""

from __future__ import annotations

from collections.abc import Sequence

from graph.duties import questions
from graph.duties.parameters import lead
from graph.kept import Changed
from graph.session import Reader, Writer


def before(_tx: Reader, _label: str, _uids: Sequence[str]) -> None:
    """Nothing: a parameter's name never changes."""


def after(tx: Writer, label: str, uids: Sequence[str], _said: object, _announce: object) -> Changed:
    """Lead each parameter to its rule (a general one leads to none), and stamp anew what the
    processes keep of parameters, calendar and courts."""
    if label in ("Parameter", "HolidayYear", "Court"):
        questions.new_stamp(tx)
    if label == "Parameter":
        rows = tx.run(
            "UNWIND $uids AS uid MATCH (p:Parameter {uid: uid}) RETURN uid, p.name AS name",
            uids=list(uids),
        )
        lead(tx, [(row["uid"], row["name"]) for row in rows])
    return Changed()
