"""The third scheme: problems, their tasks and plans, teams and absences, what people are told."""

from desk.models.migrations.dialect import Dialect

NAME = "problems, tasks, plans, teams, absences, followers"


_ENDED = 6_000_000_000_000
"""The `due_key` from which on nothing is open any more."""
_AT_WORK = f"owner <> 0 AND due_key < {_ENDED} AND due_key <> 4000000000000"
"""Open work that somebody has and that does not stand still; queries spell it in the same way."""

_LANES = {
    "due": "due_key, priority, id",
    "state": "state, due_key, priority, id",
    "owner": "owner, due_key, priority, id",
    "priority": "priority, due_key, id",
    "jeopardy": "jeopardy_at, breached_at, due_key, state, owner, priority",
    "warning": "warning_at, jeopardy_at, due_key, state, owner, priority",
}
"""The orders of the board's lanes, and what stands at a level; a query has to spell the kind out
to go by them. SQLite tests it all the same, so it stands in each index: counting reads no table."""


def statements(d: Dialect) -> list[str]:
    """Every statement of the migration, in order, for one engine."""
    return [*_work(d), *_tasks(d), *_people(d), *_told(d)]


def _work(d: Dialect) -> list[str]:
    """What every item of work has beside its head is not a matter of interactions any more."""
    return [
        "ALTER TABLE interaction RENAME TO detail",
        "DROP INDEX interaction_by_merge",
        "CREATE INDEX detail_by_merge ON detail (merged_into) WHERE merged_into IS NOT NULL",
        f"""CREATE TABLE ticket (id {d.integer} PRIMARY KEY REFERENCES work(id),
            category {d.text} NOT NULL DEFAULT '', impact {d.text} NOT NULL,
            urgency {d.text} NOT NULL, reasons {d.text} NOT NULL DEFAULT '[]',
            workaround {d.integer} NOT NULL DEFAULT 0, wanted_by {d.integer},
            major {d.integer} NOT NULL DEFAULT 0, parent {d.integer} REFERENCES work(id),
            service {d.text} NOT NULL DEFAULT '', place {d.text} NOT NULL DEFAULT '',
            partner {d.text} NOT NULL DEFAULT '',
            escalation_level {d.integer} NOT NULL DEFAULT 0,
            assign_count {d.integer} NOT NULL DEFAULT 0,
            came_from {d.text}, pending_on {d.text}, held_cause {d.text},
            cause {d.text}, resolution_code {d.text}, resolution {d.text},
            resolved_at {d.integer}, close_at {d.integer}, warn_at {d.integer},
            confirmed {d.integer} NOT NULL DEFAULT 0, cancel_reason {d.text}){d.strict}""",
        "CREATE INDEX ticket_by_parent ON ticket (parent) WHERE parent IS NOT NULL",
        "CREATE INDEX ticket_by_major ON ticket (id) WHERE major = 1",
        "CREATE INDEX ticket_by_warning ON ticket (warn_at) WHERE warn_at IS NOT NULL",
        "CREATE INDEX ticket_by_closing ON ticket (close_at) WHERE close_at IS NOT NULL",
        "CREATE INDEX ticket_by_partner ON ticket (partner) WHERE partner <> ''",
        f"ALTER TABLE work ADD COLUMN touched_at {d.integer} NOT NULL DEFAULT 0",
        f"UPDATE work SET touched_at = updated WHERE {_AT_WORK}",
        f"CREATE INDEX work_untouched ON work (team, touched_at) WHERE {_AT_WORK}",
        *(
            f"CREATE INDEX problem_by_{name} ON work ({columns}, kind) WHERE kind = 'problem'"
            for name, columns in _LANES.items()
        ),
    ]


def _tasks(d: Dialect) -> list[str]:
    return [
        f"""CREATE TABLE task (id {d.identity}, number {d.integer} NOT NULL UNIQUE,
            item {d.integer} NOT NULL REFERENCES work(id), place {d.integer} NOT NULL,
            name {d.text} NOT NULL, kind {d.text} NOT NULL, state {d.text} NOT NULL,
            owner {d.integer} NOT NULL DEFAULT 0, team {d.integer} REFERENCES team(id),
            partner {d.text} NOT NULL DEFAULT '', planned_start {d.integer}, due {d.integer},
            effort {d.integer}, mandatory {d.integer} NOT NULL DEFAULT 1,
            after {d.text} NOT NULL DEFAULT '[]', begun_at {d.integer}, ended_at {d.integer},
            touched_at {d.integer} NOT NULL, text {d.text} NOT NULL DEFAULT '',
            due_key {d.integer} NOT NULL, version {d.integer} NOT NULL DEFAULT 1,
            UNIQUE (item, place)){d.strict}""",
        "CREATE INDEX task_by_due ON task (due_key, id)",
        "CREATE INDEX task_by_owner ON task (owner, due_key, id)",
        f"CREATE INDEX task_untouched ON task (touched_at) WHERE owner <> 0 AND due_key < {_ENDED}",
        f"""CREATE TABLE plan (id {d.identity}, name {d.text} NOT NULL,
            name_key {d.key} NOT NULL UNIQUE, category {d.text} NOT NULL DEFAULT '',
            steps {d.text} NOT NULL, version {d.integer} NOT NULL DEFAULT 1){d.strict}""",
    ]


def _people(d: Dialect) -> list[str]:
    return [
        f"ALTER TABLE team ADD COLUMN level {d.integer} NOT NULL DEFAULT 1",
        f"ALTER TABLE team ADD COLUMN lead {d.integer}",
        f"ALTER TABLE team ADD COLUMN calendar {d.text} NOT NULL DEFAULT ''",
        f"ALTER TABLE team ADD COLUMN by_load {d.integer} NOT NULL DEFAULT 0",
        f"ALTER TABLE team ADD COLUMN return_after {d.integer} NOT NULL DEFAULT 0",
        f"ALTER TABLE person ADD COLUMN manager {d.integer}",
        f"ALTER TABLE person ADD COLUMN calendar {d.text} NOT NULL DEFAULT ''",
        f"ALTER TABLE person ADD COLUMN given_at {d.integer} NOT NULL DEFAULT 0",
        f"""CREATE TABLE absence (id {d.identity},
            person {d.integer} NOT NULL REFERENCES person(id), starts {d.integer} NOT NULL,
            ends {d.integer} NOT NULL, why {d.text} NOT NULL DEFAULT ''){d.strict}""",
        "CREATE INDEX absence_by_person ON absence (person, ends)",
        "CREATE INDEX membership_by_team ON membership (team, person)",
    ]


def _told(d: Dialect) -> list[str]:
    return [
        f"""CREATE TABLE follower (person {d.integer} NOT NULL REFERENCES person(id),
            item {d.integer} NOT NULL REFERENCES work(id), PRIMARY KEY (person, item)){d.strict}""",
        "CREATE INDEX follower_by_item ON follower (item)",
        f"""CREATE TABLE told (id {d.identity}, person {d.integer} NOT NULL REFERENCES person(id),
            item {d.integer} NOT NULL REFERENCES work(id), seq {d.integer} NOT NULL,
            at {d.integer} NOT NULL, why {d.text} NOT NULL, text {d.text} NOT NULL,
            read_at {d.integer}){d.strict}""",
        "CREATE INDEX told_by_person ON told (person, id)",
        "CREATE INDEX told_unread ON told (person) WHERE read_at IS NULL",
    ]
