"""The import of records from files: what was read before adds nothing, and nothing is ever sent."""

from pathlib import Path

from desk.clock import Clock
from desk.models.store import Store
from desk.rows.imports import ImportDone, ImportOptions
from desk.rules.actions import find
from desk.rules.mapping import require_columns
from desk.rules.permissions import Actor, require
from desk.services.changes import Moment
from desk.services.clocks import agreed
from desk.services.import_run import ImportRun
from desk.services.import_sources import chosen_map
from desk.services.records import RecordFile

_AS_SAID = ImportOptions()


class Imports:
    """Use cases on files of records."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def run(
        self, actor: Actor, source: str, how: str = "", options: ImportOptions = _AS_SAID
    ) -> ImportDone:
        """Read a file into interactions, by a built-in map, a map file, or the one map that fits.

        Every batch is kept or dropped as a whole, so a run that breaks off can be run again.
        """
        action = find("import", "interaction")
        require(actor, action.permission, "import records")
        file = RecordFile(Path(source))
        mapping = chosen_map(how, file)
        require_columns(mapping, file.columns)
        with self._store.reading() as session:
            terms = agreed(session)
        moment = Moment(actor, self._clock.now(), self._clock.training)
        return ImportRun(moment, terms, mapping, options).through(self._store, file)
