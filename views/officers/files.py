"""A history as CSV or Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import IO, Any

from flask_babel import gettext as _
from openpyxl import Workbook

from graph.operations.officer_history import History
from views.exports import XLSX, harmless
from views.officers import shown
from views.request import say

MIMETYPES = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}


def lines(found: History) -> Iterator[list[str]]:
    """Heading and rows, as text that no spreadsheet takes for a formula."""
    columns = shown.columns()
    yield [harmless(column["label"]) for column in columns]
    for row in shown.rows(found):
        cells = row["cells"]
        texts = (
            cells[c["name"]]["label"] if isinstance(cells[c["name"]], dict) else cells[c["name"]]
            for c in columns
        )
        yield [harmless(str(text or "")) for text in texts]
    if found.more:
        yield [_("只列出最新的 %(n)s 条，其余请缩小条件后另行导出。", n=len(found.events))]


def made(form: str, found: History) -> IO[bytes]:
    """The file, at its beginning."""
    return _xlsx(found) if form == "xlsx" else _csv(found)


def _csv(found: History) -> IO[bytes]:
    file = io.BytesIO()
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    csv.writer(text).writerows(lines(found))
    text.detach()
    file.seek(0)
    return file


def _xlsx(found: History) -> IO[bytes]:
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(say(found.officer.declared.label)[:31])
    sheet.freeze_panes = "A2"
    for line in lines(found):
        sheet.append(line)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file
