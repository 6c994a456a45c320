"""What a keeper that looks at one type after the other says of all together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from graph.kept import Announce, Changed, by_type
from graph.session import Writer


def _nobody(_label: str, _uids: Sequence[str]) -> None:
    return None


def test_what_each_type_brings_is_taken_together() -> None:
    def after(
        _tx: Writer, label: str, uids: Sequence[str], _said: Sequence[Any], _announce: Announce
    ) -> Changed:
        made = {f"{label} {uid}" for uid in uids}
        return Changed({"duties": {"opened": sorted(uids)}}, {("tallies", "Duty"): made}, Duty=made)

    both = {"Feedback": ["1"], "Finding": ["2", "3"]}
    changed = by_type(after)(cast(Writer, None), both, {}, _nobody)
    assert changed == {"Duty": {"Feedback 1", "Finding 2", "Finding 3"}}
    assert isinstance(changed, Changed)
    assert changed.told == {"duties": {"opened": ["1", "2", "3"]}}
    assert changed.known == {
        ("tallies", "Duty"): [{"Feedback 1"}, {"Finding 2", "Finding 3"}],
    }
