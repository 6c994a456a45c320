"""The accountability chain on the real graph: worked out by hand, record by record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from graph import clock
from graph.errors import FileNeeded, NoChain, NotAllowed, NotFound
from graph.model import Link, Record
from graph.operations.chain import Body, Chain, Recurrences, Stage, chain, recurrences
from graph.recurrence import Kind
from graph.scope import Actor, Role
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.stories import Story


@pytest.fixture
def story(tree: Tree) -> Story:
    return Story(tree)


def walked(graph: Graph, actor: Actor, record: Record, **options: int) -> Chain:
    kind = record.declared
    with graph.reading() as tx:
        return chain(tx, actor, kind.name, str(getattr(record, kind.key)), **options)


def recurring(graph: Graph, actor: Actor, story: Story, court: str = "a1") -> Recurrences:
    with graph.reading() as tx:
        return recurrences(tx, actor, story.tree.code_of(court), story.code)


def uids(found: Iterable[Record]) -> set[str]:
    return {each.uid for each in found}


def cards(found: Chain) -> set[str]:
    return {card.uid for card in found.cards}


def rules(found: Chain) -> list[tuple[str, bool]]:
    return [(each.rule, each.certain) for each in found.missing]


def loops(found: Chain) -> set[tuple[str, str, Kind, int]]:
    return {
        (each.before, each.after, each.recurrence.kind, each.depth)
        for each in found.links
        if each.recurrence
    }


@pytest.fixture
def line(story: Story) -> dict[str, Record]:
    """Three closed rectifications, each followed by a recurrence, at the basic court a1."""
    tree = story.tree
    case = tree.case("7", handlers=tree.officer("承办"))
    act = story.act(case, "2022-06-10", performed_by=tree.officer("实施"))
    ruling = story.review(act, "revoked", "2022-09-01")
    f = story.finding("2022-06-10", found_by=ruling, concerns=act, in_case=case)
    made = {"case": case, "act": act, "ruling": ruling, "f": f}
    days = [("2022-09-05", "2022-09-10", "2022-12-01"), ("2023-03-05", "2023-03-10", "2023-06-01"),
            ("2023-09-05", "2023-09-10", "2023-12-01")]  # fmt: skip
    found = f
    for n, (fed_back, opened, closed) in enumerate(days, 1):
        made[f"b{n}"], made[f"r{n}"] = story.round(found, fed_back, opened, closed)
        act_on = ["2023-02-01", "2023-08-01", "2024-02-01"][n - 1]
        found = made[f"g{n}"] = story.finding(act_on)
    made["notice"] = story.notice([made["g1"], made["g2"]], "2024-03-01")
    return made


def test_the_whole_line_with_three_recurrences(
    graph: Graph, system: Actor, story: Story, line: dict[str, Record]
) -> None:
    found = walked(graph, system, line["f"])
    assert uids(line.values()) <= cards(found)
    assert loops(found) == {
        (line["r1"].uid, line["g1"].uid, Kind.AFTER_RECTIFICATION, 1),
        (line["r2"].uid, line["g2"].uid, Kind.AFTER_RECTIFICATION, 2),
        (line["r3"].uid, line["g3"].uid, Kind.AFTER_RECTIFICATION, 3),
    }
    stages = {card.uid: card.stage for card in found.cards}
    assert {stages[line[n].uid] for n in ("g1", "g2", "g3")} == {Stage.RECURRENCE}
    assert stages[line["f"].uid] is Stage.FINDING
    assert stages[line["notice"].uid] is Stage.NOTICE
    assert not found.more
    known = recurring(graph, system, story)
    assert known.depth == 3
    assert {known.depths[line[n].uid] for n in ("g1", "g2", "g3")} == {1, 2, 3}


def test_the_same_line_from_its_last_recurrence(
    graph: Graph, system: Actor, line: dict[str, Record]
) -> None:
    found = walked(graph, system, line["g3"])
    assert (line["r3"].uid, line["g3"].uid, Kind.AFTER_RECTIFICATION, 3) in loops(found)
    assert uids(line[n] for n in ("f", "ruling", "r1", "g1", "r2", "g2", "b3")) <= cards(found)


@pytest.mark.parametrize("name", ["case", "act", "ruling", "b1", "r1", "notice"])
def test_the_line_is_found_from_each_of_its_records(
    graph: Graph, system: Actor, line: dict[str, Record], name: str
) -> None:
    found = walked(graph, system, line[name])
    assert found.subject.uid == line[name].uid
    assert line["g1"].uid in cards(found)
    if name != "notice":  # it cites the recurrences, and is reached from them only
        assert {line["r1"].uid, line["f"].uid} <= cards(found)


def test_what_is_missing_in_the_line(graph: Graph, system: Actor, line: dict[str, Record]) -> None:
    """The last recurrence has neither feedback nor notice; all else is there."""
    found = walked(graph, system, line["f"])
    assert {(each.rule, each.after[0]) for each in found.missing} == {
        ("review-feedback", line["g3"].uid),
        ("director-notice", line["g3"].uid),
    }


def test_people_have_the_post_of_that_day(graph: Graph, system: Actor, story: Story) -> None:
    tree = story.tree
    moved = tree.create(
        "Officer", number=f"{tree.code}-调动", name="调动某",
        serves=[
            Link(story.department("a1").uid, "", "",
                 {"post": "执行员", "from": "2020-01-01", "to": "2022-12-31"}),
            Link(story.department("a2").uid, "", "", {"post": "副局长", "from": "2023-01-01"}),
        ],
    )  # fmt: skip
    act = story.act(tree.case("8"), "2022-06-10", performed_by=moved)
    story.finding("2022-06-10", concerns=act)
    found = walked(graph, system, act)
    (person,) = found.subject.people
    assert person.name == "调动某"
    assert person.held is not None
    assert [(p.post, p.court) for p in person.held.certain] == [("执行员", tree.code_of("a1"))]


def test_recurrence_after_feedback_that_nobody_closed(
    graph: Graph, system: Actor, story: Story
) -> None:
    f = story.finding("2023-01-10")
    b, _r = story.round(f, "2023-02-01", "2023-02-05", None)
    g = story.finding("2023-05-01")
    found = walked(graph, system, f)
    assert loops(found) == {(b.uid, g.uid, Kind.AFTER_FEEDBACK, 0)}
    assert recurring(graph, system, story).depth == 0
    assert ("director-notice", True) in rules(found)


def test_a_late_discovery_is_no_recurrence(graph: Graph, system: Actor, story: Story) -> None:
    f = story.finding("2023-01-10")
    b, _r = story.round(f, "2023-02-01", "2023-02-05", "2023-03-01")
    g = story.finding("2023-01-31")
    assert g.uid not in cards(walked(graph, system, f))
    found = walked(graph, system, g)
    assert loops(found) == {(b.uid, g.uid, Kind.LATE_DISCOVERY, 0)}
    assert found.subject.stage is Stage.FINDING
    assert "director-notice" not in dict(rules(found))
    assert recurring(graph, system, story).recurred == []


def test_a_void_finding_recurs_nothing(graph: Graph, system: Actor, story: Story) -> None:
    """Its ruling was reversed: no recurrence, no duty of feedback or notice."""
    f = story.finding("2023-01-10")
    story.round(f, "2023-02-01", "2023-02-05", "2023-03-01")
    act = story.act(story.tree.case("9"), "2023-06-01")
    objection = story.review(act, "revoked", "2023-07-01")
    story.review([], "revoked", "2023-08-01", "a", "reconsideration", reviews=objection)
    g = story.finding("2023-06-01", status="void", found_by=objection)
    assert g.uid not in cards(walked(graph, system, f))
    assert recurring(graph, system, story).found == ()
    found = walked(graph, system, g)
    assert loops(found) == set()
    assert "director-notice" not in dict(rules(found))


def test_a_reversed_ruling_leaves_the_feedback_to_the_reconsideration_court(
    graph: Graph, system: Actor, story: Story
) -> None:
    act = story.act(story.tree.case("10"), "2023-06-01")
    objection = story.review(act, "revoked", "2023-07-01")
    above = story.review([], "revoked", "2023-08-01", "a", "reconsideration", reviews=objection)
    story.finding("2023-06-01", status="void", found_by=objection)
    for subject in (act, objection, above):
        found = walked(graph, system, subject)
        (gap,) = [each for each in found.missing if each.rule == "case-feedback"]
        assert gap.after == (above.uid,)
        assert gap.owner.zh == story.department("a", "review").name
        assert gap.since is not None
        assert gap.since.isoformat() == "2023-08-01"
        assert gap.basis == "A6"


def test_a_revoking_ruling_without_case_feedback(graph: Graph, system: Actor, story: Story) -> None:
    act = story.act(story.tree.case("11"), "2023-06-01")
    ruling = story.review(act, "revoked", "2023-07-01")
    f = story.finding("2023-06-01", found_by=ruling)
    assert rules(walked(graph, system, ruling)) == [("case-feedback", True)]
    assert rules(walked(graph, system, f)) == [("case-feedback", True)]
    story.feedback(f, "2023-07-20", sort="quarterly")
    assert ("case-feedback", True) in rules(walked(graph, system, ruling))
    story.feedback(f, "2023-07-10")
    assert "case-feedback" not in dict(rules(walked(graph, system, ruling)))


def test_a_restored_act_owes_a_copy_to_the_objection_body_and_voids_its_findings(
    graph: Graph, system: Actor, story: Story
) -> None:
    """Row 5 of the table. A supervisor's own finding on the same act stands."""
    act = story.act(story.tree.case("18"), "2023-06-01")
    objection = story.review(act, "revoked", "2023-07-01")
    f = story.finding("2023-06-01", found_by=objection)
    above = story.review([], "revoked", "2023-08-01", "a", "reconsideration", reviews=objection)
    own = story.finding("2023-06-01", problem="P2", found_by=above)
    found = walked(graph, system, act)
    assert {(each.rule, each.after, each.certain) for each in found.missing} == {
        ("finding-void", (f.uid,), True),
        ("case-feedback", (above.uid,), True),
        ("case-feedback-copy", (above.uid,), True),
    }
    said = {each.rule: each for each in found.missing}
    copy, void = said["case-feedback-copy"], said["finding-void"]
    assert copy.owner.zh == story.department("a", "review").name
    assert story.department("a1", "review").name in copy.why.zh
    assert (copy.since, copy.basis) == (date(2023, 8, 1), "A6")
    (word,) = [each for each in found.words if f.number in each.zh]
    assert word.zh.endswith("现仍为“查实”；自2023-08-01起。")
    assert void.owner.zh == story.department("a1", "review").name

    story.feedback(own, "2023-08-05", by="a", about_ruling=above)
    put_right = {"rectification", "rectification-check"}
    assert {each.rule for each in walked(graph, system, act).missing} == {
        "finding-void", "case-feedback", "case-feedback-copy", *put_right
    }  # fmt: skip
    story.tree.create(
        "Feedback", number=f"{story.tree.code}-抄送", sort_of_feedback="case",
        issued_on="2023-08-06", about_ruling=above, issued_by=story.department("a", "review"),
        addressed_to=story.department("a1", "review"),
    )  # fmt: skip
    assert {each.rule for each in walked(graph, system, act).missing} == {
        "finding-void", *put_right
    }  # fmt: skip
    rules_of_f = {each.rule for each in walked(graph, system, f).missing}
    assert "finding-void" in rules_of_f
    assert "review-feedback" not in rules_of_f


