"""The use cases on customers, people, calendars and views, and those on many objects at once."""

from desk.rules.action import Action, Parameter
from desk.rules.actions_on_people import ON_PEOPLE
from desk.rules.vocabulary import SORTS, VIEW_KEYS

ON_THE_DESK: tuple[Action, ...] = (
    Action(
        "create",
        ("customer",),
        "Add a customer",
        "customer.write",
        (
            Parameter("name", "line", True, label="Name"),
            Parameter("email", "address", label="Mail"),
            Parameter("phone", "address", label="Phone"),
            Parameter("language", "line", label="Language"),
        ),
        undo=False,
        creates=True,
    ),
    *ON_PEOPLE,
    Action(
        "save",
        ("calendar",),
        "Save a calendar",
        "calendar.write",
        (
            Parameter("name", "name", True, label="Name"),
            Parameter("spec", "text", True, label="Hours"),
            Parameter("country", "line", label="Country"),
            Parameter("subdivision", "line", label="Subdivision"),
            Parameter("ics", "text", label="Holidays"),
        ),
        undo=False,
        creates=True,
    ),
    Action(
        "save",
        ("policy",),
        "Save the service levels",
        "settings.write",
        (Parameter("table", "text", True, label="Rows"),),
        undo=False,
        creates=True,
    ),
    Action(
        "save",
        ("terms",),
        "Settle how problems are judged",
        "settings.write",
        (Parameter("table", "text", True, label="Tables"),),
        undo=False,
        creates=True,
    ),
    Action(
        "set",
        ("setting",),
        "Change a setting of the desk",
        "settings.write",
        (
            Parameter("name", "choice", True, ("zone", "training"), "Setting"),
            Parameter("value", "line", True, label="Value"),
        ),
        undo=False,
        creates=True,
    ),
    Action(
        "save",
        ("view",),
        "Save a view",
        "work.read",
        (
            Parameter("name", "line", True, label="Name"),
            Parameter("filter", "line", label="Filter"),
            Parameter("sort", "choice", choices=SORTS, label="Order"),
            Parameter("columns", "line", label="Columns"),
            Parameter("key", "choice", choices=(*VIEW_KEYS, "none"), label="Key"),
            Parameter("shared", "choice", choices=("no", "yes"), label="Shared"),
            Parameter("rename", "line", label="New name"),
        ),
        undo=False,
        creates=True,
    ),
    Action(
        "remove",
        ("view",),
        "Remove a view",
        "work.read",
        (Parameter("name", "line", True, label="Name"),),
        undo=False,
        creates=True,
    ),
    Action("import", ("interaction",), "Import records", "work.import", undo=False, creates=True),
)
"""Use cases that act on no single item of work."""
