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
FINISHED = ROOT / "resources" / "sample" / "maple-ridge-finished.json"
FONT = ROOT / "resources" / "fonts" / "SourceSans3-SemiBold.ttf"
SCALE = 2
"""Drawn at twice the size, then made smaller, so that edges are smooth."""
SHOWN = (1120, 768)
"""Pixels of the site plan: sharp across the width of a page, and small."""
WIDTH, HEIGHT = 1400, 960
GRASS, ROAD, WALL, ROOM, LOT, HALL, INK = (
    "#E4EDDD", "#D5D5D5", "#3C3C3C", "#F7F4EC", "#EFEFEF", "#E6E6E6", "#222222",
)  # fmt: skip
ROUTE = "#0B5A3C"
COLORS = 24
ROUTES: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = (
    ((330, 195), (70, 195)),
    ((370, 195), (660, 195)),
    ((330, 605), (70, 605)),
    ((370, 605), (660, 605)),
    ((780, 680), (780, 715)),
    ((780, 110), (780, 85)),
    ((1080, 400), (1340, 400)),
    ((1010, 400), (960, 400)),
    ((925, 412), (925, 508)),
    ((1050, 800), (1050, 865)),
    ((1050, 690), (1050, 640)),
    ((1290, 812), (1180, 812)),
)
"""From where to where people walk out, on the floor plan: to the doors at both ends of a hallway."""


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


def floor_plan(*, with_routes: bool = False) -> bytes:
    """The rooms of the main building and of the gym, north at the top; `with_routes` with the ways out."""
    image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), "white")
    draw = ImageDraw.Draw(image)
    _wing(draw, (40, 60, 700, 330), [f"A{number}" for number in range(100, 143, 3)])
    _wing(draw, (40, 470, 700, 740), [f"B{number}" for number in range(101, 144, 3)])
    in_wing_c = [f"C{number}" for number in range(102, 145, 3)]
    _wing(draw, (860, 270, 1380, 530), [*in_wing_c[:7], "C118", *in_wing_c[7:]])
    _box(draw, (700, 60, 860, 220), ROOM, WALL, "Library")
    _box(draw, (700, 220, 860, 400), ROOM, WALL, "Office")
    _box(draw, (700, 400, 860, 560), ROOM, WALL, "Conference\nroom")
    _box(draw, (700, 560, 860, 740), HALL, WALL, "Entrance")
    _box(draw, (960, 600, 1220, 900), ROOM, WALL, "Gym and\nstage")
    _box(draw, (1220, 600, 1380, 720), ROOM, WALL, "\nGym office")
    _box(draw, (1220, 720, 1380, 830), ROOM, WALL, "Cafeteria")
    _box(draw, (1220, 830, 1380, 900), ROOM, WALL, "Kitchen")
    _box(draw, (40, 350, 680, 450), "#EDE7D3", "", "Courtyard")
    for route in ROUTES if with_routes else ():
        _arrow(draw, *route)
    return _encoded(image.resize(SHOWN, Image.Resampling.BOX))


def _arrow(draw: ImageDraw.ImageDraw, start: tuple[int, int], end: tuple[int, int]) -> None:
    """A straight arrow, along a hallway or across it."""
    (x, y), (to_x, to_y) = start, end
    draw.line((x * SCALE, y * SCALE, to_x * SCALE, to_y * SCALE), ROUTE, 8 * SCALE)
    step_x, step_y = (to_x > x) - (to_x < x), (to_y > y) - (to_y < y)
    head, half = 24, 13
    left = (to_x - step_y * half, to_y + step_x * half)
    right = (to_x + step_y * half, to_y - step_x * half)
    tip = (to_x + step_x * head, to_y + step_y * head)
    draw.polygon([(one * SCALE, two * SCALE) for one, two in (left, right, tip)], ROUTE)