def test_a_finding_that_became_void_is_not_said_to_stand(
    graph: Graph, system: Actor, story: Story
) -> None:
    act = story.act(story.tree.case("19"), "2023-06-01")
    objection = story.review(act, "revoked", "2023-07-01")
    story.finding("2023-06-01", status="void", found_by=objection)
    story.review([], "revoked", "2023-08-01", "a", "reconsideration", reviews=objection)
    assert {each.rule for each in walked(graph, system, act).missing} == {
        "case-feedback", "case-feedback-copy"
    }  # fmt: skip


@pytest.mark.parametrize(("day", "owed"), [("2021-12-29", False), ("2021-12-30", True)])
def test_nothing_is_owed_for_what_was_before_the_document(
    graph: Graph, system: Actor, story: Story, day: str, owed: bool
) -> None:
    """Opinion 76 was issued on 2021-12-30: what each rule runs from, on the day before and on it.
    That a problem recurred is so on both."""

    def said(record: Record) -> set[str]:
        return {each.rule for each in walked(graph, system, record).missing}

    def only(*names: str) -> set[str]:
        return set(names) if owed else set()

    act = story.act(story.tree.case("20"), "2021-06-01")
    ruling = story.review(act, "revoked", "2021-10-01", effective_on=day)
    assert said(ruling) == only("case-feedback")
    assert said(story.finding("2021-06-01", found_by=ruling)) == only("case-feedback")
    rejecting = story.review(story.act(story.tree.case("21"), "2021-06-01"), "rejected", day)
    assert said(story.finding("2021-06-01", "a2", found_by=rejecting)) == only("review-feedback")

    fed_back = story.finding("2021-06-01", "a2", problem="P2")
    assert said(story.feedback(fed_back, day, by="a2", to="a2")) == only(
        "rectification", "rectification-check"
    )
    f = story.finding("2021-01-05", "b1")
    b = story.feedback(f, "2021-02-01", by="b1", to="b1")
    r = story.rectification(b, f, "2021-02-05", day, "b1")
    assert said(r) == only("rectification-filing")  # fed back before: no check was owed
    filed = story.rectification(
        b, f, "2021-02-05", "2021-03-01", "b1", filed_with=story.meeting("2021-03-01", "b1")
    )
    failed = story.check(filed, "not_carried_out", day, "b")
    assert "director-notice" in said(failed) or not owed
    assert owed or "director-notice" not in said(failed)

    petition = story.tree.petition("20", received_on=day, resolution="staged")
    assert ("petition-callback" in said(petition)) is owed


