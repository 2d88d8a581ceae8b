"""What somebody is told: the list of it, the newest first, new until it is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from desk.errors import DeskError
from desk.rows.alerts import AlertPage, AlertRow, AlertWish, Outlook
from desk.screens.base import Deeds, Refused, Seat
from desk.screens.helping import HELP_KEY
from desk.widgets.fields import LineField
from desk.widgets.key_line import KeyHint, KeyLine, hints_of
from desk.widgets.news_list import NewsList
from desk.widgets.sheet import ListWide, Rule, sheet_width
from desk.widgets.short_list import ShortList

_CAP = 1000
_NEAR = 20
"""How close to the last line the next page is read."""
_NEW = "new"
"""The word of a filter that leaves out what was read."""
_LEAST = 4
JEOPARDY = "desk:jeopardy"
"""The answer of the list when not one item is wanted but all that is late or will be."""
_LATE = "what is late"
_PLAIN = AlertWish()
_NO_OUTLOOK = Outlook(0)
_NOTHING = (
    "Nothing yet. You are told when a clock of yours runs out, what others do on a problem you"
    " follow, when a note names you with @, when something is given to you.",
)
_FITS_NOTHING = ("Nothing fits the filter.", "/ changes it, esc takes it away.")


class _Read(NamedTuple):
    """What was read for the list."""

    page: AlertPage
    unread: int
    many: int
    newest: int
    outlook: Outlook


class NewsSheet(Deeds, ListWide, ModalScreen[str | None]):
    """Answers with the reference of the item to open, or with `JEOPARDY`."""

    CSS_PATH = "news.tcss"
    AUTO_FOCUS = "NewsList"
    BINDINGS: ClassVar[list[BindingType]] = [
        HELP_KEY,
        Binding("d", "read", "read", id="news.read", tooltip="Mark it read, or as new again"),
        Binding("asterisk", "read_all", "all read", id="news.read_all", tooltip="Mark all read"),
        Binding(
            "J",
            f"dismiss('{JEOPARDY}')",
            _LATE,
            id="desk.jeopardy",
            tooltip="What is late, or will be",
        ),
        Binding("slash", "filter", "filter", id="news.filter", tooltip="Words, or: new"),
        Binding(
            "escape", "leave", "back", id="news.leave", tooltip="Clear the filter, else go back"
        ),
        Binding("exclamation_mark", "close", show=False, id="desk.news", tooltip="Back"),
    ]

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.seat = seat
        self.is_ready = False
        look = seat.look
        self._rule = Rule(look)
        self._field = LineField(look)
        self._list = NewsList(look, seat.actor.zone, seat.desk.clock.now())
        self._keys = KeyLine(look)
        self._rows: tuple[AlertRow, ...] = ()
        self._is_last = True
        self._newest = 0
        self._unfolded: set[int] = set()
        self._wish = _PLAIN
        self._outlook = _NO_OUTLOOK

    def compose(self) -> ComposeResult:
        """The rule, the filter when one is typed, what there is, the keys."""
        with Vertical(id="sheet"):
            yield self._rule
            yield self._field
            yield self._list
        yield self._keys

    def on_mount(self) -> None:
        """Read the first page."""
        self.query_one("#sheet").styles.width = sheet_width(self.app.size.width)
        self._field.display = False
        self._rule.show([self._rule.pen.ink("Notices", bold=True)])
        self.bindings_updated_signal.subscribe(self, lambda _: self._show_keys())
        self.load()

    def hear_news(self) -> bool:
        """It is read again."""
        self.load()
        return True

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits what is typed."""
        event.stop()
        words = event.value.split()
        self._wish = AlertWish(tuple(word for word in words if word != _NEW), _NEW in words)
        self.load(afresh=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on in the list."""
        event.stop()
        self._field.display = bool(self._field.value.strip())
        self._list.focus()

    @on(ShortList.Moved)
    def _moved(self, event: ShortList.Moved) -> None:
        """Read on in time; the keys are those of where the cursor is."""
        event.stop()
        self._show_keys()
        if not self._is_last and self._list.place > len(self._list.groups) - _NEAR:
            self._read_on()

    @on(ShortList.Opened)
    def _opened(self, event: ShortList.Opened) -> None:
        """Open the item; several are unfolded first."""
        event.stop()
        group = self._list.current
        if len({row.ref for row in group}) > 1:
            self._unfolded.update(row.id for row in group)
            self._show()
        elif group:
            if not self._list.is_on_outlook:
                self._mark([row.id for row in group if not row.is_read], is_read=True)
            self.dismiss(group[0].ref)

    def action_read(self) -> None:
        """Mark what the cursor is on as read and go on; what was read is new again."""
        group = self._list.current
        is_read = not all(row.is_read for row in group)
        if group and not self._list.is_on_outlook:
            self._mark([row.id for row in group], is_read=is_read)
            self._list.action_move(1 if is_read else 0)

    def action_read_all(self) -> None:
        """Mark everything as read, also what is not listed."""
        desk, actor = self.seat.desk, self.seat.actor
        newest = self._newest
        self._rows = tuple(row._replace(is_read=True) for row in self._rows)
        self._show()
        self._do(lambda: desk.news.read(actor, newest))

    def action_filter(self) -> None:
        """Type what to look for."""
        self._field.display = True
        self._field.focus()

    def action_leave(self) -> None:
        """Take the filter away, else go back."""
        if not self._field.display:
            self.dismiss(None)
            return
        self._field.value = ""
        self._field.display = False
        self._list.focus()

    def action_close(self) -> None:
        """Back, by the key that led here."""
        self.dismiss(None)

    @work(group="load", exclusive=True, exit_on_error=False)
    async def load(self, *, afresh: bool = False) -> None:
        """Read the list again, as far as it is shown."""
        desk, actor, wish = self.seat.desk, self.seat.actor, self._wish
        many = max(50, 0 if afresh else len(self._rows))

        def reading() -> _Read:
            page = desk.alerts.page(actor, wish, many=many)
            outlook = desk.alerts.outlook(actor) if wish == _PLAIN else _NO_OUTLOOK
            return _Read(page, *desk.alerts.counts(actor), desk.alerts.newest(actor), outlook)

        try:
            found = await self.read(reading)
        except DeskError as error:
            self.app.post_message(Refused(error.message, error.next_step))
            return
        finally:
            self.is_ready = True
        self._rows, self._is_last = found.page
        self._newest, self._outlook = found.newest, found.outlook
        self._list.empty = _FITS_NOTHING if self._wish != _PLAIN else _NOTHING
        self._count(found)
        self._show()

    @work(group="more", exclusive=True, exit_on_error=False)
    async def _read_on(self) -> None:
        desk, actor, wish = self.seat.desk, self.seat.actor, self._wish
        oldest = self._rows[-1].place if self._rows else None
        page = await self.read(lambda: desk.alerts.page(actor, wish, oldest))
        if wish == self._wish and self._rows and self._rows[-1].place == oldest:
            self._rows, self._is_last = (*self._rows, *page.rows), page.is_last
            self._show()

    @work(group="mark", exit_on_error=False)
    async def _do(self, use_case: Callable[[], object]) -> None:
        try:
            await self.write(use_case)
        except Exception as error:  # noqa: BLE001 - the one funnel of a sheet
            self.app.post_message(self.refusal(error))
        if self.is_attached:
            self.load()

    def _mark(self, ids: list[int], *, is_read: bool) -> None:
        desk, actor = self.seat.desk, self.seat.actor
        marked = set(ids)
        self._rows = tuple(
            row._replace(is_read=is_read) if row.id in marked else row for row in self._rows
        )
        self._unfolded -= set() if is_read else marked
        self._show()
        self._do(lambda: desk.news.mark(actor, ids, is_read=is_read))

    def _show(self) -> None:
        most = max(_LEAST, self.app.size.height // 2 - 2)
        now = self.seat.desk.clock.now()
        self._list.show(self._rows, self._unfolded, now, self._outlook)
        height = min(most, max(_LEAST, len(self._list.groups)))
        if self._list.styles.height is None or self._list.styles.height.value < height:
            self._list.styles.height = height

    def _count(self, found: _Read) -> None:
        pen = self._rule.pen
        of = f"{_capped(found.unread)} new of {_capped(found.many)}"
        title, aside = [pen.ink("Notices", bold=True)], [pen.ink(of, "muted")]
        self._rule.show(title, aside if found.many else None)

    def _show_keys(self) -> None:
        """The keys, by what they do to what the cursor is on."""
        group = self._list.current
        is_old = bool(group) and all(row.is_read for row in group)
        verbs = {"read": "new again" if is_old else "read"}
        hints = [hint._replace(verb=verbs.get(hint.verb, hint.verb)) for hint in hints_of(self)]
        several = len({row.ref for row in group}) > 1
        opening = [KeyHint("enter", "unfold" if several else "open")] if group else []
        if self._list.is_on_outlook:
            hints = [hint for hint in hints if hint.verb not in ("read", "new again")]
        else:
            hints = [hint for hint in hints if hint.verb != _LATE]
        if not self._rows:
            hints = [hint for hint in hints if hint.key in ("esc", "/") or hint.verb == _LATE]
        self._keys.show([*opening, *hints], "f1" if self._field.has_focus else "?")


def _capped(many: int) -> str:
    return f"{_CAP:,}+" if many > _CAP else f"{many:,}"
