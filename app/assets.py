"""Addresses of the front end's files, each with the hash of its content.

A browser may then keep a file for ever and still takes the new one after an upgrade. The
factory makes ``asset`` a Jinja global.
"""

from __future__ import annotations

import hashlib
import logging
from functools import lru_cache
from pathlib import Path

from flask import g, url_for

STATIC = Path(__file__).parent / "static"
log = logging.getLogger(__name__)


def asset(name: str) -> str:
    """The address of ``app/static/<name>``, with ``?v=`` and a hash of what it holds now.

    A file that isn't there (the front end was not built) is logged, and its plain address given.
    A list asks for its icons some hundred times: each file is looked at once a request.
    """
    known: dict[str, str] = g.setdefault("assets", {})
    if name not in known:
        version = _version(name)
        known[name] = url_for("static", filename=name, **({"v": version} if version else {}))
    return known[name]


def _version(name: str) -> str:
    try:
        changed = (STATIC / name).stat().st_mtime_ns
    except FileNotFoundError:
        log.warning("%s is missing: build the front end with `make frontend`", name)
        return ""
    return _hash(name, changed)


@lru_cache(maxsize=256)
def _hash(name: str, _changed: int) -> str:
    """Kept until the file's time of change, part of the key, is another."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
