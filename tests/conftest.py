"""One environment for every test, set before Textual is imported."""

import gc
import os
import time
import zlib

import pytest

_LEAKING = ("NO_COLOR", "COLUMNS", "LINES", "COLORTERM", "TEXTUAL_", "DESK_")
_OURS = ("DESK_TEST_", "TEXTUAL_SNAPSHOT_")
"""What whoever runs the tests sets, and the plugin for pictures tells its workers."""

_TURNS = {
    0: ("tests/hostile/",),
    2: ("tests/rules/", "tests/widgets/", "tests/house/", "tests/terminal/"),
}
"""Which files come first and which last; all others in between."""

for _name in [*os.environ]:
    if _name.startswith(_LEAKING) and not _name.startswith(_OURS):
        del os.environ[_name]
os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8", TZ="UTC")
os.environ.pop("LC_ALL", None)
time.tzset()

from tests.stores import (  # noqa: E402, F401
    _postgresql_url,
    clock,
    desk,
    file_places,
    filling,
    hire,
    me,
    places,
    server_places,
    server_url,
    store_url,
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give several workers files that wait and files that compute, by turns, the longest first.

    By their names those that wait for a terminal stand next to each other: all workers would wait.
    Those that take moments come last, so that all workers end at about the same time.
    """
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: _turn(item.nodeid.partition("::")[0]))


def _turn(file: str) -> tuple[int, int]:
    turn = next((turn for turn, folders in _TURNS.items() if file.startswith(folders)), 1)
    return turn, zlib.crc32(file.encode())


def pytest_collection_finish() -> None:
    """What was collected stays: the garbage collector need not look at it after each test.

    And it looks less often than it would: each screen of a test is a great many young objects.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
