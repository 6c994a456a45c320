"""A debtor is released from a duty, and the release is taken back: by whom the rule says
(``Rule.waiver``), for one of its reasons and in words, on record."""

from __future__ import annotations

from datetime import date

from graph import audit, clock, kept, records
from graph.audit import Tag
from graph.duties import debtors, engine, stored
from graph.duties.engine import Trigger
from graph.duties.periods import MONTHS, Period
from graph.duties.rule import Reason, Rule
from graph.duties.table import RULES
from graph.errors import Conflict, DutyClosed, Invalid, NotAllowed, OwnFile
from graph.model import Record, type_of
from graph.scope import ROLE_NAMES, Actor, Role
from graph.session import Graph, Reader, Writer
from graph.text import Text

SHORTEST = 5
LONGEST = 1000
DUTY = type_of("Duty")


Origin = tuple[str, str]
"""The type and uid of the record that a latent duty arises from."""


def waive(
    graph: Graph,
    actor: Actor,
    number: str,
    version: int,
    reason: str,
    note: str,
    origin: Origin | None = None,
) -> Record:
    """Release the debtors of an open duty. ``reason``: the place of one of the rule's reasons.
    A latent duty, named by its ``origin``, is stored by it.

    Raises NotFound, NotAllowed, OwnFile, DutyClosed, Conflict, or Invalid by field.
    """

    def work(tx: Writer) -> Record:
        fresh = origin is not None and _store(tx, actor, number, origin)
        duty, rule = locked(tx, actor, number)
        _refuse(tx, actor, duty, rule)
        if not fresh:
            _at(duty, version)
        if duty.closure != "open":
            raise DutyClosed(state=_closure(duty), what=Text("豁免", "waive it"))
        chosen, said = _explained(rule, reason, note)
        changed = {
            "closure": "waived", "closed_on": clock.today(), "waived_by": actor.name,
            "reason_code": chosen.code, "reason": said, "pending": None,
        }  # fmt: skip
        _write(tx, actor, duty, changed)
        audit.append(
            tx, actor, Tag.DUTY_WAIVED, subject(duty),
            {"closure": ["open", "waived"], "reason": f"{chosen.text.zh}：{said}"},
        )  # fmt: skip
        return records.get(tx, actor, DUTY, duty.uid)

    return graph.write(work)


def restore(graph: Graph, actor: Actor, number: str, version: int, note: str) -> Record:
    """Take a waiver back, by the same right: the duty is judged anew by its facts.

    Raises as ``waive``.
    """

    def work(tx: Writer) -> Record:
        duty, rule = locked(tx, actor, number)
        _refuse(tx, actor, duty, rule)
        _at(duty, version)
        if duty.closure != "waived":
            raise DutyClosed(state=_closure(duty), what=Text("撤销豁免", "undo a waiver"))
        said = _worded(note, {})
        changed = {
            "closure": "open", "closed_on": None, "waived_by": None, "reason": None,
            "reason_code": None, "pending": duty.due_on,
        }  # fmt: skip
        _write(tx, actor, duty, changed)
        _judge_anew(tx, duty, rule)
        audit.append(
            tx, actor, Tag.DUTY_RESTORED, subject(duty),
            {"closure": ["waived", "open"], "reason": said, "waived": _waived_why(duty, rule)},
        )  # fmt: skip
        return records.get(tx, actor, DUTY, duty.uid)

    return graph.write(work)


def why_not(tx: Reader, actor: Actor, duty: Record, rule: Rule | None) -> Text | None:
    """Why this actor can't release the debtors or take it back; None where that can be done."""
    if rule is None:
        return Text("规则已不在规则表中", "its rule is no longer in the table")
    if not actor.roles & {Role(each) for each in rule.waiver.roles}:
        named = [ROLE_NAMES[Role(each)] for each in sorted(rule.waiver.roles)]
        zh, en = "、".join(each.zh for each in named), ", ".join(each.en for each in named)
        return Text(f"只有{zh}可以豁免", f"only a {en.lower()} may waive it")
    found = debtors.of(tx, duty.uid)
    if actor.officer in found.officers:
        return OwnFile.sentence
    if not (found.below(actor) if rule.waiver.above else found.within(actor)):
        return Text(
            "只有责任法院的上级法院可以豁免（高级法院自己的责任由高级法院豁免）",
            "only a court above the debtor's may waive it (the high court its own)",
        )
    return None


def locked(tx: Writer, actor: Actor, number: str) -> tuple[Record, Rule]:
    """The duty in the actor's sight, locked until the transaction ends, and its rule."""
    seen = records.get(tx, actor, DUTY, number)
    tx.run("MATCH (d:Duty {uid: $uid}) SET d.version = d.version", uid=seen.uid)
    duty = records.get(tx, actor, DUTY, seen.uid)
    rule = RULES.get(duty.rule_code)
    if rule is None:
        raise NotAllowed(what=Text(
            "办理规则表中已没有其规则的责任", "handle a duty whose rule is no longer in the table"
        ))  # fmt: skip
    return duty, rule


