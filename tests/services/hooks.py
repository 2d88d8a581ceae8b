"""Hooks that are settled and served, in tests."""

from desk.bootstrap import Desk
from desk.models.outbox import Outbox
from desk.models.terms import put_table
from desk.rules.permissions import Actor
from tests.receivers import Receiver


def settle(desk: Desk, **hooks: dict[str, object]) -> None:
    """Settle hooks, and let them begin at the present end of the feed."""
    with desk._store.writing() as session:
        put_table(session, "hook", hooks)
    desk.relay.run()


def hook(receiver: Receiver, **more: object) -> dict[str, object]:
    """What is settled for a hook at a receiver on this machine."""
    return {"url": receiver.url, "secret": "env:HOOK_KEY", "private_targets": True, **more}


def log(desk: Desk, actor: Actor, **more: str) -> str:
    """A contact that was logged."""
    return desk.interactions.log(actor, "inbound", "email", "Bill", **more).ref  # type: ignore[arg-type]


def serve(desk: Desk) -> int:
    """Lay out what happened and send it; how many have left."""
    desk.relay.run()
    return desk.sending.run()


def rows(desk: Desk) -> list[tuple[str, int, str]]:
    """State, tries and answer of what lies in the outbox, in order."""
    with desk._store.reading() as session:
        columns = (Outbox.state, Outbox.tries, Outbox.last_answer)
        return session.rows(Outbox.select(*columns).order_by(Outbox.id))
