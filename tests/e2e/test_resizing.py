"""Windows are pulled about while people type."""

import itertools

from tests.e2e.conftest import OpenDesk

SIZES = ((80, 24), (20, 5), (140, 40), (1, 1), (100, 30), (400, 100), (61, 16), (3, 50))
STORM = 120


def test_a_storm_of_sizes_leaves_the_desk_and_the_text_whole(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.wait_for("Queue", "Subject")
    desk.type("/")
    desk.settle()
    typed = "subject words"
    letters = iter(typed)
    for count, size in enumerate(itertools.islice(itertools.cycle(SIZES), STORM)):
        desk.resize(*size)
        if count % 8 == 0:
            desk.type(next(letters, ""))
        desk.read(0.01)
    desk.type("".join(letters))
    desk.resize(80, 24)
    desk.wait_for("Queue", typed)
    assert desk.process.poll() is None
    assert "Traceback" not in desk.text
