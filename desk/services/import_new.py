"""What an imported record is at this desk: its clocks, its facts and its rows."""

from collections.abc import Mapping

from desk.models.clocks import Head, KeptClock, head_of
from desk.rules.mapped import DONE, Mapped
from desk.rules.policies import ROUND_THE_CLOCK, Fact
from desk.rules.states import INTERACTION
from desk.rules.vocabulary import LIVE_CHANNELS
from desk.services import bulk
from desk.services.changes import Moment
from desk.services.clocks import Agreed, begun, ended, instants_of, started
from desk.services.import_parties import Parties

OWN_DUE = "due time of the record"
"""The policy of a clock whose due time the file itself names."""


class Source:
    """Where records come from, who brings them and when, and what is agreed for them."""

    def __init__(self, name: str, moment: Moment, terms: Agreed) -> None:
        self.name = name
        self.moment = moment
        self.terms = terms
        self._asked = {name for policy in terms.policies for name in policy.conditions}
        self._begun: dict[object, list[KeptClock]] = {}

    def clocks(self, mapped: Mapped, parties: Parties) -> list[KeptClock]:
        """The clocks a record begins with; what is agreed is looked up once for records alike."""
        facts = facts_for(mapped, parties)
        alike = tuple(facts.get(name) for name in self._asked)
        known = self._begun.get(alike)
        if known is None:
            known = begun(self.terms, facts, mapped.created)
            self._begun[alike] = known
            return known
        return [started(self.terms, clock, mapped.created) for clock in known]


def record_of(mapped: Mapped, parties: Parties, source: Source) -> bulk.Record:
    """Everything the store keeps of a record that is new to it."""
    clocks, head = _clocks(mapped, source.clocks(mapped, parties), source.terms)
    customer = (parties.customer.id, parties.customer.name) if parties.customer else None
    return bulk.Record(
        mapped.subject,
        mapped.state,
        mapped.channel,
        mapped.direction,
        mapped.created,
        _updated(mapped),
        head,
        _facts(mapped, parties, source.moment),
        priority=mapped.priority,
        closed=mapped.closed,
        contact=mapped.contact,
        customer=customer,
        owner=parties.owner,
        team=parties.team[0] if parties.team else None,
        tags=mapped.tags,
        clocks=clocks,
        source=(source.name, mapped.key, mapped.digest),
        details={"reason": mapped.reason, "outcome": mapped.outcome, "reopen_count": 0},
        extra=extra_of(mapped, parties),
    )


def facts_for(mapped: Mapped, parties: Parties) -> Mapping[str, Fact]:
    """What policies ask of a record."""
    known = parties.customer
    return {
        "kind": "interaction",
        "channel": mapped.channel,
        "priority": mapped.priority,
        "tag": mapped.tags,
        "team": parties.team[1] if parties.team else None,
        "customer": (known.name, known.ref) if known else None,
    }


def fields_of(mapped: Mapped, parties: Parties) -> dict[str, object]:
    """The fields a file fills, as the store and the journal keep them; empty ones left out."""
    fields: dict[str, object] = {
        "direction": mapped.direction,
        "channel": mapped.channel,
        "subject": mapped.subject,
        "state": mapped.state,
        "priority": mapped.priority,
        "contact": mapped.contact,
        "owner": parties.owner,
        "team": parties.team[0] if parties.team else None,
        "customer": parties.customer.id if parties.customer else None,
        "tags": f"|{'|'.join(mapped.tags)}|" if mapped.tags else "",
        "reason": mapped.reason,
        "outcome": mapped.outcome,
        "closed": mapped.closed,
        "due": mapped.due,
    }
    return {name: value for name, value in fields.items() if value not in (None, "", 0)}


def extra_of(mapped: Mapped, parties: Parties) -> Mapping[str, str]:
    """The columns kept beside, with the owner nobody here knows."""
    if mapped.owner and not parties.owner:
        return {**mapped.extra, "owner": mapped.owner}
    return mapped.extra


def said_of(mapped: Mapped) -> bulk.Said | None:
    """The text of a record as a message: from the customer, or to him."""
    if not mapped.text:
        return None
    direction = "out" if mapped.direction == "outbound" else "in"
    author = (mapped.customer or mapped.contact) if direction == "in" else mapped.owner
    return bulk.Said(direction, mapped.text, author, mapped.contact)


def own_due(mapped: Mapped) -> KeptClock | None:
    """The completion clock of a record whose file names its due time."""
    if mapped.due is None:
        return None
    return KeptClock(
        "completion",
        OWN_DUE,
        ROUND_THE_CLOCK,
        mapped.due - mapped.created,
        mapped.created,
        mapped.due,
        "running",
        reason=("The record came with its due time; hours: round the clock",),
    )


def _updated(mapped: Mapped) -> int:
    known = (mapped.created, mapped.answered, mapped.updated, mapped.closed)
    return max(instant for instant in known if instant is not None)


def _facts(mapped: Mapped, parties: Parties, moment: Moment) -> list[bulk.Fact]:
    """What happened elsewhere, at its own times and by nobody here; then who imported it when."""
    facts = [bulk.Fact(mapped.created, None, "log", visibility="customer", said=said_of(mapped))]
    if mapped.state == DONE and mapped.closed is not None:
        ending = {"state": mapped.state, "outcome": mapped.outcome, "closed": mapped.closed}
        facts.append(bulk.Fact(mapped.closed, None, "complete", {"state": "open"}, ending))
    after = fields_of(mapped, parties)
    return [*facts, bulk.Fact(moment.now, moment.actor.id, "import", {}, after)]


def _clocks(mapped: Mapped, begun_: list[KeptClock], terms: Agreed) -> tuple[list[KeptClock], Head]:
    """The clocks of a record: closed where it is closed, else running from its creation."""
    kept = {clock.name: clock for clock in begun_}
    completion = own_due(mapped)
    if completion is not None and ROUND_THE_CLOCK in terms.calendars:
        kept["completion"] = completion
    clocks = [_ended(terms, clock, mapped) for clock in kept.values()]
    running = [instants_of(terms, clock) for clock in clocks if clock.state == "running"]
    is_paused = any(clock.state == "paused" for clock in clocks)
    return clocks, head_of(running, is_open=mapped.state != DONE, is_paused=is_paused)


def _ended(terms: Agreed, clock: KeptClock, mapped: Mapped) -> KeptClock:
    if clock.name == "firstAnswer" and (answered := _answered(mapped)) is not None:
        return ended(terms, clock, answered)
    if mapped.state == DONE:
        # Nobody knows when it was answered, or when it ended: no promise to have kept or broken.
        if clock.name == "firstAnswer" or mapped.closed is None:
            return clock._replace(state="cancelled", stop=_updated(mapped), due=None)
        return ended(terms, clock, mapped.closed)
    if clock.name == "completion" and mapped.state in INTERACTION.waiting:
        return clock._replace(state="paused", pauses=((_updated(mapped), None),), due=None)
    return clock


def _answered(mapped: Mapped) -> int | None:
    if mapped.answered is not None:
        return mapped.answered
    is_answered = mapped.direction == "outbound" or mapped.channel in LIVE_CHANNELS
    return mapped.created if is_answered else None
