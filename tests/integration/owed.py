"""Duties for tests of what people see of them: stored as the engine stores them, by rules of the
tests' own, so that no test depends on what the table says or on what the facts questions find.
Take ``probe_rules`` before the tree: else its courts owe what the real rules ask of every court."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from graph import clock, kept
from graph.duties import engine, keeper, parameters, questions, stored, together
from graph.duties.engine import Judged, Trigger
from graph.duties.rule import Due, Rule, Step, Unit
from graph.duties.stored import End
from graph.duties.table import FACTS, RULES
from graph.model import Record
from graph.session import Reader, Writer
from graph.text import Text
from tests.conftest import Tree

TODAY = date(2025, 6, 18)
"""A Wednesday, far from holidays."""

DAY = timedelta(days=1)


def made(code: str, basis: str, name: str, **more: Any) -> Rule:
    """A rule that nothing opens by itself."""
    return Rule(
        code=code, name=Text(name, f"{code} (en)"), basis=basis, event=Text("因某事", "an event"),
        debtor=Text("责任单位", "the debtor"), act=Text(f"应{name}", f"to do {code}"),
        due=Due(Unit.DAYS, 10), trigger=("Petition",), via={}, **more,
    )  # fmt: skip


FEEDBACK = made("probe-feedback", "A6", "个案反馈")
CHECK = made("probe-check", "A15", "整改检查", escalation=(Step.REMIND, Step.NOTICE))
SEALED = made("probe-lead", "B5", "线索核查", sealed=True)


@contextmanager
def probe_rules() -> Iterator[None]:
    """Within it the table has the rules above and no others, and today is ``TODAY``."""
    table, facts = dict(RULES), dict(FACTS)
    RULES.clear()
    for rule in (FEEDBACK, CHECK, SEALED):
        RULES[rule.code] = rule
        FACTS[rule.code] = lambda _asked, _found: []
    forget()
    clock.fix_today(TODAY)
    try:
        yield
    finally:
        clock.fix_today(None)
        RULES.clear()
        RULES.update(table)
        FACTS.clear()
        FACTS.update(facts)
        forget()


def forget() -> None:
    """What was read off the table once."""
    for module in (questions, parameters, keeper, engine, together):
        for each in vars(module).values():
            if hasattr(each, "cache_clear") and each.__module__ == module.__name__:
                each.cache_clear()


def owe(
    tree: Tree, rule: Rule, on: Record, by: Record, due: date, *, at: Record | None = None,
    closed: date | None = None, opened: date | None = None, part: str = "",
) -> str:  # fmt: skip
    """A duty because of a record, stored; its number. ``closed``: the day on which it was met."""

    def work(tx: Writer) -> str:
        judged = Judged(
            rule=rule, trigger=Trigger(on.uid), part=part, arises_from=end(tx, on),
            owed_by=(end(tx, by),), owed_at=end(tx, at) if at else None,
            opened_on=opened or due - 10 * DAY, due_on=due, provisional=False,
            closure="met" if closed else "open", closed_on=closed, reason=None, by=(),
            version="v1", facts="-",
        )  # fmt: skip
        made, marks = stored.create(tx, [judged]), kept.Marks()
        kept.know(marks, "tallies", "Duty", made.counted)
        kept.after(tx, "Duty", made.unstamped, marks)
        return judged.number

    return tree.graph.write(work)


def end(tx: Reader, record: Record) -> End:
    """A record as the end of a duty's relation."""
    row = tx.one(
        f"MATCH (n:{record.declared.name} {{uid: $uid}}) RETURN elementId(n) AS id", uid=record.uid
    )
    assert row is not None
    return End(record.uid, row["id"])
