"""The table of use cases and the services are the same thing seen from two sides."""

import ast
from typing import NamedTuple

from desk.rules.actions import ACTIONS
from desk.rules.permissions import PERMISSIONS
from desk.rules.vocabulary import ROLES
from desk.services.by_name import METHODS
from tests.house.source import Function, named, on_floors

BESIDE: dict[str, str] = {
    "through": "the use case `import`, which reads a file and so is a command of its own",
    "take_next": "the use case `claim`, on the item that it finds itself",
    "take_over": "the use cases `set` and `save`, as many as settings differ, together",
    "undo_last": "the use case `undo`, on what the actor did last, wherever that was",
    "undo_each": "the use case `undo`, on several items",
    "hand_over": "the use case `sign-off`, with what came of each piece of work",
    "return_untouched": "the use case `release`, by the desk itself, on what nobody touches",
    "do_each": "any use case, on several objects as one",
    "run": "what time brings and what goes to hooks, by the desk itself: there is nobody to ask",
    "read": "what a person was told and has seen: desk state, no business",
    "mark": "what a person was told and has seen: desk state, no business",
    "look": "up to where a person has looked: desk state, no business",
    "back_up": "the time of the last backup: desk state, no business",
    "look_now": "what time has brought to made-up work: there is nobody to ask",
    "found": "what makes a store a desk: there is no actor yet",
    "fill": "made-up work, into a new store only: there is nobody to ask",
    "keep": "a draft: desk state, no business",
    "drop": "a draft that was handed in: desk state, no business",
    "supersede": "a draft that was gone on with in another one: desk state, no business",
    **dict.fromkeys(
        ("delivered", "later", "never", "waits_for_morning", "renew", "hold_due", "put_off"),
        "tries to deliver: desk state, no business; that one was given up is told by the desk",
    ),
    "pass_over": "what people were told long ago goes out of their lists: desk state, no business",
    "lead": "who does the work of time: desk state, no business",
    "here": "presence: desk state, no business",
    "remember": "which view a person looked at last: desk state, nobody's business",
}
"""Methods that write and are not run by name, with the reason."""

BY_OTHERS = {"sign_off"}
"""Use cases that write by one of those above."""

ALONE = {("import", "interaction")}
"""Use cases that are a command of their own."""


def test_every_permission_is_held_by_a_role_and_every_role_is_known() -> None:
    held = set().union(*PERMISSIONS.values())
    assert {action.name for action in ACTIONS if action.permission not in held} == set()
    assert set(PERMISSIONS) == set(ROLES)


def test_every_use_case_is_named_once_for_each_kind() -> None:
    found = [(action.name, kind) for action in ACTIONS for kind in action.kinds]
    assert sorted(found) == sorted(set(found))


def test_every_use_case_has_its_method() -> None:
    table = {(action.name, kind) for action in ACTIONS for kind in action.kinds}
    assert {(action, kind) for kind, action in _by_name()} == table - ALONE


def test_every_method_that_writes_is_a_use_case() -> None:
    by_name = {path.rpartition(".")[2] for path in _by_name().values()}
    writing = _writing()
    assert writing - by_name - set(BESIDE) == set()
    assert set(BESIDE) - writing == set(), "no reason needed any more"
    assert by_name - writing == BY_OTHERS, "a use case that writes nothing"


def _by_name() -> dict[tuple[str, str], str]:
    """Kind and action of each use case that runs by name, and `service.method`."""
    return METHODS


class _Calls(NamedTuple):
    """A function of a module, and what it calls."""

    module: str
    name: str
    called: frozenset[str]


def _writing() -> set[str]:
    """Every public function of the services that opens a transaction, by itself or its parts.

    What begins with an underscore is looked for in the module first, then in those it inherits.
    """
    functions = [
        _Calls(module.path, name.rpartition(".")[2], _called(node))
        for module in on_floors("services")
        for name, node in named(module.tree)
        if isinstance(node, Function)
    ]
    here = {(each.module, each.name) for each in functions}
    inner = {("", "writing")}

    def opens(each: _Calls) -> bool:
        return any(
            (each.module if (each.module, name) in here else "", name) in inner
            for name in each.called
        )

    while (
        more := {
            place
            for each in functions
            if each.name.startswith("_") and opens(each)
            for place in ((each.module, each.name), ("", each.name))
        }
        - inner
    ):
        inner |= more
    return {each.name for each in functions if not each.name.startswith("_") and opens(each)}


def _called(node: ast.AST) -> frozenset[str]:
    """Names called on something or alone."""
    called = {inner.func for inner in ast.walk(node) if isinstance(inner, ast.Call)}
    attributes = {func.attr for func in called if isinstance(func, ast.Attribute)}
    return frozenset(attributes | {func.id for func in called if isinstance(func, ast.Name)})
