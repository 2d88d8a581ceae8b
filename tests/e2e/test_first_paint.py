"""What is loaded when the first queue is on the screen: start-up is a feature."""

import signal
import sys
from pathlib import Path

from tests.e2e.conftest import CLOCK
from tests.e2e.glass import Glass

FORBIDDEN = {"pydantic", "apscheduler", "psycopg", "click", "holidays", "icalendar"}

_LISTENING = """
import signal, sys

def tell(*_):
    with open(sys.argv[1] + ".part", "w") as file:
        file.write("\\n".join(sys.modules))
    import os
    os.replace(sys.argv[1] + ".part", sys.argv[1])

signal.signal(signal.SIGUSR1, tell)
from desk.cli.main import main
sys.exit(main(["--db", sys.argv[2]]))
"""


def test_what_the_first_screen_does_not_need_is_not_loaded(store: Path, tmp_path: Path) -> None:
    told = tmp_path / "modules"
    line = (sys.executable, "-c", _LISTENING, told, store)
    with Glass(line, environ={"DESK_CLOCK": CLOCK}) as desk:
        desk.wait_for("Queue", "I-")
        desk.process.send_signal(signal.SIGUSR1)
        desk.wait_until(told.exists, "the list of modules")
    loaded = {name.partition(".")[0] for name in told.read_text(encoding="utf-8").split()}
    assert "textual" in loaded
    assert loaded & FORBIDDEN == set()
