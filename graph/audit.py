"""The audit: one hash chain per court, written in the transaction of the change itself.

Each event holds the digest of the one before it in its chain, so that a changed, removed or
inserted event is found by ``verify``. Signed checkpoints tie the chains together: whoever cuts the
end off a chain has to forge a signature too. Events about confidential records go into a chain of
their own beside the court's, so that neither their number nor their gaps tell anything.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from graph import clock, scope
from graph.audit_tags import TAG_NAMES as TAG_NAMES
from graph.audit_tags import Tag as Tag
from graph.model import LEVELS, RecordType, new_uid, type_of
from graph.scope import Actor
from graph.session import Graph, Reader, Row, Writer
from graph.text import Text

GENESIS = "0" * 64
COMMON = "-"
"""The chain of records that belong to no court, and of users and jobs of every tree."""

SEALED = "/discipline"


@dataclass(frozen=True)
class Subject:
    """What an event is about: a record, or nothing but a court's chain."""

    kind: RecordType | None = None
    key: str = ""
    uid: str = ""
    place: Mapping[str, str | None] | None = None
    discipline: bool = False
    """For the discipline bodies alone though its type is not: an opening to check a lead."""

    @property
    def keys(self) -> dict[str, str | None]:
        """The level keys c1, c2, c3 that say who reads the event."""
        return {level: (self.place or {}).get(level) for level in LEVELS}

    @property
    def chain(self) -> str:
        """The chain: the code of the lowest court, apart for confidential types."""
        court = next((c for c in reversed(list(self.keys.values())) if c), COMMON)
        return court + SEALED if self.sealed else court

    @property
    def sealed(self) -> bool:
        """Whether only the discipline bodies read the event."""
        return self.discipline or (self.kind is not None and self.kind.confidential)


@dataclass(frozen=True)
class Fault:
    """The first bad place of a chain and what is wrong with it."""

    chain: str
    place: int
    what: Text


def append(
    tx: Writer, actor: Actor, tag: Tag, subject: Subject, detail: Mapping[str, Any] | None = None
) -> str:
    """Add one event to its chain, in the caller's transaction; returns the event's number.

    Locks the chain's head until the transaction ends, so call it last.
    """
    return append_each(tx, actor, tag, [(subject, detail or {})])[0]


def append_each(
    tx: Writer, actor: Actor, tag: Tag, subjects: Sequence[tuple[Subject, Mapping[str, Any]]]
) -> list[str]:
    """Add one event to the chain of each subject, as ``append`` does, in two statements for all.

    No two subjects are of one chain. Heads are locked in the order of the chains' names, so that
    two that write to several wait for each other and no more.
    """
    heads = tx.run(
        "UNWIND $chains AS chain MERGE (h:AuditHead {chain: chain}) "
        "ON CREATE SET h.place = 0, h.digest = $genesis "
        "SET h.touched = true RETURN chain, h.place AS place, h.digest AS digest",
        chains=sorted(subject.chain for subject, _ in subjects),
        genesis=GENESIS,
    )
    last = {head["chain"]: head for head in heads}
    events = [
        _event(actor, tag, subject, detail, head["place"] + 1, head["digest"])
        for subject, detail in subjects
        for head in [last[subject.chain]]
    ]
    tx.run(
        "UNWIND $events AS event MATCH (h:AuditHead {chain: event.chain}) "
        "CREATE (e:AuditEvent) SET e = event "
        "SET h.place = e.place, h.digest = e.digest REMOVE h.touched",
        events=events,
    )
    return [str(event["number"]) for event in events]


def note(
    graph: Graph, actor: Actor, tag: Tag, subject: Subject, detail: Mapping[str, Any] | None = None
) -> str:
    """Add one event in a transaction of its own, for what changes nothing in the graph."""
    return graph.write(lambda tx: append(tx, actor, tag, subject, detail))


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    return value


@dataclass(frozen=True)
class Chain:
    """A chain as its head registers it: its court's name, how many events, when the last."""

    name: str
    court: str
    court_name: str
    events: int
    last: datetime | None

    @property
    def sealed(self) -> bool:
        """Whether it holds events about confidential records."""
        return self.name.endswith(SEALED)


