"""Realistic data for the pictures of the gallery: a heat map, a trend, chains."""

from __future__ import annotations

from typing import Any

QUARTERS = [f"{year}-Q{quarter}" for year in (2022, 2023, 2024) for quarter in (1, 2, 3, 4)]
PROBLEMS = [
    ("1.1", "超标的查封、扣押、冻结", "1 财产控制"),
    ("1.2", "查封案外人财产", "1 财产控制"),
    ("1.3", "未依法解除查封、扣押、冻结", "1 财产控制"),
    ("2.1", "评估、拍卖程序违法", "2 财产处置"),
    ("2.2", "未按规定发放案款", "2 财产处置"),
    ("3.1", "违规终结本次执行程序", "3 结案"),
    ("3.2", "消极执行、拖延执行", "3 结案"),
    ("4.1", "违规纳入失信被执行人名单", "4 强制措施"),
    ("4.2", "作风粗暴、接待不规范", "4 强制措施"),
]
AMOUNTS = [3, 0, 1, 7, 2, 0, 12, 1, 0, 4, 26, 2]
"""Written out once and shifted for each row, so that expected values can be read off by hand."""


def heat(courts: int = 0) -> dict[str, Any]:
    """Problems × quarters with rates and depths, or × so many courts without rates."""
    names = [f"济南市第{i + 1}区人民法院" for i in range(courts)] or QUARTERS
    columns = [{"code": f"c{i}", "name": name, "url": f"/show/{i}"} for i, name in enumerate(names)]
    cells = []
    for y, (code, _, _) in enumerate(PROBLEMS):
        for x, column in enumerate(columns):
            value = AMOUNTS[(x + 5 * y) % len(AMOUNTS)]
            if value:
                rate = None if courts else {"numerator": value, "denominator": 40 + 10 * y}
                depth = 2 if value == 26 else 1 if value == 12 else 0
                url = f"/list?problem={code}&column={column['code']}"
                cells.append({"row": code, "column": column["code"], "value": value,
                              "rate": rate, "depth": depth, "url": url})  # fmt: skip
    rows = [{"code": c, "name": n, "group": g, "url": f"/show/{i}"}
            for i, (c, n, g) in enumerate(PROBLEMS)]  # fmt: skip
    return {"rows": rows, "columns": columns, "cells": cells, "unit": "件", "measures": []}


def trend() -> dict[str, Any]:
    """Findings of every status by quarter, and a quarter that has no figure yet."""
    established = [4, 6, 3, 8, 5, 9, 12, 7, 6, 10, 8, None]
    alleged = [9, 11, 8, 15, 14, 12, 20, 18, 11, 16, 13, None]
    refuted = [3, 2, 4, 5, 6, 2, 5, 8, 3, 4, 2, None]
    closed = [1, 3, 2, 4, 6, 5, 4, 8, 7, 7, 9, None]
    series = [
        {"code": "established", "name": "查实", "values": established, "kind": "established"},
        {"code": "alleged", "name": "反映", "values": alleged, "kind": "alleged"},
        {"code": "refuted", "name": "不实", "values": refuted, "kind": "refuted"},
        {"code": "closed", "name": "整改销号", "values": closed, "kind": ""},
    ]
    return {"columns": QUARTERS, "series": series, "unit": "件"}
