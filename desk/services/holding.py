"""What was laid while nothing could leave waits for a person, once something can."""

from collections.abc import Mapping, Sequence

from desk.models.sending import hold_all
from desk.models.store import Session
from desk.rules.outlets import MEDIA, newly_open, read

_BEFORE = "It was laid before there was an outlet for it, so a person has to let it go"
_MADE_UP = "It was laid while the store was for training, so a person has to let it go"


def hold_for_new_outlets(
    session: Session, before: Mapping[str, object], after: Mapping[str, object]
) -> str:
    """Hold back what waits for media that have an outlet from now on; what comes of it in words."""
    media = newly_open(read(before), read(after))
    return _held(session, media, _BEFORE) if media else ""


def hold_after_training(session: Session) -> str:
    """Hold back everything that waits: it was made up; what comes of it in words."""
    return _held(session, (*MEDIA, "webhook"), _MADE_UP)


def _held(session: Session, media: Sequence[str], why: str) -> str:
    many = hold_all(session, media, why)
    if many == 1:
        return "1 message that was laid before waits until a person lets it go."
    return f"{many:,} that were laid before wait until a person lets them go." if many else ""
