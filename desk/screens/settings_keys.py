"""What the keys of the settings do: into a group, a sheet for an object, back again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType

from desk.errors import DeskError, NothingToDo
from desk.rows.work import Counters
from desk.rules.permissions import not_allowed
from desk.rules.settings_shape import GROUPS, Group, group_of
from desk.screens.base import Offer, Seat
from desk.screens.frame import FramedScreen
from desk.screens.people_forms import Asked, Told
from desk.screens.settings_finding import FindingScreen
from desk.screens.settings_forms import Source, going_form, key_form, new_form, object_form
from desk.screens.settings_lines import group_lines, object_lines
from desk.widgets.settings_list import SettingLine, SettingsList
from desk.widgets.status_line import StatusLine

_OFFERS = {
    "open": ("Change this setting", "enter"),
    "new": ("Add another one", "n"),
    "gone": ("Take it away", "x"),
    "find": ("Find a setting by its words", "/"),
}
_TO_CHANGE = "change settings of the desk"


class Shown(NamedTuple):
    """What the screen reads."""

    source: Source
    bindings: Mapping[str, tuple[str, str]]
    counters: Counters


class SettingsKeys(FramedScreen[Shown]):
    """The list of settings, and what is done with them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "new", id="settings.new", tooltip="Add another one"),
        Binding("x", "gone", "take away", id="settings.gone", tooltip="Take it away"),
        Binding("slash", "find", "find", id="settings.find", tooltip="Find one by its words"),
        Binding("escape", "back", "back", id="settings.back", tooltip="Back, and out of them"),
    ]

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.status = StatusLine(seat.look, has_choice=False)
        self.list = SettingsList(seat.look)
        self.group: Group | None = None
        self._shown: Shown | None = None

    @property
    def _refusal(self) -> DeskError | None:
        """Why the store's settings are not changed from here."""
        return self.seat.desk.barred or not_allowed(self.seat.actor, "settings.write", _TO_CHANGE)

    def barred(self, action: str) -> DeskError | None:
        """Why a key cannot act now."""
        group = self.group
        if action == "new" and (group is None or not group.named or not group.comes):
            return NothingToDo("Nothing can be added here", "enter goes into a group of several.")
        if action == "gone" and (group is None or not group.goes or not self.list.lines):
            return NothingToDo("This stays", "enter changes it.")
        if action in ("new", "gone") and group is not None and not group.is_own:
            return self._refusal
        return super().barred(action)

    def offers(self) -> list[Offer]:
        """What can be done here."""
        return [
            Offer(name, title, "", key)
            for name, (title, key) in _OFFERS.items()
            if self.barred(name) is None
        ]

    def take(self, key: str) -> None:
        """Do what was offered."""
        if key in _OFFERS:
            getattr(self, f"action_{key}")()
        else:
            super().take(key)

    def action_open(self) -> None:
        """Go into a group, or ask for what stands under the cursor."""
        line = self.list.current
        if line is None or self._shown is None:
            return
        if self.group is None and group_of(line.key).named:
            self._go_into(group_of(line.key))
        else:
            group = self.group or group_of(line.key)
            self._ask(group, self._form_of(group, line.key if self.group else ""))

    def action_new(self) -> None:
        """Add another object to the group."""
        reason = self.barred("new")
        if reason is not None or self.group is None or self._shown is None:
            self.refuse(reason or NothingToDo("There is nothing yet"))
            return
        self._ask(self.group, new_form(self._shown.source, self.group))

    def action_gone(self) -> None:
        """Take the object under the cursor away, after a look at what goes."""
        reason, line = self.barred("gone"), self.list.current
        if reason is not None or self.group is None or line is None or self._shown is None:
            self.refuse(reason or NothingToDo("There is nothing here"))
            return
        self._ask(self.group, going_form(self._shown.source, self.group, line.key))

    def action_find(self) -> None:
        """Find a setting by its words, in any group."""
        if self._shown is None:
            return
        offers = [
            Offer(f"{group.table}\n{line.key}", f"{group.title}  {line.title}", line.said)
            for group in GROUPS
            for line in self._lines_of(group)
        ]
        about = {group.table: f"{group.about} {_labels(group)}" for group in GROUPS}
        self.app.push_screen(FindingScreen(self.seat, offers, about), self._found)

    def _found(self, key: str | None) -> None:
        if key is None:
            return
        table, _, name = key.partition("\n")
        group = group_of(table)
        if group.named:
            self._go_into(group, name)
        else:
            self.group = None
            self._lay_out(table)
        self.action_open()

    def _go_into(self, group: Group, at: str = "") -> None:
        self.group = group
        self.list.place = 0
        self._lay_out(at)

    def _form_of(self, group: Group, name: str) -> Asked:
        assert self._shown is not None
        source = self._shown.source
        if group.table == "keys":
            own, does = self._shown.bindings[name]
            return key_form(source, name, own, does)
        return object_form(source, group, name, source.book.objects(group)[name])

    def _ask(self, group: Group, asked: Asked) -> None:
        """Ask on a sheet; say why not where that is so."""
        reason = None if group.is_own else self._refusal
        if reason is not None:
            self.refuse(reason)
            return
        from desk.screens.people_sheet import PeopleSheet

        self.app.push_screen(
            PeopleSheet(self.seat, asked), lambda told: self._tell(group, asked, told)
        )

    def _tell(self, group: Group, asked: Asked, told: Told | None) -> None:
        if told is None:
            return
        said = f"{asked.said} {told.name or group.title}"
        after = told.effects[0] if told.effects else ""
        if group.is_own:
            after = "It holds from the next opening."
        self.say(self.seat.look.glyphs.between(said, after) if after else said)
        self.reload()

    def _lay_out(self, at: str = "") -> None:
        if self._shown is None:
            return
        group = self.group
        title = f"Settings {self.seat.look.glyphs.dot} {group.title}" if group else "Settings"
        self.status.show(title, "", "")
        self.list.nothing = "Nothing is settled here: n adds one."
        self.list.show(self._lines_of(group) if group else self._groups(), at)
        many = len(self.list.lines)
        self.status.count(f"{many:,}" if group else f"{many} groups")
        self.show_keys()

    def _groups(self) -> list[SettingLine]:
        assert self._shown is not None
        return group_lines(self._shown.source.book)

    def _lines_of(self, group: Group) -> list[SettingLine]:
        assert self._shown is not None
        return object_lines(self._shown.source.book, group, self._shown.bindings)


def _labels(group: Group) -> str:
    """What the fields of its sheets are called; of objects the lines say what they hold."""
    return "" if group.named else " ".join(key.label for key in group.keys)
