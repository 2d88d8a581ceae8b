"""Who reports to whom: a line upwards that never comes back to where it began."""

from collections.abc import Mapping


def loop(managers: Mapping[int, int | None], person: int, manager: int) -> tuple[int, ...]:
    """The people of the loop that a new manager would close, the person first and last.

    Empty when there is none.
    """
    line = [person]
    above: int | None = manager
    while above is not None and above not in line:
        line.append(above)
        above = managers.get(above)
    return (*line, person) if above == person else ()
