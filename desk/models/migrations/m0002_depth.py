"""The second scheme: links, promises, merges, undo, drafts, presence and saved views."""

from desk.models.migrations.dialect import Dialect

NAME = "links, promises, merges, undo, drafts, presence, saved views"


def statements(d: Dialect) -> list[str]:
    """Every statement of the migration, in order, for one engine."""
    return [*_mark(d), *_work(d), *_undo(d), *_desk_state(d), *_search(d)]


def _mark(d: Dialect) -> list[str]:
    """A mark no two stores share, beside the numbers that every use case counts up."""
    if not d.is_sqlite:
        return []
    return ["INSERT INTO sqlite_sequence (name, seq) VALUES ('store', abs(random() / 2))"]


def _work(d: Dialect) -> list[str]:
    return [
        f"ALTER TABLE work ADD COLUMN snoozed_until {d.integer} NOT NULL DEFAULT 0",
        "CREATE INDEX work_by_priority ON work (priority, due_key, id)",
        "CREATE INDEX work_by_snooze ON work (snoozed_until) WHERE snoozed_until > 0",
        f"ALTER TABLE interaction ADD COLUMN merged_into {d.integer} REFERENCES work(id)",
        "CREATE INDEX interaction_by_merge ON interaction (merged_into)"
        " WHERE merged_into IS NOT NULL",
        f"ALTER TABLE message ADD COLUMN withdrawn {d.integer}",
        f"""CREATE TABLE link (id {d.identity}, item {d.integer} NOT NULL REFERENCES work(id),
            relation {d.text} NOT NULL, other {d.integer} NOT NULL REFERENCES work(id),
            UNIQUE (item, other)){d.strict}""",
        "CREATE INDEX link_by_other ON link (other)",
        f"""CREATE TABLE promise (id {d.identity}, item {d.integer} NOT NULL REFERENCES work(id),
            number {d.integer} NOT NULL, text {d.text} NOT NULL, made {d.integer} NOT NULL,
            made_by {d.integer}, kept {d.integer}, UNIQUE (item, number)){d.strict}""",
    ]


def _undo(d: Dialect) -> list[str]:
    """Entries from before this scheme do not tell how clocks stood, so they stay as they are."""
    return [
        f"""CREATE TABLE undone (seq {d.integer} PRIMARY KEY REFERENCES journal(seq),
            undo {d.integer} NOT NULL REFERENCES journal(seq)){d.strict}""",
        "INSERT INTO setting (name, value)"
        " SELECT 'undo_after', CAST(coalesce(max(seq), 0) AS TEXT) FROM journal",
    ]


def _desk_state(d: Dialect) -> list[str]:
    """Tables that are no business: nothing in them is in the journal."""
    return [
        f"""CREATE TABLE draft (person {d.integer} NOT NULL REFERENCES person(id),
            place {d.key} NOT NULL, session {d.key} NOT NULL, fields {d.text} NOT NULL,
            reason {d.text} NOT NULL DEFAULT '', updated {d.integer} NOT NULL,
            PRIMARY KEY (person, place, session)){d.strict}""",
        f"""CREATE TABLE presence (session {d.key} PRIMARY KEY,
            person {d.integer} NOT NULL REFERENCES person(id),
            item {d.integer} NOT NULL REFERENCES work(id), is_writing {d.integer} NOT NULL,
            until {d.integer} NOT NULL){d.strict}""",
        f"""CREATE TABLE saved_view (id {d.identity}, owner {d.integer} NOT NULL,
            name {d.text} NOT NULL, name_key {d.key} NOT NULL, filter {d.text} NOT NULL,
            sort {d.text} NOT NULL, columns {d.text} NOT NULL, place {d.text} NOT NULL,
            version {d.integer} NOT NULL DEFAULT 1, UNIQUE (owner, name_key)){d.strict}""",
        f"""CREATE TABLE last_view (person {d.integer} PRIMARY KEY REFERENCES person(id),
            view {d.text} NOT NULL){d.strict}""",
    ]


def _search(d: Dialect) -> list[str]:
    """Beginnings of two letters in the index of words: without, a rare one took 0.2 s in a million.

    It costs 6 microseconds an item and a tenth of the store. One letter is in every second item, so
    it is found among the newest; three cost more to keep than they save. The triggers stay: they
    belong to the table whose words these are.
    """
    if not d.is_sqlite:
        return []
    return [
        "DROP TABLE search_words",
        """CREATE VIRTUAL TABLE search_words USING fts5(body, content='search',
            content_rowid='recency', prefix='2',
            tokenize="unicode61 remove_diacritics 0", detail='none', columnsize=0)""",
        "INSERT INTO search_words (search_words) VALUES ('rebuild')",
    ]
