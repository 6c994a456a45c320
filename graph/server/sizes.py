"""How much memory the local Neo4j takes, and how much disk it must find free.

Both follow the machine; a container's own limit counts as the machine's memory.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EDQUOT, ENOSPC
from pathlib import Path

from graph.errors import DiskFull

MIB = 1024 * 1024

START_NEEDS = 512 * MIB
"""Free bytes below which the server isn't started: it would stop in the middle of a write."""

CONTAINER_LIMIT = Path("/sys/fs/cgroup/memory.max")


def heap_size(memory: int) -> str:
    """The JVM's heap for a machine of ``memory`` bytes: an eighth, 512 MiB to 4 GiB."""
    return _mib(memory // 8, least=512, most=4096)


def page_cache_size(memory: int) -> str:
    """The page cache for a machine of ``memory`` bytes: an eighth, 256 MiB to 8 GiB."""
    return _mib(memory // 8, least=256, most=8192)


def machine_memory() -> int:
    """Bytes of memory that this process may count on."""
    installed = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        limit = CONTAINER_LIMIT.read_text(encoding="ascii").strip()
    except OSError:
        return installed
    return min(installed, int(limit)) if limit.isdigit() else installed


def require_space(folder: Path, need: int) -> None:
    """Raise DiskFull where the disk that holds ``folder`` has less than ``need`` bytes free."""
    free = shutil.disk_usage(existing_parent(folder)).free
    if free < need:
        raise disk_full(folder, need)


@contextmanager
def disk_full_named(folder: Path) -> Iterator[None]:
    """Inside, the system's "no space left" becomes the sentence that names ``folder``."""
    try:
        yield
    except OSError as error:
        if error.errno in (ENOSPC, EDQUOT):
            raise disk_full(folder, START_NEEDS) from error
        raise


def disk_full(folder: Path, need: int) -> DiskFull:
    """The error for a full disk below ``folder``, with what is free and what is needed."""
    free = shutil.disk_usage(existing_parent(folder)).free
    return DiskFull(folder=folder, free=f"{free // MIB} MB", need=f"{need // MIB} MB")


def existing_parent(folder: Path) -> Path:
    """``folder`` itself or the nearest folder above it that is there."""
    while not folder.exists():
        folder = folder.parent
    return folder


def _mib(size: int, least: int, most: int) -> str:
    return f"{min(max(size // MIB, least), most)}m"
