"""Whether a job title is of the kind a role usually asks for."""

from __future__ import annotations

import re

_LOWER_RANKS = frozenset({"assistant", "associate", "vice", "deputy", "substitute", "student", "evening", "night"})


def title_fits(job_title: str, wanted: str) -> bool:
    """Whether a job title is of the wanted kind: “Math Teacher” is a teacher, “Assistant Principal” no principal."""
    have, want = _words(job_title), _words(wanted)
    if not have or not want:
        return False
    return want <= have and not (have - want) & _LOWER_RANKS


def _words(title: str) -> frozenset[str]:
    plain = re.sub(r"\([^)]*\)", " ", title.casefold())
    return frozenset(re.findall(r"[a-z0-9]+", plain)) - {"school", "of", "the", "and"}
