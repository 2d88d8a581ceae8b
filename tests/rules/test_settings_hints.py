"""What empty fields of settings say: examples that the settings themselves would take."""

import tomllib

import pytest

from desk.rules.calendars import parse_spec
from desk.rules.settings_hints import choice_of, hint_of
from desk.rules.settings_shape import GROUPS, TOML


def test_every_line_of_a_group_that_is_hard_to_guess_has_a_hint() -> None:
    silent = {
        f"{group.table}.{key.name}"
        for group in GROUPS
        if group.table in ("calendar", "policy", "outlet", "hook", "escalation")
        for key in group.keys
        if not (hint_of(group.table, key.name) or key.choices or key.source)
    }
    assert silent == set()
    assert choice_of("notices", "draft") == "lies ready, somebody sends it"


@pytest.mark.parametrize(
    "key", [key.name for group in GROUPS if group.table == "calendar" for key in group.keys
            if key.kind == TOML]
)  # fmt: skip
def test_examples_of_calendars_are_taken(key: str) -> None:
    example = hint_of("calendar", key).removeprefix("none; like ")
    value = tomllib.loads(f"value = {example}")["value"]
    hours = {"wed": [["09:00", "17:00"]]}
    assert parse_spec({"tz": "Europe/Berlin", "hours": hours, key: value})
