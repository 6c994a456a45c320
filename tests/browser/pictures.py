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
                depth = 2 if value == 26 else 1 if value == 12 else None
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


LANE_GROUPS = {
    "案件与行为": ["经办案件", "实施的行为", "预警与拦截"],
    "执行审查": ["审查办理", "针对其经办事项的执行审查"],
    "执行信访": ["被反映的信访", "所涉核查", "针对其经办事项的一案双查"],
    "问题与反馈": ["归属的问题", "收到的反馈"],
    "整改与检查": ["负责的整改", "签字销号的整改", "经手的检查", "针对其经办事项的整改检查"],
    "外出与廉洁": ["外出执行", "行前谈话", "外出报告", "听取的报告", "廉洁情况报告"],
    "当事人回访": ["记录的回访"],
    "通报与处置": ["收到的通报", "处置措施", "作出的谈话", "问题线索"],
    "其他": ["参加的会议", "参加的督导", "跟踪的重点案件", "责任事项"],
}
FINDING_KINDS = [
    ("established", "查实"),
    ("alleged", "反映"),
    ("refuted", "不实"),
    ("void", "失效"),
]


def busy_officer() -> dict[str, Any]:
    """Nine groups of lanes over ten years; so many findings that they are drawn as bars."""
    lanes = [
        {"name": f"l{i}", "label": label, "group": group, "apart": label == "归属的问题"}
        for i, (group, label) in enumerate(
            (group, label) for group, labels in LANE_GROUPS.items() for label in labels
        )
    ]
    events = []
    for lane in lanes:
        truth = lane["label"] == "归属的问题"
        for i in range(400 if truth else 4 + len(lane["label"])):
            month, status = (7 * i + len(lane["label"])) % 120, FINDING_KINDS[i % 4]
            day = f"{2015 + month // 12}-{1 + month % 12:02d}-{1 + i % 28:02d}"
            title = f"{lane['label']}之{i + 1}"
            event = {"lane": lane["name"], "title": title, "url": "/show/1", "on": day}
            if truth:
                event["status"] = dict(zip(("kind", "label"), status, strict=True))
            events.append(event)
    events.sort(key=lambda event: event["on"], reverse=True)
    posts = [
        {"label": "书记员", "sub": "市中区法院", "from": "2015-01-01", "to": "2018-02-28"},
        {"label": "执行员", "sub": "历下区法院", "from": "2018-03-01", "to": "2022-05-31"},
        {"label": "副局长", "sub": "济南中院", "from": "2022-06-01", "to": "2024-12-31"},
    ]
    return {"posts": posts, "lanes": lanes, "events": events}
