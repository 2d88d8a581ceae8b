"""Who follows what happens on a server goes on when its connections were cut."""

from collections.abc import Iterator

import psycopg
import pytest

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from tests.cli.follower import Follower


@pytest.fixture
def follower(desk: Desk) -> Iterator[Follower]:
    """Somebody who follows what happens on the store of the test."""
    made = Follower("--db", desk._store.location.target)
    yield made
    made.kill()


@pytest.mark.parametrize("places", ["postgresql"], indirect=True, scope="session")
def test_a_follower_outlives_its_connections(desk: Desk, me: Actor, follower: Follower) -> None:
    desk.interactions.log(me, "inbound", "email", "Bill")
    assert follower.line()["type"] == "interaction.log"
    with psycopg.connect(desk._store.location.target, autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    desk.interactions.claim(me, "I-1")
    assert follower.line()["type"] == "interaction.claim"
