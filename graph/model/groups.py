"""Types whose records are asked for together.

What is asked of records of several types is a statement for each of them: a round trip each. One
for whatever types there happen to be would be planned anew for each set of them, which takes the
server up to seconds. So types are asked for in fixed groups: there are few statements to plan, and
few to ask.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from graph.model.record import RecordType, types

TOGETHER = 6
"""Types a group: those declared next to each other, which a page shows together."""


def groups_of(names: Collection[str]) -> Iterator[tuple[RecordType, ...]]:
    """The groups that hold one of these types, in the order of declaration."""
    kinds = tuple(types().values())
    groups = (kinds[start : start + TOGETHER] for start in range(0, len(kinds), TOGETHER))
    return (group for group in groups if any(kind.name in names for kind in group))
