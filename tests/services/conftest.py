"""What tests of several use cases share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from tests.services.import_files import Files
from tests.services.lines import Line
from tests.services.outgoing import settle
from tests.sink import Sink, running
from tests.stores import Hire


@pytest.fixture
def files(desk: Desk, me: Actor, tmp_path: Path) -> Files:
    """Files to import into the desk of the test."""
    return Files(desk, me, tmp_path)


@pytest.fixture
def line(desk: Desk, me: Actor, hire: Hire) -> Line:
    """Two lines of support, the first with a lead and her manager."""
    return Line(desk, me, hire)


@pytest.fixture
def sink() -> Iterator[Sink]:
    """A server of mail on this machine."""
    with running() as made:
        yield made


@pytest.fixture
def open_way(desk: Desk, me: Actor, sink: Sink) -> Sink:
    """The server of the test, by which mail leaves."""
    settle(desk, me, sink)
    return sink
