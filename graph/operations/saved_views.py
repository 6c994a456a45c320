"""Saved views: an address of this product with its filters, kept or shared.

Whose a view is, is said by the product, never typed. A **personal** view is read by its owner
alone. A **shared** one is read by the users of the owner's court (that very court, not those above
or below it), any of whom may put it right (name, address, notes, folder); its owner alone decides
who reads it and retires it. A **locked** one is read by the same, and changed by its owner alone.
Everybody copies what they read: the copy is a personal view of their own. A folder is personal or
shared likewise.

A view holds an address and nothing that the address shows: who opens it sees what they may see, for
the page asks again. Users of no court have none to share with, so theirs are personal; views stay
with the court at which they were saved. Of a personal view the audit says that there was a change,
and not what the view is called or shows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph import clock, queries, records
from graph.audit import Tag, append
from graph.errors import Conflict, Invalid, NotAllowed, NotFound
from graph.model import Record, RecordType, new_uid, type_of
from graph.records import placement
from graph.records.values import read_fields
from graph.records.write import complete, signed
from graph.scope import Actor
from graph.session import Graph, Reader, Row, Writer
from graph.text import Text

VIEW, FOLDER = type_of("SavedView"), type_of("Folder")
PERSONAL, SHARED, LOCKED = "personal", "court", "locked"

MOST = 1000
"""Views and folders that one page shows."""

LONGEST_ADDRESS = 4000

ENTERED = ("name", "address", "notes", "audience")
"""What people say of a view or folder, beside its folder."""

_ADDRESS = re.compile(r"/(?![/\\])[^\s\\\x00-\x1f\x7f]*")
"""A path of this very host, with its query."""


@dataclass(frozen=True)
class Shelf:
    """The views and folders that a user may read."""

    views: tuple[Row, ...]
    folders: tuple[Row, ...]
    me: str

    @property
    def mine(self) -> list[Row]:
        """Those of one's own, whoever else reads them."""
        return [each for each in self.views if each["owner"] == self.me]

    def of_others(self, audience: str) -> list[Row]:
        """Those that others of the court share, or share and lock."""
        return [
            each for each in self.views if each["owner"] != self.me and each["audience"] == audience
        ]


def shelf(tx: Reader, actor: Actor) -> Shelf:
    """What the actor has and is shared with."""
    return Shelf(
        tuple(queries.saved_views(tx, actor, MOST)),
        tuple(queries.saved_folders(tx, actor, MOST)),
        actor.username,
    )


def folders(tx: Reader, actor: Actor) -> list[Row]:
    """The folders that the actor may put a view into."""
    return queries.saved_folders(tx, actor, MOST)


def view(tx: Reader, actor: Actor, key: str) -> Record:
    """A view that the actor may read and that is in use; raises NotFound."""
    found = records.get(tx, actor, VIEW, key)
    if found.retired_at:
        raise NotFound(type=VIEW.label, key=key)
    return found


def may_change(actor: Actor, found: Mapping[str, Any] | Record) -> bool:
    """Whether the actor may put the view (or folder) right: the owner, and where it is shared and
    not locked, whoever reads it."""
    said = found.values() if isinstance(found, Record) else found
    return bool(said["owner"] == actor.username or said["audience"] == SHARED)


def is_owner(actor: Actor, found: Mapping[str, Any] | Record) -> bool:
    """Whether it is the actor's: who alone says who reads it, and retires it."""
    said = found.values() if isinstance(found, Record) else found
    return bool(said["owner"] == actor.username)


def save(graph: Graph, actor: Actor, values: Mapping[str, Any]) -> Record:
    """A new view of the actor's: ``name``, ``address``, and optionally ``audience``, ``notes`` and
    ``folder`` (uid). Raises Invalid by field, or NotFound for a folder out of sight."""
    return graph.write(lambda tx: _create(tx, actor, VIEW, values))


