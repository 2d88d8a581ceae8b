"""What an import is told and what it tells."""

from collections.abc import Callable, Mapping
from typing import NamedTuple


class Progress(NamedTuple):
    """How far an import has come."""

    read: int
    taken: int
    """Bytes of the file read so far."""
    size: int
    """Bytes the file has."""


class ImportOptions(NamedTuple):
    """How an import is run."""

    dry_run: bool = False
    """Count what would happen and keep nothing."""
    rejects: str = ""
    """The file that rejected rows go to, once there is one; empty to write none."""
    watch: Callable[[Progress], bool] = lambda _: True
    """Told after each batch; the import stops there when it answers False."""
    kind: str = ""
    """interactions or problems; empty for what the map says."""


class ImportDone(NamedTuple):
    """What an import did."""

    map: str
    read: int
    new: int
    updated: int
    unchanged: int
    rejected: int
    seconds: float
    is_stopped: bool = False
    """Whether it was told to stop before the end of the file."""
    remarks: Mapping[str, int] = {}
    """What had to be set right, and on how many rows."""
    first_reject: tuple[int, str] | None = None
    """Line and reason of the first rejected row."""
    is_own: bool = False
    """Whether the file was an export of a desk, whose records come back as they were."""
    odd_lines: tuple[int, int] | None = None
    """The first line that is no UTF-8, and how many there are."""
    unit: str = "row"
    """What is counted as new, updated and unchanged: of event logs, a case."""
    contradicting: int = 0
    """Rows of event logs that the table of states does not allow; they are kept."""
    first_contradicting: tuple[int, str] | None = None
    """Line of the first of them, and how."""
    still_open: int = 0
    """Cases of event logs that are open."""
    late: int = 0
    """Those of them that are late."""
