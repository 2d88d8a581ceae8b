"""Mail that meets every fault of a server, on both engines: nothing is lost, and what comes twice
comes under the same name, in the one window that cannot be closed."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing

import pytest

from desk.clock import FixedClock
from tests.certificates import Authority
from tests.faults.letters import LETTERS, Case, Counted, counted, note, server, settle, until
from tests.sink import STAGES, Fault
from tests.stores import NOW, Fill, Places

FAULTS = 2
"""So often each fault comes, then all is well."""
OF_THE_LETTER = ("MAIL", "RCPT", "DATA", "dot")
HOWS = ("4xx", "5xx", "drop", "hang")
_SAYS = {"4xx": "451 4.3.0 later", "5xx": "554 5.7.1 never"}

IMPATIENCE = 1
"""Seconds in which a server that hangs is given up."""

Cases = Callable[[], Case]


@pytest.fixture
def case(places: Places, laid: Fill, authority: Authority) -> Iterator[Cases]:
    """Makes stores of an engine with letters in them, each with a server of its own."""
    with ExitStack() as stack:

        def made() -> Case:
            url = places.filled(laid)
            stack.callback(places.remove, url)
            sink = stack.enter_context(server(authority))
            found = Case(url, sink, FixedClock(NOW + 10), authority.ca)
            with closing(found.open()) as desk:
                settle(desk, sink.port, authority.ca)
            return found

        yield made


def faced(case: Case, stage: str, how: str) -> Counted:
    """What becomes of the letters of a case when a stage fails so often, and then all is well."""
    with closing(case.open()) as desk:
        if how != "hang":
            said = _SAYS.get(how, "")
            case.sink.faults[stage] = Fault("say" if said else how, said, FAULTS)
            return counted(case, desk)
        case.sink.faults[stage] = Fault(how)
        settle(desk, case.sink.port, case.ca, IMPATIENCE)
        runs = case.run(desk, FAULTS)
        settle(desk, case.sink.port, case.ca)
        # Who was given up early may still be read: that is over before the server is well again.
        until(lambda: case.sink.is_settled)
        case.sink.faults.clear()
        return counted(case, desk, runs)


@pytest.mark.parametrize("how", HOWS)
def test_at_every_stage_nothing_is_lost_and_nothing_comes_twice(case: Cases, how: str) -> None:
    """All stages side by side: those that hang take their time together."""
    cases = {stage: case() for stage in STAGES}
    with ThreadPoolExecutor(len(cases)) as pool:
        asked = {stage: pool.submit(faced, made, stage, how) for stage, made in cases.items()}
        found = {stage: each.result() for stage, each in asked.items()}
    for stage, each in found.items():
        note(f"{stage:9} {how:5}", each)
        failed = FAULTS if how == "5xx" and stage in OF_THE_LETTER else 0
        assert (each.lost, each.failed, each.told) == (0, failed, failed), stage
        assert (each.delivered, each.twice) == (LETTERS - failed, 0), stage


@pytest.mark.parametrize("shown", ["elsewhere", "expired"])
def test_with_a_certificate_that_does_not_hold_all_waits(
    case: Cases, authority: Authority, shown: str
) -> None:
    made = case()
    made.sink.context = authority.shows(shown)
    with closing(made.open()) as desk:
        made.run(desk, 1)
        assert "certificate is not trusted" in desk.outbox_state.health().last_error
        assert made.sink.taken == []
        made.sink.context = authority.shows("right")
        found = counted(made, desk, 1)
    note(f"TLS       {shown}", found)
    assert (found.lost, found.delivered, found.twice) == (0, LETTERS, 0)


def test_the_answer_after_the_dot_is_the_one_window(case: Cases) -> None:
    """What was taken and not answered comes once more for each such answer, under its name."""
    made = case()
    made.sink.faults["dot"] = Fault("lose", times=1)
    with closing(made.open()) as desk:
        found = counted(made, desk)
    note("dot       lose ", found)
    assert (found.lost, found.delivered, found.twice, found.copies) == (0, LETTERS, 1, 2)
