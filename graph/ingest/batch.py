"""Writes one batch of records of one type, set-wise, in the caller's transaction.

A record is found by its key. One that is not there is made; one that is there is changed only
where the file says something else, and left alone otherwise. An empty cell says nothing, and a
load takes no relation away, except that a relation to one record follows the file. Level keys,
headline, rank, version and audit are those of graph.records.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graph import audit, clock, kept, scope
from graph.audit import Subject, Tag
from graph.errors import LoadFailed, NotAllowed, OwnFile
from graph.ingest.mapping import LinkMap, RecordMap
from graph.ingest.refusal import Refusal
from graph.model import LEVELS, RecordType, new_uid, type_of
from graph.model.alike import MERGED_INTO
from graph.records import coherent, merged, placement, rules
from graph.records.write import complete, signed
from graph.scope import Actor
from graph.session import Row, Writer
from graph.text import Text

Values = dict[str, Any]


class End(NamedTuple):
    """One relation of a record that the file asks for; ``place`` counts the mapping's links."""

    place: int
    key: str
    properties: Values


class Line(NamedTuple):
    """One record that the file asks for: its first row, key, fields that are filled, relations."""

    row: int
    key: str
    fields: Values
    ends: list[End]


@dataclass(frozen=True)
class Source:
    """The import that writes: its number and identifier, and who runs it."""

    number: str
    uid: str
    actor: Actor


@dataclass
class Written:
    """What became of a batch's records."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refusals: list[Refusal] = field(default_factory=list)


@dataclass
class _Plan:
    """What has to be written of a batch."""

    created: list[Values] = field(default_factory=list)
    changed: dict[str, Values] = field(default_factory=dict)
    links: dict[int, list[Values]] = field(default_factory=dict)
    unlinked: dict[str, list[str]] = field(default_factory=dict)
    diffs: dict[str, Values] = field(default_factory=dict)
    said: dict[str, list[Any]] = field(default_factory=dict)
    unchanged: int = 0
    refusals: list[Refusal] = field(default_factory=list)

    def link(self, uid: str, end: End) -> None:
        """Ask for a relation."""
        row: Values = {"n": uid, "m": end.key}
        if end.properties:
            row["p"] = end.properties
        self.links.setdefault(end.place, []).append(row)


def write(tx: Writer, source: Source, record: RecordMap, lines: Sequence[Line]) -> Written:
    """Write a batch and its audit events; all of it or, when it raises, nothing."""
    lines = _followed(tx, record, lines)
    there = _stored(tx, source.actor, record, [line.key for line in lines])
    plan = _planned(source, record, lines, there)
    if plan.changed:
        _lock(tx, record.kind, plan)
        again = _stored(tx, source.actor, record, [line.key for line in lines], whole=True)
        plan = _planned(source, record, lines, again)
    marks = kept.before(tx, record.kind.name, list(plan.changed))
    _execute(tx, record, plan, _signature(source))
    uids, moved = [each["uid"] for each in plan.created], list(plan.changed)
    inward = any(link.label == record.kind.name for link in record.links)
    placement.place(tx, record.kind, uids, clock.today(), fresh=not inward)
    placement.place(tx, record.kind, moved, clock.today())
    kept.after(tx, record.kind.name, uids + moved, marks)
    _audit(tx, source, record.kind, plan, uids + moved)
    return Written(len(uids), len(moved), plan.unchanged, plan.refusals)


def _followed(tx: Writer, record: RecordMap, lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with ends that were merged replaced by the records kept: the source goes on
    naming a person by either number."""
    to: dict[int, dict[str, str]] = {}
    for place, link in enumerate(record.links):
        kind = type_of(link.label)
        if MERGED_INTO in kind.refs:
            keys = {end.key for line in lines for end in line.ends if end.place == place}
            to[place] = merged.kept(tx, kind, keys, by=kind.key) if keys else {}
    if not any(to.values()):
        return lines
    said = [
        [end._replace(key=to.get(end.place, {}).get(end.key, end.key)) for end in line.ends]
        for line in lines
    ]
    return [
        line._replace(ends=list({_comparable(end): end for end in ends}.values()))
        for line, ends in zip(lines, said, strict=True)
    ]


def _signature(source: Source) -> Values:
    """What all records made by a batch have in common: sent once, not with each of them."""
    made = signed(source.actor, 0)
    made |= {"created_at": made["changed_at"], "created_by": made["changed_by"]}
    return made | {"import_batch": source.number}


