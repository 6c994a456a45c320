"""The Import record of a load: begun when its court is there, ended with counts and report.

Counts and report leave out confidential types: who may see the import may not see those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph import audit, clock
from graph.audit import Subject, Tag
from graph.ingest import report
from graph.ingest.batch import Source
from graph.ingest.check import Checked
from graph.model import LEVELS, type_of
from graph.records import placement
from graph.records.write import complete, signed
from graph.session import Graph, Writer

if TYPE_CHECKING:
    from graph.ingest.load import Outcome


def number(digest: str) -> str:
    """A new import's number: the moment, and the beginning of the file's digest."""
    return f"{clock.now():%Y%m%dT%H%M%S%f}-{digest[:8]}"


def begin(graph: Graph, source: Source, checked: Checked) -> bool:
    """Register the import; False while its court isn't there (the load brings it)."""
    kind = type_of("Import")
    fields = {
        "number": source.number,
        "file_name": checked.sheet.file,
        "digest": checked.sheet.digest,
        "mapping": checked.mapping.file,
        "started_at": clock.now(),
        "state": "running",
        "rows": checked.sheet.rows,
    }

    def work(tx: Writer) -> bool:
        made = signed(source.actor, 0)
        made |= {"created_at": made["changed_at"], "created_by": made["changed_by"]}
        stored = complete(kind, fields) | made | {"uid": source.uid}
        pattern = kind.refs["court"].pattern("n", "c", "")
        found = tx.run(
            f"MATCH (c:Court {{code: $into}}) CREATE (n:{kind.name}) SET n = $stored "
            f"CREATE {pattern} RETURN 1 AS made",
            into=checked.mapping.into,
            stored=stored,
        )
        if found:
            placement.place(tx, kind, [source.uid], clock.today(), fresh=True)
            said = {"file": checked.sheet.file, "digest": checked.sheet.digest,
                    "mapping": checked.mapping.file, "rows": checked.sheet.rows}  # fmt: skip
            _note(tx, source, Tag.IMPORT_STARTED, said)
        return bool(found)

    return graph.write(work)


def end(graph: Graph, source: Source, checked: Checked, outcome: Outcome, state: str) -> None:
    """Close the import as ``done`` or ``stopped``."""
    counts = {
        name: outcome.total(name, confidential=False)
        for name in ("created", "changed", "unchanged")
    }
    fields: dict[str, Any] = {
        "state": state,
        "finished_at": clock.now(),
        **counts,
        "refused": len({each.row for each in outcome.refusals}),
        "contradictions": sum(each.groups for each in checked.contradictions if not each.secret),
        "report": report.text(checked, outcome),
    }

    def work(tx: Writer) -> None:
        tx.run(
            "MATCH (n:Import {uid: $uid}) SET n += $said",
            uid=source.uid,
            said=fields | signed(source.actor, 1),
        )
        said = {n: v for n, v in fields.items() if n not in ("report", "finished_at")}
        _note(tx, source, Tag.IMPORT_FINISHED, said)

    graph.write(work)


def _note(tx: Writer, source: Source, tag: Tag, detail: dict[str, Any]) -> None:
    row = tx.run("MATCH (n:Import {uid: $uid}) RETURN properties(n) AS p", uid=source.uid)[0]["p"]
    place = {level: row.get(level) for level in LEVELS}
    audit.append(
        tx, source.actor, tag, Subject(type_of("Import"), source.number, source.uid, place), detail
    )
