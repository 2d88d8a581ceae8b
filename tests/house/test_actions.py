"""The table of use cases and the services are the same thing seen from two sides."""

import ast
from collections.abc import Iterator

from desk.rules.actions import ACTIONS
from desk.rules.permissions import PERMISSIONS
from desk.rules.vocabulary import ROLES
from tests.house.source import Function, modules, named, on_floors

BESIDE: dict[str, str] = {
    "imports.run": "the use case `import`, which reads a file and so is a command of its own",
    "interactions.take_next": "the use case `claim`, on the item that it finds itself",
    "founding.found": "what makes a store a desk: there is no actor yet",
    "demo.fill": "made-up work, into a new store only: there is nobody to ask",
}
"""What writes and is not run by name, with the reason."""

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
    writing = set(_writing())
    assert writing - set(_by_name().values()) - set(BESIDE) == set()
    assert set(BESIDE) - writing == set(), "no reason needed any more"


def _by_name() -> dict[tuple[str, str], str]:
    """Kind and action of each use case that runs by name, and `service.method`."""
    (table,) = [
        node.value
        for module in modules("desk")
        if module.path == "desk/bootstrap.py"
        for node in module.tree.body
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "_METHODS"
    ]
    assert isinstance(table, ast.Dict)
    found: dict[tuple[str, str], str] = {}
    for key, value in zip(table.keys, table.values, strict=True):
        assert key is not None
        assert isinstance(value, ast.Lambda)
        found[ast.literal_eval(key)] = ast.unparse(value.body).removeprefix("desk.")
    return found


def _writing() -> Iterator[str]:
    """Every public function of the services that opens a transaction, itself or through its own."""
    for module in on_floors("services"):
        topic = module.path.split("/")[-1].removesuffix(".py")
        functions = {name: node for name, node in named(module.tree) if isinstance(node, Function)}
        writing = {name for name, node in functions.items() if "writing" in _attributes(node)}
        while more := {
            name
            for name, node in functions.items()
            if name not in writing
            and _attributes(node) & {found.rpartition(".")[2] for found in writing}
        }:
            writing |= more
        for name in writing:
            if not any(part.startswith("_") for part in name.split(".")):
                yield f"{topic}.{name.rpartition('.')[2]}"


def _attributes(node: Function) -> set[str]:
    """Names called on something or alone."""
    called = {inner.func for inner in ast.walk(node) if isinstance(inner, ast.Call)}
    attributes = {func.attr for func in called if isinstance(func, ast.Attribute)}
    return attributes | {func.id for func in called if isinstance(func, ast.Name)}
