"""How the jobs are: who keeps time, when each job ran and what went wrong."""

from __future__ import annotations

from asyncio import get_running_loop

from textual.app import App

from desk.rows.jobs import JobRun, JobsRow
from desk.rules.jobs import ABOUT
from desk.rules.times import ago, near_moment
from desk.screens.base import Deeds, Offer, Seat
from desk.screens.palette import PaletteScreen
from desk.widgets.key_line import KeyHint


class JobsScreen(PaletteScreen):
    """Answers with nothing: there is nothing to choose."""

    def __init__(self, seat: Seat, state: JobsRow) -> None:
        runs = {run.name: run for run in state.runs}
        offers = [
            _line(seat, runs.get(name, JobRun(name)), about, state.now)
            for name, about in ABOUT.items()
        ]
        super().__init__(seat, f"How the jobs are: {_leader(seat, state)}", offers)

    def hints(self) -> list[KeyHint]:
        """The one key that does something."""
        return [KeyHint("esc", "leave")]

    def action_take(self) -> None:
        """There is nothing to take."""
        self.action_leave()


async def show(app: App[None], seat: Seat) -> None:
    """Read how the jobs are, and show it."""
    below = app.screen
    try:
        state = await get_running_loop().run_in_executor(seat.reader, seat.desk.job_health.state)
    except Exception as error:  # noqa: BLE001 - the one funnel of a sheet
        if isinstance(below, Deeds):
            below.post_message(below.refusal(error))
        return
    app.push_screen(JobsScreen(seat, state.with_newer(seat.desk.jobs.in_mind())))


def _line(seat: Seat, run: JobRun, about: str, now: int) -> Offer:
    glyphs = seat.look.glyphs
    if run.fails:
        return Offer(run.name, f"{glyphs.error} {run.name}", run.error or "", "failed")
    sign = glyphs.done if run.last_run else " "
    ran = ago(max(0, now - run.last_run)) if run.last_run else "not yet"
    return Offer(run.name, f"{sign} {run.name}", about, ran)


def _leader(seat: Seat, state: JobsRow) -> str:
    if state.leads:
        is_here = state.leader == seat.desk.jobs.owner
        return "this desk leads" if is_here else f"led by {state.leader}"
    if state.waits_since is not None:
        at = near_moment(state.waits_since, seat.actor.zone, seat.desk.clock.now())
        return f"something waits since {at}"
    return "nothing is due"
