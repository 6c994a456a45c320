"""The two documents whose rules apply, and since when: a rule applies from its document's date of
issue on (SPEC.md).

A basis is an article (``A6``), a part or an attachment (``B4 F1``), or several of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.text import Text


@dataclass(frozen=True)
class Document:
    """A document: its number, and the day on which it was issued."""

    number: Text
    issued_on: date


OPINION_76 = Document(Text("鲁高法〔2021〕76号", "Opinion 76 (2021)"), date(2021, 12, 30))
OPINION_8 = Document(Text("鲁高法办〔2021〕8号", "Opinion 8 (2021)"), date(2021, 2, 26))

BY_LETTER = {"A": OPINION_76, "B": OPINION_8, "F": OPINION_8}
"""Articles of the one, parts and attachments of the other, by the first letter of the code."""


def documents_of(basis: str) -> tuple[Document, ...]:
    """The documents that a basis cites; none for a basis outside of the two."""
    cited = (BY_LETTER.get(code[:1]) for code in basis.split())
    return tuple(dict.fromkeys(each for each in cited if each is not None))


def applies_from(basis: str) -> date:
    """The first day on which a rule of this basis applies: of several documents, the first."""
    return min((each.issued_on for each in documents_of(basis)), default=date.min)


def applies(basis: str, trigger: date) -> bool:
    """Whether a rule of this basis applies to what happened on that day."""
    return trigger >= applies_from(basis)
