"""Opening a store: look before touching, refuse what is not ours, update an older scheme."""

from desk.models.location import Location
from desk.models.migrations import LATEST
from desk.models.migrations.found import refuse
from desk.models.store import Store, connect


def open_store(location: Location, *, makes_folder: bool, version: str) -> Store:
    """The store at that place, in this desk's scheme; a fresh one is made where nothing is.

    `version` is this desk's own, written down with the scheme. A foreign or a newer store is
    refused before a byte of it is written.
    """
    if location.engine == "sqlite":
        return _open_file(location, makes_folder=makes_folder, version=version)
    return _open_server(location, version)


def _open_file(location: Location, *, makes_folder: bool, version: str) -> Store:
    from desk.models.migrations.sqlite import look, migrate

    found = look(location, makes_folder=makes_folder)
    refuse(location, found, version)
    if found.number < LATEST:
        migrate(location, version)
    return connect(location, LATEST)


def _open_server(location: Location, version: str) -> Store:
    from desk.models.migrations.postgresql import look, migrate

    store = connect(location, LATEST)
    try:
        found = look(store)
        refuse(location, found, version)
        if found.number < LATEST:
            migrate(store, version)
    except BaseException:
        store.close()
        raise
    return store
