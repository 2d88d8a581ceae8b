"""The one table of use cases; palette, footer, forms, `desk do` and README read it."""

from typing import NamedTuple

from desk.errors import UnknownAction
from desk.rules.vocabulary import CHANNELS, DIRECTIONS, INBOUND_OUTCOMES, OUTBOUND_OUTCOMES, words


class Parameter(NamedTuple):
    """One value a use case takes."""

    name: str
    type: str
    """text, line, instant, priority, choice, person, team, customer, address, tag or name."""
    required: bool = False
    choices: tuple[str, ...] = ()
    label: str = ""
    """What a form writes before the field."""


class Action(NamedTuple):
    """One use case: one transaction, one journal entry."""

    name: str
    """As `desk do` and the journal spell it."""
    kinds: tuple[str, ...]
    title: str
    """What the palette shows: a verb and its object."""
    permission: str
    parameters: tuple[Parameter, ...] = ()
    undo: bool = True
    """Whether the business allows to take it back."""
    creates: bool = False
    """Whether it makes a new object (`desk new`) in place of acting on one."""


OUTCOMES = tuple(
    dict.fromkeys(
        outcome for outcome in INBOUND_OUTCOMES + OUTBOUND_OUTCOMES if outcome != "merged"
    )
)
"""What an operator may complete with; `merged` comes from merging alone."""

_TEXT = Parameter("text", "text", True, label="Text")
_NOTE = Parameter("note", "line", label="Note")
_INTERACTION = ("interaction",)

ACTIONS: tuple[Action, ...] = (
    Action(
        "log",
        _INTERACTION,
        "Log a contact",
        "work.log",
        (
            Parameter("direction", "choice", True, DIRECTIONS, "Direction"),
            Parameter("channel", "choice", True, CHANNELS, "Channel"),
            Parameter("subject", "line", True, label="Subject"),
            Parameter("text", "text", label="Text"),
            Parameter("customer", "customer", label="Customer"),
            Parameter("from", "address", label="From"),
            Parameter("tag", "tag", label="Tags"),
            Parameter("priority", "priority", label="Priority"),
            Parameter("at", "instant", label="At"),
        ),
        undo=False,
        creates=True,
    ),
    Action("claim", _INTERACTION, "Claim", "work.handle"),
    Action("release", _INTERACTION, "Release", "work.handle"),
    Action(
        "assign",
        _INTERACTION,
        "Assign to somebody",
        "work.assign",
        (Parameter("to", "person", True, label="To"),),
    ),
    Action(
        "hand",
        _INTERACTION,
        "Hand to a team",
        "work.assign",
        (Parameter("team", "team", True, label="Team"),),
    ),
    Action("note", _INTERACTION, "Write an internal note", "work.handle", (_TEXT,)),
    Action("reply", _INTERACTION, "Reply to the customer", "work.handle", (_TEXT,)),
    Action(
        "identify",
        _INTERACTION,
        "Say which customer it is",
        "work.handle",
        (Parameter("customer", "customer", True, label="Customer"),),
    ),
    Action(
        "prioritise",
        _INTERACTION,
        "Set the priority",
        "work.prioritise",
        (
            Parameter("priority", "priority", True, label="Priority"),
            Parameter("note", "line", True, label="Why"),
        ),
    ),
    Action(
        "await",
        _INTERACTION,
        "Wait for the customer",
        "work.handle",
        (
            Parameter("question", "text", True, label="Question"),
            Parameter("due", "instant", True, label="Answer by"),
            Parameter("remind", "instant", label="Remind at"),
        ),
    ),
    Action("answer", _INTERACTION, "Record the customer's answer", "work.handle", (_TEXT,)),
    Action(
        "tag", _INTERACTION, "Tag", "work.handle", (Parameter("name", "tag", True, label="Tag"),)
    ),
    Action(
        "untag",
        _INTERACTION,
        "Take a tag off",
        "work.handle",
        (Parameter("name", "tag", True, label="Tag"),),
    ),
    Action(
        "complete",
        _INTERACTION,
        "Complete",
        "work.handle",
        (
            Parameter("outcome", "choice", True, OUTCOMES, "Outcome"),
            Parameter("text", "text", label="Closing note"),
        ),
    ),
    Action(
        "reopen",
        _INTERACTION,
        "Reopen",
        "work.reopen",
        (Parameter("reason", "line", True, label="Why"),),
    ),
    Action(
        "create",
        ("customer",),
        "Add a customer",
        "customer.write",
        (
            Parameter("name", "line", True, label="Name"),
            Parameter("email", "address", label="Mail"),
            Parameter("phone", "address", label="Phone"),
            Parameter("language", "line", label="Language"),
        ),
        undo=False,
        creates=True,
    ),
    Action(
        "add",
        ("person",),
        "Add a person",
        "people.write",
        (
            Parameter("name", "name", True, label="Name"),
            Parameter(
                "role",
                "choice",
                False,
                ("agent", "teamLead", "manager", "administrator", "auditor"),
                "Role",
            ),
            Parameter("team", "team", label="Team"),
            Parameter("zone", "line", label="Zone"),
        ),
        undo=False,
        creates=True,
    ),
    Action(
        "save",
        ("calendar",),
        "Save a calendar",
        "calendar.write",
        (
            Parameter("name", "name", True, label="Name"),
            Parameter("spec", "text", True, label="Hours"),
            Parameter("country", "line", label="Country"),
            Parameter("subdivision", "line", label="Subdivision"),
            Parameter("ics", "text", label="Holidays"),
        ),
        undo=False,
        creates=True,
    ),
    Action("import", _INTERACTION, "Import records", "work.import", undo=False, creates=True),
)
"""Every use case of the desk."""


def find(name: str, kind: str) -> Action:
    """The use case of that name on that kind. Raises `UnknownAction`, naming those there are."""
    for action in ACTIONS:
        if action.name == name and kind in action.kinds:
            return action
    known = ", ".join(action.name for action in acting_on(kind)) or "none"
    raise UnknownAction(
        f"There is no action '{name}' on {words(kind)}",
        f"Actions on it: {known}. All of them: desk do --list",
    )


def acting_on(kind: str) -> tuple[Action, ...]:
    """The use cases that act on an object of that kind which is there already."""
    return tuple(action for action in ACTIONS if kind in action.kinds and not action.creates)


def creating(kind: str) -> Action:
    """The use case that makes a new object of that kind. Raises `UnknownAction` without one."""
    for action in ACTIONS:
        if kind in action.kinds and action.creates and action.parameters:
            return action
    known = ", ".join(action.kinds[0] for action in ACTIONS if action.creates and action.parameters)
    raise UnknownAction(f"The desk makes no new '{kind}'", f"It makes: {known}.")
