"""Tables of settings."""

from desk.models.base import BigIntegerField, Table, TextField
from desk.models.store import Session


class Setting(Table):
    """A value of the store itself: its zone, whether it is for training."""

    name = TextField(primary_key=True)
    value = TextField()


class Counter(Table):
    """The last number given out for a kind of object; numbers are never used again."""

    kind = TextField(primary_key=True)
    last = BigIntegerField()


def settings(session: Session) -> dict[str, str]:
    """Every value of the store itself."""
    return dict(session.rows(Setting.select(Setting.name, Setting.value)))


def put_setting(session: Session, name: str, value: str) -> None:
    """Write a value of the store down, in place of an earlier one."""
    session.run(
        Setting.insert(name=name, value=value).on_conflict(
            conflict_target=[Setting.name], update={Setting.value: value}
        )
    )


def is_first(session: Session, name: str, value: str) -> bool:
    """Write a value unless there is one already, from another desk perhaps: then False."""
    insert = Setting.insert(name=name, value=value).on_conflict(
        conflict_target=[Setting.name], action="IGNORE"
    )
    return session.run(insert) == 1


def next_number(session: Session, kind: str, count: int = 1) -> int:
    """Give out numbers for new objects of a kind: the first of `count` in a row."""
    insert = Counter.insert(kind=kind, last=count).on_conflict(
        conflict_target=[Counter.kind], update={Counter.last: Counter.last + count}
    )
    return session.insert(insert.returning(Counter.last)) - count + 1
