"""The look: readable colours, text that grows, icons that exist, and a memory for both."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from eopbuilder import assets, packs, paths
from ui import actions, colors, settings
from ui.colors import DARK, LIGHT, SHAPE_PAIRS, TEXT_PAIRS, Colors, contrast, tokens
from ui.icons import icon, pixmap, redraw_all, set_icon
from ui.settings import TEXT_SCALES, Look, load_look, save_look
from ui.stylesheet import TYPE, stylesheet
from ui.theme import palette, theme
from ui.widgets.findings_list import LOOKS
from ui.wizard.rail import STATE_LOOKS

ROOT = Path(__file__).resolve().parent.parent.parent
_PLACE_OF_NAME = {"set_icon": 1, "icon": 0, "pixmap": 0, "_icon_button": 0, "_turn_button": 0}


@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-on-".join)
@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_readable_on_every_ground(look: Colors, pair: tuple[str, str]) -> None:
    assert contrast(*(tokens(look)[name] for name in pair)) >= 4.5


@pytest.mark.parametrize("pair", SHAPE_PAIRS, ids="-on-".join)
@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_outlines_stand_out(look: Colors, pair: tuple[str, str]) -> None:
    assert contrast(*(tokens(look)[name] for name in pair)) >= 3


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#FFFFFF") == 1
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.01)


@pytest.mark.parametrize("dark", [False, True])
def test_the_style_sheet_uses_only_named_colours(dark: bool) -> None:
    look = DARK if dark else LIGHT
    sheet = stylesheet(look, 1.0, dark=dark)
    used = {
        word.strip(";,) ").upper() for word in sheet.split() if word.startswith("#") and len(word.strip(";,) ")) == 7
    }
    known = {value.upper() for value in tokens(look).values()}
    assert {one for one in used if all(letter in "#0123456789ABCDEF" for letter in one)} <= known
    assert "$" not in sheet


def test_the_palette_wears_the_colours() -> None:
    for look in (LIGHT, DARK):
        made = palette(look)
        assert made.color(QPalette.ColorRole.Window).name().upper() == look.canvas.upper()
        assert made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name().upper() == look.muted.upper()


@pytest.mark.parametrize("scale", TEXT_SCALES)
def test_text_grows_with_the_scale(app: QApplication, scale: int) -> None:
    label = QLabel("Words")
    theme().wear(Look("light", scale))
    label.ensurePolished()
    assert app.font().pixelSize() == round(TYPE["body"] * scale / 100)
    assert label.fontInfo().pixelSize() == round(TYPE["body"] * scale / 100)
    for size, pixels in TYPE.items():
        assert theme().font(size).pixelSize() == round(pixels * scale / 100)
    label.deleteLater()


def test_titles_grow_too(app: QApplication) -> None:
    title = QLabel("Title")
    title.setProperty("type", "title")
    heights = []
    for scale in (100, 200):
        theme().wear(Look("light", scale))
        title.ensurePolished()
        heights.append(title.fontInfo().pixelSize())
    assert heights == [TYPE["title"], 2 * TYPE["title"]]
    title.deleteLater()


def test_the_shipped_fonts_are_used(app: QApplication) -> None:
    assert app.font().families()[0] == "Source Sans 3"
    label = QLabel("Zoë")
    label.ensurePolished()
    assert label.fontInfo().family() == "Source Sans 3"
    label.deleteLater()


def test_a_new_look_reaches_everything_and_is_told(app: QApplication, qtbot: object) -> None:
    told = []
    connection = theme().changed.connect(lambda: told.append(theme().dark))
    theme().wear(Look("dark"))
    assert told == [True]
    assert app.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.canvas
    assert theme().color("ink").name().upper() == DARK.ink
    theme().changed.disconnect(connection)


def test_the_system_decides_when_it_is_asked_to(app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    from ui import theme as module

    for dark in (True, False):
        monkeypatch.setattr(module, "_system_is_dark", lambda answer=dark: answer)
        theme().wear(Look("system"))
        assert theme().dark is dark


# --- icons ----------------------------------------------------------------------------------------------------------


def _icon_names_in_code() -> set[str]:
    names: set[str] = set()
    for file in (ROOT / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                place = _PLACE_OF_NAME.get(called, -1)
                if 0 <= place < len(node.args):
                    names |= {
                        one.value
                        for one in ast.walk(node.args[place])
                        if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value
                    }
    return names


def test_every_icon_named_in_the_code_exists() -> None:
    names = _icon_names_in_code()
    names |= {look[0] for look in LOOKS.values()} | {look[0] for look in STATE_LOOKS.values()}
    names |= {entry.icon for entries in actions._MENUS.values() for entry in entries if entry.icon}
    assert len(names) > 15
    assert [name for name in sorted(names) if not assets.path(f"resources/icons/{name}.svg").is_file()] == []


def test_every_icon_named_in_the_style_sheet_exists() -> None:
    for dark in (False, True):
        sheet = stylesheet(LIGHT, 1.0, dark=dark)
        named = [part.split(")")[0].strip('"') for part in sheet.split("url(")[1:]]
        assert named
        assert [one for one in named if not Path(one).is_file()] == []


@pytest.mark.parametrize("pack", packs.available())
def test_every_step_has_its_own_icon(app: QApplication, pack: str) -> None:
    icons = [step.icon for step in packs.load_pack(pack).steps]
    assert len(set(icons)) == len(icons)
    for name in icons:
        assert not pixmap(name).isNull()


def test_an_icon_shows_something_in_the_colour_asked_for(app: QApplication) -> None:
    image = pixmap("plus", "error", 24).toImage()
    seen = {image.pixelColor(x, y).name() for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() > 250}
    assert seen == {LIGHT.error.lower()}


def test_icons_follow_the_look(app: QApplication) -> None:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    button, label, tool = QPushButton("Add"), QLabel(), QToolButton()
    for widget in (button, label, tool):
        layout.addWidget(widget)
        set_icon(widget, "plus", size=20)
    small = label.pixmap().width()
    theme().wear(Look("dark", 200))
    assert label.pixmap().width() == 2 * small
    assert button.iconSize().width() == tool.iconSize().width() == 40
    colours = {label.pixmap().toImage().pixelColor(x, 20).name() for x in range(40)}
    assert DARK.ink.lower() in colours
    holder.deleteLater()


def test_drawing_anew_leaves_widgets_without_icons_alone(app: QApplication) -> None:
    button = QPushButton("Plain")
    redraw_all()
    assert button.icon().isNull()
    assert not icon("plus").isNull()
    button.deleteLater()


# --- what is remembered ---------------------------------------------------------------------------------------------


def test_the_look_is_remembered() -> None:
    look = Look("dark", 150)
    assert save_look(look)
    assert load_look() == look


def test_what_else_the_settings_hold_stays() -> None:
    paths.settings_file().parent.mkdir(parents=True, exist_ok=True)
    paths.settings_file().write_text('{"recent": [1], "look": {"appearance": "dark"}}', encoding="utf-8")
    save_look(Look("light", 130))
    kept = json.loads(paths.settings_file().read_text(encoding="utf-8"))
    assert kept["recent"] == [1]
    assert kept["look"]["text_scale"] == 130


@pytest.mark.parametrize(
    ("content", "look"),
    [
        ("", Look()),
        ("{not json", Look()),
        ("[1, 2]", Look()),
        ('{"look": 3}', Look()),
        ('{"look": {"appearance": "pink", "text_scale": 117, "later": 1}}', Look()),
        ('{"look": {"appearance": ["dark"], "text_scale": true}}', Look()),
        ('{"look": {"appearance": "dark", "text_scale": 9999}}', Look("dark")),
    ],
)
def test_settings_that_make_no_sense_mean_the_usual_look(content: str, look: Look) -> None:
    paths.settings_file().parent.mkdir(parents=True, exist_ok=True)
    paths.settings_file().write_text(content, encoding="utf-8")
    assert load_look() == look


def test_a_look_that_cannot_be_remembered_harms_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setattr(settings.paths, "settings_file", lambda: tmp_path / "file" / "settings.json")
    assert not save_look(Look("dark"))
    assert load_look() == Look()


def test_the_colours_have_names() -> None:
    assert set(tokens(LIGHT)) == set(tokens(DARK))
    assert {name for pair in colors.TEXT_PAIRS for name in pair} <= set(tokens(LIGHT))
