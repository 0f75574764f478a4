"""The format reference knows every word a pack may use."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from eopbuilder.domain.facts import ASKED
from eopbuilder.packs import blocks, vocabulary

REFERENCE = Path(__file__).parents[2] / "docs" / "packs.md"


@pytest.mark.parametrize(
    "words",
    [
        blocks.BLOCKS,
        {parameter for parameters in blocks.BLOCKS.values() for parameter in parameters},
        ASKED,
        vocabulary.DOUBLING,
        vocabulary.EDITORS,
        vocabulary.MESSAGE_CHANNELS,
        vocabulary.NODE_KINDS,
        vocabulary.PACK_CATALOGUES,
        vocabulary.PHASES,
        vocabulary.RELATION_TYPES,
        vocabulary.ROLE_GROUPS,
        vocabulary.ROLE_RANKS,
        vocabulary.SATISFIED_WHEN,
        vocabulary.SECTION_PREDICATES,
    ],
)
def test_every_word_is_explained(words: Iterable[str]) -> None:
    reference = REFERENCE.read_text(encoding="utf-8")

    assert [word for word in words if f"`{word}`" not in reference] == []


def test_every_required_parameter_is_a_parameter() -> None:
    for block, required in blocks.REQUIRED.items():
        assert required <= blocks.BLOCKS[block]
