"""One clock: nothing but `clock.py` asks the machine what time it is."""

import ast

from tests.house.source import modules

ASKING = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime"}
OWNERS = {"datetime", "date", "time", "dt"}


def test_only_the_clock_asks_the_machine() -> None:
    asked = [
        f"{module.path}:{node.lineno} {ast.unparse(node)}"
        for module in modules("desk")
        if module.path != "desk/clock.py"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and _asks(node)
    ]
    assert asked == []


def _asks(node: ast.Call) -> bool:
    match node.func:
        case ast.Attribute(value=ast.Name(id=owner), attr=name):
            known = name in ASKING and owner in OWNERS
            return known and not (name in ("localtime", "gmtime") and node.args)
        case ast.Attribute(value=ast.Attribute(attr=owner), attr=name):
            return name in ASKING and owner in ("datetime", "date")
        case _:
            return False
