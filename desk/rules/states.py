"""Every table of states: what may follow what, and what each step demands."""

from desk.rules.demands import (
    ACTIVITIES_ENDED,
    ACTIVITY_BEGUN,
    ANSWER_DUE,
    AUTOMATIC,
    CANCEL,
    CAUSE,
    CLOSED_ALOUD,
    CONFIRMED,
    OUTCOME,
    OWNER,
    PARTY,
    PREDECESSORS,
    QUESTION,
    REASON,
    REMINDER,
    REOPEN_PERMISSION,
    RESOLVE,
    SAME_DAY,
    SETTLED,
    TYPE,
)
from desk.rules.lifecycle import NEW, Machine, Step
from desk.rules.party_states import (
    CUSTOMER,
    INDIVIDUAL,
    NOTICE,
    ORGANIZATION,
    PARTNER,
    PARTNER_MESSAGE,
)

SYNONYMS = {"opened": "open"}
"""Spellings that are taken on input."""

INTERACTION = Machine(
    "interaction",
    ("open", "inProgress", "awaitingCustomer", "completed"),
    (
        Step(NEW, "open"),
        Step(NEW, "inProgress"),
        Step(NEW, "completed", (OUTCOME, SETTLED)),
        Step("open", "inProgress"),
        Step("open", "awaitingCustomer", (QUESTION, ANSWER_DUE)),
        Step("open", "completed", (OUTCOME, SETTLED)),
        Step("inProgress", "awaitingCustomer", (QUESTION, ANSWER_DUE)),
        Step("inProgress", "completed", (OUTCOME, SETTLED)),
        Step("awaitingCustomer", "open", is_return=True),
        Step("awaitingCustomer", "inProgress"),
        Step("awaitingCustomer", "completed", (OUTCOME, SETTLED)),
        Step("completed", "inProgress", (REOPEN_PERMISSION, SAME_DAY, REASON)),
    ),
    waiting=frozenset({"awaitingCustomer"}),
)

PROBLEM = Machine(
    "problem",
    (
        "acknowledged",
        "inProgress",
        "pending",
        "held",
        "resolved",
        "closed",
        "cancelled",
        "rejected",
    ),
    (
        Step(NEW, "acknowledged"),
        Step(NEW, "inProgress"),
        Step(NEW, "rejected", (REASON,)),
        Step("acknowledged", "inProgress", (OWNER,)),
        Step("acknowledged", "pending", (PARTY, QUESTION)),
        Step("acknowledged", "held", (CAUSE,)),
        Step("acknowledged", "resolved", RESOLVE),
        Step("acknowledged", "cancelled", CANCEL),
        Step("acknowledged", "rejected", (REASON,)),
        Step("inProgress", "pending", (PARTY, QUESTION)),
        Step("inProgress", "held", (CAUSE,)),
        Step("inProgress", "resolved", RESOLVE),
        Step("inProgress", "cancelled", CANCEL),
        Step("pending", "acknowledged", is_return=True),
        Step("pending", "inProgress"),
        Step("pending", "held", (CAUSE,)),
        Step("pending", "resolved", RESOLVE),
        Step("pending", "cancelled", CANCEL),
        Step("held", "acknowledged", is_return=True),
        Step("held", "inProgress"),
        Step("held", "pending", (PARTY, QUESTION)),
        Step("held", "resolved", RESOLVE),
        Step("held", "cancelled", CANCEL),
        Step("resolved", "inProgress", (REASON,)),
        Step("resolved", "closed", (CONFIRMED,)),
    ),
    done=frozenset({"resolved"}),
    waiting=frozenset({"pending", "held"}),
)

REQUEST = Machine(
    "request",
    (
        "received",
        "selfService",
        "inFulfilment",
        "pendingRequester",
        "held",
        "fulfilled",
        "closed",
        "rejected",
        "cancelled",
    ),
    (
        Step(NEW, "received"),
        Step(
            "received",
            "selfService",
            (TYPE, AUTOMATIC),
        ),
        Step("received", "inFulfilment", (TYPE, ACTIVITY_BEGUN)),
        Step("received", "rejected", (REASON,)),
        Step("received", "cancelled", (REASON,)),
        Step("selfService", "fulfilled", (ACTIVITIES_ENDED,)),
        Step("selfService", "inFulfilment", (ACTIVITY_BEGUN,)),
        Step("selfService", "cancelled", (REASON,)),
        Step("inFulfilment", "pendingRequester", (QUESTION, REMINDER)),
        Step("inFulfilment", "held", (CAUSE,)),
        Step("inFulfilment", "fulfilled", (ACTIVITIES_ENDED,)),
        Step("inFulfilment", "cancelled", (REASON,)),
        Step("pendingRequester", "inFulfilment"),
        Step("pendingRequester", "cancelled", (REASON,)),
        Step("pendingRequester", "fulfilled", (ACTIVITIES_ENDED,)),
        Step("held", "inFulfilment"),
        Step("held", "cancelled", (REASON,)),
        Step("fulfilled", "closed", CLOSED_ALOUD),
        Step("fulfilled", "inFulfilment", (REASON,)),
    ),
    done=frozenset({"fulfilled"}),
    waiting=frozenset({"pendingRequester", "held"}),
)

TASK = Machine(
    "task",
    ("planned", "ready", "assigned", "started", "done", "failed", "cancelled"),
    (
        Step(NEW, "planned"),
        Step("planned", "ready", (PREDECESSORS,)),
        Step("planned", "cancelled", (REASON,)),
        Step("ready", "assigned", (OWNER,)),
        Step("ready", "planned"),
        Step("ready", "cancelled", (REASON,)),
        Step("assigned", "started"),
        Step("assigned", "ready"),
        Step("assigned", "planned"),
        Step("assigned", "cancelled", (REASON,)),
        Step("started", "ready"),
        Step("started", "done"),
        Step("started", "failed", (REASON,)),
        Step("started", "cancelled", (REASON,)),
    ),
)

MACHINES = (
    INTERACTION,
    PROBLEM,
    REQUEST,
    NOTICE,
    CUSTOMER,
    INDIVIDUAL,
    ORGANIZATION,
    PARTNER,
    PARTNER_MESSAGE,
    TASK,
)
"""Every machine of the desk."""

STATES = tuple(dict.fromkeys(state for machine in MACHINES for state in machine.states))
"""Every name a state has in some machine."""


def machine_of(kind: str) -> Machine:
    """The machine of a kind that has one."""
    return next(machine for machine in MACHINES if machine.kind == kind)
