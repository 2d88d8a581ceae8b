"""How the jobs are, on the screen: by name, in words, for whoever asks."""

from desk.app import DeskApp
from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rows.jobs import JobRun
from desk.rules.permissions import Actor
from desk.screens.jobs import JobsScreen
from tests.screens.queues import shown
from tests.screens.seats import Keys, on_top, seated, until, write


async def test_a_new_desk_has_nothing_to_tell(local: Desk, ana: Actor) -> None:
    async with seated(local, ana) as keys:
        await _ask(keys)
        await shown(keys, "How the jobs are: nothing is due", "tick", "deliver", "not yet")
        await keys.press("escape")
        await until(keys, lambda: not isinstance(keys.app.screen, JobsScreen))


async def test_what_each_did_and_what_went_wrong_is_shown(
    local: Desk, ana: Actor, clock: FixedClock
) -> None:
    local.jobs.note(JobRun("tick", done=3))
    local.jobs.note(JobRun("deliver", error="[/] No route to mail.example\x1b[2J"))
    clock.advance(125)
    local.jobs.note(JobRun("upkeep"))
    local.jobs.lead()
    async with seated(local, ana) as keys:
        await _ask(keys)
        on_top(keys, JobsScreen)
        await shown(
            keys,
            "this desk leads",
            "2 min ago",
            "[/] No route to mail.example",
            "failed",
            "0 s ago",
        )
        await keys.press("enter")
        await until(keys, lambda: not isinstance(keys.app.screen, JobsScreen))


async def test_an_open_desk_keeps_time_and_stops_when_it_is_left(
    local: Desk, ana: Actor, clock: FixedClock
) -> None:
    values = {"subject": "Fibre down", "impact": "high", "urgency": "high"}
    ref = local.do(local.directory.actor(), "report", "problem", values).ref
    async with seated(local, ana) as keys:
        app = keys.app
        assert isinstance(app, DeskApp)
        assert not app.keeps_time, "the desk of a test stands still unless it is told otherwise"
        clock.advance(8 * 60)
        await app._begin_jobs()
        await until(keys, lambda: local.trail.item(ana, ref).trail[-1].action == "cross")
    leader = local.jobs.leader()
    assert leader is not None
    assert leader.until == 0, "another may go on at once"


async def _ask(keys: Keys) -> None:
    await keys.press("ctrl+p")
    await write(keys, "jobs")
    await shown(keys, "who keeps time")
    await keys.press("enter")