@pytest.mark.parametrize(("day", "owed"), [("2021-12-29", False), ("2021-12-30", True)])
def test_a_recurrence_is_one_at_any_date_and_owes_a_notice_since_the_document(
    graph: Graph, system: Actor, story: Story, day: str, owed: bool
) -> None:
    f = story.finding("2020-01-10")
    _b, r = story.round(f, "2020-02-01", "2020-02-05", "2020-03-01")
    g = story.finding(day)
    found = walked(graph, system, f)
    assert loops(found) == {(r.uid, g.uid, Kind.AFTER_RECTIFICATION, 1)}
    assert ("director-notice" in dict(rules(found))) is owed


def test_feedback_on_one_ruling_is_none_on_a_later_one_of_the_same_department(
    graph: Graph, system: Actor, story: Story
) -> None:
    act = story.act(story.tree.case("17"), "2024-01-05")
    objection = story.review(act, "rejected", "2024-02-01")
    changed = story.review([], "changed", "2024-03-01", "a", "reconsideration", reviews=objection)
    f = story.finding("2024-01-05", found_by=changed)
    story.feedback(f, "2024-03-05", by="a")
    assert "case-feedback" not in dict(rules(walked(graph, system, act)))
    corrected = story.review([], "revoked", "2024-06-01", "a", "supervision", reviews=changed)
    (gap,) = [m for m in walked(graph, system, act).missing if m.rule == "case-feedback"]
    assert gap.after == (corrected.uid,)
    story.feedback(f, "2024-06-05", by="a")
    assert "case-feedback" not in dict(rules(walked(graph, system, act)))


