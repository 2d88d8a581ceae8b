"""What a desk has settled, as tables of settings that the store keeps."""

import json
from collections.abc import Mapping

from desk.models.settings import Setting, put_setting
from desk.models.store import Session

TABLES = ("levels", "notices", "escalation", "outlet", "hook", "template")
"""The tables kept whole, each as JSON under its own name."""


def table_of(session: Session, name: str) -> Mapping[str, object]:
    """A table as it was settled; empty where nobody settled anything."""
    found = session.one(Setting.select(Setting.value).where(Setting.name == name))
    table: Mapping[str, object] = json.loads(found[0]) if found else {}
    return table


def tables_of(session: Session) -> dict[str, Mapping[str, object]]:
    """Every table that somebody settled, by name."""
    query = Setting.select(Setting.name, Setting.value).where(Setting.name << TABLES)
    return {name: json.loads(value) for name, value in session.rows(query)}


def put_table(session: Session, name: str, table: Mapping[str, object]) -> None:
    """Write a table down in place of the one before."""
    put_setting(session, name, json.dumps(table))
