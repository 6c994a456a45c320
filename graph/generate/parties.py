"""Parties: those of one case, those who come again and again, and their lawyers."""

from __future__ import annotations

import numpy as np
import polars as pl

from graph.generate import words
from graph.generate.organisation import BASIC
from graph.generate.plausible import Bools, Ints
from graph.generate.province import Province, by_place

LENDERS = 0.004
"""Organisations that apply often, per case."""
DEBTORS = 0.05
"""Debtors of several cases, per case."""
LAWYERS = 0.015
"""Lawyers, per case."""

APPLICANT, RESPONDENT, AGENT = "applicant", "respondent", "agent"


def make_parties(province: Province) -> None:
    """Everybody who takes part in a case; the case frame learns its first two sides."""
    rng, cases = province.rng("parties"), province.work["cases"]
    many, courts = len(cases), province.courts
    court = cases["court"].to_numpy()
    area = np.where(courts.level[court] == BASIC, courts.above[court], court)
    pools = [max(8, round(many * share)) for share in (LENDERS, DEBTORS, LAWYERS)]
    lenders, debtors, lawyers = (np.arange(n) + sum(pools[:k]) for k, n in enumerate(pools))
    people = _People(rng, sum(pools))
    applicant = people.some(lenders, area, 0.45, many)
    respondent = people.some(debtors, court, 0.18, many)
    second = np.flatnonzero(rng.random(many) < 0.28)
    beside = people.some(debtors, court[second], 0.1, len(second))
    helped = np.flatnonzero(rng.random(many) < 0.3)
    agent = _of_area(rng, lawyers, area[helped])
    links = pl.DataFrame({
        "person": np.concatenate([applicant, respondent, beside, agent]),
        "case": np.concatenate([np.arange(many), np.arange(many), second, helped]),
        "role": [APPLICANT] * many + [RESPONDENT] * (many + len(second)) + [AGENT] * len(helped),
    }).unique(["person", "case"], keep="first", maintain_order=True)  # fmt: skip
    numbers = _register(province, rng, links, people.many, np.concatenate([lenders, lawyers]))
    province.work["cases"] = cases.with_columns(
        applicant=by_place(numbers, applicant), respondent=by_place(numbers, respondent)
    )


class _People:
    """Everybody by place; those of the pools come first, new ones after them."""

    def __init__(self, rng: np.random.Generator, many: int) -> None:
        self.rng, self.many = rng, many

    def some(self, pool: Ints, where: Ints, share: float, many: int) -> Ints:
        """People for so many cases: a share of them from the pool, the others new."""
        known = self.rng.random(many) < share
        found = _of_area(self.rng, pool, where)
        fresh = self.many + np.cumsum(~known) - 1
        self.many += int((~known).sum())
        return np.where(known, found, fresh)


def _of_area(rng: np.random.Generator, pool: Ints, where: Ints) -> Ints:
    """Somebody of the pool: mostly of a handful that belong to the area or court."""
    own = (np.asarray(where) * 7919 + (rng.random(len(where)) ** 2 * 6).astype(np.int64)) % len(
        pool
    )
    return np.where(rng.random(len(where)) < 0.9, pool[own],
                    pool[rng.integers(0, len(pool), len(where))])  # fmt: skip


def _register(
    province: Province, rng: np.random.Generator, links: pl.DataFrame, many: int, special: Ints
) -> pl.Series:
    """Write those who have a case, numbered in the order of their first; all numbers by place."""
    first = links.group_by("person").agg(pl.col("case").min()).sort("case", "person")
    place = first["person"].to_numpy()
    number = np.full(many, -1)
    number[place] = np.arange(len(place)) + 1
    numbers = party_numbers(pl.Series(number))
    pools = len(special)
    company = rng.random(len(place)) < 0.22
    company |= place < special.min() + pools // 3
    _write(province, rng, by_place(numbers, place), first["case"].to_numpy(), company)
    province.put("party.cases", links.select(
        party=by_place(numbers, links["person"].to_numpy()),
        case=by_place(province.work["cases"]["number"], links["case"].to_numpy()),
        role="role",
    ))  # fmt: skip
    return numbers


def _write(
    province: Province, rng: np.random.Generator, number: pl.Series, case: Ints, company: Bools
) -> None:
    court = province.work["cases"]["court"].to_numpy()[case]
    many = len(number)
    town = by_place(province.courts.names, court).str.extract(r"^(?:山东省)?(.+?[市县区])")
    town = town.fill_null("山东")
    mask = pl.Series(company)
    names = words.people(rng, many).zip_with(~mask, words.companies(rng, town))
    province.put("party", pl.DataFrame({
        "number": number, "name": names,
        "nature": pl.Series(np.where(company, "organisation", "person").tolist()),
        "phone": words.phones(rng, many),
        "identity_number": words.identity_numbers(rng, many).zip_with(
            ~mask, words.credit_codes(rng, many)
        ),
        "registered_by": by_place(province.courts.codes, court),
    }))  # fmt: skip


def party_numbers(serial: pl.Series) -> pl.Series:
    """DSR-0000001 for 1."""
    return (pl.Series(["DSR-"]) + serial.cast(pl.String).str.zfill(7)).alias("number")


def newcomers(province: Province, rng: np.random.Generator, case: Ints, role: str) -> pl.Series:
    """Somebody new in each of these cases, with this role; their numbers."""
    start = len(province.table("party")) + 1
    numbers = party_numbers(pl.Series(np.arange(start, start + len(case))))
    _write(province, rng, numbers, case, rng.random(len(case)) < 0.3)
    province.put("party.cases", pl.DataFrame({
        "party": numbers, "case": by_place(province.work["cases"]["number"], case), "role": role,
    }, schema_overrides={"role": pl.String}))  # fmt: skip
    return numbers
