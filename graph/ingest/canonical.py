"""The canonical files: what a CSV of each record type looks like, read off its declaration.

``petition.csv`` has a column for each own field and for each relation without own properties
(``handled_by``; ``about_case.case`` and ``about_case.review`` where it may lead to records of
several types); several ends in one cell stand between ``;``. A relation with properties has a file
of its own, ``officer.serves.csv``: the record's key, the end's key, the properties. A file so
named needs no mapping; a template of it can be downloaded.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import UnknownFile, WrongHeader
from graph.ingest.mapping import LinkMap, Mapping, RecordMap, Template, Value
from graph.model import RecordType, Ref, order, type_of, types

SEPARATOR = ";"
"""Between several ends in one cell."""

SUFFIXES = (".csv", ".csv.gz", ".xlsx")


@dataclass(frozen=True)
class Form:
    """One canonical file: of a record type or, with ``ref``, of one relation of it."""

    kind: RecordType
    ref: Ref | None = None

    @property
    def name(self) -> str:
        """The file's name without its suffix."""
        return f"{self.kind.slug}.{self.ref.name}" if self.ref else self.kind.slug

    @property
    def ends(self) -> dict[str, tuple[Ref, str]]:
        """Columns that hold keys of other records → the relation, the type of its end."""
        if self.ref:
            return {_end_column(self.kind, self.ref, end): (self.ref, end)
                    for end in self.ref.targets}  # fmt: skip
        found = {}
        for ref in order.entered(self.kind):
            for end in () if ref.fields else ref.targets:
                several = len(ref.targets) > 1
                found[f"{ref.name}.{type_of(end).slug}" if several else ref.name] = (ref, end)
        return found

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that the file may have, in the order of its template."""
        if self.ref:
            return (self.kind.slug, *self.ends, *self.ref.fields)
        return (*self.kind.own_fields, *self.ends)

    @property
    def needed(self) -> tuple[tuple[str, ...], ...]:
        """What the header must have: one at least of each group of columns."""
        if self.ref:
            required = [n for n, f in self.ref.fields.items() if f.required and f.initial is None]
            return ((self.kind.slug,), tuple(self.ends), *((n,) for n in required))
        fields = self.kind.own_fields.items()
        alone = [(n,) for n, f in fields if f.required and f.initial is None]
        ends = self.ends
        groups = [
            tuple(column for column, (its, _) in ends.items() if its is ref)
            for ref in order.entered(self.kind) if ref.required and not ref.fields
        ]  # fmt: skip
        return (*alone, *groups)

    def mapping(self, columns: Sequence[str] = (), later: Collection[str] = ()) -> Mapping:
        """What a file with these columns says (none: with all that it may have), except for those
        that are to be loaded ``later``."""
        columns = columns or self.columns
        now = [name for name in columns if name not in later]
        key = self.kind.slug if self.ref else self.kind.key
        own = () if self.ref else self.kind.own_fields
        record = RecordMap(
            self.kind.name, self.kind, Template(_place(key)),
            {n: _value(n) for n in own if n in now and n != key},
            self._links(now), (), 0,
            existing=self.ref is not None,
            elsewhere={} if self.ref else {
                ref.name: f"{Form(self.kind, ref).name}.csv"
                for ref in founding(self.kind) if ref.required
            },
        )  # fmt: skip
        return self._mapping(self.name, record, now, later)

    def addition(self, columns: Sequence[str], later: Collection[str]) -> Mapping:
        """The mapping that adds to a file's records what was put off: relations to records that
        came after them."""
        now = [self.kind.key, *later]
        record = RecordMap(
            self.kind.name, self.kind, Template(_place(self.kind.key)), {}, self._links(now),
            (), 0, existing=True,
        )  # fmt: skip
        others = [name for name in columns if name not in now]
        return self._mapping(f"{self.name} + {'、'.join(later)}", record, now, others)

    def _links(self, columns: Collection[str]) -> tuple[LinkMap, ...]:
        properties = {n: _value(n) for n in (self.ref.fields if self.ref else ()) if n in columns}
        return tuple(
            LinkMap(ref, end, Template(_place(column)), split=SEPARATOR if ref.many else "",
                    properties=properties)
            for column, (ref, end) in self.ends.items() if column in columns
        )  # fmt: skip

    def _mapping(
        self, name: str, record: RecordMap, columns: Sequence[str], ignored: Collection[str]
    ) -> Mapping:
        return Mapping(
            file=name, title=self.kind.plural.zh, into="", encoding="utf-8", delimiter=",",
            sheet="", columns=tuple(columns), ignored=frozenset(ignored), derived={},
            records=(record,), rules=(),
        )  # fmt: skip

    def require(self, file: str, header: Sequence[str]) -> None:
        """Raise WrongHeader for a header that the file can't have."""
        unknown = [name for name in header if name not in self.columns]
        twice = sorted({name for name in header if header.count(name) > 1})
        missing = ["/".join(group) for group in self.needed if not {*group} & {*header}]
        if unknown or twice or missing:
            raise WrongHeader(
                file=file, unknown="、".join(n or "“”" for n in unknown) or "—",
                twice="、".join(twice) or "—", missing="、".join(missing) or "—",
                allowed="、".join(self.columns),
            )  # fmt: skip


def founding(kind: RecordType) -> list[Ref]:
    """Relations with a file of their own without which a record can't be made: required ones, and
    those that decide where it belongs. Their file is read together with the records' file."""
    return [
        ref for ref in order.entered(kind) if ref.fields and (ref.required or ref.name in kind.home)
    ]


def forms_of(kind: RecordType) -> list[Form]:
    """The canonical files of a type: its records, then its relations with properties."""
    return [Form(kind), *(Form(kind, ref) for ref in order.entered(kind) if ref.fields)]


def loadable() -> list[RecordType]:
    """The types that people enter; the product keeps the others itself."""
    return [kind for kind in types().values() if kind.access.write]


def in_order() -> list[Form]:
    """Every canonical file in the order of loading: what is led to comes first, the relations that
    records can't be without right after them, all others at the end. Raises TypeError where types
    can't be made without each other."""
    made: list[Form] = []
    for kind in order.in_order(loadable()):
        made += [Form(kind), *(Form(kind, ref) for ref in founding(kind))]
    names = {form.name for form in made}
    every = (form for kind in loadable() for form in forms_of(kind))
    return [*made, *(form for form in every if form.name not in names)]


def form_named(file: str) -> Form:
    """The form of a file by its name; raises UnknownFile, which lists those there are."""
    name = stem(file)
    kinds = {kind.slug: kind for kind in loadable()}
    kind = kinds.get(name.partition(".")[0])
    forms = forms_of(kind) if kind else [Form(each) for each in kinds.values()]
    for form in forms:
        if form.name == name and Path(file).name != name:
            return form
    raise UnknownFile(file=file, allowed="、".join(f"{form.name}.csv" for form in forms))


def stem(file: str) -> str:
    """A file's name without its suffix; all of it where the suffix is none of ``SUFFIXES``."""
    name = Path(file).name
    for suffix in SUFFIXES:
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return name


def _end_column(kind: RecordType, ref: Ref, end: str) -> str:
    """The column of a relation's end: its type, or the relation where that is the record's own."""
    return ref.name if end == kind.name else type_of(end).slug


def _place(column: str) -> str:
    return f"{{{column}}}"


def _value(column: str) -> Value:
    return Value(Template(_place(column)))
