"""Who may do what: one table, asked by every use case."""

from typing import NamedTuple

from desk.errors import NotAllowed
from desk.rules.vocabulary import words


class Actor(NamedTuple):
    """Who does something, and in which role."""

    id: int | None
    """The person's number in the store; None for the desk itself."""
    name: str
    role: str
    zone: str
    """IANA name of the zone whose times this person reads and types."""
    teams: tuple[int, ...] = ()


DESK = Actor(None, "desk", "administrator", "UTC")
"""The desk itself: jobs, imports of its own, migrations."""

_AGENT = frozenset(
    {
        *("work.read", "work.log", "work.handle", "work.prioritise", "work.link", "work.merge"),
        *("work.cancel", "report.run"),
        *("customer.read", "customer.write"),
    }
)
_LEAD = (
    _AGENT
    | {"work.assign", "work.reopen", "work.import", "view.share", "work.export"}
    | {"work.major", "work.close", "plan.write", "absence.write"}
    | {"outbox.read", "outbox.write", "jobs.run"}
)
_MANAGER = _LEAD | {"calendar.write"}
_ADMINISTRATOR = _MANAGER | {"people.write", "settings.write", "store.backup"}

PERMISSIONS: dict[str, frozenset[str]] = {
    "agent": _AGENT | {"work.assign"},
    "teamLead": _LEAD,
    "manager": _MANAGER,
    "administrator": _ADMINISTRATOR,
    "auditor": frozenset(
        {"work.read", "customer.read", "work.export", "report.run", "outbox.read"}
    ),
    "partner": frozenset(),
    "customer": frozenset(),
}
"""The permissions each role holds."""


def holds(actor: Actor, permission: str) -> bool:
    """Whether the actor's role holds the permission."""
    return permission in PERMISSIONS.get(actor.role, frozenset())


def not_allowed(actor: Actor, permission: str, what: str) -> NotAllowed | None:
    """The refusal, naming `what`, unless the actor's role holds the permission."""
    if holds(actor, permission):
        return None
    able = [words(role) for role, held in PERMISSIONS.items() if permission in held]
    return NotAllowed(
        f"{actor.name} may not {what} as {words(actor.role)}",
        f"Ask somebody who may: {', '.join(able)}.",
    )


def require(actor: Actor, permission: str, what: str) -> None:
    """Raise `NotAllowed`, naming `what`, unless the actor's role holds the permission."""
    refusal = not_allowed(actor, permission, what)
    if refusal is not None:
        raise refusal