def make_folder(graph: Graph, actor: Actor, values: Mapping[str, Any]) -> Record:
    """A new folder of the actor's: ``name`` and optionally ``audience``. Raises Invalid."""
    return graph.write(lambda tx: _create(tx, actor, FOLDER, values))


def copy(graph: Graph, actor: Actor, key: str) -> Record:
    """A personal view of the actor's own with the same name, address and notes."""

    def work(tx: Writer) -> Record:
        old = view(tx, actor, key)
        said = {"name": old.name, "address": old.address, "notes": old.notes}
        return _create(tx, actor, VIEW, said)

    return graph.write(work)


def change(
    graph: Graph, actor: Actor, kind: RecordType, key: str, version: int, values: Mapping[str, Any]
) -> Record:
    """Change what ``values`` names of a view or folder. Raises NotFound, NotAllowed, Conflict,
    Invalid."""

    def work(tx: Writer) -> Record:
        old = _locked(tx, actor, kind, key, version)
        if not may_change(actor, old):
            raise NotAllowed(
                what=Text("修改他人锁定的视图，可复制", "change a locked view: copy it")
            )
        if values.get("audience", old.audience) != old.audience and not is_owner(actor, old):
            raise NotAllowed(what=Text("改变他人视图的范围", "say who reads another's view"))
        fields, folder = _checked(tx, actor, kind, values, old)
        was = {name: getattr(old, name) for name in fields}
        said = complete(kind, {**old.values(), **fields}) | signed(actor, old.version)
        tx.run(f"MATCH (n:{kind.name} {{uid: $uid}}) SET n += $said", uid=old.uid, said=said)
        _file(tx, old.uid, folder)
        made = records.get(tx, actor, kind, old.uid)
        diff: dict[str, Any] = {
            n: [was[n], getattr(made, n)] for n in fields if was[n] != getattr(made, n)
        }
        diff |= {"folder": folder or ""} if folder is not None else {}
        _append(tx, actor, Tag.RECORD_CHANGED, made, diff, old.audience)
        return made

    return graph.write(work)


def retire(graph: Graph, actor: Actor, kind: RecordType, key: str, version: int) -> Record:
    """Take a view or folder out of use; its owner alone may. Raises as ``change``."""

    def work(tx: Writer) -> Record:
        old = _locked(tx, actor, kind, key, version)
        if not is_owner(actor, old):
            raise NotAllowed(what=Text("停用他人的视图", "retire another's view"))
        said = signed(actor, old.version)
        said |= {"retired_at": said["changed_at"], "retired_by": actor.username,
                 "retired_reason": "所有人停用"}  # fmt: skip
        tx.run(f"MATCH (n:{kind.name} {{uid: $uid}}) SET n += $said", uid=old.uid, said=said)
        _append(tx, actor, Tag.RECORD_RETIRED, old, {}, old.audience)
        return records.get(tx, actor, kind, old.uid)

    return graph.write(work)


def _create(tx: Writer, actor: Actor, kind: RecordType, values: Mapping[str, Any]) -> Record:
    uid = new_uid()
    number = f"{'V' if kind is VIEW else 'W'}-{uid[-12:]}"
    fields, folder = _checked(tx, actor, kind, values)
    own = {**fields, "owner": actor.username, "number": number}
    stored = complete(kind, own) | signed(actor, 0) | {"uid": uid}
    stored |= {"created_at": stored["changed_at"], "created_by": stored["changed_by"]}
    tx.run(
        f"MATCH (c:Court {{uid: $court}}) CREATE (n:{kind.name})-[:OF]->(c) SET n = $stored",
        court=_court(tx, actor), stored=stored,
    )  # fmt: skip
    _file(tx, uid, folder)
    placement.place(tx, kind, [uid], clock.today(), fresh=True)
    made = records.get(tx, actor, kind, uid)
    diff = {name: [None, value] for name, value in fields.items() if value is not None}
    _append(tx, actor, Tag.RECORD_CREATED, made, diff, made.audience)
    return made


