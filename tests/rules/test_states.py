"""Every pair of states of every machine: allowed or not, and what a step demands."""

from itertools import product

import pytest

from desk.errors import WrongState
from desk.rules import party_states, states
from desk.rules.lifecycle import NEW, Machine, require, steps_from

TABLES: list[tuple[Machine, str]] = [
    (
        states.INTERACTION,
        """
        new: open inProgress completed
        open: inProgress awaitingCustomer completed
        inProgress: awaitingCustomer completed
        awaitingCustomer: inProgress completed
        completed: inProgress
        """,
    ),
    (
        states.PROBLEM,
        """
        new: acknowledged inProgress rejected
        acknowledged: inProgress pending held resolved cancelled rejected
        inProgress: pending held resolved cancelled
        pending: inProgress held resolved cancelled
        held: inProgress pending resolved cancelled
        resolved: inProgress closed
        """,
    ),
    (
        states.REQUEST,
        """
        new: received
        received: selfService inFulfilment rejected cancelled
        selfService: fulfilled inFulfilment cancelled
        inFulfilment: pendingRequester held fulfilled cancelled
        pendingRequester: inFulfilment cancelled fulfilled
        held: inFulfilment cancelled
        fulfilled: closed inFulfilment
        """,
    ),
    (
        party_states.NOTICE,
        """
        new: draft initial
        draft: initial cancelled
        initial: inProgress held cancelled
        held: initial cancelled
        inProgress: completed failed
        failed: inProgress
        """,
    ),
    (
        party_states.CUSTOMER,
        """
        new: prospect active
        prospect: active rejected merged
        active: suspended terminated merged
        suspended: active terminated merged
        terminated: active merged
        rejected: merged
        """,
    ),
    (party_states.INDIVIDUAL, "new: initialized\ninitialized: validated\nvalidated: deceased"),
    (party_states.ORGANIZATION, "new: initialized\ninitialized: validated\nvalidated: closed"),
    (
        party_states.PARTNER,
        """
        new: invited
        invited: active
        active: locked ended
        locked: active ended
        """,
    ),
    (
        party_states.PARTNER_MESSAGE,
        """
        new: received
        received: validated ignored
        validated: mapped quarantined
        mapped: delivered quarantined
        quarantined: mapped discarded
        delivered: acknowledged
        """,
    ),
    (
        states.TASK,
        """
        new: planned
        planned: ready cancelled
        ready: planned assigned cancelled
        assigned: planned ready started cancelled
        started: ready done failed cancelled
        """,
    ),
]


def allowed(table: str) -> set[tuple[str, str]]:
    """The pairs a table names."""
    lines = [line.strip().partition(":") for line in table.strip().splitlines()]
    return {
        (NEW if source == "new" else source, target)
        for source, _, targets in lines
        for target in targets.split()
    }


def may(machine: Machine, source: str, target: str) -> bool:
    """Whether the machine lets the step pass."""
    try:
        require(machine, source, target)
    except WrongState:
        return False
    return True


@pytest.mark.parametrize(("machine", "table"), TABLES, ids=[machine.kind for machine, _ in TABLES])
def test_every_pair(machine: Machine, table: str) -> None:
    """Each pair is allowed exactly when the table says so; to stay is no step."""
    pairs = set(product((NEW, *machine.states), machine.states))
    assert {pair for pair in pairs if may(machine, *pair)} == allowed(table)


def test_no_machine_is_forgotten() -> None:
    """Every machine has its table above."""
    assert [machine for machine, _ in TABLES] == list(states.MACHINES)


@pytest.mark.parametrize(
    ("machine", "waits", "back"),
    [
        (states.INTERACTION, "awaitingCustomer", "open"),
        (states.PROBLEM, "pending", "acknowledged"),
        (states.PROBLEM, "held", "acknowledged"),
    ],
)
def test_waiting_leads_back_to_where_it_came_from(machine: Machine, waits: str, back: str) -> None:
    """The way back is open to what came that way alone."""
    assert require(machine, waits, back, came_from=back).is_return
    with pytest.raises(WrongState):
        require(machine, waits, back, came_from="inProgress")


@pytest.mark.parametrize(
    ("machine", "opened", "ended"),
    [
        (states.INTERACTION, "open inProgress awaitingCustomer", "completed"),
        (
            states.PROBLEM,
            "acknowledged inProgress pending held",
            "closed cancelled rejected",
        ),
        (
            states.REQUEST,
            "received selfService inFulfilment pendingRequester held",
            "closed rejected cancelled",
        ),
        (party_states.NOTICE, "draft held initial inProgress failed", "completed cancelled"),
        (states.TASK, "planned ready assigned started", "done failed cancelled"),
        (party_states.CUSTOMER, "prospect active suspended", "merged"),
    ],
)
def test_open_and_ended(machine: Machine, opened: str, ended: str) -> None:
    """Resolved and fulfilled are neither open nor ended."""
    assert [state for state in machine.states if machine.is_open(state)] == opened.split()
    assert set(machine.ends) == set(ended.split())


def test_steps_name_their_demands() -> None:
    """A service and a dialog read what a step asks for."""
    (step,) = [s for s in steps_from(states.INTERACTION, "open") if s.target == "completed"]
    assert [demand.name for demand in step.demands] == ["outcome", "settled"]
    reopen = require(states.INTERACTION, "completed", "inProgress")
    assert [demand.kind for demand in reopen.demands] == ["permission", "fact", "text"]


@pytest.mark.parametrize(
    ("source", "target", "message", "next_step"),
    [
        (
            "closed",
            "inProgress",
            "The problem is closed; from there it cannot be in progress",
            "Closed is the end; log a new problem and link the two.",
        ),
        (
            "resolved",
            "resolved",
            "The problem is resolved already",
            "From resolved it can be: in progress, closed.",
        ),
        (
            NEW,
            "held",
            "A new problem cannot be held",
            "It can be: acknowledged, in progress, rejected.",
        ),
    ],
)
def test_a_refusal_says_what_is_possible(
    source: str, target: str, message: str, next_step: str
) -> None:
    """The sentence names where it stands, the next step where it may go."""
    with pytest.raises(WrongState) as caught:
        require(states.PROBLEM, source, target)
    assert (caught.value.message, caught.value.next_step) == (message, next_step)


def test_a_state_that_is_a_verb_reads_as_one() -> None:
    with pytest.raises(WrongState) as caught:
        require(states.INTERACTION, "awaitingCustomer", "awaitingCustomer")
    assert caught.value.message == "The interaction waits for customer already"


def test_machines_are_sound() -> None:
    """Every step joins states of its machine, and every state is reached."""
    for machine in states.MACHINES:
        reached = {step.target for step in machine.steps}
        assert reached == set(machine.states)
        assert {step.source for step in machine.steps} <= {NEW, *machine.states}
        assert states.machine_of(machine.kind) is machine
