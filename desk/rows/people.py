"""People and teams as lists show them."""

from typing import NamedTuple


class PersonRow(NamedTuple):
    """A person who works at the desk."""

    id: int
    name: str
    role: str
    teams: tuple[str, ...]
    zone: str


class TeamRow(NamedTuple):
    """A team and how many people are in it."""

    id: int
    name: str
    members: int
