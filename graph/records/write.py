"""create, change, retire: every write of a record, with version check, scope and audit.

A write is one transaction: the change and its audit event, or neither. Old values are read inside
it, after the record is locked, so that the audit's diff is what really changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

from graph import audit, clock, kept, scope
from graph.audit import Subject, Tag
from graph.errors import Conflict, Invalid, NotAllowed, NotFound, NotUnique, OwnFile
from graph.model import LEVELS, Link, Record, RecordType, Ref, headline, new_uid, rank
from graph.model.alike import compared
from graph.records import placement, read, rules
from graph.records.merged import followed, refuse_merged
from graph.records.numbers import court_faults
from graph.records.values import Faults, read_fields, read_links
from graph.scope import Actor
from graph.session import Graph, UniqueTaken, Writer
from graph.text import Text

T = TypeVar("T")

Links = dict[str, tuple[Link, ...]]


def create(graph: Graph, actor: Actor, kind: RecordType, values: Mapping[str, Any]) -> Record:
    """A new record. Raises Invalid or NotUnique with a sentence per field, NotAllowed, OwnFile."""
    return written(graph, kind, lambda tx: create_in(tx, actor, kind, values))


def change(
    graph: Graph, actor: Actor, kind: RecordType, key: str, version: int, values: Mapping[str, Any]
) -> Record:
    """Change the fields and relations named in ``values``; others stay.

    Raises Conflict when the record is no longer at ``version``, and what ``create`` raises.
    """
    return written(graph, kind, lambda tx: change_in(tx, actor, kind, key, version, values))


def retire(
    graph: Graph, actor: Actor, kind: RecordType, key: str, version: int, reason: str
) -> Record:
    """Take a record out of use: who, when and why stay on it. Nothing is ever deleted."""
    return written(graph, kind, lambda tx: retire_in(tx, actor, kind, key, version, reason))


def reinstate(graph: Graph, actor: Actor, kind: RecordType, key: str, version: int) -> Record:
    """Bring a retired record back into use; one that is in use stays as it is."""

    def work(tx: Writer) -> Record:
        old = locked(tx, actor, kind, key, version)
        if not old.retired_at:
            return old
        refuse_merged(old)
        marks = kept.before(tx, kind.name, [old.uid])
        tx.run(
            f"MATCH (n:{kind.name} {{uid: $uid}}) SET n += $said "
            "REMOVE n.retired_at, n.retired_by, n.retired_reason",
            uid=old.uid, said=signed(actor, old.version),
        )  # fmt: skip
        told = kept.after(tx, kind.name, [old.uid], marks)
        audit.append(tx, actor, Tag.RECORD_REINSTATED, subject(kind, old), told)
        return read.get(tx, actor, kind, old.uid)

    return written(graph, kind, work)


def written(graph: Graph, kind: RecordType, work: Callable[[Writer], T]) -> T:
    """Run a write; a unique value taken by a racing write becomes NotUnique."""
    try:
        return graph.write(work)
    except UniqueTaken as taken:
        found = re.search(r"property `(\w+)` = '?([^']*)'?", str(taken))
        name, value = found.groups() if found else (kind.key, "")
        raise NotUnique({name: _taken(kind, name, value)}) from taken


def create_in(tx: Writer, actor: Actor, kind: RecordType, values: Mapping[str, Any]) -> Record:
    """``create`` inside the caller's transaction."""
    scope.require_write(kind, actor)
    initial = {n: f.initial for n, f in kind.own_fields.items() if f.initial is not None}
    fields, faults = read_fields(kind, {**initial, **values})
    links, more = read_links(kind, values)
    links = _resolved(tx, actor, kind, links, more)
    _refuse(court_faults(tx, actor, kind, fields) | faults | more)
    _unique(tx, kind, fields, "")
    _not_oneself(actor, kind, fields.get(kind.key), links)
    uid = new_uid()
    stored = complete(kind, fields) | signed(actor, 0) | {"uid": uid}
    stored |= {"created_at": stored["changed_at"], "created_by": stored["changed_by"]}
    tx.run(f"CREATE (n:{kind.name}) SET n = $stored", stored=stored)
    for name, wanted in links.items():
        _link(tx, kind, kind.refs[name], uid, wanted)
    placement.place(tx, kind, [uid], clock.today(), fresh=True)
    made = _placed(tx, actor, kind, uid)
    diff = {n: [None, v] for n, v in _shown(kind, fields, links).items()}
    diff |= kept.after(tx, kind.name, [uid])
    audit.append(tx, actor, Tag.RECORD_CREATED, subject(kind, made), diff)
    return _as_read(tx, actor, kind, made)


