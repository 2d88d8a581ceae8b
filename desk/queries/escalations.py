"""Steps up the ladders that an item has taken, and whom it may be escalated to next."""

from collections.abc import Iterator, Mapping

from desk.models.details import Detail
from desk.models.escalations import Step, steps_of
from desk.models.ladder import next_teams, partners_of, read_ladder
from desk.models.people import Person, Team
from desk.models.store import Session, Store
from desk.queries.heads import by_reference
from desk.rows.escalations import PlanRow, Proposal, Proposals, StepRow
from desk.rules.escalation_facts import goal_words
from desk.rules.facts import Named
from desk.rules.instants import rfc3339
from desk.rules.permissions import PERMISSIONS, Actor, holds
from desk.rules.vocabulary import Reference, words


def step_rows(session: Session, id_: int, named: Named) -> tuple[StepRow, ...]:
    """The steps that an item has taken, the first one first."""
    return tuple(_step(step, named) for step in steps_of(session, [id_]).get(id_, ()))


def plan_row(session: Session, id_: int) -> PlanRow | None:
    """What somebody plans about an item; None while nobody has acknowledged how it stands."""
    columns = (Detail.ack_level, Detail.ack_plan, Detail.ack_at)
    found = session.one(Detail.select(*columns).where(Detail.id == id_))
    return None if found is None or found[2] is None else PlanRow(*found)


def told_steps(steps: tuple[StepRow, ...]) -> list[dict[str, object]]:
    """Steps as scripts rely on them."""
    return [
        {
            **step._asdict(),
            **{name: _instant(getattr(step, name)) for name in _INSTANTS},
            **{name: getattr(step, name) or None for name in _TEXTS},
        }
        for step in steps
    ]


def told_plan(plan: PlanRow | None) -> dict[str, object] | None:
    """A plan as scripts rely on it."""
    return None if plan is None else {**plan._asdict(), "at": rfc3339(plan.at)}


class Ladders:
    """Reads of whom an item may be escalated to."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def proposals(self, actor: Actor, ref: Reference | str) -> Proposals:
        """Whom an item may be escalated to, the likeliest first. Raises `NotFound`."""
        with self._store.reading() as session:
            work = by_reference(session, ref, may_read=holds(actor, "work.read"), now=0)
            owner, team = work.owner_id or 0, _team_id(session, work.team)
            partners = partners_of(session, work.id)
            return Proposals(
                _each_once((*_teams(session, team), *_people(session), *_partners(partners))),
                _each_once(_authority(session, work.id, (owner, team), actor)),
            )


_INSTANTS = ("at", "acknowledged_at", "ended_at")
_TEXTS = ("clock", "acknowledged_by", "plan", "outcome")


def _step(step: Step, named: Named) -> StepRow:
    by = named("owner", step.acknowledged_by) if step.acknowledged_by else ""
    names = {"origin": _origin(step.origin, named), "goal": goal_words(step.goal, named)}
    return StepRow(**{**step._asdict(), **names, "acknowledged_by": by})


def _origin(origin: Mapping[str, object], named: Named) -> str:
    known = [named(field, origin[field]) for field in ("owner", "team") if origin.get(field)]
    return ", ".join(known)


def _team_id(session: Session, name: str | None) -> int | None:
    found = session.one(Team.select(Team.id).where(Team.name == name)) if name else None
    return found[0] if found else None


def _teams(session: Session, team: int | None) -> Iterator[Proposal]:
    """The teams of the next level of support first, then all others, highest first."""
    above = next_teams(session, team)
    yield from (Proposal(name, f"team, level {above.level}") for name in above.names)
    others = Team.select(Team.id, Team.name, Team.level).order_by(Team.level.desc(), Team.name_key)
    for id_, name, level in session.rows(others):
        if id_ != team:
            yield Proposal(name, f"team, level {level}")


def _people(session: Session) -> Iterator[Proposal]:
    query = Person.select(Person.name, Person.role).order_by(Person.name_key)
    for name, role in session.rows(query):
        if "work.handle" in PERMISSIONS.get(role, ()):
            yield Proposal(name, words(role))


def _partners(known: list[str]) -> Iterator[Proposal]:
    return (Proposal(name, "partner") for name in known)


def _authority(
    session: Session, item: int, whose: tuple[int, int | None], actor: Actor
) -> tuple[Proposal, ...]:
    """Those above an item by their steps, then everybody who leads anything; but nobody who is
    called in already, nor its owner or who asks."""
    ladder, owner = read_ladder(session), whose[0]
    steps = [step for step in steps_of(session, [item]).get(item, []) if step.ended_at is None]
    left_out = {actor.id, owner, *(person for step in steps for person in step.people)}
    known: dict[int, str] = dict(
        session.rows(Person.select(Person.id, Person.name).order_by(Person.name_key))
    )
    line = [
        (person, f"step {rung}, {words(ladder.roles[person])}")
        for rung, person in enumerate(ladder.line(*whose), 1)
    ]
    rest = [
        (person, words(role))
        for role in ("teamLead", "manager", "administrator")
        for person in known
        if ladder.roles[person] == role
    ]
    return tuple(Proposal(known[who], why) for who, why in (*line, *rest) if who not in left_out)


def _each_once(found: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
    first: dict[str, Proposal] = {}
    for each in found:
        first.setdefault(each.name, each)
    return tuple(first.values())


def _instant(at: object) -> str | None:
    return rfc3339(at) if isinstance(at, int) else None
