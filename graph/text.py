"""A phrase in the product's two languages; graph/ names things, views/ picks the language."""

from __future__ import annotations

from typing import NamedTuple


class Text(NamedTuple):
    """A display name or sentence: Chinese first, English complete."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh

    def in_(self, language: str) -> str:
        """The phrase in ``zh`` or ``en``; Chinese for any other language."""
        return self.en if language == "en" else self.zh

    def fill(self, **values: object) -> Text:
        """Both languages with ``{name}`` places filled; a Text value is filled in its language."""
        zh = {k: v.zh if isinstance(v, Text) else v for k, v in values.items()}
        en = {k: v.en if isinstance(v, Text) else v for k, v in values.items()}
        return Text(self.zh.format(**zh), self.en.format(**en))
