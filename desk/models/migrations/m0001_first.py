"""The first scheme: people, customers, work, interactions, clocks, journal, outbox, search."""

from desk.models.migrations.dialect import Dialect

NAME = "people, customers, work, interactions, clocks, journal, outbox, search"


def statements(d: Dialect) -> list[str]:
    """Every statement of the migration, in order, for one engine."""
    return [*_ground(d), *_parties(d), *_work(d), *_facts(d), *_search(d)]


def _ground(d: Dialect) -> list[str]:
    return [
        f"CREATE TABLE setting (name {d.key} PRIMARY KEY, value {d.text} NOT NULL){d.strict}",
        f"CREATE TABLE counter (kind {d.key} PRIMARY KEY, last {d.integer} NOT NULL){d.strict}",
        f"""CREATE TABLE team (id {d.identity}, name {d.text} NOT NULL,
            name_key {d.key} NOT NULL UNIQUE,
            version {d.integer} NOT NULL DEFAULT 1){d.strict}""",
        f"""CREATE TABLE person (id {d.identity}, name {d.text} NOT NULL,
            name_key {d.key} NOT NULL UNIQUE,
            role {d.text} NOT NULL, zone {d.text} NOT NULL, created {d.integer} NOT NULL,
            version {d.integer} NOT NULL DEFAULT 1){d.strict}""",
        f"""CREATE TABLE membership (person {d.integer} NOT NULL REFERENCES person(id),
            team {d.integer} NOT NULL REFERENCES team(id), PRIMARY KEY (person, team)){d.strict}""",
        f"""CREATE TABLE calendar (id {d.identity}, name {d.key} NOT NULL UNIQUE,
            spec {d.text} NOT NULL,
            holidays {d.text} NOT NULL DEFAULT '[]',
            version {d.integer} NOT NULL DEFAULT 1){d.strict}""",
        f"""CREATE TABLE policy (id {d.identity}, place {d.integer} NOT NULL UNIQUE,
            name {d.text} NOT NULL,
            conditions {d.text} NOT NULL, targets {d.text} NOT NULL,
            version {d.integer} NOT NULL DEFAULT 1){d.strict}""",
    ]


def _parties(d: Dialect) -> list[str]:
    return [
        f"""CREATE TABLE customer (id {d.identity}, number {d.integer} NOT NULL UNIQUE,
            name {d.text} NOT NULL,
            name_key {d.key} NOT NULL, language {d.text} NOT NULL DEFAULT '',
            created {d.integer} NOT NULL,
            updated {d.integer} NOT NULL, version {d.integer} NOT NULL DEFAULT 1){d.strict}""",
        "CREATE INDEX customer_by_name ON customer (name_key, id)",
        f"""CREATE TABLE contact_medium (id {d.identity},
            customer {d.integer} NOT NULL REFERENCES customer(id), medium {d.text} NOT NULL,
            value {d.text} NOT NULL, value_key {d.key} NOT NULL){d.strict}""",
        "CREATE INDEX contact_medium_by_value ON contact_medium (value_key, customer)",
        "CREATE INDEX contact_medium_by_customer ON contact_medium (customer)",
        f"""CREATE TABLE customer_word (word {d.key} NOT NULL,
            customer {d.integer} NOT NULL REFERENCES customer(id),
            PRIMARY KEY (word, customer)){d.strict}""",
        "CREATE INDEX customer_word_by_customer ON customer_word (customer)",
    ]


def _work(d: Dialect) -> list[str]:
    return [
        f"""CREATE TABLE work (id {d.identity}, kind {d.text} NOT NULL, number {d.integer} NOT NULL,
            subject {d.text} NOT NULL, state {d.text} NOT NULL, priority {d.integer} NOT NULL,
            customer {d.integer} REFERENCES customer(id), contact {d.text} NOT NULL DEFAULT '',
            channel {d.text} NOT NULL, direction {d.text} NOT NULL,
            owner {d.integer} NOT NULL DEFAULT 0, team {d.integer} REFERENCES team(id),
            created {d.integer} NOT NULL, updated {d.integer} NOT NULL, closed {d.integer},
            tags {d.text} NOT NULL DEFAULT '', due_key {d.integer} NOT NULL,
            watch_at {d.integer} NOT NULL,
            warning_at {d.integer} NOT NULL, jeopardy_at {d.integer} NOT NULL,
            breached_at {d.integer} NOT NULL, overdue2_at {d.integer} NOT NULL,
            overdue3_at {d.integer} NOT NULL, recency {d.integer} NOT NULL UNIQUE,
            source {d.text}, source_key {d.key}, source_hash {d.text},
            version {d.integer} NOT NULL DEFAULT 1){d.strict}""",
        "CREATE UNIQUE INDEX work_by_reference ON work (kind, number)",
        "CREATE INDEX work_by_due ON work (due_key, priority, id)",
        "CREATE INDEX work_by_owner ON work (owner, due_key, priority, id)",
        "CREATE INDEX work_by_update ON work (updated, id)",
        "CREATE INDEX work_by_customer ON work (customer, recency)",
        "CREATE INDEX work_by_jeopardy ON work (owner, jeopardy_at, breached_at)",
        "CREATE INDEX work_by_warning ON work (owner, warning_at, jeopardy_at)",
        "CREATE UNIQUE INDEX work_by_source ON work (source, source_key)"
        " WHERE source_key IS NOT NULL",
        f"""CREATE TABLE interaction (id {d.integer} PRIMARY KEY REFERENCES work(id),
            reason {d.text} NOT NULL DEFAULT '', outcome {d.text}, question {d.text},
            asked_at {d.integer}, answer_due {d.integer}, remind_at {d.integer},
            reopen_count {d.integer} NOT NULL DEFAULT 0,
            extra {d.text} NOT NULL DEFAULT '{{}}'){d.strict}""",
        f"""CREATE TABLE clock (id {d.identity}, item {d.integer} NOT NULL REFERENCES work(id),
            name {d.text} NOT NULL, generation {d.integer} NOT NULL DEFAULT 1,
            policy {d.text} NOT NULL,
            calendar {d.key} NOT NULL, target {d.integer} NOT NULL, start {d.integer} NOT NULL,
            stop {d.integer}, due {d.integer}, state {d.text} NOT NULL, pauses {d.text} NOT NULL,
            reason {d.text} NOT NULL){d.strict}""",
        "CREATE UNIQUE INDEX clock_by_item ON clock (item, name, generation)",
    ]


