"""The catalogues: every phrase of ours has English, every phrase of FAB has Chinese."""

from __future__ import annotations

from pathlib import Path

import flask_appbuilder
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from app import i18n

KEYWORDS = dict.fromkeys(("_", "__", "gettext", "lazy_gettext", "lazy_formatter_gettext"))


def test_every_phrase_of_ours_has_english() -> None:
    assert i18n.missing() == {}


def test_the_places_in_a_phrase_are_in_its_english() -> None:
    with (i18n.TRANSLATIONS / "en/LC_MESSAGES/messages.po").open("rb") as source:
        catalogue = read_po(source, locale="en")
    wrong = {m.id: m.string for m in catalogue if m.id and list(m.check(catalogue))}
    assert wrong == {}
    for message in catalogue:
        if isinstance(message.id, str) and message.id:
            assert set(_places(message.id)) == set(_places(message.string)), message.id


def test_every_phrase_of_fab_has_chinese() -> None:
    fab = Path(flask_appbuilder.__file__).parent
    said: set[str] = set()
    for folder in (fab / "translations", i18n.TRANSLATIONS):
        with (folder / "zh/LC_MESSAGES/messages.po").open("rb") as source:
            catalogue = read_po(source, locale="zh")
            said |= {m.id for m in catalogue if m.string and not m.fuzzy and m.id}
    used = {
        message if isinstance(message, str) else message[0]
        for _, _, message, *_ in extract_from_dir(
            fab, [("**/templates/**.html", "jinja2"), ("**.py", "python")], keywords=KEYWORDS
        )
    }
    assert used - said == set()


def test_compiling_writes_what_changed_only(tmp_path: Path, monkeypatch) -> None:
    po = tmp_path / "en" / "LC_MESSAGES" / "messages.po"
    po.parent.mkdir(parents=True)
    po.write_text('msgid ""\nmsgstr ""\n"Language: en\\n"\n\nmsgid "案"\nmsgstr "Case"\n', "utf-8")
    monkeypatch.setattr(i18n, "TRANSLATIONS", tmp_path)
    assert i18n.compile_catalogues() == [po.with_suffix(".mo")]
    assert i18n.compile_catalogues() == []


def _places(text: str) -> list[str]:
    return [part.split(")")[0] for part in text.split("%(")[1:]]
