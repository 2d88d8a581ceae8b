"""`desk new` and `desk log`: a new object, and the short form for a contact."""

import argparse

from desk.cli import values
from desk.cli.new_hints import say_hints
from desk.cli.opening import seated
from desk.rules.actions import creating
from desk.rules.values import Raw
from desk.rules.vocabulary import CHANNELS, DIRECTIONS


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add both commands to the parser."""
    new = commands.add_parser(
        "new",
        description="Make a new object and print its reference.",
        epilog="value: a text, @FILE for what a file holds, - for stdin.\n"
        'examples:\n  desk new customer name="Acme Ltd" email=office@acme.example\n'
        '  desk new problem subject="No network" customer="Acme Ltd" impact=high from=I-12',
    )
    new.add_argument("kind", metavar="KIND", help="interaction, problem or customer")
    new.add_argument("values", metavar="name=value", nargs="*", help="what is known of it")
    new.set_defaults(run=run_new)
    log = commands.add_parser(
        "log", description="Log a contact that has just happened, and print its reference."
    )
    log.add_argument("--direction", required=True, choices=DIRECTIONS)
    log.add_argument("--channel", required=True, choices=CHANNELS)
    log.add_argument("--subject", required=True, metavar="TEXT")
    log.add_argument("--text", metavar="TEXT", help="what was said; - reads stdin, @FILE a file")
    log.add_argument("--customer", metavar="REF|NAME", help="who it was")
    log.add_argument("--from", metavar="ADDRESS", help="the address or number it came from")
    log.add_argument("--tag", metavar="TAG", action="append", help="may be given several times")
    log.add_argument("--priority", metavar="1-5", help="1 is the highest; 3 when not said")
    log.add_argument("--at", metavar="TIME", help="when it happened; now when not said")
    log.set_defaults(run=run_log)


def run_new(args: argparse.Namespace) -> int:
    """Make a new object of a kind."""
    return _create(args, args.kind, values.read(args.values))


def run_log(args: argparse.Namespace) -> int:
    """Log a contact."""
    given: dict[str, Raw] = {
        name: value
        for name in ("direction", "channel", "subject", "customer", "from", "priority", "at")
        if (value := getattr(args, name)) is not None
    }
    if args.text is not None:
        given["text"] = values.read_value("text", args.text)
    if args.tag:
        given["tag"] = args.tag
    return _create(args, "interaction", given)


def _create(args: argparse.Namespace, kind: str, given: dict[str, Raw]) -> int:
    action = creating(kind).name
    with seated(args) as seat:
        out = seat.out
        made = seat.desk.do(seat.actor, action, kind, given)
        if out.as_json:
            out.record({"ref": made.ref})
        else:
            out.line(made.ref)
        if kind == "problem":
            say_hints(seat, made.ref, given)
    return 0
