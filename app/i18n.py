"""The language of an answer, and the catalogues: Chinese first, English complete.

``python -m app.i18n compile`` makes the .mo files (they are not committed) and fails on an
untranslated phrase; ``python -m app.i18n missing`` lists phrases without English.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, current_app, g, has_request_context, redirect, request, session
from flask_appbuilder.utils.base import is_safe_redirect_url
from flask_babel import refresh

HERE = Path(__file__).resolve().parent
TRANSLATIONS = HERE / "translations"
LANGUAGES = {"zh": {"flag": "cn", "name": "中文"}, "en": {"flag": "gb", "name": "English"}}
DEFAULT = "zh"

_EXTRACTED = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
_KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}


def configure(app: Flask) -> None:
    """Settings that FAB's own set-up of Flask-Babel reads."""
    app.config["LANGUAGES"] = LANGUAGES
    app.config["BABEL_DEFAULT_LOCALE"] = DEFAULT
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)


def init(app: Flask) -> None:
    """Choose the language our way, and keep the choice with the user."""
    app.extensions["babel"].locale_selector = chosen
    app.view_functions["LocaleView.index"] = _choose


def chosen() -> str:
    """zh or en: what a program accepts; else asked for in the address, the session's, the
    user's, the browser's."""
    if not has_request_context():
        return DEFAULT
    accepted = request.accept_languages.best_match(list(LANGUAGES))
    if accepted and "Authorization" in request.headers:
        return accepted  # a program says what it wants, whatever its user reads
    user = g.get("user")
    setting = getattr(user, "language", None) if user and user.is_authenticated else None
    for wanted in (request.args.get("_l_"), session.get("locale"), setting):
        if wanted in LANGUAGES:
            return str(wanted)
    return accepted or DEFAULT


def _choose(locale: str) -> Any:
    """FAB's /lang/<locale>: for this session and, when logged in, from now on."""
    from app.sql import db

    if locale in LANGUAGES:
        session["locale"] = locale
        user = g.get("user")
        if user and user.is_authenticated and user.language != locale:
            user.language = locale
            db.session.commit()
        refresh()
    back = request.referrer or ""
    home = current_app.appbuilder.get_url_for_index
    return redirect(_page_of(back) or home if back and is_safe_redirect_url(back) else home)


def _page_of(address: str) -> str:
    """The address, if a page is there; what answers a form sent (a bulk action, a verification)
    stands at an address for forms only, and its part of the product is the next best."""
    path = urlsplit(address).path
    part = path.split("/")[1] if "/" in path else ""
    adapter = current_app.create_url_adapter(request)
    pages = ((path, address), (f"/{part}/list/", f"/{part}/list/"), (f"/{part}/", f"/{part}/"))
    return next((to for each, to in pages if part and adapter.test(each, "GET")), "")


def compile_catalogues() -> list[Path]:
    """Write the .mo beside each .po that changed since; returns those written."""
    written = []
    for po in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po")):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.parent.parent.name)
        with mo.open("wb") as out:
            write_mo(out, catalogue)
        written.append(mo)
    return written


def phrases() -> dict[str, str]:
    """Every phrase marked for translation in app/ and views/: phrase → where it stands."""
    found: dict[str, str] = {}
    for folder in (HERE, HERE.parent / "views"):
        for path, line, message, *_ in extract_from_dir(
            folder, _EXTRACTED, keywords=_KEYWORDS, options_map={"**/templates/**.html": {}}
        ):
            text = message if isinstance(message, str) else message[0]
            found.setdefault(text, f"{folder.name}/{path}:{line}")
    return found


def missing() -> dict[str, str]:
    """Chinese phrases without English: phrase → where it stands."""
    with (TRANSLATIONS / "en" / "LC_MESSAGES" / "messages.po").open("rb") as source:
        english = read_po(source, locale="en")
    return {
        phrase: place
        for phrase, place in phrases().items()
        if any(ord(c) > 0x2E80 for c in phrase)
        and not ((m := english.get(phrase)) and m.string and not m.fuzzy)
    }


def main(words: list[str]) -> int:
    """The command: ``compile`` or ``missing``."""
    if words == ["compile"]:
        for path in compile_catalogues():
            print(path.relative_to(HERE.parent))
        return 0
    if words == ["missing"]:
        left = missing()
        for phrase, place in left.items():
            print(f"{place}: {phrase}")
        return 1 if left else 0
    print("python -m app.i18n compile|missing", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
