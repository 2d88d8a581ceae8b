"""Whether a copy of a store is sound: the checks of a desk on a file nobody works on."""

from collections.abc import Iterator
from pathlib import Path

from desk.models.location import Location
from desk.models.migrations import LATEST
from desk.models.store import connect
from desk.queries.health import Health
from desk.rows.health import CheckRow


def checks_of(path: Path) -> Iterator[CheckRow]:
    """Each check of what the file keeps, as it ends."""
    store = connect(Location("sqlite", str(path)), LATEST)
    try:
        yield from Health(store).of_rows()
    finally:
        store.close()
