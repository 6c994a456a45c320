"""The running product and Chromium. A page fails its test on a script error, a violation of the
content policy, or a request to another host."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from werkzeug.serving import make_server

from app import i18n, sql
from app.factory import create_app
from config import Settings
from graph.progress import Progress
from graph.session import Graph
from tests.browser.explorer import World
from tests.conftest import Tree
from tests.integration.people import PASSWORD, People

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update"]  # fmt: skip


class Product:
    """The product at an address, and the people who use it."""

    def __init__(self, app: Flask, address: str) -> None:
        self.app = app
        self.address = address
        self.people = People(app)


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The application on a free port of this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def product(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product on the tests' graph and an SQLite store of its own."""
    i18n.compile_catalogues()
    home: Path = tmp_path_factory.mktemp("product")
    settings = Settings(home=home)
    sql.migrate(create_app(settings, graph), Progress())
    app = create_app(settings, graph)
    with served(app) as address:
        yield Product(app, address)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One Chromium a module: Playwright's loop ends with it, for tests that have their own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


Visit = Callable[..., Page]


@pytest.fixture
def visit(product: Product, chromium: Browser) -> Iterator[Visit]:
    """``visit(username, language="zh", theme="light")``: a page in which this user has logged in;
    with no name, nobody has."""
    made: list[Page] = []
    faults: list[str] = []

    def open_page(username: str = "", language: str = "zh", theme: str = "light") -> Page:
        locale = {"zh": "zh-CN", "en": "en-US"}[language]
        context = chromium.new_context(
            base_url=product.address, locale=locale, viewport={"width": 1440, "height": 900},
            color_scheme=theme,
        )  # fmt: skip
        page = context.new_page()
        made.append(page)
        page.on("console", lambda message: _heard(message, faults))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda r: _left(r.url, product.address, faults))
        page.goto("/login/")
        if username:
            log_in(page, username)
        return page

    yield open_page
    for page in made:
        page.context.close()
    assert faults == []


@pytest.fixture
def world(tree: Tree, product: Product) -> World:
    """A small world for the explorer."""
    return World(tree, product)


def log_in(page: Page, username: str, password: str = PASSWORD) -> None:
    """Fill in and send the login form that is shown."""
    page.locator("#username").fill(username)
    page.locator("#password").fill(password)
    page.locator("form[name=login] button[type=submit]").click()
    page.wait_for_url(lambda url: "/login/" not in url)


def _heard(message: ConsoleMessage, faults: list[str]) -> None:
    if message.type == "error":
        faults.append(f"{message.text} ({message.location.get('url')})")


def _left(url: str, address: str, faults: list[str]) -> None:
    if not url.startswith((address, "data:", "blob:")):
        faults.append(f"another host: {url}")
