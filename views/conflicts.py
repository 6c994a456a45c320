"""Two people in one form: what the other one saved, beside what was typed here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from wtforms import BooleanField

from graph.model import Link, Record, RecordType
from graph.model.fields import as_links
from views import forms
from views.cells import label, said_of
from views.forms import RecordForm
from views.request import say


@dataclass
class Differences:
    """What the other user changed: a line per field, and a note beside those changed by both."""

    lines: list[dict[str, Any]] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)


def compare(
    form: RecordForm, opened: str, theirs: Record, known: Mapping[str, Link]
) -> Differences:
    """Compare what was typed and what is stored now with what the form was opened with.

    A field that only the other one changed takes the stored value, so that saving again doesn't
    undo it in silence; one that both changed keeps what was typed, with the stored value noted.
    ``known`` has the titles of the records chosen in the form.
    """
    found = Differences()
    marks = _marks(opened)
    kind = theirs.declared
    for name, control in form._fields.items():
        stored = forms.value(theirs, name)
        now, mine = forms.mark(kind, name, stored), forms.mark(kind, name, control.data)
        if now in (marks.get(name), mine):
            continue
        line = {
            "label": label(kind, name),
            "theirs": _shown(kind, name, stored, known) or _("（空）"),
            "mine": _shown(kind, name, control.data, known) or _("（空）"),
            "both": mine != marks.get(name),
        }
        if line["both"]:
            found.notes[name] = line["theirs"]
        elif isinstance(control, BooleanField):
            control.data = bool(stored)
        else:
            control.process_data(stored)
        found.lines.append(line)
    return found


def _marks(opened: str) -> dict[str, str]:
    try:
        marks = json.loads(opened)
    except ValueError:
        return {}
    return marks if isinstance(marks, dict) else {}


def _shown(kind: RecordType, name: str, said: Any, known: Mapping[str, Link]) -> str:
    """A value in words."""
    if name not in kind.refs:
        field = kind.field(name)
        return say(field.display(said)) if not isinstance(said, str) else _code(field, said)
    ref = kind.refs[name]
    parts = [
        " ".join(p for p in (known.get(link.uid, link).title, said_of(ref, link)) if p)
        for link in as_links(said)
    ]
    return "；".join(parts)


def _code(field: Any, said: str) -> str:
    """What was typed; of a choice its name."""
    return say(field.choices[said]) if said in field.choices else said
