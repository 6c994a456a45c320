"""Search over all types at once: by key, serial, name, court or words, under the actor's scope."""

from graph.operations.search.asking import WIDEST
from graph.operations.search.found import (
    EVERYWHERE,
    Facet,
    Found,
    Group,
    Hit,
    Narrowed,
    Page,
    Reason,
)
from graph.operations.search.look import COUNT_CAP, PAGE, SHOWN, look, page, search, suggest
from graph.operations.search.prefixes import prefix, split

__all__ = [
    "COUNT_CAP",
    "EVERYWHERE",
    "PAGE",
    "SHOWN",
    "WIDEST",
    "Facet",
    "Found",
    "Group",
    "Hit",
    "Narrowed",
    "Page",
    "Reason",
    "look",
    "page",
    "prefix",
    "search",
    "split",
    "suggest",
]
