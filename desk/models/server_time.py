"""What time it is where the store is."""

from desk.models.store import Session


def seconds_ahead(session: Session, now: int) -> int:
    """Seconds that a store is ahead of this machine, where it is `now`; a file is never."""
    if session.is_sqlite:
        return 0
    ((there,),) = session.sql("SELECT extract(epoch FROM clock_timestamp())::bigint")
    return int(there) - now
