"""What an item is tied to: promises, links, what was merged; each can be opened, kept or undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from desk.errors import DeskError
from desk.rows.items import ItemRow, LinkRow, PromiseRow
from desk.rows.work import WorkRow
from desk.rules.times import near_moment
from desk.rules.vocabulary import words
from desk.screens.base import Deeds, Seat
from desk.screens.helping import HELP_KEY
from desk.screens.standing import against
from desk.widgets.drawn import Drawn, Line
from desk.widgets.entries import Entries, Entry
from desk.widgets.form import sentence
from desk.widgets.key_line import KeyLine, hints_of
from desk.widgets.sheet import ListWide, Rule, sheet_width

_ROWS = 12


class Chosen(NamedTuple):
    """What is to be done next: on which item, and with which values when none are asked for."""

    action: str
    ref: str
    values: dict[str, str]
    is_asked: bool = False


class Nothing(Drawn):
    """One line in place of a list."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat.look, "surface")
        self._text = ""

    def say(self, text: str) -> None:
        """Say this; nothing takes the line away."""
        self._text = text
        self.redraw()

    def draw(self, width: int) -> list[Line]:
        """The line, when there is one."""
        if not self._text:
            return []
        text = self.pen.look.keys.in_words(self._text, self.screen)
        return [[self.pen.ink(" "), self.pen.said(text, "muted")]]


class LinksSheet(Deeds, ListWide, ModalScreen[Chosen | None]):
    """Answers with what is to be done next."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        HELP_KEY,
        Binding("enter", "take", "open", id="links.take", tooltip="Open it; keep the promise"),
        Binding("l", "ask('link')", "link", id="links.link", tooltip="Link to another item"),
        Binding("h", "ask('promise')", "promise", id="links.promise", tooltip="Promise something"),
        Binding("m", "ask('merge')", "merge", id="links.merge", tooltip="Merge into another item"),
        Binding("n", "ask('follow-up')", "follow-up", id="links.new", tooltip="Log a follow-up"),
        Binding("p", "ask('join')", "join", id="links.join", tooltip="Join a major problem"),
        Binding("x", "part", "take off", id="links.part", tooltip="Unlink, or take a merge back"),
        Binding("escape,o", "leave", "back", id="links.leave", tooltip="Back to the item"),
        Binding("j,down", "move(1)", "next", show=False, id="links.next", tooltip="The next one"),
        Binding("k,up", "move(-1)", "back", show=False, id="links.back", tooltip="The one before"),
    ]

    def __init__(self, seat: Seat, row: WorkRow) -> None:
        super().__init__()
        self.seat = seat
        self._row = row
        self.is_ready = False
        self._open: set[str] = set()
        """Numbers of the promises that are still to be kept."""
        self._rule = Rule(seat.look)
        self._entries = Entries(seat.look, _ROWS)
        self._nothing = Nothing(seat)
        self._keys = KeyLine(seat.look)

    def compose(self) -> ComposeResult:
        """The rule, what there is, the keys."""
        with Vertical(id="sheet"):
            yield self._rule
            yield self._entries
            yield self._nothing
        yield self._keys

    def on_mount(self) -> None:
        """Read the item, and show what it is tied to."""
        pen = self._rule.pen
        title = pen.ink(f"Links and promises of {self._row.ref}", bold=True)
        self._rule.show([title], [pen.said(self._row.subject, "muted")])
        self.query_one("#sheet").styles.width = sheet_width(self.app.size.width)
        self.bindings_updated_signal.subscribe(self, lambda _: self._show_keys())
        self._entries.display = False
        self._load()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What there is nothing for has no key, nor what the kind of item does not know."""
        if action == "ask" and against(str(parameters[0]), self._row, self.seat.actor):
            return False
        chosen = {"take": self._taken, "part": self._parted}.get(action)
        return True if chosen is None else chosen() is not None

    def on_entries_clicked(self, event: Entries.Clicked) -> None:
        """Take what was clicked on."""
        event.stop()
        self.action_take()

    def action_move(self, by: int) -> None:
        """Go to another entry."""
        self._entries.move(by)
        self.refresh_bindings()

    def action_take(self) -> None:
        """Open the item under the cursor, or keep the promise."""
        self.dismiss(self._taken())

    def action_part(self) -> None:
        """Take the link off, or the merge back."""
        self.dismiss(self._parted())

    def action_ask(self, action: str) -> None:
        """Go on with a sheet that asks for what is needed."""
        self.dismiss(Chosen(action, self._row.ref, {}, is_asked=True))

    def action_leave(self) -> None:
        """Back to where it was asked."""
        self.dismiss(None)

    @work(group="load", exit_on_error=False)
    async def _load(self) -> None:
        desk, actor, ref = self.seat.desk, self.seat.actor, self._row.ref
        try:
            item = await self.read(lambda: desk.trail.item(actor, ref))
        except DeskError as error:
            self._nothing.say(sentence(error))
            return
        finally:
            self.is_ready = True
        now, zone = desk.clock.now(), actor.zone
        self._open = {str(each.number) for each in item.promises if each.state == "running"}
        found = [*_promises(item, now, zone), *_ties(item)]
        self._entries.show(found)
        self._entries.display, self._nothing.display = bool(found), not found
        self._nothing.say("Nothing yet: l links it, h promises something.")
        self.refresh_bindings()

    def _taken(self) -> Chosen | None:
        entry = self._entries.current
        if entry is None:
            return None
        kind, _, rest = entry.key.partition(":")
        if kind == "promise":
            is_open = rest in self._open
            return Chosen("keep", self._row.ref, {"promise": rest}) if is_open else None
        return Chosen("open", rest, {})

    def _parted(self) -> Chosen | None:
        entry = self._entries.current
        kind, _, rest = entry.key.partition(":") if entry else ("", "", "")
        match kind:
            case "link":
                return Chosen("unlink", self._row.ref, {"to": rest})
            case "from":
                return Chosen("unmerge", rest, {})
            case "parent":
                return Chosen("leave", self._row.ref, {})
            case "part":
                return Chosen("leave", rest, {})
            case _:
                return None

    def _show_keys(self) -> None:
        entry = self._entries.current
        is_promise = entry is not None and entry.key.startswith("promise:")
        hints = hints_of(self)
        if is_promise:
            hints = [
                hint._replace(verb="keep it") if hint.verb == "open" else hint for hint in hints
            ]
        self._keys.show(hints)


def _promises(item: ItemRow, now: int, zone: str) -> Iterator[Entry]:
    for promise in item.promises:
        yield Entry(
            f"promise:{promise.number}", "promise", "", promise.text, _when(promise, now, zone)
        )


def _when(promise: PromiseRow, now: int, zone: str) -> str:
    if promise.kept is not None:
        return f"kept {near_moment(promise.kept, zone, now)}"
    if promise.state == "cancelled":
        return "fell away"
    return f"for {near_moment(promise.due, zone, now)}"


def _ties(item: ItemRow) -> Iterator[Entry]:
    if item.parent is not None:
        yield _tie("parent", "part of", item.parent)
    for part in item.children:
        yield _tie("part", "has the part", part)
    for link in item.links:
        kind = "from" if link.relation == "merged" else "link"
        yield _tie(kind, words(link.relation), link)


def _tie(kind: str, relation: str, link: LinkRow) -> Entry:
    return Entry(f"{kind}:{link.ref}", relation, link.ref, link.subject, words(link.state))
