"""Draws the pictures of the sample school, and writes them with their markers into its plan data.

Run it after a change: `.venv/bin/python packaging/sample_pictures.py`. The school is made up; so are its grounds.
"""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "resources" / "sample" / "maple-ridge.json"
FONT = ROOT / "resources" / "fonts" / "SourceSans3-SemiBold.ttf"
SCALE = 2
"""Drawn at twice the size, then made smaller, so that edges are smooth."""
SHOWN = (1120, 768)
"""Pixels of the site plan: sharp across the width of a page, and small."""
WIDTH, HEIGHT = 1400, 960
GRASS, ROAD, WALL, ROOM, LOT, INK = "#E4EDDD", "#D5D5D5", "#3C3C3C", "#F7F4EC", "#EFEFEF", "#222222"
COLORS = 24


def site_plan() -> bytes:
    """Buildings and grounds from above, north at the top."""
    image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), GRASS)
    draw = ImageDraw.Draw(image)
    _box(draw, (0, 860, 1400, 960), ROAD, "", "Juniper Road")
    _box(draw, (1290, 0, 1400, 960), ROAD, "", "")
    _box(draw, (900, 620, 1250, 830), LOT, WALL, "Staff parking")
    _box(draw, (60, 700, 560, 830), LOT, WALL, "Bus loop and visitor parking")
    _box(draw, (200, 330, 620, 450), ROOM, WALL, "Wing A")
    _box(draw, (200, 540, 620, 650), ROOM, WALL, "Wing B")
    _box(draw, (620, 330, 760, 650), ROOM, WALL, "Office")
    _box(draw, (760, 400, 1040, 560), ROOM, WALL, "Wing C")
    _box(draw, (1060, 280, 1260, 560), ROOM, WALL, "Gym and\ncafeteria")
    _box(draw, (1080, 160, 1150, 240), ROOM, WALL, "P1")
    _box(draw, (1170, 160, 1240, 240), ROOM, WALL, "P2")
    _box(draw, (240, 470, 600, 520), "#EDE7D3", "", "Courtyard")
    _box(draw, (100, 40, 760, 270), "#D3E4C5", "#7C9A63", "North field")
    _box(draw, (820, 60, 1020, 250), "#EDE7D3", "#B5A77C", "Playground")
    return _encoded(image.resize(SHOWN, Image.Resampling.BOX))


def logo() -> bytes:
    """A maple leaf of straight lines over two ridges."""
    size = 240
    image = Image.new("RGB", (size * SCALE, size * SCALE), "white")
    draw = ImageDraw.Draw(image)
    unit = size * SCALE / 100

    def shape(points: list[tuple[float, float]], color: str) -> None:
        draw.polygon([(x * unit, y * unit) for x, y in points], fill=color)

    shape([(4, 92), (34, 58), (52, 76), (70, 54), (96, 92)], "#1F4E79")
    shape([(20, 92), (46, 70), (58, 80), (72, 68), (90, 92)], "#5B8DB8")
    half = [(50, 4), (57, 16), (66, 12), (64, 26), (78, 22), (74, 32), (86, 38), (70, 46), (73, 53), (53, 51)]
    shape([*half, *[(100 - x, y) for x, y in reversed(half)]], "#B3411E")
    shape([(49, 48), (51, 48), (51.5, 68), (48.5, 68)], "#B3411E")
    return _encoded(image.resize((size, size), Image.Resampling.LANCZOS))


def _box(draw: ImageDraw.ImageDraw, corners: tuple[int, int, int, int], fill: str, edge: str, words: str) -> None:
    left, top, right, bottom = (one * SCALE for one in corners)
    draw.rectangle((left, top, right, bottom), fill=fill, outline=edge or None, width=4 * SCALE)
    font = ImageFont.truetype(str(FONT), 24 * SCALE)
    draw.multiline_text(((left + right) / 2, (top + bottom) / 2), words, INK, font, anchor="mm", align="center")


def _encoded(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.quantize(COLORS, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True)
    return stream.getvalue()


MARKERS: tuple[tuple[str, float, float, str, str], ...] = (
    ("exit", 0.493, 0.70, "Door 1", "Front door, beside the office"),
    ("exit", 0.135, 0.41, "Door 5", "End of wing A"),
    ("exit", 0.135, 0.62, "Door 9", "End of wing B; the gas meter is outside"),
    ("accessible-exit", 0.765, 0.50, "Door 12", "Ramp to the playground"),
    ("responder-entrance", 0.545, 0.635, "Door 2", "Fire department connection beside it"),
    ("gas", 0.165, 0.71, "Gas meter", "Outside door 9; a quarter turn with a wrench"),
    ("water", 0.31, 0.36, "Main valve", "By exit 7, behind the panel"),
    ("electric", 0.69, 0.45, "Room C118", ""),
    ("aed", 0.465, 0.40, "Office", "Cabinet with alarm"),
    ("aed", 0.80, 0.35, "Gym", "Beside the double door"),
    ("bleeding-kit", 0.52, 0.40, "Office", ""),
    ("command-post", 0.485, 0.59, "Office", "Staff parking when the building is not safe"),
    ("assembly", 0.27, 0.09, "North field", "By class; the far corner for wheelchair users"),
    ("staging", 0.82, 0.82, "Staff parking", "Fire engines and ambulances"),
    ("media", 0.95, 0.93, "Corner of Juniper Road", ""),
    ("traffic-in", 0.07, 0.885, "West gate", "Buses and families"),
    ("traffic-out", 0.38, 0.885, "East gate", "Right turn only"),
    ("dead-spot", 0.90, 0.53, "Cafeteria kitchen", "Radios do not reach the office from here"),
)


def records() -> dict[str, list[dict[str, Any]]]:
    """The picture and its markers as plan data."""
    picture = {
        "id": "picture-site",
        "title": "Buildings and grounds",
        "kind": "site-plan",
        "image": base64.b64encode(site_plan()).decode("ascii"),
        "description": "The school from above, north at the top: wings A and B to the west of the office, wing C and "
        "the gym to the east, two portables north of the gym, the north field behind the school, parking along Juniper "
        "Road in front.",
        "source": "Drawn by the facilities office",
        "as_of": "2026-08-17",
        "north": 0,
        "scale": "Not to scale; the building is about 840 feet from west to east",
    }
    markers = [
        {"id": f"marker-{number:02}", "picture": picture["id"], "kind": kind, "x": x, "y": y, "name": name}
        | ({"note": note} if note else {})
        for number, (kind, x, y, name, note) in enumerate(MARKERS, start=1)
    ]
    return {"pictures": [picture], "markers": markers}


def main() -> None:
    """Puts logo, picture and markers into the sample's plan data."""
    data = json.loads(SAMPLE.read_text(encoding="utf-8"))
    data["school"]["logo"] = base64.b64encode(logo()).decode("ascii")
    answers = data.pop("answers")
    data |= {**records(), "answers": answers}
    SAMPLE.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