def test_feedback_on_the_ruling_is_feedback_of_what_it_found(
    graph: Graph, system: Actor, story: Story
) -> None:
    act = story.act(story.tree.case("12"), "2023-06-01")
    ruling = story.review(act, "revoked", "2023-07-01")
    f = story.finding("2023-06-01", found_by=ruling)
    b = story.feedback([], "2023-07-10", about_ruling=ruling)
    for subject in (act, ruling, f):
        found = walked(graph, system, subject)
        assert b.uid in cards(found)
        assert not {"case-feedback", "review-feedback"} & set(dict(rules(found)))


def test_a_correction_order_is_no_case_feedback(graph: Graph, system: Actor, story: Story) -> None:
    """It makes up for a petition's feedback; what a ruling in effect owes stays owed."""
    ruling = story.review(story.act(story.tree.case("13"), "2023-06-01"), "revoked", "2023-07-01")
    verified = story.verified(story.tree.petition("2", received_on="2023-05-01"), "2023-05-20")
    of_ruling = story.finding("2023-06-01", found_by=ruling)
    of_petition = story.finding("2023-04-01", found_by=verified)
    for number, f in enumerate((of_ruling, of_petition)):
        story.tree.create(
            "CorrectionOrder", number=f"{story.tree.code}-责{number}", ordered_on="2023-07-03",
            based_on=f, issued_by=story.department("a"), addressed_to=story.department("a1"),
        )  # fmt: skip
    assert ("case-feedback", True) in rules(walked(graph, system, ruling))
    assert ("case-feedback", True) in rules(walked(graph, system, of_ruling))
    assert "petition-feedback" not in dict(rules(walked(graph, system, of_petition)))


