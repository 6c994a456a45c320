"""Every component on pages of its own, with our real headers: no FAB, no graph, no SQL.

``python -m tests.browser.gallery`` serves it on port 8090, to look at a change of the face.
"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import Flask, jsonify, make_response, redirect, render_template, request
from flask_babel import Babel
from jinja2 import ChoiceLoader, FileSystemLoader

from app import headers
from app.assets import STATIC, asset
from app.i18n import TRANSLATIONS
from app.navigation import Entry, Group
from config import Settings
from tests.browser import chains, pictures

HERE = Path(__file__).parent
COURTS = ["济南市历下区人民法院", "济南市市中区人民法院", "济南市槐荫区人民法院"]
STATES = [
    ("open", "未到期"),
    ("due-soon", "即将到期"),
    ("overdue", "逾期 41 天"),
    ("met", "按期完成"),
    ("met-late", "逾期完成"),
    ("waived", "免除"),
    ("gap", "应有未有"),
    ("alleged", "反映"),
    ("established", "查实"),
    ("refuted", "不实"),
    ("void", "失效"),
    ("neutral", "办理中"),
    ("info", "复议"),
]


def create_gallery() -> Flask:
    """The gallery; ``app.extensions["posted"]`` holds every form that was posted."""
    app = Flask("gallery", static_folder=str(STATIC), static_url_path="/static")
    app.secret_key = "gallery"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    app.jinja_loader = ChoiceLoader(
        [FileSystemLoader(HERE / "templates"), FileSystemLoader(STATIC.parent / "templates")]
    )
    headers.init(app, Settings())
    Babel(app, locale_selector=_language)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.globals.update(
        asset=asset, navigation=_navigation, csrf_token=lambda: "token-of-the-page"
    )
    app.context_processor(_frame)
    app.extensions["posted"] = []
    _routes(app)
    return app


def _language() -> str:
    return request.cookies.get("language", "zh")


def _frame() -> dict[str, Any]:
    languages = {"zh": {"name": "中文"}, "en": {"name": "English"}}
    return {
        "frame": {
            "language": _language(),
            "scope": {"code": "鲁01", "name": "山东省济南市中级人民法院"},
            "search_url": "/list",
            "suggest_url": "/typeahead",
            "profile_url": "/profile",
        },
        "appbuilder": SimpleNamespace(
            get_url_for_index="/",
            get_url_for_login="/login",
            get_url_for_logout="/logout",
            get_url_for_locale=lambda code: f"/language/{code}",
            languages=languages,
        ),
        "current_user": SimpleNamespace(
            is_authenticated=True,
            username="chen",
            last_name="陈",
            first_name="明",
            get_full_name=lambda: "陈明",
        ),
    }


def _navigation() -> list[Group]:
    return [
        Group("workbench", "工作台", "home", [Entry("工作台", "/", "home")]),
        Group(
            "cases",
            "案件",
            "folder",
            [
                Entry("执行案件", "/list", "folder", request.path == "/list"),
                Entry("执行行为", "/form", "list"),
            ],
        ),
        Group(
            "officers",
            "人员",
            "people",
            [Entry("人员", "/officer", "people", request.path == "/officer")],
        ),
    ]


def rows(number: int) -> list[dict[str, Any]]:
    """So many cases, each state in turn."""
    return [
        {
            "key": f"c{i}",
            "url": f"/show/{i}",
            "cells": {
                "no": f"（2021）鲁0102执{1234 + i}号",
                "filed": f"2021-12-{28 - i:02d}",
                "status": dict(zip(("kind", "label"), STATES[i % len(STATES)], strict=True)),
                "who": {"name": "王某某", "post": "执行员 · 历下区法院", "url": "/officer"},
                "amount": {"value": 12345.5 * (i + 1), "unit": "元"},
                "phone": {"text": f"138****12{i:02d}", "url": "/reveal"},
            },
            "actions": [
                {"label": "停用", "url": "/posted", "icon": "archive", "post": True,
                 "confirm": "停用这条记录？"},
            ],
        }
        for i in range(number)
    ]  # fmt: skip


COLUMNS = [
    {"name": "no", "label": "案号", "kind": "case_no", "sort_url": "?order=no", "sorted": ""},
    {"name": "filed", "label": "立案日期", "kind": "date", "sort_url": "?o", "sorted": "desc"},
    {"name": "status", "label": "责任状态", "kind": "status"},
    {"name": "who", "label": "承办人", "kind": "person"},
    {"name": "amount", "label": "标的金额", "kind": "money"},
    {"name": "phone", "label": "电话", "kind": "masked"},
]

FILTERS = [
    {"name": "no", "label": "案号", "type": "text", "operators": [["0", "包含"], ["1", "等于"]]},
    {"name": "filed", "label": "立案日期", "type": "date", "operators": [["1", "不早于"]]},
    {"name": "court", "label": "法院", "type": "record", "operators": [["0", "是"]],
     "url": "/typeahead"},
]  # fmt: skip

ACTIVE = [
    {"name": "filed", "label": "立案日期", "operator": "1", "operator_label": "不早于",
     "value": "2021-01-01", "remove_url": "/list"},
]  # fmt: skip

LANES = [
    {"name": "petition", "label": "信访"},
    {"name": "finding", "label": "问题"},
    {"name": "case", "label": "案件"},
]

EVENTS = [
    {"lane": "finding", "on": "2021-06-01", "title": "超标的查封", "url": "/show/1",
     "status": {"kind": "established", "label": "查实"}, "post": "执行员，历下区法院"},
    {"lane": "petition", "on": "2021-03-02", "title": "反映超标的查封", "url": "/show/2",
     "status": {"kind": "alleged", "label": "反映"}},
    {"lane": "petition", "on": "2020-03-02", "title": "反映拖延", "url": "/show/3",
     "status": {"kind": "refuted", "label": "不实"}},
    {"lane": "case", "on": "2019-05-06", "title": "首次执行", "number": "（2019）鲁0102执9号"},
    {"lane": "petition", "on": "", "title": "反映态度粗暴", "url": "/show/4",
     "status": {"kind": "alleged", "label": "反映"}},
]  # fmt: skip

POSTS = [
    {"label": "书记员", "sub": "市中区法院", "from": "2016-07-01", "to": "2019-02-28"},
    {"label": "执行员", "sub": "历下区法院", "from": "2019-03-01", "to": ""},
]


def _routes(app: Flask) -> None:
    facts = [
        {"title": "基本信息", "facts": [
            {"label": "案号", "value": "（2021）鲁0102执1234号", "kind": "case_no"},
            {"label": "身份证号", "value": {"text": "3701********12", "url": "/reveal"},
             "kind": "masked"},
        ]},
    ]  # fmt: skip

    @app.get("/")
    def home() -> str:
        lines = [{"label": "逾期责任", "value": "18", "url": "/list"}]
        groups = [{"label": "责任与断链", "lines": lines}]
        return render_template("zj/home.html", home={"greeting": "陈明", "groups": groups})

    @app.get("/language/<code>")
    def language(code: str) -> Any:
        answer = make_response(redirect(request.referrer or "/"))
        answer.set_cookie("language", code)
        return answer

    @app.get("/list")
    def listing() -> str:
        return render_template(
            "list.html", columns=COLUMNS, rows=rows(15), filters=FILTERS, active=ACTIVE
        )

    @app.get("/show/<int:number>")
    def show(number: int) -> str:
        page = "preview.html" if request.args.get("preview") else "show.html"
        return render_template(page, number=number, groups=facts, columns=COLUMNS, rows=rows(2))

    @app.route("/form", methods=["GET", "POST"])
    def form() -> str:
        if request.method == "POST":
            app.extensions["posted"].append(request.form.to_dict(flat=False))
        saved = request.form.get("note") == "可以保存"
        return render_template("form.html", failed=request.method == "POST", saved=saved)

    @app.get("/officer")
    def officer() -> str:
        return render_template("officer.html", posts=POSTS, lanes=LANES, events=EVENTS)

    @app.get("/pictures")
    def heat_maps() -> str:
        return render_template("pictures.html", heat=pictures.heat(), trend=pictures.trend())

    @app.get("/api/heat")
    def heat() -> Any:
        return jsonify(pictures.heat(courts=24))

    @app.get("/chain/<name>")
    def chain_page(name: str) -> str:
        return render_template("chain.html", name=name)

    @app.get("/api/chain/<name>")
    def chain(name: str) -> Any:
        return jsonify(chains.CHAINS[name]())

    @app.get("/officer/busy")
    def busy_officer() -> str:
        return render_template("officer.html", **pictures.busy_officer())

    @app.get("/error/<int:status>")
    def error(status: int) -> str:
        return render_template("zj/error.html", status=status, sentence="没有这条记录。")

    @app.get("/typeahead")
    def typeahead() -> Any:
        asked = request.args["q"]
        found = [
            {"id": f"court-{i}", "title": name, "sub": "法院 · 基层", "url": f"/show/{i + 1}"}
            for i, name in enumerate(COURTS)
            if asked in name
        ]
        return jsonify(items=found)

    @app.post("/reveal")
    def reveal() -> Any:
        asked = (request.headers.get("X-CSRFToken"), request.form.get("reason"))
        return jsonify(value="13812345678") if asked == ("token-of-the-page", "回访") else ("", 400)

    @app.post("/posted")
    def posted() -> Any:
        app.extensions["posted"].append(request.form.to_dict(flat=False))
        return redirect("/list")


if __name__ == "__main__":
    create_gallery().run(port=8090)
