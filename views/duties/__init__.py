"""Duties: the rules and their articles, local parameters."""
