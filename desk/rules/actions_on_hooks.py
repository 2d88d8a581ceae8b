"""The use cases on hooks: whether another system hears, and what it missed."""

from desk.rules.action import Action, Parameter

_NAME = (Parameter("name", "line", True, label="Hook"),)

ON_HOOKS: tuple[Action, ...] = (
    Action("test", ("hook",), "Try a hook", "outbox.write", _NAME, undo=False, creates=True),
    Action(
        "retry",
        ("hook",),
        "Try again what a hook missed",
        "outbox.write",
        _NAME,
        undo=False,
        creates=True,
    ),
)
"""Use cases that act on a hook by its name."""
