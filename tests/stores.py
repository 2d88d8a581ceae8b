"""Stores and desks for tests: each on both engines, each test with a place of its own."""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import psycopg
import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.config import Settings
from desk.rules.permissions import Actor
from tests.postgres import NoServer, server

NOW = 1_795_428_000
"""Monday 2026-11-23, ten o'clock in UTC: what the clock of a test's desk says."""

Hire = Callable[..., Actor]
"""What the fixture `hire` gives."""

Fill = Callable[[Desk], object]
"""Puts into a founded store what tests begin with, by the desk's own use cases."""

_numbers = itertools.count(1)


class Places:
    """Makes and removes the places of stores on one engine."""

    def __init__(self, engine: str, folder: Path, server_url: str = "") -> None:
        self.engine = engine
        self._folder = folder
        self._server_url = server_url
        self._server: psycopg.Connection | None = None
        self._templates: dict[Fill, str] = {}

    def fresh(self) -> str:
        """The URL of a place where nothing is yet."""
        return self._made("template0")

    def founded(self) -> str:
        """The URL of a store with its scheme, its first person and nothing else."""
        return self.filled(nothing)

    def filled(self, fill: Fill) -> str:
        """The URL of a founded store that was filled: the first one is, the others are copies."""
        if fill not in self._templates:
            template = self._made("template0")
            with closing(build(settings_for(template), FixedClock(NOW))) as desk:
                fill(desk)
            self._templates[fill] = template
        if self.engine == "sqlite":
            url = self._made("")
            shutil.copyfile(self._templates[fill], url)
            return url
        return self._made(psycopg.conninfo.conninfo_to_dict(self._templates[fill])["dbname"])

    def remove(self, url: str) -> None:
        """Take the place away."""
        if self.engine == "sqlite":
            for path in Path(url).parent.glob(Path(url).stem + "*"):
                path.unlink()
            return
        name = psycopg.conninfo.conninfo_to_dict(url)["dbname"]
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def clear(self) -> None:
        """Take away what further stores were copied from."""
        while self._templates:
            self.remove(self._templates.popitem()[1])
        if self._server is not None:
            self._server.close()

    def _made(self, template: object) -> str:
        name = f"desk_{os.getpid()}_{next(_numbers)}"
        if self.engine == "sqlite":
            return str(self._folder / f"{name}.db")
        self._run(f"CREATE DATABASE \"{name}\" TEMPLATE {template} ENCODING 'UTF8'{self._how}")
        path, question, options = self._server_url.partition("?")
        return f"{path.rpartition('/')[0]}/{name}{question}{options}"

    @property
    def _how(self) -> str:
        """Copy files, as servers did before they wrote each page of a copy into their log."""
        return " STRATEGY file_copy" if self._connected.info.server_version >= 150_000 else ""

    @property
    def _connected(self) -> psycopg.Connection:
        """A connection that is kept: a new one is a process."""
        if self._server is None:
            self._server = psycopg.connect(self._server_url, autocommit=True)
        return self._server

    def _run(self, statement: str) -> None:
        self._connected.execute(statement.encode())


def nothing(_: Desk) -> None:
    """Leave a founded store as it is."""


def settings_for(url: str) -> Settings:
    """Settings that choose a store and nothing else."""
    return Settings(db=url, is_default_db=False, zone="UTC")


@pytest.fixture(scope="session")
def _postgresql_url() -> Iterator[str]:
    with ExitStack() as stack:
        try:
            url = stack.enter_context(server())
        except NoServer as reason:
            if os.environ.get("DESK_TEST_NEED_POSTGRES"):
                pytest.fail(f"PostgreSQL is needed here: {reason}", pytrace=False)
            pytest.skip(f"not run on PostgreSQL: {reason}")
        yield url


@pytest.fixture(scope="session")
def file_places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Where SQLite stores are made."""
    return Places("sqlite", tmp_path_factory.mktemp("stores"))


@pytest.fixture(scope="session")
def server_places(_postgresql_url: str) -> Iterator[Places]:
    """Where PostgreSQL stores are made."""
    made = Places("postgresql", Path(), _postgresql_url)
    yield made
    made.clear()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest) -> Places:
    """Where stores of one engine are made; tests that use it run on both."""
    kind = "file_places" if request.param == "sqlite" else "server_places"
    made = request.getfixturevalue(kind)
    assert isinstance(made, Places)
    return made


@pytest.fixture
def store_url(places: Places) -> Iterator[str]:
    """A place where no store is yet, on each engine."""
    yield from _fresh(places)


@pytest.fixture
def server_url(server_places: Places) -> Iterator[str]:
    """A place where no store is yet, on a server."""
    yield from _fresh(server_places)


def _fresh(places: Places) -> Iterator[str]:
    url = places.fresh()
    yield url
    places.remove(url)


@pytest.fixture
def clock() -> FixedClock:
    """The clock of the test's desk; it stands still until told to move."""
    return FixedClock(NOW)


@pytest.fixture
def filling() -> Fill:
    """What the store of the test's desk begins with; a module that needs more has its own."""
    return nothing


@pytest.fixture
def desk(places: Places, clock: FixedClock, filling: Fill) -> Iterator[Desk]:
    """A desk on a store of its own, on each engine, with its first person and what was filled."""
    url = places.filled(filling)
    made = build(settings_for(url), clock)
    yield made
    made.close()
    places.remove(url)


@pytest.fixture
def me(desk: Desk) -> Actor:
    """The first person of the test's desk, who holds every right."""
    return desk.directory.actor()


@pytest.fixture
def hire(desk: Desk, me: Actor) -> Hire:
    """Adds a person to the test's desk: `hire("Mia", role="teamLead", team="Field")`."""

    def hired(name: str, role: str = "agent", team: str = "") -> Actor:
        desk.people.add(me, name, role, team)
        return desk.directory.actor(name)

    return hired
