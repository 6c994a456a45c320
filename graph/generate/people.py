"""Officers and their postings.

Every department has a fixed number of chairs; each chair is held by one officer at a time. A
transfer swaps the holders of two chairs, a departure gives the chair to somebody new. So on every
day every post is held by exactly one officer, and nobody is in two places.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from graph.generate import words
from graph.generate.organisation import BASIC, FUNCTIONS, Courts
from graph.generate.plausible import NEVER, Bools, Ints
from graph.generate.province import Province, by_place, days

HEAD, CORE, CLERK = 0, 1, 2
"""What a chair is: the department's head, one of its members, a clerk."""

POSTS = {
    "bureau": ("执行局局长", "执行局副局长", "书记员"),
    "enforcement": ("实施处处长", "执行法官", "书记员"),
    "review": ("裁决庭庭长", "审判员", "书记员"),
    "petitions": ("信访处处长", "信访专员", "书记员"),
    "command": ("指挥中心主任", "指挥中心工作人员", "书记员"),
    "supervision_office": ("监察室主任", "监察员", "书记员"),
    "discipline_team": ("纪检监察组组长", "纪检监察员", "书记员"),
}
"""Function → the posts of head, member, clerk."""

LIAISON = ("bureau", "supervision_office", "discipline_team")
"""Departments with a 联络员 (B5)."""

TRANSFERS_A_YEAR = 0.035
DEPARTURES_A_YEAR = 0.015
"""Per chair."""

STEP = 1 << 20
"""Chairs and days in one number: chair * STEP + day."""


@dataclass(frozen=True)
class Staff:
    """Chairs by place, and who held each from when: postings sorted by chair and first day."""

    department: Ints
    role: Ints
    first: Ints
    """Per department, its first chair: the head's. Members follow, then clerks."""
    members: Ints
    clerks: Ints
    chair: Ints
    officer: Ints
    since: Ints
    until: Ints
    numbers: pl.Series
    """Officers' numbers by place."""

    def posting(self, chair: Ints, day: Ints) -> Ints:
        """The place of the posting that fills the chair on the day."""
        keys = self.chair * STEP + self.since
        return np.searchsorted(keys, chair * STEP + np.asarray(day), side="right") - 1

    def holder(self, chair: Ints, day: Ints) -> Ints:
        """The officer who holds the chair on the day."""
        return self.officer[self.posting(chair, day)]

    def head(self, department: Ints) -> Ints:
        """The chair of the department's head."""
        return self.first[department]

    def member(self, rng: np.random.Generator, department: Ints) -> Ints:
        """Some member's chair; the head's where there is none."""
        many = self.members[department]
        drawn = (rng.random(len(department)) * many).astype(np.int64)
        return self.first[department] + np.where(many > 0, 1 + drawn, 0)

    def clerk(self, rng: np.random.Generator, department: Ints) -> Ints:
        """Some clerk's chair; -1 where there is none."""
        many = self.clerks[department]
        drawn = (rng.random(len(department)) * many).astype(np.int64)
        return np.where(many > 0, self.first[department] + 1 + self.members[department] + drawn, -1)

    def panel(self, department: Ints, size: int, turn: Ints) -> list[Ints]:
        """Chairs of ``size`` different members and heads, begun at ``turn``; -1: too few."""
        many = self.members[department] + 1
        return [
            np.where(k < many, self.first[department] + (turn + k) % many, -1) for k in range(size)
        ]


def make_officers(province: Province) -> None:
    """Chairs, the postings on them, officers, leaders."""
    department, role, first, members, clerks = _chairs(province)
    postings, many = _postings(province, department, role)
    numbers = pl.Series("number", np.arange(1, many + 1)).cast(pl.String).str.zfill(5)
    province.staff = Staff(
        department, role, first, members, clerks, *postings, pl.Series("number", "鲁") + numbers
    )
    _write(province)


