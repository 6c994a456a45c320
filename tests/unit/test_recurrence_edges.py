"""What is kept of recurrence is what the definition says of the whole group, finding by finding."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.recurrence import (
    FeedbackFact,
    FindingFact,
    Kind,
    RectificationFact,
    Reopening,
    Why,
    depths,
    edges,
    failing,
    outlasting,
    recurrences,
    ways,
)

DAYS = st.one_of(st.none(), st.integers(0, 12).map(lambda n: date(2021, 1, 1) + timedelta(n)))
OFFICERS = st.frozensets(st.sampled_from("甲乙"), max_size=2)


@st.composite
def findings(draw: st.DrawFn) -> list[FindingFact]:
    made = []
    for number in range(draw(st.integers(1, 5))):
        start = draw(DAYS)
        end = draw(DAYS) if start else None
        made.append(FindingFact(
            f"f{number}", draw(st.sampled_from(("C01", "X01"))), "院",
            draw(st.sampled_from(("established", "established", "void"))), start,
            end if end and start and end >= start else None,
            same_as=frozenset({"C01", "X01"}), officers=draw(OFFICERS),
        ))  # fmt: skip
    return made


@st.composite
def groups(draw: st.DrawFn) -> tuple[list[FindingFact], list[FeedbackFact]]:
    known = draw(findings())
    uids = st.frozensets(st.sampled_from([f.uid for f in known]), max_size=2)
    feedback = []
    for number in range(draw(st.integers(1, 3))):
        covered = draw(uids)
        answers = tuple(
            RectificationFact(
                f"r{number}{n}", draw(uids), draw(DAYS), draw(DAYS), draw(st.booleans())
            )
            for n in range(draw(st.integers(0, 2)))
        )
        covers = tuple(f for f in known if f.uid in covered)
        feedback.append(FeedbackFact(f"b{number}", draw(DAYS), None, covers, answers))
    return known, feedback


@settings(max_examples=400, deadline=None)
@given(groups())
def test_edges_are_the_recurrences_of_the_definition(
    group: tuple[list[FindingFact], list[FeedbackFact]],
) -> None:
    known, feedback = group
    found = [each for each in recurrences(known, feedback) if each.recurs]
    deep = depths(found)
    wanted = {
        (each.finding, each.target): (
            each.kind, deep[each.finding],
            any(o.personal for o in found
                if (o.finding, o.target) == (each.finding, each.target)),
        )
        for each in found
    }  # fmt: skip
    told = [edge for g in known for edge in edges(g, ways(feedback))]
    assert {(e.finding, e.target): (e.kind, e.depth, e.personal) for e in told} == wanted
    assert len(told) == len(wanted)
    outlasted = {
        (uid, each.finding)
        for each in recurrences(known, feedback)
        if each.kind is Kind.NOT_PUT_RIGHT
        for uid in each.rectifications
    }
    again = {(o.rectification, o.cause) for g in known for o in outlasting(g, ways(feedback))}
    assert again == outlasted


def test_a_check_undoes_a_closing_on_its_day_or_before() -> None:
    closed = RectificationFact(
        "r", closed_on=date(2021, 6, 30),
        failed=(("early", date(2021, 6, 29)), ("same", date(2021, 6, 30)), ("undated", None)),
    )  # fmt: skip
    assert failing(closed) == [
        Reopening("r", "same", Why.FAILED_CHECK, date(2021, 6, 30)),
        Reopening("r", "undated", Why.FAILED_CHECK, None),
    ]
    assert failing(replace(closed, closed_on=None)) == []
