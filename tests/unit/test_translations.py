"""Chinese first, English complete: every phrase of the product is there in both."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.pofile import read_po

from app import i18n
from config import ROOT
from graph.audit import TAG_NAMES
from graph.model import DOMAINS, Field, Ref, types
from graph.scope import ROLE_NAMES
from graph.text import Text

CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w*\}")

NUMBERS = re.compile(r"鲁高法办?〔\d+〕\d+号")
"""The two documents' numbers: they have no other name in English."""

LOOKED_FOR = {
    "graph/records/values.py": "the spellings of yes and no that files have",
    "graph/dictionary/entries.py": "spells the notice on case numbers in Latin letters",
}
"""Modules in which Chinese in an English phrase would be data."""


class Pair(NamedTuple):
    """A phrase in both languages and where it stands."""

    where: str
    zh: str
    en: str


def english() -> dict[str, str]:
    """The English catalogue: Chinese phrase → English; of one and of several, both together."""
    with (i18n.TRANSLATIONS / "en/LC_MESSAGES/messages.po").open("rb") as source:
        return {
            m.id[0] if m.pluralizable else str(m.id): "".join(m.string)
            for m in read_po(source, locale="en")
            if m.id
        }


def test_every_phrase_of_templates_and_views_has_english() -> None:
    assert i18n.missing() == {}


def test_english_phrases_have_no_chinese_in_them() -> None:
    wrong = {zh: en for zh, en in english().items() if CJK.search(NUMBERS.sub("", en))}
    assert wrong == {}


def test_placeholders_are_the_same_in_both_languages() -> None:
    wrong = {
        zh: en for zh, en in english().items() if set(PLACE.findall(zh)) != set(PLACE.findall(en))
    }
    assert wrong == {}


def test_no_phrase_of_the_catalogue_is_left_over() -> None:
    used = set(i18n.phrases())
    assert {zh for zh in english() if CJK.search(zh)} - used == set()


def declared() -> Iterator[tuple[str, Text]]:
    """Every phrase of the declarations."""
    yield from ((f"domain {d}", text) for d, text in DOMAINS.items())
    yield from ((f"role {r}", text) for r, text in ROLE_NAMES.items())
    yield from ((f"event {t}", text) for t, text in TAG_NAMES.items())
    for kind in types().values():
        yield from ((kind.name, text) for text in (kind.label, kind.plural, kind.lede))
        for each in (*kind.fields.values(), *kind.refs.values()):
            yield from of_part(f"{kind.name}.{each.name}", each)


def of_part(where: str, part: Field | Ref) -> Iterator[tuple[str, Text]]:
    """Every phrase of a field or relation."""
    for text in (part.label, part.help, part.group):
        if text is not None:
            yield where, text
    if isinstance(part, Field):
        yield from ((f"{where}={code}", text) for code, text in part.choices.items())
    else:
        if part.back is not None:
            yield where, part.back
        for each in part.fields.values():
            yield from of_part(f"{where}.{each.name}", each)


def test_every_declared_phrase_is_there_in_both_languages() -> None:
    wrong = [
        (where, text)
        for where, text in declared()
        if not text.zh.strip() or not text.en.strip() or CJK.search(text.en)
    ]
    assert wrong == []


def test_names_within_a_type_differ() -> None:
    """Two columns of one name can't be told apart, in either language."""
    twice = []
    for kind in types().values():
        for language in ("zh", "en"):
            shown = [
                f.label.in_(language) for f in (*kind.own_fields.values(), *kind.refs.values())
            ]
            twice += [(kind.name, name) for name in set(shown) if shown.count(name) > 1]
    assert twice == []


def fixed(node: ast.expr) -> str | None:
    """The fixed text of a string or f-string, None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = [v.value if isinstance(v, ast.Constant) else "{}" for v in node.values]
        return "".join(str(part) for part in parts)
    return None


def texts() -> list[Pair]:
    """Every ``Text(zh, en)`` that the product's code writes out."""
    found = []
    for folder in ("graph", "views", "app"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Text"):
                    said = [fixed(arg) for arg in node.args]
                    if len(said) == 2 and None not in said:
                        where = f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
                        found.append(Pair(where, *map(str, said)))
    return found


def test_every_sentence_of_the_code_is_there_in_both_languages() -> None:
    pairs = texts()
    assert len(pairs) > 300, "the search finds none"
    assert [p for p in pairs if bool(p.zh.strip()) != bool(p.en.strip())] == []
    assert [p for p in pairs if CJK.search(p.en) and p.where.split(":")[0] not in LOOKED_FOR] == []


def test_no_sentence_shouts() -> None:
    pairs = [*texts(), *(Pair("catalogue", zh, en) for zh, en in english().items())]
    assert [p for p in pairs if re.search(r"[!！]", p.zh + p.en)] == []


SCRIPTS = ROOT / "frontend/src"
MESSAGE = re.compile(r'(\w+): \{\s*zh: "((?:[^"\\]|\\.)*)",\s*en: "((?:[^"\\]|\\.)*)",?\s*\}')


def messages() -> list[Pair]:
    """The pairs of messages.ts."""
    source = (SCRIPTS / "messages.ts").read_text(encoding="utf-8")
    return [Pair(*found) for found in MESSAGE.findall(source)]


def test_the_scripts_phrases_are_complete_pairs() -> None:
    source = (SCRIPTS / "messages.ts").read_text(encoding="utf-8")
    pairs = messages()
    assert len(pairs) == len(re.findall(r"\bzh: ", source)) > 20
    assert [p for p in pairs if not p.zh or not p.en or CJK.search(p.en)] == []
    assert [p for p in pairs if set(PLACE.findall(p.zh)) != set(PLACE.findall(p.en))] == []


COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*$|\s//\s.*$", re.S | re.M)
OTHERS = [p for p in sorted(SCRIPTS.glob("*.ts")) if p.name != "messages.ts"]


@pytest.mark.parametrize("script", OTHERS, ids=lambda path: path.name)
def test_scripts_have_their_phrases_in_one_place(script: Path) -> None:
    code = COMMENT.sub("", script.read_text(encoding="utf-8"))
    literals = re.findall(r'"[^"\n]*"|`[^`]*`', code)
    assert [text for text in literals if re.search(r"[\u4e00-\u9fff]{2}", text)] == []
