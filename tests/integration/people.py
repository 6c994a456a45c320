"""Users for tests, and a visitor: a browser without a screen that knows our forms' tokens."""

from __future__ import annotations

import itertools
import re
import secrets
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from flask_appbuilder.security.sqla.models import Role as FabRole
from sqlalchemy import select
from werkzeug.security import generate_password_hash
from werkzeug.test import TestResponse

from app.sql import db
from app.tables import ZhijianUser
from graph.operations.users import standing
from graph.scope import Actor, Role

PASSWORD = "correct-horse-battery-7"
_HASHED = generate_password_hash(PASSWORD, method="pbkdf2:sha256:1")
"""Compared in no time: hundreds of users log in. test_security_login is about what is stored."""
_serial = itertools.count(1)
_RUN = secrets.token_hex(3)
"""Audit events stay in the graph: names of one run are not those of another."""


class Visitor:
    """One browser: keeps its cookies, sends the token of the page it saw last."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self.token = ""

    def get(self, path: str, **options: Any) -> TestResponse:
        answer = self.client.get(path, **options)
        found = re.search(r'name="csrf-token" content="([^"]+)"', answer.text)
        if found:
            self.token = found.group(1)
        return answer

    def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        return self.client.post(path, data={"csrf_token": self.token, **(data or {})}, **options)

    def log_in(self, username: str, password: str = PASSWORD, **options: Any) -> TestResponse:
        self.get("/login/")
        answer = self.post("/login/", {"username": username, "password": password}, **options)
        if answer.status_code == 302:
            self.get("/users/userinfo/")
        return answer

    @property
    def cookie(self) -> str:
        """The session cookie's value; empty without one."""
        found = self.client.get_cookie("zhijian")
        return found.value if found else ""

    @property
    def is_in(self) -> bool:
        """Whether the server takes this browser for somebody logged in."""
        return self.client.get("/users/userinfo/").status_code == 200


class People:
    """The users of one application."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def user(
        self, *roles: Role, username: str = "", actor: Actor | None = None, **columns: Any
    ) -> str:
        """Make a user with PASSWORD, already personal; returns the user name.

        ``actor`` gives the court, level and tree that the user reads.
        """
        name = username or f"user{_RUN}{next(_serial)}"
        if actor is not None:
            columns |= {
                "court": actor.court,
                "court_level": actor.level,
                "court_tree": actor.tree,
                "court_middle": self._middle(actor.court),
                "officer": actor.officer,
            }
        with self.app.app_context():
            named = [role.value for role in roles]
            held = db.session.scalars(select(FabRole).where(FabRole.name.in_(named))).all()
            user = ZhijianUser(
                username=name, first_name="测", last_name="试", email=f"{name}@example.invalid",
                password=_HASHED, active=True,
            )  # fmt: skip
            user.must_change_password = False
            for column, value in columns.items():
                setattr(user, column, value)
            user.roles = list(held)
            db.session.add(user)
            db.session.commit()
        return name

    def _middle(self, court: str | None) -> str | None:
        """The intermediate court that a court is or stands under, if any."""
        if court is None:
            return None
        with self.app.extensions["zhijian_graph"].reading() as tx:
            return standing(tx, court).c2

    def visitor(self) -> Visitor:
        """A browser that nobody has logged in with yet."""
        return Visitor(self.app)

    def inside(self, *roles: Role, **columns: Any) -> Visitor:
        """A browser in which a new user of these roles has logged in."""
        visitor = self.visitor()
        visitor.username = self.user(*roles, **columns)  # type: ignore[attr-defined]
        answer = visitor.log_in(visitor.username)  # type: ignore[attr-defined]
        assert answer.status_code == 302, answer.text
        return visitor

    def id_of(self, username: str) -> int:
        """The user's number, as the administration's addresses have it."""
        with self.app.app_context():
            return db.session.scalars(
                select(ZhijianUser.id).where(ZhijianUser.username == username)
            ).one()

    def stored(self, username: str, column: str) -> Any:
        """What is stored of a user."""
        with self.app.app_context():
            return db.session.scalars(
                select(getattr(ZhijianUser, column)).where(ZhijianUser.username == username)
            ).one()
