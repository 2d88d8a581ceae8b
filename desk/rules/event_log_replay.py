"""A case played through the table of states: what each of its events changed, at its own time.

The log is believed: what the table does not allow is taken over as it came, marked and counted.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from desk.rules.event_log import Event
from desk.rules.event_log_case import Case
from desk.rules.event_log_map import Standing
from desk.rules.event_log_steps import ENDS, OVER, WAITING, action_of, chosen, going, why_of
from desk.rules.lifecycle import NEW
from desk.rules.vocabulary import LIVE_CHANNELS, words

AGAINST = "against the table of states, kept as it came"
"""What stands beside a fact that the table does not allow."""

_REPORTED = Standing("acknowledged")
_SOLVED = {"cause": "cause", "code": "resolution_code", "resolution": "resolution"}
"""What the last row says of the solution, and where a problem keeps it."""

Weigh = Callable[[str, str, str], Mapping[str, object]]
"""Impact, urgency and priority as a file has them -> those of the desk, and the reasons."""


class Named(NamedTuple):
    """The numbers of whom the events name; 0 for a person who is not here."""

    owners: Mapping[str, int]
    teams: Mapping[str, int]


class Deed(NamedTuple):
    """One fact: what changed when, by which of the desk's actions."""

    at: int
    action: str
    before: Mapping[str, object]
    after: Mapping[str, object]
    why: str = ""


class Turn(NamedTuple):
    """How a problem stands for its clocks from an instant on."""

    at: int
    going: str
    """running, still, ended or dropped: it neither met nor missed anything."""
    is_answered: bool
    priority: int
    team: str


class Played(NamedTuple):
    """What a case comes to."""

    fields: Mapping[str, object]
    """Of the problem, as it stands at the end."""
    deeds: Sequence[Deed]
    turns: Sequence[Turn]
    odd: Mapping[int, str]
    """Lines that contradict the table or the case, and how."""


def played(case: Case, named: Named, weigh: Weigh) -> Played:
    """Play a case from its creation to its last event."""
    player = _Player(case, named, weigh)
    for event in case.events:
        player.take(event)
    return Played(player.fields, player.deeds, player.turns, player.odd)


