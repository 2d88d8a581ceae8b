"""What lies beside a store's file and should not, or need not, be there."""

from pathlib import Path

from desk.models.location import Location
from desk.rows.health import CheckRow

_WORKSHOP = ".desk-restore-*"
"""Where a restore makes its copy."""

_LARGE_LOG = 200_000_000


def leftovers(location: Location) -> CheckRow:
    """The check of the folder a store's file lies in."""
    file = Path(location.target)
    unfinished = sorted(
        path.name
        for pattern in (f"{file.name}.*.part", f"{file.stem}.before-*.part", _WORKSHOP)
        for path in file.parent.glob(pattern)
    )
    copies = sorted(path.name for path in file.parent.glob(f"{file.stem}.before-*.db"))
    log = file.with_name(f"{file.name}-wal")
    if unfinished:
        return _row(
            unfinished,
            f"A copy was broken off: {', '.join(unfinished)}",
            "Delete it; the store itself is not touched by that.",
        )
    if log.exists() and log.stat().st_size > _LARGE_LOG:
        return _row(
            [log.name],
            f"The log {log.name} has grown to {log.stat().st_size // 1_000_000} MB",
            "Some desk has been reading for a long time: close it, and the log shrinks.",
        )
    if copies:
        newest = copies[-1]
        message = f"{len(copies)} copies from before an update or a restore, like {newest}"
        return CheckRow(
            "leftovers", True, len(copies), message, "Delete them when you trust what is there now."
        )
    return CheckRow("leftovers", True, 0, "Nothing lies beside the store", "")


def _row(names: list[str], message: str, next_step: str) -> CheckRow:
    return CheckRow("leftovers", False, len(names), message, next_step)
