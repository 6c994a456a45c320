"""Courts that were merged, renamed or moved: all of it invented, so that the day matters."""

from __future__ import annotations

from datetime import date

import numpy as np

from graph.generate.organisation import BASIC, INTERMEDIATE, department_number
from graph.generate.plausible import civil
from graph.generate.province import Province

LONG_AGO = date(1995, 1, 1)
MOVED_AFTER = 75
"""Days after the first one: what is decided there later is decided by the present superior."""


def make_history(province: Province) -> None:
    """One merged court and its successor, two renamed courts, one that came from another area."""
    rng, courts = province.rng("history"), province.courts
    basic = np.flatnonzero(courts.active & (courts.level == BASIC))
    merged, renamed, again, moved = (courts.codes[int(p)] for p in rng.permutation(basic)[:4])
    middle = civil(province.first + (province.last - province.first) // 2)
    _merged(province, merged, middle)
    for code, end in ((renamed, middle), (again, civil(province.first + 400))):
        _renamed(province, code, end)
    areas = courts.codes.filter(courts.level == INTERMEDIATE)
    others = areas.filter(areas != courts.codes[int(courts.above[courts.at[moved]])])
    province.add("court.formerly_under", [{
        "court": moved, "formerly_under": others[int(rng.integers(0, len(others)))],
        "from": LONG_AGO, "to": civil(province.first + MOVED_AFTER - 1),
    }])  # fmt: skip


def _merged(province: Province, code: str, day: date) -> None:
    """A court that was taken up by this one; its cases went on under the new number."""
    at = province.courts.at[code]
    area = province.courts.codes[int(province.courts.above[at])]
    gone = f"{area}99"
    city = province.courts.names[province.courts.at[area]].removeprefix("山东省")
    province.add("court", [{
        "code": gone, "name": city.removesuffix("中级人民法院") + "旧城区人民法院",
        "level": "basic", "under": area, "valid_from": LONG_AGO, "valid_to": civil_before(day),
    }])  # fmt: skip
    province.add("department", [{
        "number": department_number(gone, "enforcement"), "name": "旧城区人民法院执行局",
        "function": "enforcement", "of": gone, "valid_from": LONG_AGO,
        "valid_to": civil_before(day),
    }])  # fmt: skip
    province.add("court.succeeds", [{"court": code, "succeeds": gone, "on": day}])


def _renamed(province: Province, code: str, day: date) -> None:
    name = province.courts.names[province.courts.at[code]]
    for old, new in (("区人民法院", "县人民法院"), ("市人民法院", "县人民法院")):
        if name.endswith(old):
            name = name.removesuffix(old) + new
            break
    else:
        name = name.removesuffix("人民法院") + "城关人民法院"
    province.add("court_name", [{
        "number": f"{code}-M1", "name": name, "valid_from": LONG_AGO,
        "valid_to": civil_before(day), "name_of": code,
    }])  # fmt: skip


def civil_before(day: date) -> date:
    """The day before."""
    return date.fromordinal(day.toordinal() - 1)
