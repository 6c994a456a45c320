"""What time alone brings: periods that end, days that pass, rulings that take effect.

Each rule is swept from the day up to which it was swept before; an interrupted sweep goes on with
the rule at which it stopped, and doing a rule twice changes nothing. A rule whose version,
parameters or holidays changed has its open duties judged again, and the events since the day from
which on that counts; a court that moved has the duties of its area judged again (moved.py).

``soon`` does only what such a change touches, and nothing where there was none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import islice

from graph import audit, clock, kept
from graph.audit import Subject, Tag
from graph.duties import moved, overdue, parameters, questions, sync
from graph.duties.engine import Frame, Kept, Trigger, keep
from graph.duties.facts.superiors import ENGINE
from graph.duties.periods import Period, begun
from graph.duties.rule import Rule, Unit
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
    with leased(graph, JOB) as lease:
        sync.rules(graph)
        graph.write(questions.new_stamp)  # what was loaded without keepers stamped nothing
        with graph.reading() as tx:
            stamp, moved_ = questions.stamp(tx), moved.waiting(tx)  # before what they stand for
            run = _Run(graph, lease, Frame.of(tx, until), {} if everything else _state(tx))
        _sweep_rules(run, [r for code, r in RULES.items() if not only or code in only], progress)
        if not only:
            _judge_moved(run, moved_)
            graph.write(lambda tx: _seen(tx, stamp))
        if until == clock.today():
            overdue.tell(graph, until)
    return run.report


def soon(graph: Graph, progress: Progress | None = None) -> Report | None:
    """Judge anew what a parameter, a year's holidays or a court's move touches that were entered
    since the last sweep; None where there is nothing. Raises Leased."""
    with graph.reading() as tx:
        if not changed(tx):
            return None
    with leased(graph, JOB) as lease:
        with graph.reading() as tx:
            stamp, moved_, codes = questions.stamp(tx), moved.waiting(tx), _provisional(tx)
            run = _Run(graph, lease, Frame.of(tx, clock.today()), _state(tx))
        codes |= {
            rule.code for rule in RULES.values()
            if run.by(rule) not in (None, judged_by(rule, run.frame))
        }  # fmt: skip
        _sweep_rules(run, [rule for code, rule in RULES.items() if code in codes], progress)
        _judge_moved(run, moved_)
        graph.write(lambda tx: _seen(tx, stamp))
    return run.report


def changed(tx: Reader) -> bool:
    """Whether parameters, holidays or courts were changed since the last sweep. One statement."""
    rows = tx.run(
        "MATCH (l:Lease) WHERE l.name IN [$stamp, $job] "
        "RETURN l.name AS name, l.stamp AS stamp, l.seen AS seen",
        stamp=questions.STAMP, job=JOB,
    )  # fmt: skip
    known = {row["name"]: row for row in rows}
    stamp = known[questions.STAMP]["stamp"] if questions.STAMP in known else None
    return stamp is not None and (JOB not in known or known[JOB]["seen"] != stamp)


def first(tx: Reader) -> tuple[int, int] | None:
    """While duties are looked for for the first time: how many rules are done, and how many there
    are. None before and after. One statement."""
    row = tx.one(
        "MATCH (l:Lease {name: $job}) WHERE l.until > $now RETURN "
        "COUNT { MATCH (r:Rule) WHERE r.code IN $codes AND r.swept_to IS NOT NULL } AS done",
        job=JOB, now=clock.now(), codes=sorted(RULES),
    )  # fmt: skip
    return (row["done"], len(RULES)) if row and row["done"] < len(RULES) else None


def _seen(tx: Writer, stamp: str | None) -> None:
    """What the graph was stamped with when this sweep began."""
    tx.run("MATCH (l:Lease {name: $name}) SET l.seen = $stamp", name=JOB, stamp=stamp)


@dataclass
class _Run:
    """One sweep: how the rules stood when it began, and what it has done so far."""

    graph: Graph
    lease: Lease
    frame: Frame
    state: Mapping[str, Row]
    report: Report = field(init=False)

    def __post_init__(self) -> None:
        self.report = Report(self.frame.today)

    def by(self, rule: Rule) -> str | None:
        """By what the rule was judged last; None: never yet, or all is to be looked at."""
        by: str | None = self.state.get(rule.code, {}).get("by")
        return by


def _provisional(tx: Reader) -> set[str]:
    """The rules with a duty whose due day is provisional."""
    rows = tx.run("MATCH (d:Duty) WHERE d.provisional = true RETURN DISTINCT d.rule_code AS rule")
    return {row["rule"] for row in rows}


def _sweep_rules(run: _Run, rules: Sequence[Rule], progress: Progress | None) -> None:
    for place, rule in enumerate(rules):
        if progress:
            progress.percent(place / len(rules), rule.code)
        _sweep_rule(run, rule)


def _judge_moved(run: _Run, entries: Sequence[str]) -> None:
    """Judge the duties of courts that moved."""
    if not entries:
        return
    with run.graph.reading(seconds=0) as tx:
        rows = moved.stored(tx, entries)
    by_rule: dict[str, set[Trigger]] = {}
    for row in rows:
        if row["rule"] in RULES:
            by_rule.setdefault(row["rule"], set()).add(_trigger(RULES[row["rule"]], row))
    for code, triggers in sorted(by_rule.items()):
        _judge(run, RULES[code], triggers)
    run.graph.write(lambda tx: moved.done(tx, entries))


def _judge(run: _Run, rule: Rule, triggers: Iterable[Trigger]) -> None:
    """Judge these events, batch by batch, each in a transaction of its own."""
    looked, done = 0, Kept()
    for batch in _batches(sorted(triggers, key=lambda each: each.anchor(rule))):
        done.add(run.graph.write(partial(_keep, run.lease, rule, batch, run.frame)))
        looked += len(batch)
    run.report.looked[rule.code] = run.report.looked.get(rule.code, 0) + looked
    run.report.kept.setdefault(rule.code, Kept()).add(done)


def _state(tx: Reader) -> dict[str, Row]:
    """By rule, up to which day it was swept, and by which version and parameters."""
    rows = tx.run("MATCH (r:Rule) RETURN r.code AS code, r.swept_to AS to, r.judged_by AS by")
    return {row["code"]: row for row in rows}


def _sweep_rule(run: _Run, rule: Rule) -> None:
    by, now, frame = run.by(rule), judged_by(rule, run.frame), run.frame
    after = run.state.get(rule.code, {}).get("to")
    since = counts_from(rule, by, now)
    if after is None or (rule.every and since is not None):
        after = rule.applies_from - timedelta(days=366)
    elif since is not None:
        after = min(after, since - timedelta(days=1))
    with run.graph.reading(seconds=0) as tx:
        triggers = set(_brought(tx, rule, after, frame))
        triggers |= set(_unsettled(tx, rule, by != now))
    _judge(run, rule, triggers)
    run.graph.write(
        lambda tx: tx.run(
            "MATCH (r:Rule {code: $code}) SET r.judged_by = $by, r.swept_to = "
            "CASE WHEN r.swept_to > $until THEN r.swept_to ELSE $until END",
            code=rule.code, until=frame.today, by=now,
        )
    )  # fmt: skip


def judged_by(rule: Rule, frame: Frame) -> str:
    """By what a rule's duties are judged, in one line: version, parameters ever set, the year
    from which on it is kept by now, holidays entered where working days count."""
    names = [f"{rule.code}.{parameters.DUE}"]
    names += [f"{rule.code}.{each.name}" for each in rule.left_open]
    said = [
        f"{name}={each.value}@{each.since}"
        for name in names
        for each in frame.values.records.get(name, ())
    ]
    if (first := frame.values.tracked_from(rule, frame.today)) > rule.applies_from:
        said.append(f"{rule.code}.{parameters.FROM_YEAR}={first.year}")
    entered = sorted((year, *map(sorted, each)) for year, each in frame.calendar.entered.items())
    if entered and rule.due.unit is Unit.WORKING_DAYS:
        said.append(f"holidays={hashlib.sha256(repr(entered).encode()).hexdigest()[:12]}")
    return " ".join([f"v{rule.version}", *said])


def counts_from(rule: Rule, by: str | None, now: str) -> date | None:
    """The first day whose events a change of what a rule is judged by concerns: of a parameter its
    day, of the rule's version the rule's first. None where only due days may have changed."""
    days = [
        date.fromisoformat(each.rpartition("@")[2]) if "@" in each else rule.applies_from
        for each in set(now.split()) ^ set((by or now).split())
        if not each.startswith("holidays=")
    ]
    return min(days, default=None)


def _brought(tx: Reader, rule: Rule, after: date, frame: Frame) -> Iterator[Trigger]:
    """The triggers to which the days since may have brought something. A latent duty falls due
    some time after its event: those from which on any may are looked at anew."""
    until = frame.today
    since = after - frame.values.reach(rule) if rule.latent else after
    first = _looked_back(rule, after, until)
    for row in questions.candidates(tx, rule, since, until):
        if rule.every is None:
            yield Trigger(row["trigger"])
            continue
        for period in begun(rule.every, first - timedelta(days=1), until):
            if _stood(row, period) and period.last >= rule.applies_from:
                yield Trigger(row["trigger"], period)


def _looked_back(rule: Rule, after: date, until: date) -> date:
    """The day after which a rule's periods are looked at: some are judged more than once."""
    if rule.every is None or not rule.look_back:
        return after
    period = Period.of(rule.every, until)
    for _each in range(rule.look_back):
        period = period.before(rule.every)
    return min(after, period.first)


