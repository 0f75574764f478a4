"""Operations on pictures, their markers and the school's logo.

Images come prepared by `exchange.image_files.prepare_image`, which may take a second and belongs into the background;
what is done here is quick. A picture is removed by `remove_record`, with its markers; `set_fact` changes a marker's
kind, name and note.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from eopbuilder.domain.facts import InvalidValue
from eopbuilder.domain.records import Marker, Picture, School
from eopbuilder.domain.records.pictures import MOST_PICTURES
from eopbuilder.planning.operations.facts import with_value
from eopbuilder.planning.operations.lists import add_record
from eopbuilder.planning.operations.values import the_record
from eopbuilder.planning.session import Session


def add_picture(
    session: Session, *, image: bytes, kind: str, values: Mapping[str, object] | None = None, origin: object = None
) -> str:
    """Adds a picture and returns its id.

    Raises `InvalidValue` when the kind or one of `values` does not fit, or when the plan has as many as it may.
    """
    if len(session.plan.pictures) >= MOST_PICTURES:
        raise InvalidValue(f"A plan holds at most {MOST_PICTURES} pictures; remove one you no longer need.")
    title = str((values or {}).get("title") or "").strip()
    with session.operation(f"Add picture {title}".strip(), origin=origin) as writer:
        named = writer.add_image(image)
        return add_record(session, table=Picture.TABLE, values={**(values or {}), "kind": kind, "image": named})


def replace_image(session: Session, *, picture: str, image: bytes, origin: object = None) -> None:
    """Puts another image in the place of a picture's; markers and all that is known of it stay."""
    found = the_record(session, Picture.TABLE, picture)
    with session.operation(f"Replace the image of {found.label}", origin=origin) as writer:
        writer.put(with_value(found, "image", writer.add_image(image)))


def set_logo(session: Session, *, image: bytes | None, origin: object = None) -> None:
    """Sets the school's logo, or takes it away."""
    with session.operation("Change school logo" if image else "Remove school logo", origin=origin) as writer:
        school = the_record(session, School.TABLE, None)
        writer.put(with_value(school, "logo", None if image is None else writer.add_image(image)))


def place_marker(
    session: Session,
    *,
    picture: str,
    kind: str,
    x: float,
    y: float,
    values: Mapping[str, object] | None = None,
    origin: object = None,
) -> str:
    """Places a marker at shares of the picture's width and height, at the edge when it would lie outside.

    Returns its id. Raises `InvalidValue` when the kind or one of `values` does not fit.
    """
    facts = {**(values or {}), "picture": picture, "kind": kind, "x": _share(x), "y": _share(y)}
    return add_record(session, table=Marker.TABLE, values=facts, origin=origin)


def move_marker(session: Session, *, marker: str, x: float, y: float, origin: object = None) -> None:
    """Moves a marker; moves of one marker less than a minute apart are one step of undo."""
    found = cast("Marker", the_record(session, Marker.TABLE, marker))
    with session.operation(
        f"Move marker {found.label}", origin=origin, merge_key=f"markers:{found.id}:place"
    ) as writer:
        writer.put(replace(found, x=_share(x), y=_share(y)))


def _share(place: float) -> float:
    """A share of the picture, rounded to a ten-thousandth: less than a pixel."""
    return round(min(1.0, max(0.0, place)), 4)
