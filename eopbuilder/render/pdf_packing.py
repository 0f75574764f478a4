"""What happens to a finished PDF before it is written: packed tight, or locked with a passphrase."""

from __future__ import annotations

import io


def packed(data: bytes) -> bytes:
    """The same PDF in about a third of the bytes: the many small objects of its structure are packed together.

    Equal files stay equal, and everything that PDF/UA and PDF/A ask for stays as it was.
    """
    import pikepdf

    packed_bytes = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(packed_bytes, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return packed_bytes.getvalue()


def locked(data: bytes, passphrase: str) -> bytes:
    """The PDF encrypted with AES-256: nobody opens it without the passphrase. Such a file is no PDF/A any more.

    Screen readers may read it, and it may be printed, by whoever opens it.
    """
    import pikepdf

    locked_bytes = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        allowed = pikepdf.Permissions(accessibility=True, extract=True)
        encryption = pikepdf.Encryption(user=passphrase, owner=passphrase, R=6, allow=allowed)
        pdf.save(locked_bytes, object_stream_mode=pikepdf.ObjectStreamMode.generate, encryption=encryption)
    return locked_bytes.getvalue()
