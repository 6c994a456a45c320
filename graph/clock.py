"""The clock: civil dates in Asia/Shanghai. "Today" comes from here and nowhere else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_fixed: date | None = None


def fix_today(day: date | None) -> None:
    """Make ``today()`` answer ``day`` (ZHIJIAN_TODAY), or the real date again when None."""
    global _fixed
    _fixed = day


def today() -> date:
    """The civil date in Asia/Shanghai, or the day set by ZHIJIAN_TODAY."""
    return _fixed or datetime.now(SHANGHAI).date()


def now() -> datetime:
    """The moment of a write, in UTC, to the microsecond. Never moved by ZHIJIAN_TODAY."""
    return datetime.now(UTC)


def minute(moment: datetime) -> str:
    """A moment as people read it, in Asia/Shanghai whatever the server's own zone:
    ``2021-12-30 09:05``."""
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
