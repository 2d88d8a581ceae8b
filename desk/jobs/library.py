"""APScheduler, imported without the list of everything installed that it would look through.

It asks each package on this machine for plugins: as much memory and time again as all else it
brings, for what the desk does not use.
"""

import sys
from types import ModuleType

_LIST = "importlib.metadata"
_is_there = _LIST in sys.modules
if not _is_there:
    _empty = ModuleType(_LIST)
    _empty.__dict__.update(
        version=lambda _: "3", entry_points=lambda **_: (), PackageNotFoundError=LookupError
    )
    sys.modules[_LIST] = _empty
try:
    from apscheduler import events as events
    from apscheduler.executors.base import BaseExecutor as BaseExecutor
    from apscheduler.executors.base import run_job as run_job
    from apscheduler.schedulers.asyncio import AsyncIOScheduler as AsyncIOScheduler
    from apscheduler.triggers.base import BaseTrigger as BaseTrigger
finally:
    if not _is_there:
        del sys.modules[_LIST]
