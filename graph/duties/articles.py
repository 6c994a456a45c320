"""What the articles of the two documents say, word for word (articles.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.documents import BY_LETTER, Document
from graph.text import Text

FILE = Path(__file__).with_name("articles.toml")

_NUMBERS = "一二三四五"


@dataclass(frozen=True)
class Article:
    """An article, part or attachment: its code (``A6``), heading and text; the text is Chinese."""

    code: str
    heading: Text
    paragraphs: tuple[str, ...]

    @property
    def document(self) -> Document:
        """The document that it is of."""
        return BY_LETTER[self.code[0]]

    @property
    def place(self) -> Text:
        """Where it stands: ``第6条``, ``第二部分``, ``附件1``."""
        number = int(self.code[1:])
        match self.code[0]:
            case "A":
                return Text(f"第{number}条", f"Article {number}")
            case "B":
                return Text(f"第{_NUMBERS[number - 1]}部分", f"Part {number}")
            case _:
                return Text(f"附件{number}", f"Attachment {number}")


@cache
def articles() -> dict[str, Article]:
    """Every article by its code, in the order of the documents."""
    said = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        code: Article(code, Text(each["zh"], each["en"]), tuple(each["text"].split("\n")))
        for code, each in said.items()
    }


def cited(basis: str) -> list[Article]:
    """The articles of a basis (``A8 A14``), in its order; raises KeyError for one that isn't."""
    return [articles()[code] for code in basis.split()]
