"""An outbox with something in every state, made by the desk's own use cases and a server that
fails as it is told."""

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from tests.screens.queues import log
from tests.sink import Fault, running

NO_SUCH_USER = "550 5.1.1 <kim@gone.example>: User \x1b[31munknown [/]"


def laid(desk: Desk, actor: Actor, to: str, subject: str, text: str) -> str:
    """An answer to a mail, laid in the outbox; the item's reference."""
    ref = log(desk, actor, subject, **{"from": to})
    desk.do(actor, "reply", ref, {"text": text})
    return ref


def filled(desk: Desk, clock: FixedClock, actor: Actor) -> None:
    """Two held, one failed, one tried again, one delivered, one waiting, one draft."""
    me = desk.directory.actor()
    laid(desk, actor, "bernard@acme.example", "Fibre down, Lyon office", "Il arrive à 15 h.")
    laid(desk, actor, "anna@bjork.example", "Packet loss", "Repaired by noon.")
    with running() as sink:
        smtp = {"host": "localhost", "port": sink.port, "security": "none", "timeout": 2}
        table = {"outlet": {"smtp": {**smtp, "from": "desk@desk.example"}}}
        desk.store_settings.save_terms(me, table)
        for fault, to, subject in (
            (None, "olga@late.example", "Order 7"),
            (Fault("say", NO_SUCH_USER), "kim@gone.example", "VPN drops"),
            (Fault("say", "450 4.2.0 Greylisted"), "min@grey.example", "Invoice [/] twice"),
        ):
            laid(desk, actor, to, subject, f"About {subject}:\nwe look into it.")
            clock.advance(10)
            sink.faults = {"RCPT": fault} if fault else {}
            desk.sending.run()
    ref = laid(desk, actor, "wait@soon.example", "Router", "On our way.")
    values = {"purpose": "information", "text": "To be looked at.", "draft": "yes"}
    desk.do(actor, "inform", ref, values)
    smtp["port"] = 25
    desk.store_settings.save_terms(me, {"outlet": {"smtp": {**smtp, "from": "desk@desk.example"}}})
