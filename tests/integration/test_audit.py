"""Every way of tampering with a chain is found, at the right place; writers at once keep it whole.

Tampering happens inside a transaction that is rolled back: other tests read the same audit.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner

from app.cli import main
from graph import audit, records
from graph.audit import SEALED, Fault, Tag
from graph.model import type_of
from graph.scope import Actor
from graph.session import Graph, Reader, Writer
from tests.conftest import Tree

SECRET = "a secret for the checkpoints of tests, long enough"
Tamper = Callable[[Writer, str, str], None]
"""Changes the store by hand: (tx, this chain, another chain)."""


class RollBack(Exception):
    """Ends a transaction without keeping anything."""


def after(graph: Graph, chains: tuple[str, str], tamper: Tamper) -> tuple[list[Fault], list[Fault]]:
    """Faults of both chains after the tampering: with the signing secret, and without."""
    found: list[list[Fault]] = []

    def work(tx: Writer) -> None:
        found.clear()
        tamper(tx, *chains)
        found.append(audit.verify(tx, SECRET, chains)[1])
        found.append(audit.verify(tx, "", chains)[1])
        raise RollBack

    with pytest.raises(RollBack):
        graph.write(work)
    return found[0], found[1]


def places(faults: list[Fault]) -> dict[str, int]:
    return {fault.chain: fault.place for fault in faults}


def at(place: int, change: str) -> Tamper:
    """A change to the event at this place of the first chain."""

    def tamper(tx: Writer, chain: str, _other: str) -> None:
        tx.run(f"MATCH (e:AuditEvent {{chain: $c, place: $p}}) {change}", c=chain, p=place)

    return tamper


@pytest.fixture
def chains(graph: Graph, tree: Tree) -> tuple[str, str]:
    """Two chains of six events each, signed when they had five."""
    names = (f"{tree.code}甲", f"{tree.code}乙")
    for name in names:
        for n in range(5):
            note(graph, name, n)
    audit.checkpoint(graph, tree.system, SECRET)
    for name in names:
        note(graph, name, 5)
    return names


def note(graph: Graph, chain: str, n: int) -> None:
    subject = audit.Subject(place={"c1": "鲁", "c2": chain}, key=f"K{n}", uid=f"U{chain}{n}")
    audit.note(graph, Actor.system("tests"), Tag.LIST_EXPORTED, subject, {"n": n})


def test_an_untouched_chain_is_whole(graph: Graph, chains: tuple[str, str]) -> None:
    with graph.reading() as tx:
        assert audit.verify(tx, SECRET, chains) == (12, [])


def recomputed(tx: Writer, chain: str, _other: str) -> None:
    """Somebody who knows how digests are made changes an event and mends all that follow."""
    rows = tx.run(
        "MATCH (e:AuditEvent {chain: $c}) RETURN properties(e) AS e ORDER BY e.place", c=chain
    )
    previous = audit.GENESIS
    for event in (row["e"] for row in rows):
        if event["place"] == 2:
            event["actor"] = "somebody else"
        event["previous"] = previous
        previous = audit.digest(event)
        tx.run(
            "MATCH (e:AuditEvent {uid: $uid}) SET e.actor = $a, e.previous = $p, e.digest = $d",
            uid=event["uid"], a=event["actor"], p=event["previous"], d=previous,
        )  # fmt: skip
    tx.run("MATCH (h:AuditHead {chain: $c}) SET h.digest = $d", c=chain, d=previous)


def swapped(tx: Writer, chain: str, _other: str) -> None:
    for was, now in ((2, -2), (3, 2), (-2, 3)):
        tx.run(
            "MATCH (e:AuditEvent {chain: $c, place: $w}) SET e.place = $n", c=chain, w=was, n=now
        )


def inserted(place: Any, shift: bool = False) -> Tamper:
    """An event put in at a place; with ``shift`` the later ones make room."""

    def tamper(tx: Writer, chain: str, _other: str) -> None:
        if shift:
            for p in range(6, place - 1, -1):
                tx.run("MATCH (e:AuditEvent {chain: $c, place: $p}) SET e.place = $p + 1",
                       c=chain, p=p)  # fmt: skip
        tx.run(
            "MATCH (e:AuditEvent {chain: $c, place: 1}) CREATE (n:AuditEvent) "
            "SET n = e {.*, uid: 'forged', number: 'forged', place: $p}",
            c=chain, p=place,
        )  # fmt: skip

    return tamper


def cut(keep: int, head: bool) -> Tamper:
    """The end taken off, and with ``head`` the registered head put back to match."""

    def tamper(tx: Writer, chain: str, _other: str) -> None:
        tx.run("MATCH (e:AuditEvent {chain: $c}) WHERE e.place > $k DELETE e", c=chain, k=keep)
        if head:
            tx.run(
                "MATCH (h:AuditHead {chain: $c}), (e:AuditEvent {chain: $c, place: $k}) "
                "SET h.place = $k, h.digest = e.digest",
                c=chain, k=keep,
            )  # fmt: skip

    return tamper


def vanished(tx: Writer, chain: str, _other: str) -> None:
    """The whole chain gone, head and all."""
    tx.run("MATCH (e:AuditEvent {chain: $c}) DELETE e", c=chain)
    tx.run("MATCH (h:AuditHead {chain: $c}) DELETE h", c=chain)


def head(change: str) -> Tamper:
    def tamper(tx: Writer, chain: str, _other: str) -> None:
        tx.run(f"MATCH (h:AuditHead {{chain: $c}}) {change}", c=chain)

    return tamper


@pytest.mark.parametrize(
    ("tamper", "place"),
    [
        (at(3, "SET e.detail = '{}'"), 3),
        (at(3, "SET e.actor = 'x'"), 3),
        (at(3, "SET e.tag = 'x'"), 3),
        (at(3, "SET e.happened_at = datetime('2020-01-01T00:00:00Z')"), 3),
        (at(3, "SET e.record_key = 'x'"), 3),
        (at(3, "SET e.record_uid = 'x'"), 3),
        (at(3, "SET e.record_type = 'Case'"), 3),
        (at(3, "SET e.c2 = 'x'"), 3),  # shown to another court
        (at(3, "SET e.sealed = true"), 3),  # hidden from most
        (at(3, "SET e.retired_at = e.happened_at"), 3),  # hidden from lists
        (at(3, "SET e.rank = '2020'"), 3),
        (at(3, "SET e.number = 'x'"), 3),
        (at(3, "SET e.digest = 'x'"), 3),
        (at(3, "SET e.previous = 'x'"), 3),
        (at(3, "DELETE e"), 3),
        (at(1, "DELETE e"), 1),
        (swapped, 2),
        (inserted(0), 1),
        (inserted(-1), 1),
        (inserted(2.5), 3),
        (inserted(3, shift=True), 3),
        (inserted(7), 7),
        (cut(5, head=False), 6),
        (head("SET h.digest = 'x'"), 7),
        (head("SET h.place = 5"), 7),
        (head("DELETE h"), 7),
    ],
)
def test_tampering_is_found_at_its_place(
    graph: Graph, chains: tuple[str, str], tamper: Tamper, place: int
) -> None:
    for faults in after(graph, chains, tamper):
        assert places(faults) == {chains[0]: place}
        assert all(fault.what.zh and fault.what.en for fault in faults)


@pytest.mark.parametrize(
    ("tamper", "place"),
    [(recomputed, 5), (cut(4, head=True), 5), (cut(2, head=True), 3), (vanished, 1)],
)
def test_what_digests_alone_cannot_tell_a_checkpoint_does(
    graph: Graph, chains: tuple[str, str], tamper: Tamper, place: int
) -> None:
    signed, unsigned = after(graph, chains, tamper)
    assert places(signed) == {chains[0]: place}
    assert tamper is vanished or places(unsigned) == {}


def test_an_event_moved_to_another_chain_is_missed_and_seen(
    graph: Graph, chains: tuple[str, str]
) -> None:
    def moved(tx: Writer, chain: str, other: str) -> None:
        tx.run("MATCH (e:AuditEvent {chain: $c, place: 6}) SET e.chain = $o, e.place = 7",
               c=chain, o=other)  # fmt: skip

    for faults in after(graph, chains, moved):
        assert places(faults) == {chains[0]: 6, chains[1]: 7}


@pytest.mark.parametrize(
    "change",
    ["SET c.heads = replace(c.heads, '\"place\":5', '\"place\":4')", "SET c.by = 'x'",
     "SET c.signature = 'x'", "SET c.at = '2020-01-01T00:00:00+00:00'"],
)  # fmt: skip
def test_a_forged_checkpoint_is_named(graph: Graph, chains: tuple[str, str], change: str) -> None:
    def forged(tx: Writer, chain: str, _other: str) -> None:
        tx.run(f"MATCH (c:AuditCheckpoint) WHERE c.heads CONTAINS $c {change}", c=chain)

    signed, _ = after(graph, chains, forged)
    assert [fault.chain.split()[0] for fault in signed] == ["checkpoint"]


def test_an_event_at_no_place_is_found_by_the_whole_verification(
    graph: Graph, chains: tuple[str, str]
) -> None:
    found: list[Fault] = []

    def work(tx: Writer) -> None:
        tx.run("MATCH (e:AuditEvent {chain: $c, place: 1}) CREATE (n:AuditEvent) "
               "SET n = e {.*, uid: 'forged', number: 'forged', place: null}",
               c=chains[0])  # fmt: skip
        found[:] = audit.verify(tx)[1]
        raise RollBack

    with pytest.raises(RollBack):
        graph.write(work)
    assert (chains[0], 0) in [(fault.chain, fault.place) for fault in found]


def test_eight_writers_at_once_keep_the_chain_whole(graph: Graph, tree: Tree) -> None:
    chain = f"{tree.code}并发"
    failed: list[BaseException] = []

    def write(who: int) -> None:
        try:
            for n in range(6):
                note(graph, chain, who * 100 + n)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(who,)) for who in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with graph.reading() as tx:
        assert audit.verify(tx, "", [chain]) == (48, [])
        keys = tx.run("MATCH (e:AuditEvent {chain: $c}) RETURN e.record_key AS k", c=chain)
    assert {row["k"] for row in keys} == {f"K{w * 100 + n}" for w in range(8) for n in range(6)}


def test_records_changed_at_once_keep_their_chains_whole(graph: Graph, tree: Tree) -> None:
    """The same through the records' own writes, confidential ones in the chain beside."""
    officer = tree.officer("甲")

    def write(n: int) -> None:
        tree.petition(str(n))
        tree.create("Measure", number=f"{tree.code}-M{n}", form="reminder", applied_to=officer.uid)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    chain = tree.code_of("a1")
    with graph.reading() as tx:
        count, faults = audit.verify(tx, "", [chain, chain + SEALED])
        made = records.count(tx, tree.system, records.Query(type_of("Petition"), words=tree.code))
    assert faults == []
    assert made.value == 8
    assert count >= 16


