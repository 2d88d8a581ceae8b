"""The use cases on plans: templates that lay several tasks in one step."""

from desk.rules.action import Action, Parameter

ON_PLANS: tuple[Action, ...] = (
    Action(
        "save",
        ("plan",),
        "Save a plan of tasks",
        "plan.write",
        (
            Parameter("name", "line", True, label="Name"),
            Parameter("spec", "text", True, label="Steps"),
        ),
        undo=False,
        creates=True,
    ),
    Action(
        "remove",
        ("plan",),
        "Remove a plan of tasks",
        "plan.write",
        (Parameter("name", "line", True, label="Name"),),
        undo=False,
        creates=True,
    ),
)
"""Use cases that act on plans themselves."""
