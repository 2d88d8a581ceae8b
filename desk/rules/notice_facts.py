"""What a trail says of notices: "Late notice N-4 drafted", "Notice N-4 dropped"."""

from collections.abc import Mapping

from desk.rules.vocabulary import Reference, words

Values = Mapping[str, object]

TOLD = "notices"
"""The name under which an entry tells of notices, by their numbers."""

ACTIONS = ("inform", "send", "told", "edit", "drop")
"""The acts whose entries read so."""

LETTERS = ("inform", "send", "told")
"""Of these the letter itself stands in the trail, once it goes."""


def notice_line(action: str, after: Values) -> str:
    """An entry on a notice as one line."""
    number, notice = _first(after)
    purpose = words(str(notice.get("purpose", "")))
    called = f"{purpose} notice {number}".strip()
    spoken = f"told by {words(str(notice.get('medium', '')))}"
    said = {
        "inform": {"draft": "drafted", "completed": spoken}.get(str(notice.get("state")), "sent"),
        "send": "sent",
        "told": spoken,
        "edit": "written otherwise",
        "drop": "dropped",
    }[action]
    line = f"{called} {said}"
    return f"{line[:1].upper()}{line[1:]}"


def _first(values: Values) -> tuple[str, Values]:
    """The notice that an entry is about; what fell away with it stands after it."""
    told = values.get(TOLD)
    for number, notice in told.items() if isinstance(told, Mapping) else ():
        return str(Reference("notice", int(number))), notice if isinstance(notice, Mapping) else {}
    return "", {}
