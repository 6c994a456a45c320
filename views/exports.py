"""A list as a file: CSV or Excel, asked for by the list's own address parameters.

The file is made before anything is sent: what goes wrong is answered with a sentence, the audit
has the number of rows before the first of them leaves, and memory holds one page of rows.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

from flask import Response, abort, current_app, request, send_file
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from graph import clock
from graph.model import Kind, Record, RecordType
from graph.operations import exporting
from graph.operations.exporting import MOST_ROWS
from graph.records.cypher import LINKS_IN_LIST
from graph.scope import Role
from views.base import GraphModelView
from views.cells import label
from views.request import current_actor, graph, reread, say

IN_MEMORY = 4 * 1024 * 1024
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula, or skips before one."""

LONGEST_CELL = 32_767
"""Characters that Excel takes in a cell."""

Cells = list[Any]


class ExportView(BaseView):
    """``/<type>/export.csv`` and ``.xlsx``: masked as on the page, and recorded."""

    route_base = ""
    default_view = "export"
    base_permissions = ["can_export"]

    @expose("/<string:slug>/export.<any(csv, xlsx):form>", methods=["GET"])
    @has_access
    @permission_name("export")
    def export(self, slug: str, form: str) -> Any:
        view = _list_of(slug)
        kind, actor = view.kind, current_actor()
        query = view._asked(request.args).query
        reread()  # the rows are read in transactions of their own
        counted = _Counted(exporting.rows(graph(), actor, query, MOST_ROWS + 1))
        write, mimetype = FORMS[form]
        file = write(_lines(kind, counted), say(kind.plural))
        exporting.note(graph(), actor, kind, {
            "rows": counted.rows, "capped": counted.capped, "format": form,
            "query": request.query_string.decode(errors="replace"),
        })  # fmt: skip
        name = f"{say(kind.plural)}-{clock.today()}.{form}"
        return send_file(file, mimetype=mimetype, as_attachment=True, download_name=name)


def _list_of(slug: str) -> GraphModelView:
    """The list's view, if the user may see the list."""
    for view in current_app.appbuilder.baseviews:
        if isinstance(view, GraphModelView) and view.kind.slug == slug:
            if not view._has("can_list"):
                abort(403)
            return view
    abort(404)


class _Counted:
    """The rows up to the most there may be, counted on their way."""

    def __init__(self, rows: Iterable[Record]) -> None:
        self._rows = rows
        self.rows = 0
        self.capped = False

    def __iter__(self) -> Iterator[Record]:
        for record in self._rows:
            if self.rows == MOST_ROWS:
                self.capped = True
                return
            self.rows += 1
            yield record

    @property
    def note(self) -> str:
        """What the last line says where rows are missing."""
        if not self.capped:
            return ""
        return _("只导出了前 %(n)s 行，其余请缩小条件后另行导出。", n=f"{MOST_ROWS:,}")


def columns(kind: RecordType) -> list[str]:
    """What a file has: every field, and the relations that lists show."""
    return [n for n in kind.form_columns if n in kind.fields or kind.refs[n].listed]


def cells(record: Record, names: list[str]) -> Cells:
    """A row: numbers and dates as such, everything else as harmless text."""
    return [_cell(record, name) for name in names]


def _cell(record: Record, name: str) -> Any:
    kind = record.declared
    if name in kind.refs:
        links = record.links.get(name, ())
        more = " …" if len(links) >= LINKS_IN_LIST else ""
        return harmless("; ".join(link.title for link in links) + more)
    field, value = kind.fields[name], record.stands(name)
    if value is None:
        return ""
    if not field.sensitive and field.kind in (Kind.INTEGER, Kind.AMOUNT, Kind.DATE):
        return value
    return harmless(say(field.display(value)))


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)[: LONGEST_CELL - 1]
    return "'" + text if text.startswith(FORMULA) else text


def _csv(lines: Iterable[Cells], _title: str) -> IO[bytes]:
    """Comma-separated, with the mark by which Excel knows that it is UTF-8."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    rows = csv.writer(text)
    for line in lines:
        rows.writerow(line)
    text.detach()
    file.seek(0)
    return file  # type: ignore[return-value]


def _xlsx(lines: Iterable[Cells], title: str) -> IO[bytes]:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for line in lines:
        sheet.append(line)
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    book.save(file)
    file.seek(0)
    return file  # type: ignore[return-value]


def as_file(form: str, lines: Iterable[Cells], title: str, name: str) -> Response:
    """Lines of cells, the head first, as a ``csv`` or ``xlsx`` that the browser saves."""
    write, mimetype = FORMS[form]
    return send_file(
        write(lines, title), mimetype=mimetype, as_attachment=True, download_name=f"{name}.{form}"
    )


def _lines(kind: RecordType, rows: _Counted) -> Iterator[Cells]:
    names = columns(kind)
    yield [harmless(label(kind, name)) for name in names]
    for record in rows:
        yield cells(record, names)
    if rows.note:
        yield [rows.note]


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS: dict[str, tuple[Callable[[Iterable[Cells], str], IO[bytes]], str]] = {
    "csv": (_csv, "text/csv; charset=utf-8"),
    "xlsx": (_xlsx, XLSX),
}


def register(appbuilder: Any) -> None:
    """Add the address."""
    appbuilder.add_view_no_menu(ExportView)


def rights() -> dict[Role, set[tuple[str, str]]]:
    """Who sees a list may take it along; the audit keeps who did."""
    return {role: {("can_export", "ExportView")} for role in Role}
