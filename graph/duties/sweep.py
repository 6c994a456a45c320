"""What time alone brings: periods that end, days that pass, rulings that take effect.

Each rule is swept from the day up to which it was swept before; an interrupted sweep goes on with
the rule at which it stopped, and doing a rule twice changes nothing. A rule whose version or
parameters changed has its open duties judged again, and no others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import islice

from graph import audit, clock, kept
from graph.audit import Subject, Tag
from graph.duties import overdue, parameters, questions, sync
from graph.duties.engine import Frame, Kept, Trigger, keep
from graph.duties.periods import Period, begun
from graph.duties.rule import Rule
from graph.duties.table import RULES
from graph.errors import BadParameter
from graph.lease import Lease, leased
from graph.model import type_of
from graph.progress import Progress
from graph.session import Graph, Reader, Row, Writer
from graph.text import Text

JOB = "duties"
BATCH = 250
"""Triggers a transaction: few enough that readers and writers beside it don't wait."""

LOOK_BACK = timedelta(days=90)
"""A latent duty falls due some time after its event: events of so many days are looked at anew."""


@dataclass
class Report:
    """What a sweep did, by rule: triggers looked at, duties opened, met, void, changed."""

    until: date
    looked: dict[str, int] = field(default_factory=dict)
    kept: dict[str, Kept] = field(default_factory=dict)

    @property
    def opened(self) -> int:
        """Duties opened."""
        return sum(len(each.opened) for each in self.kept.values())

    def counts(self) -> dict[str, dict[str, int]]:
        """By rule, what was done; rules for which there was nothing to look at left out."""
        return {
            code: {"looked": looked}
            | {name: len(numbers) for name, numbers in self.kept[code].said.items()}
            for code, looked in self.looked.items()
            if looked
        }


def sweep(
    graph: Graph, as_of: date | None = None, *, everything: bool = False,
    only: Collection[str] = (), progress: Progress | None = None,
) -> Report:  # fmt: skip
    """Find what time has brought until the day (today), or all there is with ``everything``.
    ``only``: the rules of these codes, and no others.

    Raises Leased while another sweeps, BadParameter for a day that hasn't come.
    """
    until = as_of or clock.today()
    if until > clock.today():
        why = Text("这一天尚未到来", "that day hasn't come yet")
        raise BadParameter(name="as-of", value=until, why=why)
    progress = progress or Progress()
    report = Report(until)
    with leased(graph, JOB) as lease:
        sync.rules(graph)
        with graph.reading() as tx:
            frame, state = Frame.of(tx, until), _state(tx)
        rules = [rule for code, rule in RULES.items() if not only or code in only]
        for place, rule in enumerate(rules):
            progress.percent(place / len(rules), rule.code)
            _sweep_rule(graph, lease, rule, frame, {} if everything else state, report)
        if until == clock.today():
            overdue.tell(graph, until)
    return report


def _state(tx: Reader) -> dict[str, Row]:
    """By rule, up to which day it was swept, and by which version and parameters."""
    rows = tx.run("MATCH (r:Rule) RETURN r.code AS code, r.swept_to AS to, r.judged_by AS by")
    return {row["code"]: row for row in rows}


def _sweep_rule(
    graph: Graph,
    lease: Lease,
    rule: Rule,
    frame: Frame,
    state: Mapping[str, Row],
    report: Report,
) -> None:
    known = state.get(rule.code, {})
    after = known.get("to")
    if after is None or (rule.every and known.get("by") != judged_by(rule, frame)):
        after = rule.applies_from - timedelta(days=366)
    looked, done = 0, Kept()
    with graph.reading(seconds=0) as tx:
        triggers = set(_brought(tx, rule, after, frame.today))
        triggers |= set(_unsettled(tx, rule, known.get("by"), frame))
    for batch in _batches(sorted(triggers, key=lambda each: each.anchor(rule))):
        done.add(graph.write(partial(_keep, lease, rule, batch, frame)))
        looked += len(batch)
    report.looked[rule.code], report.kept[rule.code] = looked, done
    graph.write(
        lambda tx: tx.run(
            "MATCH (r:Rule {code: $code}) SET r.judged_by = $by, r.swept_to = "
            "CASE WHEN r.swept_to > $until THEN r.swept_to ELSE $until END",
            code=rule.code, until=frame.today, by=judged_by(rule, frame),
        )
    )  # fmt: skip


