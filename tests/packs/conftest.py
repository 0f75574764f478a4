"""A tiny pack in a temporary folder, one change away from each fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from eopbuilder.domain.catalogue import Pack
from eopbuilder.packs import PackError, load_pack_folder

FILES = {
    "pack.toml": """\
id = "tiny"
title = "Tiny pack"
edition = "1"
language = "en"

[[part]]
id = "basic"
title = "Basic Plan"

[[part]]
id = "annexes"
title = "Annexes"
""",
    "sources.toml": """\
[[source]]
id = "S01"
title = "A guide"
address = "example.org/guide"
consulted = 2026-11-21
""",
    "levels.toml": """\
[[level]]
id = "act-1"
title = "Level 1"
rank = 1
text = "Small."
doubling = "note"
source = "d"

[[level]]
id = "act-2"
title = "Level 2"
rank = 2
text = "Large."
doubling = "error"
source = "d"
""",
    "roles.toml": """\
[[role]]
id = "role-ic"
title = "Incident Commander"
group = "command"
rank = "lvl-command"
duties = ["Leads."]
held_by = ["Principal"]
min_alternates = 2
tier = "T1"
opens_at = 1
source = "S01 v"

[[role]]
id = "role-pio"
title = "Public Information Officer"
group = "command"
rank = "lvl-cmdstaff"
reports_to = "role-ic"
duties = ["Informs."]
held_by = []
min_alternates = 1
tier = "T1"
opens_at = 2
needs_primary = false
counts_in_span = false
note = "A note."
source = "S01 v (title d), r"
""",
    "relations.toml": """\
[[node]]
id = "external-ic"
title = "Police commander"
kind = "partner"
satisfied_when = "agency-police-or-fire-with-contact"
text = "Takes over."
source = "d"

[[relation]]
id = "dep-01"
type = "needs_approval"
from = "role-pio"
to = "role-ic"
text = "Asks first."
phase = "before/during"
source = "d"
""",
    "training.toml": """\
[[tier]]
id = "T1"
title = "Everyone"
required = ["IS-100"]
recommended = []
roles = ["role-ic"]
source = "d"
""",
    "zones.toml": """\
[[zone]]
id = "zn-checkin"
title = "Check-in"
purpose = "Families come here."
run_by = "role-pio"
must_be_hidden_from = ["zn-assembly"]
essential = true
source = "d"

[[zone]]
id = "zn-assembly"
title = "Assembly"
purpose = "Students wait here."
rule = "Out of sight."
run_by = "role-ic"
own_exit_from = ["zn-checkin"]
source = "d"
""",
    "channels.toml": """\
[[channel]]
id = "ch-sms"
title = "Text message"
reach = "Families"
failure_groups = ["cellular"]
source = "d"

[[audience]]
id = "au-family"
title = "Families"
expected = false
source = "d"
""",
    "messages.toml": """\
[[message]]
id = "nt-hold"
title = "Hold"
phase = "during"
audience = "au-family"
channel = "sms"
language = "en"
text = "Hold at {time}."
source = "d"
""",
    "hotlines.toml": """\
[[hotline]]
id = "hl-988"
title = "988"
detail = "Call 988."
verified_on = 2026-11-21
source = "S01 r"
""",
    "glossary.toml": """\
[[term]]
id = "gl-ic"
term = "IC"
meaning = "Incident Commander."
source = "d"
""",
    "sections/20-fa-one.md": """\
+++
id = "fa-one"
title = "One"
part = "annexes"
number = "F1"
disclosure = 1
owner = "role-pio"
when = "has-sites"
source = "S01 v"

[[question]]
id = "q-1"
label = "How many buses are there?"
kind = "number"
unit = "buses"
required = true
help = "Count them."
why = "Buses move people."
unanswered = "the number of buses"
source = "d"

[[question]]
id = "q-2"
label = "Which way out?"
kind = "choice"
choices = { front = "Front door", back = "Back door" }
source = "d"
+++
## First

{{ school.name }} has **{{ q-1 }}** buses at [[time]].
See [the basics](#bp-two) and *{{ holder:role-ic }}*.

- One {{ count:sites }}
- Two

1. First
2. Second

```block answers
questions = ["q-2"]
caption = "Ways"
```
""",
    "sections/10-bp-two.md": """\
+++
id = "bp-two"
title = "Two"
part = "basic"
disclosure = 0
source = "d"
+++
Plain words.
""",
    "steps.toml": """\
[[step]]
id = "school"
title = "School"
icon = "school"
why = "It matters."
sections = []
source = "d"

[[step.part]]
title = "Facts"
editor = "school"

[[step]]
id = "ways"
title = "Ways"
icon = "door"
why = "It matters too."
sections = ["fa-one"]
source = "d"

[[step.part]]
title = "Questions"
help = "Both."
questions = ["q-1", "q-2"]
""",
}


class TinyPack:
    """The files of a small correct pack, to change and load."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert text.count(old) >= 1, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))

    def add(self, name: str, text: str) -> None:
        self.write(name, self.read(name) + text)

    def remove(self, name: str) -> None:
        (self.folder / name).unlink()

    def load(self) -> Pack:
        return load_pack_folder(self.folder)

    def error(self) -> str:
        with pytest.raises(PackError) as caught:
            self.load()
        return str(caught.value)


@pytest.fixture
def tiny(tmp_path: Path) -> TinyPack:
    return TinyPack(tmp_path / "tiny")
