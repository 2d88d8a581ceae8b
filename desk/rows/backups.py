"""What became of a backup or of a restore."""

from collections.abc import Mapping
from typing import NamedTuple

from desk.rows.health import CheckRow


class Kept(NamedTuple):
    """A store that was written to a file, or a file that was put in the place of a store."""

    file: str
    engine: str
    """Of the store: sqlite or postgresql."""
    size: int
    """Bytes of the file."""
    sha256: str
    seconds: float
    counts: Mapping[str, int]
    """Rows of every table."""
    faults: tuple[CheckRow, ...] = ()
    """What is wrong in the store itself, and so in its copy."""
    aside: str = ""
    """Where what stood there before is now."""