def change_in(
    tx: Writer, actor: Actor, kind: RecordType, key: str, version: int, values: Mapping[str, Any]
) -> Record:
    """``change`` inside the caller's transaction."""
    old = locked(tx, actor, kind, key, version)
    if old.retired_at:
        raise NotAllowed(
            what=Text("修改已停用的记录，请先恢复", "change a retired record: reinstate it first")
        )
    before = _stored(tx, kind, old.uid)
    fields, faults = read_fields(kind, values, before)
    links, more = read_links(kind, values, old.links)
    _spare(kind, links, more, _out_of_sight(tx, kind, old))
    links = _resolved(tx, actor, kind, links, more)
    _refuse(faults | more)
    fields = {n: v for n, v in fields.items() if before.get(n) != v}
    _refuse(court_faults(tx, actor, kind, fields))
    _refuse({n: rules.stays(kind.fields[n]) for n in fields if kind.fields[n].fixed})
    links = {n: wanted for n, wanted in links.items() if _ends(wanted) != _ends(old.links[n])}
    if not fields and not links:
        return old
    _unique(tx, kind, fields, old.uid)
    _not_oneself(actor, kind, None, links)
    _not_own_place(actor, kind, before, {*fields, *links})
    marks = kept.before(tx, kind.name, [old.uid])
    after = complete(kind, {**before, **fields})
    said = fields | after | signed(actor, old.version)
    tx.run(f"MATCH (n:{kind.name} {{uid: $uid}}) SET n += $said", uid=old.uid, said=said)
    for name, wanted in links.items():
        _unlink(tx, kind, kind.refs[name], old.uid, old.links[name], wanted)
        stay = _ends(old.links[name])
        new = tuple(link for link in wanted if _ends((link,))[0] not in stay)
        _link(tx, kind, kind.refs[name], old.uid, new)
    if links or after["rank"] != before.get("rank") or kind.name == "Court":
        placement.place(tx, kind, [old.uid], clock.today())
    made = _placed(tx, actor, kind, old.uid)
    was = _shown(kind, {n: before.get(n) for n in fields}, {n: old.links[n] for n in links})
    now = _shown(kind, fields, links)
    diff = {n: [was.get(n), now.get(n)] for n in (*fields, *links)}
    diff |= kept.after(tx, kind.name, [old.uid], marks)
    audit.append(tx, actor, Tag.RECORD_CHANGED, subject(kind, made), diff)
    return _as_read(tx, actor, kind, made)


def retire_in(
    tx: Writer, actor: Actor, kind: RecordType, key: str, version: int, reason: str
) -> Record:
    """``retire`` inside the caller's transaction."""
    if not reason.strip():
        raise Invalid({"reason": Text("请说明停用理由", "Say why the record is retired")})
    old = locked(tx, actor, kind, key, version)
    if old.retired_at:
        return old
    said = signed(actor, old.version)
    said |= {
        "retired_at": said["changed_at"],
        "retired_by": actor.username,
        "retired_reason": reason.strip(),
    }
    marks = kept.before(tx, kind.name, [old.uid])
    tx.run(f"MATCH (n:{kind.name} {{uid: $uid}}) SET n += $said", uid=old.uid, said=said)
    told = kept.after(tx, kind.name, [old.uid], marks)
    detail = {"reason": reason.strip()} | told
    audit.append(tx, actor, Tag.RECORD_RETIRED, subject(kind, old), detail)
    return read.get(tx, actor, kind, old.uid)


def may_change(actor: Actor, record: Record) -> bool:
    """Whether the actor may change, retire and reinstate this loaded record."""
    kind = record.declared
    if not actor.may_write(kind):
        return False
    try:
        _in_own_courts(actor, kind, record)
        _not_oneself(actor, kind, getattr(record, kind.key), record.links)
    except NotAllowed:
        return False
    return True


def subject(kind: RecordType, record: Record) -> Subject:
    """The record as the subject of an audit event."""
    place = {level: getattr(record, level) for level in LEVELS}
    return Subject(kind, str(getattr(record, kind.key)), record.uid, place)


