"""The corpus where texts lie beside an item: views, promises, links, merges, drafts, presence."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from desk.bootstrap import Desk
from desk.errors import DeskError
from desk.rows.people import PersonRow
from desk.rules.permissions import Actor
from tests.hostile.corpus import Hostile
from tests.hostile.filling import desk_on


def deepen(path: Path, refs: Mapping[str, str], texts: tuple[Hostile, ...]) -> None:
    """Put each text into a view, a promise, a link, a merged item, and a draft."""
    with desk_on(path) as (desk, actor):
        hub = str(desk.do(actor, "log", "interaction", _CALL).ref)
        for hostile in texts:
            ref, text = refs[hostile.name], hostile.text
            merged = str(desk.do(actor, "log", "interaction", _CALL | {"text": text}).ref)
            done = {
                ref: ("promise", {"text": text[:400], "at": "+2d"}),
                hub: ("link", {"to": ref, "relation": "relatesTo"}),
                merged: ("merge", {"into": hub}),
            }
            for target, (action, values) in done.items():
                with suppress(DeskError):
                    desk.do(actor, action, target, values)
            with suppress(DeskError):
                desk.saved_views.save(actor, text[:60], filter=f"tag:x {hostile.name}")
            draft = {"text": text, "question": text, "note": text[:400], "until": text[:80]}
            for place in (f"reply:{ref}", f"do:{ref}:await", f"do:{ref}:snooze"):
                desk.drafts.keep(actor, place, "an earlier one", draft, text[:60])


def strangers(desk: Desk) -> list[PersonRow]:
    """Everybody but who made the store: their names are texts of the corpus."""
    return [person for person in desk.directory.people() if person.id != 1]


def be_there(path: Path, refs: Mapping[str, str]) -> None:
    """Everybody has an item open, half of them write."""
    with desk_on(path) as (desk, actor):
        for number, (person, ref) in enumerate(zip(strangers(desk), refs.values(), strict=False)):
            row, other = desk.work.find(actor, ref), desk.directory.actor(person.name)
            desk.presence.here(other, f"seat {number}", row.id, is_writing=bool(number % 2))


def speak_first(path: Path, ref: str, text: str) -> None:
    """Somebody else answers an item while it is being answered here."""
    with desk_on(path) as (desk, _):
        other: Actor = desk.directory.actor(strangers(desk)[0].name)
        desk.do(other, "reply", ref, {"text": text})


_CALL = {
    "direction": "inbound", "channel": "phone", "subject": "One call more", "text": "Said",
    "from": "+49 30 1234",
}  # fmt: skip
