"""What the desk has settled about problems, as the store keeps it."""

import json

from desk.models.settings import Setting, put_setting
from desk.models.store import Session
from desk.rules.problem_terms import Terms, read_terms, written

_NAMES = ("priority", "problem")


def terms_of(session: Session) -> Terms:
    """What is settled about problems; what nobody settled is as it comes with the desk."""
    kept = session.rows(Setting.select(Setting.name, Setting.value).where(Setting.name << _NAMES))
    return read_terms({name: json.loads(value) for name, value in kept})


def put_terms(session: Session, terms: Terms) -> None:
    """Write down what is settled."""
    for name, table in written(terms).items():
        put_setting(session, name, json.dumps(table))
