"""The order in which a province is made."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from graph.generate import (
    acts,
    callbacks,
    cases,
    checks,
    corrections,
    events,
    exchanges,
    feedback,
    findings,
    history,
    integrity,
    meetings,
    organisation,
    oversight,
    parties,
    people,
    petitions,
    rectifications,
    reviews,
    settings,
    statements,
    steps,
    stories,
    trips,
    verifications,
)
from graph.generate.province import Province
from graph.progress import Progress
from graph.text import Text

ORGANISE = (organisation.make_courts, history.make_history, people.make_officers)

FILL = (
    cases.make_cases,
    parties.make_parties,
    acts.make_acts,
    steps.make_steps,
    steps.make_accounts,
    steps.make_integrity_reports,
    events.make_events,
    events.make_step_warnings,
    events.make_transfers,
    reviews.make_reviews,
    exchanges.make_exchanges,
    exchanges.make_typical_cases,
    petitions.make_petitions,
    verifications.make_verifications,
    oversight.make_inspections,
    oversight.make_key_cases,
    oversight.make_interference,
    trips.make_trips,
    callbacks.make_callbacks,
    meetings.make_disputes,
    meetings.make_meetings,
    findings.from_reviews,
    findings.write_findings,
    corrections.make_corrections,
    corrections.make_proposals,
    feedback.make_feedback,
    meetings.write_meetings,
    meetings.make_opinions,
    meetings.make_regional_meetings,
    rectifications.make_rectifications,
    checks.make_checks,
    integrity.make_leads,
    integrity.make_measures,
    statements.make_statements,
    settings.make_settings,
)
"""What happens in a province; each step finds what it builds on."""


def organise(province: Province) -> None:
    """Courts, departments, officers, postings: what must be there before anything happens."""
    for step in ORGANISE:
        step(province)


def fill(province: Province) -> None:
    """Everything that happened there, in an order in which each step finds what it builds on."""
    for step in FILL:
        step(province)


def generate(
    cases: int, seed: int, until: date, out: Path, progress: Progress | None = None
) -> Province:
    """Make a province and write its files; the same for the same cases, seed and day."""
    progress = progress or Progress()
    province = Province(cases, seed, until)
    progress.step(Text("生成示范省数据", "Making the demonstration province"))
    organise(province)
    teller = stories.plan(province)
    fill(province)
    stories.tell(teller, out)
    province.write(out)
    progress.done()
    return province
