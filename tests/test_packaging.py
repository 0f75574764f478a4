"""What ships and how it is set up: pinned, hashed, complete, and explained in one sentence when it fails."""

from __future__ import annotations

import importlib.util
import re
import sys
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = (ROOT / "packaging" / "requirements.txt").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
FONTS = sorted((ROOT / "resources" / "fonts").glob("*.ttf"))
ICONS = sorted((ROOT / "resources" / "icons").glob("*.svg"))
COLOURED = re.compile(r"^(app|tick-.*|dot-.*|arrow-down)$")


@pytest.fixture(scope="module")
def tasks() -> ModuleType:
    spec = importlib.util.spec_from_file_location("eopbuilder_tasks", ROOT / "packaging" / "tasks.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def pinned() -> dict[str, str]:
    """Name in lower case to version, from the requirements."""
    found = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", REQUIREMENTS, flags=re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in found}


def test_every_requirement_is_pinned_and_hashed() -> None:
    packages = [one for one in re.split(r"\n(?=[A-Za-z0-9])", REQUIREMENTS) if re.match(r"[A-Za-z0-9]", one)]
    assert len(packages) > 30
    for block in packages:
        assert re.match(r"[A-Za-z0-9._-]+==\S+", block), block[:60]
        assert "--hash=sha256:" in block, block[:60]


def test_the_requirements_name_no_host_and_no_folder_of_ours() -> None:
    assert "://" not in REQUIREMENTS
    assert "--index" not in REQUIREMENTS
    assert "/home/" not in REQUIREMENTS


def test_every_dependency_is_among_the_requirements() -> None:
    wanted = [*PROJECT["project"]["dependencies"]]
    for group in (PROJECT.get("dependency-groups", {}), PROJECT["project"].get("optional-dependencies", {})):
        wanted.extend(one for members in group.values() for one in members if isinstance(one, str))
    names = {re.sub(r"[-_.]+", "-", re.split(r"[<>=!~;\[ ]", one)[0]).lower() for one in wanted}
    assert names <= set(pinned())


def test_the_qt_binding_stays_below_the_version_that_aborts() -> None:
    major, minor = (int(part) for part in pinned()["pyside6-essentials"].split(".")[:2])
    assert (6, 8) <= (major, minor) < (6, 12)


def test_continuous_integration_calls_the_test_command_only() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line.strip() and not line.startswith("#")]
    assert commands[-1].endswith("packaging/tasks.py test")
    assert all(re.match(r"(set|cd|exec) ", line) for line in commands)


@pytest.mark.parametrize("font", FONTS, ids=lambda one: one.stem)
def test_fonts_can_be_embedded(font: Path) -> None:
    from reportlab.pdfbase.ttfonts import TTFontFile

    face = TTFontFile(str(font))
    face.seek_table("OS/2")
    face.skip(8)
    assert face.read_ushort() == 0, "the font does not allow embedding"
    for letter in "Łễñ☐▲":
        assert ord(letter) in face.charToGlyph or font.stem.startswith("SourceSans3"), letter


def test_fonts_come_with_their_licences() -> None:
    assert {one.name for one in (ROOT / "resources" / "fonts").glob("*LICENSE*")} >= {
        "DejaVuSans-LICENSE.txt",
        "SourceSans3-LICENSE.txt",
    }


@pytest.mark.parametrize("icon", ICONS, ids=lambda one: one.stem)
def test_icons_take_the_colour_of_the_look(icon: Path) -> None:
    text = icon.read_text(encoding="utf-8")
    assert ET.fromstring(text).get("viewBox")
    assert "<text" not in text
    if not COLOURED.match(icon.stem):
        assert "currentColor" in text
        assert not re.search(r"#[0-9a-fA-F]{3,6}", text)


def test_every_icon_is_used_by_name() -> None:
    sources = [*(ROOT / "ui").rglob("*.py"), ROOT / "plan_templates" / "k12-federal" / "steps.toml"]
    words = " ".join(one.read_text(encoding="utf-8") for one in sources)
    computed = {"tick-light", "tick-dark", "dot-light", "dot-dark"}
    unused = [one.stem for one in ICONS if one.stem not in computed and not re.search(rf'["/]{one.stem}["./]', words)]
    assert unused == []


def test_an_old_python_is_told_so_in_one_sentence(tasks: ModuleType) -> None:
    assert tasks.python_too_old((3, 11)) == ""
    sentence = tasks.python_too_old((3, 9))
    assert "3.9" in sentence
    assert "3.11" in sentence
    assert sentence.count(".") <= 4
    assert "\n" not in sentence


def test_a_display_is_noticed(tasks: ModuleType) -> None:
    assert not tasks.has_display("linux", {})
    assert tasks.has_display("linux", {"DISPLAY": ":0"})
    assert tasks.has_display("linux", {"QT_QPA_PLATFORM": "offscreen"})
    assert tasks.has_display("darwin", {})
    assert tasks.has_display("win32", {})


def test_missing_system_libraries_are_named_with_the_line_to_type(tasks: ModuleType) -> None:
    output = "ImportError: libEGL.so.1: cannot open shared object file: No such file or directory"
    assert tasks.missing_library(output) == "libEGL.so.1"
    assert tasks.missing_library("Traceback") == ""
    line = tasks.apt_lines(("libegl1", "libgl1"), sudo=True)
    assert line.startswith("sudo apt-get update && sudo apt-get install")
    assert line.endswith("libegl1 libgl1")


def test_tests_run_on_every_processor_but_not_on_too_many(tasks: ModuleType) -> None:
    assert [tasks.worker_count(one) for one in (None, 0, 2, 64)] == [1, 1, 2, 8]


def test_the_tasks_explain_themselves(tasks: ModuleType) -> None:
    assert {"run", "test"} <= set(tasks.TASKS)
    for command in tasks.TASKS:
        assert f"\n  {command} " in tasks.__doc__