def locked(tx: Writer, actor: Actor, kind: RecordType, key: str, version: int) -> Record:
    """The record, locked until the transaction ends, at the version the user saw."""
    scope.require_write(kind, actor)
    seen = read.get(tx, actor, kind, key)
    tx.run(f"MATCH (n:{kind.name} {{uid: $uid}}) SET n.version = n.version", uid=seen.uid)
    record = read.get(tx, actor, kind, seen.uid)
    if record.version != version:
        raise Conflict(who=record.changed_by, when=clock.minute(record.changed_at))
    _in_own_courts(actor, kind, record)
    _not_oneself(actor, kind, getattr(record, kind.key), record.links)
    return record


def _stored(tx: Writer, kind: RecordType, uid: str) -> dict[str, Any]:
    """The node's own properties, unmasked: never leaves the write."""
    return dict(
        tx.run(f"MATCH (n:{kind.name} {{uid: $uid}}) RETURN properties(n) AS p", uid=uid)[0]["p"]
    )


def _placed(tx: Writer, actor: Actor, kind: RecordType, uid: str) -> Record:
    """The record as written; refuses one that lies outside the actor's courts."""
    record = kind.model.hydrate(_stored(tx, kind, uid))
    if kind.home and not record.c1:
        name = kind.home[0]
        raise Invalid({name: Text(
            f"“{kind.refs[name].label.zh}”没有所属法院，无法确定可见范围",
            f"“{kind.refs[name].label.en}” belongs to no court",
        )})  # fmt: skip
    _in_own_courts(actor, kind, record)
    return record


def _as_read(tx: Writer, actor: Actor, kind: RecordType, made: Record) -> Record:
    """What the actor may read of what was written; a confidential record may be out of sight."""
    try:
        return read.get(tx, actor, kind, made.uid)
    except NotFound:
        return made


def _in_own_courts(actor: Actor, kind: RecordType, record: Record) -> None:
    if actor.level and record.c1 and getattr(record, actor.level) != actor.court:
        raise NotAllowed(
            what=Text("登记或修改其他法院的记录", "enter or change records of other courts")
        )
    if actor.level and not record.c1 and not kind.home and kind.access.write:
        raise NotAllowed(what=Text("修改全省共用的记录", "change records that all courts share"))


def _not_oneself(actor: Actor, kind: RecordType, key: Any, links: Links) -> None:
    if not actor.officer:
        return
    if kind.name == "Officer" and key == actor.officer:
        raise OwnFile()
    if any(link.key == actor.officer for name in kind.about for link in links.get(name, ())):
        raise OwnFile()


def _out_of_sight(tx: Writer, kind: RecordType, old: Record) -> set[str]:
    """Relations to one record that have an end, which the actor may not see."""
    empty = [name for name, ref in kind.refs.items() if not ref.many and not old.links[name]]
    if not empty:
        return set()
    known = ", ".join(f"{n}: EXISTS {{ {kind.refs[n].pattern('n', '', '')} }}" for n in empty)
    rows = tx.run(f"MATCH (n:{kind.name} {{uid: $uid}}) RETURN {{{known}}} AS known", uid=old.uid)
    return {name for name, there in rows[0]["known"].items() if there}


def _spare(kind: RecordType, links: Links, faults: Faults, hidden: set[str]) -> None:
    """What is out of sight stays: it is not missing, and nothing may take its place."""
    for name in hidden:
        label = kind.refs[name].label
        if links.pop(name, ()):
            faults[name] = Text(
                f"“{label.zh}”已有一条您无权查看的记录，不能改",
                f"“{label.en}” is a record that you may not see, and can't be changed",
            )
        else:
            faults.pop(name, None)


def _not_own_place(
    actor: Actor, kind: RecordType, before: Mapping[str, Any], changed: Collection[str]
) -> None:
    """Where a court stands is decided above it: else it could leave its superior's sight."""
    own = kind.name == "Court" and actor.court is not None and before[kind.key] == actor.court
    if own and {kind.key, "level", "under"} & set(changed):
        raise NotAllowed(what=Text(
            "修改本院的代字、层级或上级法院",
            "change the code, level or superior of your own court",
        ))  # fmt: skip