def _stood(row: Row, period: Period) -> bool:
    """Whether the unit was there at the period's end."""
    first, last = row.get("first"), row.get("last")
    return (first is None or first <= period.last) and (last is None or last >= period.last)


def _unsettled(tx: Reader, rule: Rule, judged_otherwise: bool) -> Iterator[Trigger]:
    """Events of open duties to be judged again: all where the rule, a parameter or the holidays
    changed, all is looked at anew, or the rule looks back; else those whose due day is
    provisional, or that a doubtful record may discharge by now."""
    if judged_otherwise or rule.look_back:
        which = "MATCH (d:Duty) WHERE d.rule_code = $rule AND d.pending IS NOT NULL"
    else:
        which = (
            "CALL { MATCH (d:Duty) WHERE d.provisional = true AND d.rule_code = $rule RETURN d "
            "UNION MATCH (d:Duty) WHERE d.flagged = true AND d.rule_code = $rule RETURN d } WITH d"
        )
    rows = tx.run(
        f"{which} MATCH (d)-[:ARISES_FROM]->(t) "
        "RETURN DISTINCT t.uid AS trigger, d.period AS period",
        rule=rule.code,
    )
    for row in rows:
        yield _trigger(rule, row)


def _trigger(rule: Rule, row: Row) -> Trigger:
    if rule.every is None or row["period"] is None:
        return Trigger(row["trigger"])
    return Trigger(row["trigger"], Period.read(row["period"]))


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
        kept.know(marks, "tallies", "Duty", done.counted)
        kept.after(tx, "Duty", sorted(done.altered), marks)
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
    audit.append_each(tx, ENGINE, Tag.DUTIES_SWEPT, events)