class _Player:
    """One case while it is played."""

    def __init__(self, case: Case, named: Named, weigh: Weigh) -> None:
        first = case.events[0]
        self._case = case
        self._named = named
        self._weigh = weigh
        self._standing = _REPORTED
        self._came_from = ""
        self._last = case.created
        # Who had it is known from the first event on, which may be later than the creation.
        self._had = (first.owner, first.team) if first.at == case.created else ("", "")
        self._was_had = any(self._had)
        self._filed = _filed(first)
        self._judged = (first.impact, first.urgency, first.priority)
        self._was_answered = case.rest.said["channel"] in LIVE_CHANNELS
        self._stands: tuple[str, bool, int, str] | None = None
        self.odd = dict(case.odd)
        self.fields: dict[str, object] = {
            "state": self._standing.state,
            "owner": named.owners.get(self._had[0], 0),
            "team": named.teams.get(self._had[1]),
            **dict(zip(_FILED, self._filed, strict=True)),
            **weigh(*self._judged),
            **_UNTOUCHED,
        }
        self.deeds: list[Deed] = []
        self.turns: list[Turn] = []
        self._report(first)

    def _report(self, first: Event) -> None:
        """How it came to be; at once as the first event says, where a new problem may be so."""
        case = self._case
        # What was not so from the creation on is told by the first event.
        if first.at == case.created and first.standings:
            began = chosen(first.standings, NEW, "")
            if began is None:
                self.odd.setdefault(first.line, f"new -> {words(first.standings[-1].state)}")
            else:
                self._standing = began
                self.fields["state"] = began.state
        after = {name: value for name, value in self.fields.items() if value}
        self.deeds.append(Deed(case.created, "report", {}, after))
        self._turn(case.created)

    def take(self, event: Event) -> None:
        """One event: who has it, what it is about, how urgent it is, how it stands."""
        mark = AGAINST if event.line in self.odd else ""
        if (event.owner, event.team) != self._had:
            self._hand(event, mark)
        if _filed(event) != self._filed:
            self._file(event, mark)
        judged = (event.impact, event.urgency, event.priority)
        if judged != self._judged:
            self._judged = judged
            self._tell(event.at, "prioritise", dict(self._weigh(*judged)), mark)
        if event.standings:
            self._stand(event)
        self._last = event.at
        self._turn(event.at)

    def _hand(self, event: Event, mark: str) -> None:
        owner, team = self._had
        self._had = event.owner, event.team
        changes: dict[str, object] = {
            "owner": self._named.owners.get(event.owner, 0),
            "team": self._named.teams.get(event.team),
        }
        if self._was_had:
            count = self.fields["assign_count"]
            assert isinstance(count, int)
            changes["assign_count"] = count + 1
        # Who had it first has not changed; from then on nobody is somebody else.
        self._was_had = True
        action = "hand" if event.team and event.team != team else "assign"
        if not event.owner and event.team == team:
            action = "release"
        stranger = event.owner != owner and event.owner and not changes["owner"]
        told = f"to {event.owner}, who is not at this desk" if stranger else ""
        self._tell(event.at, action, changes, "; ".join(filter(None, (told, mark))))

    def _file(self, event: Event, mark: str) -> None:
        # An empty cell does not take back what was known before.
        self._filed = _filed(event)
        said = {name: value for name, value in zip(_FILED, self._filed, strict=True) if value}
        self._tell(event.at, "classify", said, mark)

    def _stand(self, event: Event) -> None:
        source = self._standing.state
        target = chosen(event.standings, source, self._came_from)
        if target is None:
            target = event.standings[-1]
            if target.state == "closed" and self._resolves_before(event):
                self._stand(event)
                return
            self.odd.setdefault(event.line, f"{words(source)} -> {words(target.state)}")
        if target != self._standing:
            self._move(event.at, target, AGAINST if event.line in self.odd else "")

    def _resolves_before(self, event: Event) -> bool:
        """Whether the case says when it was resolved before this event closed it; then it is."""
        at = self._case.rest.resolved
        if at is None or not self._last <= at <= event.at:
            return False
        if chosen((_RESOLVED,), self._standing.state, self._came_from) is None:
            return False
        self._move(at, _RESOLVED, "")
        self._turn(at)
        return True

    def _move(self, at: int, target: Standing, why: str) -> None:
        source = self._standing.state
        changes: dict[str, object] = {"state": target.state, **why_of(target)}
        if target.state in WAITING:
            self._came_from = self._came_from or ("inProgress" if source in OVER else source)
        else:
            self._came_from = ""
        changes["came_from"] = self._came_from or None
        is_reopened = source in OVER and target.state not in OVER
        if source in OVER and target.state != "closed":
            changes |= _NOT_OVER
        if is_reopened and source in ("resolved", "closed"):
            count = self.fields["reopen_count"]
            assert isinstance(count, int)
            changes["reopen_count"] = count + 1
        if target.state in OVER:
            changes |= self._ending(at, target.state)
        self._standing = target
        self._tell(at, "reopen" if is_reopened else action_of(source, target.state), changes, why)

    def _ending(self, at: int, state: str) -> dict[str, object]:
        when = at if self._case.is_dated else None
        changes: dict[str, object] = {"closed": when if state in ENDS else None}
        if state in ("resolved", "closed"):
            said = self._case.rest.said
            changes |= {name: said[field] for field, name in _SOLVED.items() if said[field]}
            if state == "resolved" or self.fields["resolved_at"] is None:
                changes["resolved_at"] = when
        return changes

    def _tell(self, at: int, action: str, changes: Mapping[str, object], why: str) -> None:
        """Write down what really changed; a fact that changed nothing here says why it is one."""
        fields = self.fields
        after = {name: value for name, value in changes.items() if fields[name] != value}
        if not after and not why:
            return
        before = {name: fields[name] for name in after}
        fields.update(after)
        self.deeds.append(Deed(at, action, before, after, why))

    def _turn(self, at: int) -> None:
        standing = self._standing
        self._was_answered = self._was_answered or standing.state != "acknowledged"
        priority = self.fields["priority"]
        assert isinstance(priority, int)
        how = going(standing)
        if how == "ended" and not self._case.is_dated:
            how = "dropped"
        stands = (how, self._was_answered, priority, self._had[1])
        if stands != self._stands:
            self._stands = stands
            self.turns.append(Turn(at, *stands))


_RESOLVED = Standing("resolved")
_FILED = ("category", "service", "place", "partner")
_UNTOUCHED: Mapping[str, object] = {
    **dict.fromkeys(("pending_on", "held_cause", "cancel_reason", "came_from")),
    **dict.fromkeys(("cause", "resolution_code", "resolution", "resolved_at", "closed")),
    "reopen_count": 0,
    "assign_count": 0,
}
_NOT_OVER = dict.fromkeys(("cause", "resolution_code", "resolution", "resolved_at", "closed"))


def _filed(event: Event) -> tuple[str, str, str, str]:
    """What an event says in the fields of `_FILED`."""
    return event.category, event.service, event.place, event.partner
