"""The words of the field as the store spells them (TM Forum camelCase) and as people read them."""

from typing import NamedTuple

from desk.errors import BadValue, NotFound

KIND_LETTERS = {
    "interaction": "I",
    "problem": "P",
    "request": "R",
    "customer": "C",
    "partner": "B",
    "partnerInteraction": "X",
    "task": "T",
    "notice": "N",
}
"""Each kind of object and the letter its references begin with."""

WORK_KINDS = ("interaction", "problem", "request", "partnerInteraction")
"""Kinds that stand in the work list."""

CHANNELS = ("phone", "email", "chat", "sms", "web", "app", "inPerson", "letter", "social", "other")
LIVE_CHANNELS = ("phone", "chat", "inPerson")
"""Channels on which the customer is there while the contact is logged."""

DIRECTIONS = ("inbound", "outbound")
PRIORITIES = (1, 2, 3, 4, 5)
PRIORITY_WORDS = {1: "critical", 2: "high", 3: "moderate", 4: "low", 5: "planning"}
DEFAULT_PRIORITY = 3

LEVELS = ("green", "watch", "warning", "jeopardy", "breached", "overdue2", "overdue3")
"""How far a clock has run, calmest first."""

ROLES = ("agent", "teamLead", "manager", "administrator", "auditor", "partner", "customer")
VISIBILITIES = ("internal", "customer", "partner")

INBOUND_OUTCOMES = (
    "answered",
    "forwarded",
    "noActionNeeded",
    "spam",
    "abandoned",
    "merged",
    "withdrawn",
)
OUTBOUND_OUTCOMES = ("reached", "noAnswer", "leftMessage", "wrongNumber", "bounced")

GROUPS = (
    *("open", "closed", "waiting", "snoozed", "awake", "unowned", "overdue"),
    *("escalated", "violated"),
)
"""What `is:` takes in a filter; what is awake is open and not snoozed, or late for all that; what
is violated has missed a target that is not settled with its customer."""

RELATIONS = ("relatesTo", "duplicates", "followUp", "causedBy", "reportedIn", "reopens")
"""How an item stands to the one it is linked to (TMF relationship types)."""

RELATION_BACK = {
    "relatesTo": "relatesTo",
    "duplicates": "duplicatedBy",
    "followUp": "followedUpBy",
    "causedBy": "causes",
    "reportedIn": "reports",
    "reopens": "reopenedBy",
    "merged": "mergedInto",
}
"""How the other end of a link calls it; a merge is a link that only merging makes."""

_FAR_END = {back: relation for relation, back in RELATION_BACK.items()} | RELATION_BACK

TASK_KINDS = ("internal", "partner", "customer", "fieldVisit")
YES_NO = ("yes", "no")

CLOCKS_OF = {
    "interaction": {"firstAnswer": "firstAnswer", "completion": "completion"},
    "problem": {"response": "firstAnswer", "resolution": "completion"},
}
"""The clocks each kind of work has, in the order they are set, and the target of a policy each
counts to: first the one to the first answer, then the one to the end of the work."""

SORTS = ("due", "newest", "oldest", "updated", "priority")
"""The orders a list can stand in."""

VIEW_KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9")
"""Keys that open a saved view."""

_WORDS = {
    "inProgress": "in progress",
    "awaitingCustomer": "waits for customer",
    "inPerson": "in person",
    "email": "mail",
    "teamLead": "team lead",
    "green": "in time",
    "overdue2": "overdue",
    "overdue3": "far overdue",
    "noActionNeeded": "no action needed",
    "noAnswer": "no answer",
    "leftMessage": "left a message",
    "wrongNumber": "wrong number",
    "firstAnswer": "First answer",
    "completion": "Completion",
    "partnerInteraction": "partner interaction",
    "relatesTo": "relates to",
    "followUp": "follows up",
    "causedBy": "is caused by",
    "causes": "causes",
    "reportedIn": "was reported in",
    "reports": "reports",
    "reopens": "takes up again",
    "reopenedBy": "was taken up again by",
    "response": "First answer",
    "resolution": "Resolution",
    "fieldVisit": "field visit",
    "raisedInError": "raised in error",
    "withdrawnByCustomer": "withdrawn by the customer",
    "notOurs": "not ours",
    "customerAccess": "access at the customer",
    "plannedWork": "planned work",
    "forceMajeure": "force majeure",
    "duplicatedBy": "is duplicated by",
    "followedUpBy": "is followed up by",
    "mergedInto": "was merged into",
    "merged": "took in",
    "promise": "Promise",
    "statusChange": "change of state",
    "onItsWay": "on its way",
}


def from_far_end(relation: str) -> str:
    """What the far end of a link calls a relation, whichever end it is told from."""
    return _FAR_END[relation]


def words(code: str) -> str:
    """How people read a code: `inProgress` is "in progress"."""
    return _WORDS.get(code, code)


class Reference(NamedTuple):
    """A kind and a number counted per kind: `I-10423`."""

    kind: str
    number: int

    def __str__(self) -> str:
        return f"{KIND_LETTERS[self.kind]}-{self.number}"


def parse_reference(text: str) -> Reference:
    """Read `I-10423`, in any case. Raises `BadValue` when it is not a reference at all."""
    letter, dash, digits = text.strip().upper().partition("-")
    kinds = {known: kind for kind, known in KIND_LETTERS.items()}
    if not dash or letter not in kinds or not digits.isascii() or not digits.isdigit():
        raise BadValue(
            f"'{text}' is not a reference", "Write a letter and a number, like I-10423 or C-77."
        )
    if len(digits) > 15:
        raise NotFound(f"There is no {letter}-{digits}", "Look it up with: desk list")
    return Reference(kinds[letter], int(digits))
