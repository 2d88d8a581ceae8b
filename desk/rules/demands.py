"""What the steps of the state tables ask for."""

from desk.rules.lifecycle import Demand
from desk.rules.vocabulary import INBOUND_OUTCOMES, OUTBOUND_OUTCOMES

CANCEL_REASONS = ("raisedInError", "duplicate", "withdrawnByCustomer", "notOurs")
TERMINATE_REASONS = ("ceasedToExist", "fraud", "enterpriseDecision", "customerWish")
WAITING_PARTIES = ("customer", "partner", "internal")
HELD_CAUSES = ("customerAccess", "plannedWork", "forceMajeure", "other")
PAUSING_CAUSES = ("customerAccess", "plannedWork", "forceMajeure")
"""Causes for which the provider is not accountable: the resolution clock stands still."""

REASON = Demand("reason", "text", "Say why.")
CAUSE = Demand("cause", "choice", "Say what it is held for.", HELD_CAUSES)
OWNER = Demand("owner", "person", "Somebody has to own it first.")
QUESTION = Demand("question", "text", "Write what is asked.")
PARTY = Demand("party", "choice", "Say whom it waits for.", WAITING_PARTIES)
REMINDER = Demand("remind", "instant", "Say when to remind.")
ANSWER_DUE = Demand("due", "instant", "Say until when the answer is wanted.")
OUTCOME = Demand(
    "outcome",
    "choice",
    "Say how it ended.",
    tuple(dict.fromkeys((*INBOUND_OUTCOMES, *OUTBOUND_OUTCOMES))),
)
SETTLED = Demand(
    "settled", "fact", "Every matter in it has an answer or an open ticket of its own."
)
CANCEL = (
    Demand("reason", "choice", "Say why it is cancelled.", CANCEL_REASONS),
    Demand("tasks", "fact", "Its open tasks are cancelled with it."),
)
RESOLVE = (
    Demand("resolution", "text", "Write what was done."),
    Demand("cause", "text", "Name the cause."),
    Demand("code", "text", "Choose the resolution code."),
    Demand("tasks", "fact", "Its mandatory tasks have ended."),
)
CONFIRMED = Demand(
    "confirmed", "fact", "The customer confirmed it, or three working days passed after a warning."
)
ACTIVITIES_ENDED = Demand("activities", "fact", "Everything that was started for it has ended.")
ACTIVITY_BEGUN = Demand("activity", "fact", "At least one task, problem or order has begun.")
TYPE = Demand("type", "text", "Choose the type of request.")
REOPEN_PERMISSION = Demand("work.reopen", "permission", "Only a team lead or above reopens it.")
SAME_DAY = Demand(
    "withinDay", "fact", "It was completed less than 24 hours ago; after that log a follow-up."
)

AUTOMATIC = Demand("automatic", "fact", "Its type is automatic.")
CLOSED_ALOUD = (
    Demand("text", "text", "Write the outcome."),
    Demand("informed", "fact", "The requester was told."),
)
PREDECESSORS = Demand("predecessors", "fact", "What comes before it has ended.")
TERMINATE = (
    Demand("reason", "choice", "Say why it ends.", TERMINATE_REASONS),
    Demand("noOpenWork", "fact", "No problem or request of the customer is open."),
)
MERGE = (Demand("into", "text", "Name the customer that stays."),)