def chains(tx: Reader, actor: Actor) -> list[Chain]:
    """The chains of the courts in the actor's subtree; the confidential ones for inspectors only.

    Raises NotAllowed unless the roles may read the audit.
    """
    scope.require_read(type_of("AuditEvent"), actor)
    sealed = scope.Role.INSPECTOR in actor.roles
    parts = [] if sealed else ["NOT h.chain ENDS WITH $sealed"]
    parts += [f"c.{actor.level} = $scope_court"] if actor.level else []
    rows = tx.run(
        "MATCH (h:AuditHead) WITH h, split(h.chain, '/')[0] AS code "
        "OPTIONAL MATCH (c:Court {code: code}) "
        f"WITH h, code, c {'WHERE ' + ' AND '.join(parts) if parts else ''} "
        "OPTIONAL MATCH (e:AuditEvent {chain: h.chain, place: h.place}) "
        "RETURN h.chain AS name, code AS court, coalesce(c.name, '') AS court_name, "
        "h.place AS events, e.happened_at AS last ORDER BY name",
        sealed=SEALED, **scope.parameters(actor),
    )  # fmt: skip
    return [Chain(**row) for row in rows]


def last_checkpoint(tx: Reader) -> dict[str, Any] | None:
    """When and by whom all chains were last signed: ``at``, ``by``, ``heads`` (chain → place)."""
    row = tx.one(
        "MATCH (c:AuditCheckpoint) RETURN c.at AS at, c.by AS by, c.heads AS heads "
        "ORDER BY c.at DESC LIMIT 1"
    )
    if row is None:
        return None
    return {
        "at": datetime.fromisoformat(row["at"]),
        "by": row["by"],
        "heads": {head["chain"]: head["place"] for head in json.loads(row["heads"])},
    }


def verify(
    tx: Reader, secret: str = "", only: Collection[str] | None = None
) -> tuple[int, list[Fault]]:
    """Recompute every chain: how many events were read, and the first bad place of each chain.

    With the signing ``secret``, checkpoints are verified too: their signature, and that the
    events they tie down are still there. ``only``: these chains and no others.
    """
    heads = {
        r["chain"]: r
        for r in tx.run(
            "MATCH (h:AuditHead) RETURN h.chain AS chain, h.place AS place, h.digest AS digest"
        )
    }  # before the events: those that come meanwhile stand behind these heads
    read = 0
    faults: list[Fault] = []
    ties = _ties(tx, secret, faults)
    astray: dict[str, int] = {}
    if only is None:
        named = tx.run(
            "MATCH (e:AuditEvent) RETURN coalesce(e.chain, '') AS chain, "
            "sum(CASE WHEN e.place IS NULL THEN 1 ELSE 0 END) AS astray"
        )
        astray = {r["chain"]: r["astray"] for r in named}
        wanted = set(astray) | set(heads) | {chain for chain, _ in ties}
    else:
        wanted = set(only)
    for chain in sorted(wanted):
        count, fault = _verify_chain(tx, chain, heads.get(chain), ties)
        read += count
        if fault is None and astray.get(chain):
            fault = Fault(chain, 0, Text(
                "有不属于链上任何位置的事件", "it has events that stand at no place of the chain"
            ))  # fmt: skip
        if fault:
            faults.append(fault)
    return read, faults


def checkpoint(graph: Graph, actor: Actor, secret: str) -> dict[str, Any]:
    """Sign where every chain stands now; returns the checkpoint (when, chains, signature)."""

    def work(tx: Writer) -> dict[str, Any]:
        heads = tx.run(
            "MATCH (h:AuditHead) RETURN h.chain AS chain, h.place AS place, h.digest AS digest "
            "ORDER BY chain"
        )
        made = {"at": clock.now().isoformat(), "by": actor.username, "heads": _canonical(heads)}
        made["signature"] = _signature(made, secret)
        tx.run(
            "CREATE (c:AuditCheckpoint {uid: $uid}) SET c += $made",
            uid=new_uid(),
            made=made,
        )
        return {**made, "chains": len(heads)}

    return graph.write(work)


def _event(
    actor: Actor, tag: Tag, subject: Subject, detail: Mapping[str, Any], place: int, previous: str
) -> dict[str, Any]:
    now = clock.now()
    event: dict[str, Any] = {
        "chain": subject.chain,
        "place": place,
        "happened_at": now,
        "tag": str(tag),
        "actor": actor.username,
        "record_type": subject.kind.name if subject.kind else "",
        "record_key": subject.key,
        "record_uid": subject.uid,
        "detail": _canonical(plain(detail)),
        "previous": previous,
    }
    event |= subject.keys
    event["digest"] = digest(event)
    number = f"{subject.chain}:{place}"
    sealed = True if subject.sealed else None
    return event | {
        "uid": new_uid(), "number": number, "headline": f"{number} {tag}",
        "rank": now.isoformat(), "version": 1, "sealed": sealed,
    }  # fmt: skip


