"""The words files use for our fields, and for what stands in them."""

import re
from collections.abc import Iterable

from desk.errors import BadValue
from desk.rules.mapping import word_of
from desk.rules.words import fold

NAMES: dict[str, tuple[str, ...]] = {
    "key": ("unique key", "ticket", "case", "number", "reference", "ref", "key", "id", "nr", "no"),
    "created": (
        *("created", "opened", "open", "received", "reported", "submitted", "logged"),
        *("start", "date", "timestamp", "time", "at"),
    ),
    "closed": ("closed", "resolved", "completed", "solved", "finished", "end", "ended"),
    "due": ("due", "deadline", "sla", "target"),
    "answered": ("answered", "first response", "responded", "first reply"),
    "updated": ("updated", "modified", "changed"),
    "state": ("status", "state", "stage"),
    "channel": (
        *("channel", "received via", "contact type", "via", "medium", "how", "origin"),
        "contact method",
    ),
    "direction": ("direction", "inbound", "in out"),
    "priority": ("priority", "prio", "severity", "urgency"),
    "owner": ("owner", "agent", "assignee", "assigned to", "handler"),
    "team": ("team", "assignment group", "group", "queue", "department"),
    "customer": ("customer", "client", "company", "account", "organisation", "organization", "who"),
    "contact": (
        *("email", "e mail", "mail", "phone", "telephone", "from", "sender", "contact"),
        *("caller", "address"),
    ),
    "tags": ("tags", "tag", "labels", "label"),
    "reason": ("reason", "category", "complaint type", "issue type", "type"),
    "outcome": ("outcome", "result"),
    "subject": (
        *("subject", "title", "summary", "customer complaint", "complaint", "topic", "about"),
        *("short description", "headline"),
    ),
    "text": (
        *("text", "description", "body", "message", "comment", "comments", "details", "said"),
        *("content", "narrative"),
    ),
}
"""What a column of each field may be called; the earlier a word, the better it speaks for it."""

_SAID: dict[str, dict[str, str]] = {
    "state": {
        "awaitingCustomer": "awaiting customer|waiting for customer|wait customer|wait user"
        "|awaiting user|awaiting caller"
        "|pending customer",
        "completed": "closed|solved|resolved|completed|complete|done|cancelled|canceled|finished"
        "|fixed|ended",
        "open": "open|opened|new|received|registered|unassigned|reopened|queued",
        "inProgress": "in progress|assigned|pending|started|active|accepted|working|on hold"
        "|waiting|wait|awaiting|processing",
    },
    "channel": {
        "phone": "phone|call|calls|telephone|hotline|voice|tel",
        "email": "email|e mail|mail",
        "chat": "chat|messenger|whatsapp",
        "sms": "sms|text message",
        "web": "web|internet|online|website|portal|form|self service|webform",
        "app": "app|mobile|application",
        "inPerson": "in person|walk in|branch|store|counter|visit",
        "letter": "letter|post|postal|fax",
        "social": "social|twitter|facebook|instagram|social media",
    },
    "direction": {"inbound": "in|inbound|incoming", "outbound": "out|outbound|outgoing"},
    "priority": {
        "1": "critical|highest|urgent|emergency",
        "2": "high|major",
        "3": "moderate|medium|normal",
        "4": "low|minor",
        "5": "planning|lowest|trivial",
    },
    "outcome": {"answered": "answered|solved|resolved|done", "spam": "spam|junk"},
}
_FALLBACK = {"state": "open", "channel": "other", "direction": "inbound", "priority": "3"}
SAYS_NOTHING = ("?", "-", "--", "N/A", "n/a", "NA", "NULL", "null", "None", "Unspecified", "nan")
"""What files write where they have nothing to say."""

_WORDS = re.compile(r"[^\W_]+")
_NUMBERED = re.compile(r"p?([1-5])\b")


def fitness(field: str, column: str) -> int:
    """How well a column's name speaks for a field; 0 when it does not."""
    name = spaced(column)
    for place, word in enumerate(NAMES[field]):
        if name == word:
            return 100 - place
    padded = f" {name} "
    inside = [place for place, word in enumerate(NAMES[field]) if f" {word} " in padded]
    return 50 - min(inside) if inside else 0


def names_a_sender(column: str) -> bool:
    """Whether a column says by its name that it holds whoever wrote or called."""
    return _is_said(spaced(column), ("from", "sender", "caller", "contact"))


def names_a_place(column: str) -> bool:
    """Whether a column holds where somebody is, not who it is."""
    return _is_said(spaced(column), ("country", "city", "region", "state", "site", "location"))


def word_for(field: str, value: str) -> tuple[str, bool]:
    """The desk's word for a value of a file, and whether it is more than a fallback."""
    try:
        return word_of("guess", field, value), True
    except BadValue:
        pass
    name = spaced(value)
    numbered = _NUMBERED.match(name) if field == "priority" else None
    if numbered:
        return numbered[1], True
    for word, said in _SAID[field].items():
        if _is_said(name, said.split("|")):
            return word, True
    return _FALLBACK.get(field, ""), False


def _is_said(name: str, words: Iterable[str]) -> bool:
    return any(f" {word} " in f" {name} " for word in words)


def spaced(text: str) -> str:
    """The words of a name parted by blanks, also where only a capital parts them."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return " ".join(_WORDS.findall(fold(apart)))
