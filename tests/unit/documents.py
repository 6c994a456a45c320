"""Reads the tables of docs/ and makes those that are generated.

``python -m tests.unit.documents`` writes the generated part of docs/operations.md anew.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import NamedTuple

from config import ROOT, Settings

DOCS = ROOT / "docs"

SOURCE = r"—|(?:[ABF]\d{1,2}(?: |$))+|法〔2015〕137号"
"""How a term's source is written: articles of the two documents, the notice on case numbers, or
— where it is the product's own word."""


class Term(NamedTuple):
    """A line of the glossary."""

    zh: str
    en: str
    meaning: str
    basis: str


def glossary() -> list[Term]:
    """The lines of docs/glossary.md's tables."""
    lines = (DOCS / "glossary.md").read_text(encoding="utf-8").splitlines()
    rows = [[c.strip() for c in line.strip("|").split("|")] for line in lines if line[:1] == "|"]
    return [Term(*row) for row in rows if row[0] not in ("术语", "---")]


def between(page: str, name: str) -> str:
    """The generated part of a page, between its two marks."""
    head, mark, rest = page.partition(f"<!-- {name} -->\n")
    part, end, _ = rest.partition(f"<!-- /{name} -->")
    assert all((head, mark, end)), f"no part {name}"
    return part


def replaced(page: str, name: str, made: str) -> str:
    """The page with that part made anew."""
    head, mark, rest = page.partition(f"<!-- {name} -->\n")
    _, end, tail = rest.partition(f"<!-- /{name} -->")
    return head + mark + made + end + tail


def settings_table(settings: type[Settings]) -> str:
    """One line a setting: variable, default, what it does."""
    rows = [
        f"| `{f.metadata['env']}` | {_default(f.default)} | {f.metadata['help']} |\n"
        for f in fields(settings)
    ]
    return "| variable | default | what it does |\n|---|---|---|\n" + "".join(rows)


def _default(value: object) -> str:
    if isinstance(value, Path):
        return f"`{value.relative_to(ROOT)}/`"
    if isinstance(value, bool):
        return f"`{int(value)}`"
    if value is None or value == "" or isinstance(value, date):
        return ""
    return f"`{value}`"


if __name__ == "__main__":
    file = DOCS / "operations.md"
    page = file.read_text(encoding="utf-8")
    file.write_text(replaced(page, "settings", settings_table(Settings)), encoding="utf-8")
