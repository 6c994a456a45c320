"""Rules A4–A12 on the real graph, worked out by hand: who owes what, since when, until when, and
what discharged it. Each test says the whole of what its events owe."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from graph import kept, records
from graph.duties import questions
from graph.duties.engine import Frame, Judged, Trigger, judged
from graph.duties.periods import Period
from graph.duties.table import RULES
from graph.model import Link, Record
from graph.operations.concentration import Asked, Compared, Statistics, Verdict
from graph.operations.concentration import Period as Quarter
from graph.operations.places import Courts
from graph.scope import Actor
from graph.session import Graph, Reader
from tests.conftest import Tree
from tests.integration.stories import Story

TODAY = date(2026, 6, 30)


class World(Story):
    """One tree for all tests: records of one line each, and what a rule says of them."""

    def __init__(self, graph: Graph, code: str = "规甲") -> None:
        super().__init__(Tree(graph, code))
        self.graph = graph
        self.names = {court.uid: name for name, court in self.tree.courts.items()}
        for name, departments in self.tree.departments.items():
            for function, each in departments.items():
                self.names[each.uid] = f"{name} {function}"
        for name in ("top", "a", "b", "a1"):
            self.add(name, "petitions", "执行信访处")
        for name in ("top", "a"):
            self.add(name, "supervision_office", "监察室")

    def add(self, court: str, function: str, zh: str, **values: object) -> Record:
        """A further department of a court."""
        code = self.tree.code
        made = self.tree.create(
            "Department", number=f"{code}{court}-{function}", name=f"{code}{court}{zh}",
            function=function, of=self.tree.courts[court].uid, **values,
        )  # fmt: skip
        self.tree.departments[court][function] = made
        self.names[made.uid] = f"{court} {function}"
        return made

    def passive(self) -> Record:
        """A problem of the kind that petitions are to have corrected."""
        with self.graph.reading() as tx:
            row = tx.one("MATCH (t:Topic {name: '消极执行'}) RETURN t.uid AS uid")
        topic = row["uid"] if row else self.tree.create("Topic", name="消极执行").uid
        return self.tree.create("Problem", code=f"{self.tree.code}-消极", name="拖延", within=topic)

    def make(self, label: str, key: str = "number", **values: object) -> Record:
        """A record with a number of its own."""
        return self.tree.create(label, **{key: self._number(label)}, **values)

    def change(self, record: Record, **values: object) -> None:
        """The record with other values."""
        kind, system = record.declared, self.tree.system
        key = str(getattr(record, kind.key))
        records.change(self.graph, system, kind, key, int(record.version), values)

    def say(self, code: str, *triggers: Record, period: str = "", **options: Any) -> list[Judged]:
        """What the rule says of these records, as the engine judges it; a sweep from the day
        on which a duty opens finds its event."""
        when = Period.read(period) if period else None
        with self.graph.reading() as tx:
            made = judged(
                tx, RULES[code], [Trigger(each.uid, when) for each in triggers],
                Frame.of(tx, options.get("today", TODAY)),
            )  # fmt: skip
            for day in {each.opened_on for each in made if when is None}:
                rows = questions.candidates(tx, RULES[code], day - timedelta(days=1), TODAY)
                found = {row["trigger"] for row in rows}
                assert {each.trigger.uid for each in made if each.opened_on == day} <= found
        return made

    def owes(self, code: str, *triggers: Record, **options: Any) -> list[tuple[str, ...]]:
        """(who, since, due, done on) of each duty: done is "" while it is open, "void" if so."""
        return sorted(self.told(each) for each in self.say(code, *triggers, **options))

    def told(self, each: Judged) -> tuple[str, ...]:
        """One duty as tests compare it."""
        who = "+".join(sorted(self.names.get(end.uid, end.uid) for end in each.owed_by))
        done = "void" if each.closure == "void" else str(each.closed_on or "")
        return who, str(each.opened_on), str(each.due_on), done

    def flags(self, code: str, *triggers: Record, **options: Any) -> list[str]:
        """What the duties flag, in Chinese."""
        return [flag.zh for each in self.say(code, *triggers, **options) for flag in each.flags]

    def act_in(self, court: str = "a1", on: str = "2023-01-10", sort: str = "seizure") -> Record:
        """An act in a case of its own."""
        self.serial += 1
        case = self.tree.case(f"9{self.serial:03d}", court)
        return self.tree.create(
            "Act", number=self._number("行为"), sort_of_act=sort, done_on=on, case=case
        )

    def petition(self, court: str = "a1", on: str = "2023-03-06", **values: object) -> Record:
        """A petition handled by a court."""
        where = self.tree.departments[court]
        handled = where.get("petitions") or where["enforcement"]
        return self.make("Petition", received_on=on, **{"handled_by": handled, **values})

    def callback(self, of: Record, on: str, by: str, way: str = "phone") -> Record:
        """A call-back about a petition by a court."""
        return self.make(
            "Callback", way=way, occasion="resolved", made_on=on, asks_about=of,
            made_by=self.tree.departments[by].get("petitions") or self.department(by),
        )  # fmt: skip

    def dispute(self, arose: str, *between: str, raised_by: str = "", **values: object) -> Record:
        """A dispute between courts."""
        courts = self.tree.courts
        return self.make(
            "Dispute", arose_on=arose, between=[courts[name] for name in between],
            raised_by=courts[raised_by or between[0]], **values,
        )  # fmt: skip

    def opinion(self, of: Record, on: str, form: str, **values: object) -> Record:
        """An opinion of a dispute or a meeting."""
        return self.make("Opinion", form=form, issued_on=on, arises_from=of, **values)


@pytest.fixture(scope="module")
def world(graph: Graph) -> Iterator[World]:
    """Nothing is kept beside the records here: each test asks the rule itself."""
    with kept.nothing_kept():
        yield World(graph)


@pytest.fixture(scope="module")
def moved(world: World) -> str:
    """A basic court ``m`` that stood under ``b`` until 31 May 2023, and under ``a`` since."""
    tree = world.tree
    tree.courts["m"] = tree.create(
        "Court", code=f"{tree.code}m", name=f"{tree.code}m法院", level="basic",
        under=tree.courts["a"].uid,
        formerly_under=[Link(tree.courts["b"].uid, "", "",
                             {"from": "2020-01-01", "to": "2023-05-31"})],
    )  # fmt: skip
    world.names[tree.courts["m"].uid] = "m"
    tree.departments["m"] = {}
    world.add("m", "enforcement", "执行实施处")
    world.add("m", "petitions", "执行信访处")
    return "m"


# A6: case feedback


FEEDBACK: dict[str, tuple[list[tuple[str, str]], list[tuple[str, ...]]]] = {
    # what happened, ruling after ruling: (kind, outcome); and who owes
    "revoked": ([("objection", "revoked")], [("a1 review", "2023-03-13", "2023-03-27", "")]),
    "changed, reconsideration withdrawn": (
        [("objection", "changed"), ("reconsideration", "withdrawn")],
        [("a1 review", "2023-03-13", "2023-03-27", "")],
    ),
    "revoked, reconsideration not admitted": (
        [("objection", "revoked"), ("reconsideration", "not_admitted")],
        [("a1 review", "2023-03-13", "2023-03-27", "")],
    ),
    "revoked, upheld": (
        [("objection", "revoked"), ("reconsideration", "upheld")],
        [("a1 review", "2023-05-08", "2023-05-22", "")],
    ),
    "rejected, upheld, nothing found": (
        [("objection", "rejected"), ("reconsideration", "upheld")], [],
    ),
    "rejected, changed": (
        [("objection", "rejected"), ("reconsideration", "changed")],
        [("a review", "2023-05-08", "2023-05-22", "")],
    ),
    "revoked, restored": (
        [("objection", "revoked"), ("reconsideration", "revoked")],
        [("a review", "2023-05-08", "2023-05-22", "")],
    ),
    "partly one, partly the other": (
        [("objection", "revoked"), ("reconsideration", "partly")],
        [("a review", "2023-05-08", "2023-05-22", ""),
         ("a1 review", "2023-05-08", "2023-05-22", "")],
    ),
    "remanded": (
        [("objection", "rejected"), ("reconsideration", "remanded")],
        [("a review", "2023-05-08", "2023-05-22", "")],
    ),
    "sanction reconsidered directly": (
        [("reconsideration", "revoked")], [("a review", "2023-05-08", "2023-05-22", "")],
    ),
    "withdrawn after self-correction": ([("objection", "withdrawn")], []),
    "supervision corrects": (
        [("objection", "rejected"), ("supervision", "revoked")],
        [("top review", "2023-09-25", "2023-10-13", "")],
    ),
    "a reconsideration is itself reviewed": (
        [("objection", "rejected"), ("reconsideration", "changed"), ("supervision", "changed")],
        [("a review", "2023-05-08", "2023-05-22", ""),
         ("top review", "2023-09-25", "2023-10-13", "")],
    ),
    "third-party objection": (
        [("third_party", "revoked")], [("a1 review", "2023-03-13", "2023-03-27", "")],
    ),
}  # fmt: skip
"""Effect: objections on Monday 13 March 2023, reconsiderations on Monday 8 May, supervision on
Monday 25 September; ten working days on, the last over the holiday with 7 and 8 October worked."""

EFFECT = {"reconsideration": ("a", "2023-05-08"), "supervision": ("top", "2023-09-25")}


def rulings(world: World, told: list[tuple[str, str]]) -> list[Record]:
    """Rulings about one act at a1, each on the one before."""
    made: list[Record] = []
    act = world.act_in("a1")
    for kind, outcome in told:
        court, day = EFFECT.get(kind, ("a1", "2023-03-13"))
        on = {"reviews": made[-1]} if made else {}
        of = [] if made else act
        made.append(world.review(of, outcome, day, court, kind, **on))
    return made


@pytest.mark.parametrize("row", FEEDBACK)
def test_who_owes_case_feedback(world: World, row: str) -> None:
    told, expected = FEEDBACK[row]
    assert world.owes("case-feedback", *rulings(world, told)) == expected


def test_feedback_on_what_was_upheld_is_owed_if_problems_were_found(world: World) -> None:
    objection, above = rulings(world, FEEDBACK["rejected, upheld, nothing found"][0])
    found = world.finding("2023-01-10", found_by=objection)
    owed = [("a1 review", "2023-05-08", "2023-05-22", "")]
    assert world.owes("case-feedback", objection, above) == owed
    world.feedback([found], "2023-05-22")
    assert world.owes("case-feedback", objection) == [(*owed[0][:3], "2023-05-22")]


def test_a_new_review_after_a_remand_owes_afresh(world: World) -> None:
    act = world.act_in("a1")
    first = world.review(act, "rejected", "2023-03-13")
    back = world.review([], "remanded", "2023-05-08", "a", "reconsideration", reviews=first)
    anew = world.review(act, "revoked", "2023-12-29")
    assert world.owes("case-feedback", first, back, anew) == [
        ("a review", "2023-05-08", "2023-05-22", ""),
        ("a1 review", "2023-12-29", "2024-01-15", ""),  # 1 January is off
    ]


def test_an_effect_that_is_not_recorded_follows_from_the_kind_of_ruling(world: World) -> None:
    """Ten days for reconsideration, fifteen for a third party's suit, none after reconsideration;
    none at all while it is being reconsidered."""
    act = world.act_in("a1")
    told = {"effective_on": None}
    objection = world.review(act, "revoked", "2023-03-01", **told)
    third = world.review(act, "revoked", "2023-03-01", sort="third_party", **told)
    above = world.review(act, "revoked", "2023-03-01", "a", "reconsideration", **told)
    assert world.owes("case-feedback", objection, third, above) == [
        ("a review", "2023-03-01", "2023-03-15", ""),
        ("a1 review", "2023-03-11", "2023-03-24", ""),
        ("a1 review", "2023-03-16", "2023-03-30", ""),
    ]
    assert "推定为2023-03-11" in world.flags("case-feedback", objection)[0]
    world.review([], None, "2023-03-20", "a", "reconsideration", reviews=objection,
                 ruled_on=None, **told)  # fmt: skip
    assert world.owes("case-feedback", objection) == []


def test_case_feedback_given_in_time_late_and_by_whom_it_is_not_owed(world: World) -> None:
    act = world.act_in("a1")
    ruling = world.review(act, "revoked", "2023-03-13")
    found = world.finding("2023-01-10", found_by=ruling)
    owed = ("a1 review", "2023-03-13", "2023-03-27")
    world.feedback([found], "2023-03-20", sort="quarterly")
    world.feedback([found], "2023-03-20", by="b1", about_ruling=ruling)
    world.feedback([found], "2023-03-12")
    assert world.owes("case-feedback", ruling) == [(*owed, "")]
    said = " ".join(world.flags("case-feedback", ruling))
    assert all(text in said for text in ("集中反馈", "不是应反馈的单位", "裁定之前"))
    elsewhere = world.feedback([], "2023-03-22", to="b1", about_ruling=ruling)
    assert world.owes("case-feedback", ruling) == [(*owed, "")]
    late = world.feedback([], "2023-03-28", about_ruling=ruling)
    (each,) = world.say("case-feedback", ruling)
    assert str(each.closed_on) == "2023-03-28"
    assert {end.uid for end in each.by} == {elsewhere.uid, late.uid}
    assert each.flags == ()


def test_a_restored_act_asks_for_a_copy_and_voids_the_findings(world: World) -> None:
    objection, above = rulings(world, FEEDBACK["revoked, restored"][0])
    found = world.finding("2023-01-10", found_by=objection)
    world.feedback([], "2023-05-10", by="a", about_ruling=above)
    said = " ".join(world.flags("case-feedback", above))
    assert "尚未送达应送各方" in said
    assert f"{found.number}应随之失效" in said
    world.make("Feedback", sort_of_feedback="case", issued_on="2023-05-15", about_ruling=above,
               issued_by=world.tree.courts["a"],
               addressed_to=world.department("a1", "review"))  # fmt: skip
    assert world.owes("case-feedback", objection, above) == [
        ("a review", "2023-05-08", "2023-05-22", "2023-05-15")
    ]


def test_no_feedback_is_owed_from_before_the_document(world: World) -> None:
    act = world.act_in("a1")
    before = world.review(act, "revoked", "2021-12-29")
    on_the_day = world.review(act, "revoked", "2021-12-30")
    assert world.owes("case-feedback", before, on_the_day) == [
        ("a1 review", "2021-12-30", "2022-01-14", "")  # 3 January is off
    ]


# A6: evidence


def test_a_list_of_evidence(world: World) -> None:
    """Sent on Monday 25 September 2023: the fifth working day is Sunday 8 October, worked."""
    ruling = world.review(world.act_in("a1"), None, "2023-09-20", ruled_on=None, effective_on=None)
    sides = {"sent_from": world.department("a1", "review"), "sent_to": world.department("a1")}

    def sent(sort: str, on: str, **values: object) -> Record:
        return world.make("Exchange", sort_of_exchange=sort, sent_on=on, review=ruling,
                          **{**sides, **values})  # fmt: skip

    open_, done, late = (
        sent("evidence_list", "2023-09-25", done_on=day)
        for day in (None, "2023-10-08", "2023-10-09")
    )
    question = sent("question", "2023-09-25")
    owed = ("a1 enforcement", "2023-09-25", "2023-10-08")
    assert world.owes("evidence-list", open_, done, late, question) == [
        (*owed, ""), (*owed, ""), (*owed, "2023-10-08"), (*owed, "2023-10-09"),
    ]  # fmt: skip
    back = {"sent_to": sides["sent_from"]}
    sent("answer", "2023-09-26", sent_from=world.department("a2"), **back)
    sent("answer", "2023-09-22", sent_from=sides["sent_to"], **back)
    assert world.owes("evidence-list", question) == [(*owed, "")]
    said = " ".join(world.flags("evidence-list", question))
    assert "不是应提供材料的部门" in said
    assert "早于清单发出之日" in said
    sent("answer", "2023-09-28", sent_from=sides["sent_to"], **back)
    assert world.owes("evidence-list", question) == [(*owed, "2023-09-28")]
    assert world.owes("evidence-list", open_) == [
        (*owed, "")
    ]  # the list says itself when it's done


# A4


def test_a_key_step_past_its_due_day(world: World) -> None:
    """Owed by who handles the case on the day after, at the department of that day."""
    tree = world.tree
    first, second = tree.officer("甲"), tree.create(
        "Officer", number=f"{tree.code}-调", name="调某",
        serves=[
            Link(world.department("a1").uid, "", "", {"from": "2020-01-01", "to": "2023-06-01"}),
            Link(world.department("b1").uid, "", "", {"from": "2023-06-01"}),
        ],
    )  # fmt: skip
    case = tree.case("801", handlers=[
        Link(first.uid, "", "", {"role": "handler", "from": "2023-01-01", "to": "2023-05-31"}),
        Link(second.uid, "", "", {"role": "handler", "from": "2023-06-01"}),
        Link(tree.officer("书记").uid, "", "", {"role": "clerk", "from": "2023-01-01"}),
    ])  # fmt: skip
    world.names |= {first.uid: "first", second.uid: "second"}

    def step(due: str, **values: object) -> Record:
        return world.make("Step", sort_of_step="auction", due_on=due, case=case, **values)

    in_time, early = step("2023-05-20", done_on="2023-05-20"), step("2023-05-20")
    late, explained = step("2023-05-31", done_on="2023-06-05"), step(
        "2023-06-30", explanation="等待评估", explained_on="2023-07-01"
    )  # fmt: skip
    undated = step("2023-06-30", explanation="等待评估")
    assert world.owes("step-overdue", in_time, early, late, explained, undated) == [
        ("first", "2023-05-21", "2023-05-21", ""),
        ("second", "2023-06-01", "2023-06-01", "2023-06-05"),
        ("second", "2023-07-01", "2023-07-01", ""),
        ("second", "2023-07-01", "2023-07-01", "2023-07-01"),
    ]
    assert "未填说明日期" in world.flags("step-overdue", undated)[0]
    (on_transfer,) = world.say("step-overdue", late)  # both posts are held: the court's own counts
    assert on_transfer.owed_at is not None
    assert world.names[on_transfer.owed_at.uid] == "a1 enforcement"
    (after,) = world.say("step-overdue", explained)
    assert after.owed_at is not None
    assert world.names[after.owed_at.uid] == "b1 enforcement"
    nobody = world.make("Step", sort_of_step="auction", due_on="2023-05-20", case=tree.case("802"))
    assert world.owes("step-overdue", nobody) == [("a1", "2023-05-21", "2023-05-21", "")]


def test_misuse_of_an_approval_account(world: World) -> None:
    """Thursday 27 April 2023: five working days on, over the holiday with 6 May worked."""
    tree = world.tree
    department = world.department("a2")
    head = tree.create("Officer", number=f"{tree.code}-长", name="长某", serves=department.uid,
                       leads=[Link(department.uid, "", "", {"from": "2023-01-01"})])  # fmt: skip
    clerk, other = tree.officer("员", "a2"), tree.officer("外", "b1")
    world.names |= {head.uid: "head"}
    case = tree.case("803", "a2")

    def event(state: str = "open", sort: str = "account_misuse", **values: object) -> Record:
        return world.make("Event", sort_of_event=sort, happened_on="2023-04-27", state=state,
                          on=case, **values)  # fmt: skip

    owed = ("head", "2023-04-27", "2023-05-08")
    open_, cleared, late, warned = (
        event(by=clerk), event("cleared", "interception", verified_on="2023-05-08", by=clerk),
        event("cleared", verified_on="2023-05-09"), event(sort="warning"),
    )  # fmt: skip
    assert world.owes("account-misuse", open_, cleared, late, warned) == [
        (*owed, ""), (*owed, "2023-05-08"), (*owed, "2023-05-09"),
    ]  # fmt: skip
    confirmed = event("confirmed", verified_on="2023-05-04", by=clerk)
    assert world.owes("account-misuse", confirmed) == [(*owed, "")]
    assert world.flags("account-misuse", confirmed) == ["已核实属实，尚未登记问题"]
    world.finding("2023-04-27", "a2", found_by=confirmed)
    assert world.owes("account-misuse", confirmed) == [(*owed, "2023-05-04")]
    assert world.owes("account-misuse", event(by=head)) == [("a2 enforcement", *owed[1:], "")]
    assert world.owes("account-misuse", event(by=other)) == [("b1 enforcement", *owed[1:], "")]


# A7: collected feedback


def test_the_quarterly_feedback_of_a_review_department(world: World) -> None:
    """Of the last quarter of 2023: twenty working days from 1 January 2024 end on 29 January."""
    department = world.department("b", "review")
    act = world.act_in("b1")
    for day, status in (("2023-10-10", "established"), ("2024-01-03", "alleged")):
        ruling = world.review(act, "revoked", day, "b")
        found = world.finding("2023-01-10", "b1", status=status, found_by=ruling)
        if status == "established":
            of_it = found
    owed = ("b review", "2024-01-01", "2024-01-29")

    def owes(period: str = "2023Q4") -> list[tuple[str, ...]]:
        return world.owes("quarterly-review-feedback", department, period=period)

    assert owes() == [(*owed, "")]
    assert owes("2023Q3") == []  # nothing was ruled
    assert owes("2024Q1") == []  # nothing was established

    def issued(on: str, covers: list[Record], suggestion: str = "逐项整改") -> None:
        world.make("Feedback", sort_of_feedback="quarterly", issued_on=on, covers=covers,
                   suggestion=suggestion, issued_by=department,
                   addressed_to=world.department("b1"))  # fmt: skip

    issued("2023-12-30", [of_it])
    issued("2024-01-15", [of_it], "")
    issued("2024-01-16", [world.finding("2023-02-01", "b1")])
    assert owes() == [(*owed, "")]
    said = world.flags("quarterly-review-feedback", department, period="2023Q4")
    assert [text[-6:] for text in said] == ["期届满之前", "没有整改建议"] or len(said) == 2
    issued("2024-06-03", [of_it])
    assert owes() == [(*owed, "2024-06-03")]
    issued("2024-01-29", [])
    assert owes() == [(*owed, "2024-01-29")]


def test_the_annual_feedback_of_a_review_department(world: World) -> None:
    """Of 2024: forty working days from 1 January 2025, the Spring Festival between, end on
    4 March: 18 in January (26 January worked), 18 in February (8 February worked), then two."""
    department = world.department("a2", "review")
    ruling = world.review(world.act_in("a2"), "rejected", "2024-03-01", "a2")
    world.finding("2024-01-10", "a2", found_by=ruling)
    (each,) = world.say("annual-review-feedback", department, period="2024")
    assert world.told(each)[:2] == ("a2 review", "2025-01-01")
    assert each.due_on == date(2025, 3, 4)
    assert each.closure == "open"
    world.make("Feedback", sort_of_feedback="annual", issued_on="2025-03-03", suggestion="整改",
               issued_by=world.tree.courts["a2"], addressed_to=world.department("a2"))  # fmt: skip
    (each,) = world.say("annual-review-feedback", department, period="2024")
    assert each.closed_on == date(2025, 3, 3)
    assert world.owes("annual-review-feedback", department, period="2023") == []


def test_the_high_courts_analysis_of_each_quarter(world: World) -> None:
    top = world.tree.courts["top"]

    def owes(period: str) -> list[tuple[str, ...]]:
        return world.owes("review-analysis", top, period=period)

    assert owes("2024Q1") == [("top review", "2024-01-01", "2024-03-31", "")]
    world.make("Feedback", sort_of_feedback="analysis", issued_on="2024-05-06",
               issued_by=world.department("top", "review"))  # fmt: skip
    assert owes("2024Q2") == [("top review", "2024-04-01", "2024-06-30", "2024-05-06")]
    assert owes("2024Q1") == [("top review", "2024-01-01", "2024-03-31", "2024-05-06")]  # late
    assert owes("2024Q3") == [("top review", "2024-07-01", "2024-09-30", "")]
    assert owes("2022Q1") == [("top review", "2022-01-01", "2022-03-31", "2024-05-06")]
    assert world.owes("review-analysis", world.tree.courts["a"], period="2024Q1") == []


def test_typical_rulings_of_the_year(world: World) -> None:
    review = world.department("top", "review")
    owed = ("top review", "2024-01-01", "2024-12-31")
    assert world.owes("typical-cases", review, period="2024") == [(*owed, "")]
    world.make("TypicalCase", gist="超标的查封", published_on="2025-02-10", published_by=review)
    assert world.owes("typical-cases", review, period="2024") == [(*owed, "2025-02-10")]
    world.make("TypicalCase", gist="案外人异议", published_on="2024-12-31", published_by=review)
    assert world.owes("typical-cases", review, period="2024") == [(*owed, "2024-12-31")]
    assert world.owes("typical-cases", world.department("a", "review"), period="2024") == []


def test_on_site_guidance_where_a_problem_is_concentrated(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it is concentrated is said by the statistic, which has tests of its own."""
    seen: list[Asked] = []

    def said(_tx: Reader, _actor: Actor, asked: Asked) -> Statistics:
        seen.append(asked)
        code = world.tree.code_of
        rows = [Compared(("S05",), code(c), 9, 10, 30, 300, 0.0, 0.0, verdict) for c, verdict in (
            ("a1", Verdict.TRIGGERED), ("a2", Verdict.BY_CHANCE))]  # fmt: skip
        return Statistics(asked, Courts(_tx, _actor), Quarter.last(TODAY), compared=rows)

    monkeypatch.setattr("graph.operations.concentration.statistics", said)
    for place in range(5):
        for court in ("a1", "a2")[: 1 + (place < 4)]:
            world.finding(f"2023-11-{10 + place}", court)
    courts = world.tree.courts
    every = [courts[name] for name in ("top", "a", "a1", "a2")]
    owed = ("top review", "2024-01-01", "2024-01-29")
    assert world.owes("concentration", *every, period="2023Q4") == [(*owed, "")]
    assert [str(each.period) for each in seen] == ["2023Q4"]
    assert seen[0].court == world.tree.code

    def guided(on: str, by: str, sort: str = "on_site") -> None:
        world.make("Inspection", sort_of_inspection=sort, began_on=on, inspects=[courts["a1"]],
                   carried_out_by=world.department(by, "review"))  # fmt: skip

    guided("2023-12-20", "top")
    guided("2024-01-08", "a")
    guided("2024-01-08", "top", "special")
    assert world.owes("concentration", *every, period="2023Q4") == [(*owed, "")]
    assert len(world.flags("concentration", *every, period="2023Q4")) == 2
    guided("2024-01-30", "top")
    assert world.owes("concentration", *every, period="2023Q4") == [(*owed, "2024-01-30")]


