"""Shares as pages show them."""

from __future__ import annotations

import pytest

from views.duties.shown import share


@pytest.mark.parametrize(
    ("met", "due", "said"),
    [
        (0, 7, "0%"), (7, 7, "100%"), (1, 2, "50%"), (20, 23, "87%"), (40, 46, "87%"),
        (1, 3, "33.3%"), (2, 3, "66.7%"), (1, 8, "12.5%"), (1, 16, "6.3%"),
        (9_999, 10_000, "99.9%"), (1, 10_000, "0.1%"), (1_999, 2_000, "99.9%"),
    ],
)  # fmt: skip
def test_a_share_is_rounded_to_a_tenth_and_all_means_all(met: int, due: int, said: str) -> None:
    assert share(met, due) == said
