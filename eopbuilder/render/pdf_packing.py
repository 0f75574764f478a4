"""What happens to a finished PDF before it is written: packed tight, or locked with a passphrase."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, Final

from eopbuilder.working import nothing

_TIGHTEST: Final = 9
"""The level of compression that gives the fewest bytes."""


def packed(data: bytes, working: Callable[[], None] = nothing) -> bytes:
    """The same PDF in about a third of the bytes: the many small objects of its structure are packed together.

    Equal files stay equal, and everything that PDF/UA and PDF/A ask for stays as it was. `working` is called now and
    then and may raise to stop it.
    """
    return _saved(data, working, deterministic_id=True)


def locked(data: bytes, passphrase: str, working: Callable[[], None] = nothing) -> bytes:
    """The PDF encrypted with AES-256: nobody opens it without the passphrase. Such a file is no PDF/A any more.

    Screen readers may read it, and it may be printed, by whoever opens it. `working` is called now and then and may
    raise to stop it.
    """
    import pikepdf

    allowed = pikepdf.Permissions(accessibility=True, extract=True)
    encryption = pikepdf.Encryption(user=passphrase, owner=passphrase, R=6, allow=allowed)
    return _saved(data, working, encryption=encryption)


def _saved(data: bytes, working: Callable[[], None], **options: Any) -> bytes:
    """The PDF written anew with the small objects packed together."""
    import pikepdf

    pikepdf.settings.set_flate_compression_level(_TIGHTEST)
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        working()
        pdf.save(
            saved,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            progress=lambda _percent: working(),
            **options,
        )
    return saved.getvalue()
