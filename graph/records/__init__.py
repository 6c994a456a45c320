"""find, count, get, save and retire records of any declared type, under scope, with audit."""

from graph.records.masked import reveal
from graph.records.query import Anchor, Cursor, Filter, Op, Query
from graph.records.read import (
    COUNT_CAP,
    Count,
    Page,
    Suggestion,
    count,
    every,
    find,
    get,
    get_many,
    leading_here,
    links_to,
    suggest,
)
from graph.records.write import (
    change,
    change_in,
    create,
    create_in,
    may_change,
    reinstate,
    retire,
    retire_in,
    subject,
)

__all__ = [
    "COUNT_CAP",
    "Anchor",
    "Count",
    "Cursor",
    "Filter",
    "Op",
    "Page",
    "Query",
    "Suggestion",
    "change",
    "change_in",
    "count",
    "create",
    "create_in",
    "every",
    "find",
    "get",
    "get_many",
    "leading_here",
    "links_to",
    "may_change",
    "reinstate",
    "retire",
    "retire_in",
    "reveal",
    "subject",
    "suggest",
]
