"""Both ladders: an item is escalated, acknowledged with a plan, and taken back down."""

from collections.abc import Sequence
from typing import Unpack

from desk.errors import BadValue, MissingValue, NothingToDo, WrongState
from desk.models.base import NOBODY
from desk.models.escalations import Step, steps_of
from desk.models.ladder import members_of, read_ladder
from desk.models.names import names
from desk.models.tickets import children_of
from desk.rows.work import Outcome
from desk.rules.actions_on_time import LADDERS
from desk.rules.ladder import TOP
from desk.rules.permissions import Actor, holds
from desk.rules.times import ago
from desk.rules.vocabulary import LEVELS, Reference, words
from desk.services.changes import Change
from desk.services.clocks import ticking
from desk.services.goals import functional, hierarchic
from desk.services.items import refuse_ended
from desk.services.ladder import origin_of
from desk.services.letters import going_line
from desk.services.notices import tell
from desk.services.steps_kept import keep_step
from desk.services.use_cases import How, UseCases


class Called(How, total=False):
    """What may be said besides the ladder and the reason."""

    to: str


class Planned(How, total=False):
    """What may be said besides the plan."""

    promised: int
    """A new time, of which the customer is told."""


class Escalations(UseCases):
    """Use cases on escalations. None of them touches a clock."""

    def escalate(
        self, actor: Actor, ref: Reference | str, kind: str, reason: str, **how: Unpack[Called]
    ) -> Outcome:
        """Take a problem a step up: to more expertise, or to more authority.

        `to` is a team, a person or a partner; without it the next on that ladder. Its level rises
        by one (TMF656: 0 to 10); the parts of a major problem stay where they are.
        """
        if kind not in LADDERS:
            raise BadValue(f"'{kind}' is no ladder", f"Use one of: {', '.join(LADDERS)}.")
        with self._changing(actor, "escalate", ref, how) as change:
            refuse_ended(change.session, change.item, change.now)
            _refuse_top(change, reason)
            was, steps = change.item, _steps(change)
            up = functional if kind == "functional" else None
            to = how.get("to", "").strip()
            goal = up(change, to) if up else hierarchic(change, to, steps)
            level = was.escalation_level + 1
            origin = origin_of(was.owner, was.team)
            if "partner" in goal.kept:
                origin["partner"] = was.partner
            number = 1 + max((step.number for step in steps), default=0)
            step = Step(number, kind, level, origin, goal.kept, "manual", change.now)
            keep_step(change, None, step._replace(reason=reason))
            change.set(escalation_level=level)
            change.why = reason
            _tell(change, goal.people)
            _tell_up(change)
        return change.outcome

    def deescalate(
        self, actor: Actor, ref: Reference | str, reason: str, **how: Unpack[How]
    ) -> Outcome:
        """Take the last step back that is still open: owner and team are as before it, unless
        somebody has changed them since."""
        with self._changing(actor, "deescalate", ref, how) as change:
            refuse_ended(change.session, change.item, change.now)
            if not reason.strip():
                raise MissingValue("Nothing says why it is taken back", "Add reason=WHY.")
            still = [step for step in _steps(change) if step.ended_at is None]
            if not still and not change.item.escalation_level:
                raise NothingToDo(
                    f"{change.item.ref} is not escalated", f"desk do {change.item.ref} escalate"
                )
            level = max((step.level for step in still[:-1]), default=0)
            if still:
                last = still[-1]
                keep_step(change, last, last._replace(ended_at=change.now, outcome=reason))
                _give_back(change, last)
                _tell(change, _called_by(change, last))
            change.set(escalation_level=level)
            change.why = reason
            change.effect(f"It is at level {level} now." if level else "It is escalated no more.")
            change.effect("Its clocks go on.")
        return change.outcome

    def acknowledge(
        self, actor: Actor, ref: Reference | str, plan: str, **how: Unpack[Planned]
    ) -> Outcome:
        """Say that one knows how an item stands, and what one plans.

        Whoever was called in, its owner or somebody above; those who were told are told of it.
        With a new time the customer is told that it is late, and is promised that time.
        """
        with self._changing(actor, "acknowledge", ref, how) as change:
            refuse_ended(change.session, change.item, change.now)
            if not plan.strip():
                raise MissingValue("There is no plan", "Write what is done next, and until when.")
            still = [step for step in _steps(change) if step.ended_at is None]
            level = worst(change)
            _refuse_calm(change, level, still)
            _refuse_known(change, level, plan, still)
            _refuse_stranger(change, still)
            for step in _to_me(change, still):
                known = {"acknowledged_at": change.now, "acknowledged_by": actor.id}
                keep_step(change, step, step._replace(**known, plan=plan))  # type: ignore[arg-type]
                change.effect(f"Your step to level {step.level} is answered.")
            change.set(ack_level=level, ack_plan=plan, ack_at=change.now)
            _tell_above(change, level, still)
            promised = how.get("promised")
            if promised is not None:
                going = tell(change, "late", {"promised": promised})
                change.effect(f"{going_line(going)}.")
        return change.outcome


