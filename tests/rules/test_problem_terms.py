"""What is settled about problems: the matrix and its switches, the lists of words."""

import pytest

from desk.errors import BadValue
from desk.rules.priority import judge
from desk.rules.problem_terms import Terms, check_word, read_terms, written

FOUR = {
    "impacts": ["all", "many", "few", "one"],
    "urgencies": ["now", "soon"],
    "cells": [[1, 2], [1, 3], [2, 4], [3, 5]],
    "most_with_workaround": "few",
}


def test_what_is_written_reads_the_same() -> None:
    terms = read_terms({"priority": FOUR, "problem": {"categories": ["Line", "Mail"], "warn": 60}})
    assert read_terms(written(terms)) == terms
    assert read_terms({}) == Terms()


@pytest.mark.parametrize(
    ("priority", "problem", "named"),
    [
        ({"impacts": ["a", "b"]}, {}, "no cells"),
        ({**FOUR, "cells": [[1, 2]]}, {}, "4 rows of 2"),
        ({**FOUR, "cells": [[1, 2], [1, 3], [2, 4], [3, 9]]}, {}, "'9'"),
        ({**FOUR, "cells": [[1, 2], [1, 3], [2, 4], [3, True]]}, {}, "'True'"),
        ({**FOUR, "most_with_workaround": "nobody"}, {}, "nobody"),
        ({"off": ["impact huge"]}, {}, "impact huge"),
        ({"off": ["impact high", "impact medium", "impact low"]}, {}, "one side"),
        ({"off": [f"priority {n}" for n in range(1, 6)]}, {}, "Every priority"),
        ({"impacts": ["a", "A"], "cells": [[1, 2, 3], [1, 2, 3]]}, {}, "twice"),
        ({"colour": "red"}, {}, "colour"),
        ({}, {"codes": []}, "codes"),
        ({}, {"confirm": -1}, "confirm"),
        ({}, {"confirm": "soon"}, "soon"),
        ({}, {"shoes": 1}, "shoes"),
        ("high", {}, "priority"),
    ],
)
def test_what_is_wrong_is_named(priority: object, problem: object, named: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_terms({"priority": priority, "problem": problem})
    assert named in f"{caught.value.message} {caught.value.next_step}"


def test_a_level_that_is_switched_off_is_not_offered() -> None:
    terms = read_terms({"priority": {"off": ["impact high", "urgency low", "priority 5"]}})
    assert terms.impacts() == ("medium", "low")
    assert terms.urgencies() == ("high", "medium")
    assert judge(terms.matrix, "low", "low").priority == 4, "the next higher one"
    top = read_terms({"priority": {"off": ["priority 1", "priority 2"]}})
    assert judge(top.matrix, "high", "high").priority == 3, "there is none higher"


def test_a_word_is_found_without_regard_to_case() -> None:
    assert check_word("category", " line ", ("Line", "Mail")) == "Line"
    assert check_word("category", "anything  goes", ()) == "anything goes"
    with pytest.raises(BadValue, match="Mial") as caught:
        check_word("category", "Mial", ("Line", "Mail"))
    assert "Mail" in caught.value.next_step
