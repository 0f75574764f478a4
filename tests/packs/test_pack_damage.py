"""However a pack was damaged on its way here, it loads or is refused in one sentence."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eopbuilder.packs import PackError, load_pack_folder

if TYPE_CHECKING:
    from tests.packs.conftest import TinyPack

INSERTED = st.one_of(
    st.binary(max_size=4),
    st.text(max_size=6).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from([b'"', b"[", b"[[", b"{{", b"+++\n", b"\n", b"```", b"=", b"'''", b"- ", b"#", b"\xc3", b"\x00"]),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_pack_never_crashes_the_loader(tiny: TinyPack, data: st.DataObject) -> None:
    names = sorted(path.relative_to(tiny.folder) for path in tiny.folder.rglob("*.*"))
    name = data.draw(st.sampled_from(names))
    content = (tiny.folder / name).read_bytes()
    start = data.draw(st.integers(0, len(content)))
    removed = data.draw(st.integers(0, 30))
    damaged = content[:start] + data.draw(INSERTED) + content[start + removed :]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(shutil.copytree(tiny.folder, Path(scratch) / "pack"))
        (folder / name).write_bytes(damaged)
        sentence = refusal(folder)

    assert sentence == "" or re.fullmatch(r"[^\n]+: [^\n]+\. [^\n]+\.", sentence)


def refusal(folder: Path) -> str:
    """What the loader says against a pack; nothing when it takes it. Anything but `PackError` passes through."""
    try:
        load_pack_folder(folder)
    except PackError as error:
        return str(error)
    return ""
