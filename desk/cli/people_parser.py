"""What the commands of `desk people` take."""

from __future__ import annotations

import argparse

from desk.rules.actions_on_people import ROLES_OF_PEOPLE
from desk.rules.vocabulary import YES_NO

Verbs = argparse._SubParsersAction


def add_verbs(
    verbs: Verbs[argparse.ArgumentParser],
) -> dict[str, argparse.ArgumentParser]:
    """Add every command; each by its name."""
    return {
        **_people(verbs),
        **_changes(verbs),
        **_presence(verbs),
        **_teams(verbs),
    }


def _people(verbs: Verbs[argparse.ArgumentParser]) -> dict[str, argparse.ArgumentParser]:
    add = verbs.add_parser("add", help="add a person", description="Add a person to the desk.")
    add.add_argument("name", metavar="NAME", help="what --as takes")
    add.add_argument(
        "--role", metavar="ROLE", choices=ROLES_OF_PEOPLE, help=", ".join(ROLES_OF_PEOPLE)
    )
    add.add_argument(
        "--team", metavar="TEAM", action="append", help="made when it is new; may be repeated"
    )
    add.add_argument("--zone", metavar="ZONE", help="time zone, such as Europe/Berlin")
    listed = verbs.add_parser(
        "list",
        help="list them",
        description="List people: role, zone, teams, working hours, manager, absence.",
    )
    return {"add": add, "list": listed}


def _changes(verbs: Verbs[argparse.ArgumentParser]) -> dict[str, argparse.ArgumentParser]:
    role = verbs.add_parser("role", help="give a role", description="Give somebody another role.")
    role.add_argument("name", metavar="NAME")
    role.add_argument(
        "role", metavar="ROLE", choices=ROLES_OF_PEOPLE, help=", ".join(ROLES_OF_PEOPLE)
    )
    team = verbs.add_parser(
        "team", help="have somebody join or leave teams", description="Who is in which team."
    )
    team.add_argument("name", metavar="NAME")
    team.add_argument("team", metavar="TEAM", nargs="*", help="teams to join; made when new")
    team.add_argument("--leave", metavar="TEAM", action="append", help="may be repeated")
    change = verbs.add_parser(
        "change",
        help="change a person",
        description="Change a person; what is not given stays.",
    )
    change.add_argument("name", metavar="NAME")
    change.add_argument("--manager", metavar="NAME", help="whom they report to, or none")
    change.add_argument(
        "--hours", metavar="CALENDAR", dest="calendar", help="working hours, or none of their own"
    )
    change.add_argument("--rename", metavar="NAME", help="give them another name")
    zone = verbs.add_parser(
        "zone",
        help="set the time zone of a person",
        description="Set the zone in which somebody reads and types times.",
    )
    zone.add_argument("name", metavar="NAME")
    zone.add_argument("zone", metavar="ZONE", help="such as Europe/Berlin")
    return {"role": role, "team": team, "change": change, "zone": zone}


def _presence(verbs: Verbs[argparse.ArgumentParser]) -> dict[str, argparse.ArgumentParser]:
    absence = verbs.add_parser(
        "absence",
        help="say when somebody is absent",
        description="Say when somebody is absent: you, unless another is named.",
    )
    absence.add_argument("name", metavar="NAME", nargs="?")
    absence.add_argument("--from", metavar="TIME", help="now when not said")
    absence.add_argument("--until", metavar="TIME", required=True, help="such as 'Mon 09:00'")
    absence.add_argument("--why", metavar="TEXT")
    present = verbs.add_parser(
        "present",
        help="end an absence",
        description="End the absence that goes on, or take the next one away.",
    )
    present.add_argument("name", metavar="NAME", nargs="?")
    sign_off = verbs.add_parser(
        "sign-off",
        help="hand open work over",
        description="Hand open work over, what waits longest first: yours, unless another is"
        " named. desk do undo takes all of it back.",
    )
    sign_off.add_argument("name", metavar="NAME", nargs="?")
    sign_off.add_argument(
        "--to", metavar="NAME|team|keep", required=True, help="who gets it; team: that of each"
    )
    sign_off.add_argument(
        "--dry-run", action="store_true", help="say what would go where, change nothing"
    )
    return {"absence": absence, "present": present, "sign-off": sign_off}


def _teams(verbs: Verbs[argparse.ArgumentParser]) -> dict[str, argparse.ArgumentParser]:
    teams = verbs.add_parser("teams", help="list teams", description="List the teams.")
    save = verbs.add_parser(
        "save-team",
        help="change a team, or make it",
        description="Change a team, or make it; what is not given stays.",
    )
    save.add_argument("name", metavar="NAME")
    save.add_argument("--level", metavar="1-9", help="support level")
    save.add_argument("--lead", metavar="NAME", help="who leads it, or none")
    save.add_argument("--hours", metavar="CALENDAR", dest="calendar", help="or none of its own")
    save.add_argument(
        "--by-load", choices=YES_NO, help="whether new work goes to who has the most room"
    )
    save.add_argument(
        "--return-after",
        metavar="TIME",
        help="working time after which untouched work goes back, or never",
    )
    save.add_argument("--rename", metavar="NAME", help="give it another name")
    return {"teams": teams, "save-team": save}
