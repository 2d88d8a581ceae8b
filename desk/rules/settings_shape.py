"""The settings as people go through them: groups, what stands in each, and how it is typed."""

from __future__ import annotations

from typing import NamedTuple

from desk.rules.calendars import DAYS
from desk.rules.notice_terms import WAYS
from desk.rules.outlets import SECURITY
from desk.rules.permissions import PERMISSIONS
from desk.rules.policies import CONDITIONS
from desk.rules.template_texts import WORDS as WORDS_OF
from desk.rules.vocabulary import words

Value = object
"""As TOML holds it."""

LINE, WORDS, YES_NO, NUMBER, HOURS, TEXT, ROWS, TOML = (
    *("line", "words", "yesNo", "number", "hours", "text", "rows", "toml"),
)
"""How a value is typed: as it is; words with commas between; yes or no; a number; opening hours
(`09:00-12:00, 13:00-17:00`); several lines; rows of numbers with strokes between; as in TOML."""


class Key(NamedTuple):
    """One value of an object among the settings."""

    name: str
    """With dots where it stands in a table of the object."""
    label: str
    kind: str = LINE
    choices: tuple[str, ...] = ()
    source: str = ""
    """What it is picked from: calendars, people, themes and so on; empty for none."""
    cleared: str = ""
    """What is written in place of nothing; empty where it is taken out then."""


class Group(NamedTuple):
    """Settings that belong together: one object, or several with names."""

    table: str
    """What their names begin with."""
    title: str
    about: str
    keys: tuple[Key, ...] = ()
    is_own: bool = False
    """Whether they are the operator's, not the store's."""
    named: bool = False
    """Whether there are several, each with a name."""
    goes: bool = False
    """Whether one can be taken away."""
    comes: bool = True
    """Whether another one can be added."""


_NONE = "none"
"""What takes a lead, a manager or hours away."""

LEVEL_KEYS = tuple(
    Key(name, label, NUMBER)
    for name, label in (
        ("watch", "Watch at %"),
        ("warning", "Warning at %"),
        ("jeopardy", "Jeopardy at %"),
        ("breached", "Missed at %"),
        ("overdue2", "Overdue 2 at %"),
        ("overdue3", "Overdue 3 at %"),
    )
)

