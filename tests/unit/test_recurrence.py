"""Recurrence, exactly (SPEC.md): every edge worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.recurrence import (
    FeedbackFact,
    FindingFact,
    Kind,
    Likeness,
    RectificationFact,
    Recurrence,
    classify,
    depth,
    depths,
    recurrences,
    same_codes,
)
from graph.recurrence.classify import alike

LATE, AFTER_B, AFTER_R, NOT_RIGHT, UNKNOWN = (
    Kind.LATE_DISCOVERY,
    Kind.AFTER_FEEDBACK,
    Kind.AFTER_RECTIFICATION,
    Kind.NOT_PUT_RIGHT,
    Kind.UNDETERMINED,
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def finding(uid: str, on: str = "", to: str = "", **values: object) -> FindingFact:
    known: dict[str, object] = {"problem": "C03", "court": "甲", "status": "established", **values}
    return FindingFact(
        uid, occurred_on=day(on) if on else None, occurred_to=day(to) if to else None, **known
    )  # type: ignore[arg-type]


def rectified(uid: str, opened: str, closed: str = "", **values: object) -> RectificationFact:
    return RectificationFact(
        uid, opened_on=day(opened), closed_on=day(closed) if closed else None, **values
    )  # type: ignore[arg-type]


F = finding("f", "2020-12-01")
R = rectified("R", "2021-03-10", "2021-06-30")
B = FeedbackFact("b", day("2021-03-01"), day("2021-02-25"), (F,), (R,))
"""Received 1 March 2021, put right from 10 March, closed 30 June."""


def kind(g: FindingFact, b: FeedbackFact = B, f: FindingFact = F) -> Kind | None:
    found = classify(g, b, f)
    return found.kind if found else None


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        ("2021-02-26", LATE),  # issued, not yet received
        ("2021-02-28", LATE),
        ("2021-03-01", AFTER_B),  # the day of receipt
        ("2021-06-29", AFTER_B),
        ("2021-06-30", AFTER_R),  # the day of closing
        ("2022-01-01", AFTER_R),
    ],
)
def test_the_day_of_the_act_decides(act: str, expected: Kind) -> None:
    assert kind(finding("g", act)) is expected


def test_what_it_recurs_after() -> None:
    after_feedback = classify(finding("g", "2021-04-01"), B, F)
    after_rectification = classify(finding("g", "2021-07-01"), B, F)
    assert after_feedback == Recurrence("g", "f", "b", AFTER_B)
    assert after_feedback.target == "b"
    assert after_feedback.recurs
    assert after_rectification == Recurrence("g", "f", "b", AFTER_R, rectifications=("R",))
    assert after_rectification.target == "R"
    late = classify(finding("g", "2021-01-01"), B, F)
    assert late is not None
    assert not late.recurs


def test_without_a_day_of_receipt_the_day_of_issue_counts() -> None:
    b = replace(B, received_on=None)
    assert kind(finding("g", "2021-02-24"), b) is LATE
    assert kind(finding("g", "2021-02-25"), b) is AFTER_B
    assert kind(finding("g", "2021-02-26"), replace(B, received_on=None, issued_on=None)) is UNKNOWN


def test_year_end_and_leap_day() -> None:
    b = FeedbackFact(
        "b", day("2023-12-31"), None, (F,), (rectified("R", "2024-01-02", "2024-02-29"),)
    )
    assert kind(finding("g", "2023-12-30"), b) is LATE
    assert kind(finding("g", "2023-12-31"), b) is AFTER_B
    assert kind(finding("g", "2024-01-01"), b) is AFTER_B
    assert kind(finding("g", "2024-02-28"), b) is AFTER_B
    assert kind(finding("g", "2024-02-29"), b) is AFTER_R
    assert kind(finding("g", "2024-03-01"), b) is AFTER_R


def test_never_closed_and_reopened_are_alike() -> None:
    never = replace(B, rectifications=(rectified("R", "2021-03-10"),))
    reopened = replace(B, rectifications=(replace(R, reopened=True),))
    nothing = replace(B, rectifications=())
    for b in (never, reopened, nothing):
        assert kind(finding("g", "2021-07-01"), b) is AFTER_B
        assert kind(finding("g", "2021-02-28"), b) is LATE


def test_a_rectification_of_another_finding_closes_nothing_here() -> None:
    other = replace(B, rectifications=(replace(R, fixes=frozenset({"x"})),))
    mine = replace(B, rectifications=(replace(R, fixes=frozenset({"x", "f"})),))
    assert kind(finding("g", "2021-07-01"), other) is AFTER_B
    assert kind(finding("g", "2021-07-01"), mine) is AFTER_R


def test_several_rectifications_of_one_finding() -> None:
    """All that were begun have to be closed; one begun after the act is the answer to it."""
    second = rectified("S", "2021-05-01", "2021-08-31")
    b = replace(B, rectifications=(second, R))
    assert kind(finding("g", "2021-07-01"), b) is AFTER_B  # S was still open
    found = classify(finding("g", "2021-09-01"), b, F)
    assert found is not None
    assert found.kind is AFTER_R
    assert found.rectifications == ("R", "S")  # closed last: last
    assert found.target == "S"
    afterwards = replace(B, rectifications=(R, rectified("S", "2021-07-20", "2021-08-31")))
    found = classify(finding("g", "2021-07-01"), afterwards, F)
    assert found is not None
    assert found.rectifications == ("R",)


def test_a_continuing_omission() -> None:
    assert kind(finding("g", "2021-02-01", "2021-07-01")) is NOT_RIGHT
    assert kind(finding("g", "2021-02-01", "2021-06-30")) is LATE  # it ended with the closing
    assert kind(finding("g", "2021-02-01", "2021-03-05")) is LATE
    assert kind(finding("g", "2021-03-01", "2021-07-01")) is AFTER_B  # began after receipt
    assert kind(finding("g", "2021-06-30", "2021-12-31")) is AFTER_R
    never = replace(B, rectifications=(rectified("R", "2021-03-10"),))
    assert kind(finding("g", "2021-02-01", "2021-07-01"), never) is LATE


def test_the_omission_that_was_fed_back_goes_on_itself() -> None:
    f = finding("f", "2020-12-01", "2021-09-30")
    b = replace(B, covers=(f,))
    found = classify(f, b, f)
    assert found == Recurrence("f", "f", "b", NOT_RIGHT, rectifications=("R",))
    over = finding("f", "2020-12-01", "2021-06-30")
    assert classify(over, replace(B, covers=(over,)), over) is None


def test_what_was_fed_back_together_is_no_late_discovery() -> None:
    g = finding("g", "2021-01-05")
    b = replace(B, covers=(F, g))
    assert classify(g, b, F) is None
    assert classify(F, b, F) is None
    assert recurrences([F, g], [b]) == []


def test_what_was_fed_back_before_was_not_discovered_late() -> None:
    """The first finding is not a late discovery to the feedback of its own recurrence."""
    g = finding("g", "2021-08-01")
    b2 = FeedbackFact("b2", day("2021-09-01"), None, (g,))
    assert {(x.finding, x.feedback, x.kind) for x in recurrences([F, g], [B, b2])} == {
        ("g", "b", AFTER_R)
    }
    later = FeedbackFact("b3", day("2021-10-01"), None, (finding("h", "2021-08-15"),))
    assert [(x.feedback, x.kind) for x in recurrences([later.covers[0]], [B, b2, later])] == [
        ("b", AFTER_R), ("b2", LATE)
    ]  # fmt: skip


@pytest.mark.parametrize("status", ["alleged", "refuted", "void"])
def test_only_established_findings_count(status: str) -> None:
    assert classify(finding("g", "2021-07-01", status=status), B, F) is None
    f = replace(F, status=status)
    assert classify(finding("g", "2021-07-01"), replace(B, covers=(f,)), f) is None


def test_a_finding_that_becomes_void_takes_its_recurrence_with_it() -> None:
    g = finding("g", "2021-07-01")
    assert depth(recurrences([F, g], [B])) == 1
    assert recurrences([F, replace(g, status="void")], [B]) == []


def test_another_court_is_no_recurrence() -> None:
    assert classify(finding("g", "2021-07-01", court="乙"), B, F) is None


def test_codes_that_mean_the_same() -> None:
    c01 = finding("f", "2020-12-01", problem="C01", same_as=frozenset({"T01"}))
    t01 = finding("g", "2021-07-01", problem="T01")
    for f, g in ((c01, t01), (replace(t01, uid="f"), replace(c01, uid="g"))):
        f, g = replace(f, occurred_on=day("2020-12-01")), replace(g, occurred_on=day("2021-07-01"))
        found = classify(g, replace(B, covers=(f,)), f)
        assert found is not None
        assert found.likeness is Likeness.PROBLEM
        assert found.recurs


def test_codes_that_mean_the_same_are_one_set_however_far_apart() -> None:
    pairs = [("A", "B"), ("C", "D"), ("X",), ("B", "C"), ("Y", "Z")]
    same = same_codes(pairs)
    assert {code: "".join(sorted(codes)) for code, codes in same.items()} == {
        "A": "ABCD", "B": "ABCD", "C": "ABCD", "D": "ABCD", "X": "X", "Y": "YZ", "Z": "YZ",
    }  # fmt: skip
    assert same_codes(reversed(pairs)) == same
    assert same_codes([]) == {}


def test_what_means_the_same_as_a_third_code_recurs() -> None:
    """A = T, T = C: a finding of C recurs after one of A. A = T, T = U, U = C: too, once T or U was
    found anywhere."""
    a = finding("f", "2020-12-01", problem="A", same_as=frozenset({"T"}))
    c = finding("g", "2021-07-01", problem="C", same_as=frozenset({"T"}))
    b = replace(B, covers=(a,))
    assert alike(c, a) is Likeness.PROBLEM
    assert [(x.finding, x.kind, x.recurs) for x in recurrences([a, c], [b])] == [
        ("g", AFTER_R, True)
    ]
    far = replace(c, same_as=frozenset({"U"}))
    assert recurrences([a, far], [b]) == []
    between = finding("t", "2020-11-01", problem="T", same_as=frozenset({"A", "U"}))
    assert ("g", AFTER_R) in [(x.finding, x.kind) for x in recurrences([a, between, far], [b])]


def test_the_same_topic_only_is_shown_apart() -> None:
    f = replace(F, topic="查控")
    b = replace(B, covers=(f,))
    g = finding("g", "2021-07-01", problem="C09", topic="查控")
    found = recurrences([g], [b])
    assert [(each.kind, each.likeness, each.recurs) for each in found] == [
        (AFTER_R, Likeness.TOPIC, False)
    ]
    assert depth(found) == 0
    assert depths(found) == {}
    assert recurrences([finding("g", "2021-01-01", problem="C09", topic="查控")], [b]) == []
    assert recurrences([finding("g", "2021-07-01", problem="C09")], [b]) == []
    assert recurrences([finding("g", "2021-07-01", problem="C09", topic="评估")], [b]) == []


def test_the_same_officer_makes_it_personal_but_never_an_external_problem() -> None:
    f = replace(F, officers=frozenset({"张", "王"}))
    b = replace(B, covers=(f,))

    def personal(*officers: str, problem: str = "C03", b: FeedbackFact = b) -> bool:
        g = finding("g", "2021-07-01", officers=frozenset(officers), problem=problem)
        found = classify(g, b, b.covers[0])
        assert found is not None
        return found.personal

    assert personal("王", "李")
    assert not personal("李")
    assert not personal()
    outside = replace(b, covers=(replace(f, problem="X02"),))
    assert not personal("王", problem="X02", b=outside)


def test_an_unknown_date_is_undetermined() -> None:
    found = recurrences([finding("g")], [B])
    assert [(each.kind, each.recurs) for each in found] == [(UNKNOWN, False)]
    assert kind(finding("g", to="2021-01-05")) is UNKNOWN
    f = replace(F, occurred_on=None)  # the day of what was covered decides nothing
    assert kind(finding("g", "2021-07-01"), replace(B, covers=(f,)), f) is AFTER_R


def test_two_feedbacks_on_one_finding() -> None:
    """Put right under the first; the yearly feedback that covered it again was never answered."""
    yearly = FeedbackFact("y", day("2022-02-01"), None, (F,))
    g, h = finding("g", "2021-08-01"), finding("h", "2022-03-01")
    found = {(x.finding, x.feedback): x.kind for x in recurrences([F, g, h], [B, yearly])}
    assert found == {
        ("g", "b"): AFTER_R,
        ("g", "y"): LATE,  # nobody had fed g back itself
        ("h", "b"): AFTER_R,
        ("h", "y"): AFTER_B,
    }


def test_depth_after_three_closed_rectifications() -> None:
    g1, g2, g3 = (
        finding("g1", "2021-08-01"), finding("g2", "2022-03-01"), finding("g3", "2022-12-01")
    )  # fmt: skip
    b2 = FeedbackFact(
        "b2", day("2021-09-01"), None, (g1,), (rectified("R2", "2021-09-02", "2021-12-01"),)
    )
    b3 = FeedbackFact(
        "b3", day("2022-04-01"), None, (g2,), (rectified("R3", "2022-04-02", "2022-07-01"),)
    )
    found = recurrences([F, g1, g2, g3], [B, b2, b3])
    assert {(x.finding, x.target) for x in found if x.recurs} == {
        ("g1", "R"), ("g2", "R"), ("g3", "R"), ("g2", "R2"), ("g3", "R2"), ("g3", "R3")
    }  # fmt: skip
    assert depths(found) == {"g1": 1, "g2": 2, "g3": 3}
    assert depth(found) == 3


def test_depth_counts_what_was_closed_and_nothing_else() -> None:
    g = finding("g", "2021-08-01")
    never = replace(B, rectifications=(rectified("R", "2021-03-10"),))
    found = recurrences([F, g], [never])
    assert [each.kind for each in found] == [AFTER_B]
    assert depths(found) == {"g": 0}
    assert depth(found) == 0
