"""Saved views: those a person has, and the one looked at last."""

from desk.errors import NotFound
from desk.models.store import Store
from desk.queries.clause import Clause, ask
from desk.rows.views import SHARED, ViewRow
from desk.rules.filters import VIEWS
from desk.rules.permissions import Actor, holds
from desk.rules.words import fold

_MINE = (
    "SELECT id, owner, name, name_key, filter, sort, columns, place, version FROM saved_view"
    " WHERE owner IN (?, ?) ORDER BY owner DESC, name_key"
)


class Views:
    """Reads of saved views."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, actor: Actor) -> tuple[ViewRow, ...]:
        """The actor's own views, then the shared ones that none of his own stands before."""
        if actor.id is None or not holds(actor, "work.read"):
            return ()
        with self._store.reading() as session:
            found = ask(session, Clause(_MINE, (actor.id, SHARED)))
        names: set[str] = set()
        keys: set[str] = set()
        rows: list[ViewRow] = []
        for id_, owner, name, name_key, filter_, sort, columns, place, version in found:
            if name_key in names:
                continue
            key = "" if place in keys else place
            rows.append(ViewRow(id_, name, filter_, sort, columns, key, owner == SHARED, version))
            names.add(name_key)
            keys.add(place)
        return tuple(rows)

    def named(self, actor: Actor, name: str) -> ViewRow:
        """The view of that name, a standing one too. Raises `NotFound`, naming those there are."""
        wanted = fold(name)
        for standing, filter_ in VIEWS.items():
            if fold(standing) == wanted:
                return ViewRow(0, standing, filter_, "due", "", "", is_shared=True, version=0)
        saved = self.of(actor)
        for row in saved:
            if fold(row.name) == wanted:
                return row
        known = ", ".join([*VIEWS, *(row.name for row in saved)])
        raise NotFound(f"There is no view '{name}'", f"Views: {known}.")

    def last(self, actor: Actor) -> str:
        """The name of the view the actor looked at last; empty when there is none."""
        if actor.id is None:
            return ""
        with self._store.reading() as session:
            found = ask(session, Clause("SELECT view FROM last_view WHERE person = ?", (actor.id,)))
        return str(found[0][0]) if found else ""
