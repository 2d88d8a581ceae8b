"""Tables of states of parties and of what goes to and fro between them and the desk."""

from desk.rules.demands import MERGE, REASON, TERMINATE
from desk.rules.lifecycle import NEW, Demand, Machine, Step

NOTICE = Machine(
    "notice",
    ("draft", "held", "initial", "inProgress", "completed", "failed", "cancelled"),
    (
        Step(NEW, "draft"),
        Step(NEW, "initial"),
        Step("draft", "initial"),
        Step("draft", "cancelled"),
        Step("initial", "inProgress"),
        Step("initial", "held"),
        Step("initial", "cancelled"),
        Step("held", "initial"),
        Step("held", "cancelled"),
        Step("inProgress", "completed"),
        Step("inProgress", "failed"),
        Step("failed", "inProgress", (Demand("tries", "fact", "A try is left."),)),
    ),
    waiting=frozenset({"draft", "held"}),
)

CUSTOMER = Machine(
    "customer",
    ("prospect", "active", "suspended", "terminated", "rejected", "merged"),
    (
        Step(NEW, "prospect"),
        Step(NEW, "active"),
        Step("prospect", "active"),
        Step("prospect", "rejected", (REASON,)),
        Step("prospect", "merged", MERGE),
        Step("active", "suspended", (REASON,)),
        Step("active", "terminated", TERMINATE),
        Step("active", "merged", MERGE),
        Step("suspended", "active"),
        Step("suspended", "terminated", TERMINATE),
        Step("suspended", "merged", MERGE),
        Step("terminated", "active"),
        Step("terminated", "merged", MERGE),
        Step("rejected", "merged", MERGE),
    ),
    done=frozenset({"terminated", "rejected"}),
)

INDIVIDUAL = Machine(
    "individual",
    ("initialized", "validated", "deceased"),
    (Step(NEW, "initialized"), Step("initialized", "validated"), Step("validated", "deceased")),
)

ORGANIZATION = Machine(
    "organization",
    ("initialized", "validated", "closed"),
    (Step(NEW, "initialized"), Step("initialized", "validated"), Step("validated", "closed")),
)

PARTNER = Machine(
    "partner",
    ("invited", "active", "locked", "ended"),
    (
        Step(NEW, "invited"),
        Step("invited", "active"),
        Step("active", "locked"),
        Step("active", "ended", (REASON,)),
        Step("locked", "active"),
        Step("locked", "ended", (REASON,)),
    ),
)

PARTNER_MESSAGE = Machine(
    "partnerMessage",
    (
        "received",
        "validated",
        "mapped",
        "delivered",
        "acknowledged",
        "quarantined",
        "discarded",
        "ignored",
    ),
    (
        Step(NEW, "received"),
        Step("received", "validated"),
        Step("received", "ignored", (Demand("sameId", "fact", "It came before."),)),
        Step("validated", "mapped"),
        Step("validated", "quarantined", (REASON,)),
        Step("mapped", "delivered"),
        Step("mapped", "quarantined", (REASON,)),
        Step("quarantined", "mapped"),
        Step("quarantined", "discarded", (REASON,)),
        Step("delivered", "acknowledged"),
    ),
)