# A8, A9


def test_entry_of_a_petition(world: World) -> None:
    told = {"channel": "visit", "content": "反映拖延"}
    same_day = world.petition("a1", "2023-03-06", entered_on="2023-03-06", **told)
    late = world.petition("a1", "2023-03-06", entered_on="2023-03-08", **told)
    partial = world.petition("a1", "2023-03-06", entered_on="2023-03-06", channel="visit")
    owed = ("a1 petitions", "2023-03-06", "2023-03-06")
    assert world.owes("petition-entry", same_day, late, partial) == [
        (*owed, ""), (*owed, "2023-03-06"), (*owed, "2023-03-08"),
    ]  # fmt: skip
    assert world.flags("petition-entry", partial) == ["没有录入诉求"]
    by_hand = world.petition("a1", "2023-03-06", **told)  # entered as it was made: far too late
    (each,) = world.say("petition-entry", by_hand)
    assert each.closed_on == TODAY
    world.graph.write(lambda tx: tx.run("MATCH (p:Petition {uid: $uid}) SET p.import_batch = 'x'",
                                        uid=by_hand.uid))  # fmt: skip
    assert world.owes("petition-entry", by_hand) == [(*owed, "2023-03-06")]


def test_the_court_one_level_up_calls_back(world: World, moved: str) -> None:
    """One level up on the day of resolution: of a court that was moved, the one of that day."""
    told = {"resolution": "staged"}
    basic = world.petition("a1", staged_on="2023-05-08", **told)
    middle = world.petition("a", staged_on="2023-05-08", **told)
    before = world.petition(moved, staged_on="2023-05-31", **told)
    after = world.petition(moved, staged_on="2023-06-01", **told)
    high = world.petition("top", staged_on="2023-05-08", **told)
    assert world.owes("petition-callback", basic, middle, before, after, high) == [
        ("a", "2023-05-08", "2023-06-07", ""),
        ("a", "2023-06-01", "2023-07-01", ""),
        ("b", "2023-05-31", "2023-06-30", ""),
        ("top", "2023-05-08", "2023-06-07", ""),
        ("top", "2023-05-08", "2023-06-07", "void"),
    ]
    (void,) = world.say("petition-callback", high)
    assert void.reason is not None
    assert void.reason.zh == "责任法院不在本省法院体系内"
    assert world.owes("petition-callback", world.petition("a1", resolution="procedural")) == []


