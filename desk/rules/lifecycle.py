"""The machine of states: which steps there are and what each of them demands."""

from collections.abc import Iterable
from typing import NamedTuple

from desk.errors import WrongState
from desk.rules.vocabulary import words

NEW = ""
"""Where an object stands before it is made."""


class Demand(NamedTuple):
    """What a step asks for before it may be taken.

    The machine names it; whoever takes the step looks whether it is met.
    """

    name: str
    """The value's name, or the name of the fact that must hold."""
    kind: str
    """text, choice, instant, person, fact or permission."""
    sentence: str
    """What to tell the person when it is not met."""
    choices: tuple[str, ...] = ()


class Step(NamedTuple):
    """One way from a state to another."""

    source: str
    target: str
    demands: tuple[Demand, ...] = ()
    is_return: bool = False
    """Whether it only leads back to where the object came from."""


class Machine(NamedTuple):
    """The states of one kind of object and the steps between them."""

    kind: str
    states: tuple[str, ...]
    steps: tuple[Step, ...]
    done: frozenset[str] = frozenset()
    """States that still may move but want no more work: resolved, fulfilled."""
    waiting: frozenset[str] = frozenset()
    """States in which somebody else has to act."""

    @property
    def ends(self) -> tuple[str, ...]:
        """The end states, which only an undo leaves."""
        leaving = {step.source for step in self.steps if not _is_exception(step)}
        return tuple(state for state in self.states if state not in leaving)

    def is_open(self, state: str) -> bool:
        """Whether an object in that state still wants work."""
        return state not in self.ends and state not in self.done


def steps_from(machine: Machine, source: str, came_from: str | None = None) -> tuple[Step, ...]:
    """The steps that lead out of a state.

    `came_from` is the state an object that waits was in before; steps back lead there alone.
    """
    return tuple(
        step
        for step in machine.steps
        if step.source == source and (not step.is_return or step.target == came_from)
    )


def require(machine: Machine, source: str, target: str, came_from: str | None = None) -> Step:
    """The step between two states. Raises `WrongState`, naming what is possible."""
    possible = steps_from(machine, source, came_from)
    for step in possible:
        if step.target == target:
            return step
    kind = words(machine.kind)
    if source == target:
        reason = f"{_standing(kind, target)} already"
    elif source == NEW:
        reason = f"A new {kind} cannot be {words(target)}"
    else:
        reason = f"{_standing(kind, source)}; from there it cannot be {words(target)}"
    raise WrongState(reason, _way_on(machine, source, [step.target for step in possible]))


def _standing(kind: str, state: str) -> str:
    """How an object stands, as a sentence; some states read as verbs already."""
    said = words(state)
    return f"The {kind} {said if said.startswith('waits ') else f'is {said}'}"


def _way_on(machine: Machine, source: str, targets: Iterable[str]) -> str:
    named = ", ".join(words(target) for target in targets)
    if named:
        return f"From {words(source)} it can be: {named}." if source else f"It can be: {named}."
    end = words(source).capitalize()
    return f"{end} is the end; log a new {words(machine.kind)} and link the two."


def _is_exception(step: Step) -> bool:
    """Whether a step out of an end is kept for those with a right of their own."""
    return any(demand.kind == "permission" for demand in step.demands)
