"""One environment for every test, set before Textual is imported."""

import os
import time

_LEAKING = ("NO_COLOR", "COLUMNS", "LINES", "COLORTERM")

for _name in [*os.environ]:
    _ours = _name.startswith(("TEXTUAL_", "DESK_")) and not _name.startswith("DESK_TEST_")
    if _ours or _name in _LEAKING:
        del os.environ[_name]
os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8", TZ="UTC")
os.environ.pop("LC_ALL", None)
time.tzset()

from tests.stores import (  # noqa: E402, F401
    _postgresql_url,
    clock,
    desk,
    file_places,
    hire,
    me,
    places,
    server_places,
    server_url,
    store_url,
)