def judged_by(rule: Rule, frame: Frame) -> str:
    """By what a rule's duties are judged, in one line: version, parameters ever set, calendar."""
    names = [f"{rule.code}.{name}" for name in (parameters.DUE, parameters.FROM_YEAR)]
    names += [f"{rule.code}.{each.name}" for each in rule.locals_]
    said = [
        f"{name}={each.value}@{each.since}"
        for name in names
        for each in frame.values.records.get(name, ())
    ]
    return " ".join([f"v{rule.version}", *said])


def _brought(tx: Reader, rule: Rule, after: date, until: date) -> Iterator[Trigger]:
    """The triggers to which the span of days may have brought something."""
    since = after - LOOK_BACK if rule.latent else after
    for row in questions.candidates(tx, rule, since, until):
        if rule.every is None:
            yield Trigger(row["trigger"])
            continue
        for period in begun(rule.every, after - timedelta(days=1), until):
            if _stood(row, period) and period.last >= rule.applies_from:
                yield Trigger(row["trigger"], period)


def _stood(row: Row, period: Period) -> bool:
    """Whether the unit was there at the period's end."""
    first, last = row.get("first"), row.get("last")
    return (first is None or first <= period.last) and (last is None or last >= period.last)


def _unsettled(tx: Reader, rule: Rule, by: str | None, frame: Frame) -> Iterator[Trigger]:
    """Events of open duties to be judged again: all where the rule or a parameter changed, else
    those whose due day is provisional, or that a doubtful record may discharge by now."""
    if by is not None and by != judged_by(rule, frame):
        which = "MATCH (d:Duty) WHERE d.rule_code = $rule AND d.pending IS NOT NULL"
    else:
        which = (
            "CALL { MATCH (d:Duty) WHERE d.provisional = true AND d.rule_code = $rule RETURN d "
            "UNION MATCH (d:Duty) WHERE d.flagged = true AND d.rule_code = $rule RETURN d } WITH d"
        )
    rows = tx.run(
        f"{which} MATCH (d)-[:ARISES_FROM]->(t) "
        "RETURN DISTINCT t.uid AS trigger, d.period AS period, d.opened_on AS opened_on",
        rule=rule.code,
    )
    for row in rows:
        if rule.every is None or row["period"] is None:
            yield Trigger(row["trigger"])
        else:
            yield Trigger(row["trigger"], Period.read(row["period"]))


def _batches(triggers: Iterable[Trigger]) -> Iterator[list[Trigger]]:
    waiting = iter(triggers)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _keep(lease: Lease, rule: Rule, triggers: list[Trigger], frame: Frame, tx: Writer) -> Kept:
    """One batch: duties, what builds on them, and an audit event in each court's chain."""
    lease.renew(tx)
    marks: kept.Marks = {}
    done = keep(tx, {rule.code: triggers}, frame, kept.announcing(tx, marks))
    if done.uids:
        kept.after(tx, "Duty", sorted(done.uids), marks)
        _audit(tx, rule, done)
    return done


def _audit(tx: Writer, rule: Rule, done: Kept) -> None:
    by_number = {number: what for what, numbers in done.said.items() for number in numbers}
    groups = tx.run(
        "UNWIND $uids AS uid MATCH (d:Duty {uid: uid}) "
        "RETURN d.c1 AS c1, d.c2 AS c2, d.c3 AS c3, collect(d.number) AS numbers",
        uids=sorted(done.uids),
    )
    events = []
    for group in groups:
        detail: dict[str, list[str]] = {}
        for number in sorted(group["numbers"]):
            detail.setdefault(by_number.get(number, "changed"), []).append(number)
        place = {level: group[level] for level in ("c1", "c2", "c3")}
        subject = Subject(type_of("Rule"), rule.code, "", place, discipline=rule.sealed)
        events.append((subject, {"duties": detail}))
    audit.append_each(tx, questions.ENGINE, Tag.DUTIES_SWEPT, events)
