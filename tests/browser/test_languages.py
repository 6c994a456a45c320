"""A walk over every page that the menu leads to, as each role, in each language.

The English pages show records that are written in Latin letters, so that whatever is Chinese on
them is the product's own; the Chinese ones show Chinese records.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from graph import records
from graph.model import Reach, type_of, types
from graph.scope import Actor, Role
from graph.session import Graph, Writer
from tests.browser.conftest import Product, Visit
from tests.conftest import Tree

_serial = itertools.count(1)

MENU = "#navigation a[href]"

STRANGE = """([strange, apart]) => {
  const found = [];
  const wrong = { test: (text) => new RegExp(strange).test(
    text.replace(/zhijian [a-z -]+/g, "").replace(/（\\d{4}）LAT\\d+执\\d+号/g, "")) };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (wrong.test(node.data.trim()) && !node.parentElement.closest(apart))
      found.push(node.data.trim().slice(0, 60));
  for (const element of document.querySelectorAll("[title], [aria-label], [placeholder]"))
    for (const name of ["title", "aria-label", "placeholder"]) {
      const said = element.getAttribute(name) || "";
      if (wrong.test(said) && !element.closest(apart)) found.push(`${name}=${said}`.slice(0, 60));
    }
  const heading = document.querySelector("main h1, h1");
  const named = heading && heading.matches(apart) ? heading.textContent.trim() : "";
  const title = document.title.replace(named, "");
  if (wrong.test(title)) found.push(`title: ${title}`);
  return [...new Set(found)];
}"""

CHINESE = r"[\u2e80-\u9fff\uff00-\uffef]"
ENGLISH = (
    r"[A-Za-z]{3,} [A-Za-z]{2,}|^(Add|Edit|Show|List|Search|Delete|Save|Back|Actions?|Record|"
    r"Next|Previous|Yes|No|Users?|Roles?|Home|Login|Logout|Active|Email|Permissions?)$"
)
"""English phrases, and FAB's own words."""

APART = {
    "en": "script, style, a[href*='/lang/'], [lang|=zh]",
    "zh": "script, style, a[href*='/lang/'], [lang|=en], code, kbd",
}
"""What may be in the other language: the switch, and what is marked so."""

EVERYBODY_S = [
    "/users/",
    "/roles/",
    "/problems/",
    "/duties/parameters/",
    *(f"/{kind.slug}/" for kind in types().values() if kind.reach is Reach.ALL),
]
"""Lists of what all trees share, other tests' records too; and codes of rights."""


def latin(graph: Graph) -> Actor:
    """A court with one record of several types, all in Latin letters; its user."""
    code = f"LAT{next(_serial)}"
    system = Actor.system("tests")

    def plant(tx: Writer) -> None:
        def make(label: str, **values: object) -> str:
            return str(records.create_in(tx, system, type_of(label), values).uid)

        court = make("Court", code=code, name=f"High Court {code}", level="high")
        department = make(
            "Department", number=f"{code}-1", name="Enforcement", function="enforcement", of=court
        )
        officer = make("Officer", number=f"{code}-P1", name="Ann Lee", serves=department)
        case = make(
            "Case", number=f"（2021）{code}执1号", filed_on="2021-03-01", enforced_by=court,
            handlers=[officer],
        )  # fmt: skip
        make(
            "Act", number=f"{code}-A1", sort_of_act="seizure", done_on="2021-04-01", case=case,
            performed_by=[officer],
        )  # fmt: skip
        make("Petition", number=f"{code}-XF1", handled_by=department, officers=[officer])
        make("Party", number=f"{code}-D1", name="Joe Roe", phone="13800001234", registered_by=court)

    graph.write(plant)
    return Actor("", "", frozenset(Role), court=code, level="c1", tree=code)


def chinese(tree: Tree) -> Actor:
    """The same in Chinese."""
    officer = tree.officer("1")
    case = tree.case("1", handlers=[officer.uid])
    tree.create(
        "Act", number=f"{tree.code}-行为1", sort_of_act="seizure", done_on="2021-04-01",
        case=case.uid, performed_by=[officer.uid],
    )  # fmt: skip
    tree.petition("1", officers=[officer.uid], content="反映未及时发放案款")
    return tree.actor("top")


def reached(page: Page) -> Iterator[str]:
    """The pages of the menu, each once it is open; of each list also its form and its first
    record's page and form."""
    page.goto("/")
    paths = "all => all.map(a => a.pathname)"
    menu = dict.fromkeys(page.locator(MENU).evaluate_all(paths))
    more = {"/users/userinfo/": None, "/resetmypassword/form": None}
    for path in menu:
        yield opened(page, path)
        more |= dict.fromkeys(page.locator("a.row-link").evaluate_all(paths)[:1])
        offered = page.locator("a[href$='/add'], .row-actions a").evaluate_all(paths)
        more |= dict.fromkeys(offered[:2])
    for path in more:
        if path not in menu:
            yield opened(page, path)


def opened(page: Page, path: str) -> str:
    """The path, of which the page is open now."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200, path
    return path


@pytest.mark.browser
@pytest.mark.parametrize("role", list(Role), ids=str)
@pytest.mark.parametrize(
    ("language", "strange"), [("en", CHINESE), ("zh", ENGLISH)], ids=["en", "zh"]
)
def test_pages_speak_one_language(
    product: Product, visit: Visit, graph: Graph, request: pytest.FixtureRequest,
    role: Role, language: str, strange: str,
) -> None:  # fmt: skip
    plant: dict[str, Callable[[], Actor]] = {
        "en": lambda: latin(graph),
        "zh": lambda: chinese(request.getfixturevalue("tree")),
    }
    actor = plant[language]()
    names = {"en": ("Ann", "Lee", "High Court"), "zh": ("明", "王", "高级人民法院")}[language]
    name = product.people.user(
        role, actor=actor, language=language, first_name=names[0], last_name=names[1],
        court_name=names[2],
    )  # fmt: skip
    page = visit(name, language)
    found: dict[str, list[str]] = {}
    for path in reached(page):
        shared = any(path.startswith(each) for each in EVERYBODY_S)
        apart = APART[language] + (", td, .facts, h1, option" if shared else "")
        if said := page.evaluate(STRANGE, [strange, apart]):
            found[path] = said
    assert found == {}, json.dumps(found, ensure_ascii=False, indent=1)
