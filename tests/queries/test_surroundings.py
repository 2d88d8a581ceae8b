"""What `desk doctor` says of the disk, the rights, the last backup and the settings."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.queries import surroundings
from desk.rows.health import CheckRow
from tests.stores import NOW, Places, settings_for


@pytest.fixture
def local(file_places: Places, clock: FixedClock) -> Iterator[Desk]:
    """A desk on a file of its own."""
    url = file_places.founded()
    with closing(build(settings_for(url), clock)) as desk:
        yield desk
    file_places.remove(url)


def check(desk: Desk, name: str) -> CheckRow:
    """One check of that name."""
    (found,) = [row for row in desk.health.checks() if row.check == name]
    return found


def test_a_network_share_is_warned_of(
    local: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert check(local, "place").ok
    mounts = tmp_path / "mounts"
    mounts.write_text("nas:/ / nfs4 rw 0 0\n")
    monkeypatch.setattr(surroundings, "MOUNTS", mounts)
    row = check(local, "place")
    assert not row.ok
    assert "nfs4" in row.message
    assert "restore" in row.next_step


@pytest.mark.parametrize(
    ("mode", "ok"), [(0o600, True), (0o660, True), (0o644, True), (0o666, False)]
)
def test_rights_of_the_file(local: Desk, mode: int, ok: bool) -> None:
    os.chmod(local.store_name, mode)
    row = check(local, "rights")
    assert row.ok is ok
    assert f"{mode:04o}" in row.message


def test_space(local: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert check(local, "space").ok
    monkeypatch.setattr(surroundings, "_LEAST_SPACE", 10**18)
    assert not check(local, "space").ok


def test_the_last_backup(desk: Desk, clock: FixedClock, tmp_path: Path) -> None:
    """On either engine; an old one is a hint, no fault."""
    assert check(desk, "backup").next_step == "Make one: desk backup FILE"
    desk.backups.back_up(desk.directory.actor(), tmp_path / "all.db")
    assert check(desk, "backup").next_step == ""
    clock.advance(9 * 86400)
    row = check(desk, "backup")
    assert (row.ok, row.count) == (True, 9)
    assert "9 days ago" in row.message
    assert row.next_step


def test_a_password_others_may_read(local: Desk, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    url = "postgresql://desk:secret@host/desk"
    config.write_text(f'db = "{url}"\n')
    config.chmod(0o644)
    settings = local.settings._replace(db=url, config=str(config))
    row = _config(settings_desk := build(local.settings, FixedClock(NOW)), settings)
    settings_desk.close()
    assert not row.ok
    assert "secret" not in row.message + row.next_step
    config.chmod(0o600)


def _config(desk: Desk, settings: object) -> CheckRow:
    checks = dict(surroundings.surroundings(desk._store, settings, NOW))  # type: ignore[arg-type]
    return checks["config"]()
