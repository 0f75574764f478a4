"""What the help menu says."""

from __future__ import annotations

from eopbuilder import __version__

SHORTCUT_WORDS = """\
Alt+Right, Alt+Left: on to the next part or step, and back
F6: between the list of steps and the page
Tab, Shift+Tab: from field to field
Alt and the underlined letter: straight to a field or button
Ctrl+Z, Ctrl+Shift+Z: undo and redo, across everything
Ctrl+E: export
Ctrl+Shift+Plus, Ctrl+Shift+Minus: larger and smaller text
In the role graph: arrow keys walk along the reporting lines, Ctrl+Plus, Ctrl+Minus and Ctrl+0 zoom
Ctrl+F in the role graph: find a role or a person; Enter for the next hit, Shift+Enter back
Ctrl+Right, Ctrl+Left in the role graph: on to what the role needs, and back to who needs it; each time another one
Ctrl+D in the role graph: mark what the role depends on and who depends on it
Minus, Plus, Space in the role graph: fold away the branch below the role, unfold it, either
Ctrl+R in the role graph: choose whom the role reports to
On a picture: arrow keys move the cross-hair or the chosen marker, with Shift in large steps; Enter places or names it
Page Down, Page Up on a picture: from marker to marker; Delete removes one, Escape lets go of it"""

ABOUT_WORDS = f"""\
eopbuilder {__version__}

Drafts a school's emergency operations plan, offline. Everything you enter stays on this computer and in your plan file.

This program is not legal advice. Federal guides are voluntary; state law decides what your plan must hold.
Every rule names its source: check your state and district rules.

Free software under the MIT license. The fonts are Source Sans 3 (SIL Open Font License) and DejaVu Sans."""