def test_a_call_back_counts_from_the_court_above_and_after_the_resolution(world: World) -> None:
    petition = world.petition("a1", resolution="final", staged_on="2023-05-08",
                              final_on="2024-01-02")  # fmt: skip
    world.callback(petition, "2023-05-09", "a1")
    world.callback(petition, "2023-05-07", "a")
    world.callback(petition, "2023-05-10", "a", "message")
    staged, final = ("a", "2023-05-08", "2023-06-07"), ("a", "2024-01-02", "2024-02-01")
    assert world.owes("petition-callback", petition) == [(*staged, ""), (*final, "")]
    said = " ".join(world.flags("petition-callback", petition))
    assert all(t in said for t in ("不是上一级法院的回访", "早于化解之日", "尚待答复"))
    world.callback(petition, "2023-06-08", "a", "visit")
    assert world.owes("petition-callback", petition) == [(*staged, "2023-06-08"), (*final, "")]
    world.callback(petition, "2024-02-01", "a")
    assert world.owes("petition-callback", petition) == [
        (*staged, "2023-06-08"), (*final, "2024-02-01"),
    ]  # fmt: skip
    undated = world.petition("a1", "2023-05-08", resolution="final")
    assert world.owes("petition-callback", undated) == [(*staged, "")]
    assert world.flags("petition-callback", undated) == ["化解日期未登记，自收到之日起算"]


