"""Every item a filter finds, for an action on all of them: asked about before."""

import argparse
import sys

from desk.cli.opening import Seat
from desk.errors import NothingToDo, WrongUse
from desk.rows.work import Listing


def found_by(seat: Seat, args: argparse.Namespace, action: str) -> list[str]:
    """The references of what a filter finds, all read before the first is acted on.

    Asks how many are meant, unless it is only tried. Raises when nobody can be asked.
    """
    from desk.rules.filters import parse

    desk, actor, out = seat
    listing = Listing(parse(args.filter, desk.zone, desk.clock.now()))
    refs = [row.ref for row in desk.work.stream(actor, listing)]
    if not refs:
        raise NothingToDo(
            f"The filter '{args.filter}' finds nothing", "See what there is: desk list"
        )
    what = f"{action} on {len(refs)} item{'s' if len(refs) > 1 else ''}"
    if args.yes or args.dry_run:
        return refs
    if not sys.stdin.isatty():
        raise WrongUse(f"This is {what}", "Say that it is meant: --yes. Only try it: --dry-run.")
    out.talk(f"{what}, as the filter '{args.filter}' finds them. Go on? [y/N]")
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise NothingToDo("Nothing was done", "Look first: desk list --filter FILTER")
    return refs
