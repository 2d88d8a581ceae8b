"""What is settled about time and what leaves the house, as tables of settings.

Each table is whole: what it leaves out is as it comes with the desk.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from desk.rules import escalation, hooks, levels, notice_terms, outlets, templates
from desk.rules.calendars import mapping_of

Table = Mapping[str, object]
Tables = Mapping[str, Table]


class Form(NamedTuple):
    """How a table is read into what it settles, and written again."""

    read: Callable[[Table], Any]
    written: Callable[[Any], Table]


FORMS: Mapping[str, Form] = {
    "levels": Form(levels.read, levels.written),
    "notices": Form(notice_terms.read, notice_terms.written),
    "escalation": Form(escalation.read, escalation.written),
    "outlet": Form(outlets.read, outlets.written),
    "hook": Form(hooks.read, hooks.written),
    "template": Form(templates.read, templates.written),
}
"""By the name of the table."""


def checked(name: str, value: object) -> Table:
    """A table as it is kept: read, and written out again. Raises `DeskError`."""
    form = FORMS[name]
    return form.written(form.read(mapping_of(value, name)))


def as_they_come() -> Tables:
    """Every table as it is where nobody settled anything."""
    return {name: checked(name, {}) for name in FORMS}


def differing(wanted: Tables, now: Tables) -> Tables:
    """The tables that are to be otherwise than they are."""
    return {name: table for name, table in wanted.items() if now.get(name) != table}
