"""Tables of saved views; desk state, so nothing here is in the journal."""

from typing import NamedTuple

from desk.models.base import AutoField, BigIntegerField, Table, TextField
from desk.models.store import Session
from desk.rows.views import SHARED as SHARED
from desk.rules.words import fold


class SavedView(Table):
    """A filter with its order and columns, kept under a name."""

    id = AutoField()
    owner = BigIntegerField()
    name = TextField()
    name_key = TextField()
    filtered = TextField(column_name="filter")  # peewee has a method `filter`
    sort = TextField()
    columns = TextField()
    place = TextField()
    version = BigIntegerField()


class LastView(Table):
    """Which view a person looked at last."""

    person = BigIntegerField(primary_key=True)
    view = TextField()


class KeptView(NamedTuple):
    """A saved view as it is kept."""

    id: int
    owner: int
    name: str
    filter: str
    sort: str
    columns: str
    place: str
    version: int


_COLUMNS = (
    SavedView.id,
    SavedView.owner,
    SavedView.name,
    SavedView.filtered,
    SavedView.sort,
    SavedView.columns,
    SavedView.place,
    SavedView.version,
)


def views_of(session: Session, person: int) -> list[KeptView]:
    """The person's own views and the shared ones, own first, each by name."""
    rows = session.rows(
        SavedView.select(*_COLUMNS)
        .where(SavedView.owner.in_([person, SHARED]))
        .order_by(SavedView.owner.desc(), SavedView.name_key)
    )
    return [KeptView(*row) for row in rows]


def keep_view(session: Session, view: KeptView) -> int:
    """Write a view down, a new one when its id is 0; its number."""
    values = dict(zip(_COLUMNS[1:], view[1:], strict=True))
    values[SavedView.name_key] = fold(view.name)
    if not view.id:
        return session.insert(SavedView.insert(values).returning(SavedView.id))
    session.run(SavedView.update(values).where(SavedView.id == view.id))
    return view.id


def drop_view(session: Session, id_: int) -> None:
    """Take a view away."""
    session.run(SavedView.delete().where(SavedView.id == id_))


def free_key(session: Session, owner: int, place: str) -> list[str]:
    """Take a key from the views of an owner that have it; their names."""
    held = (SavedView.owner == owner) & (SavedView.place == place)
    names = [name for (name,) in session.rows(SavedView.select(SavedView.name).where(held))]
    if names:
        session.run(SavedView.update({SavedView.place: ""}).where(held))
    return names


def put_last_view(session: Session, person: int, view: str) -> None:
    """Write down which view a person looked at last."""
    session.run(
        LastView.insert(person=person, view=view).on_conflict(
            conflict_target=[LastView.person], preserve=[LastView.view]
        )
    )
