"""Which post was held on a day: worked by hand, edge by edge."""

from __future__ import annotations

from datetime import date

import pytest

from graph.operations.postings import Held, Posting, held


def posting(name: str, since: str = "", until: str = "", court: str = "甲") -> Posting:
    first, last = (date.fromisoformat(d) if d else None for d in (since, until))
    return Posting("执行员", name, name, court, f"{court}法院", first, last)


def on(postings: list[Posting], since: str = "", until: str = "") -> tuple[str, str, bool]:
    """certain, candidates, gap as words: "A B", "C", False."""
    first, last = (date.fromisoformat(d) if d else None for d in (since, until))
    found = held(postings, first, last)
    return (
        " ".join(p.department for p in found.certain),
        " ".join(p.department for p in found.candidates),
        found.gap,
    )


MOVED = [posting("A", "2019-03-01", "2020-02-29"), posting("B", "2020-02-29", court="乙")]
"""From court 甲 to court 乙 on a leap day: the old post's last day is the new one's first."""

YEARS = [posting("A", "2019-01-01", "2019-12-31"), posting("B", "2020-01-01", "2020-12-31")]
GAP = [posting("A", "2019-01-01", "2019-06-30"), posting("B", "2019-09-01")]
OVERLAP = [posting("A", "2019-01-01", "2019-12-31"), posting("B", "2019-07-01", "2020-06-30")]
HALF = [posting("A", until="2019-12-31"), posting("B", "2020-01-01")]
UNDATED = [posting("A"), posting("B")]


@pytest.mark.parametrize(
    ("postings", "day", "until", "expected"),
    [
        (MOVED, "2020-02-28", "", ("A", "", False)),
        (MOVED, "2020-02-29", "", ("A B", "", False)),  # the day of the transfer: both courts
        (MOVED, "2020-03-01", "", ("B", "", False)),
        (MOVED, "2019-02-28", "", ("", "", True)),  # the day before the first post
        (MOVED, "2019-03-01", "", ("A", "", False)),
        (MOVED, "2031-01-01", "", ("B", "", False)),  # an open posting is held on
        (YEARS, "2019-12-31", "", ("A", "", False)),
        (YEARS, "2020-01-01", "", ("B", "", False)),
        (YEARS, "2020-02-29", "", ("B", "", False)),
        (YEARS, "2021-01-01", "", ("", "", True)),
        (GAP, "2019-06-30", "", ("A", "", False)),
        (GAP, "2019-07-01", "", ("", "", True)),
        (GAP, "2019-08-31", "", ("", "", True)),
        (GAP, "2019-09-01", "", ("B", "", False)),
        (GAP, "2019-07-01", "2019-08-31", ("", "", True)),  # a span inside the gap
        (GAP, "2019-06-30", "2019-09-01", ("A B", "", False)),  # a span over it
        (OVERLAP, "2019-06-30", "", ("A", "", False)),
        (OVERLAP, "2019-07-01", "", ("A B", "", False)),
        (OVERLAP, "2019-12-31", "", ("A B", "", False)),
        (OVERLAP, "2020-01-01", "", ("B", "", False)),
        (YEARS, "2019-12-01", "2020-02-01", ("A B", "", False)),  # a span over the year's end
        (YEARS, "2019-12-01", "2019-11-01", ("A", "", False)),  # ends before it begins: the day
        (HALF, "2019-12-30", "", ("", "A", False)),  # nobody knows when A began
        (HALF, "2019-12-31", "", ("A", "", False)),  # its last day is known
        (HALF, "2020-01-01", "", ("B", "", False)),
        (UNDATED, "2020-01-01", "", ("", "A B", False)),
        ([*UNDATED, *YEARS[:1]], "2019-05-01", "", ("A", "A B", False)),
        (YEARS, "", "", ("", "A B", False)),  # an undated event may belong to either
        (YEARS[:1], "", "", ("", "A", False)),
        ([], "2020-01-01", "", ("", "", True)),
        ([], "", "", ("", "", False)),
    ],
)
def test_the_posts_of_a_day(
    postings: list[Posting], day: str, until: str, expected: tuple[str, str, bool]
) -> None:
    assert on(postings, day, until) == expected


def test_only_an_end_is_known_of_the_event() -> None:
    assert held(YEARS, None, date(2020, 5, 1)) == Held(certain=(YEARS[1],))


def test_a_unit_that_the_record_names_ends_the_doubt() -> None:
    units = [Posting("", name, name, "甲", "甲法院", uid=f"uid-{name}") for name in "AB"]
    found = held(units, None, None).beside({"uid-B", "uid-C"})
    assert found == Held(named=(units[1],))
    assert held(units, None, None).beside({"uid-C"}) == Held(candidates=tuple(units))
    known = held(YEARS, date(2019, 5, 1), None)
    assert known.beside({""}) == known
