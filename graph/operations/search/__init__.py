"""Search over all types at once: by key, serial, name, court or words, under the actor's scope."""

from graph.operations.search.found import Facet, Found, Group, Hit, Reason
from graph.operations.search.look import COUNT_CAP, SHOWN, Narrowed, look, search, suggest
from graph.operations.search.prefixes import prefix, split

__all__ = [
    "COUNT_CAP",
    "SHOWN",
    "Facet",
    "Found",
    "Group",
    "Hit",
    "Narrowed",
    "Reason",
    "look",
    "prefix",
    "search",
    "split",
    "suggest",
]
