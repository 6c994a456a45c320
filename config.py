"""Every setting of the product, read from the environment once, validated, documented.

Nothing else in the product reads ``os.environ``. ``Settings.from_env()`` is called by the
command line and by the web application's factory; everything below them is handed the result.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
"""The folder of the checkout or of the installed product: migrations are found from here."""

BOLT_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


LEAST_CASES = 200
"""A made-up province of fewer cases has no room for what is planted in it."""


class BadSetting(ValueError):
    """A setting that can't be used: the message names it, its value and what would be right."""


def setting(env: str, help: str, default: Any = "") -> Any:
    """Declare one setting: the variable that sets it, one sentence on it, its default."""
    return field(default=default, metadata={"env": env, "help": help})


@dataclass(frozen=True)
class Settings:
    """The settings in force. Each field's metadata names its variable and explains it."""

    neo4j_uri: str = setting(
        "NEO4J_URI",
        "Address of an external Neo4j or cluster (bolt://, neo4j+s:// …). "
        "Empty: the product starts and stops a local server of its own.",
    )
    neo4j_user: str = setting("NEO4J_USER", "User for NEO4J_URI.", "neo4j")
    neo4j_password: str = setting("NEO4J_PASSWORD", "Password for NEO4J_URI.")
    database_url: str = setting(
        "DATABASE_URL",
        "SQL store of users and sessions: postgresql+psycopg://… Empty: SQLite in ZHIJIAN_HOME.",
    )
    secret_key: str = setting(
        "SECRET_KEY",
        "Signs sessions and audit checkpoints, 32 characters or more. "
        "Empty: generated once and kept in ZHIJIAN_HOME/secret_key, readable by the owner only.",
    )
    home: Path = setting("ZHIJIAN_HOME", "All state: graph, SQLite, secrets, logs.", ROOT / "var")
    host: str = setting("ZHIJIAN_HOST", "Address that the web server listens on.", "127.0.0.1")
    port: int = setting("ZHIJIAN_PORT", "Port that the web server listens on.", 8080)
    https: bool = setting(
        "ZHIJIAN_HTTPS",
        "1 where people reach the product by https:// (a proxy ends TLS): cookies are then sent "
        "over TLS only and browsers are told to insist on it.",
        False,
    )
    proxies: int = setting(
        "ZHIJIAN_PROXIES",
        "How many trusted proxies stand in front; their X-Forwarded-For and -Proto are believed.",
        0,
    )
    today: date | None = setting(
        "ZHIJIAN_TODAY",
        "What the product takes for today, for tests and demonstrations (2026-01-31). "
        "Empty: the civil date in Asia/Shanghai.",
        None,
    )
    demo_cases: int = setting(
        "ZHIJIAN_DEMO_CASES",
        "How many cases the demonstration province has that `run` and `demo` load into an empty "
        "graph, from 200 on. 0: none, an empty product.",
        10_000,
    )

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Settings:
        """Read and validate the environment.

        Raises BadSetting with the variable, its value and what to write instead.
        """
        raw = {f.name: env.get(f.metadata["env"], "").strip() for f in fields(cls)}
        values: dict[str, object] = {name: value for name, value in raw.items() if value}
        if raw["home"]:
            values["home"] = Path(raw["home"]).expanduser().resolve()
        if raw["port"]:
            values["port"] = _port(raw["port"])
        if raw["https"]:
            values["https"] = _yes("ZHIJIAN_HTTPS", raw["https"])
        if raw["proxies"]:
            values["proxies"] = _count("ZHIJIAN_PROXIES", raw["proxies"])
        if raw["today"]:
            values["today"] = _day(raw["today"])
        if raw["demo_cases"]:
            values["demo_cases"] = _province("ZHIJIAN_DEMO_CASES", raw["demo_cases"])
        if raw["neo4j_uri"] and urlsplit(raw["neo4j_uri"]).scheme not in BOLT_SCHEMES:
            raise BadSetting(
                f"NEO4J_URI={raw['neo4j_uri']}: the scheme must be one of {', '.join(BOLT_SCHEMES)}"
            )
        if raw["secret_key"] and len(raw["secret_key"]) < 32:
            raise BadSetting("SECRET_KEY is shorter than 32 characters")
        return cls(**values)  # type: ignore[arg-type]

    @property
    def local_graph(self) -> bool:
        """Whether the product runs a Neo4j server of its own."""
        return not self.neo4j_uri

    @property
    def sql_url(self) -> str:
        """SQLAlchemy address of the SQL store."""
        if not self.database_url:
            return f"sqlite:///{self.home / 'zhijian.sqlite'}"
        for plain in ("postgresql://", "postgres://"):
            if self.database_url.startswith(plain):
                return "postgresql+psycopg://" + self.database_url.removeprefix(plain)
        return self.database_url

    def secret(self) -> str:
        """The signing key; made and kept in ``home`` where SECRET_KEY is not set."""
        return self.secret_key or kept_secret(self.home / "secret_key")


def kept_secret(path: Path) -> str:
    """A random secret kept in a file that only its owner can read; made at the first call.

    Two processes that start at once get the same secret: the first to create the file wins.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent)  # 0600, complete before it has its name
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(secrets.token_hex(32))  # no leading dash: neo4j-admin reads one as an option
        with suppress(FileExistsError):
            os.link(draft, path)
        os.unlink(draft)
    return path.read_text(encoding="ascii").strip()


def cache_folder(env: Mapping[str, str] = os.environ) -> Path:
    """Downloads that every checkout of this user shares: XDG_CACHE_HOME/zhijian."""
    chosen = env.get("XDG_CACHE_HOME", "").strip()
    return (Path(chosen) if chosen else Path.home() / ".cache") / "zhijian"


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise BadSetting(f"ZHIJIAN_PORT={text}: a whole number from 1 to 65535 is needed")
    return int(text)


def _yes(name: str, text: str) -> bool:
    if text not in ("0", "1"):
        raise BadSetting(f"{name}={text}: write 1 for yes or 0 for no")
    return text == "1"


def _count(name: str, text: str) -> int:
    if not text.isdigit() or int(text) > 9:
        raise BadSetting(f"{name}={text}: a whole number from 0 to 9 is needed")
    return int(text)


def _province(name: str, text: str) -> int:
    if not text.isdigit() or not (int(text) == 0 or LEAST_CASES <= int(text) <= 1_000_000):
        raise BadSetting(f"{name}={text}: 0, or a whole number from {LEAST_CASES} to 1000000")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadSetting(f"ZHIJIAN_TODAY={text}: write a date as 2026-01-31") from None
