"""The tables in the code and the tables in the store are the same."""

from importlib import import_module
from pkgutil import iter_modules

import pytest

import desk.models
from desk.bootstrap import Desk
from desk.models.base import Table, peewee
from desk.models.store import Session

ONLY_IN_THE_STORE = {
    ("journal", "tx"): "the transaction that wrote it, set and read by PostgreSQL alone",
    ("search", "words"): "computed from the body by PostgreSQL",
}
"""Columns that no model needs, with the reason."""


def tables() -> list[type[Table]]:
    """Every model there is."""
    for module in iter_modules(desk.models.__path__, "desk.models."):
        import_module(module.name)
    return sorted(Table.__subclasses__(), key=lambda table: table.__name__)


def columns(session: Session, table: str) -> dict[str, tuple[str, bool]]:
    """Name, type and whether it may be empty, of every column in the store."""
    if session.is_sqlite:
        rows = session.sql('SELECT name, type, "notnull", pk FROM pragma_table_info(?)', (table,))
        return {name: (type_, not required and not key) for name, type_, required, key in rows}
    rows = session.sql(
        "SELECT column_name, data_type, is_nullable FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND table_name = %s",
        (table,),
    )
    types = {"bigint": "INTEGER", "text": "TEXT"}
    return {name: (types.get(str(type_), ""), empty == "YES") for name, type_, empty in rows}


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.__name__)
def test_every_table_has_the_columns_of_its_model(desk: Desk, table: type[Table]) -> None:
    name = table._meta.table_name
    with desk._store.reading() as session:
        found = columns(session, name)
    numbers = (peewee.AutoField, peewee.BigIntegerField)
    wanted = {
        field.column_name: ("INTEGER" if isinstance(field, numbers) else "TEXT", field.null)
        for field in table._meta.sorted_fields
    }
    extra = {column for owner, column in ONLY_IN_THE_STORE if owner == name}
    assert {column: kind for column, kind in found.items() if column not in extra} == wanted


def test_every_table_of_the_store_has_a_model(desk: Desk) -> None:
    with desk._store.reading() as session:
        if session.is_sqlite:
            rows = session.sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        else:
            rows = session.sql(
                "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema()"
            )
    own = {name for (name,) in rows if not name.startswith(("sqlite_", "search_words"))}
    assert own == {table._meta.table_name for table in tables()}