@pytest.fixture(scope="module")
def passive(world: World) -> Record:
    return world.passive()


def verified(world: World, court: str, on: str, **values: object) -> Record:
    """A verification of a petition of this court, by the court above."""
    return world.make("Verification", verified_on=on, result="true",
                      verifies=world.petition(court), handled_by=world.department("a", "petitions"),
                      **values)  # fmt: skip


def test_what_a_petition_brought_to_light_is_ordered_to_be_put_right(
    world: World, passive: Record
) -> None:
    def finding(**values: object) -> Record:
        return world.make("Finding", at=world.tree.courts["a1"], problem=passive,
                          **{"status": "established", **values})  # fmt: skip

    found = finding(found_by=verified(world, "a1", "2023-03-06"))
    owed = ("a1", "2023-03-06")
    assert world.owes("correction-order", found) == [(*owed, "2023-04-05", "")]
    assert world.owes("correction-order", finding(status="alleged", found_by=verified(
        world, "a1", "2023-03-06"))) == []  # fmt: skip
    other = world.finding("2023-01-10", found_by=verified(world, "a1", "2023-03-06"))
    assert world.owes("correction-order", other) == []  # another kind of problem

    def order(by: str, on: str, **values: object) -> Record:
        return world.make("CorrectionOrder", ordered_on=on, based_on=found,
                          issued_by=world.tree.courts[by], addressed_to=world.department("a1"),
                          **values)  # fmt: skip

    order("b1", "2023-03-07", corrected_on="2023-03-08")
    order("a1", "2023-03-05", corrected_on="2023-03-08")
    assert world.owes("correction-order", found) == [(*owed, "2023-04-05", "")]
    assert len(world.flags("correction-order", found)) == 2
    order("a1", "2023-03-10", due_on="2023-03-31")
    assert world.owes("correction-order", found) == [(*owed, "2023-03-31", "")]
    order("a1", "2023-03-11", due_on="2023-04-30", corrected_on="2023-04-01")
    assert world.owes("correction-order", found) == [(*owed, "2023-03-31", "2023-04-01")]


