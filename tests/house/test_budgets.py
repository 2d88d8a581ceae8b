"""Small files, small functions, small classes; and what each is for, said at its head."""

import ast
import re
from collections.abc import Callable, Iterator

from tests.house.source import ROOT, Documented, Function, modules, named

FILE_LINES = 300
FILE_LINES_EVER = 400
FUNCTION_LINES = 40
CLASS_METHODS = 20
PARAMETERS = 5

ALLOWED: dict[str, str] = {}
"""`path::name` (or the path alone) and the reason why it may go over its budget."""

VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc", "base2"}


def test_files_are_short() -> None:
    long = {m.path: len(m.text.splitlines()) for m in modules("desk", "tests")}
    assert {p: n for p, n in long.items() if n > FILE_LINES and p not in ALLOWED} == {}
    assert {p: n for p, n in long.items() if n > FILE_LINES_EVER} == {}


def test_functions_are_short() -> None:
    assert _over(lambda node: _lines(node) > FUNCTION_LINES) == []


def test_functions_take_few_parameters() -> None:
    assert _over(lambda node: len(_parameters(node)) > PARAMETERS) == []


def test_classes_have_few_methods() -> None:
    wide = [
        place
        for place, node in _everything()
        if isinstance(node, ast.ClassDef)
        and sum(isinstance(part, Function) for part in node.body) > CLASS_METHODS
    ]
    assert [place for place in wide if place not in ALLOWED] == []


def test_every_exception_is_still_needed() -> None:
    over = {m.path for m in modules("desk", "tests") if len(m.text.splitlines()) > FILE_LINES}
    for place, node in _everything():
        if isinstance(node, ast.ClassDef):
            if sum(isinstance(part, Function) for part in node.body) > CLASS_METHODS:
                over.add(place)
        elif _lines(node) > FUNCTION_LINES or len(_parameters(node)) > PARAMETERS:
            over.add(place)
    assert set(ALLOWED) - over == set()


def test_everything_public_says_what_it_is_for() -> None:
    silent = [m.path for m in modules("desk", "tests") if m.text and not ast.get_docstring(m.tree)]
    for module in modules("desk"):
        for name, node in named(module.tree):
            public = not any(part.startswith("_") for part in name.split("."))
            if (
                public
                and node.name != "Meta"
                and _is_documented(module.tree, name)
                and not ast.get_docstring(node)
            ):
                silent.append(f"{module.path}::{name}")
    assert silent == []


def test_modules_are_named_after_the_business() -> None:
    names = {
        module.path: set(module.path.removesuffix(".py").split("/"))
        for module in modules("desk", "tests")
    }
    assert [path for path, parts in names.items() if parts & VAGUE] == []


def test_nothing_is_put_off() -> None:
    later = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")))
    assert [m.path for m in modules("desk", "tests") if later.search(m.text)] == []


def test_test_folders_are_packages() -> None:
    """Files of one topic bear the same name on every floor, so folders must tell them apart."""
    folders = {(ROOT / module.path).parent for module in modules("tests")}
    assert [
        str(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()
    ] == []


def _everything() -> Iterator[tuple[str, ast.ClassDef | Function]]:
    for module in modules("desk", "tests"):
        for name, node in named(module.tree):
            yield f"{module.path}::{name}", node


def _over(too_much: Callable[[Function], bool]) -> list[str]:
    return [
        place
        for place, node in _everything()
        if isinstance(node, Function) and too_much(node) and place not in ALLOWED
    ]


def _lines(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _parameters(node: Function) -> list[str]:
    every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return [arg.arg for arg in every if arg.arg not in ("self", "cls")]


def _is_documented(tree: Documented, name: str) -> bool:
    """Whether no function stands around it: what is inside one is its own affair."""
    inside: ast.AST = tree
    for part in name.split("."):
        if isinstance(inside, Function):
            return False
        inside = next(node for found, node in named(inside) if found == part)
    return True