GROUPS: tuple[Group, ...] = (
    Group(
        "looks",
        "Looks",
        "colours, cursor, dates, bell; yours alone",
        (
            Key("theme", "Theme", source="looks.theme"),
            Key("cursor", "Cursor", source="looks.cursor"),
            Key("ascii", "Plain signs", YES_NO),
            Key("bell", "Bell", source="looks.bell"),
            Key("dates", "Dates", source="looks.dates"),
            Key("times", "Times", source="looks.times"),
        ),
        is_own=True,
    ),
    Group("keys", "Keys", "which key does what; yours alone", is_own=True, named=True, comes=False),
    Group("report", "Reports", "fonts of printed reports", (Key("fonts", "Fonts"),), is_own=True),
    Group(
        "desk",
        "Desk",
        "its zone, and whether it is for training",
        (Key("zone", "Zone", source="zones"), Key("training", "Training", YES_NO)),
    ),
    Group(
        "calendar",
        "Calendars",
        "opening hours, holidays and breaks",
        (
            Key("tz", "Zone", source="zones"),
            *(Key(f"hours.{day}", day.capitalize(), HOURS) for day in DAYS),
            Key("country", "Holidays of"),
            Key("subdivision", "and its part"),
            Key("holidays", "Holidays", TOML),
            Key("annual_holidays", "Each year", TOML),
            Key("date_overrides", "Other hours", TOML),
            Key("breaks", "Breaks", TOML),
        ),
        named=True,
    ),
    Group(
        "policy",
        "Service levels",
        "what is agreed: the first row that fits an item holds",
        (
            Key("name", "Name"),
            *(Key(name, f"If {name}", WORDS) for name in CONDITIONS),
            Key("calendar", "Hours", source="calendars"),
            Key("firstAnswer", "First answer"),
            Key("completion", "Completion"),
            Key("update", "News every"),
        ),
        named=True,
        goes=True,
    ),
    Group("levels", "Levels", "shares of a target at which people are told", LEVEL_KEYS),
    Group(
        "escalation",
        "Escalation",
        "who is told at each level, and what follows",
        tuple(
            Key(name, label, WORDS)
            for name, label in (
                ("watch", "Watch"),
                ("warning", "Warning"),
                ("jeopardy", "Jeopardy"),
                ("breached", "Missed"),
                ("overdue2", "Overdue 2"),
                ("overdue3", "Overdue 3"),
                ("at_once", "Priorities"),
            )
        ),
    ),
    Group(
        "notices",
        "Notices",
        "what customers are told by itself, and when people are",
        (
            Key("late", "Late", choices=WAYS),
            Key("status", "New states", choices=WAYS),
            Key("progress", "Progress", choices=WAYS),
            Key("unowned", "Unowned for"),
            Key("give_up", "Give up after"),
            Key("working_hours", "Pops up at work only", YES_NO),
        ),
    ),
    Group(
        "template",
        "Templates",
        "what the desk writes to customers, by occasion and language",
        (Key("subject", "Subject"), Key("text", "Text", TEXT)),
        named=True,
    ),
    Group(
        "words",
        "Wording",
        "what letters to customers call states and reasons, by language",
        tuple(Key(code, words(code).capitalize()) for code in WORDS_OF["en"]),
        named=True,
    ),
    Group(
        "outlet",
        "Outlets",
        "the mail server and the folder by which messages leave",
        (
            Key("smtp.host", "Mail server"),
            Key("smtp.port", "Port", NUMBER),
            Key("smtp.security", "Security", choices=SECURITY),
            Key("smtp.user", "User"),
            Key("smtp.password", "Password in"),
            Key("smtp.from", "From"),
            Key("smtp.name", "Calls itself"),
            Key("smtp.ca", "Trusts"),
            Key("smtp.timeout", "Waits"),
            Key("folder.path", "Folder"),
            Key("folder.media", "which takes", WORDS),
        ),
    ),
    Group(
        "hook",
        "Hooks",
        "other systems that are told what happens",
        (
            Key("url", "Address"),
            Key("secret", "Secret in"),
            Key("filter", "Filter"),
            Key("internal_notes", "Notes too", YES_NO),
            Key("private_targets", "In the house", YES_NO),
            Key("ca", "Trusts"),
        ),
        named=True,
        goes=True,
    ),
    Group(
        "priority",
        "Priority",
        "the matrix of impact and urgency",
        (
            Key("impacts", "Impacts", WORDS),
            Key("urgencies", "Urgencies", WORDS),
            Key("cells", "Priorities", ROWS),
            Key("most_with_workaround", "Workaround"),
            Key("off", "Not used", WORDS),
        ),
    ),
    Group(
        "problem",
        "Problems",
        "categories, causes, codes, and when they close by themselves",
        (
            Key("categories", "Categories", WORDS),
            Key("causes", "Causes", WORDS),
            Key("codes", "Codes", WORDS),
            Key("confirm", "Closes after"),
            Key("warn", "Warns before"),
            Key("calendar", "Hours", source="calendars"),
        ),
    ),
    Group(
        "plan",
        "Plans",
        "tasks that are laid in one step",
        (Key("category", "Category"), Key("steps", "Steps", TOML)),
        named=True,
        goes=True,
    ),
    Group(
        "team",
        "Teams",
        "level, lead, hours, and how work is shared out",
        (
            Key("level", "Level", NUMBER),
            Key("lead", "Lead", source="people", cleared=_NONE),
            Key("calendar", "Hours", source="calendars", cleared=_NONE),
            Key("by_load", "By load", YES_NO),
            Key("return_after", "Goes back", cleared="never"),
        ),
        named=True,
    ),
    Group(
        "person",
        "People",
        "role, teams, manager and hours of each",
        (
            Key("role", "Role", choices=tuple(PERMISSIONS)),
            Key("teams", "Teams", WORDS),
            Key("manager", "Manager", source="people", cleared=_NONE),
            Key("calendar", "Hours", source="calendars", cleared=_NONE),
            Key("zone", "Zone", source="zones"),
        ),
        named=True,
    ),
)
"""Everything that a page of settings holds, in the order in which a new desk needs it."""


def group_of(table: str) -> Group:
    """The group of that table."""
    return next(group for group in GROUPS if group.table == table)
