"""The two rows at the head of an item: what it is, who has it, whose it is."""

from collections.abc import Sequence

from desk.rows.items import ItemRow
from desk.rows.presence import PresenceRow
from desk.rules.vocabulary import DEFAULT_PRIORITY, PRIORITY_WORDS, words
from desk.widgets.clock_bar import Moment
from desk.widgets.drawn import Drawn, Line, clip, spread
from desk.widgets.lateness import late_line, standing_words
from desk.widgets.look import Look

_WAYS = {"inbound": "in", "outbound": "out"}
_MANY = 100
_NAMED = 2
"""How many of those who are here too are named."""


class ItemHead(Drawn):
    """Reference and title, kind, state and owner; below, the customer and a standing fact."""

    DEFAULT_CSS = """
    ItemHead { height: auto; background: $background; }
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._item: ItemRow | None = None
        self._me: int | None = None
        self._at = Moment(0, "UTC")
        self._said = ""
        self._is_done = True
        self._others: Sequence[PresenceRow] = ()

    def show(self, item: ItemRow, me: int | None, at: Moment) -> None:
        """Show the head of this item to that person, at that moment."""
        self._item, self._me, self._at = item, me, at
        self.redraw()

    def say(self, text: str, *, is_done: bool = True) -> None:
        """Say in the first row what was done, or is to be known; an empty text takes it away."""
        if (text, is_done) != (self._said, self._is_done):
            self._said, self._is_done = text, is_done
            self.redraw()

    def attend(self, others: Sequence[PresenceRow]) -> None:
        """Say in the second row who else has the item open, and who writes."""
        if others != self._others:
            self._others = others
            self.redraw()

    def draw(self, width: int) -> list[Line]:
        """Two lines, also as long as there is no item; a third on what is late."""
        if self._item is None:
            return [[], []]
        pen, work = self.pen, self._item.work
        title = [pen.ink(f" {work.ref}  ", bold=True), pen.said(work.subject, bold=True)]
        return [
            spread(title, [*(self._done() or self._state()), pen.ink(" ")], width, pen),
            spread(self._whose(), [*self._company(), *self._standing(), pen.ink(" ")], width, pen),
            *self._late(width),
        ]

    def _late(self, width: int) -> list[Line]:
        assert self._item is not None
        pen = self.pen
        line = late_line(self._item, self._at, pen, pen.look.keys.name("item.acknowledge", "Y"))
        return [clip([pen.ink(" "), *line], width - 1, pen.glyphs.cut)] if line else []

    def _done(self) -> Line:
        if not self._said:
            return []
        pen = self.pen
        if not self._is_done:
            return [pen.said(self._said, "muted")]
        return [pen.sign(pen.glyphs.done, "success"), pen.ink(" "), pen.said(self._said)]

    def _state(self) -> Line:
        assert self._item is not None
        pen, work = self.pen, self._item.work
        loud = f"P{work.priority} {PRIORITY_WORDS[work.priority]}"
        if work.kind == "problem":
            facts = [loud, _waiting(self._item) or words(work.state)]
        else:
            channel = f"{words(work.channel)} {_WAYS.get(work.direction, '')}".strip()
            facts = [channel, loud if work.priority != DEFAULT_PRIORITY else "", words(work.state)]
        facts += ["snoozed"] if work.snoozed_until else []
        line = [pen.ink(pen.glyphs.between(*facts), "muted"), pen.dot()]
        if work.owner_id is None:
            return [*line, pen.ink(pen.gate(work.team or pen.glyphs.nobody), "muted")]
        if work.owner_id == self._me:
            return [*line, pen.ink("you")]
        return [*line, pen.said(work.owner or "", "muted")]

    def _whose(self) -> Line:
        assert self._item is not None
        pen, work = self.pen, self._item.work
        line = [pen.ink(" ")]
        if work.customer:
            line.append(pen.said(work.customer))
        if work.contact and work.contact != work.customer:
            line += [pen.dot()] if work.customer else []
            line.append(pen.said(work.contact, "muted"))
        if not work.customer and not work.contact:
            nobody = "(no customer)" if work.kind == "problem" else "(new contact)"
            line.append(pen.ink(nobody, "muted"))
        for tag in work.tags:
            line += [pen.ink("  "), pen.said(f"#{tag}", "muted")]
        return line

    def _company(self) -> Line:
        """Who else is here; the first two of them, those who write before those who read."""
        pen = self.pen
        line: Line = []
        for row in self._others[:_NAMED]:
            name = f"{pen.glyphs.opened}{pen.gate(row.person)}{pen.glyphs.closed}"
            line += [pen.dot()] if line else []
            line += [pen.ink(name), pen.ink(" writes" if row.is_writing else " reads", "muted")]
        more = len(self._others) - _NAMED
        return [*line, pen.ink(f" and {more} more", "muted")] if more > 0 else line

    def _standing(self) -> Line:
        """How it stands to others, else how often the customer had to ask."""
        if self._item is None or self._others:
            return []
        kin = _kin(self._item)
        if kin:
            return [self.pen.ink(kin, "muted")]
        card = self._item.customer
        if card is None or card.contacts_90_days < 2:
            return []
        many = f"{card.contacts_90_days}{'+' if card.contacts_90_days >= _MANY else ''}"
        return [self.pen.ink(f"{many} contacts in 90 days", "muted")]


def _kin(item: ItemRow) -> str:
    """What lies ready for its customer, how late it is, and how it stands to a major problem."""
    told = [f"{item.draft} lies ready"] if item.draft else []
    told += [each for each in (standing_words(item),) if each]
    if item.parent is not None:
        told.append(f"part of {item.parent.ref}")
    elif item.fields.get("major"):
        many = len(item.children)
        parts = f", {many} part{'s' if many > 1 else ''}" if many else ""
        told.append(f"major{parts}")
    return ", ".join(told)


def _waiting(item: ItemRow) -> str:
    """For whom or what a problem waits, behind its state."""
    why = item.fields.get("pending_on") or item.fields.get("held_cause")
    return f"{words(item.work.state)}, {words(str(why))}" if why else ""
