"""Records that were merged into another: what names them means the one that was kept."""

from __future__ import annotations

from collections.abc import Iterable

from graph.errors import NotAllowed
from graph.model import Link, Record, RecordType
from graph.model.alike import MERGED_INTO, mergeable
from graph.session import Reader
from graph.text import Text

FARTHEST = 10
"""A kept record may be merged again; further than this nobody merges."""

Links = dict[str, tuple[Link, ...]]


def refuse_merged(record: Record) -> None:
    """Raise NotAllowed for a record that came out of use by a merge."""
    if record.links.get(MERGED_INTO):
        raise NotAllowed(what=Text(
            "恢复已并入其他记录的记录：请在“重复记录”中撤销合并",
            "reinstate a record that was merged into another: undo the merge instead",
        ))  # fmt: skip


def kept(tx: Reader, kind: RecordType, values: Iterable[str], by: str = "uid") -> dict[str, str]:
    """For those of these uids (or keys, with ``by``) that were merged, the record kept in the
    end, named in the same way."""
    rows = tx.run(
        f"UNWIND $values AS value MATCH (n:{kind.name} {{{by}: value}}) "
        f"WHERE n.retired_at IS NOT NULL "
        f"MATCH (n)-[:MERGED_INTO*1..{FARTHEST}]->(k:{kind.name}) "
        f"WHERE k.retired_at IS NULL RETURN value, k.{by} AS kept",
        values=sorted(set(values)),
    )
    return {row["value"]: row["kept"] for row in rows}


def followed(tx: Reader, kind: RecordType, links: Links) -> Links:
    """The links with merged ends replaced by the records kept: a form that was open before a
    merge, or a program that remembers an old identifier, means the same person."""
    names = {each.name for each in mergeable()}
    asked = [n for n in links if links[n] and names & set(kind.refs[n].targets)]
    uids = {link.uid for name in asked for link in links[name]}
    if not uids:
        return links
    to: dict[str, str] = {}
    for each in mergeable():
        if any(each.name in kind.refs[name].targets for name in asked):
            to |= kept(tx, each, uids)
    return links | {
        name: tuple(link._replace(uid=to.get(link.uid, link.uid)) for link in links[name])
        for name in asked
    }
