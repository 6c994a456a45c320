"""Questions of the accountability chain. Each function asks the ``.cypher`` file of its name.

What leads where is declared in graph.operations.chain.steps; here it becomes Cypher.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from graph.model import RecordType, Ref, type_of
from graph.queries.question import Fragment, question
from graph.scope import Actor, parameters
from graph.session import Reader, Row


@dataclass(frozen=True)
class Way:
    """One step of the walk: from records of type ``near`` over a relation to types ``far``.

    The relation ``ref`` is declared by ``owner``: the near end, or with ``back`` the far one.
    ``named`` is a relation of the owner at the far end: only those records are taken whose
    ``named`` leads to one that the walk has already, or to none at all, unless the walk began at
    the near end.
    """

    owner: str
    ref: str
    near: str
    far: tuple[str, ...]
    named: str = ""
    back: bool = False

    @property
    def name(self) -> str:
        """What rows of this step are called."""
        return f"{self.near}{'<' if self.back else '>'}{self.owner}.{self.ref}"

    @property
    def relation(self) -> Ref:
        """The declared relation; raises Unknown."""
        return type_of(self.owner).ref(self.ref)

    def fragments(self) -> dict[str, Fragment]:
        """The step as pieces of Cypher, from ``n`` to ``m``."""
        labels = "|".join(self.far)
        near, far = f"n:{self.near}", f"m:{labels}"
        ends = (far, near) if self.back else (near, far)
        return {
            "way": Fragment(f"'{self.name}'"),
            "start": Fragment(f"(n:{self.near} {{uid: uid}})"),
            "step": Fragment(self.relation.pattern(*ends, "")),
            "rights": Fragment(f"{{{{visible:{self.near}:n}}}} AND {{{{visible:{labels}:m}}}}"),
            "named": Fragment(self._named()),
        }

    def _named(self) -> str:
        if not self.named:
            return "[]"
        ref = type_of(self.owner).ref(self.named)
        labels = "|".join(ref.targets)
        return f"[{ref.pattern('m', f'x:{labels}', '')} WHERE {{{{unscoped:{labels}:x}}}} | x.uid]"


def chain_steps(
    tx: Reader,
    actor: Actor,
    ways: Sequence[Way],
    frontier: Mapping[str, Sequence[str]],
    seen: Collection[str],
    subject: str,
    limit: int,
) -> list[Row]:
    """Where these ways lead from the records (uids by type) of the frontier: way, near, far, kind
    (the type of the far end).

    One statement for each type of record there is among the frontier, so that the server plans a
    fixed set of small ones instead of one for each set of types that a chain happens to have; at
    most ``limit`` rows a way.
    """
    asked = question("chain_steps")
    found: list[Row] = []
    by_near: dict[str, list[Way]] = {}
    for way in ways:
        by_near.setdefault(way.near, []).append(way)
    for near, its in by_near.items():
        statement = "\nUNION ALL\n".join(
            asked.cypher(actor, None, **way.fragments()) for way in its
        )
        found += tx.run(
            statement, frontier=list(frontier[near]), seen=list(seen), subject=subject,
            limit=limit, **parameters(actor),
        )  # fmt: skip
    return found


def chain_records(
    tx: Reader, actor: Actor, wanted: Mapping[str, Collection[str]], refs: Mapping[str, list[str]]
) -> list[Row]:
    """The records with these uids by type: label, p (properties), links (relation → ends).

    ``refs``: the relations to read by type. One statement a type, for the same reason.
    """
    asked = question("chain_records")
    found: list[Row] = []
    for label, uids in wanted.items():
        if uids:
            made = _record(type_of(label), refs.get(label, []))
            found += tx.run(
                asked.cypher(actor, None, **made), uids=sorted(uids), **parameters(actor)
            )
    return found


def chain_served(tx: Reader, actor: Actor) -> list[Row]:
    """The codes of the courts in which the actor, as an officer, has ever had a post."""
    return tx.run(question("chain_served").cypher(actor), **parameters(actor))


def recurrence_findings(
    tx: Reader, actor: Actor, asked: Sequence[Mapping[str, str]], limit: int
) -> list[Row]:
    """What decides recurrence at these courts, for these problems and those of the same topic.

    ``asked``: pairs of ``court`` and ``problem`` codes. Rows: court, problem (as asked), f (the
    finding's facts), feedback (each that covers it, with the rectifications that answer it). One
    statement; at most ``limit`` rows.
    """
    return tx.run(
        question("recurrence_findings").cypher(actor),
        asked=[dict(each) for each in asked],
        limit=limit,
        **parameters(actor),
    )


def _record(kind: RecordType, refs: Sequence[str]) -> dict[str, Fragment]:
    return {
        "label": Fragment(f"'{kind.name}'"),
        "start": Fragment(f"(n:{kind.name} {{uid: uid}})"),
        "rights": Fragment(f"{{{{visible:{kind.name}:n}}}}"),
        "links": Fragment("{" + ", ".join(_links(kind, name) for name in refs) + "}"),
    }


def _links(kind: RecordType, name: str) -> str:
    ref = kind.ref(name)
    labels = "|".join(ref.targets)
    return (
        f"{name}: [{ref.pattern('n', f'm:{labels}')} WHERE {{{{visible:{labels}:m}}}} | "
        "{uid: m.uid, label: head(labels(m)), title: m.headline, name: m.name, code: m.code, "
        "function: m.function, place: [m.c1, m.c2, m.c3], on: coalesce(r.on, r.from)}]"
        "[..20]"
    )