@pytest.fixture
def command(graph: Graph, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Callable[..., Any]:
    """``zhijian audit …`` on the tests' graph."""
    for name, value in {
        "NEO4J_URI": graph.connection.uri, "NEO4J_USER": graph.connection.user,
        "NEO4J_PASSWORD": graph.connection.password, "SECRET_KEY": SECRET,
        "ZHIJIAN_HOME": str(tmp_path),
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    return lambda *words: CliRunner().invoke(main, ["audit", *words])


def test_the_command_verifies_a_chain(command: Callable[..., Any], chains: tuple[str, str]) -> None:
    done = command("verify", "--chain", chains[0])
    assert (done.exit_code, "6" in done.output) == (0, True)
    said = json.loads(
        command("verify", "--chain", chains[0], "--chain", chains[1], "--json").output
    )
    assert said == {"events": 12, "faults": []}


def test_the_command_names_the_first_bad_place_and_exits_1(
    graph: Graph, command: Callable[..., Any], chains: tuple[str, str]
) -> None:

    def sign_as(name: str) -> None:
        change = "MATCH (e:AuditEvent {chain: $c, place: 4}) SET e.actor = $name"
        graph.write(lambda tx: tx.run(change, c=chains[0], name=name))

    sign_as("somebody else")
    try:
        done = command("verify", "--chain", chains[0])
        said = command("verify", "--chain", chains[0], "--json")
    finally:
        sign_as("system")
    assert done.exit_code == said.exit_code == 1
    assert f"{chains[0]} 第4条" in done.output
    assert [(f["chain"], f["place"]) for f in json.loads(said.output)["faults"]] == [(chains[0], 4)]
    assert command("verify", "--chain", chains[0]).exit_code == 0


def test_the_command_signs(graph: Graph, command: Callable[..., Any]) -> None:
    said = json.loads(command("checkpoint", "--json").output)
    with graph.reading() as tx:
        row = tx.one("MATCH (c:AuditCheckpoint {signature: $s}) RETURN c.at AS at",
                     s=said["signature"])  # fmt: skip
    assert row is not None
    assert row["at"] == said["at"]


def test_events_that_come_while_a_chain_is_verified_are_no_fault(graph: Graph, tree: Tree) -> None:
    chain = f"{tree.code}同时"
    for n in range(3):
        note(graph, chain, n)

    class Meanwhile(Reader):
        """After every statement somebody else adds an event."""

        def run(self, cypher: str, /, **parameters: Any) -> list[dict[str, Any]]:
            rows = super().run(cypher, **parameters)
            note(graph, chain, 9)
            note(graph, f"{chain}新", 9)
            return rows

    with graph.reading() as tx:
        whole = audit.verify(Meanwhile(tx._transaction), SECRET)[1]
        assert audit.verify(Meanwhile(tx._transaction), SECRET, [chain])[1] == []
    assert [fault for fault in whole if fault.chain.startswith(chain)] == []


def test_events_forged_behind_the_head_are_found(graph: Graph, chains: tuple[str, str]) -> None:
    """They may be there only if the head knows of them by the end of the verification."""

    def forged(tx: Writer, chain: str, _other: str) -> None:
        last = tx.run(
            "MATCH (e:AuditEvent {chain: $c, place: 6}) RETURN properties(e) AS e", c=chain
        )[0]["e"]
        event = last | {"place": 7, "previous": last["digest"], "uid": f"{chain}7",
                        "number": f"{chain}:7", "headline": f"{chain}:7 {last['tag']}"}  # fmt: skip
        event["digest"] = audit.digest(event)
        tx.run("CREATE (e:AuditEvent) SET e = $event", event=event)

    signed, unsigned = after(graph, chains, forged)
    assert places(signed) == places(unsigned) == {chains[0]: 7}
