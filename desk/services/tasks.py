"""The tasks of a problem's recovery: planned, given to people, begun in their order, ended."""

from typing import Unpack

from desk.errors import MissingValue, WrongState
from desk.models.base import NOBODY
from desk.rows.work import Outcome
from desk.rules.permissions import Actor
from desk.rules.vocabulary import Reference, words
from desk.services.changes import Change
from desk.services.items import refuse_ended
from desk.services.load import given_in
from desk.services.ownership import assignee, team_called
from desk.services.task_acts import TaskAct, TaskUseCases, refuse_task_ended
from desk.services.task_ends import cancel_open as cancel_open
from desk.services.task_ends import open_mandatory as open_mandatory
from desk.services.task_plan import (
    PlannedValues,
    TaskValues,
    Times,
    add_to,
    refuse_sequence,
    told_plan,
)
from desk.services.task_seen import refuse_clash
from desk.services.use_cases import How


class NewTask(TaskValues, How, total=False):
    """What may be known of a task besides its name, and how carefully it is added."""


class Schedule(PlannedValues, How, total=False):
    """What is planned anew."""


class Tasks(TaskUseCases):
    """Use cases on tasks."""

    def add_task(
        self, actor: Actor, ref: Reference | str, name: str, **values: Unpack[NewTask]
    ) -> Outcome:
        """Add a task to a problem, behind those it comes after."""
        with self._changing(actor, "add-task", ref, values) as change:
            refuse_ended(change.session, change.item, change.now)
            made = add_to(change, name, values)
        return change.outcome._replace(created=made)

    def assign(self, actor: Actor, ref: Reference | str, to: str, **how: Unpack[How]) -> Outcome:
        """Give a task to a person; `me` is who acts, `load` whoever has the most room."""
        with self._on_task(actor, "assign", ref, how) as act:
            refuse_task_ended(act)
            person = assignee(act.change, to, act.task.team)
            if act.task.owner == person.id:
                raise WrongState(
                    f"{act.ref} is {person.name}'s already", "There is nothing to change."
                )
            act.set(owner=person.id)
            act.effect(f"{person.name} has it now.")
        return act.outcome

    def hand(self, actor: Actor, ref: Reference | str, team: str, **how: Unpack[How]) -> Outcome:
        """Hand a task to a team: nobody has it then, or who has most room where it wants that.

        One that was begun is ready again.
        """
        with self._on_task(actor, "hand", ref, how) as act:
            refuse_task_ended(act)
            number, name = team_called(act.change.session, team)
            if (act.task.team, act.task.owner) == (number, NOBODY):
                raise WrongState(
                    f"{act.ref} waits in {name} already", "There is nothing to change."
                )
            gave = act.task.owner
            give_back(act)
            given = given_in(act.change.session, number, act.change.now, gave)
            act.set(team=number, owner=given.owner)
            for line in given.lines or (f"{name} has it now, nobody in person.",):
                act.effect(line)
        return act.outcome

    def claim(self, actor: Actor, ref: Reference | str, **how: Unpack[How]) -> Outcome:
        """Take a task nobody has. Raises `WrongState`, naming who has it."""
        with self._on_task(actor, "claim", ref, how) as act:
            refuse_task_ended(act)
            _claim(act)
            act.effect("It is yours now.")
        return act.outcome

    def release(self, actor: Actor, ref: Reference | str, **how: Unpack[How]) -> Outcome:
        """Give a task of one's own back; one that was begun is ready again."""
        with self._on_task(actor, "release", ref, how) as act:
            refuse_task_ended(act)
            if act.task.owner == NOBODY:
                raise WrongState(f"Nobody has {act.ref}", "There is nothing to give back.")
            if act.task.owner != actor.id:
                raise WrongState(
                    f"{act.ref} belongs to {act.owner_name()}, not to you",
                    "Assign it to somebody else if it has to change hands.",
                )
            give_back(act)
            act.effect("Nobody has it now.")
        return act.outcome

    def schedule(self, actor: Actor, ref: Reference | str, **values: Unpack[Schedule]) -> Outcome:
        """Plan a task anew: when it begins and is due, what it comes after, how long it takes."""
        with self._on_task(actor, "schedule", ref, values) as act:
            refuse_task_ended(act)
            before = act.task
            times = Times.of(act.change, act.sheet, values)
            if not times.is_any:
                raise MissingValue(
                    "Nothing is planned anew", "Add start=, due=, after= or effort=."
                )
            act.set(**times.fields(before))
            refuse_sequence(act.sheet, act.task, before)
            refuse_clash(act.change, before, act.task, values.get("base"))
            told_plan(act.change, act.sheet, act.task)
        return act.outcome

    def start(self, actor: Actor, ref: Reference | str, **how: Unpack[How]) -> Outcome:
        """Begin a task, in its order; who acts claims it where nobody has it."""
        with self._on_task(actor, "start", ref, how) as act:
            refuse_task_ended(act)
            _refuse_waiting(act)
            if act.task.owner == NOBODY:
                _claim(act)
                act.effect("It is yours now.")
            act.sheet.settle()
            act.sheet.move(act.number, "started", begun_at=act.change.now)
            _begin_problem(act.change, act.task.owner)
        return act.outcome

    def finish(
        self, actor: Actor, ref: Reference | str, text: str = "", **how: Unpack[How]
    ) -> Outcome:
        """End a task that was begun: what comes after it may begin."""
        with self._on_task(actor, "finish", ref, how) as act:
            refuse_task_ended(act)
            _refuse_not_begun(act)
            act.sheet.move(act.number, "done", ended_at=act.change.now, text=text.strip())
        return act.outcome

    def fail(self, actor: Actor, ref: Reference | str, reason: str, **how: Unpack[How]) -> Outcome:
        """Give a task up: what comes after it waits until it is planned anew or cancelled."""
        with self._on_task(actor, "fail", ref, how) as act:
            refuse_task_ended(act)
            _refuse_not_begun(act)
            _end(act, "failed", reason)
        return act.outcome

    def cancel(
        self, actor: Actor, ref: Reference | str, reason: str, **how: Unpack[How]
    ) -> Outcome:
        """Drop a task: what comes after it waits only for what that one waited for."""
        with self._on_task(actor, "cancel", ref, how) as act:
            refuse_task_ended(act)
            _end(act, "cancelled", reason)
        return act.outcome


