"""One environment for every test, set before Textual is imported."""

import os
import time

_LEAKING = ("NO_COLOR", "COLUMNS", "LINES", "COLORTERM")

for _name in [*os.environ]:
    if _name in _LEAKING or _name.startswith(("TEXTUAL_", "DESK_")):
        if not _name.startswith("DESK_TEST_"):
            del os.environ[_name]
os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8", TZ="UTC")
os.environ.pop("LC_ALL", None)
time.tzset()
