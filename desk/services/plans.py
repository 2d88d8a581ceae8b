"""Plans: saved and removed, and laid on a problem, all their tasks in one step."""

import json
from collections.abc import Mapping, Sequence
from typing import Unpack

from desk.errors import BadValue, DeskError, NotFound
from desk.models.base import NOBODY
from desk.models.names import names
from desk.models.plans import drop_plan, plan_named, plans, put_plan
from desk.models.policies import calendars
from desk.models.settings import next_number
from desk.models.store import Session
from desk.models.tasks import KeptTask
from desk.models.workers import hours_of, team_terms
from desk.rows.work import Outcome
from desk.rules.nearness import nearest
from desk.rules.permissions import Actor, require
from desk.rules.plans import Plan, PlanStep, parse_plan, written
from desk.rules.sequence import in_order
from desk.rules.times import near_moment
from desk.rules.vocabulary import Reference
from desk.rules.working_time import Calendar
from desk.services.changes import Change
from desk.services.items import refuse_ended
from desk.services.journal import Entry, record
from desk.services.ownership import assignee, team_called
from desk.services.task_plan import refuse_many
from desk.services.task_sheet import TaskSheet, called
from desk.services.use_cases import How, UseCases


class Plans(UseCases):
    """Use cases on plans."""

    def save(
        self, actor: Actor, name: str, spec: str | Mapping[str, object], **how: Unpack[How]
    ) -> Outcome:
        """Add a plan or replace the one of that name; what was laid by it stays as it is.

        `spec` has the form of the settings, as JSON or read: `category` and `steps`.
        """
        require(actor, "plan.write", "save plans")
        plan = parse_plan(name, _read(spec) if isinstance(spec, str) else spec)
        if not plan.name:
            raise BadValue("The plan has no name", "Give it one: name=TEXT")
        with self._store.writing(dry_run=how.get("dry_run", False)) as session:
            before = plan_named(session, plan.name)
            number, version = put_plan(session, plan)
            was = _told(before[1]) if before else {}
            seq = self._record(session, actor, "save", number, (was, _told(plan)))
        return Outcome(plan.name, "save", "", version, seq, undo=False)

    def remove(self, actor: Actor, name: str, **how: Unpack[How]) -> Outcome:
        """Take a plan away; what was laid by it stays as it is."""
        require(actor, "plan.write", "remove plans")
        with self._store.writing(dry_run=how.get("dry_run", False)) as session:
            number, plan = _named(session, name)
            drop_plan(session, number)
            seq = self._record(session, actor, "remove", number, (_told(plan), {}))
        return Outcome(plan.name, "remove", "", 1, seq, undo=False)

    def lay(self, actor: Actor, ref: Reference | str, template: str, **how: Unpack[How]) -> Outcome:
        """Lay all tasks of a plan on a problem, behind those it has; its times count from now."""
        with self._changing(actor, "plan", ref, how) as change:
            refuse_ended(change.session, change.item, change.now)
            _, plan = _named(change.session, template)
            sheet = TaskSheet(change)
            refuse_many(change, sheet, len(plan.steps))
            made = _laid(change, plan, sheet.next_place - 1)
            for task in made:
                sheet.put(task)
            sheet.settle()
            sheet.keep()
            _tell(change, [sheet[task.number] for task in made])
        return change.outcome

    def _record(
        self,
        session: Session,
        actor: Actor,
        action: str,
        number: int,
        told: tuple[Mapping[str, object], Mapping[str, object]],
    ) -> int:
        entry = Entry(self._clock.now(), actor.id, action, "plan", number, *told)
        return record(session, entry._replace(training=self._clock.training))


def _laid(change: Change, plan: Plan, behind: int) -> list[KeptTask]:
    """The tasks of a plan with their times, their places behind those there are."""
    first = next_number(change.session, "task", len(plan.steps))
    steps = {step.place: step for step in plan.steps}
    hours = _Hours(change.session)
    made: dict[int, KeptTask] = {}
    for place in in_order({step.place: step.after for step in plan.steps}):
        step = steps[place]
        owner, team = _given(change, plan, step)
        begin = max((_end(made[before]) for before in step.after), default=change.now)
        calendar = hours.of(team)
        made[place] = KeptTask(
            number=first + place - 1,
            item=change.item.id,
            place=behind + place,
            name=step.name,
            kind=step.kind,
            state="planned",
            owner=owner,
            team=team,
            partner=step.partner,
            planned_start=calendar.add(begin, step.start),
            due=None if step.due is None else calendar.add(begin, step.due),
            effort=step.effort,
            mandatory=int(step.mandatory),
            after=tuple(behind + before for before in step.after),
        )
    return [made[place] for place in sorted(made)]


class _Hours:
    """The working hours of teams, each read once."""

    def __init__(self, session: Session) -> None:
        self._known = calendars(session)
        self._of_teams = {id_: terms.calendar for id_, terms in team_terms(session).items()}

    def of(self, team: int | None) -> Calendar:
        """Those of a team, or of the desk where it has none or there is no team."""
        own = self._of_teams.get(team, "") if team is not None else ""
        return hours_of([own] if own else [], self._known)[1]


def _end(task: KeptTask) -> int:
    """When what comes after a task may begin, as it is planned."""
    end = task.due if task.due is not None else task.planned_start
    assert end is not None, "a task of a plan is planned to begin"
    return end


def _given(change: Change, plan: Plan, step: PlanStep) -> tuple[int, int | None]:
    """Owner and team of a step. Raises `BadValue`, naming the step, where there is none such."""
    try:
        owner = assignee(change, step.owner).id if step.owner else None
        team = team_called(change.session, step.team)[0] if step.team else None
    except DeskError as error:
        raise BadValue(
            f"The plan '{plan.name}', step {step.place} {step.name}: {error.message}",
            f"{error.next_step} Or change the plan: desk settings edit",
        ) from None
    return owner or NOBODY, team


def _tell(change: Change, made: Sequence[KeptTask]) -> None:
    named = names(change.session)
    for task in made:
        due = near_moment(task.due, change.actor.zone, change.now) if task.due is not None else ""
        who = named("owner", task.owner) if task.owner else ""
        said = ", ".join(part for part in (who, f"due {due}" if due else "") if part)
        change.effect(f"{called(task)}{f': {said}' if said else ''}.")


def _named(session: Session, name: str) -> tuple[int, Plan]:
    found = plan_named(session, name)
    if found is None:
        known = [plan.name for plan, _ in plans(session)]
        near = nearest(name, known)
        listed = f"Plans: {', '.join(known)}." if known else "Save one: desk settings edit"
        raise NotFound(
            f"There is no plan '{name[:60]}'", f"Did you mean {near}?" if near else listed
        )
    return found


def _told(plan: Plan) -> dict[str, object]:
    return {"name": plan.name, **written(plan)}


def _read(spec: str) -> object:
    try:
        return json.loads(spec)
    except (ValueError, RecursionError) as error:
        raise BadValue(
            f"The plan is not JSON: {error}", 'Write it like {"steps": [{"name": "Look"}]}.'
        ) from error
