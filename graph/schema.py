"""Constraints and indexes, derived from the declarations; compared with migrations and server."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import LEVELS, Reach, RecordType, types
from graph.session import Reader

ANALYZER = "standard-no-stop-words"
"""Of full-text indexes: each Chinese character is a word of its own, so that one character is
found as fast as four, and four as a phrase; ``cjk`` makes pairs, of which a single character needs
a look at the whole dictionary. No stop words: “a” and “the” are looked for as they are."""


@dataclass(frozen=True)
class Item:
    """One constraint or index: name, kind (UNIQUE, RANGE, FULLTEXT), label or type, properties."""

    name: str
    kind: str
    on: str
    properties: tuple[str, ...]
    relationship: bool = False

    @property
    def cypher(self) -> str:
        """The statement that makes it; harmless where it exists."""
        if self.kind == "UNIQUE":
            only = ", ".join(f"n.{p}" for p in self.properties)
            return (
                f"CREATE CONSTRAINT {self.name} IF NOT EXISTS "
                f"FOR (n:{self.on}) REQUIRE ({only}) IS UNIQUE"
            )
        of = f"()-[n:{self.on}]-()" if self.relationship else f"(n:{self.on})"
        props = ", ".join(f"n.{p}" for p in self.properties)
        if self.kind == "FULLTEXT":
            return (
                f"CREATE FULLTEXT INDEX {self.name} IF NOT EXISTS FOR {of} ON EACH [{props}] "
                f"OPTIONS {{indexConfig: {{`fulltext.analyzer`: '{ANALYZER}'}}}}"
            )
        return f"CREATE INDEX {self.name} IF NOT EXISTS FOR {of} ON ({props})"


COMMON = (
    Item("audit_head_chain", "UNIQUE", "AuditHead", ("chain",)),
    Item("audit_event_place", "UNIQUE", "AuditEvent", ("chain", "place")),
    Item("audit_event_record", "RANGE", "AuditEvent", ("record_uid", "tag", "rank")),
    Item("audit_event_actor", "RANGE", "AuditEvent", ("actor", "rank")),
    Item("audit_checkpoint_uid", "UNIQUE", "AuditCheckpoint", ("uid",)),
    Item("lease_name", "UNIQUE", "Lease", ("name",)),
    Item("inbox_item_key", "UNIQUE", "InboxItem", ("key",)),
    Item("inbox_item_recipient", "RANGE", "InboxItem", ("recipient", "at", "key")),
    Item("inbox_item_what", "RANGE", "InboxItem", ("recipient", "what", "at", "key")),
    Item("layout_digest", "UNIQUE", "Layout", ("digest",)),
    Item("layout_kept_at", "RANGE", "Layout", ("kept_at",)),
    Item("merged_into_at", "RANGE", "MERGED_INTO", ("at",), True),
    *(
        Item(f"shared_{c}", "RANGE", "SHARED_WITH", ("label", c, "rank", "uid"), True)
        for c in LEVELS
    ),
)
"""What no single type declares: the audit chains, records read by several courts, inboxes."""


ALIKE_BY = {"Officer": ("alike",), "Party": ("alike", "identity_number")}
"""What the same person entered twice has in common, by type: looked for in index order."""


RULE_INDEXES: tuple[Item, ...] = (
    Item("owed_by_due", "RANGE", "OWED_BY", ("at", "due", "duty"), True),
    Item("owed_at_due", "RANGE", "OWED_AT", ("at", "due", "duty"), True),
    Item("duty_by_anchor", "RANGE", "Duty", ("anchor",)),
    Item("duty_by_provisional", "RANGE", "Duty", ("provisional", "rule_code")),
    Item("duty_by_flagged", "RANGE", "Duty", ("flagged", "rule_code")),
    Item("duty_by_rule_pending", "RANGE", "Duty", ("rule_code", "pending", "uid")),
    Item("duty_by_pending", "RANGE", "Duty", ("pending", "uid")),
    *(Item(f"duty_by_{c}_pending", "RANGE", "Duty", (c, "pending", "uid")) for c in LEVELS),
    *(
        Item(f"duty_by_{c}_rule_pending", "RANGE", "Duty", (c, "rule_code", "pending", "uid"))
        for c in LEVELS
    ),
    Item("review_by_effective", "RANGE", "Review", ("effective_on",)),
    Item("review_by_ruled", "RANGE", "Review", ("ruled_on",)),
    Item("petition_by_procedural", "RANGE", "Petition", ("procedural_on",)),
    Item("petition_by_staged", "RANGE", "Petition", ("staged_on",)),
    Item("petition_by_final", "RANGE", "Petition", ("final_on",)),
    Item("petition_by_sent_up", "RANGE", "Petition", ("sent_up_on",)),
    Item("dispute_by_reported", "RANGE", "Dispute", ("reported_on",)),
    *(Item(f"case_by_{c}_concluded", "RANGE", "Case", (c, "concluded_on")) for c in LEVELS),
    Item("case_by_concluded", "RANGE", "Case", ("concluded_on",)),
    Item("case_by_extension_days", "RANGE", "Case", ("extension_days", "uid")),
    Item("trip_by_returned", "RANGE", "Trip", ("returned_on", "uid")),
    Item("act_by_major_scene", "RANGE", "Act", ("major_scene", "done_on")),
    Item("finding_by_early_sign", "RANGE", "Finding", ("early_sign", "uid")),
    Item("rectification_by_closed", "RANGE", "Rectification", ("closed_on", "uid")),
)
"""What the rules of duties are found by: the events of a span of days, what is open and due."""

VIEW_INDEXES = (
    Item("saved_view_by_owner", "RANGE", "SavedView", ("owner", "uid")),
    Item("folder_by_owner", "RANGE", "Folder", ("owner", "uid")),
)
"""What a user's own saved views and folders are found by."""

