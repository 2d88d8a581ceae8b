"""What a key means on an item: each kind, and each state, has its own use case for an idea."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from desk.errors import WrongState

if TYPE_CHECKING:
    from desk.rows.work import WorkRow
    from desk.rules.action import Action
    from desk.rules.permissions import Actor

_MEANT = {
    ("problem", "complete"): ("resolve", "confirm"),
    ("problem", "await"): ("pend",),
    ("problem", "start"): ("start", "resume", "reopen"),
    ("task", "complete"): ("finish",),
    ("task", "prioritise"): ("schedule",),
    ("notice", "start"): ("send", "release", "retry"),
    ("notice", "cancel"): ("drop",),
}
"""What stands for the use case of a key on another kind: the first that can act now."""
_ASKED = 100
"""Of many items so many are asked what a key means on them."""
_VERBS = {
    "resume": "go on",
    "reopen": "reopen",
    "resolve": "resolve",
    "confirm": "confirm",
    "finish": "finish",
    "schedule": "plan",
    "send": "send",
    "release": "let go",
    "retry": "try again",
    "drop": "drop",
}
"""How the row of keys calls what a key means, where its binding says something else."""


def meant(name: str, row: WorkRow, actor: Actor) -> str:
    """The use case that a key's own one means on that item as it is now."""
    from desk.screens.standing import against

    candidates = _MEANT.get((row.kind, name), (name,))
    against_each = {each: against(each, row, actor) for each in candidates}
    able = (each for each, reason in against_each.items() if reason is None)
    # What fits the item as it is, though not who acts, says why better than the first one.
    fits = (each for each, why in against_each.items() if not isinstance(why, WrongState))
    return next(able, next(fits, candidates[0]))


def meant_by_most(name: str, rows: Sequence[WorkRow], actor: Actor) -> str:
    """The use case that a key means on most of these."""
    return Counter(meant(name, row, actor) for row in rows[:_ASKED]).most_common(1)[0][0]


def action_on(name: str, rows: Sequence[WorkRow]) -> tuple[Action, WorkRow]:
    """A use case as the first of these has it whose kind knows it, and that item."""
    from desk.rules.actions import acting_on, find

    knowing = (row for row in rows if name in {each.name for each in acting_on(row.kind)})
    row = next(knowing, rows[0])
    return find(name, row.kind), row


def is_known(name: str, kind: str) -> bool:
    """Whether a key's own use case means something on that kind."""
    from desk.rules.actions import acting_on

    return (kind, name) in _MEANT or name in {each.name for each in acting_on(kind)}


def verb_of(name: str, usual: str) -> str:
    """What the row of keys says of a use case."""
    return _VERBS.get(name, usual)


def key_action(name: str, kind: str) -> str:
    """The use case by which the binding is called whose key leads to this one on that kind."""
    return next((key for (of, key), able in _MEANT.items() if of == kind and name in able), name)
