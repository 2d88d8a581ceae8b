"""The fourth scheme: crossings and alarms, escalations, violations, notices, leases and jobs."""

from desk.models.migrations.dialect import Dialect

NAME = "crossings, alarms, escalations, violations, notices, leases, jobs"


_NEVER = 9_000_000_000_000
"""When a level comes that no clock will reach; queries spell it in the same way."""


def statements(d: Dialect) -> list[str]:
    """Every statement of the migration, in order, for one engine."""
    return [*_time(d), *_told(), *_escalations(d), *_outbox(d), *_customers(d), *_jobs(d)]


def _time(d: Dialect) -> list[str]:
    """What the tick reads, and what it writes down.

    A clock that ran before this scheme is looked at by the first tick: 0 has come at once.
    """
    return [
        f"ALTER TABLE clock ADD COLUMN next_at {d.integer}",
        f"ALTER TABLE clock ADD COLUMN told {d.integer}",
        f"ALTER TABLE clock ADD COLUMN since {d.integer} NOT NULL DEFAULT 0",
        "UPDATE clock SET next_at = 0 WHERE state = 'running'",
        "CREATE INDEX clock_by_next ON clock (next_at) WHERE next_at IS NOT NULL",
        f"""CREATE TABLE crossing (id {d.identity}, item {d.integer} NOT NULL REFERENCES work(id),
            clock {d.key} NOT NULL, generation {d.integer} NOT NULL,
            threshold {d.integer} NOT NULL, level {d.text} NOT NULL, at {d.integer} NOT NULL,
            seq {d.integer} NOT NULL, action {d.text} NOT NULL DEFAULT '',
            UNIQUE (item, clock, generation, threshold)){d.strict}""",
        "CREATE INDEX crossing_by_time ON crossing (at, id)",
        f"""CREATE TABLE alarm (item {d.integer} NOT NULL REFERENCES work(id),
            name {d.key} NOT NULL, generation {d.integer} NOT NULL,
            threshold {d.integer} NOT NULL, at {d.integer} NOT NULL,
            PRIMARY KEY (item, name)){d.strict}""",
        "CREATE INDEX alarm_by_time ON alarm (at)",
        f"ALTER TABLE absence ADD COLUMN told_at {d.integer}",
        "CREATE INDEX absence_untold ON absence (starts) WHERE told_at IS NULL",
        f"CREATE INDEX work_of_team ON work (team, jeopardy_at) WHERE jeopardy_at < {_NEVER}",
    ]


def _told() -> list[str]:
    """What people are told is listed by when it happened; what was found late is not the newest."""
    return [
        "CREATE INDEX told_by_time ON told (person, at, id)",
        "DROP INDEX told_unread",
        "CREATE INDEX told_unread ON told (person, at, id) WHERE read_at IS NULL",
    ]


def _escalations(d: Dialect) -> list[str]:
    return [
        f"ALTER TABLE detail ADD COLUMN ack_level {d.text}",
        f"ALTER TABLE detail ADD COLUMN ack_plan {d.text}",
        f"ALTER TABLE detail ADD COLUMN ack_at {d.integer}",
        f"""CREATE TABLE escalation (id {d.identity},
            item {d.integer} NOT NULL REFERENCES work(id), number {d.integer} NOT NULL,
            type {d.text} NOT NULL, level {d.integer} NOT NULL,
            origin {d.text} NOT NULL, goal {d.text} NOT NULL, trigger_ {d.text} NOT NULL,
            clock {d.text} NOT NULL DEFAULT '', reason {d.text} NOT NULL DEFAULT '',
            at {d.integer} NOT NULL, acknowledged_at {d.integer}, acknowledged_by {d.integer},
            plan {d.text} NOT NULL DEFAULT '', ended_at {d.integer},
            outcome {d.text} NOT NULL DEFAULT '', UNIQUE (item, number)){d.strict}""",
        "CREATE INDEX escalation_open ON escalation (at) WHERE ended_at IS NULL",
        f"""CREATE TABLE violation (id {d.identity},
            item {d.integer} NOT NULL REFERENCES work(id), clock {d.key} NOT NULL,
            generation {d.integer} NOT NULL, due {d.integer} NOT NULL,
            action {d.text} NOT NULL DEFAULT '',
            satisfied_at {d.integer}, version {d.integer} NOT NULL DEFAULT 1,
            UNIQUE (item, clock, generation)){d.strict}""",
        "CREATE INDEX violation_open ON violation (due) WHERE satisfied_at IS NULL",
    ]


_OF_OUTBOX = (
    "id, number, item, message, medium, recipient, subject, state, not_before, created, tries,"
    " last_answer, version"
)


_INSTANTS_AND_NUMBERS = ("promised", "writer", "seq", "handed_at", "done_at", "released")