@pytest.mark.parametrize(
    ("today", "gaps"),
    [("2023-06-30", []), ("2023-07-01", []), ("2023-07-28", []), ("2023-07-29", ["A10"])],
)
def test_feedback_by_quarter_is_missing_when_that_of_the_quarter_is_overdue(
    graph: Graph, system: Actor, story: Story, today: str, gaps: list[str]
) -> None:
    """Established on 20 May 2023: it is fed back with all others of the second quarter, within
    twenty working days of 1 July, a Saturday: four weeks from Monday the 3rd to Friday the 28th."""
    verified = story.verified(story.tree.petition("1", received_on="2023-05-01"), "2023-05-20")
    f = story.finding("2023-04-01", found_by=verified)
    clock.fix_today(date.fromisoformat(today))
    try:
        found = walked(graph, system, f)
    finally:
        clock.fix_today(None)
    assert [each.basis for each in found.missing if each.rule == "petition-feedback"] == gaps


def test_a_finding_without_feedback_and_feedback_without_rectification(
    graph: Graph, system: Actor, story: Story
) -> None:
    petition = story.tree.petition(
        "1", received_on="2023-05-01", channel="letter", content="反映拖延解封"
    )
    verified = story.verified(petition, "2023-05-20")
    f = story.finding("2023-04-01", found_by=verified)
    (gap,) = walked(graph, system, f).missing
    assert (gap.rule, gap.basis) == ("petition-feedback", "A10")
    assert gap.since is not None
    assert gap.since.isoformat() == "2023-05-20"
    story.feedback(f, "2023-07-10", by="a")
    gaps = {each.rule: each for each in walked(graph, system, f).missing}
    assert set(gaps) == {"rectification", "rectification-check"}
    assert gaps["rectification"].owner.zh == story.department("a1").name
    assert gaps["rectification-check"].owner.zh == story.tree.courts["a"].name


