"""What a case of an event log is at this desk: its facts at their own times, its clocks, its rows.

What the log has not closed is not closed here: a resolved case has no time at which it closes by
itself, since nobody at this desk told its customer so. A longer log closes it, or somebody here.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from desk.models.clocks import Head, KeptClock
from desk.rules.event_log_case import Case
from desk.rules.event_log_priority import weighed
from desk.rules.event_log_replay import Deed, Played, played
from desk.rules.mapped import LONGEST_SUBJECT, NO_SUBJECT
from desk.rules.policies import Fact
from desk.rules.problem_terms import Terms
from desk.services import bulk
from desk.services.changes import Moment
from desk.services.clocks import Agreed
from desk.services.import_log_clocks import LogClocks
from desk.services.import_log_parties import LogParties
from desk.services.import_parties import Parties

_IN_TICKET = (
    *("category", "impact", "urgency", "reasons", "service", "place", "partner", "assign_count"),
    *("came_from", "pending_on", "held_cause", "cause", "resolution_code", "resolution"),
    *("resolved_at", "cancel_reason"),
)


class Told(NamedTuple):
    """A case as this desk takes it over."""

    case: Case
    played: Played
    customer: Parties
    clocks: list[KeptClock]
    head: Head
    subject: str
    extra: Mapping[str, str]

    @property
    def updated(self) -> int:
        """When something last happened to it."""
        return max(self.case.created, self.case.events[-1].at)

    def column(self, name: str) -> object:
        """A field of the problem."""
        return self.played.fields[name]

    def ticket(self) -> dict[str, object]:
        """The columns of its ticket."""
        return {name: self.played.fields[name] for name in _IN_TICKET}


class LogSource:
    """Where cases come from, who brings them and when, and what is settled here for them."""

    def __init__(self, name: str, moment: Moment, settled: tuple[Agreed, Terms]) -> None:
        self.name = name
        self.moment = moment
        terms = settled[1]
        self._clocks = LogClocks(settled[0])
        self._weigh = lru_cache(maxsize=4096)(
            lambda impact, urgency, priority: weighed(terms, impact, urgency, priority)
        )

    def told(self, case: Case, parties: LogParties) -> Told:
        """A case with everything that comes of it."""
        play = played(case, parties.named, self._weigh)
        customer = parties.customer(case)
        clocks, head = self._clocks.of(_facts(case, customer), play.turns)
        return Told(
            *(case, play, customer, clocks, head, _subject(case)),
            _extra(case, play, parties),
        )


def record_of(told: Told, source: LogSource) -> bulk.Record:
    """Everything the store keeps of a case that is new to it."""
    case, known = told.case, told.customer.customer
    said = case.rest.said
    fields = told.played.fields
    priority, owner = fields["priority"], fields["owner"]
    closed, team = fields["closed"], fields["team"]
    assert isinstance(priority, int)
    assert isinstance(owner, int)
    assert closed is None or isinstance(closed, int)
    assert team is None or isinstance(team, int)
    return bulk.Record(
        *(told.subject, str(fields["state"]), said["channel"] or "other", "inbound"),
        *(case.created, told.updated, told.head),
        [*facts_of(told), imported_fact(told, source)],
        priority=priority,
        closed=closed,
        contact=said["contact"],
        customer=(known.id, known.name) if known else None,
        owner=owner,
        team=team,
        tags=case.rest.tags,
        clocks=told.clocks,
        source=(source.name, case.key, case.digest),
        details={"reopen_count": fields["reopen_count"]},
        extra=told.extra,
        kind="problem",
        ticket=told.ticket(),
    )


def facts_of(told: Told) -> list[bulk.Fact]:
    """What happened elsewhere, at its own times and by nobody here."""
    first, *rest = told.played.deeds
    said = told.case.rest.said
    spoken = None
    if said["text"]:
        author = said["customer"] or said["contact"]
        spoken = bulk.Said("in", said["text"], author, said["contact"])
    after = {**first.after, "subject": told.subject, "channel": said["channel"] or "other"}
    report = bulk.Fact(
        first.at, None, first.action, {}, after, visibility="customer", why=first.why, said=spoken
    )
    return [report, *(fact_of(deed) for deed in rest)]


def fact_of(deed: Deed) -> bulk.Fact:
    """One thing that happened elsewhere."""
    return bulk.Fact(deed.at, None, deed.action, deed.before, deed.after, why=deed.why)


def imported_fact(told: Told, source: LogSource) -> bulk.Fact:
    """Who brought it when."""
    many = len(told.case.events)
    why = f"{many} {'row' if many == 1 else 'rows'} of {source.name}"
    return bulk.Fact(source.moment.now, source.moment.actor.id, "import", why=why)


def _subject(case: Case) -> str:
    said = case.rest.said
    text = said["subject"] or said["text"].partition("\n")[0][:LONGEST_SUBJECT].strip()
    last = case.events[-1]
    return text or last.category or last.service or NO_SUBJECT


def _facts(case: Case, customer: Parties) -> dict[str, Fact]:
    """What policies ask of it, besides what changes on its way."""
    known = customer.customer
    return {
        "kind": "problem",
        "channel": case.rest.said["channel"] or "other",
        "tag": case.rest.tags,
        "customer": (known.name, known.ref) if known else None,
    }


def _extra(case: Case, play: Played, parties: LogParties) -> Mapping[str, str]:
    """The columns kept beside, with the owner nobody here knows and how often it contradicts."""
    extra = dict(case.rest.extra)
    owner = case.events[-1].owner
    if owner and not parties.named.owners[owner]:
        extra["owner"] = owner
    if play.odd:
        extra["contradictions"] = str(len(play.odd))
    return extra
