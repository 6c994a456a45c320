"""What the tests of the explorer share: a small world, and ways to look at the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playwright.sync_api import Page, expect

from graph.model import Record
from graph.scope import Role
from tests.conftest import Tree

if TYPE_CHECKING:
    from tests.browser.conftest import Product

PATIENCE = 40_000
"""Milliseconds for a server that plans a question for the first time."""

SPOT = """id => {
  const stage = document.querySelector('.explore-stage');
  const box = stage.getBoundingClientRect();
  const node = stage._cyreg.cy.getElementById(id);
  const at = node.empty() ? null : node.renderedPosition();
  return at && {x: box.x + at.x, y: box.y + at.y};
}"""
"""Where a node is on the page."""

PLACES = """() => Object.fromEntries(document.querySelector('.explore-stage')._cyreg.cy.nodes()
  .map(n => [n.id(), [Math.round(n.position('x')), Math.round(n.position('y'))]]))"""

STILL = """() => new Promise(resolve => {
  const cy = document.querySelector('.explore-stage')._cyreg.cy;
  const look = () => cy.animated() || cy.nodes().some(n => n.animated())
    ? requestAnimationFrame(look) : resolve(null);
  requestAnimationFrame(() => requestAnimationFrame(look));
})"""
"""Until nothing glides any more."""


COMES = """wanted => new Promise(resolve => {
  const until = performance.now() + 40000;
  const look = () => {
    const cy = document.querySelector('.explore-stage')?._cyreg?.cy;
    if (cy && %s) resolve(true);
    else if (performance.now() > until) resolve(false);
    else requestAnimationFrame(look);
  };
  look();
})"""
"""Whether something comes to be so of the canvas, within the patience of above."""


class World:
    """A case at one court, a petition about it, and one at another court that repeats it."""

    def __init__(self, tree: Tree, product: Product) -> None:
        self.tree, self.product = tree, product
        self.case = tree.case("1")
        self.near = tree.petition("1", about_case=self.case.uid, received_on="2021-05-06")
        self.far = tree.petition("2", "b1", repeats=self.near.uid, received_on="2022-05-06")

    def user(self, court: str = "top", role: Role = Role.SUPERVISOR) -> str:
        return self.product.people.user(role, actor=self.tree.actor(court, role))


def begin(page: Page, record: Record) -> None:
    """The explorer at a record, with what is next to it."""
    slug = record.declared.slug
    page.goto(f"/explore?at={slug}:{record.uid}")
    count(page, "案件", 1)


def legend(page: Page, name: str):  # type: ignore[no-untyped-def]
    return page.locator(".explore-legend button").filter(has_text=name)


def point(page: Page, uid: str) -> tuple[float, float]:
    """The middle of a node, once it stands still."""
    page.evaluate(STILL)
    at = page.evaluate(SPOT, uid)
    assert at is not None
    return at["x"], at["y"]


def count(page: Page, name: str, nodes: int) -> None:
    """So many records of a type are on the canvas. What is missing beside them is none."""
    expect(legend(page, name).locator(".count")).to_have_text(f"{nodes:,}", timeout=PATIENCE)


def there(page: Page, record: Record) -> None:
    """The record is on the canvas, or comes."""
    assert page.evaluate(COMES % "cy.getElementById(wanted).nonempty()", record.uid), (
        record.headline
    )


def gone(page: Page, record: Record) -> None:
    """The record is not on the canvas, or goes."""
    assert page.evaluate(COMES % "cy.getElementById(wanted).empty()", record.uid), record.headline


def told(page: Page, words: str) -> None:
    """It is said. What was said is wiped away, so that it can't be taken for what comes next."""
    said = page.locator(".explore-told")
    expect(said).to_contain_text(words, timeout=PATIENCE)
    said.evaluate("said => { said.textContent = ''; }")


def choose(page: Page, record: Record) -> None:
    """Click a node: it is the one selected."""
    page.mouse.click(*point(page, record.uid))
    expect(page.get_by_role("complementary", name="所选记录")).to_be_visible()
    page.wait_for_url(lambda url: f"sel={record.uid}" in url)


def by_menu(page: Page, record: Record, words: str) -> None:
    """Right-click a node and take a line of its menu."""
    page.mouse.click(*point(page, record.uid), button="right")
    page.get_by_role("menu").get_by_role("menuitem").filter(has_text=words).first.click()


def drawn(page: Page, what: str) -> Any:
    """What a script says of the canvas, ``cy``."""
    cy = "document.querySelector('.explore-stage')._cyreg.cy"
    return page.evaluate(f"() => {{ const cy = {cy}; return {what}; }}")


def lights(page: Page, *records: Record) -> None:
    """The path that is lit leads over these records, or comes to."""
    uids = sorted(record.uid for record in records)
    now = "cy.nodes('.is-lit').map(n => n.id()).sort().join() === wanted"
    assert page.evaluate(COMES % now, ",".join(uids)), [record.headline for record in records]


def lit(page: Page) -> set[str]:
    """The nodes of the path that is lit."""
    return set(drawn(page, "cy.nodes('.is-lit').map(n => n.id())"))
