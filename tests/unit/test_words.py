"""What people type is searched script by script, and every part has to occur."""

from __future__ import annotations

import pytest

from graph.records.cypher import lucene


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("执行款", '"执行款"'),
        ("款", "(款 OR 款* OR *款)"),
        ("XF77", "(xf77 OR xf77*)"),
        ("鲁0102执1234号", "(鲁 OR 鲁* OR *鲁) AND (0102 OR 0102*) AND (执 OR 执* OR *执) "
         "AND (1234 OR 1234*) AND (号 OR 号* OR *号)"),
        ("a1执行实施处", '(a1 OR a1*) AND "执行实施处"'),
        ('") OR *:*', "(or OR or*)"),
        ("（）", ""),
    ],
)  # fmt: skip
def test_words(typed: str, asked: str) -> None:
    assert lucene(typed) == asked
