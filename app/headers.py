"""The security headers of every response: Content-Security-Policy with nonces, and its company."""

from __future__ import annotations

from flask import Flask, Response, request
from flask_talisman import Talisman

from config import Settings

POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    # FAB's templates carry style="…" attributes; nothing else is exempt
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
"""Scripts and styles from this server only; inline ones only with the response's nonce."""


def init(app: Flask, settings: Settings) -> None:
    """Set the headers on every response, errors and static files included."""
    Talisman(
        app,
        content_security_policy=POLICY,
        content_security_policy_nonce_in=["script-src", "style-src"],
        force_https=False,  # the proxy that ends TLS redirects
        frame_options="DENY",
        referrer_policy="same-origin",
        permissions_policy={"camera": "()", "geolocation": "()", "microphone": "()"},
        session_cookie_secure=settings.https,
        session_cookie_samesite="Lax",
        strict_transport_security=settings.https,
        strict_transport_security_include_subdomains=False,
    )
    app.after_request(_not_kept)


def _not_kept(response: Response) -> Response:
    """Pages and answers may hold personal data: no cache keeps them, unless they say otherwise.

    A file of the front end whose address has the hash of its content (app.assets) is kept for good.
    """
    if request.path.startswith("/static/") and "v" in request.args and response.status_code == 200:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    if not request.path.startswith("/static/") and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response
