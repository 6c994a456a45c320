"""What `zhijian check` looks at: stores against declarations and migrations, and safety."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from config import Settings
from graph import migrate, schema
from graph.errors import MigrationFailed, ZhijianError
from graph.server import connect
from graph.session import Connection, Graph
from graph.text import Text

DISTINCT_CHARACTERS = 12
"""A random key of 32 characters has more than this; a typed or repeated one rarely."""

SECRETS = ("secret_key", "first-passwords.json", "neo4j/password", "zhijian.sqlite")


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: what it is about, and the sentence."""

    about: str
    text: Text

    def as_dict(self) -> dict[str, str]:
        """For a program to read."""
        return {"about": self.about, "zh": self.text.zh, "en": self.text.en}


def check_all(settings: Settings) -> list[Finding]:
    """Everything found wrong; an unreachable store is a finding, not the end of the check."""
    found = [*setting_faults(settings), *file_faults(settings.home)]
    try:
        connection = connect(settings)
        found += graph_faults(connection)
    except ZhijianError as error:
        return [*found, Finding("graph", error.text)]
    from app.factory import create_app

    app = create_app(settings, Graph(connection))
    return [*found, *app_faults(app), *sql_faults(app)]


def setting_faults(settings: Settings) -> Iterator[Finding]:
    """Settings that work but are not safe."""
    if len(set(settings.secret_key)) < DISTINCT_CHARACTERS and settings.secret_key:
        yield Finding(
            "SECRET_KEY",
            Text(
                "过于简单，容易被猜出。请改用随机值，或取消该变量由系统生成。",
                "It is too simple and could be guessed. Use a random one, or unset it: "
                "the product makes its own.",
            ),
        )
    if not settings.local_graph and _in_the_clear(settings.neo4j_uri):
        yield Finding(
            "NEO4J_URI",
            Text(
                "与另一台机器的连接没有加密。请改用 neo4j+s:// 或 bolt+s://。",
                "The way to another machine is not encrypted. Use neo4j+s:// or bolt+s://.",
            ),
        )
    if not settings.https and not _is_local(settings.host):
        yield Finding(
            "ZHIJIAN_HTTPS",
            Text(
                f"网页服务对其他机器开放（{settings.host}），但没有 TLS：口令会明文传输。"
                "请在前面放置终结 TLS 的代理，并设置 ZHIJIAN_HTTPS=1。",
                f"Other machines reach the web server ({settings.host}) without TLS: passwords "
                "travel in the clear. Put a proxy that ends TLS in front, and set ZHIJIAN_HTTPS=1.",
            ),
        )


def file_faults(home: Path) -> Iterator[Finding]:
    """Secrets that other users of the machine can read."""
    for name in SECRETS:
        path = home / name
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077 and _open_to_others(path):
            yield Finding(
                str(path),
                Text(
                    f"其他用户可以读取。请运行：chmod 600 {path}",
                    f"Other users can read it. Run: chmod 600 {path}",
                ),
            )


def graph_faults(connection: Connection) -> Iterator[Finding]:
    """Migrations that are missing or changed; constraints and indexes that differ."""
    try:
        waiting = migrate.pending(connection)
    except MigrationFailed:
        waiting = []
    if waiting:
        listed = ", ".join(waiting)
        yield Finding(
            "migrations/graph",
            Text(
                f"尚未应用：{listed}。请运行 zhijian migrate",
                f"Not applied yet: {listed}. Run zhijian migrate",
            ),
        )
    for said in migrate.faults(connection):
        yield Finding("migrations/graph", Text(said, said))
    with Graph(connection).reading() as tx:
        for difference in schema.drift(tx):
            yield Finding("schema", Text(difference, difference))


def sql_faults(app: Flask) -> Iterator[Finding]:
    """Migrations of the SQL store that are missing."""
    from app import sql

    with app.app_context():
        try:
            fault = sql.fault()
        except SQLAlchemyError as error:
            fault = str(error).splitlines()[0]
    if fault:
        yield Finding("migrations/sql", Text(fault, fault))


def app_faults(app: Flask) -> Iterator[Finding]:
    """Settings of Flask and Flask-AppBuilder as they ended up in the application."""
    expected = {
        "DEBUG": False,
        "TESTING": False,
        "AUTH_USER_REGISTRATION": False,
        "SESSION_COOKIE_HTTPONLY": True,
    }
    for name, safe in expected.items():
        if bool(app.config.get(name)) is not safe:
            yield Finding(
                name,
                Text(
                    f"当前为 {app.config.get(name)}，应为 {safe}。",
                    f"It is {app.config.get(name)}; it has to be {safe}.",
                ),
            )
    if public := app.config.get("FAB_ROLES", {}).get("Public"):
        yield Finding(
            "FAB_ROLES",
            Text(
                f"匿名访客得到权限：{public}。", f"Visitors without a login get rights: {public}."
            ),
        )


def _open_to_others(path: Path) -> bool:
    """Whether every folder above lets others pass: a closed folder protects what is in it."""
    return all(
        stat.S_IMODE(folder.stat().st_mode) & 0o011 for folder in (path.parent, path.parent.parent)
    )


def _in_the_clear(uri: str) -> bool:
    parts = urlsplit(uri)
    return "+" not in parts.scheme and not _is_local(parts.hostname or "")


def _is_local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
