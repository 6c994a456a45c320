"""In which order records of different types can be made: what is led to comes before what leads
to it. Loads, generators and tests go by it."""

from __future__ import annotations

from collections.abc import Iterable

from graph.model.fields import Ref
from graph.model.record import RecordType


def entered(kind: RecordType) -> list[Ref]:
    """The relations that people enter: not those that the product keeps."""
    return [ref for ref in kind.refs.values() if not ref.derived]


def founded_on(kind: RecordType) -> set[str]:
    """The types without whose records none of this type can be made: the ends of required
    relations, and of those that decide where it belongs."""
    refs = [ref for ref in entered(kind) if ref.required or ref.name in kind.home]
    return {end for ref in refs for end in ref.targets}


def leads_to(kind: RecordType) -> set[str]:
    """The types that its relations lead to, those with properties of their own left out unless
    it is founded on them: they can be said later."""
    return founded_on(kind) | {
        end for ref in entered(kind) if not ref.fields for end in ref.targets
    }


def in_order(kinds: Iterable[RecordType]) -> list[RecordType]:
    """The types, each after those it is founded on and, as far as can be, those it leads to.

    Some lead to each other (findings come of meetings, meetings consider feedback on findings):
    then one comes first that can be made without the others. Raises TypeError where none can.
    """
    waiting = {kind.name: kind for kind in kinds}
    made: list[RecordType] = []
    while waiting:
        open_ends = {
            name: len(leads_to(kind) & waiting.keys() - {name})
            for name, kind in waiting.items()
            if not founded_on(kind) & waiting.keys() - {name}
        }
        if not open_ends:
            raise TypeError(f"record types can't be made without each other: {_circle(waiting)}")
        made.append(waiting.pop(min(open_ends, key=lambda name: open_ends[name])))
    return made


def _circle(waiting: dict[str, RecordType]) -> str:
    """One circle among types that wait for each other."""
    path = [next(iter(waiting))]
    while path[-1] not in path[:-1]:
        path.append(min(founded_on(waiting[path[-1]]) & waiting.keys() - {path[-1]}))
    return " → ".join(path[path.index(path[-1]) :])
