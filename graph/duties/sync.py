"""The Rule records, brought in line with the table of rules: what duties and parameters lead to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph import audit, clock
from graph.audit import Subject, Tag
from graph.duties import parameters
from graph.duties.stored import rule_record
from graph.duties.table import RULES
from graph.model import type_of
from graph.scope import Actor
from graph.session import Graph, Row, Writer

SHOWN = ("name", "article", "applies_from", "headline")
"""What a record says of its rule."""

WORDS = {
    Tag.RECORD_CREATED: "created",
    Tag.RECORD_CHANGED: "changed",
    Tag.RECORD_RETIRED: "retired",
}


def rules(graph: Graph) -> dict[str, list[str]]:
    """Make, correct and retire Rule records; codes by what was done, nothing the second time."""
    return graph.write(_rules)


def _rules(tx: Writer) -> dict[str, list[str]]:
    there = {row["code"]: row for row in tx.run(
        "MATCH (r:Rule) RETURN r.code AS code, r.version AS version, "
        "r.retired_at IS NOT NULL AS retired, "
        "r {.name, .article, .applies_from, .headline} AS shown"
    )}  # fmt: skip
    wanted = {code: rule_record(rule) for code, rule in RULES.items()}
    made = sorted(wanted.keys() - there.keys())
    changed = sorted(code for code in wanted.keys() & there.keys() if _differs(wanted, there, code))
    gone = sorted(c for c in there.keys() - wanted.keys() if not there[c]["retired"])
    tx.run("UNWIND $rows AS row CREATE (r:Rule) SET r = row", rows=[wanted[c] for c in made])
    tx.run(
        "UNWIND $rows AS row MATCH (r:Rule {code: row.code}) SET r += row.said "
        "REMOVE r.retired_at, r.retired_by, r.retired_reason",
        rows=[{"code": code, "said": _said(wanted[code], there[code])} for code in changed],
    )
    tx.run(
        "UNWIND $codes AS code MATCH (r:Rule {code: code}) SET r.retired_at = $now, "
        "r.retired_by = $by, r.retired_reason = '规则表中已无此规则', r.version = r.version + 1",
        codes=gone, now=clock.now(), by="system",
    )  # fmt: skip
    _lead(tx)
    done = {"created": made, "changed": changed, "retired": gone}
    actor = Actor.system("rules of the product")
    for tag, word in WORDS.items():
        if done[word]:
            audit.append(tx, actor, tag, Subject(type_of("Rule")), {"rules": done[word]})
    return {word: codes for word, codes in done.items() if codes}


def _differs(wanted: Mapping[str, Row], there: Mapping[str, Row], code: str) -> bool:
    said = {name: wanted[code][name] for name in SHOWN}
    return bool(there[code]["retired"] or said != there[code]["shown"])


def _said(wanted: Row, there: Row) -> dict[str, Any]:
    made = {name: wanted[name] for name in (*SHOWN, "changed_at", "changed_by")}
    return made | {"version": (there["version"] or 0) + 1}


def _lead(tx: Writer) -> None:
    """Parameters that were there before their rule's record lead to it too."""
    rows = tx.run(
        "MATCH (p:Parameter) WHERE NOT (p)-[:OF_RULE]->() RETURN p.uid AS uid, p.name AS name"
    )
    parameters.lead(tx, [(row["uid"], row["name"]) for row in rows])