def test_a_closed_rectification_without_filing_and_check_and_a_failed_check_without_notice(
    graph: Graph, system: Actor, story: Story
) -> None:
    f = story.finding("2023-04-01")
    b = story.feedback(f, "2023-05-01")
    r = story.rectification(b, f, "2023-05-05", "2023-06-01")
    assert dict(rules(walked(graph, system, f))) == {
        "rectification-filing": True, "rectification-check": True
    }  # fmt: skip
    failed = story.check(r, "not_carried_out", "2023-09-01")
    reopened = {"rectification": True, "rectification-check": True}  # nothing to be filed yet
    for subject in (f, r):
        assert dict(rules(walked(graph, system, subject))) == reopened | {"director-notice": True}
    story.notice(failed, "2023-09-10")
    assert dict(rules(walked(graph, system, f))) == reopened


def test_a_petition_resolved_in_stages_without_call_back(
    graph: Graph, system: Actor, story: Story
) -> None:
    known = {"received_on": "2023-05-01", "channel": "letter", "content": "反映拖延解封"}
    petition = story.tree.petition("2", resolution="staged", **known)
    gaps = {each.rule: each for each in walked(graph, system, petition).missing}
    assert set(gaps) == {"petition-callback", "resolution-conversion"}
    assert gaps["petition-callback"].basis == "A8"
    assert gaps["petition-callback"].owner.zh == story.tree.courts["a"].name
    waiting = story.tree.petition("3", resolution="procedural", **known)
    assert {each.rule for each in walked(graph, system, waiting).missing} == {
        "resolution-conversion"
    }


def test_an_inspection_is_put_right_without_feedback(
    graph: Graph, system: Actor, story: Story
) -> None:
    inspection = story.tree.create(
        "Inspection", number=f"{story.tree.code}-督1", sort_of_inspection="judicial",
        began_on="2023-05-01", carried_out_by=story.tree.courts["a"],
        inspects=story.tree.courts["a1"],
    )  # fmt: skip
    f = story.finding("2023-04-01", found_by=inspection)
    assert walked(graph, system, f).missing == ()
    r = story.rectification(inspection, [], "2023-06-01")
    assert r.uid in cards(walked(graph, system, f))


def test_a_quarterly_feedback_brings_only_what_belongs_to_the_finding(
    graph: Graph, system: Actor, story: Story
) -> None:
    f, other = story.finding("2023-01-10"), story.finding("2023-01-11", problem="P2")
    b = story.feedback([f, other], "2023-04-10", sort="quarterly")
    mine = story.rectification(b, f, "2023-04-20")
    theirs = story.rectification(b, other, "2023-04-20")
    assert cards(walked(graph, system, f)) == {f.uid, b.uid, mine.uid}
    assert cards(walked(graph, system, mine)) == {f.uid, b.uid, mine.uid}
    assert cards(walked(graph, system, b)) == {f.uid, other.uid, b.uid, mine.uid, theirs.uid}


def test_the_same_topic_is_told_apart(graph: Graph, system: Actor, story: Story) -> None:
    f = story.finding("2023-01-10")
    story.round(f, "2023-02-01", "2023-02-05", "2023-03-01")
    g = story.finding("2023-05-01", problem="P2")
    found = walked(graph, system, f)
    assert found.alike == 1
    assert loops(found) == set()
    assert g.uid not in cards(found)


def test_words_of_the_same_topic_tell_of_no_recurrence(
    graph: Graph, system: Actor, story: Story
) -> None:
    f, g = story.finding("2023-01-10"), story.finding("2023-05-01", problem="P2")
    first = story.feedback(f, "2023-02-01")
    both = story.feedback([f, g], "2023-06-01", sort="quarterly")
    r = story.rectification([first, both], f, "2023-02-05", "2023-03-01")
    told = [each.zh for each in walked(graph, system, both).words]
    assert (
        f"2023-05-01，{story.problems['P2'].code} 问题P2与{r.number}所涉问题同类，"
        "但不是同一问题，不算复发。"
    ) in told
    assert [each for each in told if "整改未见效" in each or "复发于" in each] == []


