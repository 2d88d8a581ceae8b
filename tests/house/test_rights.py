"""The matrix of rights: a use case is refused to every role without its permission."""

from collections.abc import Iterator

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.config import Settings
from desk.errors import DeskError, NotAllowed, NotFound
from desk.rules.actions import ACTIONS, Action, Parameter
from desk.rules.permissions import PERMISSIONS, Actor
from desk.rules.values import Raw

NOW = 1_795_428_000
OUTSIDE = ("partner", "customer")
"""Roles that see nothing yet: what they may not touch is not there for them."""

_TARGETS = {
    "interaction": "I-1",
    "problem": "P-1",
    "task": "T-1",
    "notice": "N-1",
    "customer": "C-1",
}
"""What there is of each kind that is acted on."""

REFUSED = [
    pytest.param(action, role, id=f"{action.kinds[0]}-{action.name}-{role}")
    for action in ACTIONS
    if action.name != "import"
    for role, held in PERMISSIONS.items()
    if action.permission not in held
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with a contact and a notice on it, a problem with a task, a customer and a person."""
    path = tmp_path_factory.mktemp("rights") / "desk.db"
    desk = build(Settings(db=str(path), is_default_db=False), FixedClock(NOW))
    first = desk.directory.actor("")
    desk.do(first, "add", "person", {"name": "ana", "team": "front"})
    desk.do(first, "create", "customer", {"name": "Acme", "email": "a@b.example"})
    desk.do(first, "log", "interaction", _values(_action("log")))
    desk.do(first, "report", "problem", _values(_action("report")))
    desk.do(first, "add-task", "P-1", _values(_action("add-task")))
    desk.do(first, "identify", "I-1", {"customer": "C-1"})
    desk.do(first, "inform", "I-1", {"purpose": "progress", "draft": "yes"})
    yield desk
    desk.close()


@pytest.mark.parametrize(("action", "role"), REFUSED)
def test_a_role_without_the_permission_is_refused(desk: Desk, action: Action, role: str) -> None:
    actor = desk.directory.actor("")._replace(name="somebody", role=role)
    with pytest.raises((NotAllowed, NotFound) if role in OUTSIDE else NotAllowed):
        _run(desk, actor, action)


def test_the_first_person_is_not_refused_for_a_right(desk: Desk) -> None:
    first = desk.directory.actor("")
    refused: list[str] = []
    for action in ACTIONS:
        try:
            _run(desk, first, action)
        except NotAllowed:
            refused.append(action.name)
        except DeskError:
            continue  # refused for what it is, not for who asks
    assert refused == ["import"] or refused == []


def _run(desk: Desk, actor: Actor, action: Action) -> None:
    kind = action.kinds[0]
    target = kind if action.creates else _TARGETS[kind]
    desk.do(actor, action.name, target, _values(action), dry_run=True)


def _action(name: str) -> Action:
    return next(action for action in ACTIONS if action.name == name)


def _values(action: Action) -> dict[str, Raw]:
    return {each.name: _value(each) for each in action.parameters if each.required}


def _value(parameter: Parameter) -> str:
    if parameter.choices:
        return parameter.choices[0]
    examples = {"instant": "+2d", "priority": "1", "person": "ana", "team": "front"}
    examples |= {"customer": "C-1", "address": "a@b.example", "work": "I-1", "count": "1"}
    return examples.get(parameter.type, "words")
