"""What must hold in every desk, each as a statement that gives what breaks it."""

from desk.models.base import CLOSED, NEVER, NO_CLOCK, PAUSED
from desk.queries.invariant import REF, Invariant, named, quoted
from desk.queries.invariants_of_problems import OF_PROBLEMS
from desk.queries.invariants_of_time import OF_TIME
from desk.rules.lifecycle import Machine
from desk.rules.states import INTERACTION, PROBLEM
from desk.rules.vocabulary import RELATIONS

_LEVELS = "watch_at", "warning_at", "jeopardy_at", "breached_at", "overdue2_at", "overdue3_at"
_NO_LEVEL = " AND ".join(f"{level} = {NEVER}" for level in _LEVELS)
_RISING = " AND ".join(
    f"{lower} <= {upper}" for lower, upper in zip(_LEVELS, _LEVELS[1:], strict=False)
)


def _misplaced(machine: Machine) -> str:
    """Items of a kind whose state contradicts their place in the queue or when they ended."""
    over = [state for state in machine.states if not machine.is_open(state)]
    return f"""SELECT {REF} FROM work WHERE kind = '{machine.kind}'
        AND (state NOT IN ({quoted(machine.states)})
        OR (state IN ({quoted(over)})) <> (due_key = {CLOSED})
        OR (closed IS NOT NULL AND state NOT IN ({quoted(machine.ends or over)}))
        OR closed < created)"""


_MERGED_AS_IT_SHOULD = """CASE kind
            WHEN 'interaction' THEN state = 'completed' AND COALESCE(outcome, '') = 'merged'
            ELSE state = 'cancelled' AND COALESCE((SELECT cancel_reason FROM ticket
                WHERE ticket.id = work.id), '') = 'duplicate' END"""
_LED = """WITH RECURSIVE led (id) AS (
        SELECT DISTINCT goal.id FROM detail JOIN detail AS goal ON goal.id = detail.merged_into
        WHERE detail.merged_into IS NOT NULL AND goal.merged_into IS NULL
        UNION ALL SELECT detail.id FROM led JOIN detail ON detail.merged_into = led.id)"""
"""Whatever is reached from the ends of merges; what goes round in a circle is not."""
_CLOCK_FITS = """clock.name = 'promise' AND clock.item = promise.item
            AND clock.generation = promise.number
            AND (promise.kept IS NOT NULL) = (clock.state IN ('met', 'missed'))"""

_BESIDE = (
    Invariant(
        "merges",
        "{} items go on where they were merged into, or in themselves",
        "were merged in a way that leads nowhere",
        "detail",
        f"""{_LED} SELECT {named("detail.id")} FROM detail
            WHERE merged_into IS NOT NULL AND id NOT IN (SELECT id FROM led)
            UNION SELECT {REF} FROM work JOIN detail ON detail.id = work.id
            WHERE merged_into IS NOT NULL AND (NOT {_MERGED_AS_IT_SHOULD}
            OR kind <> (SELECT kind FROM work AS into_ WHERE into_.id = merged_into))""",
    ),
    Invariant(
        "links",
        "{} links join two items each, once",
        "are linked to themselves, twice or in no way that there is",
        "link",
        f"""SELECT {named("link.item")} FROM link WHERE relation NOT IN ({quoted(RELATIONS)})
            OR item = other OR EXISTS (SELECT 1 FROM link AS back
            WHERE back.item = link.other AND back.other = link.item)""",
    ),
    Invariant(
        "promises",
        "{} promises have the clock that counts to them",
        "have promises and clocks that do not fit each other",
        "promise",
        f"""SELECT {named("promise.item")} FROM promise
            WHERE NOT EXISTS (SELECT 1 FROM clock WHERE {_CLOCK_FITS})
            UNION ALL SELECT {named("clock.item")} FROM clock WHERE clock.name = 'promise'
            AND NOT EXISTS (SELECT 1 FROM promise WHERE {_CLOCK_FITS})""",
    ),
    Invariant(
        "snoozes",
        "{} items are put aside only while they are open",
        "are put aside and have ended",
        "work",
        f"SELECT {REF} FROM work WHERE snoozed_until < 0"
        f" OR (snoozed_until > 0 AND due_key = {CLOSED})",
    ),
)

INVARIANTS = (
    Invariant(
        "numbers",
        "{} numbers were given out once each",
        "have a number that was never given out",
        "work",
        f"""SELECT {REF} FROM work
            WHERE number > COALESCE((SELECT last FROM counter WHERE counter.kind = work.kind), 0)
            UNION ALL SELECT 'C-' || number FROM customer WHERE number >
            COALESCE((SELECT last FROM counter WHERE kind = 'customer'), 0)
            UNION ALL SELECT 'N-' || number FROM outbox WHERE number >
            COALESCE((SELECT last FROM counter WHERE kind = 'notice'), 0)""",
    ),
    Invariant(
        "details",
        "{} items are whole",
        "have lost a part of their record",
        "detail",
        f"""SELECT {REF} FROM work
            WHERE NOT EXISTS (SELECT 1 FROM detail WHERE detail.id = work.id)""",
    ),
    Invariant(
        "states",
        "{} items stand in a state that there is",
        "stand in a state that contradicts their record",
        "work",
        " UNION ALL ".join(_misplaced(machine) for machine in (INTERACTION, PROBLEM)),
    ),
    Invariant(
        "places",
        "{} items have their place in the queue",
        "have a place in the queue that contradicts their levels",
        "work",
        f"""SELECT {REF} FROM work WHERE NOT CASE
            WHEN due_key IN ({PAUSED}, {NO_CLOCK}, {CLOSED}) THEN {_NO_LEVEL}
            ELSE due_key = breached_at AND {_RISING} END""",
    ),
    Invariant(
        "owners",
        "{} items belong to somebody who is here, or to nobody",
        "belong to somebody who is not here",
        "work",
        f"""SELECT {REF} FROM work
            WHERE owner <> 0 AND NOT EXISTS (SELECT 1 FROM person WHERE person.id = work.owner)""",
    ),
    Invariant(
        "tags",
        "{} items have their tags in order",
        "have tags out of their form",
        "work",
        f"""SELECT {REF} FROM work WHERE tags <> ''
            AND (substr(tags, 1, 1) <> '|' OR substr(tags, length(tags), 1) <> '|'
            OR replace(replace(tags, '||', ''), ' ', '') <> tags)""",
    ),
    Invariant(
        "journal",
        "{} items can tell how they came to be",
        "have no entry in the journal",
        "work",
        f"""SELECT {REF} FROM work WHERE NOT EXISTS (SELECT 1 FROM journal
            WHERE journal.kind = work.kind AND journal.object = work.id)""",
    ),
    Invariant(
        "messages",
        "{} messages stand in the journal of their item",
        "are messages without their entry in the journal",
        "message",
        """SELECT 'message ' || message.id FROM message
            LEFT JOIN journal ON journal.seq = message.seq
            WHERE journal.seq IS NULL OR journal.object <> message.item""",
    ),
    Invariant(
        "search",
        "{} items can be found by their words",
        "cannot be found by their words",
        "search",
        f"""SELECT {REF} FROM work
            WHERE NOT EXISTS (SELECT 1 FROM search WHERE search.recency = work.recency)
            UNION ALL SELECT 'entry ' || recency FROM search
            WHERE NOT EXISTS (SELECT 1 FROM work WHERE work.recency = search.recency)""",
    ),
    *_BESIDE,
    *OF_PROBLEMS,
    *OF_TIME,
)
