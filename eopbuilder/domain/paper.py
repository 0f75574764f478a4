"""The paper that documents are printed on."""

from __future__ import annotations

from typing import Literal

Paper = Literal["letter", "a4"]
"""US Letter, or A4. Content is the same on either; what writes files lays it out for the size."""