def _outbox(d: Dialect) -> list[str]:
    """What leaves the house need be no answer: a notice is drafted, an event goes to a hook.

    What lay here before anything could leave stays until somebody lets it go.
    """
    grown = [
        f"purpose {d.key} NOT NULL DEFAULT 'information'",
        *(f"{name} {d.text} NOT NULL DEFAULT ''" for name in ("text", "language")),
        f"clock {d.key} NOT NULL DEFAULT ''",
        *(f"{name} {d.integer} NOT NULL DEFAULT 0" for name in ("generation", "threshold")),
        *(f"{name} {d.integer}" for name in _INSTANTS_AND_NUMBERS),
        f"customer {d.integer} REFERENCES customer(id)",
        f"message_id {d.text} NOT NULL DEFAULT ''",
        f"give_up_at {d.integer}",
        f"sender {d.text} NOT NULL DEFAULT ''",
        f"sending_until {d.integer}",
    ]
    return [
        *(_made_anew(d, grown) if d.is_sqlite else _changed(grown)),
        "UPDATE outbox SET state = 'held' WHERE state = 'initial'",
        "CREATE INDEX outbox_by_item ON outbox (item) WHERE item IS NOT NULL",
        "CREATE INDEX outbox_by_time ON outbox (medium, not_before)"
        " WHERE state IN ('initial', 'inProgress', 'failed') AND done_at IS NULL",
        "CREATE INDEX outbox_by_state ON outbox (state, id)",
        "CREATE UNIQUE INDEX outbox_once ON outbox (item, purpose, clock, generation, threshold)"
        " WHERE clock <> ''",
        "CREATE UNIQUE INDEX outbox_of_events ON outbox (recipient, seq) WHERE seq IS NOT NULL",
    ]


def _made_anew(d: Dialect, grown: list[str]) -> list[str]:
    """SQLite takes no constraint off a column."""
    return [
        "ALTER TABLE outbox RENAME TO outbox_before",
        "DROP INDEX outbox_by_item",
        "DROP INDEX outbox_by_time",
        f"""CREATE TABLE outbox (id {d.identity}, number {d.integer} NOT NULL UNIQUE,
            item {d.integer} REFERENCES work(id), message {d.integer} REFERENCES message(id),
            medium {d.text} NOT NULL, recipient {d.key} NOT NULL, subject {d.text} NOT NULL,
            state {d.text} NOT NULL, not_before {d.integer} NOT NULL, created {d.integer} NOT NULL,
            tries {d.integer} NOT NULL DEFAULT 0, last_answer {d.text} NOT NULL DEFAULT '',
            version {d.integer} NOT NULL DEFAULT 1, {", ".join(grown)}){d.strict}""",
        f"INSERT INTO outbox ({_OF_OUTBOX}) SELECT {_OF_OUTBOX} FROM outbox_before",
        "DROP TABLE outbox_before",
    ]


def _changed(grown: list[str]) -> list[str]:
    return [
        "DROP INDEX outbox_by_item",
        "DROP INDEX outbox_by_time",
        "ALTER TABLE outbox ALTER COLUMN item DROP NOT NULL",
        "ALTER TABLE outbox ALTER COLUMN message DROP NOT NULL",
        *(f"ALTER TABLE outbox ADD COLUMN {column}" for column in grown),
    ]


def _customers(d: Dialect) -> list[str]:
    """How a customer wants to be told: by which medium, when not, of what."""
    return [
        f"ALTER TABLE customer ADD COLUMN preferred {d.text} NOT NULL DEFAULT ''",
        f"ALTER TABLE customer ADD COLUMN zone {d.text} NOT NULL DEFAULT ''",
        f"ALTER TABLE customer ADD COLUMN quiet {d.text} NOT NULL DEFAULT ''",
        f"ALTER TABLE customer ADD COLUMN refused {d.text} NOT NULL DEFAULT ''",
        f"ALTER TABLE customer ADD COLUMN events {d.text} NOT NULL DEFAULT ''",
    ]


def _jobs(d: Dialect) -> list[str]:
    """State of the desk, not business."""
    return [
        f"""CREATE TABLE lease (name {d.key} PRIMARY KEY, owner {d.text} NOT NULL,
            fence {d.integer} NOT NULL, until {d.integer} NOT NULL){d.strict}""",
        f"""CREATE TABLE job (name {d.key} PRIMARY KEY, last_run {d.integer},
            next_run {d.integer}, took_ms {d.integer}, done {d.integer},
            error {d.text} NOT NULL DEFAULT '', error_at {d.integer},
            owner {d.text} NOT NULL DEFAULT ''){d.strict}""",
        f"""CREATE TABLE looked (person {d.integer} NOT NULL REFERENCES person(id),
            name {d.key} NOT NULL, upto {d.integer} NOT NULL,
            PRIMARY KEY (person, name)){d.strict}""",
        f"CREATE TABLE feed (name {d.key} PRIMARY KEY, seq {d.integer} NOT NULL){d.strict}",
        f"INSERT INTO setting (name, value) VALUES ('identity', {_AT_RANDOM[d.is_sqlite]})",
    ]


_AT_RANDOM = {
    True: "lower(hex(randomblob(8)))",
    False: "substr(md5(random()::text || clock_timestamp()::text), 1, 16)",
}
"""Sixteen signs that no other store has: events are told apart by them, whoever sent them."""
