"""What time has brought to made-up work: crossings of the last days, most of them read already."""

from desk.clock import Clock
from desk.models.store import Store
from desk.models.told import mark_old
from desk.services.samples.histories import DAY
from desk.services.tick import Tick

_HOUR = 3600
_LATELY = 900
_LOOKED = (2 * DAY, DAY, 4 * _HOUR)
"""How long ago somebody looked; what lies before the first look nobody was told of."""


def look_back(store: Store, clock: Clock, now: int) -> None:
    """Look at the clocks as a desk would have that was open for the last days."""
    tick = Tick(store, clock)
    for ago in _LOOKED:
        tick.run(at=now - ago)


def look_now(store: Store, clock: Clock, now: int) -> None:
    """Look once more; what people were told before the last minutes they have read."""
    Tick(store, clock).run(at=now)
    with store.writing() as session:
        mark_old(session, now - _LATELY)
