"""`desk people`: who works at the desk."""

import argparse

from desk.cli import shapes
from desk.cli.opening import seated
from desk.rules.vocabulary import words

_ROLES = ("agent", "teamLead", "manager", "administrator", "auditor")


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    people = commands.add_parser("people", description="Who works at the desk.")
    verbs = people.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add = verbs.add_parser("add", help="add a person", description="Add a person to the desk.")
    add.add_argument("name", metavar="NAME", help="what --as takes")
    add.add_argument("--role", metavar="ROLE", choices=_ROLES, help=", ".join(_ROLES))
    add.add_argument(
        "--team", metavar="TEAM", action="append", help="made when it is new; may be repeated"
    )
    add.add_argument("--zone", metavar="ZONE", help="time zone, such as Europe/Berlin")
    add.set_defaults(run=run_add)
    zone = verbs.add_parser(
        "zone",
        help="set the time zone of a person",
        description="Set the zone in which somebody reads and types times.",
    )
    zone.add_argument("name", metavar="NAME")
    zone.add_argument("zone", metavar="ZONE", help="such as Europe/Berlin")
    zone.set_defaults(run=run_zone)
    verbs.add_parser(
        "list", help="list them", description="List people, their roles and teams."
    ).set_defaults(run=run_list)


def run_add(args: argparse.Namespace) -> int:
    """Add a person."""
    with seated(args) as (desk, actor, out):
        given = {name: getattr(args, name) for name in ("name", "role", "team", "zone")}
        done = desk.do(
            actor, "add", "person", {name: value for name, value in given.items() if value}
        )
        added = next(row for row in desk.directory.people() if row.name == done.ref)
        if out.as_json:
            out.record(shapes.person(added))
        else:
            out.line(f"{added.name} works here now, as {words(added.role)}: desk --as {added.name}")
    return 0


def run_zone(args: argparse.Namespace) -> int:
    """Set the zone of a person."""
    with seated(args) as (desk, actor, out):
        done = desk.do(actor, "zone", "person", {"name": args.name, "zone": args.zone})
        changed = next(row for row in desk.directory.people() if row.name == done.ref)
        if out.as_json:
            out.record(shapes.person(changed))
        else:
            out.line(f"{changed.name} reads times in {changed.zone} now")
    return 0


def run_list(args: argparse.Namespace) -> int:
    """List people."""
    with seated(args) as (desk, actor, out):
        for row in desk.directory.people():
            if out.as_json:
                out.record(shapes.person(row))
                continue
            you = "you" if row.id == actor.id else ""
            teams = ", ".join(row.teams) or out.glyphs.nobody
            out.line(
                f"{out.padded(row.name, 16)}  {words(row.role):<13}  {out.padded(row.zone, 20)}  "
                f"{out.padded(teams, 12)}  {you}"
            )
    return 0
