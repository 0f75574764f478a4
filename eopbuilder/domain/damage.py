"""Letters that a program which made a list could not write: a name that holds such a place must be checked."""

from __future__ import annotations

import re

_MOJIBAKE = re.compile("Ã[\u0080-\u00bf\u0152-\u2122]|Â[\u0080-\u00bf]|\ufffd|Å[\u0080-\u00bf]")
_WITHIN_A_WORD = re.compile(r"\?\w|\w\?")


def looks_damaged(text: str) -> bool:
    """Whether letters were lost on the way: a question mark or replacement sign within a word, or garbled UTF-8."""
    return bool(_MOJIBAKE.search(text) or _WITHIN_A_WORD.search(text))
