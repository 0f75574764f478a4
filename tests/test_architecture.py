"""The house rules: who may import whom, and what no room may touch. Only direct imports are judged."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
COMMON = {"eopbuilder"} | {
    f"eopbuilder.{name}" for name in ("errors", "assets", "files", "journal", "paths", "working")
}

MAY_IMPORT: dict[str, set[str]] = {
    "eopbuilder.domain": {"eopbuilder.domain"},
    "eopbuilder.rolegraph": {"eopbuilder.rolegraph", "eopbuilder.domain", *COMMON, "networkx"},
    "eopbuilder.packs": {"eopbuilder.packs", "eopbuilder.domain", *COMMON, "markdown_it", "mdurl"},
    "eopbuilder.exchange": {
        "eopbuilder.exchange", "eopbuilder.domain", *COMMON, "openpyxl", "phonenumbers", "defusedxml", "networkx",
        "icalendar", "PIL",
    },
    "eopbuilder.store": {"eopbuilder.store", "eopbuilder.domain", *COMMON, "sqlite_utils"},
    "eopbuilder.document": {
        "eopbuilder.document", "eopbuilder.domain", "eopbuilder.rolegraph", "eopbuilder.packs", *COMMON,
        "segno",
    },
    "eopbuilder.render": {
        "eopbuilder.render", "eopbuilder.document.nodes", "eopbuilder.document.stylesheet",
        "eopbuilder.rolegraph.scene", "eopbuilder.rolegraph.metrics", "eopbuilder.rolegraph.truetype",
        "eopbuilder.domain.facts", "eopbuilder.domain.images", *COMMON,
        "docx", "lxml", "reportlab", "PIL", "pikepdf", "pypdfium2", "pypdfium2_raw",
    },
    "eopbuilder.wizard": {"eopbuilder.wizard", "eopbuilder.domain"},
    "eopbuilder.planning": {
        "eopbuilder.planning", "eopbuilder.domain", "eopbuilder.store", "eopbuilder.packs", "eopbuilder.exchange",
        "eopbuilder.rolegraph", "eopbuilder.document", "eopbuilder.render", "eopbuilder.wizard", *COMMON,
    },
    "ui": {
        "ui", "eopbuilder.planning", "eopbuilder.wizard", "eopbuilder.domain", "eopbuilder.rolegraph.pictures",
        "eopbuilder.rolegraph.scene", "eopbuilder.rolegraph.describe", "eopbuilder.rolegraph.finding",
        "eopbuilder.rolegraph.focus", "eopbuilder.rolegraph.dependencies", "eopbuilder.rolegraph.report",
        "eopbuilder.rolegraph.fixes", "eopbuilder.document.nodes", "eopbuilder.rolegraph.branches",
        "eopbuilder.rolegraph.picture_scene", *COMMON,
        "PySide6", "shiboken6", "pypdfium2",
    },
}  # fmt: skip
STANDARD_LIBRARY = set(sys.stdlib_module_names)
NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "poplib", "imaplib", "xmlrpc", "requests"}


def sources(folder: str) -> Iterator[Path]:
    """Every Python file below a folder of the checkout."""
    yield from sorted((ROOT / folder).rglob("*.py"))


def module_name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_modules(file: Path) -> Iterator[str]:
    """The modules a file imports, `from package import module` resolved to the module where there is one."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            assert node.module
            for alias in node.names:
                inner = ROOT.joinpath(*node.module.split("."), alias.name)
                is_module = inner.with_suffix(".py").exists() or (inner / "__init__.py").exists()
                yield f"{node.module}.{alias.name}" if is_module else node.module


def is_allowed(module: str, allowed: set[str]) -> bool:
    if module.split(".", maxsplit=1)[0] in STANDARD_LIBRARY:
        return True
    exact = module in COMMON and module in allowed
    return exact or any(module == one or module.startswith(f"{one}.") for one in allowed - COMMON)


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_it_may(room: str) -> None:
    files = list(sources(room.replace(".", "/")))
    assert files, f"{room} is empty"
    broken = [
        f"{module_name(file)} imports {module}"
        for file in files
        for module in imported_modules(file)
        if not is_allowed(module, MAY_IMPORT[room])
    ]
    assert broken == []


def test_the_domain_uses_the_standard_library_only() -> None:
    outside = {
        module
        for file in sources("eopbuilder/domain")
        for module in imported_modules(file)
        if module.split(".")[0] not in STANDARD_LIBRARY and not module.startswith("eopbuilder.domain")
    }
    assert outside == set()


def test_only_the_window_and_the_entry_point_know_the_window() -> None:
    entry = ROOT / "eopbuilder" / "__main__.py"
    for file in sources("eopbuilder"):
        modules = set(imported_modules(file))
        assert not any(module.split(".")[0] == "PySide6" for module in modules), file
        if file != entry:
            assert not any(module.split(".")[0] == "ui" for module in modules), file


def test_nobody_imports_the_entry_points() -> None:
    allowed = {"eopbuilder.__main__"}
    for folder in ("eopbuilder", "ui"):
        for file in sources(folder):
            if module_name(file) not in allowed:
                assert not {"eopbuilder.cli", "eopbuilder.__main__"} & set(imported_modules(file)), file


def test_no_code_can_reach_the_network() -> None:
    for folder in ("eopbuilder", "ui"):
        for file in sources(folder):
            network = {module for module in imported_modules(file) if module.split(".")[0] in NETWORK}
            assert network == set(), file


@pytest.mark.parametrize("file", [*sources("eopbuilder"), *sources("ui")], ids=module_name)
def test_every_module_says_what_it_is_for_and_stays_small(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "no docstring"
    assert len(text.splitlines()) <= 450, "more than 450 lines: is it still one thing?"


@pytest.mark.parametrize("folder", ["tests", "packaging"])
def test_folders_that_must_not_become_packages(folder: str) -> None:
    assert not list((ROOT / folder).rglob("__init__.py"))


def test_the_tests_have_no_folder_called_ui() -> None:
    assert not (ROOT / "tests" / "ui").exists()


def test_data_folders_hold_no_code() -> None:
    assert not [*(ROOT / "plan_templates").rglob("*.py"), *(ROOT / "resources").rglob("*.py")]
