"""Fields that an import kept beside the record, as a filter asks for them."""

from desk.models.store import Session
from desk.queries.clause import Clause
from desk.rules.filters import Term, Value, extra_name
from desk.rules.words import fold

_KEPT = {
    True: "SELECT 1 FROM detail d, json_each(d.extra) kept WHERE d.id = work.id"
    " AND extra_name(kept.key) = ?",
    False: "SELECT 1 FROM detail d, jsonb_each_text(d.extra::jsonb) kept"
    " WHERE d.id = work.id AND btrim(regexp_replace("
    "lower(kept.key), '[^[:alnum:]]+', '_', 'g'), '_') = ?",
}
"""By engine, SQLite first: the kept fields of that name."""

_TEXT = {
    True: "fold(CAST(kept.value AS TEXT))",
    False: "btrim(regexp_replace(regexp_replace(lower(normalize(kept.value, NFKD)),"
    " '[\u0300-\u036f]', '', 'g'), '\\s+', ' ', 'g'))",
}
"""Without case and accents."""

_NUMBER = {
    True: "number(kept.value)",
    False: "CASE WHEN kept.value ~ '^\\s*[+-]{0,1}[0-9]+(\\.[0-9]+){0,1}\\s*$'"
    " THEN kept.value::numeric END",
}
"""As a number; unknown when it is none. A question mark would be taken for a value's place."""


def kept_field(session: Session, term: Term, value: Value) -> Clause:
    """The condition that a kept field equals a text, or compares with a number, or is empty."""
    is_sqlite = session.is_sqlite
    if is_sqlite:
        session.define("extra_name", extra_name)
        session.define("number", _number)
    kept = _KEPT[is_sqlite]
    if value is None:
        filled = f"{kept} AND COALESCE({_TEXT[is_sqlite]}, '') <> ''"
        return Clause(f"NOT EXISTS ({filled})", (term.name,))
    if isinstance(value, float):
        return Clause(f"EXISTS ({kept} AND {_NUMBER[is_sqlite]} {term.op} ?)", (term.name, value))
    return Clause(f"EXISTS ({kept} AND {_TEXT[is_sqlite]} = ?)", (term.name, fold(str(value))))


def _number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None
