"""Ratios 1, 2, 4 and 7: pages and reads."""

from __future__ import annotations

from collections import Counter
from urllib.parse import quote

from graph import records
from graph.model import type_of
from graph.records import Cursor, Query
from graph.scope import Actor
from graph.session import Graph
from tests.bench.ours import Ours, actor
from tests.bench.peer import PAGE, Peer
from tests.bench.report import Measured
from tests.bench.rows import DETAILS, GOODS, Province
from tests.bench.timing import medians, timed

ROUNDS = 40
DEEPEST = 10_000
WORDS = DETAILS[0] + GOODS[0]
CASE = "/case/list/"


def page(ours: Ours, peer: Peer) -> list[Measured]:
    """Ratio 1: what our page adds to its statements and to FAB's own rendering."""
    counts = {size: len(ours.statements(f"{CASE}?psize_CaseView={size}")) for size in (25, 50, 100)}
    raw = ours.raw(ours.statements(CASE))

    def render() -> float:
        answer = peer.ask("/case/list/")
        return answer.page - answer.sql

    found = medians(
        {"page": timed(lambda: ours.ask(CASE)), "raw": timed(raw), "render": render}, ROUNDS
    )
    return [
        Measured(
            "1", "list page ÷ (raw Cypher + stock FAB's rendering)",
            found["page"] / (found["raw"] + found["render"]), 1.5, found,
        ),
        Measured(
            "1", "statements of a page of 100 rows ÷ of 25 rows", counts[100] / counts[25], 1.0,
            {f"{size} rows": count for size, count in counts.items()}, unit="",
        ),
    ]  # fmt: skip


def against_peer(ours: Ours, peer: Peer, province: Province) -> list[Measured]:
    """Ratio 2: our pages ÷ stock FAB's on PostgreSQL with the same rows."""
    number, after = deep(ours.graph, province)
    shown = province.nodes["Case"][len(province.nodes["Case"]) // 2]
    place = len(province.nodes["Case"]) // 2 + 1
    pairs = {
        "list": (CASE, "/case/list/", 0.3),
        f"page {number:,}": (
            f"{CASE}?after={after}", f"/case/list/?page_PeerCaseView={number - 1}", 0.1,
        ),
        "text search": (
            f"{CASE}?q={quote(WORDS)}", f"/case/list/?_flt_2_cause={quote(WORDS)}", 0.02,
        ),
        "show": (f"/case/show/{shown['uid']}", f"/case/show/{place}", 1.0),
    }  # fmt: skip
    made = []
    for name, (mine, theirs, goal) in pairs.items():
        found = medians(
            {
                "ours": timed(lambda mine=mine: ours.ask(mine)),
                "peer": lambda theirs=theirs: peer.ask(theirs).page,
            },
            ROUNDS,
        )
        made.append(
            Measured("2", f"{name} ÷ stock FAB on PostgreSQL", found["ours"] / found["peer"],
                     goal, found)
        )  # fmt: skip
    return made


def depth(ours: Ours, province: Province) -> list[Measured]:
    """Ratio 4: a page far down ÷ the first."""
    number, after = deep(ours.graph, province)
    far = f"{CASE}?after={after}"
    found = medians(
        {"first": timed(lambda: ours.ask(CASE)), "deep": timed(lambda: ours.ask(far))}, ROUNDS
    )
    return [Measured("4", f"page {number:,} ÷ page 1", found["deep"] / found["first"], 1.2, found)]


def deep(graph: Graph, province: Province) -> tuple[int, str]:
    """A page's number (10,000 where there are so many) and the cursor that it begins behind."""
    number = min(DEEPEST, len(province.nodes["Case"]) // PAGE)
    with graph.reading() as tx:
        rows = tx.run(
            "MATCH (n:Case) WHERE n.c1 = $c1 AND n.rank IS NOT NULL AND n.uid IS NOT NULL "
            "RETURN n.rank AS rank, n.uid AS uid ORDER BY n.c1 DESC, n.rank DESC, n.uid DESC "
            "SKIP $skip LIMIT 1",
            c1=province.nodes["Court"][0]["code"],
            skip=(number - 1) * PAGE - 1,
        )
    return number, Cursor(rows[0]["rank"], rows[0]["uid"]).write("rank")


def scoped(graph: Graph, province: Province) -> list[Measured]:
    """Ratio 7: a read under scope ÷ the same number of rows without."""
    made = []
    for level in ("c1", "c2", "c3"):
        counts = Counter(n[level] for n in province.nodes["Case"] if n[level])
        court = counts.most_common(1)[0][0]
        who = actor(graph, court)
        found = medians(
            {
                "scoped": timed(lambda who=who: _first(graph, who)),
                "unscoped": timed(lambda: _first(graph, Actor.system("bench"))),
            },
            ROUNDS,
        )
        made.append(
            Measured("7", f"first {PAGE} rows of one {level} court ÷ of all",
                     found["scoped"] / found["unscoped"], 1.15, found)
        )  # fmt: skip
    return made


def _first(graph: Graph, who: Actor) -> None:
    with graph.reading() as tx:
        found = records.find(tx, who, Query(type_of("Case"), limit=PAGE))
    if len(found.rows) != PAGE:
        raise RuntimeError(f"{len(found.rows)} rows, not {PAGE}")
