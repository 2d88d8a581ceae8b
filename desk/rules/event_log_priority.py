"""What a file says of the priority of a problem, in the words of the desk."""

import json
from collections.abc import Mapping

from desk.rules.priority import judge
from desk.rules.problem_terms import Terms
from desk.rules.vocabulary import PRIORITY_WORDS


def weighed(terms: Terms, impact: str, urgency: str, priority: str) -> Mapping[str, object]:
    """Impact, urgency, priority and the reasons for it, as a problem keeps them.

    A level that is missing or unknown here is the one in the middle. The priority of the file
    stands; without one the matrix gives it.
    """
    lines: list[str] = []
    levels = (
        _level("impact", impact, terms.impacts(), lines),
        _level("urgency", urgency, terms.urgencies(), lines),
    )
    found = judge(terms.matrix, *levels)
    number = int(priority) if priority else found.priority
    if priority:
        lines = [f"It came with priority {number} {PRIORITY_WORDS[number]}."]
    else:
        lines += found.reasons
    return {
        "impact": found.impact,
        "urgency": found.urgency,
        "priority": number,
        "reasons": json.dumps(lines, ensure_ascii=False),
    }


def _level(side: str, said: str, known: tuple[str, ...], lines: list[str]) -> str:
    for level in known:
        if level.casefold() == said.casefold():
            return level
    middle = known[len(known) // 2]
    what = f"names the {side} {said}, which is none here" if said else f"names no {side}"
    lines.append(f"The file {what}: {middle} is taken.")
    return middle
