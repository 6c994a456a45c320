"""Every declared type has a place in a chain, or a sentence that says where to look instead."""

from __future__ import annotations

import pytest

from graph.model import types
from graph.operations.chain import takes_part
from graph.operations.chain.elsewhere import ELSEWHERE


@pytest.mark.parametrize("name", sorted(types()))
def test_a_type_has_a_part_or_a_reason(name: str) -> None:
    assert takes_part(name) is not (name in ELSEWHERE)


def test_a_reason_is_a_sentence_in_both_languages() -> None:
    for name, text in ELSEWHERE.items():
        assert text.zh, name
        assert text.en, name
        assert not text.zh.endswith("。")
        assert not text.en.endswith(".")
