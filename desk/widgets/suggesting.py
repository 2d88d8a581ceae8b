"""Pick lists whose field may also hold what none of their lines says."""

from collections.abc import Sequence

from textual.widgets import Input

from desk.widgets.look import Look
from desk.widgets.matches import Option
from desk.widgets.picker import Picker


class Suggesting(Picker):
    """Offers what is often wanted; whatever else is typed counts as it stands."""

    NOTHING = ""

    def __init__(
        self, look: Look, options: Sequence[Option] = (), *, live: bool = False, ground: str
    ) -> None:
        super().__init__(look, options, live=live, ground=ground)

    @property
    def value(self) -> str:
        """What was taken, else what was typed."""
        return super().value or self.typed.strip()

    def settle(self) -> None:
        """What was typed in full is not exchanged for a line that begins like it."""

    def on_input_changed(self, event: Input.Changed) -> None:
        """Every letter makes another value."""
        if not super().value:
            self.post_message(self.Taken(self, None))


class WorkPicker(Suggesting):
    """Finds an item of work while its reference, its words or its customer are typed."""

    def __init__(self, look: Look, *, ground: str) -> None:
        super().__init__(look, live=True, ground=ground)
