"""The look of the program: colours, fonts, sizes and spacing, applied to the whole application at once."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from eopbuilder import assets
from ui.colors import DARK, LIGHT, Colors
from ui.settings import Look
from ui.stylesheet import TYPE, stylesheet

XS, S, M, L, XL, XXL = 4, 8, 12, 16, 24, 32
"""The spacing scale in pixels."""

_FONTS = (
    "SourceSans3-Regular",
    "SourceSans3-SemiBold",
    "SourceSans3-Bold",
    "SourceSans3-Italic",
    "SourceSans3-BoldItalic",
    "DejaVuSans",
    "DejaVuSans-Bold",
)
_FAMILIES = ("Source Sans 3", "DejaVu Sans")


class Theme(QObject):
    """The look in force. `changed` comes after the whole application wears a new look."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.colors: Colors = LIGHT
        self.dark = False
        self.scale = 1.0
        self._sheet = ""
        app.setStyle(QStyleFactory.create("Fusion"))
        for name in _FONTS:
            QFontDatabase.addApplicationFont(str(assets.path(f"resources/fonts/{name}.ttf")))
        app.setProperty("eopbuilderTheme", self)

    def wear(self, look: Look) -> None:
        """Puts on a look."""
        self.dark = look.appearance == "dark" or (look.appearance == "system" and _system_is_dark())
        self.colors = DARK if self.dark else LIGHT
        self.scale = look.text_scale / 100
        self._app.setPalette(palette(self.colors))
        self._app.setFont(self.font())
        sheet = stylesheet(self.colors, self.scale, dark=self.dark)
        if sheet != self._sheet:
            self._sheet = sheet
            self._app.setStyleSheet(sheet)
        self.changed.emit()

    def font(self, size: str = "body", *, bold: bool = False) -> QFont:
        """A font of the type scale, at the present text size."""
        font = QFont()
        font.setFamilies(list(_FAMILIES))
        font.setPixelSize(self.px(TYPE[size]))
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def px(self, size: float) -> int:
        """A length that grows with the text, in pixels."""
        return round(size * self.scale)

    def color(self, name: str) -> QColor:
        """A named colour."""
        return QColor(getattr(self.colors, name))


def theme() -> Theme:
    """The look of the running application."""
    app = QApplication.instance()
    found = app.property("eopbuilderTheme") if app else None
    if found is None:
        app = cast("QApplication", app or QApplication([]))
        found = Theme(app)
        found.wear(Look(appearance="light"))
    return cast("Theme", found)


def palette(colors: Colors) -> QPalette:
    """The colours as Qt wants them, for what the style sheet leaves to the style."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: colors.canvas,
        QPalette.ColorRole.WindowText: colors.ink,
        QPalette.ColorRole.Base: colors.surface,
        QPalette.ColorRole.AlternateBase: colors.canvas,
        QPalette.ColorRole.Text: colors.ink,
        QPalette.ColorRole.Button: colors.surface,
        QPalette.ColorRole.ButtonText: colors.ink,
        QPalette.ColorRole.BrightText: colors.error,
        QPalette.ColorRole.Highlight: colors.accent,
        QPalette.ColorRole.HighlightedText: colors.on_accent,
        QPalette.ColorRole.ToolTipBase: colors.surface,
        QPalette.ColorRole.ToolTipText: colors.ink,
        QPalette.ColorRole.PlaceholderText: colors.muted,
        QPalette.ColorRole.Link: colors.accent,
        QPalette.ColorRole.LinkVisited: colors.accent,
        QPalette.ColorRole.Light: colors.surface,
        QPalette.ColorRole.Midlight: colors.hover,
        QPalette.ColorRole.Mid: colors.rule,
        QPalette.ColorRole.Dark: colors.edge,
        QPalette.ColorRole.Shadow: colors.edge,
    }
    for role, color in roles.items():
        made.setColor(role, QColor(color))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colors.muted))
    return made


def _system_is_dark() -> bool:
    hints = QGuiApplication.styleHints()
    return hints.colorScheme() == Qt.ColorScheme.Dark