def subject(duty: Record) -> audit.Subject:
    """The duty as the subject of an audit event; of a sealed one for few."""
    place = {level: getattr(duty, level) for level in ("c1", "c2", "c3")}
    return audit.Subject(DUTY, duty.number, duty.uid, place, discipline=bool(duty.sealed))


def _store(tx: Writer, actor: Actor, number: str, origin: Origin) -> bool:
    """Store a latent duty of a record in the actor's sight; whether that was done: not where it
    is stored already, or isn't owed."""
    label, uid = origin
    if tx.one("MATCH (d:Duty {number: $number}) RETURN 1 AS there", number=number):
        return False
    if uid not in records.links_to(tx, actor, [uid]):
        return False
    for rule in RULES.values():
        if rule.latent and label in rule.trigger and number.startswith(f"{rule.code}-"):
            found = engine.judged(tx, rule, [Trigger(uid)])
            marks = kept.before(tx, DUTY.name, [])
            made = stored.create(tx, [each for each in found if each.number == number])
            kept.know(marks, "tallies", DUTY.name, made.counted)
            kept.after(tx, DUTY.name, made.unstamped, marks)
            if made.uids:
                return True
    return False


def _refuse(tx: Reader, actor: Actor, duty: Record, rule: Rule) -> None:
    debtors.of(tx, duty.uid).refuse_oneself(actor)
    why = why_not(tx, actor, duty, rule)
    if why is not None:
        raise NotAllowed(what=Text(
            f"豁免这项责任或撤销其豁免：{why.zh}", f"waive this duty or undo its waiver: {why.en}"
        ))  # fmt: skip


def _at(duty: Record, version: int) -> None:
    if duty.version != version:
        raise Conflict(who=duty.changed_by, when=clock.minute(duty.changed_at))


def _closure(duty: Record) -> Text:
    return DUTY.fields["closure"].display(duty.closure)


def _waived_why(duty: Record, rule: Rule) -> str:
    chosen = rule.waiver.called(duty.reason_code or "")
    return f"{chosen.text.zh}：{duty.reason}" if chosen else duty.reason or ""


def _explained(rule: Rule, reason: str, note: str) -> tuple[Reason, str]:
    faults: dict[str, Text] = {}
    reasons = rule.waiver.reasons
    if not (reason.isascii() and reason.isdigit() and int(reason[:4]) < len(reasons)):
        faults["reason"] = Text("请选择豁免的理由", "Choose a reason for the waiver")
    said = _worded(note, faults)
    return reasons[int(reason[:4])], said


def _worded(note: str, faults: dict[str, Text]) -> str:
    """The explanation; raises Invalid with these faults and its own."""
    said = note.strip()
    if len(said) < SHORTEST:
        faults["note"] = Text(
            f"请用至少{SHORTEST}个字说明", f"Explain it in at least {SHORTEST} characters"
        )
    elif len(said) > LONGEST:
        faults["note"] = Text(f"最多{LONGEST}个字", f"At most {LONGEST} characters")
    if faults:
        raise Invalid(faults)
    return said


def _write(tx: Writer, actor: Actor, duty: Record, changed: dict[str, object]) -> None:
    """Change a duty, with what is kept of it."""
    marks = kept.before(tx, DUTY.name, [duty.uid])
    signed = {"changed_at": clock.now(), "changed_by": actor.username, "version": duty.version + 1}
    tx.run(
        f"MATCH (d:Duty {{uid: $uid}}) SET d += $p WITH d CALL (d) {{ {stored.EDGES} }}",
        uid=duty.uid, p=changed | signed,
    )  # fmt: skip
    kept.after(tx, DUTY.name, [duty.uid], marks)


def _judge_anew(tx: Writer, duty: Record, rule: Rule) -> None:
    """What became of it meanwhile: done, gone, or due on another day."""
    _code, _bar, rest = str(duty.anchor or "").partition("|")
    uid, _bar, name = rest.partition("|")
    if uid:
        marks: kept.Marks = {}
        wanted = {rule.code: [Trigger(uid, period_of(rule, name))]}
        done = engine.keep(tx, wanted, announce=kept.announcing(tx, marks))
        kept.know(marks, "tallies", DUTY.name, done.counted)
        kept.after(tx, DUTY.name, sorted(done.altered), marks)


def period_of(rule: Rule, name: str) -> Period | None:
    """The period of this name (``2024Q1``) as the rule forms them."""
    if rule.every is None or not name:
        return None
    month = (int(name[5:] or 1) - 1) * MONTHS[rule.every] + 1
    return Period.of(rule.every, date(int(name[:4]), month, 1))
