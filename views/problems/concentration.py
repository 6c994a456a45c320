"""The two statistical triggers as pages: what is concentrated (A7), what is widespread (B5).

What is compared and concluded is decided in graph/operations/concentration.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import g, request, url_for
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _

from graph import clock
from graph.model import type_of
from graph.operations import exporting
from graph.operations.concentration import (
    Asked,
    Compared,
    Period,
    Spread,
    Statistics,
    Verdict,
    statistics,
)
from graph.operations.places import at_court
from graph.quarters import within
from graph.records import Filter, Op
from views.exports import as_file, harmless
from views.list_address import list_url
from views.problems import shown
from views.request import current_actor, graph, reader

PILLS = {
    Verdict.TRIGGERED: "overdue", Verdict.BY_CHANCE: "due-soon", Verdict.BELOW: "neutral",
    Verdict.TOO_FEW: "neutral",
}  # fmt: skip
SHOWN = 100
NAMED = 3
"""Courts named in a row; the list behind the number has all."""

PARTS = ("concentration", "universal")


class ConcentrationView(BaseView):
    """Concentration and universality of one area and period."""

    route_base = "/problems"
    default_view = "concentration"
    base_permissions = ["can_read", "can_export"]

    @expose("/concentration", methods=["GET"])
    @has_access
    @permission_name("read")
    def concentration(self) -> Any:
        """Problems concentrated in one lower court."""
        return self._page("concentration")

    @expose("/universal", methods=["GET"])
    @has_access
    @permission_name("read")
    def universal(self) -> Any:
        """Problems found in many courts."""
        g.place = url_for("ConcentrationView.concentration")
        return self._page("universal")

    @expose("/<any(concentration, universal):part>/export.<any(csv, xlsx):form>", methods=["GET"])
    @has_access
    @permission_name("export")
    def export(self, part: str, form: str) -> Any:
        """All rows as a file; recorded."""
        actor = current_actor()
        found = statistics(reader(), actor, _asked())
        lines = list(_lines(found, part))
        exporting.note(graph(), actor, type_of("Finding"), {
            "rows": len(lines) - 1, "format": form, "view": part,
            "query": request.query_string.decode(errors="replace"),
        })  # fmt: skip
        title = _titles()[part]
        return as_file(form, lines, title, f"{title}-{found.period}-{clock.today()}")

    def _page(self, part: str) -> str:
        found = statistics(reader(), current_actor(), _asked())
        concentrated = part == "concentration"
        rows = _compared(found) if concentrated else _spread(found)
        return self.render_template(
            "zj/concentration.html",
            title=_titles()[part],
            part=part,
            found=found,
            chips=_scope(found),
            courts=shown.courts(found.courts, found.court),
            periods={
                each: _address(part, found, period)
                for each, period in (("before", found.period.before), ("after", found.period.after))
            },
            tabs=[
                {"label": label, "url": _address(each, found), "current": each == part,
                 "count": _triggered(found, each)}
                for each, label in _titles().items()
            ],
            tiles=_tiles(found, part),
            columns=columns(part),
            triggered=rows[: _triggered(found, part)],
            others=rows[_triggered(found, part) :][:SHOWN],
            left_out=max(0, len(rows) - _triggered(found, part) - SHOWN),
            method=_method(found, part),
            exports={
                form: url_for("ConcentrationView.export", part=part, form=form, **_said(found))
                for form in ("csv", "xlsx")
            },
        )  # fmt: skip


def _asked() -> Asked:
    return Asked(request.args.get("court", "").strip(), Period.read(request.args.get("period", "")))


def _said(found: Statistics, period: Period | None = None) -> dict[str, str]:
    said = {"court": found.asked.court, "period": str(period or found.asked.period or "")}
    return {name: value for name, value in said.items() if value}


def _address(part: str, found: Statistics, period: Period | None = None) -> str:
    return url_for(f"ConcentrationView.{part}", **_said(found, period))


def _titles() -> dict[str, str]:
    return {"concentration": _("集中发生的问题"), "universal": _("普遍性问题")}


def _triggered(found: Statistics, part: str) -> int:
    rows: Any = found.compared if part == "concentration" else found.spread
    return sum(each.verdict is Verdict.TRIGGERED for each in rows)


def _scope(found: Statistics) -> list[dict[str, str]]:
    if found.court is None:
        return []
    name = found.court.name
    area = name if found.court.level == "basic" else _("%(court)s及下级", court=name)
    return [
        {"label": _("范围"), "value": area, "icon": "court"},
        {"label": _("期间"), "value": str(found.period), "icon": "calendar"},
    ]


def _tiles(found: Statistics, part: str) -> list[dict[str, Any]]:
    lower = _("%(n)s 个下级法院", n=found.lower)
    return [
        {"label": _("触发"), "value": _triggered(found, part),
         "kind": "overdue" if _triggered(found, part) else ""},
        {"label": _("查实的问题"), "value": found.findings, "note": _("不含外部问题")},
        {"label": _("办结案件"), "value": found.cases, "note": lower},
    ]  # fmt: skip


def columns(part: str) -> list[dict[str, str]]:
    """The table of a part."""
    problem = {"name": "problem", "label": _("问题")}
    verdict = {"name": "verdict", "label": _("判断"), "kind": "status"}
    if part == "universal":
        return [
            problem,
            {"name": "share", "label": _("出现的法院 / 全部法院"), "kind": "number"},
            {"name": "rate", "label": _("占比"), "kind": "number"},
            {"name": "count", "label": _("查实问题"), "kind": "link"},
            {"name": "where", "label": _("法院"), "kind": "text"},
            verdict,
        ]
    return [
        problem,
        {"name": "court", "label": _("法院")},
        {"name": "share", "label": _("本院 / 全部查实"), "kind": "link"},
        {"name": "cases", "label": _("本院 / 全部办结"), "kind": "number"},
        {"name": "expected", "label": _("按案件量应有"), "kind": "number"},
        {"name": "ratio", "label": _("倍数（95%区间）"), "kind": "number"},
        {"name": "chance", "label": _("p（校正后）"), "kind": "number"},
        verdict,
    ]


def _compared(found: Statistics) -> list[dict[str, Any]]:
    return [_row(found, each) for each in found.compared]


def _row(found: Statistics, each: Compared) -> dict[str, Any]:
    court = found.courts.all[each.court]
    few = each.verdict is Verdict.TOO_FEW
    low, high = each.interval
    ratio = "" if few else f"{each.ratio:.1f}（{low:.1f}–{high:.1f}）"
    share = {
        "label": f"{each.count:,} / {each.of:,}",
        "url": _list(found, each.problems, each.court),
    }
    return {
        "key": f"{each.problems[0]} {each.court}",
        "url": url_for("ProblemMapView.problem", code=each.problems[0], court=each.court),
        "cells": {
            "problem": _name(found, each.problems),
            "court": court.name,
            "share": share,
            "cases": f"{each.cases:,} / {each.all_cases:,}",
            "expected": f"{each.expected:.2f}",
            "ratio": ratio,
            "chance": "" if few else f"{_p(each.chance)}（{_p(each.adjusted)}）",
            "verdict": {"kind": PILLS[each.verdict], "label": _verdict(found, each)},
        },
    }


def _verdict(found: Statistics, each: Compared) -> str:
    limits = found.thresholds
    if each.verdict is Verdict.TRIGGERED:
        return _("集中")
    if each.verdict is Verdict.BELOW:
        return _("不足%(n)s倍", n=f"{limits.ratio:g}")
    if each.verdict is Verdict.BY_CHANCE:
        return _("可能出于偶然")
    if each.count >= limits.least:
        return _("办结不足%(n)s件，不作判断", n=limits.cases)
    return _("不足%(n)s件，不作判断", n=limits.least)


def _spread(found: Statistics) -> list[dict[str, Any]]:
    return sorted(
        (_spread_row(found, each) for each in found.spread),
        key=lambda row: row["cells"]["verdict"]["kind"] != "overdue",
    )


def _spread_row(found: Statistics, each: Spread) -> dict[str, Any]:
    names = [found.courts.all[code].name for code in each.courts if code in found.courts.all]
    more = " …" if len(names) > NAMED else ""
    area = found.court.code if found.court else ""
    verdict = {
        Verdict.TRIGGERED: _("普遍"),
        Verdict.TOO_FEW: _("不足%(n)s个法院，不作判断", n=found.thresholds.courts),
        Verdict.BELOW: _("不足%(n)s%%的法院", n=f"{found.thresholds.share * 100:g}"),
    }
    return {
        "key": each.problems[0],
        "url": url_for("ProblemMapView.problem", code=each.problems[0], court=area),
        "cells": {
            "problem": _name(found, each.problems),
            "share": f"{len(each.courts)} / {each.of}",
            "rate": f"{each.share:.0%}",
            "count": {"label": f"{each.count:,}", "url": _list(found, each.problems, "")},
            "where": "、".join(names[:NAMED]) + more,
            "verdict": {"kind": PILLS[each.verdict], "label": verdict[each.verdict]},
        },
    }


def _name(found: Statistics, codes: tuple[str, ...]) -> str:
    first = found.names[codes[0]]
    return f"{'='.join(codes)} {first.name}"


def _p(chance: float) -> str:
    return "<0.0001" if chance < 0.0001 else f"{chance:.4f}"


def _list(found: Statistics, codes: tuple[str, ...], court: str) -> str:
    """The list of exactly these findings."""
    place = found.courts.all[court] if court else found.court
    if place is None:
        return ""
    query = at_court(type_of("Finding"), "at", place, bool(court))
    uids = [found.names[code].uid for code in codes]
    return list_url(query.where(
        Filter("status", Op.EQUAL, "established"), Filter("problem", Op.RELATED, uids),
        *within("occurred_on", found.period.since, found.period.until),
    ))  # fmt: skip


def _method(found: Statistics, part: str) -> list[str]:
    """What is done, in words, so that the choice can be defended."""
    limits = found.thresholds
    if part == "universal":
        return [
            _("依据第8号文件第五部分：普遍性问题由纪检监察机构提出意见建议。"),
            _(
                "本地参数：问题在本期间查实于至少 %(courts)s 个法院，"
                "且不少于全部法院的 %(share)s%%。",
                courts=limits.courts, share=f"{limits.share * 100:g}",
            ),
            _("分子是有查实问题的法院数，分母是本范围全部法院数；这是全数统计，不是抽样，不作检验。"),
        ]  # fmt: skip
    return [
        _("依据第76号文件第7条：某类问题在某个下级法院集中发生的，由高级法院执行裁决机构专项现场督导。"),
        _(
            "本地参数：本院本期间查实至少 %(least)s 件，至少为按办结案件量应有数的 %(ratio)s 倍，"
            "校正后 p 不大于 %(level)s%%，且本院办结至少 %(cases)s 件。",
            least=limits.least, ratio=f"{limits.ratio:g}", level=f"{limits.level * 100:g}",
            cases=limits.cases,
        ),
        _(
            "检验：若问题随办结案件分布，本院件数服从二项分布（总数为范围内全部查实数，概率为本院"
            "办结占比）；单侧精确二项检验，同一问题各下级法院之间按 Benjamini–Hochberg 校正；"
            "区间为 Clopper–Pearson 精确区间。件数少的不作判断，既不说集中，也不说不集中。",
        ),
    ]  # fmt: skip


def _lines(found: Statistics, part: str) -> Iterator[list[Any]]:
    """Head and rows of the file."""
    named = columns(part)
    yield [harmless(str(column["label"])) for column in named]
    rows = _compared(found) if part == "concentration" else _spread(found)
    for row in rows:
        cells = (row["cells"][column["name"]] for column in named)
        yield [harmless(str(c["label"] if isinstance(c, dict) else c)) for c in cells]
