"""What a court was on a day: worked by hand, edge by edge."""

from __future__ import annotations

from datetime import date

import pytest

from graph.operations.court_periods import CourtOn, CourtRecord, Existence, Span, court_on


def span(what: str, since: str = "", until: str = "") -> Span:
    return Span(what, *(date.fromisoformat(day) if day else None for day in (since, until)))


def day(text: str) -> date:
    return date.fromisoformat(text)


def known(*courts: CourtRecord) -> dict[str, CourtRecord]:
    return {court.code: court for court in courts}


def on(courts: dict[str, CourtRecord], code: str, when: str) -> CourtOn:
    found = court_on(courts, code, day(when))
    assert found is not None
    return found


RENAMED = CourtRecord(
    "u1", "鲁0116", "莱芜区法院", under="鲁01", level="basic",
    formerly=(span("鲁12", "", "2019-01-08"),),
    names=(span("莱城区法院", "1993-01-01", "2019-01-31"), span("莱芜市法院", "", "1992-12-31")),
)  # fmt: skip
MERGED = CourtRecord(
    "u2", "鲁12", "莱芜中院", level="intermediate", under="鲁", until=day("2019-01-08"),
    successors=(span("鲁01", "2019-01-09"),),
)  # fmt: skip
INTO = CourtRecord("u3", "鲁01", "济南中院", level="intermediate", under="鲁")
TOP = CourtRecord(
    "u4", "鲁", "山东高院", level="high", names=(span("山东省高院", "", "2000-02-29"),)
)
SHANDONG = known(RENAMED, MERGED, INTO, TOP)


@pytest.mark.parametrize(
    ("when", "name"),
    [
        ("1980-05-01", "莱芜市法院"),  # its first day is not known: since ever
        ("1992-12-31", "莱芜市法院"),
        ("1993-01-01", "莱城区法院"),
        ("2019-01-31", "莱城区法院"),  # a name's last day counts
        ("2019-02-01", "莱芜区法院"),
        ("2030-01-01", "莱芜区法院"),
    ],
)
def test_a_renamed_court(when: str, name: str) -> None:
    assert on(SHANDONG, "鲁0116", when).name == name


@pytest.mark.parametrize(
    ("when", "superior", "name"),
    [
        ("2019-01-07", "鲁12", "莱芜中院"),
        ("2019-01-08", "鲁12", "莱芜中院"),  # the last day under it
        ("2019-01-09", "鲁01", "济南中院"),
        ("2031-01-01", "鲁01", "济南中院"),
    ],
)
def test_a_court_that_moved_under_another(when: str, superior: str, name: str) -> None:
    found = on(SHANDONG, "鲁0116", when)
    assert (found.superior, found.superior_name, found.unsure) == (superior, name, False)


@pytest.mark.parametrize(
    ("when", "existence", "successors"),
    [
        ("2019-01-07", Existence.THERE, ()),
        ("2019-01-08", Existence.THERE, ()),  # its last day
        ("2019-01-09", Existence.GONE, (("鲁01", "济南中院"),)),
        ("2025-01-01", Existence.GONE, (("鲁01", "济南中院"),)),
    ],
)
def test_a_merged_court(
    when: str, existence: Existence, successors: tuple[tuple[str, str], ...]
) -> None:
    found = on(SHANDONG, "鲁12", when)
    assert (found.existence, found.successors) == (existence, successors)


def test_a_superior_is_named_as_it_was_called_then() -> None:
    assert on(SHANDONG, "鲁01", "2000-02-29").superior_name == "山东省高院"  # a leap day
    assert on(SHANDONG, "鲁01", "2000-03-01").superior_name == "山东高院"
    assert on(SHANDONG, "鲁", "2000-03-01").superior == ""


def test_a_court_not_yet_established() -> None:
    new = CourtRecord("u", "甲", "甲法院", since=day("2022-01-01"), until=day("2023-12-31"))
    assert on(known(new), "甲", "2021-12-31").existence is Existence.NOT_YET
    assert on(known(new), "甲", "2022-01-01").there
    assert on(known(new), "甲", "2023-12-31").there
    assert on(known(new), "甲", "2024-01-01").existence is Existence.GONE


def test_a_successor_that_was_merged_again_gives_way_to_its_own() -> None:
    courts = known(
        CourtRecord("1", "甲", "甲", until=day("2010-12-31"), successors=(
            span("乙", "2011-01-01"),
        )),
        CourtRecord("2", "乙", "乙", until=day("2015-12-31"), successors=(
            span("丙", "2016-01-01"), span("丁", "2016-01-01"),
        )),
        CourtRecord("3", "丙", "丙"),
        CourtRecord("4", "丁", "丁"),
    )  # fmt: skip
    assert on(courts, "甲", "2015-12-31").successors == (("乙", "乙"),)
    assert on(courts, "甲", "2016-01-01").successors == (("丙", "丙"), ("丁", "丁"))


def test_courts_said_to_succeed_each_other_end() -> None:
    courts = known(
        CourtRecord("1", "甲", "甲", until=day("2010-12-31"), successors=(span("乙"),)),
        CourtRecord("2", "乙", "乙", until=day("2011-12-31"), successors=(span("甲"),)),
    )
    assert len(on(courts, "甲", "2020-01-01").successors) == 1


GAP = CourtRecord(
    "1", "甲", "甲", under="丙",
    formerly=(span("乙", "2010-01-01", "2012-12-31"), span("丁", "2014-01-01", "2015-12-31")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("when", "superior", "unsure"),
    [
        ("2009-12-31", "", True),  # before the first that is known
        ("2010-01-01", "乙", False),
        ("2012-12-31", "乙", False),
        ("2013-06-01", "", True),  # between two
        ("2014-01-01", "丁", False),
        ("2015-12-31", "丁", False),
        ("2016-01-01", "丙", False),  # after all former ones: the present one
    ],
)
def test_a_gap_between_superiors_is_said(when: str, superior: str, unsure: bool) -> None:
    found = on(known(GAP), "甲", when)
    assert (found.superior, found.unsure) == (superior, unsure)


def test_on_the_day_of_a_move_the_later_superior_has_begun() -> None:
    moved = CourtRecord(
        "1", "甲", "甲", under="丙",
        formerly=(span("乙", "2010-01-01", "2012-06-30"), span("丁", "2012-06-30", "2013-06-30")),
    )  # fmt: skip
    assert on(known(moved), "甲", "2012-06-30").superior == "丁"


def test_a_period_without_any_day_decides_nothing() -> None:
    court = CourtRecord(
        "1", "甲", "甲法院", under="丙", names=(span("旧"),), formerly=(span("乙"),)
    )
    found = on(known(court), "甲", "2020-01-01")
    assert (found.name, found.superior, found.unsure) == ("甲法院", "丙", False)


def test_an_unknown_code_is_none() -> None:
    assert court_on({}, "甲", day("2020-01-01")) is None