def test_a_dual_investigation_of_grave_consequences(world: World, passive: Record) -> None:
    """Owed above the court that handled the petition; read by the discipline bodies alone."""
    assert RULES["dual-investigation"].sealed

    def finding(court: str, grave: bool = True) -> Record:
        return world.make("Finding", at=world.tree.courts["a1"], problem=passive,
                          status="established", grave=grave,
                          found_by=world.petition(court, "2023-03-06"))  # fmt: skip

    found = finding("a1")
    owed = ("a enforcement+a supervision_office", "2023-03-06", "2023-03-13")
    assert world.owes("dual-investigation", found, finding("a1", False), finding("top")) == [
        (*owed, ""), ("top", "2023-03-06", "2023-03-13", "void"),
    ]  # fmt: skip
    for by, on in (("a1", "2023-03-07"), ("a", "2023-03-05"), ("a", "2023-03-14")):
        world.make("DualInvestigation", opened_on=on, based_on=found,
                   opened_by=world.department(by), concluded_on="2023-06-01",
                   case_conclusion="执行不当")  # fmt: skip
        if on != "2023-03-14":
            assert world.owes("dual-investigation", found) == [(*owed, "")]
    assert world.owes("dual-investigation", found) == [(*owed, "2023-03-14")]
    assert world.flags("dual-investigation", found) == ["尚缺案件或人员的核查结论"]


