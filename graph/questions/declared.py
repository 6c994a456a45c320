"""What a question of the library is made of: declared once, in graph/questions/table.

Its statement is ``graph/queries/library/<code>.cypher``. Everything else (its page, its address,
its form, its table and picture, its place in the API) is read off the declaration.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from graph.duties.articles import Article, cited
from graph.model import RecordType, type_of
from graph.text import Text


class Theme(StrEnum):
    """What questions are grouped by on their page."""

    RECURRENCE = "recurrence"
    FEEDBACK = "feedback"
    REVIEW = "review"
    PETITIONS = "petitions"
    MEETINGS = "meetings"
    CALLBACKS = "callbacks"
    CONDUCT = "conduct"


THEMES: dict[Theme, Text] = {
    Theme.RECURRENCE: Text("复发与整改", "Recurrence and rectification"),
    Theme.FEEDBACK: Text("反馈", "Feedback"),
    Theme.REVIEW: Text("执行审查", "Enforcement review"),
    Theme.PETITIONS: Text("执行信访", "Petitions"),
    Theme.MEETINGS: Text("会商·争议·会议", "Meetings and disputes"),
    Theme.CALLBACKS: Text("回访与重点案件", "Call-backs and key cases"),
    Theme.CONDUCT: Text("外出与廉洁", "Trips and integrity"),
}


class Cell(StrEnum):
    """What a column holds: the statement returns uids for records, codes for choices."""

    RECORD = "record"
    RECORDS = "records"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"


@dataclass(frozen=True)
class Column:
    """One column of an answer. ``of``: the field whose choices a code is one of
    (``Review.outcome``)."""

    name: str
    label: Text
    cell: Cell = Cell.RECORD
    of: str = ""

    def display(self, code: object) -> Text:
        """A code in words."""
        kind, _, name = self.of.partition(".")
        return type_of(kind).field(name).display(code)


@dataclass(frozen=True)
class Number:
    """A whole number that the asker may change, within bounds."""

    name: str
    label: Text
    usual: int
    least: int = 1
    most: int = 1000


@dataclass(frozen=True)
class Chosen:
    """A record that the asker may name, by key or uid; without one, all. Never an officer: what is
    about one officer is the officer's file."""

    name: str
    label: Text
    type: str
    typeahead: str
    """A relation that leads to the type, as ``/typeahead/`` names it."""


@dataclass(frozen=True)
class Start:
    """The records that are looked at: of the chosen court's subtree and within the dates, found by
    the index of its level. ``shared``: also those that the court takes part in."""

    type: str
    node: str
    shared: bool = False

    @property
    def kind(self) -> RecordType:
        """Their declaration."""
        return type_of(self.type)


@dataclass(frozen=True)
class LibraryQuestion:
    """A prebuilt question in the users' words.

    ``basis``: the articles that it serves (``A6 A15``). ``people``: it gathers by officer, so it is
    answered to those who may open files, and only after they said on record what for.
    ``overseers``: it names people beside what went wrong, record by record: only those who may open
    files are answered.
    """

    code: str
    theme: Theme
    title: Text
    explains: Text
    basis: str
    start: Start
    columns: tuple[Column, ...]
    numbers: tuple[Number, ...] = ()
    records: tuple[Chosen, ...] = ()
    people: bool = False
    overseers: bool = False
    empty: Text = field(default=Text("没有符合的记录。", "Nothing fits."))

    @property
    def guarded(self) -> bool:
        """Whether it is for those who may open files alone."""
        return self.people or self.overseers

    @property
    def articles(self) -> list[Article]:
        """The articles of its basis."""
        return cited(self.basis)


def record(name: str, zh: str, en: str) -> Column:
    """A column with one record."""
    return Column(name, Text(zh, en))


def records(name: str, zh: str, en: str) -> Column:
    """A column with several records."""
    return Column(name, Text(zh, en), Cell.RECORDS)


def number(name: str, zh: str, en: str) -> Column:
    """A column with a number."""
    return Column(name, Text(zh, en), Cell.NUMBER)


def day(name: str, zh: str, en: str) -> Column:
    """A column with a date."""
    return Column(name, Text(zh, en), Cell.DATE)


def choice(name: str, zh: str, en: str, of: str) -> Column:
    """A column with a choice of a declared field."""
    return Column(name, Text(zh, en), Cell.CHOICE, of)


PROBLEM = Chosen("of_problem", Text("问题", "Problem"), "Problem", "finding.problem")
"""One problem of the catalogue; codes that mean the same count with it."""


def days(usual: int, zh: str = "天数", en: str = "Days") -> Number:
    """After how many days something counts as left undone."""
    return Number("days", Text(zh, en), usual, 0, 1000)


def at_least(usual: int, zh: str, en: str, least: int = 1) -> Number:
    """From how many on."""
    return Number("least", Text(zh, en), usual, least, 100)
