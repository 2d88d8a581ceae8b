"""Problems that wait for no clock: at some priorities those above are called in at once."""

from collections.abc import Sequence

from desk.models.store import Session
from desk.rules.crossings import crossed_line
from desk.rules.escalation import told_of
from desk.services.consequences import raised_entry
from desk.services.crossings import Crossed, News, Terms
from desk.services.journal import Entry
from desk.services.ladder import Climb, climb

_PEOPLE = ("lead", "manager")
_WHY = "escalated"


def anybody_above(terms: Terms) -> bool:
    """Whether there is anybody to call in: in a desk of one there is not."""
    return len(terms.ladder.roles) > 1


class AtOnce:
    """What becomes of problems that came to such a priority, each once."""

    def __init__(self, session: Session, terms: Terms, crossed: Sequence[Crossed]) -> None:
        """Call in step 1 of the ladder for each."""
        self._terms = terms
        self._crossed = crossed
        wanted = [
            Climb(each.item.id, 1, each.clock, each.at, f"Priority {each.item.priority}")
            for each in self._crossed
        ]
        done = climb(session, wanted, terms.now) if wanted else []
        self._climbed = {each.key: one for each, one in zip(self._crossed, done, strict=True)}

    def entries(self) -> list[Entry]:
        """What the journal tells of those that were raised."""
        return [
            raised_entry(self._terms, each, self._climbed[each.key])
            for each in self._crossed
            if self._climbed[each.key].after
        ]

    def news(self, each: Crossed) -> News:
        """Who is told: the lead and the manager, and whoever is called in."""
        climbed, item = self._climbed[each.key], each.item
        above = told_of(_PEOPLE, item.owner, item.team, self._terms.ladder)
        people = tuple(dict.fromkeys((*above, *climbed.told)))
        names = ", ".join(self._terms.names[person] for person in climbed.told)
        done = [f"level {climbed.level}: {names}"] if climbed.after else []
        text = crossed_line(each.clock, each.threshold, each.level)
        return News(people, text, done, _WHY)
