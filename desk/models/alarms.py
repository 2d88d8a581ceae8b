"""The table of alarms: what is to come of an item besides its clocks."""

from collections.abc import Sequence

from desk.models.base import BigIntegerField, CompositeKey, Table, TextField
from desk.models.store import Session
from desk.rules.alarms import Alarm


class AlarmRow(Table):
    """The next alarm of each kind that an item has."""

    item = BigIntegerField()
    name = TextField()
    generation = BigIntegerField()
    threshold = BigIntegerField()
    at = BigIntegerField()

    class Meta:
        table_name = "alarm"
        primary_key = CompositeKey("item", "name")


def put_alarm(session: Session, item: int, alarm: Alarm) -> None:
    """Set an alarm of an item, in place of the one of that name."""
    values = alarm._asdict()
    rest = {getattr(AlarmRow, name): values[name] for name in ("generation", "threshold", "at")}
    session.run(
        AlarmRow.insert(item=item, **values).on_conflict(
            conflict_target=[AlarmRow.item, AlarmRow.name], update=rest
        )
    )


def add_alarms(session: Session, alarms: Sequence[tuple[int, Alarm]]) -> None:
    """Set new alarms of items, all at once; none of them has one of that name."""
    session.insert_many(
        AlarmRow, ("item", *Alarm._fields), [(item, *alarm) for item, alarm in alarms]
    )


def drop_alarm(session: Session, item: int, name: str) -> None:
    """Take an alarm of an item away, if there is one."""
    session.run(AlarmRow.delete().where((AlarmRow.item == item) & (AlarmRow.name == name)))


def drop_all_alarms(session: Session, item: int) -> None:
    """Take every alarm of an item away: it has ended."""
    session.run(AlarmRow.delete().where(AlarmRow.item == item))
