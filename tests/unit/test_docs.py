"""What the documents say is what the product is: every type, term, command and setting is there."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from app import cli
from config import ROOT, Settings
from graph import dictionary
from graph.model import types
from tests.unit import documents

DOCS = ROOT / "docs"
SPEC = ROOT.parent / "shared" / "SPEC.md"

TERMS = (
    "执行实施", "执行审查", "行为异议", "案外人异议", "复议", "执行监督", "督导", "督办", "核销",
    "一案双查", "终本", "联合会商", "会商", "通报", "约谈", "谈话提醒", "预警约谈", "改撤",
    "普遍性问题", "检察机关", "人大",
)  # fmt: skip
"""The terms that the specification fixes."""


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_the_data_dictionary_is_what_the_declarations_say() -> None:
    stale = "run: python -m graph.dictionary"
    assert text("data-dictionary.md") == dictionary.markdown(), stale


def test_every_type_is_in_the_glossary_by_both_names() -> None:
    terms = documents.glossary()
    wanted = {(kind.label.zh, kind.label.en) for kind in types().values()}
    assert wanted - {(term.zh, term.en) for term in terms} == set()


def test_the_glossary_has_the_terms_of_the_specification() -> None:
    known = {term.zh for term in documents.glossary()}
    assert set(TERMS) - known == set()


def test_the_terms_above_are_those_of_the_specification() -> None:
    if not SPEC.exists():
        pytest.skip(f"{SPEC} isn't there: only a checkout beside the specification has it")
    paragraph = re.search(r"^Terms: (.*?)\n\n", SPEC.read_text(encoding="utf-8"), re.M | re.S)
    assert paragraph is not None
    assert set(re.findall(r"[\u4e00-\u9fff]+", paragraph.group(1))) == set(TERMS)


def test_every_term_is_explained_once_and_has_a_source() -> None:
    terms = documents.glossary()
    names = [term.zh for term in terms]
    assert sorted(names) == sorted(set(names))
    assert [term.zh for term in terms if not (term.en and term.meaning)] == []
    assert [t.zh for t in terms if not re.fullmatch(documents.SOURCE, t.basis)] == []


def test_every_setting_is_described_as_the_product_has_it() -> None:
    assert documents.between(text("operations.md"), "settings") == documents.settings_table(
        Settings
    )


def test_every_command_is_described() -> None:
    lines = text("operations.md").splitlines()
    described = {
        m.group(1) for line in lines if (m := re.match(r"\| `zhijian ([\w -]+)` \|", line))
    }
    assert described == set(commands(cli.main))


def commands(group: click.Group, before: str = "") -> list[str]:
    """Names of all commands, those of groups with their group's name."""
    found = []
    with click.Context(group) as context:
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None, name
            full = f"{before} {name}".strip()
            found += commands(command, full) if isinstance(command, click.Group) else [full]
    return found


@pytest.mark.parametrize("page", [*sorted(p.name for p in DOCS.glob("*.md")), "../README.md"])
def test_links_lead_somewhere(page: str) -> None:
    source = (DOCS / page).resolve()
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", source.read_text(encoding="utf-8")):
        path, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", path):
            continue
        end = (source.parent / path).resolve() if path else source
        if not end.exists() or (anchor and not has_anchor(end, anchor)):
            broken.append(target)
    assert broken == []


def has_anchor(page: Path, anchor: str) -> bool:
    """Whether a page has this ``<a id>`` or a heading that GitHub would call so."""
    content = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.*)$", content, re.M)
    slugs = {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}
    return f'id="{anchor}"' in content or anchor in slugs


def test_the_readme_names_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make run" in readme
    assert "make test" in readme
