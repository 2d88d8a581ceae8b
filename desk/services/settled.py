"""What is settled, written down: about problems, about time, about what leaves the house."""

from collections.abc import Mapping
from typing import NamedTuple

from desk.errors import BadValue
from desk.models.hooks import begin_hooks
from desk.models.policies import calendar_names
from desk.models.problem_terms import put_terms, terms_of
from desk.models.store import Session
from desk.models.terms import put_table, tables_of
from desk.rules.calendars import mapping_of
from desk.rules.nearness import nearest
from desk.rules.problem_terms import TERMS, read_terms
from desk.rules.problem_terms import written as terms_as_tables
from desk.rules.settings_time import FORMS, as_they_come, checked
from desk.services.holding import hold_for_new_outlets

Tables = Mapping[str, Mapping[str, object]]

_JUDGED = "It holds for new problems; an open one keeps its priority until it is judged anew."
_FROM_NOW = "It holds from now on."


class Settled(NamedTuple):
    """What was changed: the tables as they were and as they are, and what comes of it."""

    before: Tables
    after: Tables
    effects: tuple[str, ...]


def settle(session: Session, given: Mapping[str, object]) -> Settled:
    """Write tables down in place of those before, each as a whole. Raises `BadValue`."""
    for name in given:
        _refuse_unknown(name)
    was, is_now = _problems(session, {name: given[name] for name in TERMS if name in given})
    effects = [_JUDGED] if was else []
    kept = {**as_they_come(), **tables_of(session)}
    for name in FORMS:
        if name not in given:
            continue
        table = checked(name, mapping_of(given[name], name))
        if table != kept[name]:
            put_table(session, name, table)
            was[name], is_now[name] = kept[name], table
            effects.append(_FROM_NOW)
            if name == "outlet":
                effects.append(hold_for_new_outlets(session, was[name], table))
            if name == "hook":
                begin_hooks(session, was[name])
    return Settled(was, is_now, tuple(filter(None, dict.fromkeys(effects))))


def _problems(
    session: Session, given: Mapping[str, object]
) -> tuple[dict[str, Mapping[str, object]], ...]:
    """What is settled about problems, as it was and is, where that differs."""
    if not given:
        return {}, {}
    before = terms_as_tables(terms_of(session))
    terms = read_terms({**before, **given})
    if terms.calendar not in calendar_names(session):
        raise BadValue(
            f"There is no calendar '{terms.calendar}'",
            f"Known are: {', '.join(calendar_names(session))}.",
        )
    put_terms(session, terms)
    after = terms_as_tables(terms)
    changed = [name for name in after if after[name] != before[name]]
    return {name: before[name] for name in changed}, {name: after[name] for name in changed}


def _refuse_unknown(name: str) -> None:
    known = (*TERMS, *FORMS)
    if name not in known:
        near = nearest(name, known)
        raise BadValue(
            f"There is no table '{name[:40]}' to settle",
            f"Did you mean {near}?" if near else f"There are: {', '.join(known)}.",
        )
