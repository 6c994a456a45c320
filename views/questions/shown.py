"""Questions and answers as their pages, files and JSON take them."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from flask import url_for

from graph.duties.articles import Article
from graph.model import Link
from graph.operations.questions import Answered, offered
from graph.questions import THEMES, Cell, Column, LibraryQuestion
from graph.scope import Actor
from graph.session import Row
from views.cells import link_address
from views.request import say

KINDS = {
    Cell.RECORD: "link", Cell.RECORDS: "links", Cell.NUMBER: "number", Cell.DATE: "date",
    Cell.CHOICE: "text",
}  # fmt: skip

SHOWN = 6
"""Records of a cell that are shown; the picture and the files have all."""


def themes(found: list[LibraryQuestion]) -> list[dict[str, Any]]:
    """Questions by what they are about."""
    return [
        {"label": say(label), "questions": [_line(each) for each in found if each.theme is theme]}
        for theme, label in THEMES.items()
        if any(each.theme is theme for each in found)
    ]


def _line(each: LibraryQuestion) -> dict[str, Any]:
    return {
        "title": say(each.title), "explains": say(each.explains),
        "url": url_for("QuestionsView.question", code=each.code),
        "articles": [say(article.place) for article in each.articles], "people": each.people,
    }  # fmt: skip


def samples(actor: Actor) -> list[dict[str, str]]:
    """One question a theme, for the explorer's empty page: none that needs a purpose first."""
    found: dict[str, dict[str, str]] = {}
    for each in offered(actor):
        if not each.people:
            url = "/explore?" + urlencode({"question": each.code})
            named = {"code": each.code, "name": say(each.title), "url": url}
            found.setdefault(each.theme, named)
    return list(found.values())


def fits(each: LibraryQuestion, words: str) -> bool:
    """Whether every word occurs in the question, in either language, or in its articles."""
    said = " ".join(
        [each.code, each.basis, each.title.zh, each.title.en, each.explains.zh, each.explains.en,
         *(article.place.zh + article.heading.zh for article in each.articles)]
    ).lower()  # fmt: skip
    return all(word in said for word in words.lower().split())


def heading(article: Article) -> str:
    """``第6条 加强审查即时沟通和个案反馈``."""
    return f"{say(article.place)} {say(article.heading)}"


def columns(found: Answered) -> list[dict[str, Any]]:
    """The table's columns. The first is the row's own link."""
    made = [
        {"name": each.name, "label": say(each.label), "kind": KINDS[each.cell]}
        for each in found.question.columns
    ]
    if made and made[0]["kind"] == "link":
        made[0]["kind"] = "text"
    return made


def rows(found: Answered) -> list[dict[str, Any]]:
    """The table's rows."""
    first = found.question.columns[0]
    made = []
    for place, row in enumerate(found.rows):
        cells = {each.name: _cell(found, each, row) for each in found.question.columns}
        line: dict[str, Any] = {"key": str(place), "cells": cells}
        if first.cell is Cell.RECORD and row[first.name] in found.links:
            own = found.links[row[first.name]]
            line |= {"key": own.uid, "url": address(own)}
            cells[first.name] = title(own)
        made.append(line)
    return made


def _cell(found: Answered, column: Column, row: Row) -> Any:
    value = row[column.name]
    if column.cell is Cell.RECORD:
        return _linked(found.links[value]) if value in found.links else None
    if column.cell is Cell.RECORDS:
        links = [found.links[uid] for uid in value or () if uid in found.links]
        some = [_linked(link) for link in links[:SHOWN]]
        return some + ([{"label": f"+{len(links) - SHOWN}", "url": ""}] if links[SHOWN:] else [])
    if column.cell is Cell.CHOICE:
        return say(column.display(value)) if value else None
    if column.cell is Cell.DATE:
        return str(value) if value else None
    return value


def _linked(link: Link) -> dict[str, str]:
    return {"label": title(link), "url": address(link), "sub": str(link.key or "")}


def title(link: Link) -> str:
    """What a record is called in a cell; people with their number, since names are shared."""
    return str(link.title or link.key or "")


def address(link: Link) -> str:
    """A record's page; an officer's is where the file is opened for a purpose."""
    if link.label == "Officer":
        return url_for("OfficerFileView.officer", number=link.key)
    return link_address(link)


def said(found: Answered) -> dict[str, str]:
    """The question's parameters with the court that is meant: an address means the same to all."""
    own = {"court": found.court.code} if found.court else {}
    return {**found.asked.said, **own}


def page(found: Answered) -> str:
    """The address of the question's page with its parameters."""
    return url_for("QuestionsView.question", code=found.question.code, **said(found))


def explored(found: Answered) -> str:
    """The address of the answer as a picture."""
    return "/explore?" + urlencode({"question": found.question.code, **said(found)})


def statement(found: Answered) -> dict[str, str]:
    """The Cypher as it is run for this reader, and its parameters."""
    given = json.dumps(
        {name: found.given[name] for name in sorted(found.given)}, ensure_ascii=False, indent=2,
        default=str,
    )  # fmt: skip
    return {"cypher": found.cypher, "given": given}


def plain(found: Answered) -> dict[str, Any]:
    """An answer as JSON: what its columns are, and its rows with every record of a cell."""
    return {
        "columns": [
            {"name": each.name, "label": say(each.label), "kind": str(each.cell)}
            for each in found.question.columns
        ],
        "rows": [
            {each.name: _plain(found, each, row) for each in found.question.columns}
            for row in found.rows
        ],
        "more": found.more,
    }


def _plain(found: Answered, column: Column, row: Row) -> Any:
    value = row[column.name]
    if column.cell is Cell.RECORD:
        return _named(found.links[value]) if value in found.links else None
    if column.cell is Cell.RECORDS:
        return [_named(found.links[uid]) for uid in value or () if uid in found.links]
    return _cell(found, column, row)


def _named(link: Link) -> dict[str, str]:
    return {
        "id": link.uid, "type": link.label, "key": str(link.key or ""), "label": title(link),
        "url": address(link),
    }  # fmt: skip
