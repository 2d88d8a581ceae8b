"""The settings that the store keeps: its zone, training, and the table of service levels."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Unpack

from desk.clock import Clock
from desk.errors import BadValue
from desk.models.policies import calendar_names, policies, replace_policies
from desk.models.settings import put_setting, settings
from desk.models.store import Session, Store
from desk.rows.work import Outcome
from desk.rules.calendars import mapping_of
from desk.rules.permissions import Actor, require
from desk.rules.policies import Policy
from desk.rules.settings import House, setting, written
from desk.rules.settings_policies import policies_of
from desk.services.calendars import Calendars
from desk.services.holding import hold_after_training
from desk.services.journal import Entry, record
from desk.services.levels import ask_for_recount
from desk.services.plans import Plans
from desk.services.settings_people import StaffSettings
from desk.services.settled import settle

if TYPE_CHECKING:
    from desk.services.use_cases import How

_EFFECTS = {
    "zone": "Days of filters begin by it on desks that are opened from now on.",
    "training": "Desks that are opened from now on go by it.",
}
_FROM_NOW = (
    "They hold for new items; an open one gets them when its customer or its priority changes."
)


class StoreSettings:
    """Use cases on what the store itself is told."""

    def __init__(self, store: Store, clock: Clock, calendars: Calendars) -> None:
        self._store = store
        self._clock = clock
        self._calendars = calendars

    def change(self, actor: Actor, name: str, value: str, **how: Unpack[How]) -> Outcome:
        """Set one value of the store: `zone` or `training`."""
        require(actor, "settings.write", "change settings of the desk")
        wanted = setting(name, value, f"desk.{name}")
        with self._store.writing(dry_run=how.get("dry_run", False)) as session:
            before = settings(session).get(name)
            put_setting(session, name, wanted)
            is_real = name == "training" and before == "true" and wanted == "false"
            held = hold_after_training(session) if is_real else ""
            seq = self._record(
                session,
                Entry(0, actor.id, "set", "setting", 0, {name: before}, {name: wanted}),
            )
        effects = tuple(filter(None, (_EFFECTS[name], held)))
        return Outcome(f"desk.{name}", "set", "", 1, seq, undo=False, effects=effects)

    def save_policies(
        self, actor: Actor, table: str | Sequence[Policy], **how: Unpack[How]
    ) -> Outcome:
        """Replace the table of service levels; the first row that fits an item holds for it.

        `table` may be the rows as JSON, in the form of the settings. Clocks that run stay as they
        are: an open item is counted anew when its customer or its priority changes.
        """
        require(actor, "settings.write", "change the service levels")
        with self._store.writing(dry_run=how.get("dry_run", False)) as session:
            known = calendar_names(session)
            rows = policies_of(_rows(table), known) if isinstance(table, str) else tuple(table)
            before = _told(policies(session))
            version = replace_policies(session, rows)
            after = {"table": _told(rows)}
            seq = self._record(
                session, Entry(0, actor.id, "save", "policy", 0, {"table": before}, after)
            )
        return Outcome(
            f"{len(rows)} policies", "save", "", version, seq, undo=False, effects=(_FROM_NOW,)
        )

    def save_terms(
        self, actor: Actor, table: str | Mapping[str, Mapping[str, object]], **how: Unpack[How]
    ) -> Outcome:
        """Settle how problems are judged, and how time is kept and people are told.

        `table` may be JSON: the tables `priority` and `problem`, and those of
        `rules.settings_time`; each is replaced as a whole. Problems keep the priority they have
        until they are judged anew.
        """
        require(actor, "settings.write", "settle how the desk goes about its work")
        given = mapping_of(_rows(table), "table") if isinstance(table, str) else table
        with self._store.writing(dry_run=how.get("dry_run", False)) as session:
            done = settle(session, given)
            ask_for_recount(session, done.before, done.after, self._clock.now())
            entry = Entry(0, actor.id, "save", "terms", 0, done.before, done.after)
            seq = self._record(session, entry)
        named = " and ".join(done.after) or "nothing"
        return Outcome(named, "save", "", 1, seq, undo=False, effects=done.effects)

    def worked_out(self, wanted: House) -> House:
        """The settings with the holidays of the countries that calendars name."""
        specs = {name: self._calendars.whole(spec) for name, spec in wanted.calendars.items()}
        return wanted._replace(calendars=specs)

    def take_over(
        self,
        actor: Actor,
        wanted: House,
        then: Callable[[], None] = lambda: None,
        *,
        first: Callable[[], None] = lambda: None,
    ) -> tuple[Outcome, ...]:
        """Make all of that hold, or nothing of it; `then` is the last thing that may still fail.

        `first` may refuse before anything is written, once nobody else writes.
        """
        with self._store.writing():
            first()
            done = [self.change(actor, name, value) for name, value in wanted.values.items()]
            done += [
                self._calendars.save(actor, name, spec) for name, spec in wanted.calendars.items()
            ]
            if wanted.policies is not None:
                done.append(self.save_policies(actor, wanted.policies))
            plans = Plans(self._store, self._clock)
            done += [
                plans.save(actor, name, plan) if plan["steps"] else plans.remove(actor, name)
                for name, plan in wanted.plans.items()
            ]
            if wanted.terms or wanted.times:
                done.append(self.save_terms(actor, {**wanted.terms, **wanted.times}))
            done += StaffSettings(self._store, self._clock).take_over(actor, wanted.staff)
            then()
        return tuple(done)

    def _record(self, session: Session, entry: Entry) -> int:
        """Write an entry on what is one for the whole store, and so has no number."""
        return record(session, entry._replace(at=self._clock.now(), training=self._clock.training))


def _told(table: Sequence[Policy]) -> object:
    return written(House({}, {}, tuple(table)))["policy"]


def _rows(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadValue(
            f"The service levels are not JSON: {error}", "Write a list of objects, like [{...}]."
        ) from error