def test_a_petition_sent_up_is_verified_returned_reworked_and_verified_again(
    world: World,
) -> None:
    """Sent up on Monday 6 March 2023; fifteen working days end on 27 March."""
    petition = world.petition("a1", "2023-03-01", sent_up_on="2023-03-06")
    owed = ("a petitions", "2023-03-06", "2023-03-27")
    assert world.owes("verification", petition) == [(*owed, "")]

    def verify(on: str, by: str = "a", **values: object) -> Record:
        return world.make("Verification", verified_on=on, result="true", verifies=petition,
                          handled_by=world.tree.departments[by]["petitions"],
                          **values)  # fmt: skip

    verify("2023-03-10", "b")
    bare = verify("2023-03-15", returned=True)
    assert world.owes("verification", petition) == [(*owed, "")]
    assert len(world.flags("verification", petition)) == 2
    assert world.owes("rework", bare) == [("a1", "2023-03-15", "2023-04-14", "")]
    back = verify("2023-03-28", returned=True, return_reason="事实不清", suggestions="补充调查",
                  sent_up_on="2023-03-06", contacted_on="2023-03-29")  # fmt: skip
    assert world.owes("verification", petition) == [(*owed, "")]  # spoken to after the return
    world.change(back, contacted_on="2023-03-28")
    assert world.owes("verification", petition) == [(*owed, "2023-03-28")]  # late
    assert world.owes("rework", back) == [("a1", "2023-03-28", "2023-04-27", "")]
    world.change(petition, sent_up_on="2023-04-27")
    assert world.owes("rework", back) == [("a1", "2023-03-28", "2023-04-27", "2023-04-27")]
    assert world.owes("verification", petition) == [
        (*owed, "2023-03-28"), ("a petitions", "2023-04-27", "2023-05-22", ""),
    ]  # fmt: skip
    verify("2023-05-19", sent_up_on="2023-04-27")
    assert world.owes("verification", petition)[1][3] == "2023-05-19"
    named = world.petition("a1", "2023-03-01", sent_up_on="2023-03-06",
                           sent_up_to=world.department("top", "petitions"))  # fmt: skip
    assert world.owes("verification", named, world.petition("top", sent_up_on="2023-03-06")) == [
        ("top", "2023-03-06", "2023-03-27", "void"), ("top petitions", *owed[1:], ""),
    ]  # fmt: skip


# A10


def test_a_petition_in_the_ledger_is_followed_up_until_it_is_final(world: World) -> None:
    petition = world.petition("a1", "2023-03-01", resolution="staged", procedural_on="2023-03-06",
                              staged_on="2023-04-03")  # fmt: skip
    owed = ("a", "2023-03-06")
    assert world.owes("resolution-conversion", petition) == [(*owed, "2023-05-03", "")]
    world.callback(petition, "2023-04-20", "a1")  # not the intermediate court's
    world.callback(petition, "2023-04-28", "a")
    assert world.owes("resolution-conversion", petition) == [(*owed, "2023-05-28", "")]
    ended = world.petition("a", "2023-03-01", resolution="final", staged_on="2023-04-03",
                           final_on="2023-05-04")  # fmt: skip
    assert world.owes("resolution-conversion", ended) == [
        ("a", "2023-04-03", "2023-05-03", "2023-05-04")
    ]
    about = world.petition("top", "2023-03-01", resolution="procedural",
                           procedural_on="2023-03-06",
                           about_case=world.tree.case("804", "b1"))  # fmt: skip
    assert world.owes("resolution-conversion", about) == [("b", "2023-03-06", "2023-04-05", "")]
    for other in ("open", "final"):
        assert world.owes("resolution-conversion", world.petition("a1", resolution=other)) == []


def test_quarterly_feedback_to_each_area(world: World, moved: str) -> None:
    """Of the last quarter of 2023: twenty working days from 1 January 2024 end on 29 January."""
    top = world.tree.courts["top"]
    owed = ("top petitions", "2024-01-01", "2024-01-29")

    def owes(period: str = "2023Q4") -> dict[str, str]:
        found = world.say("quarterly-petition-feedback", top, period=period)
        assert {world.told(each)[:3] for each in found} == {owed} or period != "2023Q4"
        return {world.names[each.part]: world.told(each)[3] for each in found}

    assert owes() == {"a": "", "b": ""}

    def issued(on: str, **values: object) -> None:
        world.make("Feedback", sort_of_feedback="petition_quarterly", issued_on=on,
                   **{"issued_by": world.department("top", "petitions"), **values})  # fmt: skip

    issued("2024-01-10", addressed_to=[world.tree.courts["a"]],
           issued_by=world.department("b", "petitions"))  # fmt: skip
    issued("2023-12-29", addressed_to=[world.tree.courts["a"]])
    assert owes() == {"a": "", "b": ""}
    issued("2024-01-29", addressed_to=[world.department(moved)])  # in the area of a by then
    assert owes() == {"a": "2024-01-29", "b": ""}
    world.make("Meeting", sort_of_meeting="regional", held_on="2024-02-01", held_by=top,
               attended=[world.tree.courts["b"]])  # fmt: skip
    assert owes() == {"a": "2024-01-29", "b": "2024-02-01"}
    assert owes("2024Q1") == {"a": "", "b": ""}
    found = world.finding("2024-01-10", "b1", found_by=verified(world, "b1", "2024-02-05"))
    issued("2024-08-05", addressed_to=[world.department("b1")], covers=found)
    assert owes("2024Q1") == {"a": "", "b": "2024-08-05"}  # late, and of what that quarter found