RECURRENCE_INDEXES = (Item("finding_by_ground", "RANGE", "Finding", ("ground", "uid")),)
"""What the keeper of recurrence finds a group by: one court, one problem."""


def of_type(kind: RecordType) -> list[Item]:
    """A type's constraints, one list index per order and level key, and its full-text index."""
    items = [
        Item(f"{kind.slug}_{name}", "UNIQUE", kind.name, (name,))
        for name, field in kind.fields.items()
        if field.unique
    ]
    for order in kind.sort_fields:
        items.append(Item(f"{kind.slug}_by_{order}", "RANGE", kind.name, (order, "uid")))
        for level in _levels(kind):
            name = f"{kind.slug}_by_{level}_{order}"
            items.append(Item(name, "RANGE", kind.name, (level, order, "uid")))
    for alike in ALIKE_BY.get(kind.name, ()):
        for keys in ((alike, "uid"), *((level, alike, "uid") for level in _levels(kind))):
            name = "_".join((kind.slug, "by", *keys[:-1]))
            items.append(Item(name, "RANGE", kind.name, keys))
    if kind.search_fields:
        fields = (*words_of(kind), *_levels(kind))
        items.append(Item(words_index(kind), "FULLTEXT", kind.name, fields))
    return items


def words_of(kind: RecordType) -> tuple[str, ...]:
    """The fields whose words a type is found by: those declared, and its key. Never one that is
    shown masked: what can't be read can't be found."""
    own = dict.fromkeys((kind.key, *kind.search_fields)) if kind.search_fields else ()
    return tuple(n for n in own if not kind.fields[n].sensitive)


def words_index(kind: RecordType) -> str:
    """The name of a type's full-text index. It has the level keys too, so that the words of one
    court's records are found without meeting those of all."""
    return f"{kind.slug}_words"


def declared() -> dict[str, Item]:
    """Everything that the server should have, by name."""
    items = [
        *COMMON,
        *RULE_INDEXES,
        *RECURRENCE_INDEXES,
        *VIEW_INDEXES,
        *(item for kind in types().values() for item in of_type(kind)),
    ]
    return {item.name: item for item in items}


def live(tx: Reader) -> dict[str, Item]:
    """Everything that the server has, by name; its own token look-ups and the migration tool's
    left out."""
    rows = tx.run(
        "SHOW INDEXES YIELD name, type, entityType, labelsOrTypes, properties, owningConstraint "
        "WHERE type <> 'LOOKUP'"
    )
    found = {}
    for row in rows:
        label = row["labelsOrTypes"][0]
        if "__Neo4jMigration" in row["name"] or label.startswith("__Neo4jMigration"):
            continue
        kind = "UNIQUE" if row["owningConstraint"] else row["type"]
        found[row["name"]] = Item(
            row["name"], kind, label, tuple(row["properties"]),
            relationship=row["entityType"] == "RELATIONSHIP",
        )  # fmt: skip
    return found


def drift(tx: Reader) -> list[str]:
    """Differences between declarations and server, one sentence each; none: they agree."""
    want, have = declared(), live(tx)
    missing = [f"missing: {item.cypher}" for name, item in want.items() if name not in have]
    extra = [f"not declared: {item.kind} {name}" for name, item in have.items() if name not in want]
    other = [
        f"differs: {name} is {have[name]}, declared {item}"
        for name, item in want.items()
        if name in have and have[name] != item
    ]
    return missing + extra + other


def script(names: list[str] | None = None) -> str:
    """The statements for a migration file: all, or those of the named items."""
    items = declared()
    return "".join(f"{items[name].cypher};\n" for name in (names or items))


def _levels(kind: RecordType) -> tuple[str, ...]:
    return {Reach.COURT: LEVELS, Reach.TREE: ("c1",), Reach.ALL: ()}[kind.reach]
