"""The family of errors a user may meet.

Each carries a sentence that names the thing and the reason, and a next step. The sentence holds
values from outside as they are: whoever shows it passes it through the text gate
(`desk.rules.plain_text`).
"""

from typing import NamedTuple, TypedDict, Unpack


class DeskError(Exception):
    """Something a user can understand and act on."""

    code = "bad_value"
    """One of the codes of the command contract."""

    exit_code = 1
    """How a command ends that meets it: 1 refused or failed, 2 wrong use."""

    def __init__(self, message: str, next_step: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step


class NotFound(DeskError):
    """The thing does not exist, or the actor may not know that it does."""

    code = "not_found"


class NotAllowed(DeskError):
    """The actor's role does not hold the permission of the use case."""

    code = "not_allowed"


class WrongState(DeskError):
    """The lifecycle has no such step from where the object stands."""

    code = "wrong_state"


class MissingValue(DeskError):
    """A value that the use case demands was not given."""

    code = "missing_value"


class BadValue(DeskError):
    """A value was given that cannot be taken."""

    code = "bad_value"


class ChangedMeanwhile(DeskError):
    """Somebody else saved first; the sentence says who changed what and when."""

    code = "changed_meanwhile"


class Clash(NamedTuple):
    """A field that two changed, in words."""

    field: str
    theirs: str
    mine: str


class Collision(ChangedMeanwhile):
    """Two changed the same thing: both values and both texts are here, nothing is dropped."""

    def __init__(self, message: str, next_step: str = "", **found: Unpack["Found"]) -> None:
        super().__init__(message, next_step)
        self.version = found["version"]
        """The item's version now: based on this, the change goes through knowingly."""
        self.who = found["who"]
        """Who changed it, and when: "ben, 4 s ago"."""
        self.clashes = found["clashes"]
        self.theirs = found["theirs"]
        """What they said to the customer, or the customer said, oldest first."""
        self.mine = found["mine"]
        """What was about to be said; empty when the change says nothing."""


class Found(TypedDict):
    """What a collision is made of."""

    version: int
    who: str
    clashes: tuple[Clash, ...]
    theirs: tuple[str, ...]
    mine: str


class Duplicate(DeskError):
    """A thing of that name or key is there already."""

    code = "duplicate"


class OpenWork(DeskError):
    """The step is barred while other work is open."""

    code = "open_work"


class NothingToDo(DeskError):
    """There is nothing the use case could act on."""

    code = "nothing_to_do"


class StoreLocked(DeskError):
    """Another process held the store's write lock for too long."""

    code = "store_locked"


class Crossed(StoreLocked):
    """Two desks waited for each other, and this one gave way: nothing of it was kept."""


class StoreNewer(DeskError):
    """The store was written by a newer version of the desk; it was left untouched."""

    code = "store_newer"


class StoreDamaged(DeskError):
    """The store is not a desk store, or its file is damaged."""

    code = "store_damaged"


class StoreFull(DeskError):
    """The disk is full or the store may not be written."""

    code = "store_full"


class Unreachable(DeskError):
    """A server or file the desk needs cannot be reached."""

    code = "unreachable"


class WrongUse(DeskError):
    """An option or argument that the command does not take."""

    exit_code = 2


class UnknownAction(WrongUse):
    """No use case of that name acts on that kind of object."""

    code = "unknown_action"


class BadFilter(WrongUse):
    """A filter that does not parse.

    `column` is the 1-based place of the fault in `text`, the filter as it was typed.
    """

    code = "bad_filter"

    def __init__(
        self, message: str, next_step: str = "", *, text: str = "", column: int = 1
    ) -> None:
        super().__init__(message, next_step)
        self.text = text
        self.column = column
