"""Opening a store: look before touching, refuse what is not ours, update an older scheme."""

from pathlib import Path

from desk.models.barring import read_only, unwritable
from desk.models.location import Location
from desk.models.migrations import LATEST
from desk.models.migrations.found import refuse
from desk.models.store import Store, connect


def open_store(location: Location, *, makes_folder: bool, version: str) -> Store:
    """The store at that place, in this desk's scheme; a fresh one is made where nothing is.

    `version` is this desk's own, written down with the scheme. A foreign or a newer store is
    refused before a byte of it is written; one that may not be written is opened to be read.
    """
    if location.engine == "sqlite":
        return _open_file(location, makes_folder=makes_folder, version=version)
    return _open_server(location, version)


def _open_file(location: Location, *, makes_folder: bool, version: str) -> Store:
    from desk.models.migrations.sqlite import found_store, look, migrate

    found = look(location, makes_folder=makes_folder)
    refuse(location, found, version)
    why = unwritable(Path(location.target)) if found.number else ""
    if why and found.number == LATEST:
        from desk.models.read_only import open_to_read

        return open_to_read(location, LATEST, why)
    if not found.number:
        found_store(location, version)
    elif found.number < LATEST:
        migrate(location, version)
    return connect(location, LATEST)


def _open_server(location: Location, version: str) -> Store:
    from desk.models.migrations.postgresql import look, migrate, only_reads

    store = connect(location, LATEST)
    try:
        found = look(store)
        refuse(location, found, version)
        if found.number < LATEST:
            migrate(store, version)
        if only_reads(store):
            store.barred = read_only(location, "the server takes no changes from this desk")
    except BaseException:
        store.close()
        raise
    return store
