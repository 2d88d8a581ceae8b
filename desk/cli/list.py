"""`desk list`: work in the queue's order, filtered or sorted another way, streamed."""

import argparse
from itertools import islice

from desk.cli.columns import print_rows
from desk.cli.opening import seated
from desk.errors import WrongUse
from desk.rows.work import Listing
from desk.rules.vocabulary import SORTS

_ABOUT = """Work of every state, most urgent first.

filters: every term must hold; -TERM must not; A|B is either.
  is:open owner:me|none        due<2h level>=warning      channel:email
  customer:"Acme" tag:vip      created>=2015-04-01        state:awaitingCustomer
  plain words are looked for in subject, text, customer and reference
"""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("list", description=_ABOUT)
    parser.add_argument("--filter", metavar="FILTER", default="", help="which items (see above)")
    parser.add_argument("--view", metavar="NAME", help="a saved view; --filter narrows it")
    parser.add_argument("--sort", metavar="ORDER", choices=SORTS, help=", ".join(SORTS))
    parser.add_argument("--limit", metavar="N", help="so many at most")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """List work."""
    from desk.rules.filters import narrowed, parse

    limit = _limit(args.limit)
    with seated(args) as seat:
        now = seat.desk.clock.now()
        view = seat.desk.views.named(seat.actor, args.view) if args.view else None
        wanted = parse(args.filter, seat.desk.zone, now)
        if view is not None:
            wanted = narrowed(parse(view.filter, seat.desk.zone, now), wanted)
        sort = args.sort or (view.sort if view else SORTS[0])
        listing = Listing(wanted, sort)
        rows = islice(seat.desk.work.stream(seat.actor, listing), limit)
        if not print_rows(rows, seat, now) and not seat.out.as_json:
            seat.out.talk(_when_empty(args.filter or (args.view or "")))
    return 0


def _when_empty(typed: str) -> str:
    if typed.strip():
        return "Nothing matches this filter. All work: desk list"
    return "No work yet. Log a contact with: desk log. Bring records in with: desk import"


def _limit(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= 10**9:
        raise WrongUse(f"--limit is '{text}'", "Write how many items: a whole number from 1.")
    return int(text)
