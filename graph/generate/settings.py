"""The local parameters of the province: from which year on its period rules are kept."""

from __future__ import annotations

from datetime import date

from graph.duties.parameters import FROM_YEAR
from graph.duties.table import RULES
from graph.generate.province import Province

IN_FULL = (
    "quarterly-review-feedback", "annual-review-feedback", "review-analysis", "typical-cases",
    "quarterly-petition-feedback", "roving-supervision", "annual-focus",
)  # fmt: skip
"""Rules with periods whose records are made for all years."""


def make_settings(province: Province) -> None:
    """A court that began to record its meetings last year hasn't failed to hold earlier ones."""
    year = province.kept_from
    province.add("parameter", [
        {
            "number": f"{code}.{FROM_YEAR}@{date(year, 1, 1)}", "name": f"{code}.{FROM_YEAR}",
            "value": str(year), "valid_from": date(year, 1, 1), "unit": "年",
            "note": f"自{year}年起在本系统登记",
        }
        for code, rule in RULES.items()
        if rule.every is not None and code not in IN_FULL and rule.applies_from.year < year
    ])  # fmt: skip
