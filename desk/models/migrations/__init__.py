"""The numbered steps of the scheme. A step is never changed once a release has carried it."""

from collections.abc import Callable
from importlib import import_module

from desk.models.migrations.dialect import Dialect

_STEPS = ("m0001_first", "m0002_depth", "m0003_problems", "m0004_time")

LATEST = len(_STEPS)
"""The number of the scheme this desk reads and writes."""

APPLICATION_ID = 0x4445534B
"""What a SQLite file's header says when it is a desk store: "DESK"."""


def apply(number: int, run: Callable[[str], object], dialect: Dialect) -> None:
    """Run every statement of one step."""
    step = import_module(f"desk.models.migrations.{_STEPS[number - 1]}")
    for statement in step.statements(dialect):
        run(statement)
