"""`desk people`: who works at the desk, in which teams, and who is there."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from desk.cli import shapes
from desk.cli.opening import Seat, seated
from desk.cli.people_parser import add_verbs
from desk.rules.times import near_moment, span
from desk.rules.vocabulary import words

if TYPE_CHECKING:
    from desk.rows.people import HandedOver, PersonRow, TeamRow
    from desk.rules.values import Raw

_OF_PERSON = ("role", "team", "leave", "manager", "calendar", "rename")
_OF_TEAM = ("level", "lead", "calendar", "by_load", "return_after", "rename")


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    people = commands.add_parser("people", description="Who works at the desk.")
    verbs = people.add_subparsers(title="commands", metavar="COMMAND", required=True)
    runs = {
        "add": run_add,
        "list": run_list,
        "change": run_change,
        "role": run_change,
        "team": run_change,
        "zone": run_zone,
        "absence": run_absence,
        "present": run_present,
        "sign-off": run_sign_off,
        "teams": run_teams,
        "save-team": run_save_team,
    }
    for verb, parser in add_verbs(verbs).items():
        parser.set_defaults(run=runs[verb])


def run_add(args: argparse.Namespace) -> int:
    """Add a person."""
    with seated(args) as seat:
        given = _given(args, ("name", "role", "team", "zone"))
        done = seat.desk.do(seat.actor, "add", "person", given)
        added = _person(seat, done.ref)
        _say(
            seat,
            added,
            f"{added.name} works here now, as {words(added.role)}: desk --as {added.name}",
        )
    return 0


def run_zone(args: argparse.Namespace) -> int:
    """Set the zone of a person."""
    with seated(args) as seat:
        done = seat.desk.do(seat.actor, "zone", "person", _given(args, ("name", "zone")))
        changed = _person(seat, done.ref)
        _say(seat, changed, f"{changed.name} reads times in {changed.zone} now")
    return 0


def run_change(args: argparse.Namespace) -> int:
    """Change a person."""
    with seated(args) as seat:
        done = seat.desk.do(seat.actor, "change", "person", _given(args, ("name", *_OF_PERSON)))
        changed = _person(seat, done.ref)
        _say(seat, changed, _about(seat, changed))
        _effects(seat, done.effects)
    return 0


def run_absence(args: argparse.Namespace) -> int:
    """Say when somebody is absent."""
    with seated(args) as seat:
        given = _given(args, ("name", "from", "until", "why"))
        given.setdefault("name", seat.actor.name)
        done = seat.desk.do(seat.actor, "absence", "person", given)
        _say(seat, _person(seat, done.ref), *done.effects)
        if len(done.effects) > 1:
            seat.out.talk(f"To hand them over: desk people sign-off '{done.ref}' --to team")
    return 0


def run_present(args: argparse.Namespace) -> int:
    """End an absence."""
    with seated(args) as seat:
        given = _given(args, ("name",))
        given.setdefault("name", seat.actor.name)
        done = seat.desk.do(seat.actor, "present", "person", given)
        _say(seat, _person(seat, done.ref), *done.effects)
    return 0


def run_sign_off(args: argparse.Namespace) -> int:
    """Hand somebody's open work over."""
    with seated(args) as seat:
        handed = seat.desk.handovers.hand_over(
            seat.actor, args.to, args.name or "", dry_run=args.dry_run
        )
        return _tell_handed(seat, handed, is_dry=args.dry_run)


def run_list(args: argparse.Namespace) -> int:
    """List people."""
    with seated(args) as seat:
        for row in seat.desk.directory.people():
            if seat.out.as_json:
                seat.out.record(shapes.person(row, seat.desk.clock.now()))
            else:
                seat.out.line(_about(seat, row))
    return 0


def run_teams(args: argparse.Namespace) -> int:
    """List teams."""
    with seated(args) as seat:
        rows = seat.desk.directory.teams()
        for row in rows:
            if seat.out.as_json:
                seat.out.record(shapes.team(row))
            else:
                seat.out.line(_about_team(seat, row))
        if not rows and not seat.out.as_json:
            seat.out.talk("There is no team yet. Make one: desk people save-team NAME")
    return 0


def run_save_team(args: argparse.Namespace) -> int:
    """Change a team or make it."""
    with seated(args) as seat:
        done = seat.desk.do(seat.actor, "save", "team", _given(args, ("name", *_OF_TEAM)))
        saved = next(row for row in seat.desk.directory.teams() if row.name == done.ref)
        if seat.out.as_json:
            seat.out.record(shapes.team(saved))
            return 0
        seat.out.line(_about_team(seat, saved))
        _effects(seat, done.effects)
    return 0


def _given(args: argparse.Namespace, names: tuple[str, ...]) -> dict[str, Raw]:
    """The values that were given; what was not given stays as it is."""
    found = {name: getattr(args, name, None) for name in names}
    return {name: value for name, value in found.items() if value}


def _person(seat: Seat, name: str) -> PersonRow:
    return next(row for row in seat.desk.directory.people() if row.name == name)


def _say(seat: Seat, row: PersonRow, *lines: str) -> None:
    """A person as JSON, or in words."""
    if seat.out.as_json:
        seat.out.record(shapes.person(row, seat.desk.clock.now()))
        return
    for line in lines:
        seat.out.line(line)


def _effects(seat: Seat, effects: tuple[str, ...]) -> None:
    if not seat.out.as_json:
        for effect in effects:
            seat.out.line(f"  {effect}")


def _about(seat: Seat, row: PersonRow) -> str:
    """A person in one line: role, teams, whom they report to, hours, and whether they are there."""
    out, now = seat.out, seat.desk.clock.now()
    teams = ", ".join(row.teams) or out.glyphs.nobody
    back = row.back_at(now)
    facts = ["you"] if row.id == seat.actor.id else []
    facts += [f"reports to {row.manager}"] if row.manager else []
    facts += [f"absent until {near_moment(back, seat.actor.zone, now)}"] if back else []
    ahead = next((each for each in row.absences if each.starts > now), None)
    if ahead is not None and back is None:
        facts.append(f"absent from {near_moment(ahead.starts, seat.actor.zone, now)}")
    return (
        f"{out.padded(row.name, 16)}  {words(row.role):<13}  {out.padded(row.zone, 20)}  "
        f"{out.padded(teams, 12)}  {out.padded(row.hours, 15)}  {out.glyphs.between(*facts)}"
    ).rstrip()


def _about_team(seat: Seat, row: TeamRow) -> str:
    """A team in one line."""
    out = seat.out
    people = f"{row.members} {'people' if row.members != 1 else 'person'}"
    facts = [f"led by {row.lead}"] if row.lead else []
    facts += [row.calendar] if row.calendar else []
    facts += ["by load"] if row.by_load else []
    facts += [f"goes back after {span(row.return_after)}"] if row.return_after else []
    told = out.glyphs.between(*facts)
    return f"{out.padded(row.name, 16)}  level {row.level}  {people:<10}  {told}".rstrip()


def _tell_handed(seat: Seat, handed: HandedOver, *, is_dry: bool) -> int:
    """What came of each piece of work; the exit code."""
    from desk.cli.do import told

    if not seat.out.as_json:
        for effect in handed.outcome.effects:
            seat.out.line(effect)
    code = told(handed.done, seat, is_dry=is_dry)
    if handed.left:
        seat.out.talk(f"and {handed.left:,} more, which were not tried")
    return code
