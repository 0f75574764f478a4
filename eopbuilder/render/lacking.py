"""Characters that PDF and pictures cannot show as they are meant, and what to tell people about them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from eopbuilder.render.fonts import REPLACEMENT, missing_glyphs
from eopbuilder.render.pdf_text import clean
from eopbuilder.rolegraph.scene import Box, Label, Scene

_SHOWN = 12
_SCRIPTS = {
    "CJK": "Chinese",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HALFWIDTH": "Japanese",
    "HANGUL": "Korean",
    "MYANMAR": "Burmese",
}
"""What people call a script, where Unicode has another word for it."""
_OTHER = "emoji and signs"
_NOTES = {
    "en": "What stands as � or in the wrong order here is right in the Word file",
    "es": "Lo que aparece como � o en mal orden está bien en el archivo de Word",
}


def lacking(texts: Iterable[str]) -> tuple[str, ...]:
    """The characters of some texts that cannot be shown as they are meant, each once, in the order they come.

    No shipped font draws them (U+FFFD stands for them), or they belong to a script written from right to left or with
    joined letters, which is set letter by letter from the left.
    """
    found: dict[str, None] = {}
    for text in texts:
        if not text.isascii():
            text = clean(text)
            found.update(dict.fromkeys(missing_glyphs(text)))
            found.update(dict.fromkeys(one for one in text if one == REPLACEMENT or _needs_shaping(one)))
    return tuple(found)


def _needs_shaping(character: str) -> bool:
    if "\u0590" <= character <= "\u109f" or "\ufb1d" <= character <= "\ufdff":
        return True  # also the signs and marks among the letters, which have no direction of their own
    return unicodedata.bidirectional(character) in {"R", "AL"}


def words_of_scene(scene: Scene) -> tuple[str, ...]:
    """Every text a drawing shows."""
    labels: list[Label] = []
    for item in scene.items:
        if isinstance(item, Box):
            labels.extend(item.labels)
        elif isinstance(item, Label):
            labels.append(item)
    return tuple(label.text for label in labels)


def scripts_of(characters: Iterable[str]) -> tuple[str, ...]:
    """What scripts the characters are of, as people call them, each once; the rest are “emoji and signs”."""
    names = dict.fromkeys(_script(one) for one in characters)
    return (*(name for name in names if name != _OTHER), *([_OTHER] if _OTHER in names else []))


def _script(character: str) -> str:
    word = unicodedata.name(character, "").partition(" ")[0]
    if not unicodedata.category(character).startswith(("L", "N")) or not word.isalpha():
        return _OTHER
    return _SCRIPTS.get(word, word.capitalize())


def warning(what: str, right_in: str, characters: Sequence[str]) -> str:
    """One sentence or two for people: `what` cannot show them, and `right_in` can."""
    shown = " ".join(characters[:_SHOWN])
    more = f" and {len(characters) - _SHOWN} more" if len(characters) > _SHOWN else ""
    return (
        f"{what} cannot show these characters as they are meant: {shown}{more} ({', '.join(scripts_of(characters))}). "
        f"They stand in it as � or in the wrong order; {right_in} has them right."
    )


def note(language: str) -> str:
    """The same for whoever reads the PDF, short enough for the foot of a page."""
    return _NOTES.get(language.partition("-")[0], _NOTES["en"])
