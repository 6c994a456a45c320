"""What a load says at its end: for people, in the Import, and row by row in a CSV."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from graph.ingest.check import Checked
from graph.model import type_of

if TYPE_CHECKING:
    from graph.ingest.load import Outcome

SHOWN = 50
"""Refused rows listed in the Import; all of them are in the CSV."""


def text(checked: Checked, outcome: Outcome) -> str:
    """The report kept in the Import, without anything of confidential records."""
    refused = len({each.row for each in outcome.refusals})
    lines = [
        f"共 {checked.sheet.rows} 行，导入 {checked.sheet.rows - refused} 行，拒收 {refused} 行 · "
        f"{checked.sheet.rows} rows: {checked.sheet.rows - refused} loaded, {refused} refused"
    ]
    for label, each in outcome.records.items():
        kind = type_of(label)
        if not kind.confidential:
            lines.append(
                f"{kind.label.zh}：新增 {each.created}，修改 {each.changed}，"
                f"未变 {each.unchanged} · "
                f"{kind.plural.en}: {each.created} created, {each.changed} changed, "
                f"{each.unchanged} unchanged"
            )
    for found in checked.contradictions:
        if not found.secret:
            lines.append(
                f"矛盾：{found.name.zh} {found.groups} 组（均已保留） · "
                f"Contradiction: {found.name.en}: {found.groups} (all kept)"
            )
            lines += [f"  {what}: {_rows(rows)}" for what, rows in found.examples]
    shown = [each for each in outcome.refusals if not each.secret][:SHOWN]
    lines += [
        f"第{each.row}行 {each.column}“{each.value}”：{each.why.zh} · "
        f"Row {each.row} {each.column} “{each.value}”: {each.why.en}"
        for each in shown
    ]
    if len(outcome.refusals) > len(shown):
        lines.append(
            f"其余 {len(outcome.refusals) - len(shown)} 处见导入报告文件 · "
            f"{len(outcome.refusals) - len(shown)} more are in the report file"
        )
    return "\n".join(lines)


def to_csv(path: Path, checked: Checked, outcome: Outcome) -> None:
    """Every refused row and the contradictions found, as a file beside the import."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(("kind", "row", "column", "value", "说明", "explanation"))
        for each in sorted(outcome.refusals, key=lambda r: r.row):
            out.writerow(("refused", each.row, each.column, each.value, *each.why))
        for found in checked.contradictions:
            out.writerow(("contradiction", "", "", found.groups, *found.name))
            for what, rows in found.examples:
                out.writerow(("example", " ".join(map(str, rows)), "", what, *found.name))


def _rows(rows: tuple[int, ...]) -> str:
    listed = "、".join(str(row) for row in rows)
    return f"第{listed}行 · rows {', '.join(str(row) for row in rows)}" if rows else "—"
