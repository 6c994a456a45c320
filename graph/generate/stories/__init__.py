"""Stories planted in the province, and decoys that only look like them, with the truth about each.

Told from the seed: another seed has other courts, problems and people. ``plan`` comes before the
background, so that it leaves their places alone; ``tell`` appends their records; ``truth`` is what
``truth.json`` says. Nothing in the product reads it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graph.generate.province import Province
from graph.generate.stories import areas, asked, oversight, owed, people, recent, recurring
from graph.generate.stories.surroundings import surround
from graph.generate.stories.teller import Teller

MANY = 10_000
"""From so many cases on, every story is told three times."""

TOLD = (*recurring.TOLD, owed.owed_feedback, *people.TOLD, *oversight.TOLD, *asked.TOLD,
        *areas.TOLD, oversight.pushed_late, *recent.TOLD)  # fmt: skip


def plan(province: Province) -> Teller:
    """Tell every story, and keep the background away from where it plays."""
    teller = Teller(province, province.rng("stories"))
    for _ in range(3 if province.cases >= MANY else 1):
        for story in TOLD:
            story(teller)
    return teller


def tell(teller: Teller, out: Path) -> None:
    """Append the records to the province's tables, and write the truth beside them."""
    surround(teller)
    teller.write()
    out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(truth(teller), ensure_ascii=False, indent=1, default=str)
    (out / "truth.json").write_text(text + "\n", encoding="utf-8")


def truth(teller: Teller) -> dict[str, Any]:
    """What was planted: by story, with the records in order and what is to be found."""
    province = teller.province
    return {
        "cases": province.cases, "seed": province.seed, "until": province.until.isoformat(),
        "stories": [story.as_dict() for story in teller.stories],
    }  # fmt: skip
