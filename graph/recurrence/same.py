"""Which problem codes mean the same: SAME_AS is read as one set, however many steps apart."""

from __future__ import annotations

from collections.abc import Iterable


def same_codes(alike: Iterable[Iterable[str]]) -> dict[str, frozenset[str]]:
    """By code, the whole set of codes that mean the same, itself among them.

    ``alike``: codes of which each mean the same; what shares a code is one set.
    """
    known: dict[str, set[str]] = {}
    for each in alike:
        codes = set(each)
        joined = codes.union(*(known[code] for code in codes if code in known))
        for code in joined:
            known[code] = joined
    return {code: frozenset(codes) for code, codes in known.items()}
