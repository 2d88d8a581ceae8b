"""Settings as a door reads and changes them, the operator's own and the store's, on one page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from desk.errors import ChangedMeanwhile
from desk.rules.settings import NOTHING, House, differing, same_for
from desk.services.settings_objects import objects, with_object, without_object
from desk.services.settings_page import CheckKeys as CheckKeys
from desk.services.settings_page import Page as Page
from desk.services.settings_page import Wanted as Wanted

if TYPE_CHECKING:
    from desk.bootstrap.desk import Desk
    from desk.rules.permissions import Actor
    from desk.rules.settings_shape import Group
    from desk.services.settings_file import SettingsFile

Changes = Mapping[str, tuple[object, object]]
"""Each setting that is to be other than it is: before and after."""


class Turn(NamedTuple):
    """What would be changed, and what is left of what was wanted."""

    changes: Changes
    own: Mapping[str, object]
    house: House


class SettingsBook:
    """Reads settings, says what a change would change, and makes it: wholly or not at all."""

    def __init__(
        self,
        file: SettingsFile,
        check_keys: CheckKeys,
        seat: tuple[Desk, Actor] | None = None,
    ) -> None:
        """Without a seat at a desk it holds the operator's own settings alone."""
        self.file = file
        self._check_keys = check_keys
        self._seat = seat

    @cached_property
    def page(self) -> Page:
        """The settings as they were when they were first asked for."""
        house = None
        if self._seat is not None:
            desk, actor = self._seat
            house = desk.kept_settings.house(actor)
        return Page(self.file.values(), house, self._check_keys)

    def anew(self) -> SettingsBook:
        """The same settings as they are now."""
        return SettingsBook(self.file, self._check_keys, self._seat)

    def objects(self, group: Group) -> dict[str, Mapping[str, object]]:
        """The objects of a group of settings, by name; one alone has no name."""
        return objects(self.page, group)

    def with_object(self, group: Group, name: str, values: Mapping[str, object]) -> Wanted:
        """What is wanted when an object is to be so; a new name adds one. Raises `DeskError`."""
        return with_object(self.page, group, name, values)

    def without_object(self, group: Group, name: str) -> Wanted:
        """What is wanted when an object is to go. Raises `DeskError` where it has to stay."""
        return without_object(self.page, group, name)

    def turn(self, asked: Wanted) -> Turn:
        """What of the wanted settings is otherwise than it is. Raises `DeskError`."""
        house = asked.house
        if self._seat is not None and self.page.house is not None:
            house = self._seat[0].store_settings.worked_out(house)
            house = differing(house, self.page.house)
        changes = self.page.changes(Wanted(asked.own, house))
        own = {name: value for name, value in asked.own.items() if name in changes}
        return Turn(changes, own, house)

    def take(self, turn: Turn) -> list[str]:
        """Make it hold; what comes of it. The file is written with the store, or neither is.

        Raises `ChangedMeanwhile` where somebody has saved the same since it was read here.
        """
        if self._seat is None or turn.house == NOTHING:
            self.file.write(turn.own)
            return []
        desk, actor = self._seat
        outcomes = desk.store_settings.take_over(
            actor,
            turn.house,
            first=lambda: self._refuse_stale(turn),
            then=lambda: self.file.write(turn.own),
        )
        return [effect for outcome in outcomes for effect in outcome.effects]

    def _refuse_stale(self, turn: Turn) -> None:
        """Raise where what is to be changed is no longer what it was when it was read."""
        if self._seat is None or self.page.house is None:
            return
        desk, actor = self._seat
        if not same_for(turn.house, self.page.house, desk.kept_settings.house(actor)):
            named = ", ".join(turn.changes)
            raise ChangedMeanwhile(
                f"Somebody has changed the same settings meanwhile: {named}",
                "Nothing was saved; look at them again, then change them.",
            )
