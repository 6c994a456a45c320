"""Duties on the links of a chain, and gaps where nothing discharges them: each state once, the due
days worked out by hand (10 working days from 2023-07-03, a Monday, end on 2023-07-17)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from graph import clock
from graph.duties import waiver
from graph.model import Record
from graph.operations.chain import Chain, Debt, chain
from graph.scope import Actor, Role
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.stories import Story


@pytest.fixture
def story(tree: Tree) -> Story:
    return Story(tree)


@pytest.fixture
def ruling(story: Story) -> Record:
    """A revoking ruling in effect since Monday, 2023-07-03, without case feedback."""
    act = story.act(story.tree.case("1"), "2023-06-01")
    return story.review(act, "revoked", "2023-07-03")


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The clock as it was, whatever a test sets."""
    yield
    clock.fix_today(None)


def walked(graph: Graph, actor: Actor, record: Record, on: date | None = None) -> Chain:
    clock.fix_today(on)
    with graph.reading() as tx:
        return chain(tx, actor, record.declared.name, record.number)


def of(found: Chain, rule: str) -> Debt:
    (debt,) = [each for each in found.debts if each.owed.rule.code == rule]
    return debt


def test_a_duty_without_its_act_is_a_gap_whose_state_follows_the_clock(
    graph: Graph, system: Actor, story: Story, ruling: Record
) -> None:
    for day, state, left in (
        (date(2023, 7, 10), "open", "还有7天"),
        (date(2023, 7, 14), "due_soon", "还有3天"),
        (date(2023, 7, 17), "due_soon", "今日到期"),
        (date(2023, 8, 27), "overdue", "逾期41天"),
    ):
        found = walked(graph, system, ruling, day)
        debt = of(found, "case-feedback")
        assert (debt.status, debt.alone, debt.after, debt.by) == (state, True, (ruling.uid,), ())
        who = story.department("a1", "review").name
        assert debt.words.zh == (
            f"第6条：裁定2023-07-03生效，{who}应于07-17前个案反馈；{left}"
        )  # fmt: skip
        assert debt.owed.due_on == date(2023, 7, 17)
        (gap,) = found.missing
        assert (gap.rule, gap.since, gap.certain) == ("case-feedback", date(2023, 7, 3), True)
        assert f"{debt.words.zh}。" in [each.zh for each in found.words]


@pytest.mark.parametrize(
    ("given", "state", "words"),
    [
        ("2023-07-17", "met", "2023-07-17按期履行"),
        ("2023-07-28", "met_late", "2023-07-28履行，迟11天"),
    ],
)  # fmt: skip
def test_a_duty_lies_between_what_it_arises_from_and_what_discharges_it(
    graph: Graph, system: Actor, story: Story, ruling: Record, given: str, state: str, words: str
) -> None:
    f = story.finding("2023-06-01", found_by=ruling)
    b = story.feedback(f, given)
    for subject in (ruling, f, b):
        found = walked(graph, system, subject)
        debt = of(found, "case-feedback")
        assert (debt.status, debt.alone, debt.after, debt.by) == (
            state, False, (ruling.uid,), (b.uid,)
        )  # fmt: skip
        assert debt.words.zh.endswith(words)
        assert "case-feedback" not in {each.rule for each in found.missing}


def test_a_waived_and_a_void_duty_say_by_whom_and_why(
    graph: Graph, system: Actor, story: Story, ruling: Record
) -> None:
    debt = of(walked(graph, system, ruling), "case-feedback")
    above = story.tree.actor("a", Role.SUPERVISOR)
    waiver.waive(graph, above, debt.owed.number, debt.owed.version, "1", "已由上级法院另行督办处理")
    found = walked(graph, system, ruling)
    waived = of(found, "case-feedback")
    assert (waived.status, waived.alone, waived.undone) == ("waived", True, False)
    assert above.name in waived.words.zh
    assert "另行督办" in waived.words.zh
    assert found.missing == ()

    lost = story.finding("2023-06-02", status="void", problem="P2")
    b = story.feedback(lost, "2023-07-20")
    void = of(walked(graph, system, b), "rectification")
    assert (void.status, void.alone, void.undone) == ("void", True, False)
    assert "不成立" in void.words.zh


def test_two_feedbacks_on_one_finding_owe_a_rectification_each(
    graph: Graph, system: Actor, story: Story
) -> None:
    """One branch is put right; the other, of another court, isn't."""
    f = story.finding("2023-06-01")
    one = story.feedback(f, "2023-07-03")
    two = story.feedback(f, "2023-08-01", by="a", to="a")
    r = story.rectification(one, f, "2023-07-05", "2023-07-20")
    found = walked(graph, system, f)
    owed = {
        each.after: (each.status, each.by)
        for each in found.debts
        if each.owed.rule.code == "rectification"
    }
    assert owed == {(one.uid,): ("met", (r.uid,)), (two.uid,): ("overdue", ())}


def test_who_may_not_see_the_duty_is_told_nothing_of_it(
    graph: Graph, system: Actor, story: Story, ruling: Record
) -> None:
    """The superior court's duty of a check is its own; what arises from a record is the debtor's
    and the record's court's to read."""
    f = story.finding("2023-06-01", found_by=ruling)
    b = story.feedback(f, "2023-07-10")
    story.check(b, "not_carried_out", "2023-08-01")
    mine = {each.owed.rule.code for each in walked(graph, story.tree.actor("a1"), f).debts}
    theirs = {each.owed.rule.code for each in walked(graph, story.tree.actor("a"), f).debts}
    assert {"case-feedback", "rectification"} <= mine
    assert "director-notice" in theirs - mine


def test_statements_do_not_grow_with_duties(graph: Graph, system: Actor, story: Story) -> None:
    def statements(findings: int, problem: str) -> int:
        covered = [story.finding("2023-01-10", problem=problem) for _ in range(findings)]
        b = story.feedback(covered, "2023-04-10", sort="quarterly")
        for f in covered:
            story.rectification(b, f, "2023-04-20", "2023-05-01")
        with graph.reading() as tx:
            found = chain(tx, system, "Feedback", b.number)
            assert len(found.debts) >= findings
            return tx.statements

    few, many = statements(1, "P1"), statements(6, "P2")
    assert few == many
    assert many <= 25  # of each type that the chain has, in each direction
