"""What a load doesn't take over as it is: refused rows, and rows that contradict each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from graph.text import Text


class Refusal(NamedTuple):
    """One row that is not loaded: where, which value, why and what to do.

    ``secret``: the value belongs to a confidential record, so it stays out of the Import.
    """

    row: int
    column: str
    value: str
    why: Text
    secret: bool = False


@dataclass(frozen=True)
class Contradiction:
    """Rows that can't all be right; all of them are kept.

    ``groups`` is how many times it occurs, ``examples`` the first of them: what they have in
    common, and the rows.
    """

    name: Text
    groups: int
    examples: tuple[tuple[str, tuple[int, ...]], ...] = ()
    secret: bool = False
