"""What a search gives: hits by type, each with its reason; how they fall on courts and years."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import RecordType
from graph.records import Count
from graph.text import Text


@dataclass(frozen=True)
class Narrowed:
    """What a results page is narrowed to: a court and all below it, a level, a year."""

    court: str = ""
    level: str = ""
    year: str = ""


EVERYWHERE = Narrowed()


@dataclass(frozen=True)
class Reason:
    """Why a record was found: a field, and an excerpt of it in parts, the words marked."""

    field: str
    label: Text
    parts: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """The excerpt without marks."""
        return "".join(part for part, _ in self.parts)


@dataclass(frozen=True)
class Hit:
    """A record found: its key, title, and the code and name of its court, as far as it has one."""

    uid: str
    key: str
    title: str
    court: str = ""
    court_name: str = ""
    year: str = ""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Group:
    """The hits of one type: the best ones, and how many there are."""

    kind: RecordType
    hits: tuple[Hit, ...]
    count: Count


@dataclass(frozen=True)
class Facet:
    """Hits that have something in common: a court's code and name, or a year."""

    value: str
    name: str
    count: Count


@dataclass(frozen=True)
class Found:
    """A search's answer. Facets count the hits that were met, type by type up to the cap."""

    words: str
    groups: tuple[Group, ...] = ()
    levels: tuple[Facet, ...] = ()
    courts: tuple[Facet, ...] = ()
    years: tuple[Facet, ...] = ()


@dataclass(frozen=True)
class Page:
    """A page of one type's hits, with facets of that type alone. ``first`` hits come before it;
    ``on`` and ``back`` are the uids after which the next and the previous page begin, empty where
    there is none (the first page has no uid before it). ``lost``: the place asked for is gone."""

    kind: RecordType
    words: str
    hits: tuple[Hit, ...] = ()
    count: Count = Count(0, False)
    first: int = 0
    lost: bool = False
    back: str = ""
    on: str = ""
    levels: tuple[Facet, ...] = ()
    courts: tuple[Facet, ...] = ()
    years: tuple[Facet, ...] = ()
