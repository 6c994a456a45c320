"""Canonical files loaded together: a directory, or files named after record types, no mapping.

Files go in the order that the declarations ask for, each as an import of its own. New records are
written with their relations that stand in a file of their own (an officer and the postings). A
column that leads to records of a file that comes later (a finding's meeting) is loaded once more
at the end, when they are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from graph.errors import GivenTwice, NoCourt, UnknownFile
from graph.ingest.canonical import SUFFIXES, Form, form_named, forms_of, in_order
from graph.ingest.check import Checked, Known, check
from graph.ingest.draft import END, KEY, Drafts, LinkDraft, draft
from graph.ingest.files import Loaded, finish
from graph.ingest.load import court_dates, known
from graph.ingest.mapping import Mapping, Template
from graph.ingest.read import ROW, Sheet, header, read
from graph.model import RecordType, type_of
from graph.progress import Progress
from graph.scope import Actor, require_write
from graph.session import Graph
from graph.text import Text

ASKED = 1_000
"""Ends of a relation that are looked at to see which tree a file is about."""


@dataclass(frozen=True)
class Given:
    """One file, what it is by its name, and what it says.

    ``joined``: a relation that new records are made with, since all it leads to is there before
    them; its own turn is for the records that were there. ``adds``: only what was put off.
    """

    path: Path
    form: Form
    mapping: Mapping
    joined: bool = False
    adds: bool = False


def gather(paths: Iterable[Path]) -> list[Given]:
    """The files, and those in directories, in the order of loading; their headers are right.

    In a directory what is neither CSV nor Excel is left alone. Raises UnknownFile, GivenTwice,
    FileUnreadable, WrongHeader.
    """
    found: dict[str, Path] = {}
    behind: set[str] = set()
    for path in _files(paths):
        form = form_named(path.name)
        if form.name in found:
            raise GivenTwice(name=form.name, first=found[form.name], second=path)
        found[form.name] = path
        behind |= set() if form.ref else {form.kind.name}
    made: list[Given] = []
    additions: list[Given] = []
    placed: set[str] = set()
    for form in in_order():
        if form.name not in found or form.name in placed:
            continue
        given = _given(found[form.name], form, behind - {form.kind.name})
        made.append(given[0])
        additions += given[1:]
        if form.ref is not None:
            continue
        for its in forms_of(form.kind):
            if its.name in found and its.ref is not None and not behind & {*its.ref.targets}:
                made.append(replace(_given(found[its.name], its, set())[0], joined=True))
                placed.add(its.name)
        behind -= {form.kind.name}
    return made + additions


def _given(path: Path, form: Form, behind: set[str]) -> list[Given]:
    """A file with its right header and, where it leads to records of files behind it, what to add
    when those are there."""
    columns = header(path, form.mapping())
    form.require(path.name, columns)
    later = [name for name, (_, end) in form.ends.items() if name in columns and end in behind]
    made = [Given(path, form, form.mapping(columns, later))]
    return [*made, Given(path, form, form.addition(columns, later), adds=True)] if later else made


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(p for p in path.iterdir() if p.name.lower().endswith(SUFFIXES))
        if not inside:
            raise UnknownFile(
                file=path, allowed="、".join(f"{form.name}.csv" for form in in_order())
            )
        yield from inside


def load_paths(
    graph: Graph,
    actor: Actor,
    paths: Iterable[Path],
    progress: Progress | None = None,
    *,
    dry_run: bool = False,
    reports: Path | None = None,
) -> Iterator[Loaded]:
    """Load canonical files one after the other; with ``dry_run`` only check them, each against the
    graph and the files before it.

    ``reports``: the folder for the CSVs of refused and contradicting rows. Raises what ``gather``
    does before anything is written, and NoCourt, NotAllowed, LoadFailed.
    """
    given = gather(paths)
    for each in given:
        require_write(each.form.kind, actor)
    return _Loading(graph, actor, progress or Progress(), given).run(dry_run, reports)


@dataclass
class _Loading:
    """One run over several files: what it knows grows with each."""

    graph: Graph
    actor: Actor
    progress: Progress
    given: Sequence[Given]
    coming: dict[str, set[str]] = field(default_factory=dict)
    read: dict[str, Drafts] = field(default_factory=dict)
    refused: dict[str, set[int]] = field(default_factory=dict)
    top: str = ""

    def run(self, dry_run: bool, reports: Path | None) -> Iterator[Loaded]:
        stored = known(self.graph, self.actor)
        for each in self.given:
            drafts = self._founded(each, self._drafts(each), stored)
            self.read.pop(each.form.name, None)
            self.progress.step(Text("检查每一行", "Checking every row"))
            checked = check(drafts, _also(stored, self.coming), court_dates(self.graph, self.actor))
            self.progress.done()
            self.refused[each.form.name] = {one.row for one in checked.refusals}
            checked = replace(checked, mapping=replace(checked.mapping, into=self._into(checked)))
            if dry_run:
                for table in checked.tables:
                    keys = self.coming.setdefault(table.map.kind.name, set())
                    keys |= set(table.frame[KEY])
            yield finish(
                checked, self.graph, self.actor, self.progress, dry_run=dry_run, reports=reports
            )

    def _drafts(self, given: Given) -> Drafts:
        name = given.form.name
        if name not in self.read:
            sheet = read(given.path, given.mapping, self.progress)
            if given.adds:
                sheet = _filled(sheet, given, self.refused[name])
            self.read[name] = draft(sheet, given.mapping)
        return self.read[name]

    def _founded(self, given: Given, drafts: Drafts, stored: Known) -> Drafts:
        """The drafts of records with what their relations' files say of those that are new."""
        kind = given.form.kind
        joined = [each for each in self.given if each.joined and each.form.kind is kind]
        if given.form.ref is not None or given.adds or not joined:
            return drafts
        keys = set(drafts.records[0].frame[KEY])
        new = keys - stored(kind, sorted(keys))
        for each in joined:
            said = self._drafts(each)
            sound = check(said, _also(stored, {**self.coming, kind.name: keys}))
            drafts = _joined(drafts, said, new, {one.row for one in sound.refusals})
        return drafts

    def _into(self, checked: Checked) -> str:
        """The court that the import belongs to: the actor's own, else the high court of the tree
        that the file is about, else any."""
        if self.actor.court:
            return self.actor.court
        for table in checked.tables:
            if table.map.kind.name == "Court" and "level" in table.frame.columns:
                high = table.frame.filter(pl.col("level") == "high")[KEY]
                self.top = self.top or (high[0] if len(high) else "")
        found = self._trees(checked)
        if not (found or self.top):
            raise NoCourt(file=checked.sheet.file)
        return self.top if self.top in found or not found else found[0]

    def _trees(self, checked: Checked) -> list[str]:
        """Codes of the high courts that the file leads to; of all, where it leads to none."""
        trees: set[str] = set()
        with self.graph.reading() as tx:
            for link in (link for table in checked.tables for link in table.links):
                end = type_of(link.map.label)
                rows = tx.run(
                    f"UNWIND $keys AS key MATCH (m:{end.name} {{{end.key}: key}}) "
                    "WHERE m.c1 IS NOT NULL RETURN DISTINCT m.c1 AS code",
                    keys=link.frame[END].unique(maintain_order=True).head(ASKED).to_list(),
                )
                trees |= {row["code"] for row in rows}
            if not trees and not self.top:
                rows = tx.run("MATCH (c:Court {level: 'high'}) RETURN c.code AS code")
                trees = {row["code"] for row in rows}
        return sorted(trees)