def test_the_walk_is_bounded_and_says_so(graph: Graph, system: Actor, story: Story) -> None:
    findings = [story.finding("2023-01-10") for _ in range(6)]
    b = story.feedback(findings, "2023-04-10", sort="quarterly")
    found = walked(graph, system, b, most=4)
    assert len(found.cards) == 4
    assert found.more
    assert [each.rule for each in found.missing if each.debt is None] == []
    assert any("过多" in each.zh for each in found.words)


def test_the_number_of_statements_does_not_grow_with_the_records(
    graph: Graph, system: Actor, story: Story
) -> None:
    def statements(findings: int, problem: str) -> int:
        covered = [story.finding("2023-01-10", problem=problem) for _ in range(findings)]
        b = story.feedback(covered, "2023-04-10", sort="quarterly")
        with graph.reading() as tx:
            chain(tx, system, "Feedback", b.number)
            return tx.statements

    assert statements(1, "P1") == statements(8, "P2")


def test_an_officer_is_no_start(graph: Graph, system: Actor, tree: Tree) -> None:
    officer = tree.officer("甲")
    with graph.reading() as tx:
        with pytest.raises(FileNeeded):
            chain(tx, system, "Officer", officer.number)
        with pytest.raises(NoChain) as refused:
            chain(tx, system, "Party", "x")
        assert "案件或信访" in refused.value.text.zh
        with pytest.raises(NotFound):
            chain(tx, system, "Finding", "没有")


def test_another_court_sees_only_its_part(graph: Graph, tree: Tree, story: Story) -> None:
    f = story.finding("2023-01-10")
    b = story.feedback(f, "2023-02-01")
    r = story.rectification(b, f, "2023-02-05", "2023-03-01")
    checked = story.check(r, "not_carried_out", "2023-06-01")
    for court, seen in (("a1", True), ("a", True), ("b1", False), ("a2", False)):
        actor = tree.actor(court, Role.SUPERVISOR)
        if not seen:
            with pytest.raises(NotFound):
                walked(graph, actor, f)
            continue
        assert cards(walked(graph, actor, f)) == uids([f, b, r, checked])
    # the notice is the superior's own duty: a1 isn't shown whether there is one
    assert "director-notice" not in dict(rules(walked(graph, tree.actor("a1"), f)))
    assert ("director-notice", True) in rules(walked(graph, tree.actor("a"), f))


def test_who_may_be_meant_is_told_nothing_for_certain(
    graph: Graph, tree: Tree, story: Story
) -> None:
    """A notice about the reader is not shown to the reader; so its absence isn't certain either."""
    head = tree.officer("局长", court="a")
    f = story.finding("2023-01-10", court="a")
    b = story.feedback(f, "2023-02-01", by="top", to="a")
    r = story.rectification(b, f, "2023-02-05", "2023-03-01", court="a")
    failed = story.check(r, "not_carried_out", "2023-06-01", by="top")
    actor = tree.actor("top", Role.SUPERVISOR, officer=head.number)
    before = walked(graph, actor, f)
    assert ("director-notice", False) in rules(before)
    tree.create(
        "Notice", number=f"{tree.code}-通报本人", issued_on="2023-06-10", cites=failed,
        issued_by=tree.courts["top"], addressed_to=head,
    )  # fmt: skip
    assert walked(graph, actor, f).words == before.words


def test_measures_leave_no_trace_but_for_the_discipline_bodies(
    graph: Graph, tree: Tree, story: Story
) -> None:
    f = story.finding("2023-01-10")
    actors = [tree.actor("a1", role) for role in Role]
    before = {a.roles: walked(graph, a, f) for a in actors}
    measure = tree.create(
        "Measure", number=f"{tree.code}-措施", form="reminder", applied_on="2023-05-01",
        applied_to=tree.officer("被谈话"), cites=f,
    )  # fmt: skip
    for actor in actors:
        now = walked(graph, actor, f)
        if Role.INSPECTOR in actor.roles:
            assert cards(now) == cards(before[actor.roles]) | {measure.uid}
        else:
            assert now == before[actor.roles]
            with pytest.raises((NotFound, NotAllowed)):
                walked(graph, actor, measure)


