"""The use cases on people and teams: who belongs where, who is absent, who goes home."""

from desk.rules.action import Action, Parameter
from desk.rules.vocabulary import YES_NO

ROLES_OF_PEOPLE = ("agent", "teamLead", "manager", "administrator", "auditor")
"""Roles that somebody at the desk may have."""

_PERSON = ("person",)
_NAME = Parameter("name", "name", True, label="Name")

ON_PEOPLE: tuple[Action, ...] = (
    Action(
        "add",
        _PERSON,
        "Add a person",
        "people.write",
        (
            _NAME,
            Parameter("role", "choice", False, ROLES_OF_PEOPLE, "Role"),
            Parameter("team", "team", label="Team"),
            Parameter("zone", "line", label="Zone"),
        ),
        undo=False,
        creates=True,
    ),
    Action(
        "zone",
        _PERSON,
        "Set a time zone",
        "work.read",
        (_NAME, Parameter("zone", "line", True, label="Zone")),
        undo=False,
        creates=True,
    ),
    Action(
        "change",
        _PERSON,
        "Change a person",
        "people.write",
        (
            _NAME,
            Parameter("role", "choice", False, ROLES_OF_PEOPLE, "Role"),
            Parameter("team", "team", label="Joins"),
            Parameter("leave", "team", label="Leaves"),
            Parameter("manager", "person", label="Manager"),
            Parameter("calendar", "line", label="Hours"),
            Parameter("rename", "line", label="New name"),
        ),
        undo=False,
        creates=True,
    ),
    Action(
        "absence",
        _PERSON,
        "Say when somebody is absent",
        "work.read",
        (
            _NAME,
            Parameter("until", "instant", True, label="Until"),
            Parameter("from", "instant", label="From"),
            Parameter("why", "line", label="Why"),
        ),
        undo=False,
        creates=True,
    ),
    Action(
        "present",
        _PERSON,
        "End an absence",
        "work.read",
        (_NAME,),
        undo=False,
        creates=True,
    ),
    Action(
        "sign-off",
        _PERSON,
        "Sign off and hand open work over",
        "work.handle",
        (
            Parameter("name", "name", label="Name"),
            Parameter("to", "person", True, label="Work goes to"),
        ),
        undo=False,
        creates=True,
    ),
    Action(
        "save",
        ("team",),
        "Save a team",
        "people.write",
        (
            _NAME,
            Parameter("level", "count", label="Level"),
            Parameter("lead", "person", label="Lead"),
            Parameter("calendar", "line", label="Hours"),
            Parameter("by_load", "choice", choices=YES_NO, label="By load"),
            Parameter("return_after", "line", label="Goes back"),
            Parameter("rename", "line", label="New name"),
        ),
        undo=False,
        creates=True,
    ),
)
"""Use cases on people and teams."""