def _resolved(tx: Writer, actor: Actor, kind: RecordType, links: Links, faults: Faults) -> Links:
    """Links with label, title and key from the graph, each once; unknown or unsuitable ends are
    faults."""
    links = followed(tx, kind, links)
    uids = sorted({link.uid for wanted in links.values() for link in wanted})
    known = read.links_to(tx, actor, uids) if uids else {}
    resolved: Links = {}
    for name, wanted in links.items():
        ref = kind.refs[name]
        for link in wanted:
            end = known.get(link.uid)
            if end is None:
                faults[name] = Text(
                    f"“{ref.label.zh}”所选记录不存在或无权查看",
                    f"“{ref.label.en}”: the record doesn't exist, or you may not see it",
                )
            elif end.label not in ref.targets:
                faults[name] = rules.wrong_type(ref, end)
        once = {_ends((link,))[0]: link for link in wanted if link.uid in known}
        resolved[name] = tuple(
            known[link.uid]._replace(properties=link.properties) for link in once.values()
        )
    return resolved


def _link(tx: Writer, kind: RecordType, ref: Ref, uid: str, wanted: tuple[Link, ...]) -> None:
    for label in ref.targets:
        ends = [{"uid": w.uid, "p": dict(w.properties)} for w in wanted if w.label == label]
        if ends:
            tx.run(
                f"MATCH (n:{kind.name} {{uid: $uid}}) UNWIND $ends AS end "
                f"MATCH (m:{label} {{uid: end.uid}}) CREATE {ref.pattern('n', 'm')} SET r = end.p",
                uid=uid,
                ends=ends,
            )


def _unlink(
    tx: Writer,
    kind: RecordType,
    ref: Ref,
    uid: str,
    old: tuple[Link, ...],
    wanted: tuple[Link, ...],
) -> None:
    """Remove what the actor saw and no longer wants; links out of sight stay."""
    keep = _ends(wanted)
    gone = [{"uid": o.uid, "p": dict(o.properties)} for o in old if _ends((o,))[0] not in keep]
    if gone:
        pattern = ref.pattern(f"n:{kind.name} {{uid: $uid}}", "m {uid: gone.uid}")
        tx.run(
            f"UNWIND $gone AS gone MATCH {pattern} WHERE properties(r) = gone.p DELETE r",
            uid=uid,
            gone=gone,
        )


def _ends(links: tuple[Link, ...]) -> list[tuple[str, str]]:
    """Links as comparable values: where they lead, with what."""
    return sorted((link.uid, repr(sorted(link.properties.items()))) for link in links)


def _unique(tx: Writer, kind: RecordType, fields: Mapping[str, Any], uid: str) -> None:
    """Refuse a unique value that another record has, whether the actor may read it or not."""
    faults: Faults = {}
    for name, value in fields.items():
        if kind.fields[name].unique and value is not None:
            rows = tx.run(
                f"MATCH (n:{kind.name} {{{name}: $value}}) WHERE n.uid <> $uid RETURN 1 AS taken",
                value=value,
                uid=uid,
            )
            if rows:
                faults[name] = _taken(kind, name, value)
    if faults:
        raise NotUnique(faults)


def _taken(kind: RecordType, name: str, value: Any) -> Text:
    label = kind.fields[name].label if name in kind.fields else Text(name, name)
    return Text(
        f"“{label.zh}”{value}已被另一条{kind.label.zh}记录使用",
        f"“{label.en}” {value} is taken by another {kind.label.en.lower()}",
    )


def complete(kind: RecordType, values: Mapping[str, Any]) -> dict[str, Any]:
    """Fields with what is derived from them: headline, rank, the name as compared."""
    known = dict(values)
    own = {n: v for n, v in known.items() if n in kind.own_fields}
    made = {"headline": headline(kind, known), "rank": rank(kind, known)}
    return own | made | compared(kind, known)


def signed(actor: Actor, version: int) -> dict[str, Any]:
    return {"version": version + 1, "changed_at": clock.now(), "changed_by": actor.username}


def _shown(kind: RecordType, fields: Mapping[str, Any], links: Links) -> dict[str, Any]:
    """Values for the audit's diff: sensitive ones masked, links by key and title."""
    shown = {n: kind.fields[n].masked(v) for n, v in fields.items() if v is not None}
    for name, ends in links.items():
        shown[name] = [
            {"type": e.label, "key": e.key or e.uid, "title": e.title, **e.properties} for e in ends
        ]
    return shown


def _refuse(faults: Faults) -> None:
    if faults:
        raise Invalid(faults)
