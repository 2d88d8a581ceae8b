"""The two rows at the head of an item: what it is, who has it, whose it is."""

from desk.rows.items import ItemRow
from desk.rules.vocabulary import DEFAULT_PRIORITY, PRIORITY_WORDS, words
from desk.widgets.drawn import Drawn, Line, spread
from desk.widgets.look import Look

_WAYS = {"inbound": "in", "outbound": "out"}
_MANY = 100


class ItemHead(Drawn):
    """Reference and title, kind, state and owner; below, the customer and a standing fact."""

    DEFAULT_CSS = """
    ItemHead { height: 2; background: $background; }
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._item: ItemRow | None = None
        self._me: int | None = None
        self._said = ""

    def show(self, item: ItemRow, me: int | None) -> None:
        """Show the head of this item to that person."""
        self._item, self._me = item, me
        self.redraw()

    def say(self, text: str) -> None:
        """Say in the first row what was just done; an empty text takes it away."""
        if text != self._said:
            self._said = text
            self.redraw()

    def draw(self, width: int) -> list[Line]:
        """Two lines, also as long as there is no item."""
        if self._item is None:
            return [[], []]
        pen, work = self.pen, self._item.work
        title = [pen.ink(f" {work.ref}  ", bold=True), pen.said(work.subject, bold=True)]
        return [
            spread(title, [*(self._done() or self._state()), pen.ink(" ")], width, pen),
            spread(self._whose(), [pen.ink(self._standing(), "muted"), pen.ink(" ")], width, pen),
        ]

    def _done(self) -> Line:
        if not self._said:
            return []
        pen = self.pen
        return [pen.sign(pen.glyphs.done, "success"), pen.ink(" "), pen.said(self._said)]

    def _state(self) -> Line:
        assert self._item is not None
        pen, work = self.pen, self._item.work
        channel = f"{words(work.channel)} {_WAYS.get(work.direction, '')}".strip()
        loud = f"P{work.priority} {PRIORITY_WORDS[work.priority]}"
        facts = [channel, loud if work.priority != DEFAULT_PRIORITY else "", words(work.state)]
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
            line.append(pen.ink("(new contact)", "muted"))
        for tag in work.tags:
            line += [pen.ink("  "), pen.said(f"#{tag}", "muted")]
        return line

    def _standing(self) -> str:
        """What the customer's record says about how often they had to ask."""
        card = self._item.customer if self._item else None
        if card is None or card.contacts_90_days < 2:
            return ""
        many = f"{card.contacts_90_days}{'+' if card.contacts_90_days >= _MANY else ''}"
        return f"{many} contacts in 90 days"
