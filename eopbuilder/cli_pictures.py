"""The options `--picture` and `--logo` of `import`: an image becomes a picture of the plan, or the school's logo."""

from __future__ import annotations

import argparse
import json
from contextlib import closing
from pathlib import Path
from typing import Any

from eopbuilder.domain.facts import InvalidValue
from eopbuilder.domain.images import plain_image
from eopbuilder.domain.records.pictures import PICTURE_KINDS
from eopbuilder.errors import UserFixable


def describe(command: argparse.ArgumentParser, source: Any) -> None:
    """Tells a parser the options of pictures; `source` is the group of options that say what to take in."""
    source.add_argument("--picture", type=Path, metavar="FILE", help="a map or photo (PNG, JPEG, GIF, BMP, TIFF, WebP)")
    source.add_argument("--logo", type=Path, metavar="FILE", help="the school's logo")
    command.add_argument("--kind", metavar="|".join(PICTURE_KINDS), help="of a picture: what it is")
    command.add_argument("--title", metavar="WORDS", help="of a picture: its title (default: the name of the file)")


def do(options: argparse.Namespace) -> int:
    """Takes in a picture or logo and tells what it became."""
    from eopbuilder.exchange.image_files import read_image
    from eopbuilder.planning import library, operations

    file: Path = options.picture or options.logo
    if options.picture and options.kind not in PICTURE_KINDS:
        raise UserFixable(
            f"“{file.name}” was not taken as a picture",
            f"“{options.kind}” is not a kind of picture" if options.kind else "its kind is not said",
            f"Add --kind and one of {', '.join(PICTURE_KINDS)}",
        )
    image = read_image(file)
    size = plain_image(image)
    told: dict[str, object] = {"width": size.width, "height": size.height, "bytes": len(image)}
    with closing(library.open_plan(options.plan)) as session:
        if options.logo:
            operations.set_logo(session, image=image)
        else:
            values = {"title": options.title or file.stem}
            try:
                told["picture"] = operations.add_picture(session, image=image, kind=options.kind, values=values)
            except InvalidValue as error:
                why = str(error).rstrip(".")
                raise UserFixable(
                    f"“{file.name}” was not taken as a picture", why, "Change that and try again"
                ) from None
        session.publish()
    if options.json:
        print(json.dumps(told, indent=2))
    else:
        kept = f"{size.width} by {size.height} pixels, {len(image) // 1000 + 1} kilobytes"
        print(f"{'Logo' if options.logo else 'Picture'} taken: {kept}")
    return 0
