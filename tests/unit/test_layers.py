"""The layers hold: imports go config ← graph ← views ← app, and each layer keeps to its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from config import ROOT

LAYERS = ("config", "graph", "views", "app")
"""From the bottom up: a module imports its own layer and those before it."""

PRODUCT = [ROOT / "config.py", *(p for f in LAYERS[1:] for p in sorted((ROOT / f).rglob("*.py")))]

CYPHER = re.compile(
    r"\b(MATCH|MERGE|CREATE|UNWIND|DETACH|CALL)\b\s*[({\[$:]|\bRETURN\s+\w+\.|\bSHOW INDEXES\b"
)
"""Statements to the graph, as opposed to the English words."""

ENVIRONMENT: dict[str, str] = {
    "config.py": "reads every setting",
    "graph/server/java.py": "hands its environment on to the Java that it starts",
}
"""Who may touch os.environ, and why. A line that nobody needs any more fails too."""

DRIVER: dict[str, str] = {
    "graph/session.py": "the transactions",
    "graph/server/bolt.py": "asks a starting server whether it answers",
    "graph/migrate.py": "names the errors of the migration tool's own index",
    "app/cli/shell.py": "words the server's refusal of a statement that somebody typed",
}
"""Who may import the driver, and why."""

CATALOGUES = {"graph/errors.py": "every error with its sentence, in one place"}
"""Files that may be long, since they are looked things up in and hold no logic."""

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
MEDIAN_FILE = 150
MEDIAN_FUNCTION = 12


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def layer(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Full names of what a module imports, inside functions too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}: relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def literals(path: Path) -> Iterator[str]:
    """String literals that aren't docstrings, the fixed parts of f-strings too."""
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


@pytest.mark.parametrize("path", PRODUCT, ids=name_of)
def test_imports_go_down(path: Path) -> None:
    below = LAYERS[: LAYERS.index(layer(path)) + 1]
    tops = {name.split(".")[0] for name in imports(path)}
    assert tops & set(LAYERS) <= set(below)


@pytest.mark.parametrize("path", PRODUCT, ids=name_of)
def test_the_product_does_not_import_its_tests(path: Path) -> None:
    assert not any(name.split(".")[0] == "tests" for name in imports(path))


def test_only_the_declarations_use_py2neo() -> None:
    users = {name_of(p) for p in PRODUCT if any(n.startswith("py2neo") for n in imports(p))}
    assert {Path(user).parent.as_posix() for user in users} == {"graph/model"}


def test_only_these_use_the_driver() -> None:
    users = {name_of(p) for p in PRODUCT if any(n.split(".")[0] == "neo4j" for n in imports(p))}
    assert users == set(DRIVER)


@pytest.mark.parametrize("path", [p for p in PRODUCT if layer(p) == "graph"], ids=name_of)
def test_the_domain_knows_no_web(path: Path) -> None:
    web = {"flask", "flask_appbuilder", "flask_babel", "flask_login", "werkzeug", "wtforms",
           "jinja2", "sqlalchemy"}  # fmt: skip
    assert {name.split(".")[0] for name in imports(path)} & web == set()


@pytest.mark.parametrize("path", [p for p in PRODUCT if layer(p) in ("views", "app")], ids=name_of)
def test_no_cypher_outside_the_domain(path: Path) -> None:
    assert [text for text in literals(path) if CYPHER.search(text)] == []


def test_the_search_for_cypher_finds_it() -> None:
    assert CYPHER.search("MATCH (n:Case) RETURN n")
    assert CYPHER.search("UNWIND $rows AS row")
    assert not CYPHER.search("Create a case that matches")


def test_only_config_reads_the_environment() -> None:
    touching = {
        name_of(path)
        for path in PRODUCT
        if any(
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and (node.value.id, node.attr) in {("os", "environ"), ("os", "getenv")}
            for node in ast.walk(tree(path))
        )
        or any(name in ("os.environ", "os.getenv") for name in imports(path))
    }
    assert touching - set(ENVIRONMENT) == set()
    assert set(ENVIRONMENT) - touching == set()


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and length of every function."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield f"{name_of(path)}:{node.name}", node.end_lineno - node.lineno + 1


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def median(sizes: list[int]) -> int:
    return sorted(sizes)[len(sizes) // 2] if sizes else 0


def test_files_and_functions_stay_small() -> None:
    files = {name_of(p): length(p) for p in PRODUCT if p.name != "__init__.py" or length(p) > 1}
    lengths = dict(each for path in PRODUCT for each in functions(path))
    assert {n for n, s in files.items() if s > LONGEST_FILE} == set(CATALOGUES)
    assert {n: s for n, s in lengths.items() if s > LONGEST_FUNCTION} == {}
    assert median(list(files.values())) <= MEDIAN_FILE
    assert median(list(lengths.values())) <= MEDIAN_FUNCTION
