"""A store full of hostile text, put there by the desk's own use cases."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.config import Settings
from desk.errors import DeskError
from desk.rules.permissions import Actor
from tests.hostile.corpus import Hostile

NOW = 1_795_428_000
"""Monday 23 November 2026, 10:00 in UTC."""

HARMLESS = tuple(Hostile(f"plain {i}", f"a plain text, number {i}") for i in range(8))


@contextmanager
def desk_on(path: Path) -> Iterator[tuple[Desk, Actor]]:
    """A desk on a store, and the person who made it."""
    desk = build(Settings(db=str(path), is_default_db=False), FixedClock(NOW))
    try:
        yield desk, desk.directory.actor("")
    finally:
        desk.close()


class Filler:
    """Writes each text into every field that takes it; counts what was refused with a sentence."""

    def __init__(self, desk: Desk, actor: Actor) -> None:
        self._desk = desk
        self._actor = actor
        self.refused: list[str] = []
        """Use case and text of what the desk would not take."""

    def fill(self, texts: tuple[Hostile, ...]) -> dict[str, str]:
        """One item for each text; its name and the item's reference."""
        return {hostile.name: self._item(hostile) for hostile in texts}

    def _item(self, hostile: Hostile) -> str:
        text = hostile.text
        customer = self._do("create", "customer", {"name": text[:400]})
        self._do("create", "customer", {"name": hostile.name, "email": text[:200]})
        self._do("add", "person", {"name": text[:60], "role": "agent", "team": text[:60]})
        given = {
            "direction": "inbound",
            "channel": "phone",
            "subject": f"{text[:400]} ",
            "text": text,
        }
        given |= {"from": text[:200]}
        given |= {"customer": customer} if customer else {}
        ref = self._do("log", "interaction", given) or self._do(
            "log", "interaction", given | {"subject": hostile.name, "from": "a@b.example"}
        )
        assert ref, f"{hostile.name} could not be logged: {self.refused}"
        for action, values in _on_item(text).items():
            self._do(action, ref, values)
        return ref

    def _do(self, action: str, target: str, values: Mapping[str, str]) -> str:
        try:
            return str(self._desk.do(self._actor, action, target, values).ref)
        except DeskError as error:
            self.refused.append(f"{action} {target}: {error.message[:80]!r}")
            return ""


def records(texts: tuple[Hostile, ...]) -> str:
    """JSON lines with each text in every value and in a key of its own."""
    lines = [
        {
            "key": f"K{number}",
            "subject": h.text,
            "text": h.text,
            "who": h.text,
            f"x {h.text[:30]}": h.text,
        }
        for number, h in enumerate(texts)
    ]
    return "".join(json.dumps(line) + "\n" for line in lines)


def _on_item(text: str) -> dict[str, dict[str, str]]:
    return {
        "note": {"text": text},
        "reply": {"text": text},
        "prioritise": {"priority": "1", "note": text[:400]},
        "tag": {"name": "".join(text.split())[:50]},
        "await": {"question": text, "due": "+2d"},
        "answer": {"text": text},
    }
