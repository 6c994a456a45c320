"""Courts and departments. The tree and the problem codes are facts; departments are invented."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl

from graph.generate.plausible import Bools, Floats, Ints
from graph.generate.province import Province

DATA = Path(__file__).parents[1] / "ingest" / "data"

FUNCTIONS = {
    "bureau": ("执行局", "ZX"),
    "enforcement": ("执行实施处", "SS"),
    "review": ("执行裁决庭", "CJ"),
    "petitions": ("执行信访处", "XF"),
    "command": ("执行指挥中心", "ZH"),
    "supervision_office": ("监察室", "JC"),
    "discipline_team": ("派驻纪检监察组", "PZ"),
}
"""Function → what it is called, and the letters of its number. In the order of departments."""

BODIES = (
    ("X01", "某镇人民政府", "authority"), ("X02", "不动产登记中心", "assisting"),
    ("X03", "另案执行法院", "court"), ("X04", "某行业协会", "other"),
    ("JC", "人民检察院", "procuratorate"), ("RD", "人民代表大会常务委员会", "congress"),
)  # fmt: skip
"""External problem (or none) → the body of an area, and its kind."""

IMPLEMENTING = "enforcement"

HIGH, INTERMEDIATE, BASIC = 0, 1, 2
LEVEL = {"high": HIGH, "intermediate": INTERMEDIATE, "basic": BASIC}
SPECIAL = ("鲁71", "鲁72")
"""The railway and the maritime court: courts of their own kind, small here."""


@cache
def court_list() -> pl.DataFrame:
    """The courts that are there: code, name, level, under, division_code."""
    return pl.read_csv(DATA / "courts.csv", schema_overrides={"division_code": pl.String})


@cache
def problem_list() -> pl.DataFrame:
    """The problem codes of the texts: code, group, name, source."""
    return pl.read_csv(DATA / "problems.csv")


@cache
def problem_topics() -> pl.DataFrame:
    """Code, topic, and the code that means the same."""
    return pl.read_csv(DATA / "problem_topics.csv")


@dataclass(frozen=True)
class Courts:
    """The courts by place; ``at`` finds the place of a code."""

    codes: pl.Series
    names: pl.Series
    level: Ints
    above: Ints
    """The place of the superior court; -1 for the high court."""
    active: Bools
    """Whether anything is made there: a small province has fewer courts at work."""
    weight: Floats
    """Share of the province's cases; 0 where not active."""
    at: dict[str, int]

    def department(self, court: Ints, function: str) -> Ints:
        """The place of the department with this function of each court."""
        return np.asarray(court) * len(FUNCTIONS) + list(FUNCTIONS).index(function)


def department_number(court: str, function: str) -> str:
    """The number of a court's department: 鲁0102-SS."""
    return f"{court}-{FUNCTIONS[function][1]}"


def make_courts(province: Province) -> None:
    """The tree, topics, problems, and departments of the courts at work."""
    listed = court_list()
    at = {code: place for place, code in enumerate(listed["code"])}
    level = np.array([LEVEL[each] for each in listed["level"]])
    above = np.array([at.get(each or "", -1) for each in listed["under"]])
    active = _active(province, listed, level, above)
    province.courts = Courts(
        listed["code"], listed["name"], level, above, active,
        _weights(province, listed, level, active), at,
    )  # fmt: skip
    province.put("court", listed)
    _problems(province)
    _bodies(province)
    _departments(province)


def _active(province: Province, listed: pl.DataFrame, level: Ints, above: Ints) -> Bools:
    """The areas at work: all of them from 10,000 cases on, else the first two and some more."""
    areas = np.flatnonzero(level == INTERMEDIATE)
    many = int(np.clip(round(len(areas) * province.cases / 10_000), 2, len(areas)))
    order = province.rng("areas").permutation(areas[2:])
    taken = np.concatenate([areas[:2], order[: many - 2]])
    return np.asarray((level == HIGH) | np.isin(np.arange(len(listed)), taken)
                      | np.isin(above, taken))  # fmt: skip


def _weights(province: Province, listed: pl.DataFrame, level: Ints, active: Bools) -> Floats:
    drawn = province.rng("weights").lognormal(0, 0.35, len(listed))
    drawn *= np.choose(level, [0.3, 0.8, 1.0])
    drawn[listed["code"].is_in(SPECIAL).to_numpy()] *= 0.4
    drawn[~active] = 0
    return np.asarray(drawn / drawn.sum())


def _problems(province: Province) -> None:
    topics = problem_topics()
    province.put("topic", topics.select(pl.col("topic").alias("name")).unique(maintain_order=True))
    province.put("problem", problem_list().join(topics, on="code", how="left").select(
        "code", "name", "source", pl.col("group").alias("family"),
        pl.col("topic").alias("within"), pl.col("same_as").cast(pl.String),
    ))  # fmt: skip


def body_number(area: str, problem: str) -> str:
    """The outside body that an external problem is attributed to, by the area of the court."""
    return f"{area}-WB-{problem}"


def _bodies(province: Province) -> None:
    """Outside bodies of each area at work: authorities, banks and registries, other courts."""
    courts = province.courts
    areas = np.flatnonzero(courts.active & (courts.level != BASIC))
    rows = []
    for area in (courts.codes[int(place)] for place in areas):
        town = courts.names[courts.at[area]].removeprefix("山东省").removesuffix("中级人民法院")
        town = "山东省" if area == courts.codes[0] else town
        for problem, name, sort in BODIES:
            rows.append({"number": body_number(area, problem), "name": f"{town}{name}",
                         "sort_of_body": sort})  # fmt: skip
    province.add("body", rows)


def _departments(province: Province) -> None:
    """Seven departments a court; places go on over courts that aren't at work, without rows."""
    courts = province.courts
    frames = []
    for function, (name, _letters) in FUNCTIONS.items():
        where = "stationed_at" if function == "discipline_team" else "of"
        frames.append(pl.DataFrame({
            "court": courts.codes, "function": function,
            "number": [department_number(c, function) for c in courts.codes],
            "name": courts.names + name,
            "of": courts.codes if where == "of" else None,
            "stationed_at": courts.codes if where == "stationed_at" else None,
            "active": courts.active,
        }, schema_overrides={"of": pl.String, "stationed_at": pl.String}))  # fmt: skip
    every = pl.concat(frames).with_columns(
        place=pl.col("court").replace_strict(courts.at, return_dtype=pl.Int64) * len(FUNCTIONS)
        + pl.col("function").replace_strict({f: i for i, f in enumerate(FUNCTIONS)})
    )
    every = every.sort("place")
    province.work["departments"] = every
    province.put("department", every.filter("active").select(
        "number", "name", "function", "of", "stationed_at"
    ))  # fmt: skip
