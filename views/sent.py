"""What a form says besides its fields: the version that was seen, and where to go back to."""

from __future__ import annotations

from flask import request
from flask_appbuilder.utils.base import is_safe_redirect_url

from graph.errors import BadParameter
from graph.model import Record
from graph.text import Text


def version(record: Record | None = None) -> int:
    """The version that the user saw, as the form says it. Raises BadParameter."""
    text = request.form.get("version", "")
    if record is not None:
        text = request.form.get(f"version-{record.uid}", "") or text or str(record.version)
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        why = Text("页面缺少版本号，请重新打开", "the page has no version: open it again")
        raise BadParameter(name="version", value=text, why=why)
    return int(text)


def back() -> str:
    """Where the user came from: as the form says, the address says, or the browser says."""
    said = request.form.get("back") or request.args.get("back") or ""
    if is_ours(said):
        return said
    came = request.referrer or ""
    if request.method == "GET" and came.startswith(request.host_url):
        path = "/" + came.removeprefix(request.host_url)
        return path if path.split("?")[0] != request.path else ""
    return ""


def is_ours(address: str) -> bool:
    """Whether an address is a page of this application."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\"))
    return plain and "\n" not in address and is_safe_redirect_url(address)
