"""Every refusal and fault as a page or as problem+json, with its sentence; never a stack trace."""

from __future__ import annotations

import logging
import uuid
from typing import Any

from flask import (
    Flask,
    Response,
    flash,
    g,
    has_request_context,
    json,
    make_response,
    redirect,
    render_template,
    request,
)
from flask_appbuilder.exceptions import FABException
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from graph.errors import (
    BadAddress,
    Invalid,
    LoginRefused,
    NotAllowed,
    NotLoggedIn,
    Refused,
    SqlUnavailable,
    StaleForm,
    TooBig,
    Unexpected,
    WrongMethod,
    ZhijianError,
)
from graph.text import Text
from views.request import say

log = logging.getLogger(__name__)

PROBLEM = "application/problem+json"
MEGABYTE = 1024 * 1024


def init(app: Flask) -> None:
    """Answer every error of the application; give every request a number that the log has too."""
    app.before_request(_number)
    app.after_request(_tell_number)
    app.after_request(_problems_only)
    app.register_error_handler(ZhijianError, _answer)
    app.register_error_handler(CSRFError, lambda _e: _answer(StaleForm()))
    app.register_error_handler(HTTPException, lambda e: _http(app, e))
    app.register_error_handler(OperationalError, _sql)
    app.register_error_handler(Exception, _unexpected)


def wants_json() -> bool:
    """Whether the asker is a program: under /api, sending JSON, or accepting it before HTML."""
    if request.path.startswith("/api/") or request.is_json:
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json", PROBLEM])
    return best not in (None, "text/html")


def problem(error: ZhijianError) -> Response:
    """The error as application/problem+json (RFC 9457)."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": type(error).__name__,
        "status": error.status,
        "detail": say(error.text),
        "request": g.get("request_id"),
    }
    if isinstance(error, Invalid):
        body["errors"] = {name: say(text) for name, text in error.faults.items()}
    answer = make_response(json.dumps(body, ensure_ascii=False), error.status)
    answer.content_type = PROBLEM
    if error.status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _answer(error: ZhijianError) -> Any:
    if wants_json():
        return problem(error)
    if isinstance(error, NotLoggedIn) and not isinstance(error, LoginRefused):
        flash(say(error.text), "warning")
        return redirect(_login_address())
    return _page(error), error.status


def _page(error: ZhijianError) -> str:
    return render_template(
        "zj/error.html",
        status=error.status,
        sentence=say(error.text),
        request_id=g.get("request_id", ""),
    )


def _login_address() -> str:
    from flask import current_app

    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return current_app.appbuilder.get_url_for_login_with(back)


def _http(app: Flask, error: HTTPException) -> Any:
    if error.response is not None or error.code is None or error.code < 400:
        return error
    if error.code == 404 and (path := _without_slash(app)):
        return redirect(path, 308)
    return _answer(_worded(app, error))


def _without_slash(app: Flask) -> str:
    """The address without the slash typed behind it, where that is one of ours; else empty."""
    path = request.path.rstrip("/")
    if path in ("", request.path) or path.startswith("//"):
        return ""
    if not app.url_map.bind("").test(path, request.method):
        return ""
    asked = request.query_string.decode(errors="replace")
    return f"{path}?{asked}" if asked else path


def _worded(app: Flask, error: HTTPException) -> ZhijianError:
    match error.code:
        case 401:
            return NotLoggedIn()
        case 403:
            return NotAllowed(what=Text("查看此页或执行此操作", "open this page or do this"))
        case 404:
            return BadAddress()
        case 405:
            worded: ZhijianError = WrongMethod(method=request.method)
        case 413:
            worded = TooBig(limit=(app.config["MAX_CONTENT_LENGTH"] or 0) // MEGABYTE)
        case 500:
            worded = Unexpected(request=g.get("request_id", ""))
        case _:
            worded = Refused(code=error.code, name=error.name)
    worded.status = error.code or worded.status
    return worded


def _sql(_error: OperationalError) -> Any:
    log.exception("request %s: the SQL store failed", g.get("request_id"))
    return _plain_page(SqlUnavailable())


def _unexpected(error: Exception) -> Any:
    if isinstance(error, FABException):
        log.warning("request %s: %s", g.get("request_id"), error)
    log.exception("request %s: %s %s", g.get("request_id"), request.method, request.path)
    worded = Unexpected(request=g.get("request_id", ""))
    try:
        return _answer(worded)
    except Exception:
        log.exception("request %s: the error page failed too", g.get("request_id"))
        return _plain_page(worded)


def _plain_page(error: ZhijianError) -> Any:
    """The sentence alone, for when even the page's frame can't be made."""
    if has_request_context() and wants_json():
        return problem(error)
    answer = make_response(f"{error.text.zh}\n\n{error.text.en}\n", error.status)
    answer.content_type = "text/plain; charset=utf-8"
    return answer


def _number() -> None:
    g.request_id = uuid.uuid4().hex[:12]


def _tell_number(response: Response) -> Response:
    if "request_id" in g:
        response.headers["X-Request-ID"] = g.request_id
    return response


def _problems_only(response: Response) -> Response:
    """FAB's and its libraries' own JSON errors under /api, in the one shape that we promise."""
    ours = response.status_code < 400 or response.mimetype == PROBLEM
    if ours or not request.path.startswith("/api/"):
        return response
    given = response.get_json(silent=True) if response.is_json else None
    message = (given.get("message") or given.get("msg")) if isinstance(given, dict) else None
    error: ZhijianError = Refused(code=response.status_code, name=message or response.status)
    if response.status_code == 401:
        error = NotLoggedIn()
    elif response.status_code == 403:
        error = NotAllowed(what=Text("执行此操作", "do this"))
    error.status = response.status_code
    return problem(error)
