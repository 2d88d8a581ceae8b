"""Up to where people have looked at something: state of the desk, not business."""

from desk.models.jobs import Looked
from desk.models.store import Session


def looked_upto(session: Session, person: int, name: str) -> int | None:
    """Up to where somebody has looked; None when they never have."""
    of_it = (Looked.person == person) & (Looked.name == name)
    found = session.one(Looked.select(Looked.upto).where(of_it))
    return None if found is None else int(found[0])


def note_looked(session: Session, person: int, name: str, upto: int) -> None:
    """Write down up to where somebody has looked, in place of what was there."""
    session.run(
        Looked.insert(person=person, name=name, upto=upto).on_conflict(
            conflict_target=[Looked.person, Looked.name], update={Looked.upto: upto}
        )
    )
