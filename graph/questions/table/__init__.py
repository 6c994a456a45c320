"""Every question of the library, by code, in the order in which they are shown."""

from graph.questions.declared import LibraryQuestion, Theme
from graph.questions.table import conduct, feedback, meetings, petitions, recurrence, review

_EVERY = (
    *recurrence.QUESTIONS,
    *feedback.QUESTIONS,
    *review.QUESTIONS,
    *petitions.QUESTIONS,
    *meetings.QUESTIONS,
    *conduct.QUESTIONS,
)

LIBRARY: dict[str, LibraryQuestion] = {
    each.code: each for theme in Theme for each in _EVERY if each.theme is theme
}
