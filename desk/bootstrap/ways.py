"""The ways out of the house, as they are settled: what leaves by each, and the channel it takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol

from desk.models.sending import Route
from desk.rules.mail_addresses import mailbox

if TYPE_CHECKING:
    from desk.channels.base import Answer, Letter
    from desk.rules.outlets import Outlets

_FOLDER_SECONDS = 60
"""So long a folder may take for one file, should it lie far away."""


class Open(Protocol):
    """A channel that is ready to take letters."""

    def send(self, letter: Letter) -> Answer:
        """Try once to send a letter."""

    def close(self) -> None:
        """Let go of what was kept open for the next letter."""


class Way(NamedTuple):
    """One way out of the house."""

    route: Route
    longest: int
    """Seconds that one try may take."""
    sender: str
    """Whom what leaves by it is from."""
    is_here: Callable[[], bool]
    """Whether it ends on this machine. Raises `OSError` when nobody can tell."""
    open: Callable[[bool], Open]
    """Opens its channel; told whether it is to keep to this machine."""

    @property
    def domain(self) -> str:
        """What names of messages end in; empty for what goes to hooks."""
        if self.route.recipient:
            return ""
        return mailbox(self.sender).domain if self.sender else "desk.invalid"


def ways_of(outlets: Outlets) -> tuple[Way, ...]:
    """The ways of what goes to people."""
    by_outlet: dict[str, list[str]] = {}
    for medium in outlets.media:
        by_outlet.setdefault(outlets.of(medium), []).append(medium)
    return tuple(
        _smtp(outlets, tuple(media)) if outlet == "smtp" else _folder(outlets, tuple(media))
        for outlet, media in by_outlet.items()
    )


def _smtp(outlets: Outlets, media: tuple[str, ...]) -> Way:
    from desk.channels.smtp import SmtpChannel

    smtp = outlets.smtp
    looked = SmtpChannel(smtp)
    return Way(
        Route(media),
        looked.longest,
        smtp.sender,
        looked.is_here,
        lambda only_here: SmtpChannel(smtp, only_here=only_here),
    )


def _folder(outlets: Outlets, media: tuple[str, ...]) -> Way:
    from desk.channels.folders import FolderChannel

    path = outlets.folder.path
    sender = outlets.smtp.sender or "desk@desk.invalid"
    return Way(Route(media), _FOLDER_SECONDS, sender, lambda: True, lambda _: FolderChannel(path))
