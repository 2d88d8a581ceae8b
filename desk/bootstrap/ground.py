"""What every part of a desk stands on: settings, clock and store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.models.settings import settings as values_of

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path
    from typing import BinaryIO

    from desk.clock import Clock
    from desk.config import Settings
    from desk.errors import DeskError
    from desk.models.store import Store


class Ground:
    """Settings, clock and store, and what is known of the store."""

    def __init__(self, settings: Settings, clock: Clock, store: Store) -> None:
        self.settings = settings
        self.clock = clock
        self._store = store
        with store.reading() as session:
            self._values = values_of(session)

    @property
    def store_name(self) -> str:
        """Where the store lies, without a password."""
        return self._store.location.shown

    @property
    def is_local(self) -> bool:
        """Whether the store is a file on this machine, near enough to be read in place."""
        return self._store.is_sqlite

    @property
    def barred(self) -> DeskError | None:
        """Why nothing is written any more: the store is read only, damaged or newer than this."""
        return self._store.barred

    @property
    def training(self) -> bool:
        """Whether the store was marked for training when it was opened: its work is made up."""
        return self._values.get("training") == "true"

    @property
    def zone(self) -> str:
        """The desk's own zone: it cuts days in filters."""
        return self._values["zone"]

    @property
    def is_founded(self) -> bool:
        """Whether the store has had its first person."""
        return "founded" in self._values

    def file(self, path: Path, *, replace: bool = False) -> AbstractContextManager[BinaryIO]:
        """A file to write to: whole or not at all, for nobody else to read.

        Raises `Duplicate` for one that is there and may not be replaced, `StoreFull` and
        `Unreachable`.
        """
        from desk.channels.files import whole

        return whole(path, replace=replace)