def _facts(d: Dialect) -> list[str]:
    return [
        f"""CREATE TABLE journal (seq {d.identity}, at {d.integer} NOT NULL, actor {d.integer},
            action {d.text} NOT NULL, kind {d.text} NOT NULL, object {d.integer} NOT NULL,
            customer {d.integer}, partner {d.integer}, visibility {d.text} NOT NULL, grp {d.text},
            why {d.text} NOT NULL DEFAULT '',
            training {d.integer} NOT NULL DEFAULT 0{d.transaction}){d.strict}""",
        "CREATE INDEX journal_by_object ON journal (kind, object, seq)",
        "CREATE INDEX journal_by_customer ON journal (customer, seq) WHERE customer IS NOT NULL",
        "CREATE INDEX journal_by_group ON journal (grp, seq) WHERE grp IS NOT NULL",
        f"""CREATE TABLE journal_value (seq {d.integer} PRIMARY KEY REFERENCES journal(seq),
            before {d.text} NOT NULL, after {d.text} NOT NULL){d.strict}""",
        f"""CREATE TABLE message (id {d.identity}, item {d.integer} NOT NULL REFERENCES work(id),
            seq {d.integer} NOT NULL REFERENCES journal(seq), at {d.integer} NOT NULL,
            direction {d.text} NOT NULL, channel {d.text} NOT NULL, visibility {d.text} NOT NULL,
            author {d.text} NOT NULL, address {d.text} NOT NULL,
            text {d.text} NOT NULL){d.strict}""",
        "CREATE INDEX message_by_item ON message (item, id)",
        f"""CREATE TABLE outbox (id {d.identity}, number {d.integer} NOT NULL UNIQUE,
            item {d.integer} NOT NULL REFERENCES work(id),
            message {d.integer} NOT NULL REFERENCES message(id),
            medium {d.text} NOT NULL, recipient {d.text} NOT NULL, subject {d.text} NOT NULL,
            state {d.text} NOT NULL, not_before {d.integer} NOT NULL, created {d.integer} NOT NULL,
            tries {d.integer} NOT NULL DEFAULT 0, last_answer {d.text} NOT NULL DEFAULT '',
            version {d.integer} NOT NULL DEFAULT 1){d.strict}""",
        "CREATE INDEX outbox_by_item ON outbox (item)",
        "CREATE INDEX outbox_by_time ON outbox (state, not_before)",
    ]


def _search(d: Dialect) -> list[str]:
    if not d.is_sqlite:
        return [
            f"""CREATE TABLE search (recency {d.integer} PRIMARY KEY, body {d.text} NOT NULL,
                words tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(body,
            ' '))) STORED)""",
            "CREATE INDEX search_words ON search USING gin (words)",
            "ALTER TABLE search ALTER COLUMN words SET STATISTICS 1000",
        ]
    return [
        f"CREATE TABLE search (recency {d.integer} PRIMARY KEY, body {d.text} NOT NULL){d.strict}",
        """CREATE VIRTUAL TABLE search_words USING fts5(body, content='search',
            content_rowid='recency',
            tokenize="unicode61 remove_diacritics 0", detail='none', columnsize=0)""",
        """CREATE TRIGGER search_added AFTER INSERT ON search BEGIN
            INSERT INTO search_words (rowid, body) VALUES (new.recency, new.body); END""",
        """CREATE TRIGGER search_removed AFTER DELETE ON search BEGIN
            INSERT INTO search_words (search_words, rowid, body) VALUES ('delete', old.recency,
            old.body); END""",
        """CREATE TRIGGER search_changed AFTER UPDATE ON search BEGIN
            INSERT INTO search_words (search_words, rowid, body) VALUES ('delete', old.recency,
            old.body);
            INSERT INTO search_words (rowid, body) VALUES (new.recency, new.body); END""",
    ]
