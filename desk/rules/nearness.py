"""The nearest known name to one that is not known, for refusals that teach."""

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like the one given, in any case; None when none is."""
    # Only a refusal needs it, and every start would pay for it.
    from difflib import get_close_matches

    folded = {each.lower(): each for each in known}
    near = get_close_matches(name.lower()[:64], folded, 1)
    return folded[near[0]] if near else None