def _stored(
    tx: Writer, actor: Actor, record: RecordMap, keys: list[str], *, whole: bool = False
) -> dict[str, Row]:
    """What the graph has of these keys: properties ``p``, whether it is retired, whether the actor
    may see it, and, per link of the mapping, its ends. Only what is compared is asked for, unless
    ``whole``."""
    kind = record.kind
    ends = "".join(
        f", [{link.ref.pattern('n', f'm:{link.label}')} | {_end(link)}] AS l{place}"
        for place, link in enumerate(record.links)
    )
    own = kind.own_fields.items()
    beside = [n for n, f in own if f.part_of or f.not_before in record.fields]
    beside += [f.not_before for n, f in own if f.not_before and n in record.fields]
    names = dict.fromkeys(["uid", "version", *LEVELS, *record.fields, *beside])
    asked = "properties(n)" if whole else "n {" + ", ".join(f".{n}" for n in names) + "}"
    into = "null"
    if MERGED_INTO in kind.refs:
        into = f"head([(n)-[:MERGED_INTO]->(kept) | kept.{kind.key}])"
    rows = tx.run(
        f"UNWIND $keys AS key MATCH (n:{kind.name} {{{kind.key}: key}}) "
        f"RETURN key, {asked} AS p, n.retired_at IS NOT NULL AS retired, {into} AS into, "
        f"{scope.visible(kind, 'n', actor)} AS seen{ends}",
        keys=keys,
        **scope.parameters(actor),
    )
    return {row["key"]: row for row in rows}


def _end(link: LinkMap) -> str:
    """An end as Cypher: its key and, where the relation has any, its properties."""
    key = f"m.{type_of(link.label).key}"
    return f"[{key}, properties(r)]" if link.ref.fields else f"[{key}]"


def _planned(
    source: Source, record: RecordMap, lines: Sequence[Line], stored: Mapping[str, Row]
) -> _Plan:
    plan = _Plan()
    kind, actor = record.kind, source.actor
    initial = {n: f.initial for n, f in kind.own_fields.items() if f.initial is not None}
    for line in lines:
        _not_oneself(actor, record, line)
        there = stored.get(line.key)
        if there is None:
            uid = new_uid()
            fields = coherent.completed(kind, {**initial, kind.key: line.key, **line.fields})
            plan.created.append(complete(kind, fields) | {"uid": uid})
            plan.said[uid] = [line.key, fields, line.ends]
            for end in dict.fromkeys(_comparable(e) for e in line.ends):
                plan.link(uid, End(end[0], end[1], dict(end[2])))
        elif why := _untouchable(actor, kind, there) or _unfitting(record, line, there):
            plan.refusals.append(Refusal(line.row, kind.label.zh, line.key, why, kind.confidential))
        else:
            _compare(plan, source, record, line, there)
    return plan


def _compare(plan: _Plan, source: Source, record: RecordMap, line: Line, there: Row) -> None:
    """What a record that is there lacks of what the file says."""
    kind, old = record.kind, there["p"]
    uid = old["uid"]
    fields = {n: v for n, v in line.fields.items() if old.get(n) != v}
    diff: Values = {
        n: [kind.fields[n].masked(old.get(n)), kind.fields[n].masked(v)] for n, v in fields.items()
    }
    moved = False
    for end in line.ends:
        link = record.links[end.place]
        have = there[f"l{end.place}"]
        if any(at[0] == end.key and (at[1] if at[1:] else {}) == end.properties for at in have):
            continue
        moved = True
        plan.link(uid, end)
        if not link.ref.many:
            plan.unlinked.setdefault(link.ref.name, []).append(uid)
        was = [at[0] for at in have]
        diff[link.ref.name] = [was, [*([] if not link.ref.many else was), end.key]]
    if not fields and not moved:
        plan.unchanged += 1
        return
    after = {**old, **fields}
    version = signed(source.actor, old["version"])
    plan.changed[uid] = fields | complete(kind, after) | version
    plan.diffs[line.key] = diff
    plan.said[uid] = [line.key, fields, line.ends]


def _comparable(end: End) -> tuple[int, str, tuple[tuple[str, Any], ...]]:
    return end.place, end.key, tuple(end.properties.items())


def _untouchable(actor: Actor, kind: RecordType, there: Row) -> Text | None:
    """Why a record that is there can't be changed by this load."""
    elsewhere = actor.level and there["p"].get(actor.level) != actor.court and kind.reach != "all"
    if elsewhere or not there["seen"]:
        return Text(
            "编号已被另一条记录使用：请更正编号", "the key is taken by another record: correct it"
        )
    if there["into"]:
        return Text(f"该记录已并入{there['into']}：请改用这个编号，或先撤销合并",
                    f"the record was merged into {there['into']}: use that key, "
                    "or undo the merge first")  # fmt: skip
    if there["retired"]:
        return Text("该记录已停用：请先恢复，或删去这一行",
                    "the record is retired: reinstate it first, or leave the row out")  # fmt: skip
    return None


def _unfitting(record: RecordMap, line: Line, there: Row) -> Text | None:
    """Why what the file says can't stand beside what is there: what stays as first entered, a
    period that ends before it begins, or overlaps another."""
    after = {**there["p"], **line.fields}
    for name, value in line.fields.items():
        if record.kind.fields[name].fixed and there["p"].get(name) not in (None, value):
            return rules.stays(record.kind.fields[name])
    for name, why in rules.backwards(record.kind, after).items():
        if {name, record.kind.fields[name].not_before} & line.fields.keys():
            return why
    for end in line.ends:
        ref = record.links[end.place].ref
        if ref.no_overlap is None:
            continue
        held = [have[1] for have in there[f"l{end.place}"] if have[0] == end.key]
        for had in [] if end.properties in held else held:
            if rules.overlap(ref, had, end.properties):
                return rules.overlapping(ref, had, end.properties, end.key)
    return None


