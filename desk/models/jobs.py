"""Tables of the jobs: who does the work of time, and how it went. State of the desk."""

from desk.models.base import BigIntegerField, CompositeKey, Table, TextField, peewee
from desk.models.store import Session
from desk.rows.jobs import JobRun, LeaseRow

LASTS = 30
"""Seconds for which a lease is taken: so long nothing is done after its holder was killed."""


class Lease(Table):
    """Which process does a piece of work; it may be taken over once it has run out."""

    name = TextField(primary_key=True)
    owner = TextField()
    fence = BigIntegerField()
    """Grows with each change of owner."""
    until = BigIntegerField()


class Job(Table):
    """How a job went last, and when it runs next."""

    name = TextField(primary_key=True)
    last_run = BigIntegerField(null=True)
    next_run = BigIntegerField(null=True)
    took_ms = BigIntegerField(null=True)
    done = BigIntegerField(null=True)
    """How much it did last."""
    error = TextField()
    error_at = BigIntegerField(null=True)
    owner = TextField()


class Looked(Table):
    """Up to where a person has looked at something."""

    person = BigIntegerField()
    name = TextField()
    upto = BigIntegerField()

    class Meta:
        primary_key = CompositeKey("person", "name")


class Feed(Table):
    """Up to which entry of the journal a hook was served."""

    name = TextField(primary_key=True)
    seq = BigIntegerField()


def lease_of(session: Session, name: str) -> LeaseRow | None:
    """Who holds a lease, or held it last."""
    row = session.one(Lease.select(Lease.owner, Lease.fence, Lease.until).where(Lease.name == name))
    return None if row is None else LeaseRow(*row)


def take_lease(session: Session, name: str, owner: str, now: int) -> int | None:
    """Take a lease that is one's own, has run out or lies beyond all time; its fence.

    One that lasts longer than any does was taken by a clock which has been put back since.
    """
    is_free = (Lease.owner == owner) | (Lease.until <= now) | (Lease.until > now + LASTS)
    grown = peewee.Case(None, [(Lease.owner == owner, Lease.fence)], Lease.fence + 1)
    until = now + LASTS
    row = session.one(
        Lease.insert(name=name, owner=owner, fence=1, until=until)
        .on_conflict(
            conflict_target=[Lease.name],
            update={Lease.fence: grown, Lease.owner: owner, Lease.until: until},
            where=is_free,
        )
        .returning(Lease.fence)
    )
    return None if row is None else int(row[0])


def give_lease_back(session: Session, name: str, owner: str) -> None:
    """Let the next one take it at once."""
    session.run(Lease.update(until=0).where((Lease.name == name) & (Lease.owner == owner)))


def runs(session: Session) -> dict[str, JobRun]:
    """How each job went last, by its name."""
    query = Job.select(
        Job.name,
        Job.last_run,
        Job.next_run,
        Job.took_ms,
        Job.done,
        Job.error,
        Job.error_at,
        Job.owner,
    )
    return {row[0]: JobRun(*row) for row in session.rows(query)}


def keep_run(session: Session, run: JobRun) -> None:
    """Write down how a job went; what an earlier run did or met stays where this one has none."""
    told = {
        getattr(Job, name): value
        for name, value in run._asdict().items()
        if name != "name" and value is not None
    }
    values = {Job.name: run.name, Job.error: "", Job.owner: "", **told}
    session.run(Job.insert(values).on_conflict(conflict_target=[Job.name], update=told))
