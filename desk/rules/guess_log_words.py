"""The words event logs use for the fields and the states of a problem."""

from desk.rules import guess_words
from desk.rules.words import fold

TIMES = ("at", "created", "resolved", "closed")
"""Fields that hold times."""

NAMES: dict[str, tuple[str, ...]] = {
    "key": ("case id", "case", "sr number", "incident", "ticket", "number", "reference", "key"),
    "state": ("status", "sub status", "state", "incident state", "stage", "activity"),
    "created": ("opened at", "opened", "created at", "created", "reported"),
    "resolved": ("resolved at", "resolved", "solved"),
    "closed": ("closed at", "closed", "completed"),
    "owner": ("resource", "assigned to", "assignee", "owner", "agent", "handler"),
    "team": ("assignment group", "team", "group", "involved st", "queue", "department"),
    "impact": ("impact", "severity"),
    "urgency": ("urgency",),
    "priority": ("priority", "prio"),
    "category": ("category", "type"),
    "service": ("service", "product", "cmdb ci", "configuration item", "system"),
    "place": ("location", "place", "site", "country", "city"),
    "channel": ("contact type", "channel", "received via"),
    "customer": ("caller id", "caller", "customer", "client", "company"),
    "code": ("closed code", "close code", "resolution code"),
    "subject": ("subject", "title", "summary", "short description", "symptom"),
    "text": ("description", "text", "details"),
}
"""What a column of each field may be called; the earlier a word, the better it speaks for it."""

_STATES = (
    ("cancelled", "cancelled|canceled|withdrawn"),
    ("rejected", "rejected|declined"),
    (
        "pending customer",
        "wait user|wait customer|waiting for customer|awaiting user|awaiting caller"
        "|pending customer|awaiting customer|awaiting evidence|user info",
    ),
    ("pending partner", "vendor|supplier|partner|third party"),
    ("held plannedWork", "implementation|change"),
    ("resolved", "resolved|solved|fixed|in call|done"),
    ("closed", "closed|complete|completed|finished"),
    ("acknowledged|inProgress", "queued|awaiting assignment|unassigned"),
    ("pending internal", "awaiting|pending"),
    ("held other", "wait|waiting|on hold|hold|suspended"),
    ("acknowledged", "new|open|opened|registered|submitted|received|logged"),
    ("inProgress", "in progress|active|assigned|accepted|started|working|work|reopened"),
)
"""What a state is here when its name holds one of the words; the first that does counts."""

_LEVELS = (("high", "high|critical|major|1"), ("medium", "medium|moderate|2"), ("low", "low|3"))


def fitness(field: str, column: str) -> int:
    """How well a column's name speaks for a field; 0 when it does not."""
    name = guess_words.spaced(column)
    for place, word in enumerate(NAMES[field]):
        if name == word:
            return 100 - place
    inside = [place for place, word in enumerate(NAMES[field]) if f" {word} " in f" {name} "]
    return 50 - min(inside) if inside else 0


def state_for(value: str) -> tuple[str, bool]:
    """What a state of a file is here, and whether the desk knows; else it says nothing."""
    for word, said in _STATES:
        if _holds(value, said):
            return word, True
    return "", False


def word_for(field: str, value: str) -> tuple[str, bool]:
    """The desk's word for a value of a file, and whether that is more than a fallback."""
    if field not in ("impact", "urgency"):
        return guess_words.word_for(field, value)
    for word, said in _LEVELS:
        if _holds(value, said):
            return word, True
    return fold(value), False


def _holds(value: str, said: str) -> bool:
    name = f" {guess_words.spaced(value)} "
    return any(f" {word} " in name for word in said.split("|"))
