"""A drawing in a Word document: a sharp picture for every reader, its vector twin for those that show it."""

from __future__ import annotations

from eopbuilder.document.nodes import Figure
from eopbuilder.render.docx_frame import PageShape
from eopbuilder.render.docx_xml import ASVG, PIC, WP, A, attribute

_EMU_PER_POINT = 12700
_CAPTION_SPACE = 60.0
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_BITMAP_EXTENSION = "{28A0092B-C50C-407E-A947-70E740481C1C}"


def picture_xml(figure: Figure, number: int, png: str, svg: str, shape: PageShape) -> str:
    """The run with the picture, as large as it is drawn or as fits the page. `png` and `svg` are relationship ids."""
    scene = figure.scene
    scale = min(1.0, shape.text_width / scene.width, (shape.text_height - _CAPTION_SPACE) / scene.height)
    size = f'cx="{round(scene.width * scale * _EMU_PER_POINT)}" cy="{round(scene.height * scale * _EMU_PER_POINT)}"'
    name = f"Figure {number}"
    vector = (
        f'<a:extLst><a:ext uri="{_BITMAP_EXTENSION}"><a14:useLocalDpi'
        ' xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" val="0"/></a:ext>'
        f'<a:ext uri="{_SVG_EXTENSION}"><asvg:svgBlip xmlns:asvg="{ASVG}" r:embed="{svg}"/></a:ext></a:extLst>'
    )
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="{name}" descr="{attribute(figure.alternative)}"/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{A}" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{PIC}"><pic:pic xmlns:pic="{PIC}"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{png}">{vector}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )
