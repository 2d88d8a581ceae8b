"""`desk views`: filters with their order and columns, kept under a name."""

import argparse

from desk.cli import shapes
from desk.cli.opening import Seat, seated
from desk.rows.views import ViewRow
from desk.rows.work import Listing
from desk.rules.vocabulary import SORTS, VIEW_KEYS

_ABOUT = """Filters with their order and columns, kept under a name.

Shown with the key of the view, or with: desk list --view NAME
"""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    views = commands.add_parser("views", description=_ABOUT)
    verbs = views.add_subparsers(title="commands", metavar="COMMAND", required=True)
    verbs.add_parser(
        "list", help="list them", description="List your own views and the shared ones."
    ).set_defaults(run=run_list)
    save = verbs.add_parser(
        "save",
        help="keep a view, or change the one of that name",
        description="Keep a view, or change the one of that name; what is not given stays.",
    )
    save.add_argument("name", metavar="NAME")
    save.add_argument("--filter", metavar="FILTER", help="as desk list takes it")
    save.add_argument("--sort", metavar="ORDER", choices=SORTS, help=", ".join(SORTS))
    save.add_argument("--columns", metavar="NAMES", help="parted by commas")
    keys = (*VIEW_KEYS, "none")
    save.add_argument("--key", metavar="KEY", choices=keys, help="1 to 9, or none")
    save.add_argument("--rename", metavar="NAME", help="give it another name")
    owner = save.add_mutually_exclusive_group()
    owner.add_argument("--shared", action="store_const", const="yes", help="for everybody")
    owner.add_argument("--own", dest="shared", action="store_const", const="no", help="for you")
    save.set_defaults(run=run_save)
    remove = verbs.add_parser("remove", help="take one away", description="Take a view away.")
    remove.add_argument("name", metavar="NAME")
    remove.set_defaults(run=run_remove)


def run_list(args: argparse.Namespace) -> int:
    """List views."""
    with seated(args) as (desk, actor, out):
        rows = desk.views.of(actor)
        for row in rows:
            if out.as_json:
                out.record(shapes.view(row))
                continue
            whose = "shared" if row.is_shared else "yours"
            out.line(
                f"{row.key or ' '}  {out.padded(row.name, 20)}  {whose:<6}  {row.sort:<8}"
                f"  {row.filter or 'everything'}"
            )
        if not rows and not out.as_json:
            out.talk("No view is saved yet. Save one: desk views save NAME --filter FILTER")
    return 0


def run_save(args: argparse.Namespace) -> int:
    """Save a view."""
    names = ("filter", "sort", "columns", "key", "shared", "rename")
    given = {name: getattr(args, name) for name in names if getattr(args, name) is not None}
    with seated(args) as seat:
        _check_names(seat, given.get("filter", ""))
        # By name an empty text would count as not given, and no filter could be taken off.
        done = seat.desk.saved_views.save(seat.actor, args.name, **given)
        saved = seat.desk.views.named(seat.actor, done.ref)
        _tell(seat, saved, f"Saved. Show it: desk list --view {_quoted(done.ref)}")
        for effect in done.effects:
            seat.out.talk(effect)
    return 0


def run_remove(args: argparse.Namespace) -> int:
    """Take a view away."""
    with seated(args) as (desk, actor, out):
        done = desk.do(actor, "remove", "view", {"name": args.name})
        if out.as_json:
            out.record({"view": done.ref, "removed": True})
        else:
            out.line(f"The view {done.ref} is gone. No work was touched.")
    return 0


def _check_names(seat: Seat, typed: str) -> None:
    """Ask for one row of it: names of people and teams nobody has are found only so."""
    from desk.rules.filters import parse

    wanted = parse(typed, seat.desk.zone, seat.desk.clock.now())
    seat.desk.work.page(seat.actor, Listing(wanted._replace(words=(), without=())), limit=1)


def _tell(seat: Seat, row: ViewRow, text: str) -> None:
    if seat.out.as_json:
        seat.out.record(shapes.view(row))
    else:
        seat.out.line(text)


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name
