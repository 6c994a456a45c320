"""Questions about stored duties. Each function asks the ``.cypher`` file of its name."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from graph.model import type_of
from graph.queries.question import Fragment, question
from graph.scope import Actor, parameters
from graph.session import Reader, Row

DUTY = type_of("Duty")


def duties_on(tx: Reader, actor: Actor, wanted: Mapping[str, Collection[str]]) -> list[Row]:
    """The duties that arise from the records with these uids by type, or are discharged by them:
    on, d (properties), triggers, debtors, department, acts (uids). One statement a type, each of
    which is planned once; one for all would be planned for every set of types."""
    asked = question("duties_on")
    found: list[Row] = []
    for label, uids in wanted.items():
        if uids:
            start = f"(n:{label} {{uid: uid}}) WHERE {{{{unscoped:{label}:n}}}} MATCH (n)"
            statement = asked.cypher(actor, None, start=Fragment(start), ends=Fragment(ends()))
            found += tx.run(statement, uids=sorted(uids), **parameters(actor))
    return found


def ends() -> str:
    """The columns that name the far ends of a duty ``d`` by their uids."""
    named = (
        ("arises_from", "triggers"),
        ("owed_by", "debtors"),
        ("owed_at", "department"),
        ("discharged_by", "acts"),
    )
    return ", ".join(f"{_ends(name)} AS {as_}" for name, as_ in named)


def _ends(name: str) -> str:
    ref = DUTY.ref(name)
    labels = "|".join(ref.targets)
    return (
        f"[{ref.pattern('d', f'{name}:{labels}', '')} "
        f"WHERE {{{{unscoped:{labels}:{name}}}}} | {name}.uid]"
    )
