"""Images in a PDF: a plain JPEG or PNG goes in as it is, once for each document, whatever it is drawn for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eopbuilder.domain.images import PNG_START, image_id, plain_image, png_chunks

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFStream
    from reportlab.pdfgen.canvas import Canvas

_PALETTE = 3


def draw_image(canvas: Canvas, data: bytes, x: float, y: float, width: float, height: float) -> None:
    """Draws an image with its lower left corner at (x, y). Raises `NotPlain` for bytes a plan does not keep."""
    name = image_id(data)
    if not canvas.hasForm(name):
        canvas._doc.addForm(name, _stream(data))  # type: ignore[attr-defined]
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(width, height)
    canvas.doForm(name)
    canvas.restoreState()


def _stream(data: bytes) -> PDFStream:
    from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName

    from eopbuilder.render.pdf_document import Stream

    plain = plain_image(data)
    space = PDFName("DeviceGray" if plain.channels == 1 else "DeviceRGB")
    entries: dict[str, object] = {
        "Type": PDFName("XObject"), "Subtype": PDFName("Image"), "Width": plain.width, "Height": plain.height,
    }  # fmt: skip
    if plain.is_jpeg:
        entries |= {"ColorSpace": space, "BitsPerComponent": 8, "Filter": PDFArray([PDFName("DCTDecode")])}
        return Stream(PDFDictionary(entries), data)
    chunks = list(png_chunks(data))
    depth, color = data[len(PNG_START) + 16], data[len(PNG_START) + 17]
    pixels = b"".join(body for kind, body in chunks if kind == b"IDAT")
    palette = next((body for kind, body in chunks if kind == b"PLTE"), b"")
    how = {"Predictor": 15, "Colors": plain.channels, "BitsPerComponent": depth, "Columns": plain.width}
    entries |= {
        "ColorSpace": PDFArray([PDFName("Indexed"), PDFName("DeviceRGB"), len(palette) // 3 - 1, f"<{palette.hex()}>"])
        if color == _PALETTE
        else space,
        "BitsPerComponent": depth,
        "Filter": PDFArray([PDFName("FlateDecode")]),
        "DecodeParms": PDFArray([PDFDictionary(how)]),
    }
    return Stream(PDFDictionary(entries), pixels)
