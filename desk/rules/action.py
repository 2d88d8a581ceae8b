"""What a use case is, as the one table of them describes it."""

from typing import NamedTuple


class Parameter(NamedTuple):
    """One value a use case takes."""

    name: str
    type: str
    """text, line, instant, priority, choice, person, team, customer, address, tag, name, work (a
    reference) or count."""
    required: bool = False
    choices: tuple[str, ...] = ()
    label: str = ""
    """What a form writes before the field."""


class Action(NamedTuple):
    """One use case: one transaction, one journal entry."""

    name: str
    """As `desk do` and the journal spell it."""
    kinds: tuple[str, ...]
    title: str
    """What the palette shows: a verb and its object."""
    permission: str
    parameters: tuple[Parameter, ...] = ()
    undo: bool = True
    """Whether the business allows to take it back."""
    creates: bool = False
    """Whether it makes a new object (`desk new`) in place of acting on one."""