def digest(event: Mapping[str, Any]) -> str:
    """SHA-256 over what an event says and the digest before it."""
    said = [
        event["chain"], event["place"], _utc(event["happened_at"]), event["tag"], event["actor"],
        event["record_type"], event["record_key"], event["record_uid"], event["detail"],
        event["previous"], *(event.get(level) for level in LEVELS),
    ]  # fmt: skip
    return hashlib.sha256(_canonical(said).encode()).hexdigest()


def _verify_chain(
    tx: Reader, chain: str, head: Row | None, ties: Mapping[tuple[str, int], str]
) -> tuple[int, Fault | None]:
    head = head or _head(tx, chain)  # none: the chain may have begun meanwhile
    registered = head["place"] if head else 0
    previous, place, known = GENESIS, 0, GENESIS
    for event in _events(tx, chain):
        place += 1
        wrong = _wrong(event, place, previous, ties.get((chain, place)))
        if wrong:
            return place, Fault(chain, place, wrong)
        previous = event["digest"]
        known = previous if place == registered else known
    whole = head is not None and place >= registered and head["digest"] == known
    behind = whole and place > registered
    if behind:
        now = _head(tx, chain)
        whole = now is not None and now["place"] >= place
    if not whole:
        return place, Fault(chain, (registered if behind else place) + 1, Text(
            "链尾与登记不符：其后的记录被删除或链首被改动",
            "the end does not match the registered head: later events were removed, "
            "or the head was changed",
        ))  # fmt: skip
    cut = [p for c, p in ties if c == chain and p > place]
    if cut:
        return place, Fault(chain, place + 1, Text(
            "检查点证明此处之后曾有记录，现已缺失",
            "a signed checkpoint proves later events, which are missing",
        ))  # fmt: skip
    return place, None


def _head(tx: Reader, chain: str) -> Row | None:
    """How far the chain goes by now, and the digest of its last event."""
    return tx.one(
        "MATCH (h:AuditHead {chain: $chain}) RETURN h.place AS place, h.digest AS digest",
        chain=chain,
    )


def _events(tx: Reader, chain: str) -> Iterator[Row]:
    statement = (
        "MATCH (e:AuditEvent) WHERE e.chain = $chain AND e.place IS NOT NULL "
        "RETURN properties(e) AS e ORDER BY e.chain, e.place"
    )
    return (row["e"] for row in tx.stream(statement, chain=chain))


def _wrong(event: Row, place: int, previous: str, tied: str | None) -> Text | None:
    if event["place"] != place:
        return Text(f"缺少第{place}条", f"event {place} is missing")
    if event["previous"] != previous:
        return Text("与前一条不相扣", "doesn't follow from the event before it")
    if event["digest"] != digest(event):
        return Text("内容被改动", "its content was changed")
    if _shown_otherwise(event):
        return Text("列表所示与所封存的内容不一致", "lists show it otherwise than it was sealed")
    if tied and tied != event["digest"]:
        return Text("与已签名的检查点不符", "differs from a signed checkpoint")
    return None


def _shown_otherwise(event: Row) -> bool:
    """Whether what places an event in lists, or hides it there, isn't what its content says."""
    number = f"{event['chain']}:{event['place']}"
    derived = {
        "number": number,
        "headline": f"{number} {event['tag']}",
        "rank": event["happened_at"].astimezone(UTC).isoformat(),
        "sealed": True if event["chain"].endswith(SEALED) else None,
        "retired_at": None,
    }
    return any(event.get(name) != value for name, value in derived.items())


def _ties(tx: Reader, secret: str, faults: list[Fault]) -> dict[tuple[str, int], str]:
    """What signed checkpoints say: (chain, place) → digest; bad signatures become faults."""
    if not secret:
        return {}
    ties: dict[tuple[str, int], str] = {}
    rows = tx.run("MATCH (c:AuditCheckpoint) RETURN properties(c) AS c ORDER BY c.at")
    for made in (row["c"] for row in rows):
        if not hmac.compare_digest(made["signature"], _signature(made, secret)):
            faults.append(Fault("checkpoint " + made["at"], 0, Text(
                "签名不符", "its signature is wrong"
            )))  # fmt: skip
            continue
        ties |= {(h["chain"], h["place"]): h["digest"] for h in json.loads(made["heads"])}
    return ties


def _signature(made: Mapping[str, Any], secret: str) -> str:
    said = _canonical([made["at"], made["by"], made["heads"]])
    return hmac.new(secret.encode(), said.encode(), hashlib.sha256).hexdigest()


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
