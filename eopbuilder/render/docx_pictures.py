"""A drawing in a Word document: a sharp picture for every reader, its vector twin for those that show it."""

from __future__ import annotations

from io import BytesIO

from docx.opc.constants import CONTENT_TYPE

from eopbuilder.document.nodes import Figure
from eopbuilder.domain.images import plain_image
from eopbuilder.render.docx_frame import PageShape
from eopbuilder.render.docx_xml import ASVG, PIC, WP, A, attribute
from eopbuilder.rolegraph.scene import Scene

_EMU_PER_POINT = 12700
_CAPTION_SPACE = 60.0
LOGO_NUMBER = 9999
"""Numbers of pictures are unique in a document; figures count from 1."""
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_BITMAP_EXTENSION = "{28A0092B-C50C-407E-A947-70E740481C1C}"


def picture_file(scene: Scene) -> tuple[bytes, str]:
    """The drawing as an image for readers that show no vectors, and its content type."""
    from eopbuilder.render.graph_png import write_jpeg, write_png

    stream = BytesIO()
    if scene.backdrop is not None and plain_image(scene.backdrop.data).is_jpeg:
        write_jpeg(scene, stream)
        return stream.getvalue(), CONTENT_TYPE.JPEG
    write_png(scene, stream, dpi=200 if scene.backdrop else 300, palette=True)
    return stream.getvalue(), CONTENT_TYPE.PNG


def content_type(image: bytes) -> str:
    """What an image of a plan is called in a package."""
    return CONTENT_TYPE.JPEG if plain_image(image).is_jpeg else CONTENT_TYPE.PNG


def fitting_scale(figure: Figure, shape: PageShape) -> float:
    """Of what part of its size a figure is drawn that has a page for itself and its caption."""
    scene = figure.scene
    return min(1.0, shape.text_width / scene.width, (shape.text_height - _CAPTION_SPACE) / scene.height)


def figure_xml(figure: Figure, number: int, image: str, svg: str, scale: float) -> str:
    """The run with a figure of which `scale` is the part of its size. `image`, `svg` are ids of relationships."""
    scene = figure.scene
    return picture_xml(figure.alternative, number, scene.width * scale, scene.height * scale, image, svg)


def picture_xml(alternative: str, number: int, width: float, height: float, image: str, svg: str = "") -> str:
    """The run with a picture of a size in points. `image` and `svg` are ids of relationships."""
    size = f'cx="{round(width * _EMU_PER_POINT)}" cy="{round(height * _EMU_PER_POINT)}"'
    name = "Logo" if number == LOGO_NUMBER else f"Figure {number}"
    vector = (
        f'<a:extLst><a:ext uri="{_BITMAP_EXTENSION}"><a14:useLocalDpi'
        ' xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" val="0"/></a:ext>'
        f'<a:ext uri="{_SVG_EXTENSION}"><asvg:svgBlip xmlns:asvg="{ASVG}" r:embed="{svg}"/></a:ext></a:extLst>'
        if svg
        else ""
    )
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="{name}" descr="{attribute(alternative)}"/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{A}" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{PIC}"><pic:pic xmlns:pic="{PIC}"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{image}">{vector}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )
