"""The one place that puts the desk together: settings and a clock in, one `Desk` out.

What a command does not need is not imported: services and queries are made on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk import __version__
from desk.bootstrap.desk import Desk as Desk
from desk.clock import Clock, training_clock
from desk.config import Settings, default_config, machine_zone, user_name
from desk.models.location import locate
from desk.models.opening import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from desk.bootstrap.book import CheckKeys
    from desk.bootstrap.book import SettingsBook as SettingsBook
    from desk.rows.backups import Kept
    from desk.rules.permissions import Actor
    from desk.services.settings_file import SettingsFile as SettingsFile


def build(settings: Settings, clock: Clock | None = None) -> Desk:
    """Open the store of the settings, making or updating it, and put the desk together."""
    if clock is None:
        clock = training_clock(settings.clock) if settings.clock else Clock()
    store = open_store(
        locate(settings.db), makes_folder=settings.is_default_db, version=__version__
    )
    try:
        desk = Desk(settings, clock, store)
        if not desk.is_founded:
            from desk.services.founding import found

            found(store, clock, user_name(), settings.zone or machine_zone())
            desk = Desk(settings, clock, store)
    except BaseException:
        store.close()
        raise
    return desk


def replace_damaged(settings: Settings, path: Path) -> Kept:
    """Put a backup where a store lies that cannot be opened; that one is set aside."""
    from desk.queries.file_health import checks_of
    from desk.services.backups import in_place_of_damaged

    return in_place_of_damaged(locate(settings.db), path, __version__, checks_of)


def guess_map(source: str, settings: Settings) -> str:
    """A first map for a file of records; needs no store."""
    from desk.services.import_sources import guess_map

    clock = training_clock(settings.clock) if settings.clock else Clock()
    return guess_map(source, clock.now())


def settings_file(settings: Settings) -> SettingsFile:
    """The operator's own settings; needs no store."""
    from desk.services.settings_file import SettingsFile as SettingsFile

    return SettingsFile(settings.config or str(default_config()))


def settings_book(
    settings: Settings, check_keys: CheckKeys, seat: tuple[Desk, Actor] | None = None
) -> SettingsBook:
    """All settings, to be read and changed; without a seat the operator's own alone."""
    from desk.bootstrap.book import SettingsBook as SettingsBook

    return SettingsBook(settings_file(settings), check_keys, seat)
