"""The program's own folders are where they belong, and its shipped files are read through one door."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from eopbuilder import assets, paths
from eopbuilder.errors import Bug, UserFixable


def test_everything_lies_in_the_folder_named_for_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    home = tmp_path / "deep" / "home"
    monkeypatch.setenv("EOPBUILDER_HOME", str(home))
    assert paths.data_folder() == home
    assert paths.working_folder() == home / "working"
    assert paths.backup_folder() == home / "backups"
    assert paths.settings_file() == home / "settings.json"
    assert paths.log_file() == home / "logs" / "eopbuilder.log"
    assert sorted(one.name for one in home.iterdir()) == ["backups", "logs", "working"]


def test_without_a_name_the_local_application_data_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[dict[str, object]] = []

    def user_data_dir(name: str, **options: object) -> str:
        asked.append({"name": name, **options})
        return str(tmp_path / "local")

    monkeypatch.setenv("EOPBUILDER_HOME", "")
    monkeypatch.setattr(platformdirs, "user_data_dir", user_data_dir)
    assert paths.data_folder() == tmp_path / "local"
    assert asked == [{"name": "eopbuilder", "appauthor": False, "roaming": False}]


@pytest.mark.parametrize("folder", [paths.data_folder, paths.working_folder, paths.log_file])
def test_a_folder_that_cannot_be_made_is_explained(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: object
) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    monkeypatch.setenv("EOPBUILDER_HOME", str(tmp_path / "taken"))
    assert callable(folder)
    with pytest.raises(UserFixable, match=r"could not be made: .+ EOPBUILDER_HOME"):
        folder()


def test_a_disk_without_words_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "mkdir", fail)
    with pytest.raises(UserFixable, match="the disk reported an error"):
        paths.data_folder()


def test_shipped_files_are_read() -> None:
    assert assets.path("resources/fonts").is_dir()
    assert assets.read_text("plan_templates/k12-federal/pack.toml").startswith(("#", "id"))
    assert assets.read_bytes("resources/fonts/SourceSans3-Regular.ttf")[:4] == b"\x00\x01\x00\x00"


@pytest.mark.parametrize(
    "name",
    ["../pyproject.toml", "resources/../pyproject.toml", "/etc/hosts", "eopbuilder/cli.py", "", "resources/none"],
)
def test_nothing_but_shipped_files_can_be_read(name: str) -> None:
    with pytest.raises(Bug, match="shipped file"):
        assets.path(name)
