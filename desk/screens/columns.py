"""Which columns the list shows: marked one by one, in the order in which they are marked."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from desk.rules.list_columns import FIXED, LIST_COLUMNS, STANDARD
from desk.screens.base import Offer, Seat
from desk.screens.palette import PaletteScreen
from desk.widgets.key_line import KeyHint


class ColumnsScreen(PaletteScreen):
    """Answers with the names of the columns, parted by commas."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s", "show_these", "show these", id="columns.show", priority=True,
            tooltip="Show the columns that are marked",
        ),
        Binding(
            "f5", "standard", "as usual", id="columns.standard", priority=True,
            tooltip="Mark the columns that a list shows by itself",
        ),
    ]  # fmt: skip

    def __init__(self, seat: Seat, columns: tuple[str, ...]) -> None:
        self._chosen = [*columns]
        rest = [name for name in LIST_COLUMNS if name not in columns]
        offers = [Offer(name, LIST_COLUMNS[name].title) for name in [*columns, *rest]]
        super().__init__(seat, "Columns of the list", offers)
        self._done = seat.look.glyphs.done

    def on_mount(self) -> None:
        """Mark those that are shown."""
        self._show_marks()

    def hints(self) -> list[KeyHint]:
        """Show, turn, as usual."""
        return [
            *(KeyHint("ctrl+s", "show these"), KeyHint("enter", "on or off")),
            *(KeyHint("f5", "as usual"), KeyHint("esc", "leave")),
        ]

    def action_take(self) -> None:
        """Mark the column under the cursor, or take its mark off."""
        current = self._matches.current
        if current is None:
            return
        if current.key in FIXED:
            self.tell(f"{current.label} is always shown")
            return
        self.tell("")
        if current.key in self._chosen:
            self._chosen.remove(current.key)
        else:
            self._chosen.append(current.key)
        self._show_marks()

    def action_standard(self) -> None:
        """Mark the usual ones."""
        self._chosen = [*STANDARD]
        self._show_marks()

    def action_show_these(self) -> None:
        """Answer with the columns."""
        self.dismiss(",".join(self._chosen))

    def _show_marks(self) -> None:
        for place, option in enumerate(self.options):
            sign = self._done if option.key in self._chosen else " "
            note = "always" if option.key in FIXED else ""
            self.options[place] = option._replace(aside=sign, note=note)
        self._matches.show(self.found(self._field.value), self._matches.place)
