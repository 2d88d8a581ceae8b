"""The one table of use cases; palette, footer, forms, `desk do` and README read it."""

from desk.errors import UnknownAction
from desk.rules.action import Action as Action
from desk.rules.action import Parameter as Parameter
from desk.rules.actions_on_desk import ON_THE_DESK
from desk.rules.actions_on_hooks import ON_HOOKS
from desk.rules.actions_on_interactions import ON_INTERACTIONS
from desk.rules.actions_on_interactions import OUTCOMES as OUTCOMES
from desk.rules.actions_on_plans import ON_PLANS
from desk.rules.actions_on_problems import ON_PROBLEMS, ON_TASKS
from desk.rules.actions_on_time import ON_NOTICES, ON_TIME
from desk.rules.vocabulary import words

ACTIONS: tuple[Action, ...] = (
    *ON_INTERACTIONS,
    *ON_PROBLEMS,
    *ON_TIME,
    *ON_TASKS,
    *ON_PLANS,
    *ON_NOTICES,
    *ON_HOOKS,
    *ON_THE_DESK,
)
"""Every use case of the desk."""


OF_TASKS = "task-"
"""What begins the names under which the journal tells of tasks, in the story of their problem."""


def find(name: str, kind: str) -> Action:
    """The use case of that name on that kind. Raises `UnknownAction`, naming those there are.

    That on a task is found as the journal tells it too: `task-claim` on a problem.
    """
    if kind == "problem" and name.startswith(OF_TASKS):
        return find(name.removeprefix(OF_TASKS), "task")._replace(name=name)
    for action in ACTIONS:
        if action.name == name and kind in action.kinds:
            return action
    known = ", ".join(action.name for action in acting_on(kind)) or "none"
    raise UnknownAction(
        f"There is no action '{name}' on {words(kind)}",
        f"Actions on it: {known}. All of them: desk do --list",
    )


def acting_on(kind: str) -> tuple[Action, ...]:
    """The use cases that act on an object of that kind which is there already."""
    return tuple(action for action in ACTIONS if kind in action.kinds and not action.creates)


def creating(kind: str) -> Action:
    """The use case that makes a new object of that kind. Raises `UnknownAction` without one."""
    for action in ACTIONS:
        if kind in action.kinds and action.creates and action.parameters:
            return action
    known = ", ".join(action.kinds[0] for action in ACTIONS if action.creates and action.parameters)
    raise UnknownAction(f"The desk makes no new '{kind}'", f"It makes: {known}.")
