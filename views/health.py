"""Whether the process lives, whether it can serve, and its figures, for the machines that ask."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, Response, current_app, g, jsonify, request

from graph.errors import ZhijianError
from views.request import graph

health = Blueprint("health", __name__)

Check = Callable[[], "str | None"]
"""Returns what is missing, or None when all is well."""

_requests: Counter[tuple[str, str, int]] = Counter()
_seconds: Counter[tuple[str, str]] = Counter()
_lock = threading.Lock()


def init(app: Flask, checks: dict[str, Check]) -> None:
    """Serve /health, /ready and /metrics; ``checks`` by name are what /ready asks, in order."""
    app.extensions["zhijian_checks"] = {"graph": _graph, **checks}
    app.register_blueprint(health)
    app.before_request(_start)
    app.after_request(_count)


@health.get("/health")
def live() -> Any:
    """The process answers; asks nothing of anybody else."""
    return jsonify(status="ok")


@health.get("/ready")
def ready() -> Any:
    """Everything that a page needs is there: 200, or 503 with what is missing."""
    missing = {}
    for name, check in current_app.extensions["zhijian_checks"].items():
        try:
            fault = check()
        except ZhijianError as error:
            fault = error.text.en
        if fault:
            missing[name] = fault
    answer = jsonify(status="not ready" if missing else "ready", missing=missing)
    return answer, 503 if missing else 200


@health.get("/metrics")
def metrics() -> Response:
    """This process's figures in Prometheus' text form: no names, no addresses of records."""
    with _lock:
        counted, spent = dict(_requests), dict(_seconds)
    label = f'pid="{os.getpid()}"'
    lines = [
        "# HELP zhijian_requests_total Requests answered, by view, method and status.",
        "# TYPE zhijian_requests_total counter",
        *(
            f"zhijian_requests_total"
            f'{{{label},view="{view}",method="{method}",status="{status}"}} {n}'
            for (view, method, status), n in sorted(counted.items())
        ),
        "# HELP zhijian_request_seconds_total Time spent answering, by view and method.",
        "# TYPE zhijian_request_seconds_total counter",
        *(
            f'zhijian_request_seconds_total{{{label},view="{view}",method="{method}"}} {s:.6f}'
            for (view, method), s in sorted(spent.items())
        ),
    ]
    return Response("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4")


def _graph() -> str | None:
    graph().ping()
    return None


def _start() -> None:
    g.started = time.perf_counter()


def _count(response: Response) -> Response:
    view = request.endpoint or "none"
    with _lock:
        _requests[view, request.method, response.status_code] += 1
        _seconds[view, request.method] += time.perf_counter() - g.get(
            "started", time.perf_counter()
        )
    return response
