"""Who owes case feedback: the rule is graph.duties.who_owes; the chain asks it here."""

from graph.duties.who_owes import Owed, Ruling, who_owes_feedback

__all__ = ["Owed", "Ruling", "who_owes_feedback"]