def test_feedback_to_several_courts_asks_each_for_its_own_part(world: World) -> None:
    """a1 is below a; what was found at a2 below a, which isn't addressed, is a's to see to."""
    a1, a2 = world.finding("2023-09-10"), world.finding("2023-09-11", "a2")
    b1 = world.finding("2023-09-12", "b1")
    sent = world.make("Feedback", sort_of_feedback="annual", issued_on="2024-01-05",
                      covers=[a1, a2, b1], issued_by=world.department("top", "review"),
                      addressed_to=[world.tree.courts["a"], world.department("a1"),
                                    world.tree.courts["b"]])  # fmt: skip
    due = "2024-02-04"
    assert world.owes("rectification", sent) == [
        ("a", "2024-01-05", due, ""), ("a1 enforcement", "2024-01-05", due, ""),
        ("b", "2024-01-05", due, ""),
    ]  # fmt: skip
    world.rectification([sent], [a1], "2024-01-08", "2024-01-20")
    world.rectification([sent], [b1], "2024-01-08", "2024-01-22", "b")
    world.rectification([sent], [a1], "2024-01-08", "2024-01-23", "a")
    assert world.owes("rectification", sent) == [
        ("a", "2024-01-05", due, ""), ("a1 enforcement", "2024-01-05", due, "2024-01-20"),
        ("b", "2024-01-05", due, "2024-01-22"),
    ]  # fmt: skip
    world.rectification([sent], [a2], "2024-01-08", "2024-01-24", "a")
    assert world.owes("rectification", sent)[0] == ("a", "2024-01-05", due, "2024-01-24")
    other = world.make("Feedback", sort_of_feedback="annual", issued_on="2024-01-05", covers=[a1],
                       issued_by=world.department("top", "review"),
                       addressed_to=[world.department("a1"), world.tree.courts["b"]])  # fmt: skip
    assert [owed[0] for owed in world.owes("rectification", other)] == ["a1 enforcement"]


def test_the_area_rectifies_in_the_next_quarter_and_reports(world: World) -> None:
    a1 = world.finding("2023-09-10")
    b1 = world.finding("2023-09-11", "b1")
    fed_back = world.feedback([a1, b1], "2023-12-29", by="top", sort="petition_quarterly")
    both = world.make("Feedback", sort_of_feedback="petition_quarterly", issued_on="2024-01-05",
                      covers=[a1, b1], issued_by=world.department("top", "petitions"),
                      addressed_to=[world.department("a1"), world.tree.courts["b"]])  # fmt: skip
    code, due = "next-quarter-rectification", "2024-06-30"
    assert RULES[code].instead_of == ("rectification",)
    assert world.owes(code, fed_back) == [("a", "2023-12-29", "2024-03-31", "")]
    a, b = ("a", "2024-01-05", due), ("b", "2024-01-05", due)
    assert world.owes(code, both) == [(*a, ""), (*b, "")]
    world.rectification([both], [a1], "2024-02-01", "2024-06-28")
    assert world.owes(code, both) == [(*a, ""), (*b, "")]
    assert [text[-5:] for text in world.flags(code, both)] == ["未报省法院"]
    world.rectification([both], [b1], "2024-02-01", "2024-06-28", "b1", reported_on="2024-07-01")
    assert world.owes(code, both) == [(*a, ""), (*b, "2024-07-01")]  # late by the report
    assert world.owes(code, world.feedback([a1], "2023-12-29")) == []


def test_roving_supervision_reaches_every_area(world: World) -> None:
    top = world.tree.courts["top"]

    def owes(period: str) -> dict[str, str]:
        found = world.say("roving-supervision", top, period=period)
        year = period[:4]
        assert {world.told(each)[:3] for each in found} == {
            ("top", f"{year}-01-01", f"{year}-12-31")
        }
        return {world.names[each.part]: world.told(each)[3] for each in found}

    def visit(court: str, on: str, sort: str = "roving", by: str = "top") -> None:
        made = world.make("Inspection", sort_of_inspection=sort, began_on=on,
                          carried_out_by=world.tree.courts[by])  # fmt: skip
        world.make("Visit", visited_on=on, inspection=made, visits=world.tree.courts[court])

    visit("a1", "2024-12-31")
    visit("b", "2024-05-06", "special")
    visit("b", "2024-05-06", by="b")
    assert owes("2024") == {"a": "2024-12-31", "b": ""}
    visit("b1", "2025-01-06")
    assert owes("2024") == {"a": "2024-12-31", "b": "2025-01-06"}
    assert owes("2025") == {"a": "", "b": "2025-01-06"}


def test_what_comes_back_in_two_quarters_is_the_focus_of_the_next_year(world: World) -> None:
    top = world.tree.courts["top"]

    def feedback(on: str, problem: str, sort: str = "petition_quarterly", to: str = "a") -> None:
        world.make("Feedback", sort_of_feedback=sort, issued_on=on, issued_by=top,
                   covers=world.finding("2025-01-10", "a1", problem),
                   addressed_to=world.tree.courts[to])  # fmt: skip

    def owes() -> list[tuple[str, ...]]:
        return world.owes("annual-focus", top, period="2025")

    feedback("2025-01-10", "P1")
    feedback("2025-03-10", "P1")  # the same quarter
    feedback("2025-04-10", "P2", to="b")
    assert owes() == []
    feedback("2025-04-10", "P1")
    owed = ("top", "2026-01-01", "2026-03-31")
    assert owes() == [(*owed, "")]
    feedback("2026-02-10", "P2", "annual_focus")
    assert owes() == [(*owed, "")]
    assert "未列为整改重点" in world.flags("annual-focus", top, period="2025")[0]
    feedback("2026-03-31", "P1", "annual_focus")
    assert owes() == [(*owed, "2026-03-31")]


# A11, A12


@pytest.mark.parametrize(
    ("between", "reported", "owed"),
    [
        (("a1", "a2"), "2023-01-31", ("a", "2023-01-31", "2023-02-28", "")),
        (("a1", "b1"), "2023-03-01", ("top", "2023-03-01", "2023-04-01", "")),
        (("a1", "a"), "2023-03-01", ("top", "2023-03-01", "2023-04-01", "")),
        (("a", "b"), "2023-03-01", ("top", "2023-03-01", "2023-04-01", "")),
        (("a1", "a2", "b1"), "2023-12-31", ("top", "2023-12-31", "2024-01-31", "")),
        (("m", "b1"), "2023-05-31", ("b", "2023-05-31", "2023-06-30", "")),
        (("m", "b1"), "2023-06-01", ("top", "2023-06-01", "2023-07-01", "")),
        (("top", "a1"), "2023-03-01", ("a1+top", "2023-03-01", "2023-04-01", "void")),
    ],
)
def test_the_common_superior_settles_within_a_month(
    world: World, moved: str, between: tuple[str, ...], reported: str, owed: tuple[str, ...]
) -> None:
    assert moved == "m"
    dispute = world.dispute("2023-01-03", *between, reported_on=reported)
    assert world.owes("dispute-settlement", dispute) == [owed]