def test_leads_leave_no_trace_but_for_the_discipline_bodies(
    graph: Graph, tree: Tree, story: Story
) -> None:
    """A lead drawn from a finding has a chain and stands in the finding's: for inspectors."""
    f = story.finding("2023-01-10")
    actors = [tree.actor("a1", role) for role in Role]
    before = {a.roles: walked(graph, a, f) for a in actors}
    lead = tree.create(
        "Lead", number=f"{tree.code}-线索", registered_on="2023-05-01", state="registered",
        concerns=tree.officer("被反映"), from_source=f,
        registered_by=story.department("a1"),
    )  # fmt: skip
    for actor in actors:
        now = walked(graph, actor, f)
        if Role.INSPECTOR in actor.roles:
            assert cards(now) == cards(before[actor.roles]) | {lead.uid}
            own = walked(graph, actor, lead)
            assert cards(own) == {f.uid, lead.uid}
            assert (own.subject.stage, own.subject.body) == (Stage.NOTICE, Body.DISCIPLINE)
            assert own.subject.people == ()
        else:
            assert now == before[actor.roles]
            with pytest.raises((NotFound, NotAllowed)):
                walked(graph, actor, lead)


def test_what_belongs_to_a_record_starts_a_chain_of_its_own_and_floods_no_other(
    graph: Graph, system: Actor, story: Story
) -> None:
    tree = story.tree
    case = tree.case("30")
    act = story.act(case, "2023-06-01")
    ruling = story.review(act, "revoked", "2023-07-01")
    before = {each: cards(walked(graph, system, each)) for each in (case, act, ruling)}
    made = {
        "account": tree.create(
            "Account", number=f"{tree.code}-账", opened_on="2023-05-01", case=case
        ),
        "transfer": tree.create(
            "Transfer", number=f"{tree.code}-移", ordered_on="2023-05-02", on=case,
            sort_of_transfer="taken_up", from_court=tree.courts["a1"], to_court=tree.courts["a"],
            ordered_by=tree.courts["a"],
        ),
        "report": tree.create(
            "IntegrityReport", number=f"{tree.code}-廉", filed_on="2023-05-03", on=case,
            by=tree.officer("填报"), observed=True,
        ),
        "exchange": tree.create(
            "Exchange", number=f"{tree.code}-沟", sort_of_exchange="evidence_list",
            sent_on="2023-06-20", review=ruling, sent_from=story.department("a1", "review"),
            sent_to=story.department("a1"),
        ),
        "typical": tree.create(
            "TypicalCase", number=f"{tree.code}-例", gist="要旨", published_on="2023-12-01",
            exemplifies=ruling, published_by=story.department("a1", "review"),
        ),
    }  # fmt: skip
    made["entry"] = tree.create(
        "Entry", number=f"{tree.code}-笔", sort_of_entry="receipt", booked_on="2023-05-05",
        amount=100, account=made["account"],
    )  # fmt: skip
    for name, up in {
        "account": [case],
        "entry": [case, made["account"]],
        "transfer": [case],
        "report": [case],
        "exchange": [case, act, ruling],
        "typical": [case, act, ruling],
    }.items():
        found = walked(graph, system, made[name])
        assert found.subject.uid == made[name].uid
        assert cards(found) == uids([made[name], *up]), name
    assert [p.name for p in walked(graph, system, made["report"]).subject.people] == ["填报某"]
    assert walked(graph, system, made["transfer"]).subject.body is Body.SUPERIOR
    assert {each: cards(walked(graph, system, each)) for each in before} == before