def _checked(
    tx: Writer,
    actor: Actor,
    kind: RecordType,
    values: Mapping[str, Any],
    old: Record | None = None,
) -> tuple[dict[str, Any], str | None]:
    """The fields as stored, and the folder's uid ("": out of any; None: not said). Raises Invalid,
    or NotFound."""
    taken = [name for name in ENTERED if name in kind.fields]
    said: dict[str, Any] = {name: values[name] for name in taken if name in values}
    if old is None:
        said = {"audience": PERSONAL, **said}
        fields, faults = read_fields(kind, {"number": "-", "owner": "-", **said})
    else:
        fields, faults = read_fields(kind, said, old.values())
    fields = {name: value for name, value in fields.items() if name in said}
    if "address" in said and not faults.get("address"):
        faults |= _address_faults(str(fields.get("address") or ""))
    if fields.get("audience", PERSONAL) != PERSONAL and actor.court is None:
        faults["audience"] = Text(
            "您的账号不属于某个法院，只能保存为个人视图",
            "your account belongs to no court: only personal views are possible",
        )
    if faults:
        raise Invalid(faults)
    folder = values.get("folder")
    if folder:
        folder = records.get(tx, actor, FOLDER, str(folder)).uid
    return fields, folder


def _address_faults(address: str) -> dict[str, Text]:
    if len(address) > LONGEST_ADDRESS:
        return {"address": Text(
            f"地址不超过{LONGEST_ADDRESS}个字符", f"at most {LONGEST_ADDRESS} characters"
        )}  # fmt: skip
    if not _ADDRESS.fullmatch(address):
        return {"address": Text(
            "应为本系统的页面地址，以 / 开头", "an address of this product, beginning with /"
        )}  # fmt: skip
    return {}


def _court(tx: Reader, actor: Actor) -> str:
    """The uid of the actor's court; of who belongs to none, of the first high court."""
    row = tx.one(
        "MATCH (c:Court) WHERE c.code = $code OR ($code IS NULL AND c.level = 'high') "
        "RETURN c.uid AS uid ORDER BY c.code LIMIT 1",
        code=actor.court,
    )
    if row is None:
        raise NotAllowed(what=Text(
            "保存视图，因为还没有法院", "save views as long as there is no court"
        ))  # fmt: skip
    return str(row["uid"])


def _file(tx: Writer, uid: str, folder: str | None) -> None:
    """Put a view into a folder, or out of any with ""."""
    if folder is None:
        return
    tx.run("MATCH (v:SavedView {uid: $uid})-[r:IN_FOLDER]->() DELETE r", uid=uid)
    if folder:
        tx.run(
            "MATCH (v:SavedView {uid: $uid}) MATCH (f:Folder {uid: $folder}) "
            "CREATE (v)-[:IN_FOLDER]->(f)",
            uid=uid, folder=folder,
        )  # fmt: skip


def _locked(tx: Writer, actor: Actor, kind: RecordType, key: str, version: int) -> Record:
    seen = records.get(tx, actor, kind, key)
    tx.run(f"MATCH (n:{kind.name} {{uid: $uid}}) SET n.version = n.version", uid=seen.uid)
    found = records.get(tx, actor, kind, seen.uid)
    if found.version != version:
        raise Conflict(who=found.changed_by, when=clock.minute(found.changed_at))
    if found.retired_at:
        raise NotAllowed(what=Text("修改已停用的视图", "change a retired view"))
    return found


def _append(
    tx: Writer, actor: Actor, tag: Tag, made: Record, diff: Mapping[str, Any], before: str
) -> None:
    """The event; of what is and was personal nothing but who reads it."""
    told = diff if PERSONAL not in (before, made.audience) else {"audience": made.audience}
    append(tx, actor, tag, records.subject(made.declared, made), told)
