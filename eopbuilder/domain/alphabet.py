"""The order of names in a list."""

from __future__ import annotations

import unicodedata

_NOT_COMPOSED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})


def alphabetical(name: str | None) -> str:
    """What to sort a name by: capitals and accents do not matter, so Çelik stands under C and van der Berg under V."""
    folded = unicodedata.normalize("NFKD", (name or "").casefold())
    return "".join(one for one in folded if not unicodedata.combining(one)).translate(_NOT_COMPOSED)
