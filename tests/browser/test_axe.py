"""Every page that somebody reaches by GET, and what opens on it, looked at by axe-core in light and
dark: nothing serious or critical by WCAG 2.2 A and AA.

Which addresses there are is what test_every_route says. Whoever walks has every role, so that
every button there is stands on the page; what only an administrator of no court sees is walked by
one. Of the record types a few stand for all: the same templates make the pages of the others. The
gallery adds the components in each of their states.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import Error as NoPage

from graph.duties import sync
from graph.model import Record, RecordType, types
from graph.operations import saved_views
from graph.operations.officer_file import open_file
from graph.scope import Role
from graph.session import Graph
from tests.browser.conftest import Product, log_in
from tests.browser.test_components import gallery  # noqa: F401
from tests.conftest import Tree
from tests.integration.people import People
from tests.integration.secrets_of_a import World
from tests.integration.stories import Story
from tests.integration.test_every_route import ADMIN, LINES, Line

pytestmark = pytest.mark.browser

PATIENCE = 40_000
"""Milliseconds for a server that plans a question for the first time."""

KINDS = ("Petition", "Officer", "AuditEvent")
"""Record types whose lists and forms are walked: one with most kinds of fields, one of people whose
names are masked, one that nobody writes."""

NOWHERE = "00000000-0000-7000-8000-000000000000"

LOOK = """async levels => {
  const root = document.documentElement, theme = root.dataset.theme, found = [];
  const painted = () => new Promise(
    done => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (const canvas of document.querySelectorAll('canvas')) canvas.style.visibility = 'hidden';
  for (const [name, runOnly] of [
    ['light', {type: 'tag', values: levels}], ['dark', {type: 'rule', values: ['color-contrast']}],
  ]) {
    if (root.dataset.theme !== name) { root.dataset.theme = name; await painted(); }
    const said = await axe.run(document, {runOnly, resultTypes: ['violations'], preload: false});
    for (const {id, impact, nodes} of said.violations)
      for (const {html, any, all, none} of nodes)
        found.push({impact, what: `${id}, ${name}: ${html.slice(0, 200)} — ` +
          [...any, ...all, ...none].map(check => check.message).join('; ')});
  }
  root.dataset.theme = theme;
  for (const canvas of document.querySelectorAll('canvas')) canvas.style.visibility = '';
  return found;
}"""
"""Everything in light; in dark, where only colours differ, the contrast. What stands before or
behind a canvas axe-core wouldn't judge, so canvases are out of sight meanwhile."""

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Look:
    """A page of a browser, and what axe-core said of what it showed, by name."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.said: dict[str, list[str]] = {}

    def __call__(self, name: str) -> None:
        """Look at what the page shows now."""
        expect(self.page.locator("[aria-busy=true]")).to_have_count(0, timeout=PATIENCE)
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        found = self.page.evaluate(LOOK, LEVELS)
        self.said[name] = [f["what"] for f in found if f["impact"] in ("serious", "critical")]

    def nothing_wrong(self, least: int) -> None:
        """That so many were looked at, and nothing serious is wrong with any."""
        assert len(self.said) >= least, sorted(self.said)
        wrong = {name: faults for name, faults in self.said.items() if faults}
        assert wrong == {}, json.dumps(wrong, ensure_ascii=False, indent=1)


class Stub:
    """A record that there isn't: its key, its uid and all else lead nowhere."""

    def __getattr__(self, name: str) -> str:
        return NOWHERE


class Made(dict[str, Any]):
    """The records that were made, by type; stubs of all others."""

    def __missing__(self, name: str) -> Stub:
        return Stub()


class Few(World):
    """For the addresses of test_every_route: a recurrence with its duties, an officer, a petition,
    a saved view; an address that names any other type's record leads nowhere."""

    def __init__(self, graph: Graph, tree: Tree, people: People) -> None:
        self.graph, self.tree, self.people = graph, tree, people
        sync.rules(graph)
        self.name = people.user(
            *Role, actor=tree.actor("a"), first_name="明", last_name="王",
            court_name="某某市中级人民法院",
        )  # fmt: skip
        self.actor = replace(tree.actor("a"), username=self.name)
        self.made: Made = Made(self._story())
        self.made |= {"Court": tree.courts["a1"], "AuditEvent": self._event()}
        with graph.reading() as tx:
            owed = tx.one(
                "MATCH (d:Duty) WHERE d.c1 = $tree AND d.rule_code = 'rectification-check' "
                "RETURN d.number AS number, d.uid AS uid", tree=tree.code,
            )  # fmt: skip
        assert owed is not None
        self.made["Duty"] = SimpleNamespace(**owed)

    def _story(self) -> dict[str, Record]:
        story, tree = Story(self.tree), self.tree
        officer, case = tree.officer("1"), tree.case("1")
        self.other = tree.officer("2")
        petition = tree.petition(
            "1", officers=[officer.uid], about_case=case.uid, content="反映未及时发放案款",
            received_on="2022-12-05",
        )  # fmt: skip
        act = story.act(case, "2023-01-05", performed_by=officer)
        finding = story.finding(
            "2023-01-05", concerns=act, attributed_to=officer.uid, found_by=petition.uid
        )
        feedback = story.feedback(finding, "2023-02-01")
        closed = story.rectification(feedback, finding, "2023-02-05", "2023-03-01")
        again = story.finding("2023-06-01", attributed_to=officer.uid)
        open_file(self.graph, self.actor, officer.number, "inspection", "例行检查核对")
        view = saved_views.save(self.graph, self.actor, {
            "name": "断链", "address": "/duties/missing/", "audience": "court", "notes": "每周看",
        })  # fmt: skip
        made = (officer, case, petition, act, finding, feedback, closed, again, view)
        return {each.declared.name: each for each in made} | {
            "Problem": story.problems["P1"], "Topic": story.topic,
        }  # fmt: skip

    def record(self, kind: RecordType) -> Any:
        return self.made[kind.name]

    def visitor(self, role: Role, court: str) -> Any:  # noqa: ARG002 (as of any world)
        """Asked for the name of somebody's account: the walker's own."""
        return type("Named", (), {"username": self.name})


@pytest.fixture(scope="module")
def world(product: Product, graph: Graph) -> Few:
    """One for all walks: they only look."""
    return Few(graph, Tree(graph, "览"), product.people)


@pytest.fixture
def look(product: Product, chromium: Browser) -> Iterator[Look]:
    """A page at the product's address, where nothing moves."""
    context = chromium.new_context(
        base_url=product.address, locale="zh-CN", viewport={"width": 1440, "height": 900},
        reduced_motion="reduce",
    )  # fmt: skip
    yield Look(context.new_page())
    context.close()


def enter(look: Look, username: str) -> None:
    look.page.goto("/login/")
    log_in(look.page, username)


def is_walked(endpoint: str, method: str, line: Line) -> bool:
    """Whether somebody gets there by a link; of record types, those that stand for all."""
    view = endpoint.split(".")[0]
    name = view.removesuffix("View")
    return method == "GET" and bool(line.roles) and (name not in types() or name in KINDS)


def walk(look: Look, world: Few, lines: list[Line]) -> None:
    """Go to the first address of each line that is a page, as whoever has logged in."""
    for line in lines:
        asks = [ask for ask in line.asks(world) if NOWHERE not in ask.path and 200 in ask.ok]
        for path in [ask.path for ask in asks[:1]]:
            try:
                answer = look.page.goto(path)
            except NoPage as error:  # a file, which the browser stores
                assert "Download is starting" in str(error), path  # noqa: PT017
                continue
            assert answer is not None
            is_html = answer.headers.get("content-type", "").startswith("text/html")
            if is_html and answer.text().lstrip().startswith("<!DOCTYPE"):  # else a part of a page
                assert answer.status == 200, path
                if (name := unquote(urlsplit(look.page.url).path)) not in look.said:
                    look(name)


def test_pages_are_accessible(look: Look, world: Few) -> None:
    look.page.goto("/login/")
    look("nobody: /login/")
    enter(look, world.name)
    walk(look, world, [line for (e, m), line in LINES.items() if is_walked(e, m, line)])
    officer, other = world.made["Officer"], world.other
    for path in (
        "/nowhere",
        "/search?q=拖延",
        "/questions/petitioners-in-two-courts",
        f"/officers/{officer.number}/history?view=table",
        f"/duplicates/officer/compare?kept={officer.uid}&gone={other.uid}",
    ):
        look.page.goto(path)
        look(path)
    look.nothing_wrong(least=45)


def test_the_administration_is_accessible(look: Look, world: Few, product: Product) -> None:
    """By an administrator of no court, in English."""
    enter(look, product.people.user(Role.ADMINISTRATOR, language="en"))
    views = {endpoint.split(".")[0] for (endpoint, _), line in LINES.items() if line.roles == ADMIN}
    walk(look, world, [
        line for (e, m), line in LINES.items()
        if is_walked(e, m, line) and e.split(".")[0] in views
    ])  # fmt: skip
    look.nothing_wrong(least=8)


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_each_role_begins_on_an_accessible_page(
    look: Look, world: Few, product: Product, role: Role
) -> None:
    enter(look, product.people.user(role, actor=world.tree.actor("a1", role)))
    look("/workbench/")
    look.nothing_wrong(least=1)


def test_what_opens_on_a_page_is_accessible(look: Look, world: Few) -> None:
    """A form with errors, suggestions, the preview of a row, filters, menus, dialogs."""
    enter(look, world.name)
    page = look.page
    page.goto("/petition/add")
    page.evaluate("() => document.querySelector('main form').noValidate = true")
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    page.locator("#handled_by").fill(world.tree.code)
    expect(page.locator("[role=option]").first).to_be_visible(timeout=PATIENCE)
    look("form with errors and suggestions")

    page.goto("/petition/list/")
    page.locator("main").press("j")
    page.keyboard.press("x")
    page.keyboard.press("Enter")
    expect(page.locator("#drawer h1")).to_be_visible(timeout=PATIENCE)
    look("preview, ticked rows")
    page.keyboard.press("Escape")
    page.locator("[data-filter-open]").click()
    expect(page.locator("#filter-panel")).to_be_visible()
    look("filters")
    page.locator(".user-button").click()
    expect(page.locator("#user-menu")).to_be_visible()
    look("user menu")
    page.keyboard.press("Escape")
    page.locator("main h1").click()
    page.keyboard.press("?")
    expect(page.locator("#keyboard-help")).to_be_visible()
    look("keyboard help")
    page.keyboard.press("Escape")
    page.locator("[data-search]").fill(world.tree.code)
    expect(page.locator("[role=option]").first).to_be_visible(timeout=PATIENCE)
    look("search suggestions")
    look.nothing_wrong(least=6)


def test_the_explorer_is_accessible(look: Look, world: Few) -> None:
    """With a graph on it; its panel, its menu, the form of paths, its table, its dialogs."""
    enter(look, world.name)
    page = look.page
    finding = world.made["Finding"]
    page.goto(f"/explore?at=finding:{finding.uid}&sel={finding.uid}")
    expect(page.locator(".explore-legend button").first).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".explore-panel dl").first).to_be_visible(timeout=PATIENCE)
    look("panel")
    page.locator(".explore-stage").focus()
    page.keyboard.press("m")
    expect(page.locator(".explore-ways [role=menuitem]").first).to_be_visible(timeout=PATIENCE)
    look("menu")
    page.keyboard.press("Escape")
    page.locator(".explore-panel [aria-label=关闭详情]").click()
    page.keyboard.press("g")
    expect(page.locator(".explore-path")).to_be_visible()
    page.locator(".explore-path summary").first.click()
    look("paths")
    page.locator("[data-explore-files] > button").click()
    look("files")
    page.locator("#explore-files button").first.click()
    expect(page.locator("dialog.explore-dialog")).to_be_visible()
    look("view to be kept")
    page.keyboard.press("Escape")
    page.locator("[data-segmented=table] [data-side=table]").click()
    expect(page.locator(".explore-table tbody tr").first).to_be_visible()
    look("table")
    look.nothing_wrong(least=6)


@pytest.fixture
def shown(gallery: tuple[str, Any], chromium: Browser) -> Iterator[Look]:  # noqa: F811
    """A page of the gallery, where nothing moves."""
    address, _app = gallery
    context = chromium.new_context(base_url=address, locale="zh-CN", reduced_motion="reduce")
    yield Look(context.new_page())
    context.close()


@pytest.mark.parametrize(
    "path", ["/list", "/show/1", "/officer", "/pictures", "/chain/states", "/chain/full"]
)
def test_components_are_accessible(shown: Look, path: str) -> None:
    shown.page.goto(path)
    shown(path)
    shown.nothing_wrong(least=1)


def test_what_is_wrong_is_seen(shown: Look) -> None:
    """A picture without words, and grey that can be read on one theme's ground only."""
    shown.page.goto("/error/404")
    shown.page.evaluate("""() => {
      const line = document.createElement('p');
      document.querySelector('main > div').append(new Image(), line);
      line.textContent = '看不清';
      line.style = 'background: var(--surface); color: #e7ebf1';
    }""")
    shown("/error/404")
    image, line = sorted(shown.said["/error/404"], reverse=True)
    assert image.startswith("image-alt, light")
    assert line.startswith("color-contrast, light")
