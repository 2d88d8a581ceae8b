"""`desk next`: the most urgent item that nobody has, looked at or taken."""

import argparse

from desk.cli.columns import print_rows
from desk.cli.opening import Seat, seated
from desk.errors import NothingToDo
from desk.rows.work import WorkRow


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "next",
        description="The most urgent open item that nobody has. Two desks never take the same.",
    )
    parser.add_argument("--claim", action="store_true", help="take it")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Show the next item, or take it."""
    with seated(args) as seat:
        desk, actor, _ = seat
        if args.claim:
            row = desk.work.find(actor, desk.interactions.take_next(actor).ref)
        else:
            row = _looked_up(seat)
        print_rows([row], seat, desk.clock.now())
    return 0


def _looked_up(seat: Seat) -> WorkRow:
    found = seat.desk.work.next(seat.actor)
    if found is None:
        raise NothingToDo(
            "Nothing is left that nobody has", "All open work: desk list --filter is:open"
        )
    return found
