"""Step 1, read: a file as columns of text with row numbers.

Files come as CSV (plain or .gz) or .xlsx. Rows are numbered as a spreadsheet shows them: the
header is row 1. A row whose cells don't match the header is refused, not guessed at; a file that
ends in the middle is refused whole, since nobody can say what is missing.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import itertools
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

import polars as pl

from graph.errors import FileUnreadable, WrongColumns
from graph.ingest.mapping import Mapping
from graph.ingest.refusal import Refusal
from graph.progress import Progress
from graph.text import Text

ROW = "#row"
BATCH = 50_000
"""Rows turned into columns at a time."""

LONGEST_CELL = 1 << 20

Numbered = tuple[int, Sequence[str]]


@dataclass(frozen=True)
class Sheet:
    """A file as read: ``frame`` has ``#row`` and the mapping's columns, all text, stripped."""

    file: str
    digest: str
    rows: int
    frame: pl.DataFrame
    refusals: list[Refusal] = field(default_factory=list)


def read(path: Path, mapping: Mapping, progress: Progress | None = None) -> Sheet:
    """Read a file. Raises FileUnreadable, WrongColumns."""
    progress = progress or Progress()
    progress.step(Text(f"读取 {path.name}", f"Reading {path.name}"))
    rows = _rows(path, mapping)
    header = [name.strip() for name in next(rows, (1, ()))[1]]
    wanted = _places(path, mapping, header)
    refusals: list[Refusal] = []
    frames, count = [], 0
    for batch in _batches(rows):
        count += len(batch)
        frames.append(_frame(batch, header, wanted, refusals))
        progress.percent(0.0, f"{count:,}")
    frame = pl.concat(frames, rechunk=True) if frames else _frame([], header, wanted, refusals)
    progress.done(Text(f"{count:,} 行", f"{count:,} rows"))
    return Sheet(path.name, _digest(path), count, frame, refusals)


def header(path: Path, mapping: Mapping) -> list[str]:
    """A file's column names, in its order. Raises FileUnreadable, for an empty file too."""
    names = [name.strip() for name in next(_rows(path, mapping), (1, ()))[1]]
    if not any(names):
        raise _empty(path)
    return names


def _rows(path: Path, mapping: Mapping) -> Iterator[Numbered]:
    return _xlsx(path, mapping) if path.suffix.lower() == ".xlsx" else _csv(path, mapping)


def _empty(path: Path) -> FileUnreadable:
    return FileUnreadable(file=path.name, what=Text(
        "文件是空的：第一行应是列名", "it is empty: its first row should name the columns"
    ))  # fmt: skip


def _frame(
    batch: list[Numbered], header: list[str], wanted: dict[str, int], refusals: list[Refusal]
) -> pl.DataFrame:
    good: list[Numbered] = []
    for row, cells in batch:
        if len(cells) == len(header):
            good.append((row, cells))
        else:
            refusals.append(Refusal(row, "", ",".join(cells)[:200], Text(
                f"有{len(cells)}格，表头有{len(header)}格：请检查分隔符和引号",
                f"{len(cells)} cells where the header has {len(header)}: check delimiters, quotes",
            )))  # fmt: skip
    columns: dict[str, Any] = {ROW: pl.Series([row for row, _ in good], dtype=pl.Int64)}
    for name, place in wanted.items():
        columns[name] = pl.Series([cells[place] for _, cells in good], dtype=pl.String)
    return pl.DataFrame(columns).with_columns(pl.col(*wanted).str.strip_chars())


def _places(path: Path, mapping: Mapping, header: list[str]) -> dict[str, int]:
    """Where the mapping's columns are; raises WrongColumns."""
    if not any(header):
        raise _empty(path)
    missing = [name for name in mapping.columns if name not in header]
    extra = [name for name in header if name not in {*mapping.columns, *mapping.ignored}]
    twice = [name for name in mapping.columns if header.count(name) > 1]
    if missing or extra or twice:
        raise WrongColumns(
            file=path.name, mapping=mapping.file,
            missing="、".join(missing) or "—", extra="、".join(extra + twice) or "—",
        )  # fmt: skip
    return {name: header.index(name) for name in mapping.columns}


