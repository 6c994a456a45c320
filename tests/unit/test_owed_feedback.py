"""Who owes case feedback (A6): every row of SPEC.md's table, worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from graph.duties.who_owes import Open, Owed, Ruling, who_owes_feedback

TODAY = date(2022, 1, 1)
OBJECTED, RECONSIDERED, SUPERVISED = date(2021, 3, 1), date(2021, 5, 1), date(2021, 9, 1)


def objection(outcome: str | None, kind: str = "objection", **values: object) -> Ruling:
    known: dict[str, object] = {"ruled_on": OBJECTED, "effective_on": OBJECTED, **values}
    return Ruling("o", kind, outcome, "县裁决庭", **known)  # type: ignore[arg-type]


def reconsideration(outcome: str | None, uid: str = "r", **values: object) -> Ruling:
    known: dict[str, object] = {
        "ruled_on": RECONSIDERED, "effective_on": RECONSIDERED if outcome else None,
        "reviews": "o", **values,
    }  # fmt: skip
    return Ruling(uid, "reconsideration", outcome, "市裁决庭", **known)  # type: ignore[arg-type]


def owed(*rulings: Ruling, today: date = TODAY, **left: str) -> list[Owed]:
    return who_owes_feedback(rulings, today, Open(**left))


BY_OBJECTION_BODY = Owed("县裁决庭", "o", OBJECTED)
BY_RECONSIDERATION_COURT = Owed("市裁决庭", "r", RECONSIDERED)


@pytest.mark.parametrize("outcome", ["revoked", "changed", "partly"])
def test_an_objection_that_revokes_or_changes_without_reconsideration(outcome: str) -> None:
    assert owed(objection(outcome)) == [BY_OBJECTION_BODY]


@pytest.mark.parametrize("outcome", ["withdrawn", "not_admitted"])
def test_a_reconsideration_that_is_withdrawn_or_not_admitted(outcome: str) -> None:
    assert owed(objection("revoked"), reconsideration(outcome)) == [BY_OBJECTION_BODY]


@pytest.mark.parametrize("outcome", ["upheld", "rejected"])
def test_a_revoking_ruling_is_upheld_on_reconsideration(outcome: str) -> None:
    """It takes effect with the reconsideration."""
    found = owed(objection("revoked"), reconsideration(outcome))
    assert found == [Owed("县裁决庭", "o", RECONSIDERED)]


def test_a_rejecting_ruling_is_upheld_on_reconsideration() -> None:
    """经复议维持: the objection body feeds back if problems were found."""
    assert owed(objection("rejected"), reconsideration("upheld")) == []
    assert owed(objection("rejected", found=True), reconsideration("upheld")) == [
        Owed("县裁决庭", "o", RECONSIDERED)
    ]


@pytest.mark.parametrize(
    ("below", "above"),
    [("revoked", "changed"), ("rejected", "revoked"), ("rejected", "changed")],
)
def test_reconsideration_changes_the_ruling_or_the_act(below: str, above: str) -> None:
    assert owed(objection(below), reconsideration(above)) == [BY_RECONSIDERATION_COURT]


@pytest.mark.parametrize("below", ["revoked", "changed", "partly"])
def test_reconsideration_restores_the_act(below: str) -> None:
    assert owed(objection(below), reconsideration("revoked")) == [
        Owed("市裁决庭", "r", RECONSIDERED, copy_to="县裁决庭", voided="o")
    ]


def test_partly_one_partly_the_other() -> None:
    assert owed(objection("revoked"), reconsideration("partly")) == [
        Owed("县裁决庭", "o", RECONSIDERED, part=True),
        Owed("市裁决庭", "r", RECONSIDERED, part=True),
    ]
    assert owed(objection("rejected"), reconsideration("partly")) == [
        Owed("市裁决庭", "r", RECONSIDERED, part=True)
    ]


def test_remanded_and_ruled_anew() -> None:
    remanded = [objection("rejected"), reconsideration("remanded")]
    assert owed(*remanded) == [BY_RECONSIDERATION_COURT]
    anew = Ruling("o2", "objection", "revoked", "县裁决庭", date(2021, 7, 1), date(2021, 7, 15))
    assert owed(*remanded, anew) == [
        BY_RECONSIDERATION_COURT,
        Owed("县裁决庭", "o2", date(2021, 7, 15)),
    ]


@pytest.mark.parametrize(("outcome", "owes"), [("revoked", 1), ("changed", 1), ("upheld", 0)])
def test_a_sanction_that_is_reconsidered_directly(outcome: str, owes: int) -> None:
    assert owed(reconsideration(outcome, reviews=None)) == [BY_RECONSIDERATION_COURT] * owes


def test_an_objection_withdrawn_after_self_correction() -> None:
    assert owed(objection("withdrawn")) == []


@pytest.mark.parametrize(("outcome", "owes"), [("revoked", 1), ("changed", 1), ("rejected", 0)])
def test_supervision_corrects(outcome: str, owes: int) -> None:
    ruling = Ruling(
        "s", "supervision", outcome, "省裁决庭", SUPERVISED, SUPERVISED, reviews="r"
    )  # fmt: skip
    found = owed(objection("rejected"), reconsideration("upheld"), ruling)
    assert found == [Owed("省裁决庭", "s", SUPERVISED)] * owes


def test_third_party_objections_and_the_other_kinds_take_effect_as_recorded() -> None:
    for kind in ("third_party", "joinder", "arbitration"):
        assert owed(objection("revoked", kind)) == [BY_OBJECTION_BODY]


def test_nothing_is_owed_before_effect() -> None:
    assert owed(objection("revoked", effective_on=None)) == []
    assert owed(objection("revoked"), today=date(2021, 2, 28)) == []
    assert owed(objection("revoked"), today=OBJECTED) == [BY_OBJECTION_BODY]
    assert owed(objection("revoked"), reconsideration(None)) == []  # being reconsidered
    assert owed(objection("revoked"), reconsideration("upheld", effective_on=None)) == []


@pytest.mark.parametrize("outcome", ["upheld", "rejected", "granted", "not_admitted", None])
def test_an_objection_that_changes_nothing_leaves_nothing_owed(outcome: str | None) -> None:
    assert owed(objection(outcome)) == []


def test_the_last_of_two_reconsiderations_decides() -> None:
    later = reconsideration(
        "upheld", "r2", ruled_on=date(2021, 8, 1), effective_on=date(2021, 8, 2)
    )  # fmt: skip
    found = owed(objection("revoked"), reconsideration("remanded"), later)
    assert found == [Owed("县裁决庭", "o", date(2021, 8, 2)), BY_RECONSIDERATION_COURT]


# What the text leaves open (◇)


def test_by_choice_upheld_rejections_owe_always_or_never() -> None:
    found = objection("rejected", found=True)
    both = (objection("rejected"), found)
    by_body = [Owed("县裁决庭", "o", RECONSIDERED)]
    assert [owed(o, reconsideration("upheld"), upheld="always") for o in both] == [by_body] * 2
    assert [owed(o, reconsideration("upheld"), upheld="never") for o in both] == [[], []]
    # a revocation that is upheld is no rejection
    assert owed(objection("revoked"), reconsideration("upheld"), upheld="never") == by_body


def test_by_choice_the_reconsideration_court_alone_speaks_of_both_parts() -> None:
    rulings = objection("revoked"), reconsideration("partly")
    assert {each.ruling for each in owed(*rulings)} == {"o", "r"}
    assert [each.ruling for each in owed(*rulings, parts="reconsideration")] == ["r"]


def test_by_choice_a_sanction_is_its_own_courts() -> None:
    """Only what was reconsidered directly, and is a sanction."""
    direct = reconsideration("revoked", reviews=None, sanctioned_by="县法院")
    assert owed(direct) == [BY_RECONSIDERATION_COURT]
    assert owed(direct, sanction="own") == [Owed("县法院", "r", RECONSIDERED)]
    for other in ({"sanctioned_by": "县法院"}, {"reviews": None}):
        assert owed(reconsideration("changed", **other), sanction="own") == [
            BY_RECONSIDERATION_COURT
        ]


def test_by_choice_supervision_owes_nothing() -> None:
    ruling = Ruling("s", "supervision", "revoked", "省裁决庭", SUPERVISED, SUPERVISED)
    assert [each.department for each in owed(ruling)] == ["省裁决庭"]
    assert owed(ruling, supervision="none") == []
