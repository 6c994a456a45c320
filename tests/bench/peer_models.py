"""The peer's tables and views, written as FAB's own documentation writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from flask_appbuilder import Model, ModelView
from flask_appbuilder.models.sqla.interface import SQLAInterface
from sqlalchemy import Column, Date, Float, ForeignKey, Integer, String, Table
from sqlalchemy.orm import relationship

from tests.bench.rows import Province

handles = Table(
    "handles",
    Model.metadata,
    Column("case_id", Integer, ForeignKey("cases.id"), primary_key=True),
    Column("officer_id", Integer, ForeignKey("officer.id"), primary_key=True, index=True),
)


class PeerCourt(Model):
    __tablename__ = "court"
    id = Column(Integer, primary_key=True)
    code = Column(String(20), unique=True, nullable=False)
    name = Column(String(200), nullable=False)

    def __repr__(self) -> str:
        return str(self.name)


class PeerOfficer(Model):
    __tablename__ = "officer"
    id = Column(Integer, primary_key=True)
    number = Column(String(20), unique=True, nullable=False)
    name = Column(String(200), nullable=False)

    def __repr__(self) -> str:
        return str(self.name)


class PeerCase(Model):
    __tablename__ = "cases"
    id = Column(Integer, primary_key=True)
    number = Column(String(60), unique=True, nullable=False)
    type_code = Column(String(20), nullable=False)
    filed_on = Column(Date, index=True)
    concluded_on = Column(Date, index=True)
    outcome = Column(String(30))
    claim = Column(Float)
    cause = Column(String(200), index=True)
    court_id = Column(Integer, ForeignKey("court.id"), index=True, nullable=False)
    court = relationship("PeerCourt")
    handlers = relationship("PeerOfficer", secondary=handles)

    def __repr__(self) -> str:
        return str(self.number)


class PeerAct(Model):
    __tablename__ = "act"
    id = Column(Integer, primary_key=True)
    number = Column(String(80), unique=True, nullable=False)
    sort_of_act = Column(String(30), nullable=False)
    done_on = Column(Date, index=True)
    case_id = Column(Integer, ForeignKey("cases.id"), index=True, nullable=False)
    case = relationship("PeerCase")


class PeerReview(Model):
    __tablename__ = "review"
    id = Column(Integer, primary_key=True)
    number = Column(String(60), unique=True, nullable=False)
    sort_of_review = Column(String(30), nullable=False)
    filed_on = Column(Date, index=True)
    outcome = Column(String(30))
    case_id = Column(Integer, ForeignKey("cases.id"), index=True, nullable=False)
    case = relationship("PeerCase")


class PeerActView(ModelView):
    route_base = "/act"
    datamodel = SQLAInterface(PeerAct)
    list_columns: ClassVar[list[str]] = ["number", "sort_of_act", "done_on"]


class PeerReviewView(ModelView):
    route_base = "/review"
    datamodel = SQLAInterface(PeerReview)
    list_columns: ClassVar[list[str]] = ["number", "sort_of_review", "filed_on", "outcome"]


class PeerCaseView(ModelView):
    route_base = "/case"
    datamodel = SQLAInterface(PeerCase)
    list_columns: ClassVar[list[str]] = [
        "number", "type_code", "filed_on", "concluded_on", "court", "handlers",
    ]  # fmt: skip
    base_order = ("filed_on", "desc")
    page_size = 50
    search_columns: ClassVar[list[str]] = [
        "number",
        "type_code",
        "filed_on",
        "concluded_on",
        "outcome",
        "cause",
    ]
    related_views: ClassVar[list[type]] = [PeerActView, PeerReviewView]


def add_views(appbuilder: Any) -> None:
    """The views, in a menu."""
    for view in (PeerActView, PeerReviewView, PeerCaseView):
        appbuilder.add_view(view, view.__name__, category="Records")


def tables(
    province: Province, numbers: dict[str, int]
) -> Iterator[tuple[str, tuple[str, ...], Iterable[tuple[Any, ...]]]]:
    """Table, columns, rows."""
    nodes, edges = province.nodes, province.edges
    court = {case: end for case, end, _ in edges["Case", "ENFORCED_BY", "Court"]}
    of_act = {act: case for case, act, _ in edges["Case", "HAS_ACT", "Act"]}
    of_review = {review: case for review, case, _ in edges["Review", "CHALLENGES", "Case"]}
    yield _table("court", ("code", "name"), nodes["Court"], numbers, {})
    yield _table("officer", ("number", "name"), nodes["Officer"], numbers, {})
    yield _table(
        "cases",
        ("number", "type_code", "filed_on", "concluded_on", "outcome", "claim", "cause"),
        nodes["Case"], numbers, {"court_id": court},
    )  # fmt: skip
    act = ("number", "sort_of_act", "done_on")
    review = ("number", "sort_of_review", "filed_on", "outcome")
    yield _table("act", act, nodes["Act"], numbers, {"case_id": of_act})
    yield _table("review", review, nodes["Review"], numbers, {"case_id": of_review})
    handling = edges["Officer", "HANDLES", "Case"]
    rows = ((numbers[case], numbers[officer]) for officer, case, _ in handling)
    yield "handles", ("case_id", "officer_id"), rows


def _table(
    name: str,
    columns: tuple[str, ...],
    nodes: list[dict[str, Any]],
    numbers: dict[str, int],
    keys: dict[str, dict[str, str]],
) -> tuple[str, tuple[str, ...], Iterable[tuple[Any, ...]]]:
    rows = (
        (numbers[node["uid"]], *(node.get(c) for c in columns),
         *(numbers[found[node["uid"]]] for found in keys.values()))
        for node in nodes
    )  # fmt: skip
    return name, ("id", *columns, *keys), rows
