"""What belongs to the request at hand: who asks, the language, the one read transaction."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from flask import Flask, current_app, g, request, session
from flask_babel import get_locale
from flask_login import current_user

from graph.errors import NotLoggedIn
from graph.scope import Actor, Role
from graph.session import Graph, Reader
from graph.text import Text

BOOKMARKS = "bookmarks"


def init(app: Flask, graph: Graph) -> None:
    """Give the application its graph; close each request's read transaction at its end."""
    app.extensions["zhijian_graph"] = graph
    app.teardown_request(_close)
    app.after_request(_keep_bookmarks)


def graph() -> Graph:
    """The application's graph."""
    found: Graph = current_app.extensions["zhijian_graph"]
    return found


def reader() -> Reader:
    """The request's read transaction: opened at the first call, closed when the request ends.

    It sees the writes that this session made before, on whichever process and cluster member.
    After a write call ``reread()`` before reading what was written.
    """
    if "reader" not in g:
        g.reader_stack = ExitStack()
        bookmarks = session.get(BOOKMARKS)
        g.reader = g.reader_stack.enter_context(graph().reading(bookmarks))
    found: Reader = g.reader
    return found


def reread() -> None:
    """Close the request's read transaction: the next ``reader()`` sees what was written since."""
    stack: ExitStack | None = g.pop("reader_stack", None)
    g.pop("reader", None)
    if stack is not None:
        stack.close()


def current_actor() -> Actor:
    """Who asks, for the operations and reads of graph/. Raises NotLoggedIn."""
    if "actor" not in g:
        g.actor = actor_of(_user(), language())
    found: Actor = g.actor
    return found


def language() -> str:
    """zh or en: the language of the answer."""
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "zh"


def say(text: Text) -> str:
    """A phrase in the language of the answer."""
    return text.in_(language())


def _user() -> Any:
    """The user of the session or of the token."""
    user = g.get("user")
    if user is None or not user.is_authenticated:
        user = current_user
    if user is None or not user.is_authenticated:
        raise NotLoggedIn()
    return user


def actor_of(user: Any, language: str) -> Actor:
    """A user as the actor that graph/ asks for."""
    known = {role.value for role in Role}
    return Actor(
        username=user.username,
        name=user.get_full_name(),
        roles=frozenset(Role(r.name) for r in user.roles if r.name in known),
        court=user.court,
        level=user.court_level,
        tree=user.court_tree,
        officer=user.officer,
        language=language,
    )


def _keep_bookmarks(response: Any) -> Any:
    """After a request that wrote, the session remembers how far its next reads must be."""
    if request.method not in ("GET", "HEAD", "OPTIONS") and session.get("_user_id"):
        written = graph().last_bookmarks()
        if written and written != session.get(BOOKMARKS):
            session[BOOKMARKS] = written
    return response


def _close(_error: BaseException | None) -> None:
    reread()