def worst(change: Change) -> str:
    """The level of the item's worst clock that goes, standing ones too; green without one."""
    terms = change.clocks.terms
    found = [
        ticking(terms, clock).level(change.now, terms.levels) for clock in change.clocks.goings()
    ]
    return max((level for level in found if level), key=LEVELS.index, default=LEVELS[0])


def _steps(change: Change) -> list[Step]:
    return steps_of(change.session, [change.item.id]).get(change.item.id, [])


def _refuse_top(change: Change, reason: str) -> None:
    if not reason.strip():
        raise MissingValue("An escalation needs its reason", "Add reason=WHY.")
    if change.item.escalation_level >= TOP:
        raise WrongState(
            f"{change.item.ref} is at level {TOP}, the highest",
            f"Take a step back: desk do {change.item.ref} deescalate reason=WHY",
        )


def _tell(change: Change, people: Sequence[int]) -> None:
    """Have those told whom a step calls in, or called in before."""
    change.called |= dict.fromkeys(people, "escalated")
    named = names(change.session)
    for person in people:
        if person != change.actor.id:
            change.effect(f"{named('owner', person)} is told.")


def _tell_up(change: Change) -> None:
    item = change.item
    change.effect(f"It is at level {item.escalation_level} now. Its clocks go on.")
    parts = len(children_of(change.session, item.id)) if item.major else 0
    if parts:
        stay = "part stays" if parts == 1 else "parts stay"
        change.effect(f"Its {parts} {stay} with their own owners and teams.")
    report = f"R, or desk report handover {item.ref}"
    change.effect(f"A hand-over report holds all there is to know: {report}")


def _called_by(change: Change, step: Step) -> tuple[int, ...]:
    team = step.goal.get("team")
    return step.people or (tuple(members_of(change.session, team)) if isinstance(team, int) else ())


def _give_back(change: Change, step: Step) -> None:
    """Put owner, team and partner back as they were before a step to more expertise."""
    if step.type != "functional":
        change.effect("Owner and team stay as they are.")
        return
    item, goal, origin = change.item, step.goal, step.origin
    if "partner" in goal:
        if item.partner == goal["partner"]:
            change.set(partner=origin.get("partner", ""))
        change.effect(f"{goal['partner']} is asked for help no more; somebody has to tell them.")
        return
    left = goal.get("person", goal.get("owner", NOBODY)), goal.get("team", item.team)
    named = names(change.session)
    if left != (item.owner, item.team):
        owner, team = named("owner", item.owner), named("team", item.team)
        change.effect(f"It stays with {owner}, team {team}: that was changed since.")
        return
    change.set(owner=origin.get("owner", NOBODY), team=origin.get("team"))
    owner, team = named("owner", change.item.owner), named("team", change.item.team)
    change.effect(f"It goes back to {owner}, team {team}.")


def _refuse_calm(change: Change, level: str, still: Sequence[Step]) -> None:
    if level == LEVELS[0] and not still:
        raise NothingToDo(
            f"{change.item.ref} is in time and not escalated",
            "There is nothing to acknowledge; a note tells others: desk do "
            f"{change.item.ref} note text=…",
        )


def _refuse_known(change: Change, level: str, plan: str, still: Sequence[Step]) -> None:
    """Raise `NothingToDo` for the same plan at a level that was acknowledged with it."""
    item = change.item
    if item.ack_level is None or item.ack_plan != plan or item.ack_at is None:
        return
    if LEVELS.index(level) <= LEVELS.index(item.ack_level) and not _to_me(change, still):
        raise NothingToDo(
            f"{item.ref} was acknowledged ({words(item.ack_level)}) with that plan "
            f"{ago(change.now - item.ack_at)}",
            "Write another plan, or wait until its level rises.",
        )


def _refuse_stranger(change: Change, still: Sequence[Step]) -> None:
    """Raise `WrongState` when the plan of somebody else's item is made by who is not above."""
    item, actor = change.item, change.actor
    if item.owner in (NOBODY, actor.id) or holds(actor, "work.close") or _to_me(change, still):
        return
    ladder = read_ladder(change.session)
    if actor.id in ladder.line(item.owner, item.team):
        return
    owner = names(change.session)("owner", item.owner)
    raise WrongState(
        f"{item.ref} is {owner}'s, who makes the plan",
        "Write a note for them, or take it over first.",
    )


def _to_me(change: Change, still: Sequence[Step]) -> list[Step]:
    """The steps that called the actor in and were not answered, by name or as one of a team."""
    actor = change.actor
    return [
        step
        for step in still
        if step.acknowledged_at is None
        and (actor.id in step.people or step.goal.get("team") in actor.teams)
    ]


def _tell_above(change: Change, level: str, still: Sequence[Step]) -> None:
    """Have those told who were told that it is late or will be."""
    item = change.item
    above = read_ladder(change.session).line(item.owner, item.team)
    told = [person for step in still for person in step.people]
    told += above[:1] if LEVELS.index(level) >= LEVELS.index("warning") else ()
    told += [item.owner] if item.owner != NOBODY else []
    people = [each for each in dict.fromkeys(told) if each != change.actor.id]
    change.called |= dict.fromkeys(people, "acknowledged")
    named = names(change.session)
    for person in people:
        change.effect(f"{named('owner', person)} is told.")
    change.effect(f"It is acknowledged as it stands: {words(level)}.")