def _csv(path: Path, mapping: Mapping) -> Iterator[Numbered]:
    """Rows of a CSV; blank lines are no rows."""
    encoding = "utf-8-sig" if mapping.encoding.lower() in ("utf-8", "utf8") else mapping.encoding
    csv.field_size_limit(LONGEST_CELL)
    number = 0
    try:
        with _bytes(path) as raw, io.TextIOWrapper(raw, encoding=encoding, newline="") as text:
            lines = csv.reader(text, delimiter=mapping.delimiter, strict=True)
            for number, cells in enumerate(lines, 1):
                if cells:
                    yield number, cells
    except UnicodeDecodeError as error:
        raise FileUnreadable(file=path.name, what=Text(
            f"第{number + 1}行附近不是 {mapping.encoding} 编码。"
            "请在映射中写明 encoding（如 gb18030），或另存为 UTF-8。",
            f"near row {number + 1} it isn't {mapping.encoding}. Say its encoding in the mapping "
            "(such as gb18030), or save it as UTF-8.",
        )) from error  # fmt: skip
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise FileUnreadable(file=path.name, what=Text(
            f"压缩文件在第{number}行之后损坏或不完整，没有导入任何内容。请重新取得该文件。",
            f"the compressed file is broken or incomplete after row {number}; nothing was loaded. "
            "Get the file again.",
        )) from error  # fmt: skip
    except csv.Error as error:
        raise FileUnreadable(file=path.name, what=Text(
            f"第{number + 1}行不是 CSV（{error}）。请检查引号和分隔符。",
            f"row {number + 1} is no CSV ({error}). Check quotes and delimiters.",
        )) from error  # fmt: skip
    except LookupError as error:
        raise FileUnreadable(file=path.name, what=Text(
            f"不认识编码“{mapping.encoding}”，请更正映射中的 encoding。",
            f"there is no encoding “{mapping.encoding}”: correct it in the mapping.",
        )) from error  # fmt: skip


def _bytes(path: Path) -> IO[bytes]:
    return gzip.open(path, "rb") if path.suffix.lower() == ".gz" else path.open("rb")  # type: ignore[return-value]


def _xlsx(path: Path, mapping: Mapping) -> Iterator[Numbered]:
    """Rows of one sheet of a workbook; whole numbers lose their ``.0``, dates become ISO."""
    from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

    try:
        book = CalamineWorkbook.from_path(path)
        sheet = (
            book.get_sheet_by_name(mapping.sheet) if mapping.sheet else book.get_sheet_by_index(0)
        )
    except WorksheetNotFound as error:
        raise FileUnreadable(file=path.name, what=Text(
            f"没有名为“{mapping.sheet}”的工作表，有：{'、'.join(book.sheet_names)}。",
            f"there is no sheet “{mapping.sheet}”; there are {', '.join(book.sheet_names)}.",
        )) from error  # fmt: skip
    except CalamineError as error:
        raise FileUnreadable(
            file=path.name,
            what=Text(
                f"不是可读的 Excel 文件（{error}）。",
                f"it is no Excel file that can be read ({error}).",
            ),
        ) from error
    for number, cells in enumerate(sheet.iter_rows(), 1):
        texts = [_cell(cell) for cell in cells]
        if any(texts):
            yield number, texts


def _cell(cell: Any) -> str:
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0):
        return cell.date().isoformat()
    if isinstance(cell, date | datetime):
        return cell.isoformat()
    return str(cell)


def _batches(rows: Iterator[Numbered]) -> Iterator[list[Numbered]]:
    while batch := list(itertools.islice(rows, BATCH)):
        yield batch


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
