"""The steps about a duty that stays undone (A4: 提醒、通报、约谈、督办): one after the other, each
after an interval, as records.

The product reminds by itself as soon as a duty is overdue (``remind``, called by the sweep);
notice and order are given by supervisors or inspectors. The interview is a ``Measure`` that cites
the duty, for it is about a person; whether there was one is known to few, so no other step may
depend on it: what comes after it has its turn two intervals after what came before, interview or
not. In which order the steps come, and who may take one, is set locally (◇).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph import audit, clock, kept, records
from graph.audit import Tag
from graph.duties import debtors, parameters, waiver
from graph.duties.calendar import DAY, Calendar
from graph.duties.calendar import of as calendar_of
from graph.duties.parameters import Values
from graph.duties.rule import STEPS, Rule, Step
from graph.duties.table import RULES
from graph.errors import BadParameter, DutyClosed, Invalid, NotAllowed, OutOfOrder
from graph.model import Record, new_uid, type_of
from graph.records import placement
from graph.scope import Actor, Role
from graph.session import Graph, Reader, Row, Writer
from graph.text import Text

ESCALATION = type_of("Escalation")
INTERVAL, ORDER, OWNER = "escalation.interval", "escalation.order", "escalation.owner"
TAKERS = frozenset({Role.SUPERVISOR, Role.INSPECTOR})
SHORTEST, LONGEST = 5, 1000
REMINDED = "逾期自动提醒"


@dataclass(frozen=True)
class Offer:
    """A step whose turn comes next, and the day from which on it can be taken."""

    step: Step
    since: date


def steps_of(rule: Rule, values: Values, day: date) -> tuple[Step, ...]:
    """The steps that a rule knows, in the order in force on a day."""
    order = [Step(code) for code in str(values.on(ORDER, day)).split("-")]
    return tuple(step for step in order if step in rule.escalation)


def offers(
    steps: Iterable[Step], due_on: date, taken: Mapping[Step, date], interval: int,
    calendar: Calendar,
) -> list[Offer]:  # fmt: skip
    """Of these steps, those that come next for an overdue duty: the next one that everybody sees,
    and the interview before it."""
    after, gap, made = due_on, 0, []
    for step in steps:
        if step in taken:
            after, gap = taken[step], interval
            continue
        since = calendar.add_working_days(after, gap).on if gap else after + DAY
        made.append(Offer(step, since))
        if step is not Step.INTERVIEW:
            break
        gap += interval
    return made


def taken(tx: Reader, duty: str) -> dict[Step, date]:
    """The steps taken about a duty (uid) that are no measures, with their days."""
    rows = tx.run(
        "MATCH (:Duty {uid: $uid})<-[:OF_DUTY]-(e:Escalation) WHERE e.retired_at IS NULL "
        "RETURN e.step AS step, e.taken_on AS on",
        uid=duty,
    )
    return {Step(row["step"]): row["on"] for row in rows}


def next_steps(tx: Reader, rule: Rule, duty: Record, today: date) -> list[Offer]:
    """What comes next for a stored duty; nothing unless it is open and overdue."""
    if duty.closure != "open" or duty.due_on is None or duty.due_on >= today:
        return []
    values = parameters.load(tx)
    steps, interval = steps_of(rule, values, today), int(values.on(INTERVAL, today))
    return offers(steps, duty.due_on, taken(tx, duty.uid), interval, calendar_of(tx))


def take(graph: Graph, actor: Actor, number: str, step: str, note: str) -> Record:
    """Take a step about a duty now; the record of it.

    Raises NotFound, NotAllowed, OwnFile, BadParameter, DutyClosed, OutOfOrder, or Invalid.
    """
    try:
        wanted = Step(step)
    except ValueError:
        known = ", ".join(Step)
        raise BadParameter(
            name="step", value=step, why=Text(f"可用：{known}", f"use one of: {known}")
        ) from None

    def work(tx: Writer) -> Record:
        duty, rule = waiver.locked(tx, actor, number)
        why = why_not(tx, actor, duty)
        debtors.of(tx, duty.uid).refuse_oneself(actor)
        if why is not None:
            raise NotAllowed(what=Text(f"作出督促：{why.zh}", f"escalate this: {why.en}"))
        _in_turn(tx, rule, duty, wanted)
        said = note.strip()
        if not SHORTEST <= len(said) <= LONGEST:
            raise Invalid({"note": Text(
                f"请用{SHORTEST}到{LONGEST}个字写明内容",
                f"Say what is asked for, in {SHORTEST} to {LONGEST} characters",
            )})  # fmt: skip
        [uid] = _write(tx, [duty.uid], wanted, said, actor)
        tx.run(
            "MATCH (e:Escalation {uid: $uid}) MATCH (o:Officer {number: $me}) "
            "CREATE (e)-[:GIVEN_BY]->(o)",
            uid=uid, me=actor.officer or "",
        )  # fmt: skip
        audit.append(
            tx, actor, Tag.DUTY_ESCALATED, waiver.subject(duty), {"step": step, "note": said}
        )
        return records.get(tx, actor, ESCALATION, uid)

    return graph.write(work)


def why_not(tx: Reader, actor: Actor, duty: Record) -> Text | None:
    """Why this actor may take no step about the duty; None where that can be done."""
    if not actor.roles & TAKERS:
        return Text(
            "只有监督人员和纪检监察人员可以督促", "supervisors and discipline inspectors do that"
        )
    found = debtors.of(tx, duty.uid)
    if found.within(actor) and (not found.courts or found.below(actor) or _by_own(tx)):
        return None
    return Text(
        "只能督促本院部门、人员或下级法院",
        "only your court's own departments and officers, or courts below it",
    )


def _by_own(tx: Reader) -> bool:
    """Whether a court's own supervisors may urge the court itself."""
    return parameters.load(tx).on(OWNER, clock.today()) == "own"