def _claim(act: TaskAct) -> None:
    """Make who acts the owner of a task that has none."""
    if act.task.owner == act.change.actor.id:
        raise WrongState(f"{act.ref} is yours already", "Go on with it.")
    if act.task.owner != NOBODY:
        raise WrongState(
            f"{act.ref} was taken by {act.owner_name()}",
            "Take another one, or assign it to yourself.",
        )
    if act.change.actor.id is None:
        raise WrongState("The desk itself owns no work", "Claim it as a person: --as NAME")
    act.set(owner=act.change.actor.id)


def give_back(act: TaskAct) -> None:
    """Take a task from its owner; nobody works on it then."""
    act.set(owner=NOBODY)
    if act.task.state == "started":
        act.sheet.move(act.number, "ready", begun_at=None)


def _end(act: TaskAct, state: str, reason: str) -> None:
    if not reason.strip():
        raise MissingValue("There is no reason", "Say why: reason=TEXT")
    act.sheet.move(act.number, state, ended_at=act.change.now, text=reason.strip())
    act.change.why = reason.strip()


def _refuse_waiting(act: TaskAct) -> None:
    """Raise `WrongState`, naming what has to end first, or that it was begun already."""
    if act.task.state == "started":
        raise WrongState(f"{act.ref} is started already", "Finish it, or give it back.")
    waits = act.sheet.waits[act.task.place]
    if not waits:
        return
    before = [act.sheet.at(place) for place in waits]
    named = ", ".join(f"{task.place} {task.name} ({words(task.state)})" for task in before)
    failed = any(task.state == "failed" for task in before)
    raise WrongState(
        f"{act.ref} {act.task.name} comes after {named}",
        f"What failed does not end: plan this one anew with desk do {act.ref} schedule after=none"
        if failed
        else f"End what comes before it, or plan it anew: desk do {act.ref} schedule after=none",
    )


def _refuse_not_begun(act: TaskAct) -> None:
    if act.task.state != "started":
        raise WrongState(
            f"{act.ref} is {words(act.task.state)}, not started",
            f"Start it first: desk do {act.ref} start",
        )


def _begin_problem(change: Change, owner: int) -> None:
    """Take the task's problem along: work on it has begun."""
    item = change.item
    if item.state == "acknowledged":
        if item.owner == NOBODY:
            change.set(owner=owner)
        change.move("inProgress")
        change.effect(f"{item.ref} is in progress with it.")
    elif item.state != "inProgress":
        change.effect(f"{item.ref} still {_waits(item.state)}: desk do {item.ref} resume")


def _waits(state: str) -> str:
    return "waits" if state == "pending" else f"is {words(state)}"
