"""The store: tables, statements, migrations."""