def remind(tx: Writer, duties: Iterable[str]) -> set[str]:
    """The product's own reminder about these duties (uids), each once: of those that are open and
    overdue and whose rule knows a reminder. Returns the uids of the reminders made."""
    reminding = [code for code, rule in RULES.items() if Step.REMIND in rule.escalation]
    rows = tx.run(
        "UNWIND $uids AS uid MATCH (d:Duty {uid: uid}) "
        "WHERE d.pending < $today AND d.rule_code IN $reminding AND d.retired_at IS NULL "
        "AND NOT EXISTS { MATCH (d)<-[:OF_DUTY]-(:Escalation {step: 'remind'}) } "
        "RETURN d.uid AS uid",
        uids=sorted(set(duties)), today=clock.today(), reminding=reminding,
    )  # fmt: skip
    return set(_write(tx, [row["uid"] for row in rows], Step.REMIND, REMINDED, None))


def _in_turn(tx: Reader, rule: Rule, duty: Record, step: Step) -> None:
    """Raise DutyClosed or OutOfOrder unless it is this step's turn."""
    name = STEPS[step]
    if duty.closure != "open":
        state = duty.declared.fields["closure"].display(duty.closure)
        raise DutyClosed(state=state, what=Text("督促", "escalate it"))
    today = clock.today()
    if step not in steps_of(rule, parameters.load(tx), today):
        raise OutOfOrder(step=name, why=Text(
            "这条规则或现行次序没有这一步", "the rule, or the order in force, has no such step"
        ))  # fmt: skip
    if step is Step.INTERVIEW:
        raise OutOfOrder(step=name, why=Text(
            "约谈登记为处置措施，并注明依据这项责任",
            "an interview is entered as a measure that cites this duty",
        ))  # fmt: skip
    made = taken(tx, duty.uid)
    if step in made:
        raise OutOfOrder(step=name, why=Text(
            f"已于{made[step]}作出", f"it was done on {made[step]}"
        ))  # fmt: skip
    next_ = [each for each in next_steps(tx, rule, duty, today) if each.step is not Step.INTERVIEW]
    if not next_:
        raise OutOfOrder(step=name, why=Text("还没有逾期", "it isn't overdue yet"))
    first = next_[0]
    if first.step is not step:
        due = STEPS[first.step]
        raise OutOfOrder(step=name, why=Text(f"先作出{due.zh}", f"first comes: {due.en}"))
    if first.since > today:
        raise OutOfOrder(step=name, why=Text(
            f"间隔未满，{first.since}起可以作出", f"its interval ends: from {first.since} on"
        ))  # fmt: skip


def _write(
    tx: Writer, duties: Sequence[str], step: Step, note: str, actor: Actor | None
) -> list[str]:
    """A record of the step for each duty; returns their uids."""
    if not duties:
        return []
    who = actor or Actor.system("reminder")
    now, today = clock.now(), clock.today()
    common: Row = {
        "step": str(step), "taken_on": today, "note": note, "rank": today.isoformat(),
        "version": 1, "created_at": now, "created_by": who.username, "changed_at": now,
        "changed_by": who.username, "given_name": actor.name if actor else None,
    }  # fmt: skip
    rows: list[dict[str, Any]] = [{"duty": uid, "uid": new_uid()} for uid in duties]
    tx.run(
        "UNWIND $rows AS row MATCH (d:Duty {uid: row.duty}) "
        "CREATE (e:Escalation)-[:OF_DUTY]->(d) SET e = $common, e.uid = row.uid, "
        "e.number = d.number + '-' + $step, e.headline = d.number + '-' + $step, "
        "e.sealed = d.sealed",
        rows=rows, common=common, step=str(step),
    )  # fmt: skip
    uids = [row["uid"] for row in rows]
    placement.place(tx, ESCALATION, uids, today, fresh=True)
    kept.after(tx, ESCALATION.name, uids)
    return uids
