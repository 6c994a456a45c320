"""The web server: gunicorn with threads, over the application of app.factory."""

from __future__ import annotations

import gc
import os
from typing import Any

from gunicorn.app.base import BaseApplication

from config import Settings

THREADS = 8
"""A request waits for the database most of its time."""

MOST_WORKERS = 8


def workers(cores: int | None) -> int:
    """Worker processes for a machine of so many cores: one each, two at least."""
    return min(max(cores or 1, 2), MOST_WORKERS)


def settle() -> None:
    """Let the garbage collector leave alone what this process has built by now: the declarations,
    the views and their forms stay for good, and looking through all of them again and again made
    some pages wait."""
    gc.collect()
    gc.freeze()


class WebServer(BaseApplication):
    """Gunicorn with our settings; reads no configuration file of its own."""

    def __init__(self, settings: Settings, pid_file: str | None = None) -> None:
        self.settings = settings
        self.pid_file = pid_file
        super().__init__(prog="zhijian")

    def load_config(self) -> None:
        host = f"[{self.settings.host}]" if ":" in self.settings.host else self.settings.host
        chosen: dict[str, Any] = {
            "bind": f"{host}:{self.settings.port}",
            "worker_class": "gthread",
            "workers": workers(os.cpu_count()),
            "threads": THREADS,
            "timeout": 120,
            "graceful_timeout": 20,
            "keepalive": 30,
            "pidfile": self.pid_file,
            "proc_name": "zhijian",
            "loglevel": "warning",
            "control_socket_disable": True,  # nobody needs a second way in
        }
        for name, value in chosen.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        from app.factory import create_app

        app = create_app(self.settings)
        settle()
        return app
