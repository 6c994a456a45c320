"""A record beside the canvas: its fields, its own relations, its duties."""

from __future__ import annotations

from typing import Any

from graph import records
from graph.duties import reading
from graph.errors import NotFound
from graph.model import Record, type_of
from graph.operations.explore.expanding import RECORD
from views import shows
from views.cells import record_address
from views.chain_shape import chain_address
from views.duties import shown as duties
from views.request import current_actor, reader, say

MOST_DUTIES = 20


def panel(view: Any, uid: str) -> Any:
    """The fragment. Raises NotFound: absent and out of scope look alike."""
    record = _record(uid)
    kind = record.declared
    owed = reading.on(reader(), current_actor(), {record.uid: kind.name})
    mine = [each for each in owed if record.uid in {link.uid for link in each.triggers}]
    return view.render_template(
        "zj/explore_record.html",
        layout="zj/fragment.html",
        preview=True,
        title=str(record),
        kind=kind,
        record=record,
        say=say,
        facts=shows.facts(record, kind.form_columns, shows.reveal_url(record)),
        panels=shows.own_panels(record),
        address=record_address(record),
        chain_url=chain_address(record),
        file_url=shows.file_url(record),
        overview_url=shows.overview_url(record),
        duty_columns=duties.columns(("what", "status", "due", "owed_by")),
        duties=[duties.row(each) for each in mine[:MOST_DUTIES]],
        duty_count=len(mine),
    )


def _record(uid: str) -> Record:
    link = records.links_to(reader(), current_actor(), [uid]).get(uid)
    if link is None:
        raise NotFound(type=RECORD, key=uid)
    return records.get(reader(), current_actor(), type_of(link.label), uid)
