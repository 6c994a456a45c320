"""The data dictionary, read off the declarations: for the product's pages and for docs/."""

from graph.dictionary.entries import INDEX_NAMES, Entry, FieldEntry, RelationEntry, by_domain, entry
from graph.dictionary.markdown import markdown

__all__ = ["INDEX_NAMES", "Entry", "FieldEntry", "RelationEntry", "by_domain", "entry", "markdown"]
