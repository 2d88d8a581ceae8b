"""Made-up files of records, and their import into the desk of a test."""

import csv
from collections.abc import Mapping
from pathlib import Path

from desk.bootstrap import Desk
from desk.rows.imports import ImportDone, ImportOptions
from desk.rows.items import ItemRow
from desk.rows.work import Listing
from desk.rules.filters import parse
from desk.rules.permissions import Actor
from tests.stores import NOW

HEADER = ("No", "About", "Opened", "Closed", "State", "Prio", "Who", "Team", "Owner", "Said", "Zip")
MAP = """
source = "cases"
key = "No"
dates = ["%d.%m.%Y %H:%M", "iso"]
zone = "Europe/Berlin"
[fields]
subject = "About"
created = "Opened"
closed = "Closed"
state = "State"
priority = "Prio"
customer = "Who"
team = "Team"
owner = "Owner"
text = "Said"
[defaults]
channel = "email"
[values.state]
new = "open"
work = "inProgress"
done = "completed"
waits = "awaitingCustomer"
"""


class Files:
    """Writes files of records and imports them."""

    def __init__(self, desk: Desk, actor: Actor, folder: Path) -> None:
        self.desk = desk
        self.actor = actor
        self.folder = folder
        self.map = folder / "map.toml"
        self.map.write_text(MAP)
        self.rejects = folder / "rejects.csv"

    def take(self, *rows: Mapping[str, str], **options: object) -> ImportDone:
        """Import these rows."""
        path = self.folder / "cases.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, HEADER, restval="")
            writer.writeheader()
            writer.writerows(rows)
        told = ImportOptions(rejects=str(self.rejects), **options)  # type: ignore[arg-type]
        return self.desk.imports.run(self.actor, str(path), str(self.map), told)

    def item(self, ref: str) -> ItemRow:
        """An item in full."""
        return self.desk.trail.item(self.actor, ref)

    def refs(self, text: str = "") -> list[str]:
        """The references a filter finds."""
        listing = Listing(parse(text, "UTC", NOW), "due")
        return sorted(row.ref for row in self.desk.work.stream(self.actor, listing))


def case(number: int = 1, **cells: str) -> dict[str, str]:
    """A row of the made-up file."""
    said = {"No": f"K{number}", "About": f"No dial tone {number}", "Opened": "20.11.2026 15:00"}
    return said | cells


def counts(done: ImportDone) -> tuple[int, int, int, int, int]:
    """Read, new, updated, unchanged, rejected."""
    return done[1:6]