def _sizes(courts: Courts, cases: int) -> tuple[Ints, Ints]:
    """Members and clerks of each department, by the court's load of cases; -1: not at work."""
    load = courts.weight * cases
    basic = courts.level == BASIC
    members = {
        "bureau": (~basic).astype(int) + (load > 5000),
        "enforcement": 2 + load // 900,
        "review": 2 + (~basic) + load // 5000,
        "petitions": (~basic) + load // 8000,
        "command": (~basic) + load // 8000,
        "supervision_office": (~basic) + load // 20_000,
        "discipline_team": 1 + load // 20_000,
    }
    clerks = {"enforcement": 1 + load // 2500, "review": (~basic) + load // 9000}
    nobody = np.zeros(len(courts.codes))
    return (
        np.stack([members[f] for f in FUNCTIONS], axis=1).astype(np.int64).ravel(),
        np.stack([clerks.get(f, nobody) for f in FUNCTIONS], axis=1).astype(np.int64).ravel(),
    )


def _chairs(province: Province) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    members, clerks = _sizes(province.courts, province.cases)
    active = np.repeat(province.courts.active, len(FUNCTIONS))
    many = np.where(active, 1 + members + clerks, 0)
    first = np.concatenate([[0], np.cumsum(many)[:-1]])
    department = np.repeat(np.arange(len(many)), many)
    place = np.arange(len(department)) - first[department]
    role = np.where(place == 0, HEAD, np.where(place <= members[department], CORE, CLERK))
    return department, role, first, members, clerks


def _postings(
    province: Province, department: Ints, role: Ints
) -> tuple[tuple[Ints, Ints, Ints, Ints], int]:
    """Who sat where and when: chair, officer, first and last day; and how many officers."""
    rng = province.rng("people")
    chairs = len(department)
    since = province.calendar.onward(province.first - 30 - rng.integers(0, 8 * 365, chairs))
    sits, begun = np.arange(chairs), since.copy()
    done: list[tuple[int, int, int, int]] = []
    officers = chairs
    for day, chair, other in _changes(province, rng, department, role):
        if day - begun[chair] < 180 or (other >= 0 and day - begun[other] < 180):
            continue
        done.append((chair, int(sits[chair]), int(begun[chair]), day - 1))
        begun[chair] = day
        if other < 0:
            sits[chair], officers = officers, officers + 1
            continue
        done.append((other, int(sits[other]), int(begun[other]), day - 1))
        begun[other] = day
        sits[chair], sits[other] = sits[other], sits[chair]
    past = np.array(done, dtype=np.int64).reshape(-1, 4)
    now = np.stack([np.arange(chairs), sits, begun, np.full(chairs, NEVER)], axis=1)
    every = np.concatenate([past, now])
    every = every[np.lexsort((every[:, 2], every[:, 0]))]
    return (every[:, 0], every[:, 1], every[:, 2], every[:, 3]), officers


def _changes(
    province: Province, rng: np.random.Generator, department: Ints, role: Ints
) -> list[tuple[int, int, int]]:
    """Day, chair, other chair (-1: somebody new comes), in the order of days."""
    chairs = len(department)
    years = (province.last - province.first) / 365
    moves = max(4, round(chairs * TRANSFERS_A_YEAR * years))
    leaves = max(2, round(chairs * DEPARTURES_A_YEAR * years))
    chair = rng.integers(0, chairs, moves + leaves)
    other = np.full(moves + leaves, -1)
    other[:moves] = _partners(province.courts, rng, department, role, chair[:moves])
    fine = (np.arange(moves + leaves) >= moves) | (other >= 0)
    day = province.calendar.onward(
        rng.integers(province.first + 60, province.last - 30, moves + leaves)
    )
    order = np.lexsort((chair, day))
    return [(int(day[i]), int(chair[i]), int(other[i])) for i in order if fine[i]]


def _partners(
    courts: Courts, rng: np.random.Generator, department: Ints, role: Ints, chair: Ints
) -> Ints:
    """A chair of the same rank to swap with: half in the own court, half in the same area."""
    court = department // len(FUNCTIONS)
    area = np.where(courts.level[court] == BASIC, courts.above[court], court)
    inside = rng.random(len(chair)) < 0.5
    found = np.full(len(chair), -1)
    for place, (mine, near) in enumerate(zip(chair, inside, strict=True)):
        where = court == court[mine] if near else area == area[mine]
        peers: Bools = where & (role == role[mine]) & (department != department[mine])
        if not near:
            peers &= (department % len(FUNCTIONS)) == department[mine] % len(FUNCTIONS)
        those = np.flatnonzero(peers)
        if len(those):
            found[place] = rng.choice(those)
    return found


def _write(province: Province) -> None:
    staff, rng = province.staff, province.rng("officers")
    many = len(staff.numbers)
    province.put("officer", pl.DataFrame({
        "number": staff.numbers, "name": words.people(rng, many), "phone": words.phones(rng, many),
    }))  # fmt: skip
    departments = province.work["departments"]
    department = staff.department[staff.chair]
    heads = staff.role[staff.chair] == HEAD
    posts = np.array(list(POSTS.values()), dtype=object)
    post = posts[department % len(FUNCTIONS), staff.role[staff.chair]]
    held = pl.DataFrame({
        "officer": by_place(staff.numbers, staff.officer),
        "department": by_place(departments["number"], department),
        "post": pl.Series(post.tolist(), dtype=pl.String),
        "from": days(staff.since), "to": days(staff.until),
    })  # fmt: skip
    order = np.lexsort((staff.since, staff.officer))
    province.put("officer.serves", held[order])
    province.put("officer.leads", held.filter(pl.Series(heads)).drop("post"))
    liaison = np.isin(department % len(FUNCTIONS), [list(FUNCTIONS).index(f) for f in LIAISON])
    last = staff.first[department] + staff.members[department]
    named = pl.Series(liaison & (staff.chair == last) & (staff.until > province.first))
    gap = np.where(rng.random(len(held)) < 0.15, 35, rng.integers(0, 12, len(held)))
    first = np.concatenate([[True], staff.chair[1:] != staff.chair[:-1]])
    since = province.calendar.onward(
        np.minimum(staff.since + np.where(first, 0, gap), province.last)
    )
    missing = ~first & (rng.random(len(held)) < 0.05)
    province.put("officer.liaison_of", held.with_columns(pl.Series("from", days(since))).filter(
        named & pl.Series(~missing), pl.col("to").is_null() | (pl.col("to") >= pl.col("from"))
    ).drop("post"))  # fmt: skip
