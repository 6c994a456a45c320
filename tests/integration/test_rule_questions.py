"""Every question of a rule (graph/queries/duties): its head, its parameters, and the plan that the
real server makes of it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from graph.duties.questions import first_key
from graph.duties.table import FACTS, RULES
from graph.queries import question
from graph.queries.question import FOLDER, HEAD
from graph.schema import declared
from graph.scope import Actor, parameters
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.test_questions import SMALL

TINY = SMALL | {"Department", "Rule"}
"""Types that a scan of the label costs nothing."""

NAMES = sorted(path.stem for path in (FOLDER / "duties").glob("*.cypher"))
TRIGGER = {"uid": "-", "period": "2024Q1", "first": date(2024, 1, 1), "last": date(2024, 3, 31)}
ASKED: dict[str, Any] = {
    "triggers": [TRIGGER], "after": date(2024, 1, 1), "until": date(2024, 3, 31),
    "since": date(2024, 1, 1), "limit": 10, "uids": ["-"], "today": date(2024, 4, 1),
    "asked": [{"court": "-", "day": date(2024, 1, 1)}],
}  # fmt: skip
"""How a question of a rule is asked: whatever its code, and the rule's local parameters besides."""


def asked(name: str, actor: Actor) -> dict[str, Any]:
    """The parameters of a question, as the engine gives them."""
    rule = RULES.get(name.partition(".")[0])
    locals_ = {each.name: each.default for each in rule.locals_} if rule else {}
    return {**ASKED, **locals_, **parameters(actor)}


@pytest.fixture(scope="module")
def user(graph: Graph) -> Actor:
    """Somebody of an intermediate court, for the questions that ask in a reader's sight."""
    return Tree(graph, "问规").actor("a")


def test_every_rule_has_its_questions_and_every_question_its_rule() -> None:
    wanted = {f"{code}.candidates" for code in RULES}
    wanted |= {f"{code}.window" for code, rule in RULES.items() if rule.latent}
    wanted |= {code for code in RULES if code not in FACTS}
    assert wanted <= set(NAMES)
    helpers = {name for name in NAMES if "Not a rule" in question(f"duties/{name}").head["answers"]}
    assert {name.partition(".")[0] for name in NAMES} - helpers <= set(RULES)


@pytest.mark.parametrize("name", NAMES)
def test_a_rules_question_has_a_head(name: str) -> None:
    made = question(f"duties/{name}")
    assert set(HEAD) <= set(made.head)
    said = set(re.findall(r"\$(\w+)", made.head["parameters"]))
    assert set(re.findall(r"\$(\w+)", made.text)) <= said
    assert said <= set(asked(name, Actor.system("tests")))
    assert made.head["starts from"] in declared()


@pytest.mark.parametrize("name", NAMES)
def test_a_rules_question_starts_from_an_index_and_stays_bounded(
    graph: Graph, user: Actor, name: str
) -> None:
    made = question(f"duties/{name}")
    actor = user if name.endswith(".window") else Actor.system("duties")
    with graph.reading() as tx:
        plan = tx.plan(made.cypher(actor, first=first_key(actor)), **asked(name, actor))
    operators = {line.split()[0] for line in plan}
    assert not operators & {"AllNodesScan", "CartesianProduct"}, plan
    scans = [line for line in plan if line.startswith(("NodeByLabelScan", "UnionNodeByLabels"))]
    assert [line for line in scans if not any(f":{tiny}" in line for tiny in TINY)] == []
    index = declared()[made.head["starts from"]]
    found = [line for line in plan if "Index" in line.split()[0] and f":{index.on}(" in line]
    first = index.properties[0]
    keys = rf"\((c\d, )?{first}\b" if name.endswith(".window") else rf"\({first}\b"
    assert any(re.search(keys, line) for line in found), plan  # a reader's own court goes first
    for line in plan:
        if line.startswith("VarLength"):
            assert re.search(r"\*\d*\.\.\d+", line), line