def test_a_dispute_is_settled_with_a_plan(world: World) -> None:
    owed = ("top", "2023-03-01", "2023-04-01")

    def dispute(**values: object) -> Record:
        return world.dispute("2023-01-03", "a1", "b1", reported_on="2023-03-01", **values)

    bare = dispute(settled_on="2023-03-20", state="settled")
    assert world.owes("dispute-settlement", bare) == [(*owed, "")]
    assert "尚无纪要、函文或协调决定" in world.flags("dispute-settlement", bare)[0]
    for form, on in (
        ("opinion", "2023-03-10"),
        ("letter", "2023-02-28"),
        ("decision", "2023-03-21"),
    ):
        assert world.owes("dispute-settlement", bare) == [(*owed, "")]
        world.opinion(bare, on, form)
    assert world.owes("dispute-settlement", bare) == [(*owed, "2023-03-21")]
    wrong = dispute(coordinated_by=world.tree.courts["a"])
    world.opinion(wrong, "2023-04-03", "letter")
    assert world.owes("dispute-settlement", wrong) == [(*owed, "")]
    assert "不是争议各方的共同上级法院" in world.flags("dispute-settlement", wrong)[0]
    late = dispute(coordinated_by=world.tree.courts["top"])
    world.opinion(late, "2023-04-03", "letter")
    assert world.owes("dispute-settlement", late) == [(*owed, "2023-04-03")]
    found = world.dispute("2023-03-01", "a1", "a2", raised_by="top")  # found from above
    assert world.owes("dispute-settlement", found) == [("a", *owed[1:], "")]
    assert world.owes("dispute-negotiation", found) == []
    assert world.owes("dispute-settlement", world.dispute("2023-03-01", "a1", "a2")) == []


def test_disputing_courts_agree_or_report_up(world: World) -> None:
    """From Monday 6 March 2023 ten working days end on 20 March."""
    owed = ("a1+b1", "2023-03-06", "2023-03-20")
    open_ = world.dispute("2023-03-06", "a1", "b1")
    said = world.dispute("2023-03-06", "a1", "b1", state="agreed", settled_on="2023-03-10")
    up = world.dispute("2023-03-06", "a1", "b1", reported_on="2023-03-21")
    agreed = world.dispute("2023-03-06", "a1", "b1", reported_on="2023-03-21")
    world.opinion(agreed, "2023-03-20", "minutes")
    assert world.owes("dispute-negotiation", open_, said, up, agreed) == [
        (*owed, ""), (*owed, ""), (*owed, "2023-03-20"), (*owed, "2023-03-21"),
    ]  # fmt: skip
    assert world.flags("dispute-negotiation", said) == ["已登记协商一致，尚无协商纪要"]


def test_what_is_decided_in_a_dispute_is_carried_out(world: World) -> None:
    """An opinion of Monday 25 September 2023 within fifteen working days, which end on 20 October;
    minutes within thirty days."""
    dispute = world.dispute("2023-03-06", "a1", "b1")
    on, bound = "2023-09-25", {"binds": [world.tree.courts["b1"]]}
    letter = world.opinion(dispute, on, "letter", **bound)
    decision = world.opinion(dispute, on, "decision", implemented_on="2023-10-20", **bound)
    late = world.opinion(dispute, on, "opinion", implemented_on="2023-10-21")
    minutes = world.opinion(dispute, on, "minutes")
    every = (letter, decision, late, minutes)
    assert world.owes("dispute-implementation", *every) == [
        ("a1+b1", on, "2023-10-20", "2023-10-21"),
        ("b1", on, "2023-10-20", ""),
        ("b1", on, "2023-10-20", "2023-10-20"),
    ]
    assert world.owes("minutes-followed", *every) == [("a1+b1", on, "2023-10-25", "")]
    other = world.dispute("2023-03-06", "a1", "b1", settled_on=on, implemented_on="2023-10-25")
    assert world.owes("minutes-followed", world.opinion(other, on, "minutes")) == [
        ("a1+b1", on, "2023-10-25", "2023-10-25")
    ]


def test_the_intermediate_court_attends_what_a_basic_court_applied_for(
    world: World, moved: str
) -> None:
    def meeting(applicant: str = "a1", by: str = "top", **values: object) -> Record:
        told = {"held_on": "2023-06-20", "applied_on": "2023-05-31", "sort_of_meeting": "joint"}
        courts = world.tree.courts
        return world.make("Meeting", held_by=courts[by], applied_by=courts[applicant],
                          **{**told, **values})  # fmt: skip

    code, a = "consultation-attendance", world.tree.courts["a"]
    owed = ("a", "2023-05-31", "2023-06-20")
    missed, silent = meeting(), meeting(attended=[a])
    came = meeting(attended=[a], minutes="中级法院意见：由首封法院处置")
    sent = meeting(attended=[world.tree.officer("派", "a")])
    opinion = world.opinion(sent, "2023-06-20", "opinion")
    assert world.owes(code, missed, silent, came, sent) == [
        (*owed, ""), (*owed, ""), (*owed, "2023-06-20"), (*owed, "2023-06-20"),
    ]  # fmt: skip
    assert world.flags(code, silent) == ["已派员参加，会商记录没有意见"]
    assert world.owes(code, meeting(moved)) == [("b", *owed[1:], "")]  # as it stood on that day
    for none in (meeting(by="a"), meeting("a"), meeting(sort_of_meeting="judges")):
        assert world.owes(code, none) == []
    assert world.owes("consultation-opinion", opinion) == [("a1", "2023-06-20", "2023-07-20", "")]
    set_day = world.opinion(
        came, "2023-06-20", "opinion", due_on="2023-06-30", implemented_on="2023-07-03",
        binds=[world.department("a1")],
    )  # fmt: skip
    assert world.owes("consultation-opinion", set_day) == [
        ("a1 enforcement", "2023-06-20", "2023-06-30", "2023-07-03")
    ]


def test_a_retired_event_owes_nothing(world: World) -> None:
    dispute = world.dispute("2023-03-06", "a1", "a2", reported_on="2023-03-07")
    records.retire(world.graph, world.tree.system, dispute.declared, str(dispute.number),
                   int(dispute.version), "登记有误")  # fmt: skip
    assert world.owes("dispute-settlement", dispute) == []
