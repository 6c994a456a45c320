"""The library of prebuilt questions, in the users' words."""

from graph.questions.declared import (
    THEMES,
    Cell,
    Chosen,
    Column,
    LibraryQuestion,
    Number,
    Start,
    Theme,
)
from graph.questions.table import LIBRARY

__all__ = [
    "LIBRARY",
    "THEMES",
    "Cell",
    "Chosen",
    "Column",
    "LibraryQuestion",
    "Number",
    "Start",
    "Theme",
]
