"""Made-up event logs, and their import into the desk of a test."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from desk.bootstrap import Desk
from desk.rows.imports import ImportDone, ImportOptions
from desk.rows.items import ItemRow
from desk.rows.work import Listing
from desk.rules.filters import parse
from desk.rules.permissions import Actor
from tests.rules.event_logs import COLUMNS
from tests.stores import NOW

MAP = """
as = "problems"
source = "cases"
key = "case"
dates = ["iso"]
empty = ["?"]
keep = ["case"]
[fields]
at = "at"
state = "state"
owner = "owner"
team = "team"
impact = "impact"
urgency = "urgency"
created = "opened"
resolved = "done"
subject = "note"
[values.state]
New = "acknowledged"
Queued = "acknowledged|inProgress"
Work = "inProgress"
User = "pending customer"
Vendor = "pending partner"
Change = "held plannedWork"
Wait = "held other"
Done = "resolved"
Over = "closed"
Off = "cancelled duplicate"
Nothing = ""
"""


class Logs:
    """Writes event logs and imports them."""

    def __init__(self, desk: Desk, actor: Actor, folder: Path) -> None:
        self.desk = desk
        self.actor = actor
        self.folder = folder
        self.map = folder / "map.toml"
        self.map.write_text(MAP)
        self.rejects = folder / "rejects.csv"

    def write(self, rows: Iterable[Mapping[str, str]]) -> Path:
        """A file of these rows."""
        path = self.folder / "log.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, COLUMNS, restval="")
            writer.writeheader()
            writer.writerows(rows)
        return path

    def take(self, rows: Iterable[Mapping[str, str]], **options: object) -> ImportDone:
        """Import these rows."""
        path = self.write(rows)
        told = ImportOptions(rejects=str(self.rejects), **options)  # type: ignore[arg-type]
        return self.desk.imports.run(self.actor, str(path), str(self.map), told)

    def item(self, ref: str) -> ItemRow:
        """A problem in full."""
        return self.desk.trail.item(self.actor, ref)

    def refs(self, text: str = "") -> list[str]:
        """The references a filter finds."""
        listing = Listing(parse(text, "UTC", NOW), "due")
        return sorted(row.ref for row in self.desk.work.stream(self.actor, listing))
