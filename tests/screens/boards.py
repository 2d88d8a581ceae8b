"""What tests of the board share: problems of every state, and the board as it is read."""

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from desk.screens.board import BoardScreen
from tests.boards import Kind, fill
from tests.screens.queues import lines_of, shown
from tests.screens.seats import Keys, on_top

LANES = ("Acknowl.", "In prog", "Pending", "Held", "Resolved")


def lay_out(desk: Desk, owner: Actor) -> list[int]:
    """A board with something in every lane, as the pictures of it have."""
    me = owner.id or 0
    return fill(
        desk,
        [
            Kind("acknowledged", 0.95, 0, 2, "", "No dial tone on all lines"),
            Kind("acknowledged", 0.7, 0, 2, "", "Mail rejected as spam"),
            Kind("acknowledged", 0.55, 0, 3, "", "VPN slow from home"),
            Kind("acknowledged", 0.2, 0, 3, "", "TV box restarts"),
            Kind("acknowledged", 0.1, 0, 4, "", "Wrong name on caller id"),
            Kind("acknowledged", 0.05, 0, 4, "", "Voicemail language"),
            Kind("acknowledged", 0.02, 0, 5, "", "Old router, wants a new one"),
            Kind("inProgress", 1.2, me, 1, "NetCo", "Fibre down, Lyon office", ("done", "started")),
            Kind("inProgress", 0.8, me, 3, "", "Packet loss in the evening, Reykjavík"),
            Kind("pending", 0.3, 0, 3, "", "Handset exchange"),
            Kind("held", 0.3, me, 4, "", "서울무역 Mast work agreed"),
            Kind("resolved", 0.3, me, 4, "", "Room phones ring twice"),
        ],
    )


def board(keys: Keys) -> BoardScreen:
    """The board, which is on top."""
    return on_top(keys, BoardScreen)


def under_cursor(keys: Keys) -> str:
    """The reference of the card of the cursor; empty for none."""
    row = board(keys).row
    return row.ref if row else ""


async def opened(keys: Keys) -> None:
    """Open the board and wait until its heads are counted."""
    await keys.press("2")
    await shown(keys, "by state", " open")


def heads_of(keys: Keys) -> list[str]:
    """The counts below the names of the lanes."""
    row = next(n for n, line in enumerate(lines_of(keys)) if "Held" in line)
    return lines_of(keys)[row + 1].split()
