"""What must hold in every desk, each as a statement that gives what breaks it."""

from typing import NamedTuple

from desk.models.base import CLOSED, NEVER, NO_CLOCK, PAUSED
from desk.models.store import Session
from desk.rules.states import INTERACTION
from desk.rules.vocabulary import RELATIONS

SHOWN = 5
"""How many offenders a message names."""


class Invariant(NamedTuple):
    """A rule of the store, and the things that break it."""

    check: str
    holds: str
    """What is said when all is well; `{}` is how many things were looked at."""
    breaks: str
    """What is said of the offenders, after their number."""
    counted: str
    """The table whose rows are looked at."""
    offenders: str
    """A select of what names each offender."""


_REF = "CASE kind WHEN 'interaction' THEN 'I-' ELSE kind || ' ' END || number"
_STATES = ", ".join(f"'{state}'" for state in INTERACTION.states)
_LEVELS = "watch_at", "warning_at", "jeopardy_at", "breached_at", "overdue2_at", "overdue3_at"
_NO_LEVEL = " AND ".join(f"{level} = {NEVER}" for level in _LEVELS)
_RISING = " AND ".join(
    f"{lower} <= {upper}" for lower, upper in zip(_LEVELS, _LEVELS[1:], strict=False)
)


def _named(column: str) -> str:
    """The reference of the item that a column of another table names."""
    return f"(SELECT {_REF} FROM work WHERE work.id = {column})"


_CHAIN = """WITH RECURSIVE chain (start, at) AS (
        SELECT id, merged_into FROM detail WHERE merged_into IS NOT NULL
        UNION SELECT chain.start, detail.merged_into
        FROM chain JOIN detail ON detail.id = chain.at
        WHERE detail.merged_into IS NOT NULL)"""
_CLOCK_FITS = """clock.name = 'promise' AND clock.item = promise.item
            AND clock.generation = promise.number
            AND (promise.kept IS NOT NULL) = (clock.state IN ('met', 'missed'))"""
_RELATIONS = ", ".join(f"'{relation}'" for relation in RELATIONS)

_BESIDE = (
    Invariant(
        "merges",
        "{} interactions go on where they were merged into, or in themselves",
        "were merged in a way that leads nowhere",
        "interaction",
        f"""{_CHAIN} SELECT {_named("start")} FROM chain WHERE start = at
            UNION SELECT {_REF} FROM work JOIN detail ON detail.id = work.id
            WHERE merged_into IS NOT NULL
            AND (state <> 'completed' OR COALESCE(outcome, '') <> 'merged')""",
    ),
    Invariant(
        "links",
        "{} links join two items each, once",
        "are linked to themselves, twice or in no way that there is",
        "link",
        f"""SELECT {_named("link.item")} FROM link WHERE relation NOT IN ({_RELATIONS})
            OR item = other OR EXISTS (SELECT 1 FROM link AS back
            WHERE back.item = link.other AND back.other = link.item)""",
    ),
    Invariant(
        "promises",
        "{} promises have the clock that counts to them",
        "have promises and clocks that do not fit each other",
        "promise",
        f"""SELECT {_named("promise.item")} FROM promise
            WHERE NOT EXISTS (SELECT 1 FROM clock WHERE {_CLOCK_FITS})
            UNION ALL SELECT {_named("clock.item")} FROM clock WHERE clock.name = 'promise'
            AND NOT EXISTS (SELECT 1 FROM promise WHERE {_CLOCK_FITS})""",
    ),
    Invariant(
        "snoozes",
        "{} items are put aside only while they are open",
        "are put aside and have ended",
        "work",
        f"SELECT {_REF} FROM work WHERE snoozed_until < 0"
        f" OR (snoozed_until > 0 AND due_key = {CLOSED})",
    ),
)

INVARIANTS = (
    Invariant(
        "numbers",
        "{} numbers were given out once each",
        "have a number that was never given out",
        "work",
        f"""SELECT {_REF} FROM work
            WHERE number > COALESCE((SELECT last FROM counter WHERE counter.kind = work.kind), 0)
            UNION ALL SELECT 'C-' || number FROM customer WHERE number >
            COALESCE((SELECT last FROM counter WHERE kind = 'customer'), 0)
            UNION ALL SELECT 'N-' || number FROM outbox WHERE number >
            COALESCE((SELECT last FROM counter WHERE kind = 'notice'), 0)""",
    ),
    Invariant(
        "details",
        "{} interactions are whole",
        "have lost a part of their record",
        "interaction",
        f"""SELECT {_REF} FROM work WHERE kind = 'interaction'
            AND NOT EXISTS (SELECT 1 FROM detail WHERE detail.id = work.id)""",
    ),
    Invariant(
        "states",
        "{} items stand in a state that there is",
        "stand in a state that contradicts their record",
        "work",
        f"""SELECT {_REF} FROM work WHERE kind = 'interaction'
            AND (state NOT IN ({_STATES}) OR (state = 'completed') <> (due_key = {CLOSED})
            OR (closed IS NOT NULL AND state <> 'completed') OR closed < created)""",
    ),
    Invariant(
        "places",
        "{} items have their place in the queue",
        "have a place in the queue that contradicts their levels",
        "work",
        f"""SELECT {_REF} FROM work WHERE NOT CASE
            WHEN due_key IN ({PAUSED}, {NO_CLOCK}, {CLOSED}) THEN {_NO_LEVEL}
            ELSE due_key = breached_at AND {_RISING} END""",
    ),
    Invariant(
        "owners",
        "{} items belong to somebody who is here, or to nobody",
        "belong to somebody who is not here",
        "work",
        f"""SELECT {_REF} FROM work
            WHERE owner <> 0 AND NOT EXISTS (SELECT 1 FROM person WHERE person.id = work.owner)""",
    ),
    Invariant(
        "tags",
        "{} items have their tags in order",
        "have tags out of their form",
        "work",
        f"""SELECT {_REF} FROM work WHERE tags <> ''
            AND (substr(tags, 1, 1) <> '|' OR substr(tags, length(tags), 1) <> '|'
            OR replace(replace(tags, '||', ''), ' ', '') <> tags)""",
    ),
    Invariant(
        "journal",
        "{} items can tell how they came to be",
        "have no entry in the journal",
        "work",
        f"""SELECT {_REF} FROM work WHERE NOT EXISTS (SELECT 1 FROM journal
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
        f"""SELECT {_REF} FROM work
            WHERE NOT EXISTS (SELECT 1 FROM search WHERE search.recency = work.recency)
            UNION ALL SELECT 'entry ' || recency FROM search
            WHERE NOT EXISTS (SELECT 1 FROM work WHERE work.recency = search.recency)""",
    ),
    *_BESIDE,
)


def broken(session: Session, invariant: Invariant) -> tuple[int, list[str]]:
    """How many things break it, and the first of them by name."""
    ((count,),) = session.sql(f"SELECT count(*) FROM ({invariant.offenders}) AS offenders")
    if not count:
        return 0, []
    named = session.sql(f"SELECT * FROM ({invariant.offenders}) AS offenders LIMIT {SHOWN}")
    return count, [str(name) for (name,) in named]


def looked_at(session: Session, invariant: Invariant) -> int:
    """How many rows were looked at."""
    ((count,),) = session.sql(f"SELECT count(*) FROM {invariant.counted}")
    return int(count)
