"""The desk's own source, parsed once, as the guards read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]

Function = ast.FunctionDef | ast.AsyncFunctionDef
Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


class Module(NamedTuple):
    """One file of ours, parsed."""

    path: str
    """From the top of the checkout, with forward slashes."""
    text: str
    tree: ast.Module

    @property
    def floor(self) -> str:
        """The package or file right below `desk` it belongs to."""
        return self.path.split("/")[1].removesuffix(".py")


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Every Python file below the folders."""
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return tuple(_read(path) for path in paths)


def on_floors(*floors: str) -> tuple[Module, ...]:
    """The modules of the desk that stand on one of the floors."""
    return tuple(module for module in modules("desk") if module.floor in floors)


def style_sheets() -> Iterator[tuple[str, str]]:
    """Path and text of every style sheet file."""
    for path in sorted((ROOT / "desk").rglob("*.tcss")):
        yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def named(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, ast.ClassDef | Function]]:
    """Every class and function with its dotted name, however deep."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            name = f"{prefix}{node.name}"
            yield name, node
            yield from named(node, f"{name}.")
        else:
            yield from named(node, prefix)


def texts(tree: ast.AST) -> Iterator[ast.Constant]:
    """Every string literal but the docstrings."""
    loose = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in loose:
            yield node


@cache
def _read(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path.relative_to(ROOT).as_posix(), text, ast.parse(text))
