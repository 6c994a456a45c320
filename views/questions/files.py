"""An answer as a file: a question's table as CSV or Excel, its picture as GraphML; and any records
of the canvas, read again by their ids."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flask import Response, request, send_file
from flask_babel import gettext as _
from openpyxl import Workbook

from graph import clock
from graph.operations.explore import export
from graph.operations.explore.elements import Answer
from graph.operations.questions import Answered, pictured
from graph.questions import Cell
from views.exports import XLSX, as_file, harmless
from views.questions import shown
from views.request import current_actor, graph, language, reader, reread, say

DRAWN = ("png", "svg")
"""Pictures, which the reader's browser draws: of those the server only records that they leave."""

FORMATS = ("graphml", "csv", "edges", "xlsx", *DRAWN)
"""Of records of the canvas: a graph, its records, its relations, both in one book, pictures."""

GRAPHML = "application/graphml+xml"


def answer_file(found: Answered, form: str) -> Response:
    """A question's answer; the event is written before the file is handed over."""
    title = say(found.question.title)
    picture = pictured(reader(), current_actor(), found) if form == "graphml" else None
    reread()
    export.note_question(graph(), current_actor(), found.question.code, {
        "rows": len(found.rows), "more": found.more, "format": form, "asked": shown.said(found),
    })  # fmt: skip
    name = f"{found.question.code}-{clock.today()}"
    if picture is not None:
        return _graphml(picture, name)
    return as_file(form, list(_lines(found)), title, name)


def picture_file(answer: Answer, form: str, unnamed: Mapping[str, int] | None) -> Response:
    """Records of the canvas, with ``unnamed`` numbers in place of their names; the event is
    written before the file is handed over. Of a picture there is none to hand over: 204."""
    said = {"query": request.query_string.decode(errors="replace")}
    if unnamed is not None:
        said["names"] = "hidden"
    export.note_picture(graph(), current_actor(), answer, form, said)
    if form in DRAWN:
        return Response(status=204)
    if unnamed is not None:
        answer = export.without_names(answer, unnamed, language())
    name = f"{_('图中结果')}-{clock.today()}"
    if form == "graphml":
        return _graphml(answer, name)
    if form == "xlsx":
        return _book(answer, name)
    made = export.edge_lines if form == "edges" else export.node_lines
    return as_file("csv", _harmless(made(answer, language())), _("图中结果"), name)


def _lines(found: Answered) -> Iterator[list[Any]]:
    yield [harmless(say(each.label)) for each in found.question.columns]
    for row in shown.plain(found)["rows"]:
        yield [_value(each.cell, row[each.name]) for each in found.question.columns]
    if found.more:
        yield [_("只导出了前 %(n)s 行，其余请缩小条件后另行导出。", n=f"{len(found.rows):,}")]


def _value(cell: Cell, value: Any) -> Any:
    if cell is Cell.RECORD:
        return harmless(_named(value)) if value else ""
    if cell is Cell.RECORDS:
        return harmless("; ".join(_named(each) for each in value))
    return "" if value is None else value


def _named(record: dict[str, str]) -> str:
    """Title and key, the key once."""
    title, key = record["label"], record["key"]
    return title if key in title else f"{title} {key}"


def _harmless(lines: Iterable[list[Any]]) -> Iterator[list[Any]]:
    for line in lines:
        yield [harmless(value) if isinstance(value, str) else value for value in line]


def _graphml(answer: Answer, name: str) -> Response:
    return send_file(
        io.BytesIO(export.graphml(answer, language())),
        mimetype=GRAPHML, as_attachment=True, download_name=f"{name}.graphml",
    )  # fmt: skip


def _book(answer: Answer, name: str) -> Response:
    """Records and relations, a sheet each."""
    book = Workbook(write_only=True)
    for title, lines in (
        (_("记录"), export.node_lines(answer, language())),
        (_("关系"), export.edge_lines(answer, language())),
    ):
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        for line in _harmless(lines):
            sheet.append(line)
    file = tempfile.SpooledTemporaryFile(max_size=4 * 1024 * 1024)  # noqa: SIM115
    book.save(file)
    file.seek(0)
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=f"{name}.xlsx")
