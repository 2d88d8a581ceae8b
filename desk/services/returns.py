"""Work that its owner left untouched for too long goes back to its team, by the desk itself."""

from desk.errors import DeskError
from desk.models.held import Held, untouched
from desk.models.policies import calendars
from desk.models.store import Session
from desk.models.workers import TeamTerms, hours_of, team_terms
from desk.rows.work import Outcome
from desk.rules.permissions import DESK, Actor
from desk.rules.times import span
from desk.rules.untouched import untouched_since
from desk.services.crossing import again_when_crossed
from desk.services.giving_back import GivingBack


class Returns(GivingBack):
    """What the desk takes back from owners who do not touch it."""

    def return_untouched(self, actor: Actor = DESK) -> tuple[Outcome, ...]:
        """Give back all that was left alone for its team's time, each in its own transaction.

        What somebody touches meanwhile stays where it is. Waiting work never goes back.
        """
        now = self._clock.now()
        with self._store.reading() as session:
            terms = {id_: each for id_, each in team_terms(session).items() if each.return_after}
            if not terms:
                return ()
            found = untouched(session, _since(session, terms, now), now)
        done = (self._one(actor, held, terms) for held in found)
        return tuple(each for each in done if each is not None)

    def _one(self, actor: Actor, held: Held, terms: dict[int, TeamTerms]) -> Outcome | None:
        assert held.team is not None, "only work of teams is found"
        of = terms[held.team]
        why = f"to {of.name}, untouched for {span(of.return_after)}"
        try:
            return again_when_crossed(lambda: self._to_team(actor, held, why, expect=held.version))
        except DeskError:
            return None  # somebody was at it since it was found


def _since(session: Session, terms: dict[int, TeamTerms], now: int) -> dict[int, int]:
    """Since when work of each team must have been left alone."""
    known = calendars(session)
    found: dict[int, int] = {}
    for of in terms.values():
        since = untouched_since(hours_of([of.calendar], known)[1], now, of.return_after)
        if since is not None:
            found[of.id] = since
    return found
