"""The import of records from files: what was read before adds nothing, and nothing is ever sent."""

from pathlib import Path

from desk.clock import Clock
from desk.models.problem_terms import terms_of
from desk.models.store import Store
from desk.rows.imports import ImportDone, ImportOptions
from desk.rules.actions import find
from desk.rules.event_log_map import PROBLEMS
from desk.rules.exported import is_export, require_whole
from desk.rules.mapping import require_columns
from desk.rules.permissions import Actor, require
from desk.rules.problem_terms import Terms
from desk.services.changes import Moment
from desk.services.clocks import Agreed, agreed
from desk.services.import_logs import LoggedProblems
from desk.services.import_own import OwnRecords
from desk.services.import_pass import Pass
from desk.services.import_run import MappedRecords
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
        """Read a file into interactions or problems, by a built-in map, a map file, or the one
        map that fits.

        What a desk exported needs no map: it comes back as it was. Every batch is kept or dropped
        as a whole, so a run that breaks off can be run again. Nobody is told of what lies before
        it: no notice, no alert.
        """
        action = find("import", "interaction")
        require(actor, action.permission, "import records")
        file = RecordFile(Path(source))
        moment = Moment(actor, self._clock.now(), self._clock.training)
        if not how and is_export(file.columns):
            require_whole(file.columns, is_json=file.is_json)
            own = OwnRecords(moment, self._agreed(), file.columns)
            return Pass(own, options).through(self._store, file)
        mapping = chosen_map(how, options.kind, file)
        require_columns(mapping, file.columns)
        if mapping.kind == PROBLEMS.kind:
            logged = LoggedProblems(moment, self._settled(), mapping, file.columns)
            return Pass(logged, options).through(self._store, file)
        mapped = MappedRecords(moment, self._agreed(), mapping, file.columns)
        return Pass(mapped, options).through(self._store, file)

    def _settled(self) -> tuple[Agreed, Terms]:
        with self._store.reading() as session:
            return agreed(session), terms_of(session)

    def _agreed(self) -> Agreed:
        with self._store.reading() as session:
            return agreed(session)