def _not_oneself(actor: Actor, record: RecordMap, line: Line) -> None:
    if not actor.officer:
        return
    about = {n for n, each in enumerate(record.links) if each.ref.name in record.kind.about}
    if any(e.key == actor.officer and e.place in about for e in line.ends):
        raise OwnFile()
    if record.kind.name == "Officer" and line.key == actor.officer:
        raise OwnFile()


def _lock(tx: Writer, kind: RecordType, plan: _Plan) -> None:
    """Hold what will be changed, so that it is read again as it stays."""
    tx.run(
        f"UNWIND $uids AS uid MATCH (n:{kind.name} {{uid: uid}}) SET n.version = n.version",
        uids=sorted(plan.changed),
    )


def _execute(tx: Writer, record: RecordMap, plan: _Plan, made: Values) -> None:
    kind = record.kind
    if plan.created:
        tx.run(
            f"UNWIND $rows AS row CREATE (n:{kind.name}) SET n = row, n += $made",
            rows=plan.created,
            made=made,
        )
    if plan.changed:
        tx.run(
            f"UNWIND $rows AS row MATCH (n:{kind.name} {{uid: row.uid}}) SET n += row.said",
            rows=[{"uid": uid, "said": said} for uid, said in plan.changed.items()],
        )
    for name, uids in plan.unlinked.items():
        pattern = kind.refs[name].pattern(f"n:{kind.name} {{uid: uid}}", "")
        tx.run(f"UNWIND $uids AS uid MATCH {pattern} DELETE r", uids=uids)
    for place, rows in plan.links.items():
        _relate(tx, kind, record.links[place], rows)


def _relate(tx: Writer, kind: RecordType, link: LinkMap, rows: list[Values]) -> None:
    key = type_of(link.label).key
    set_ = " SET r = row.p" if link.properties else ""
    ends = {row["m"] for row in rows}
    if len(ends) == 1:
        match = f"MATCH (m:{link.label} {{{key}: $end}}) UNWIND $rows AS row "
    else:
        match = f"UNWIND $rows AS row MATCH (m:{link.label} {{{key}: row.m}}) "
    made = tx.run(
        f"{match} MATCH (n:{kind.name} {{uid: row.n}}) "
        f"CREATE {link.ref.pattern('n', 'm')}{set_} RETURN count(r) AS made",
        rows=rows,
        end=next(iter(ends)),
    )[0]["made"]
    if made != len(rows):
        raise LoadFailed(what=Text(
            f"{kind.label.zh}的“{link.ref.label.zh}”有{len(rows) - made}项找不到所指的记录",
            f"{len(rows) - made} ends of “{link.ref.label.en}” of {kind.plural.en} are not there",
        ))  # fmt: skip


def _audit(tx: Writer, source: Source, kind: RecordType, plan: _Plan, uids: list[str]) -> None:
    """One event per chain that the batch touched, about all its records of that chain."""
    if not uids:
        return
    groups = tx.run(
        f"UNWIND $uids AS uid MATCH (n:{kind.name} {{uid: uid}}) "
        "RETURN n.c1 AS c1, n.c2 AS c2, n.c3 AS c3, collect(uid) AS uids",
        uids=uids,
    )
    created = {each["uid"] for each in plan.created}
    events: list[tuple[Subject, Values]] = []
    for group in groups:
        place = {level: group[level] for level in LEVELS}
        _in_own_courts(source.actor, kind, place, plan.said[group["uids"][0]][0])
        said = [plan.said[uid] for uid in group["uids"]]
        new = sum(uid in created for uid in group["uids"])
        detail: Values = {
            "import": source.number,
            "created": new,
            "changed": len(said) - new,
            "first": min(each[0] for each in said),
            "last": max(each[0] for each in said),
            "digest": _digest(said),
        }
        changes = {key: plan.diffs[key] for key, *_ in said if key in plan.diffs}
        if changes:
            detail["changes"] = changes
        events.append((Subject(kind, source.number, source.uid, place), detail))
    audit.append_each(tx, source.actor, Tag.IMPORT_BATCH, events)


def _in_own_courts(
    actor: Actor, kind: RecordType, place: Mapping[str, str | None], key: str
) -> None:
    if kind.home and not place["c1"]:
        raise LoadFailed(what=Text(
            f"{kind.label.zh}“{key}”没有所属法院，无法确定可见范围",
            f"{kind.label.en} “{key}” belongs to no court, so nobody could read it",
        ))  # fmt: skip
    if actor.level and place[actor.level] != actor.court:
        raise NotAllowed(what=Text(
            f"导入其他法院的记录（{kind.label.zh}“{key}”）",
            f"load records of other courts ({kind.label.en} “{key}”)",
        ))  # fmt: skip


def _digest(said: list[list[Any]]) -> str:
    """SHA-256 of what was written: keys, fields, relations, in order."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
