"""A pick list in one line: it filters while you type, matches appear below, `enter` takes one."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from desk.widgets.fields import LineField
from desk.widgets.look import Look
from desk.widgets.matches import Matches, Option, matching


class Picker(Vertical):
    """A field whose value is one of a list; a `live` one comes from whoever hears `Asked`."""

    DEFAULT_CSS = """
    Picker {
        height: auto; width: 1fr;
        & LineField { max-width: 46; }
        &.-open Matches { display: block; }
        &.-taken Matches { display: none; }
    }
    """
    NOTHING: ClassVar[str] = "Nothing in the list has these words."
    """What is said when none of the options matches."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "take",
            "take",
            id="picker.take",
            priority=True,
            tooltip="Take the marked match",
        ),
        Binding(
            "down",
            "move(1)",
            "next match",
            id="picker.down",
            priority=True,
            show=False,
            tooltip="The next match",
        ),
        Binding(
            "up",
            "move(-1)",
            "match before",
            id="picker.up",
            priority=True,
            show=False,
            tooltip="The match before",
        ),
    ]

    class Asked(Message):
        """Something was typed that a live list has to be found for."""

        def __init__(self, picker: "Picker", typed: str) -> None:
            super().__init__()
            self.picker = picker
            self.typed = typed

    class Typed(Message):
        """Something else stands in the field, taken or not."""

    class Taken(Message):
        """An option was taken, or (None) what was taken no longer holds."""

        def __init__(self, picker: "Picker", option: Option | None) -> None:
            super().__init__()
            self.picker = picker
            self.option = option

    def __init__(
        self,
        look: Look,
        options: Sequence[Option] = (),
        *,
        live: bool = False,
        ground: str = "background",
    ) -> None:
        super().__init__()
        self.options = options
        """What can be picked."""
        self._live = live
        self._taken: Option | None = None
        self._offered_for = ""
        self._is_left = False
        self._before: Option | None = None
        """What was taken when the whole list was asked for again."""
        fields_on = "background" if ground == "surface" else "surface"
        tail = "" if live else look.glyphs.more_below
        self.field = LineField(look, tail=tail, ground=fields_on)
        self.matches = Matches(look, ground, rows=5)

    def compose(self) -> ComposeResult:
        """The field, and the matches below it."""
        yield self.field
        yield self.matches

    def on_mount(self) -> None:
        """Show what can be picked at once."""
        self._look_up()

    @property
    def value(self) -> str:
        """The key that was taken; empty when none is."""
        return self._taken.key if self._taken else ""

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self.field.value

    @property
    def is_live(self) -> bool:
        """Whether its list is found anew for what is typed."""
        return self._live

    def offer(self, options: Sequence[Option], typed: str) -> None:
        """The live list for what was typed; nothing is taken from it once something else is."""
        self.options = options
        self._offered_for = typed
        self.matches.show(options)
        self.refresh_bindings()
        if self._is_left:
            self.settle()

    def fill(self, options: Sequence[Option]) -> None:
        """The options, when they come later than the field."""
        self.options = options
        self._look_up()

    def take(self, option: Option) -> None:
        """Take an option, as if it had been picked."""
        self._taken, self._before = option, None
        self.field.value = option.label
        self.field.cursor_position = len(option.label)
        self.add_class("-taken")
        self.post_message(self.Taken(self, option))
        self.refresh_bindings()

    def put(self, key: str) -> None:
        """Take the option of that key, else let the key stand as what was typed.

        Who types then picks another one: nobody typed this just now.
        """
        found = next((option for option in self.options if option.key == key), None)
        if found is not None:
            self.take(found)
        else:
            self.field.value = key
        self.field.select_all()

    def settle(self) -> None:
        """Take the marked match of what is typed; of a live list only what nobody else matches."""
        if self._before is not None and not self.typed:
            self.take(self._before)
        option = self.matches.current
        if self._taken is not None or option is None or not self.typed.strip():
            return
        is_alone = self._offered_for == self.typed and len(self.matches.options) == 1
        if not self._live or (is_alone and option.is_new):
            self.take(option)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter, and forget what was taken when the text is no longer its label."""
        event.stop()
        self.post_message(self.Typed())
        if self._taken is not None:
            if event.value == self._taken.label:
                return
            self._taken = None
            self.remove_class("-taken")
            self.post_message(self.Taken(self, None))
        self._look_up()

    def on_descendant_focus(self) -> None:
        """Show the matches as long as the cursor is in the field."""
        self._is_left = False
        self.add_class("-open")

    def on_descendant_blur(self) -> None:
        """Leaving takes what was begun; of a live list that is on its way, when it comes."""
        self._is_left = True
        self.remove_class("-open")
        self.settle()

    def on_matches_clicked(self, event: Matches.Clicked) -> None:
        """Take what was clicked on."""
        event.stop()
        self.action_take()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of the matches live while there are any; a fixed list is shown again by a move."""
        if action == "move" and self._taken is not None:
            return not self._live and len(self.options) > 1
        if action in ("take", "move"):
            return self._taken is None and self.matches.current is not None
        return True

    def action_take(self) -> None:
        """Take the marked match, unless the list is still the one for fewer letters."""
        is_stale = self._live and self._offered_for != self.typed
        if self.matches.current and not is_stale:
            self.take(self.matches.current)

    def action_move(self, by: int) -> None:
        """Mark the next match, or the one before; of a list that was taken from, show all."""
        if self._taken is not None:
            self._show_all(self._taken, by)
            return
        self.matches.show(self.matches.options, self.matches.place + by)
        self.refresh_bindings()

    def _show_all(self, taken: Option, by: int) -> None:
        """Offer the whole list again, from what was taken from it."""
        self._taken, self._before = None, taken
        self.remove_class("-taken")
        with self.prevent(Input.Changed):
            self.field.value = ""
        places = [n for n, each in enumerate(self.options) if each.key == taken.key]
        self.matches.show(self.options, (places or [0])[0] + by)
        self.refresh_bindings()

    def _look_up(self) -> None:
        if self._live:
            self.post_message(self.Asked(self, self.typed))
        else:
            self.matches.nothing = self.NOTHING if self.options else ""
            self.matches.show(matching(self.options, self.typed))
            self.refresh_bindings()
