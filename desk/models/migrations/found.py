"""What stands at a place before anything is written there."""

from typing import NamedTuple

from desk.errors import StoreDamaged, StoreNewer
from desk.models.location import Location
from desk.models.migrations import LATEST


class Found(NamedTuple):
    """What a look at a place found."""

    number: int
    """The scheme's number, 0 for nothing yet."""
    is_foreign: bool = False
    """Whether something else than a desk's store is there."""
    written_by: str = ""
    """The version of the desk that wrote the scheme, when it can be read."""


def refuse(location: Location, found: Found, version: str) -> None:
    """Raise `StoreDamaged` for what is no desk store, `StoreNewer` for a scheme yet to come."""
    if found.is_foreign:
        raise StoreDamaged(
            f"{location.shown} is not a desk store; it was left as it is",
            "Name another place with --db, or move that away.",
        )
    if found.number > LATEST:
        writer = f"desk {found.written_by}" if found.written_by else "a newer desk"
        raise StoreNewer(
            f"The store {location.shown} was written by {writer} (scheme {found.number}); "
            f"this is desk {version} (scheme {LATEST}). It was left as it is",
            "Install the newer desk, or open another store with --db.",
        )
