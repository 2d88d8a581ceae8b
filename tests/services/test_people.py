"""People, teams and who acts."""

from collections.abc import Callable

import pytest

from desk.bootstrap import Desk
from desk.config import user_name
from desk.errors import BadValue, Duplicate, NotAllowed, NotFound
from desk.rules.permissions import Actor


def test_the_first_person_is_the_user_with_every_right(desk: Desk) -> None:
    first = desk.people.actor()
    assert (first.name, first.role) == (user_name(), "administrator")


def test_a_person_is_found_without_case_and_accents(desk: Desk, hire: Callable[..., Actor]) -> None:
    hire("Zoë Müller")
    assert desk.people.actor("zoe muller").name == "Zoë Müller"
