"""Kept totals: every number that a page of a whole province shows, in step with the records.

``measures`` declares what is counted, ``facts`` reads it from the records, ``keeper`` applies what
a write changes, ``rebuild`` and ``verify`` make all anew, ``reading`` gives them to the pages.
"""

from graph.tallies.rebuild import lacking, rebuild, verify

__all__ = ["lacking", "rebuild", "verify"]
