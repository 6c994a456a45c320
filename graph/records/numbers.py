"""Whether a case number's court is one of the tree, and existed in the number's year."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from graph import scope
from graph.case_number import CaseNumber
from graph.model import Kind, RecordType, type_of
from graph.records.rules import number_in
from graph.scope import Actor
from graph.session import Reader
from graph.text import Text

Years = Mapping[str, tuple[date | None, date | None]]
"""By court code: its first and last day, as far as known."""


def court_faults(
    tx: Reader, actor: Actor, kind: RecordType, fields: Mapping[str, Any]
) -> dict[str, Text]:
    """The case numbers among ``fields`` whose court isn't in the tree, or wasn't in that year.
    One statement, where there is a case number at all."""
    numbers = {
        name: number
        for name, field in kind.own_fields.items()
        if field.kind is Kind.CASE_NUMBER and (number := number_in(fields.get(name)))
    }
    years = court_years(tx, actor, {number.court for number in numbers.values()})
    faults = {name: court_fault(number, years) for name, number in numbers.items()}
    return {name: fault for name, fault in faults.items() if fault}


def court_years(tx: Reader, actor: Actor, codes: Collection[str]) -> Years:
    """The courts with these codes that the actor may see, former ones too, with their dates."""
    if not codes:
        return {}
    rows = tx.run(
        "UNWIND $codes AS code MATCH (c:Court {code: code}) "
        f"WHERE {scope.visible(type_of('Court'), 'c', actor)} "
        "RETURN code, c.valid_from AS since, c.valid_to AS until",
        codes=sorted(codes),
        **scope.parameters(actor),
    )
    return {row["code"]: (row["since"], row["until"]) for row in rows}


def court_fault(number: CaseNumber, courts: Years) -> Text | None:
    """Why no court can have given this number, None where one can."""
    if number.court not in courts:
        return Text(
            f"案号{number}的法院代字“{number.court}”不是任何法院的代字：请更正，或先登记该法院",
            f"no court has the code “{number.court}” of the case number {number}: "
            "correct it, or enter the court first",
        )
    since, until = courts[number.court]
    if until is not None and until.year < number.year:
        return Text(
            f"案号{number}的年份不可能：代字“{number.court}”的法院已于{until}撤销",
            f"the year of the case number {number} is impossible: "
            f"the court “{number.court}” was abolished on {until}",
        )
    if since is not None and number.year < since.year:
        return Text(
            f"案号{number}的年份不可能：代字“{number.court}”的法院{since}才设立",
            f"the year of the case number {number} is impossible: "
            f"the court “{number.court}” was established on {since}",
        )
    return None
