"""Places within lists of the settings: named as they were typed, set alone where they may be."""

import pytest

from tests.cli.conftest import Call


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("priority.cells.high.high", "'priority.cells' is a list, which is set as a whole"),
        ("problem.codes.fixed", "'problem.codes' is a list, which is set as a whole"),
        ("policy.9.completion", "'policy.9.completion' names no value of a policy"),
        ("plan.p.steps.7.name", "'plan.p.steps.7.name' names no value of a step"),
    ],
)
def test_a_place_in_a_list_is_named_as_it_was_typed(call: Call, name: str, said: str) -> None:
    assert call("settings", "set", "plan.p.steps", '[{name="Look"}]').code == 0
    refused = call("settings", "set", name, "7")
    assert (refused.code, said in refused.err) == (1, True)


def test_a_step_of_a_plan_is_set_alone(call: Call) -> None:
    assert call("settings", "set", "plan.p.steps", '[{name="Look"}, {name="Go"}]').code == 0
    assert call("settings", "set", "plan.p.steps.2.name", "Drive there").code == 0
    assert '{"name": "Drive there"}]' in call("settings", "get", "plan.p").out
