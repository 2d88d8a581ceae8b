"""Which entries of an item tell of one of its notices."""

from collections.abc import Mapping

from desk.rules.notice_facts import TOLD
from desk.rules.vocabulary import Reference

Values = Mapping[str, object]


def tells_of_notice(before: Values, after: Values, number: int) -> bool:
    """Whether an entry tells that a notice was written, sent, changed, dropped, arrived or not."""
    ref = str(Reference("notice", number))
    kept = (_mapping(values.get(TOLD)) for values in (before, after))
    if any(str(number) in notices for notices in kept):
        return True
    return any(_mapping(value).get("notice") == ref for value in after.values())


def _mapping(value: object) -> Values:
    return value if isinstance(value, Mapping) else {}
