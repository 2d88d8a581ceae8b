"""What is not settled is told from what there is not."""

import pytest

from desk.rules.settings_names import is_not_set

SETTLED = ("outlet.smtp.host", "hook.crm.url", "calendar.office.tz", "levels.watch")


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("outlet.smtp.password", True),
        ("outlet.folder.path", True),
        ("hook.crm.secret", True),
        ("calendar.office.country", True),
        ("hook.other.secret", False),
        ("hook.crm.secrets", False),
        ("hook.crm.my.secret", False),
        ("outlet.smtp.passwort", False),
        ("outlet.password", False),
        ("outlet.my.smtp.password", False),
        ("nothing.at.all", False),
        ("outlet", False),
    ],
)
def test_a_name_without_a_value(name: str, known: bool) -> None:
    assert is_not_set(name, SETTLED) is known
