"""The jobs beside a desk on the screen: begun once it is painted, loaded where nobody waits."""

from __future__ import annotations

from asyncio import get_running_loop
from concurrent.futures import Executor
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.jobs.runner import Runner
    from desk.jobs.turns import Told


async def begin(desk: Desk, told: Told, loader: Executor) -> Runner | None:
    """Let the jobs run on this loop; a store that takes nothing has none."""
    if desk.barred is not None:
        return None
    runner = await get_running_loop().run_in_executor(loader, partial(_made, desk, told))
    runner.start()
    return runner


def _made(desk: Desk, told: Told) -> Runner:
    from desk.jobs.runner import Runner

    return Runner(desk, told)