def _wing(draw: ImageDraw.ImageDraw, corners: tuple[int, int, int, int], rooms: list[str]) -> None:
    """Rooms on both sides of a hallway, the first ones on the north side."""
    left, top, right, bottom = corners
    hall = (bottom - top) // 6
    middle = (top + bottom) // 2
    _box(draw, corners, HALL, WALL, "")
    per_side = (len(rooms) + 1) // 2
    for row, upper, lower in (
        (rooms[:per_side], top, middle - hall // 2),
        (rooms[per_side:], middle + hall // 2, bottom),
    ):
        edges = [left + (right - left) * place // len(row) for place in range(len(row) + 1)]
        for name, start, end in zip(row, edges, edges[1:], strict=False):
            _box(draw, (start, upper, end, lower), ROOM, WALL, name, size=20)


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


def _box(
    draw: ImageDraw.ImageDraw, corners: tuple[int, int, int, int], fill: str, edge: str, words: str, size: int = 24
) -> None:
    left, top, right, bottom = (one * SCALE for one in corners)
    draw.rectangle((left, top, right, bottom), fill=fill, outline=edge or None, width=4 * SCALE)
    font = ImageFont.truetype(str(FONT), size * SCALE)
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

ROUTE_MARKERS: tuple[tuple[str, float, float, str, str], ...] = (
    ("exit", 0.557, 0.785, "Door 1", "To the front lawn, when the field is not safe"),
    ("exit", 0.557, 0.05, "Door 4", "Office and east half of wings A and B"),
    ("accessible-exit", 0.018, 0.205, "Door 5", "West half of wing A; no steps"),
    ("exit", 0.018, 0.63, "Door 9", "West half of wing B, and round to the north"),
    ("exit", 0.66, 0.57, "Door 11", "West half of wing C"),
    ("accessible-exit", 0.99, 0.415, "Door 12", "East half of wing C; ramp"),
    ("exit", 0.75, 0.95, "Door 13", "Cafeteria and kitchen"),
    ("accessible-exit", 0.75, 0.615, "Door 14", "Gym; no steps"),
)
FLOOR_MARKERS: tuple[tuple[str, float, float, str, str], ...] = (
    ("exit", 0.557, 0.785, "Door 1", "Front door; visitors come in here"),
    ("responder-entrance", 0.625, 0.70, "Door 2", "Lockbox and red box; no steps"),
    ("exit", 0.49, 0.415, "Door 3", "To the courtyard"),
    ("exit", 0.557, 0.05, "Door 4", "From the library"),
    ("accessible-exit", 0.018, 0.205, "Door 5", "End of wing A; no steps"),
    ("exit", 0.12, 0.36, "Door 6", "Wing A to the courtyard"),
    ("exit", 0.25, 0.045, "Door 7", "Wing A, north"),
    ("exit", 0.12, 0.475, "Door 8", "Wing B to the courtyard"),
    ("exit", 0.018, 0.63, "Door 9", "End of wing B"),
    ("exit", 0.80, 0.265, "Door 10", "Wing C, north"),
    ("exit", 0.66, 0.57, "Door 11", "Wing C, south"),
    ("accessible-exit", 0.99, 0.415, "Door 12", "End of wing C; ramp to the playground"),
    ("exit", 0.75, 0.95, "Door 13", "Gym, south; ambulances"),
    ("accessible-exit", 0.75, 0.615, "Door 14", "Gym, north; no steps"),
    ("water", 0.31, 0.06, "Main valve", "By door 7, behind the panel"),
    ("gas", 0.018, 0.74, "Gas meter", "Outside door 9; a quarter turn with a wrench"),
    ("electric", 0.958, 0.297, "Room C118", "Main switches and air handling"),
    ("fire-panel", 0.525, 0.72, "Entrance", "Beside door 1"),
    ("aed", 0.585, 0.26, "Office", "Cabinet with alarm"),
    ("aed", 0.84, 0.67, "Gym", "Beside the double door"),
    ("bleeding-kit", 0.525, 0.26, "Office", ""),
    ("bleeding-kit", 0.965, 0.65, "Gym office", ""),
    ("go-kit", 0.555, 0.385, "Office closet", "Rolling case"),
    ("go-kit", 0.905, 0.65, "Gym office", "Second case"),
    ("command-post", 0.557, 0.562, "Conference room", ""),
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
    return {"pictures": [picture], "markers": _markers("marker", "picture-site", MARKERS)}


def records_when_finished() -> dict[str, list[dict[str, Any]]]:
    """The floor plan and the map of the ways out that the team added, and their markers, as plan data."""
    picture = {
        "id": "picture-floor",
        "title": "Floor plan of the main building and the gym",
        "kind": "floor-plan",
        "image": base64.b64encode(floor_plan()).decode("ascii"),
        "description": "One floor, north at the top. Wings A and B, with a hallway in the middle of each, lie west of "
        "library, office, conference room and entrance; a courtyard lies between them. Wing C is east of the office. "
        "The gym, with gym office, cafeteria and kitchen, is a building of its own and drawn below wing C.",
        "source": "Drawn by the facilities office; walked with Fire Station 2 on August 5, 2026",
        "as_of": "2026-08-05",
        "north": 0,
        "scale": "Not to scale",
    }
    routes = {
        "id": "picture-routes",
        "title": "Ways out of the main building and the gym",
        "kind": "evacuation-map",
        "image": base64.b64encode(floor_plan(with_routes=True)).decode("ascii"),
        "description": "The floor plan with arrows. In wings A and B the west half of the hallway leads to the door at "
        "the west end, the east half to the office block and out by door 4. In wing C the west half leads to door 11, "
        "the east half to door 12. The gym leads to door 14, cafeteria and kitchen to door 13. The portables have a "
        "door of their own. Everybody goes on to the north field.",
        "source": "Facilities office",
        "as_of": "2026-08-05",
        "north": 0,
        "scale": "Not to scale",
    }
    markers = _markers("floor-marker", "picture-floor", FLOOR_MARKERS)
    markers += _markers("route-marker", "picture-routes", ROUTE_MARKERS)
    return {"pictures": [picture, routes], "markers": markers}


def _markers(name: str, picture: str, marked: tuple[tuple[str, float, float, str, str], ...]) -> list[dict[str, Any]]:
    return [
        {"id": f"{name}-{number:02}", "picture": picture, "kind": kind, "x": x, "y": y, "name": words}
        | ({"note": note} if note else {})
        for number, (kind, x, y, words, note) in enumerate(marked, start=1)
    ]


def main() -> None:
    """Puts logo, pictures and markers into the plan data of the sample, and of what finished it."""
    data = json.loads(SAMPLE.read_text(encoding="utf-8"))
    data["school"]["logo"] = base64.b64encode(logo()).decode("ascii")
    answers = data.pop("answers")
    data |= {**records(), "answers": answers}
    SAMPLE.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    finished = json.loads(FINISHED.read_text(encoding="utf-8"))
    answers = finished.pop("answers")
    finished |= {**records_when_finished(), "answers": answers}
    FINISHED.write_text(_line_by_line(finished), encoding="utf-8")


def _line_by_line(data: dict[str, Any]) -> str:
    """JSON with each record and each answer on a line of its own."""

    def plain(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    parts = []
    for name, value in data.items():
        if isinstance(value, list):
            lines = ",\n".join(f"    {plain(one)}" for one in value)
            parts.append(f"  {plain(name)}: [\n{lines}\n  ]")
        elif isinstance(value, dict):
            lines = ",\n".join(f"    {plain(key)}: {plain(one)}" for key, one in value.items())
            parts.append(f"  {plain(name)}: {{\n{lines}\n  }}")
        else:
            parts.append(f"  {plain(name)}: {plain(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    main()
