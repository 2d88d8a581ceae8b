"""One environment for every test, set before Textual is imported."""

import os
import time

_LEAKING = ("NO_COLOR", "COLUMNS", "LINES", "COLORTERM", "TEXTUAL_", "DESK_")
_OURS = ("DESK_TEST_", "TEXTUAL_SNAPSHOT_")
"""What whoever runs the tests sets, and the plugin for pictures tells its workers."""

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