def _filled(sheet: Sheet, given: Given, refused: set[int]) -> Sheet:
    """The rows that say something of what was put off, without those refused before."""
    [record] = given.mapping.records
    said = [pl.col(name) != "" for link in record.links for name in link.key.columns]
    frame = sheet.frame.filter(pl.any_horizontal(said) & ~pl.col(ROW).is_in(sorted(refused)))
    return replace(sheet, frame=frame, rows=len(frame), refusals=[])


def _joined(drafts: Drafts, said: Drafts, new: set[str], bad: set[int]) -> Drafts:
    """The drafts of records with the sound rows of a relation's file, by the new records' rows."""
    [record], [its] = drafts.records, said.records
    rows = (
        record.frame.filter(pl.col(KEY).is_in(sorted(new)))
        .select(ROW, KEY)
        .unique(subset=[KEY], keep="first", maintain_order=True)
    )
    links = tuple(
        LinkDraft(
            replace(link.map, key=Template("")),
            link.frame.filter(~pl.col(ROW).is_in(sorted(bad))).drop(ROW)
            .join(rows, on=KEY, maintain_order="left").select(link.frame.columns),
        )
        for link in its.links
    )  # fmt: skip
    every = (*record.links, *links)
    made = replace(record.map, links=tuple(link.map for link in every))
    return replace(drafts, records=(replace(record, map=made, links=every),))


def _also(stored: Known, more: dict[str, set[str]]) -> Known:
    """What is in the graph, or would be."""

    def ask(kind: RecordType, keys: list[str]) -> set[str]:
        coming = more.get(kind.name, set()).intersection(keys)
        rest = [key for key in keys if key not in coming]
        return coming | (stored(kind, rest) if rest else set())

    return ask
