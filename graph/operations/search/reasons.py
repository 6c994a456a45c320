"""Why a record was found: which of the fields that it is looked for by has the words, and where."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from graph.model import RecordType
from graph.operations.search.found import Reason
from graph.records import words as typed

BEFORE = 14
"""Characters of a field shown before the first word met."""

LONGEST = 64

MOST = 2
"""Fields shown; more are named only where the words are spread over them."""

Span = tuple[int, int]


def reasons(kind: RecordType, words: str, values: Mapping[str, Any]) -> tuple[Reason, ...]:
    """The fields that have the words, fewest first to cover them. Values come masked where the
    reader sees them masked."""
    shown = {
        name: str(kind.fields[name].masked(value))
        for name, value in values.items()
        if value not in (None, "")
    }
    best: list[tuple[str, list[Span]]] = []
    most = -1
    for way in typed.ways(kind, words):
        wanted = list(dict.fromkeys(run.text for run in way))
        chosen, covered = _cover(shown, wanted)
        if covered > most:
            best, most = chosen, covered
        if covered == len(wanted):
            break
    return tuple(
        Reason(name, kind.fields[name].label, _parts(shown[name], spans)) for name, spans in best
    )


def _cover(shown: Mapping[str, str], wanted: list[str]) -> tuple[list[tuple[str, list[Span]]], int]:
    """Fields that together have as many of the runs as can be, and how many those are."""
    left = wanted
    met = {name: {run: _spans(text, run) for run in left} for name, text in shown.items()}
    chosen: list[tuple[str, list[Span]]] = []
    while left and met and len(chosen) < MOST:
        name = max(met, key=lambda n: sum(bool(met[n][run]) for run in left))
        had = [run for run in left if met[name][run]]
        if not had:
            break
        spans = met.pop(name)
        chosen.append((name, sorted(span for run in had for span in spans[run])))
        left = [run for run in left if run not in had]
    return chosen, len(wanted) - len(left)


def _spans(text: str, run: str) -> list[Span]:
    plain = "".join(_folded(c) for c in text)
    found, at = [], plain.find(run)
    while at >= 0:
        found.append((at, at + len(run)))
        at = plain.find(run, at + len(run))
    return found


def _folded(character: str) -> str:
    """A character as it is compared: half-width, small; as long as it was."""
    plain = unicodedata.normalize("NFKC", character).lower()
    return plain if len(plain) == 1 else character


def _parts(text: str, spans: list[Span]) -> tuple[tuple[str, bool], ...]:
    """The text around the first words met, cut into what is marked and what not."""
    start = max(0, spans[0][0] - BEFORE) if len(text) > LONGEST else 0
    end = min(len(text), start + LONGEST)
    made = [("…", False)] if start else []
    at = start
    for first, last in _joined(spans):
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        made += [(text[at:first], False), (text[first:last], True)]
        at = last
    made.append((text[at:end] + ("…" if end < len(text) else ""), False))
    return tuple(part for part in made if part[0])


def _joined(spans: list[Span]) -> list[Span]:
    """Spans that touch or overlap, as one."""
    made: list[Span] = []
    for first, last in sorted(spans):
        if made and first <= made[-1][1]:
            made[-1] = (made[-1][0], max(last, made[-1][1]))
        else:
            made.append((first, last))
    return made
