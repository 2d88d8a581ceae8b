"""What somebody is told, a line each; the same about several items in one line."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.strip import Strip

from desk.rows.alerts import AlertRow, Outlook
from desk.rules.alerts import gathered, sentence_of
from desk.rules.outlook import AHEAD, sentence
from desk.rules.plain_text import cells, fit
from desk.rules.times import short_moment
from desk.terminal.glyphs import Glyphs
from desk.widgets.drawn import Line, Pen, joined
from desk.widgets.empty import broken
from desk.widgets.look import Look
from desk.widgets.short_list import ShortList

_TIME, _REF = 5, 10
_LEAST_TEXT = 8

Group = tuple[AlertRow, ...]


class Sign(NamedTuple):
    """What stands before a notice: a sign of `Glyphs` by its name, and its token."""

    glyph: str
    token: str


SIGNS: Mapping[str, Sign] = {
    "overdue3": Sign("breached", "danger"),
    "overdue2": Sign("breached", "danger"),
    "breached": Sign("breached", "danger"),
    "jeopardy": Sign("jeopardy", "warning"),
    AHEAD: Sign("jeopardy", "warning"),
    "warning": Sign("warning", "warning"),
    "watch": Sign("watch", "muted"),
    "reminder": Sign("warning", "warning"),
    "escalated": Sign("jeopardy", "warning"),
    "undelivered": Sign("went_out", "danger"),
    "late": Sign("went_out", "muted"),
    "acknowledged": Sign("done", "success"),
}
"""By the reason; what people wrote and gave one has the sign of what came in."""
_CAME_IN = Sign("came_in", "accent")


def sign_of(why: str, glyphs: Glyphs) -> tuple[str, str]:
    """The sign of a reason, and its token."""
    name, token = SIGNS.get(why, _CAME_IN)
    return str(getattr(glyphs, name)), token


def line_of(group: Sequence[AlertRow]) -> str:
    """What a line says: the text of one, the sentence on several."""
    if len(group) > 1:
        return sentence_of(group[0].why, len({row.item for row in group}))
    text = group[0].text
    return text[:1].upper() + text[1:] if group[0].why in SIGNS else text


def outlook_sentence(outlook: Outlook, zone: str) -> str:
    """What lies ahead in a sentence."""
    rows = outlook.rows
    refs = [row.ref for row in rows]
    return sentence(refs, rows[0].at, outlook.until, zone, is_cut=outlook.is_cut)


class NewsList(ShortList):
    """It is given what somebody is told and says where the cursor is; it reads nothing itself.

    Above it stands what lies ahead, which is kept nowhere: it is never read, and has no number.
    """

    DEFAULT_CSS = "NewsList { height: 3; width: 1fr; background: $surface; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", tooltip="Open the item, or unfold several", id="list.open")
    ]
    head = 0

    def __init__(self, look: Look, zone: str, now: int) -> None:
        super().__init__(look)
        self.groups: list[Group] = []
        self.empty: tuple[str, ...] = ()
        """What is said in place of lines when there are none."""
        self._zone, self._now = zone, now
        self._pens = Pen(look, "surface"), Pen(look, "cursor")
        self._time, self._ref = _TIME, _REF
        self._said_ahead = ""
        """The sentence on all that lies ahead."""

    @property
    def current(self) -> Group:
        """What the cursor stands on; nothing in an empty list."""
        return self.groups[self.place] if self.groups else ()

    @property
    def is_on_outlook(self) -> bool:
        """Whether the cursor is on what lies ahead."""
        return bool(self.groups) and self.groups[self.place][0].why == AHEAD

    def show(
        self, rows: Sequence[AlertRow], unfolded: Collection[int], now: int, outlook: Outlook
    ) -> None:
        """Show these; the cursor stays on what it is on, and on its line."""
        here, line = self.current, self.line - self.top
        before = self._in_sight()
        self._now = now
        newest = sorted(rows, key=lambda row: row.at, reverse=True)
        groups = [*self._ahead(outlook), *gathered(newest, now)]
        self.groups = [part for group in groups for part in _folded(group, unfolded)]
        self.many = len(self.groups)
        self.stops = range(self.many)
        ids = {row.id for row in here}
        found = [n for n, group in enumerate(self.groups) if ids & {row.id for row in group}]
        self.place = found[0] if found else self.place
        self.settle()
        if self.stops and found:
            self.top = self.place - line
            self.settle()
        self._fit()
        for y, (old, new) in enumerate(zip(before, self._in_sight(), strict=True)):
            if old != new:
                self.refresh(Region(0, y, self.size.width, 1))
        self.post_message(self.Moved())

    def _ahead(self, outlook: Outlook) -> list[Group]:
        """What lies ahead, as one group; nothing when nothing does."""
        if not outlook.rows:
            return []
        zone = self._zone
        said = outlook_sentence(outlook, zone)
        if said != self._said_ahead:
            self._said_ahead = said
            self.refresh()
        return [
            tuple(
                AlertRow(
                    -row.id,
                    row.at,
                    row.ref,
                    row.subject,
                    AHEAD,
                    sentence([row.ref], row.at, outlook.until, zone),
                    is_read=False,
                    item=row.id,
                )
                for row in outlook.rows
            )
        ]

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        line = self.top + y
        pen = self._pens[line == self.line]
        if line < len(self.groups):
            runs = self._row(self.groups[line], pen, has_cursor=line == self.line)
        else:
            runs = self._nothing(y) if not self.groups else []
        ground = self.look.palette.ink("text", pen.ground)
        return Strip(joined(runs)).adjust_cell_length(self.size.width, ground).simplify()

    def _nothing(self, y: int) -> Line:
        """A line of what an empty list says."""
        keys = self.look.keys
        said = [keys.in_words(line, self.screen) for line in self.empty]
        lines = broken(said, self.size.width - 2)
        return [self._pens[0].ink(f" {lines[y][0]}", "muted")] if y < len(lines) else []

    def _row(self, group: Group, pen: Pen, *, has_cursor: bool) -> Line:
        newest, is_new = group[0], not all(row.is_read for row in group)
        sign, token = sign_of(newest.why, pen.glyphs)
        at = short_moment(newest.at, self._zone, self._now)
        room = self.size.width - 3 - self._time - 2 - 2 - self._ref - 1
        return [
            pen.sign(pen.glyphs.cursor if has_cursor else " ", "accent"),
            pen.sign(f"{sign} ", token),
            pen.ink(fit(at, self._time, right=True), "muted"),
            *_said(self._line_of(group), _about(group), pen, max(_LEAST_TEXT, room), is_new=is_new),
            pen.ink(fit(_refs(group), self._ref, pen.glyphs.cut) + " ", "muted"),
        ]

    def _line_of(self, group: Group) -> str:
        is_outlook = len(group) > 1 and group[0].why == AHEAD
        return self._said_ahead if is_outlook else line_of(group)

    def _fit(self) -> None:
        """Columns as wide as what stands in them."""
        times = (short_moment(group[0].at, self._zone, self._now) for group in self.groups)
        widest = (
            max((_TIME, *map(cells, times))),
            max((_REF, *(len(_refs(group)) for group in self.groups))),
        )
        if widest != (self._time, self._ref):
            self._time, self._ref = widest
            self.refresh()

    def _in_sight(self) -> list[tuple[Group, bool]]:
        """What each line in sight shows."""
        lines = range(self.top, self.top + self.height)
        return [
            (self.groups[line] if line < len(self.groups) else (), line == self.line)
            for line in lines
        ]


def _folded(group: Group, unfolded: Collection[int]) -> list[Group]:
    """The group as one line, or as its rows where somebody unfolded it."""
    if len(group) > 1 and any(row.id in unfolded for row in group):
        return [(row,) for row in group]
    return [group]


def _said(line: str, about: str, pen: Pen, room: int, *, is_new: bool) -> Line:
    """What is told and, where there is room for it, what the item is about."""
    text = fit(pen.gate(line), room, pen.glyphs.cut)
    said = text.rstrip()
    rest = room - cells(said) - 2
    if rest < _LEAST_TEXT or not about:
        return [pen.ink(f"  {text}  ", bold=is_new)]
    aside = fit(pen.gate(about), rest, pen.glyphs.cut)
    return [pen.ink(f"  {said}", bold=is_new), pen.ink(f"  {aside}  ", "muted")]


def _about(group: Group) -> str:
    """The subject of the one item a line is about; nothing where people's own words stand."""
    is_one = len({row.ref for row in group}) == 1 and group[0].why in SIGNS
    return group[0].subject if is_one else ""


def _refs(group: Group) -> str:
    """The reference, and how many there are besides."""
    refs = [*dict.fromkeys(row.ref for row in group)]
    return refs[0] if len(refs) == 1 else f"{refs[0]} +{len(refs) - 1}"
