"""The API of version 1, on Flask-AppBuilder's BaseApi; everything derives from the declarations."""

from __future__ import annotations

from typing import Any

from graph.model import types
from graph.scope import Role
from views.api.chain import ChainApi
from views.api.duties import DutiesApi
from views.api.openapi import OpenApiDocument
from views.api.paths import PathsApi
from views.api.problems import ProblemsApi
from views.api.records import RecordsApi
from views.api.search import SearchApi

Rights = dict[Role, set[tuple[str, str]]]


APIS = (RecordsApi, SearchApi, ProblemsApi, ChainApi, DutiesApi, PathsApi, OpenApiDocument)


def register(appbuilder: Any) -> None:
    """Add the APIs."""
    for api in APIS:
        appbuilder.add_api(api)


def rights() -> Rights:
    """Everybody reads, who writes any type writes; which types is for graph.scope to say."""
    read = {("can_read", each.__name__) for each in APIS}
    writers = {role for kind in types().values() for role in kind.access.write}
    return {
        role: read | ({("can_write", RecordsApi.__name__)} if role in writers else set())
        for role in Role
    }
