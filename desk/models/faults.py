"""What an engine's error means to a user."""

from desk.errors import DeskError, StoreDamaged, StoreFull, StoreLocked, Unreachable


def as_desk_error(error: Exception, target: str) -> DeskError:
    """The member of the desk's family that a fault of the engine amounts to."""
    said = str(error).strip()
    lower = said.lower()
    if "interrupted" in lower:
        return Unreachable("The search was stopped", "Narrow the filter, or let it run.")
    if "locked" in lower or "busy" in lower:
        return StoreLocked(
            f"The store {target} is locked by another process", "Try again when its backup or import has ended."
        )
    if "disk is full" in lower or "disk full" in lower:
        return StoreFull(f"There is no space left for {target}", "Make room on the disk and try again; nothing was lost.")
    if "readonly" in lower or "read-only" in lower:
        return StoreFull(f"The store {target} may not be written", "Check the rights of the file and of its folder.")
    if "unable to open" in lower:
        return Unreachable(f"The store {target} cannot be opened", "Check that its folder exists and is yours.")
    if "malformed" in lower or "not a database" in lower or "disk i/o" in lower:
        return StoreDamaged(
            f"The store {target} is damaged: {said}", "Look with: desk doctor. The last backup stands beside it."
        )
    if "connect" in lower or "connection" in lower or "timeout" in lower:
        return Unreachable(f"The store's server does not answer: {said}", "Check the URL and that the server runs.")
    return StoreDamaged(f"The store {target} gave an error: {said}", "Look with: desk doctor")
